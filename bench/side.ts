/** One side of a bench in a process of its own: `side.ts BENCH SIDE TURN_MS`, told over IPC when it is its turn. */

import type { Sides, Taken } from './measure.ts'

const [bench = '', name = '', turn = ''] = process.argv.slice(2)
const turnMs = Number(turn)
const { SIDES }: { SIDES: Sides } = await import(`./${bench}.ts`)
const make = SIDES[name]
if (make === undefined) throw new Error(`${bench} has no side ${name}`)
const run = await make()

/** Repetitions that fill a turn; known after the first turn, which warms up. */
let times = 0
/** What came out last: looked at in the end, so that nothing is optimised away, and dropped before the next. */
let kept: unknown = null

process.on('message', () => {
  if (times === 0) times = warmUp()
  const { cpuMs, wallMs } = repeat(times)
  const taken: Taken = { cpuMs: cpuMs / times, wallMs: wallMs / times }
  process.send?.(taken)
})
process.on('disconnect', () => process.exit())

function warmUp(): number {
  let times = 1
  for (;;) {
    const { cpuMs } = repeat(times)
    // Twice more, compiled.
    if (cpuMs >= turnMs) {
      repeat(times)
      return Math.max(1, Math.ceil((turnMs * times) / Math.max(repeat(times).cpuMs, 0.001)))
    }
    times = cpuMs <= 0 ? times * 10 : Math.ceil(times * Math.min(10, Math.max(1.5, turnMs / cpuMs)))
  }
}

function repeat(times: number): Taken {
  const wall = process.hrtime.bigint()
  const before = process.cpuUsage()
  for (let i = 0; i < times; i++) {
    kept = null
    kept = run()
  }
  const { user, system } = process.cpuUsage(before)
  const wallMs = Number(process.hrtime.bigint() - wall) / 1e6
  if (kept === repeat) throw new Error('never')
  return { cpuMs: (user + system) / 1000, wallMs }
}
