/** What an editor waits for after a keystroke: 4 kB from text to diagnostics, warm. */

import { check, checkOnly } from '../compiler/compile.ts'
import { interleave, type Sides } from './measure.ts'
import { alone } from './policy.ts'
import type { BenchResult } from './report.ts'
import { CLUB, songbook } from './songbook.ts'

const SIZE = 4000
const BAR = { relation: 'at most', value: 2, unit: 'ms' } as const

const text = songbook(SIZE, CLUB)
// A keystroke each time: the same text would let the engine reuse what strings remember about themselves.
let keystroke = 0
const next = () => alone('piece.sil', `${text}// ${keystroke++}\n`)

export const SIDES: Sides = {
  'parse + check': async () => () => checkOnly(next()),
  'parse + check + lower': async () => () => check(next()).ir,
}

export async function latencyBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const [diagnostics, lowered] = await interleave('latency', Object.keys(SIDES), { rounds, turnMs: 150 })
  if (diagnostics === undefined || lowered === undefined) throw new Error('two sides were measured')
  return {
    bench: 'latency',
    subject: `${text.length} characters, text to diagnostics, warm`,
    rows: [
      {
        what: 'parse + check',
        ours: { value: diagnostics.ms, unit: 'ms', from: diagnostics.from, to: diagnostics.to },
        peer: null,
        ratio: null,
        bar: BAR,
      },
      {
        what: 'parse + check + lower',
        ours: { value: lowered.ms, unit: 'ms', from: lowered.from, to: lowered.to },
        peer: null,
        ratio: null,
        bar: BAR,
      },
    ],
    notes: [`On the wall clock ${diagnostics.wallMs.toFixed(2)} ms and ${lowered.wallMs.toFixed(2)} ms.`],
  }
}
