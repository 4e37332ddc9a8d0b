/**
 * Run by allocation.test.ts in a Node of its own, as the engine runs where it is used: tests are transformed first. Prints bytes a
 * block while notes ring, and bytes a note that begins.
 */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { engineWithPatches, event, VOICES } from './some-voices.ts'

setFlagsFromString('--expose-gc')
const gc: unknown = runInNewContext('gc')
if (typeof gc !== 'function') throw new Error('no gc')

const engine = engineWithPatches()
const left = new Float32Array(128)
const right = new Float32Array(128)
const events = VOICES.map((_, patch) => ({ ...event({ patch, velocity: 0.5 }) }))

/** @param every blocks between two strokes of all voices; 0 for none */
function play(blocks: number, every: number): void {
  for (let b = 0; b < blocks; b++) {
    if (every > 0 && b % every === 0)
      for (const each of events) {
        each.frame = engine.frame + 7
        engine.schedule(each)
      }
    engine.process(left, right, 128)
  }
}

function bytesOf(blocks: number, every: number): number {
  if (typeof gc === 'function') gc()
  const before = process.memoryUsage().heapUsed
  play(blocks, every)
  return process.memoryUsage().heapUsed - before
}

// Until V8 has compiled it: on a busy machine that takes a while, so the best of some rounds counts.
play(2400, 40)
let ringing = Number.POSITIVE_INFINITY
let beginning = Number.POSITIVE_INFINITY
for (let round = 0; round < 6; round++) {
  beginning = Math.min(beginning, bytesOf(400, 40) / (10 * events.length))
  ringing = Math.min(ringing, bytesOf(400, 0) / 400)
}
console.log(JSON.stringify({ ringing, beginning }))
