/** How many events a second the runtime makes, beside Strudel: in windows of a bar, of 50 ms, and as a whole Score. */

import type { Policy } from '../runtime/create-policy.ts'
import { interleave, type Measured, ratio } from './measure.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { BAR_SECONDS, createStrudelPieces, type StrudelPiece } from './strudel/peer.mjs'

const PIECES = ['metronome', 'groove', 'band'] as const
const BARS = 200
const SECONDS = BARS * BAR_SECONDS
/** What a host with look-ahead asks for at a time. */
const WINDOW_SECONDS = 0.05
const BAR = { relation: 'at least', value: 20, unit: '×' } as const

export async function scoreBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const strudel = await createStrudelPieces()
  const rows: Row[] = []
  const counts: string[] = []
  for (const name of PIECES) {
    const policy = await loadPiece(name)
    const peer = strudel[name]
    if (peer === undefined) throw new Error(`no Strudel piece ${name}`)
    const events = comparedEvents(name, policy, peer)
    counts.push(`${name} ${events / BARS}`)

    const effort = { rounds, turnMs: 120 }
    const bars = interleave(
      [
        { name: 'Silencio', run: () => perform(policy, BAR_SECONDS) },
        { name: 'Strudel', run: () => query(peer, 1) },
      ],
      effort,
    )
    rows.push(row(`${name}, windows of a bar`, events, bars, true))
    const windows = interleave(
      [
        { name: 'Silencio', run: () => perform(policy, WINDOW_SECONDS) },
        { name: 'Strudel', run: () => query(peer, WINDOW_SECONDS / BAR_SECONDS) },
      ],
      effort,
    )
    rows.push(row(`${name}, windows of 50 ms`, events, windows, true))
    const score = interleave(
      [
        { name: 'Silencio', run: () => policy.score({ bars: BARS }) },
        { name: 'Strudel', run: () => peer.onsets(0, BARS) },
      ],
      effort,
    )
    rows.push(row(`${name}, ${BARS} bars at once`, events, score, false))
  }
  return {
    bench: 'score',
    subject: `events a CPU second over ${BARS} bars at 120 bpm`,
    rows,
    notes: [`Events a bar, the same on both sides: ${counts.join(', ')}.`],
  }
}

function row(what: string, events: number, measured: readonly Measured[], judged: boolean): Row {
  const [ours, theirs] = measured
  if (ours === undefined || theirs === undefined) throw new Error('two sides were measured')
  const rate = (ms: number): number => (events / ms) * 1000
  return {
    what,
    ours: { value: rate(ours.ms), unit: 'events/s', from: rate(ours.to), to: rate(ours.from) },
    peer: { name: 'Strudel', value: rate(theirs.ms), unit: 'events/s' },
    ratio: ratio(theirs, ours),
    bar: judged ? BAR : null,
  }
}

/** A whole performance: clock, form, band, log. The count-in bar comes on top. */
function perform(policy: Policy, window: number): number {
  const set = policy.start({ seed: 1 })
  const end = SECONDS + set.countSeconds
  let events = 0
  for (let n = 1; (n - 1) * window < end; n++) events += set.advance(Math.min(n * window, end)).length
  return events
}

function query(piece: StrudelPiece, cycles: number): number {
  let events = 0
  const windows = BARS / cycles
  for (let n = 0; n < windows; n++) events += piece.onsets(n * cycles, (n + 1) * cycles)
  return events
}

/** @throws {Error} where the two do not play equally many events. */
function comparedEvents(name: string, policy: Policy, peer: StrudelPiece): number {
  const ours = policy.score({ bars: BARS }).beats.length
  const theirs = query(peer, 1)
  const inWindows = query(peer, WINDOW_SECONDS / BAR_SECONDS)
  if (ours !== theirs || theirs !== inWindows) {
    throw new Error(`${name}: ${ours} events here, ${theirs} in Strudel (${inWindows} in short windows)`)
  }
  return ours
}
