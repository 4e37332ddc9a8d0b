/** From the typed IR to what is written to disk. Same IR and options, same bytes. */

import { sha256Hex } from '../canonical.ts'
import type { Artefacts, EmitOptions } from '../compile-api.ts'
import type { PolicyIr } from '../ir.ts'
import { behaviourHash, slotSchemaHash } from './behaviour.ts'
import { type Code, code, layOut } from './code.ts'
import { declarations } from './dts.ts'
import { type PolicyCode, policyCode } from './js.ts'
import { manifestJson } from './manifest.ts'
import { sourceMap } from './source-map.ts'
import { esmModule, runtimeText, standaloneModule, workletScript } from './standalone.ts'
import { defaultValues, valuesByName, vectorLength } from './values.ts'

/**
 * A policy that is baked has no slots left: its values are literals in the code and listed in the manifest under
 * `baked`, `slots` is empty, and both hashes differ from the open policy's, so that a slots file made for that one is
 * refused instead of silently ignored.
 *
 * @throws RangeError where `bake` does not fit the slots; TypeError where `runtimeBundle` is missing or lacks what the policy imports.
 */
export function emit(ir: PolicyIr, options: EmitOptions): Artefacts {
  const { target, runtimeVersion } = options
  const { hashes, bake, baked, laidOut } = moduleOf(ir, options)
  const file = fileOf(ir)
  const artifact = sha256Hex(laidOut.text)
  return {
    js: laidOut.text,
    map: sourceMap(file, { path: options.sourcePath, text: options.sourceText }, laidOut.mappings),
    dts: declarations(ir, options),
    manifest: manifestJson({
      ir,
      hashes: { ...hashes, artifact },
      runtimeVersion,
      target,
      baked,
      values: bake ?? defaultValues(ir.slots),
    }),
  }
}

/** The module alone, byte for byte what `emit` gives, for those who run it at once: a studio compiles at each stroke. */
export function emitModule(ir: PolicyIr, options: EmitOptions): string {
  return moduleOf(ir, options).laidOut.text
}

function moduleOf(ir: PolicyIr, options: EmitOptions) {
  const { runtimeVersion } = options
  const bake = options.bake === undefined ? null : checkedBake(ir, options.bake)
  const baked = bake === null ? null : valuesByName(ir.slots, bake)
  const hashes = {
    behaviour: behaviourHash(ir, runtimeVersion, baked),
    slotSchema: slotSchemaHash(bake === null ? ir.slots : []),
  }
  const policy = policyCode(ir, hashes, runtimeVersion, bake)
  const laidOut = layOut(
    code`${inShape(policy, ir.name, options)}\n//# sourceMappingURL=${urlOf(fileOf(ir))}.map\n`,
  )
  return { bake, baked, hashes, laidOut }
}

const fileOf = (ir: PolicyIr): string => `${ir.name}.js`

function inShape(policy: PolicyCode, name: string, options: EmitOptions): Code {
  if (options.target === 'esm') return esmModule(policy, options.runtimeModule ?? 'silencio/runtime')
  if (options.runtimeBundle === undefined)
    throw new TypeError(`target ${options.target} needs the runtime bundle`)
  const runtime = runtimeText(options.runtimeBundle, policy.imports, options.runtimeVersion)
  return options.target === 'standalone'
    ? standaloneModule(policy, runtime)
    : workletScript(policy, name, runtime)
}

function checkedBake(ir: PolicyIr, bake: Float64Array): Float64Array {
  const length = vectorLength(ir.slots)
  if (bake.length !== length) throw new RangeError(`${length} slot values wanted, ${bake.length} given`)
  const bad = bake.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw new RangeError(`slot value ${bad} is ${bake[bad]}`)
  // −0 is 0: hashes know only one of them.
  return bake.map((value) => value + 0)
}

/** A file name in a URL; halves of characters cannot stand there. */
function urlOf(file: string): string {
  return encodeURIComponent(file.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
}
