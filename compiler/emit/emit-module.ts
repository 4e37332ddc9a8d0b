/** A policy as one module of JavaScript, and nothing beside it: what a studio needs at each stroke. */

import type { EmitOptions } from '../compile-api.ts'
import type { PolicyIr } from '../ir.ts'
import { behaviourHash, slotSchemaHash } from './behaviour.ts'
import { type Code, code, layOut } from './code.ts'
import { type PolicyCode, policyCode } from './js.ts'
import { esmModule, runtimeText, standaloneModule, workletScript } from './standalone.ts'
import { valuesByName, vectorLength } from './values.ts'

/** The module alone, byte for byte what `emit` gives, for those who run it at once: a studio compiles at each stroke. */
export function emitModule(ir: PolicyIr, options: EmitOptions): string {
  return moduleOf(ir, options).laidOut.text
}

/** The module with what was found out on the way. */
export function moduleOf(ir: PolicyIr, options: EmitOptions) {
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

/** The module's file. */
export const fileOf = (ir: PolicyIr): string => `${ir.name}.js`

function inShape(policy: PolicyCode, name: string, options: EmitOptions): Code {
  if (options.target === 'esm') return esmModule(policy, options.runtimeModule ?? 'silencio/runtime')
  if (options.runtimeBundle === undefined)
    throw new TypeError(`target ${options.target} needs the runtime bundle, silencio/runtime/standalone.json`)
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
