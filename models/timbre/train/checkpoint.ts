/** A run on disk after each epoch: epoch, weights and moments, so that one that was stopped goes on. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Adam } from './adam.ts'
import type { Run } from './loop.ts'
import { parametersOf } from './mlp.ts'
import { allParameters, trained } from './networks.ts'

const OPTIMISERS = ['proxy', 'main', 'decoder'] as const

/** Everything in one row: epoch, steps of the optimisers, then weights and moments. */
export function saveRun(file: string, run: Run): void {
  const parts: Float32Array[] = [
    Float32Array.of(run.epoch, ...OPTIMISERS.map((name) => run.adam[name].save().steps)),
    ...allParameters(run.networks).map(({ value }) => value),
    ...OPTIMISERS.flatMap((name) => momentsOf(run.adam[name])),
  ]
  const row = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    row.set(part, at)
    at += part.length
  }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, row)
  renameSync(`${file}.part`, file)
}

const momentsOf = (adam: Adam): readonly Float32Array[] => [...adam.save().first, ...adam.save().second]

/** @returns whether there was a run of this shape to go on with */
export function loadRun(file: string, run: Run): boolean {
  if (!existsSync(file)) return false
  const bytes = readFileSync(file)
  const row = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
  const parameters = allParameters(run.networks)
  const of = {
    proxy: parametersOf(run.networks.proxy),
    main: trained(run.networks),
    decoder: parametersOf(run.networks.decoder),
  }
  const both = OPTIMISERS.flatMap((name) => [...of[name], ...of[name]])
  const head = 1 + OPTIMISERS.length
  const sizes = [...parameters, ...both].map(({ value }) => value.length)
  if (row.length !== head + sizes.reduce((sum, size) => sum + size, 0)) return false
  let at = head
  const take = (size: number): Float32Array => {
    at += size
    return row.subarray(at - size, at)
  }
  for (const { value } of parameters) value.set(take(value.length))
  const [epoch = 0, ...steps] = row
  for (const [o, name] of OPTIMISERS.entries()) {
    const moments = (): Float32Array[] => of[name].map(({ value }) => take(value.length))
    run.adam[name].restore({ steps: steps[o] ?? 0, first: moments(), second: moments() })
  }
  run.resume(epoch)
  return true
}
