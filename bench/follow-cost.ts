/** What following costs: a beat with an onset, in time and in memory, heard alone and as a band performs it. */

import { EARS, listening, memoryOf } from './listening.ts'
import { interleave, type Sides } from './measure.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const BEATS = 1000
/** Over which memory is measured. */
const LONG = 100_000
const BAR = { relation: 'at most', value: 5, unit: 'µs' } as const
/** Nothing, and what measuring takes. */
const KEPT = { relation: 'at most', value: 1, unit: 'bytes' } as const
/** A dozen or two numbers that the engine boxes on their way into functions that it does not inline: no object of ours. */
const PASSING = { relation: 'at most', value: 400, unit: 'bytes' } as const

const PERFORMED = 'a whole metronome that tracks many, events made and logged'

export const SIDES: Sides = {
  ...Object.fromEntries(
    EARS.map((ear) => [
      ear,
      async () => {
        const hear = listening(ear)
        return () => hear(BEATS)
      },
    ]),
  ),
  [PERFORMED]: async () => {
    const policy = await loadPiece('examples/follow.sil')
    return () => {
      const set = policy.start({ tempo: 120 })
      let heard = 0
      for (let n = 0; n < BEATS; n++) {
        const time = 2 + 0.5 * n
        heard += set.advance(time).length
        set.onset(time - 0.02)
      }
      return heard
    }
  },
}

export async function followCostBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const measured = await interleave('follow-cost', Object.keys(SIDES), { rounds, turnMs: 150 })
  const time = measured.map(
    ({ name, ms, from, to }): Row => ({
      what: name,
      ours: {
        value: (1000 * ms) / BEATS,
        unit: 'µs',
        from: (1000 * from) / BEATS,
        to: (1000 * to) / BEATS,
      },
      peer: null,
      ratio: null,
      bar: BAR,
    }),
  )
  const memory = EARS.flatMap((ear): Row[] => {
    const { kept, passing } = memoryOf(ear, LONG)
    const row = { peer: null, ratio: null }
    return [
      { ...row, what: `${ear}, kept`, ours: { value: kept, unit: 'bytes' }, bar: KEPT },
      { ...row, what: `${ear}, in passing`, ours: { value: passing, unit: 'bytes' }, bar: PASSING },
    ]
  })
  return {
    bench: 'follow-cost',
    subject: `a beat with an onset; memory over ${LONG} of them`,
    rows: [...time, ...memory],
    notes: [],
  }
}
