/** Run by allocation.test.ts in a Node of its own, as the engine runs where it is used: tests are transformed first. Prints bytes a block. */

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

function play(blocks: number): void {
  for (let b = 0; b < blocks; b++) {
    if (b % 40 === 0)
      for (const each of events) {
        each.frame = engine.frame + 7
        engine.schedule(each)
      }
    engine.process(left, right, 128)
  }
}

// Until the engine that runs it has compiled it: on a busy machine that takes a while.
const BLOCKS = 800
let least = Number.POSITIVE_INFINITY
for (let round = 0; round < 14 && least > 300; round++) {
  play(BLOCKS)
  gc()
  const before = process.memoryUsage().heapUsed
  play(BLOCKS)
  least = Math.min(least, (process.memoryUsage().heapUsed - before) / BLOCKS)
}
console.log(least)
