/** A run on disk after each epoch: epoch, weights and moments, so that one that was stopped goes on. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Adam } from './adam.ts'
import type { Run } from './loop.ts'
import { parametersOf } from './mlp.ts'
import { allParameters, trained } from './networks.ts'

/** Everything in one row: epoch, steps of both optimisers, then weights and moments. */
export function saveRun(file: string, run: Run): void {
  const parts: Float32Array[] = [
    Float32Array.of(run.epoch, run.adam.proxy.save().steps, run.adam.main.save().steps),
    ...allParameters(run.networks).map(({ value }) => value),
    ...momentsOf(run.adam.main),
    ...momentsOf(run.adam.proxy),
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
  const main = trained(run.networks)
  const proxy = parametersOf(run.networks.proxy)
  const sizes = [...parameters, ...main, ...main, ...proxy, ...proxy].map(({ value }) => value.length)
  if (row.length !== 3 + sizes.reduce((sum, size) => sum + size, 0)) return false
  let at = 3
  const take = (size: number): Float32Array => {
    at += size
    return row.subarray(at - size, at)
  }
  for (const { value } of parameters) value.set(take(value.length))
  const moments = (list: typeof main): Float32Array[] => list.map(({ value }) => take(value.length))
  const [epoch = 0, proxySteps = 0, mainSteps = 0] = row
  run.adam.main.restore({ steps: mainSteps, first: moments(main), second: moments(main) })
  run.adam.proxy.restore({ steps: proxySteps, first: moments(proxy), second: moments(proxy) })
  run.resume(epoch)
  return true
}
