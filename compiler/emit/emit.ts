/** From the typed IR to what is written to disk. Same IR and options, same bytes. */

import { sha256Hex } from '../canonical.ts'
import type { Artefacts, EmitOptions } from '../compile-api.ts'
import type { PolicyIr } from '../ir.ts'
import { declarations } from './dts.ts'
import { fileOf, moduleOf } from './emit-module.ts'
import { manifestJson } from './manifest.ts'
import { sourceMap } from './source-map.ts'
import { defaultValues } from './values.ts'

const TARGETS: readonly EmitOptions['target'][] = ['esm', 'standalone', 'worklet']

/**
 * A policy that is baked has no slots left: its values are literals in the code and listed in the manifest under
 * `baked`, `slots` is empty, and both hashes differ from the open policy's, so that a slots file made for that one is
 * refused instead of silently ignored.
 *
 * @throws RangeError where `bake` does not fit the slots; TypeError where `target` is none, and where `runtimeBundle` is missing or lacks what the policy imports.
 */
export function emit(ir: PolicyIr, options: EmitOptions): Artefacts {
  const { target, runtimeVersion } = options
  // Hosts are not all written in TypeScript.
  if (!TARGETS.includes(target))
    throw new TypeError(`there is no target ${String(target)}, only esm, standalone and worklet`)
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
