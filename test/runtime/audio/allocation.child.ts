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

const BLOCKS = 1600
play(3000)
gc()
const before = process.memoryUsage().heapUsed
play(BLOCKS)
console.log((process.memoryUsage().heapUsed - before) / BLOCKS)
