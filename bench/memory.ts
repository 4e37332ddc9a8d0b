/**
 * A band that plays on and on, with a player: does it need more memory the longer it plays? The session's notes grow until
 * they are full (runtime/session/book.ts) and then no more.
 */

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MOST_ONSETS, MOST_ROWS } from '../runtime/session/book.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const BARS = 1_000_000
const BEATS_A_BAR = 4
/** Bars asked for at once. */
const STEP = 50

export async function memoryBench(): Promise<BenchResult> {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const policy = await loadPiece('band')
  const set = policy.start({ seed: 1 })
  const beat = 60 / set.bpm
  const notesFull = Math.ceil(Math.max(MOST_ROWS, 2 * MOST_ONSETS) / BEATS_A_BAR)
  const heap = (): number => {
    collect()
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
  }
  let events = 0
  let first = 0
  let most = 0
  const started = performance.now()
  for (let bar = 0; bar < BARS; bar += STEP) {
    for (let i = 0; i < STEP * BEATS_A_BAR; i++) {
      const time = (bar * BEATS_A_BAR + i) * beat + set.countSeconds
      events += set.advance(time).length
      // A player who rests every second bar of four.
      if (i % 8 < 4) set.onset(time + 0.01, { velocity: 0.7 })
    }
    if (bar >= notesFull && first === 0) first = heap()
    else if (first > 0 && bar % 100_000 === 0) most = Math.max(most, heap())
  }
  most = Math.max(most, heap())
  const seconds = (performance.now() - started) / 1000
  const row = (what: string, value: number, unit: string, bar: Row['bar']): Row => ({
    what,
    ours: { value, unit },
    peer: null,
    ratio: null,
    bar,
  })
  return {
    bench: 'memory',
    subject: `a five-part band and a player for ${BARS.toLocaleString('en').replaceAll(',', ' ')} bars`,
    rows: [
      row('heap grown once the notes are full', (most - first) / 1e6, 'MB', {
        relation: 'at most',
        value: 2,
        unit: 'MB',
      }),
      row('heap in all', most / 1e6, 'MB', null),
    ],
    notes: [`${events} events in ${seconds.toFixed(0)} s; the notes were full after ${notesFull} bars.`],
  }
}
