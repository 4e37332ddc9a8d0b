/** How many events a second the runtime makes, beside Strudel: in windows of a bar, of 50 ms, and as a whole Score. */

import type { Policy } from '../runtime/create-policy.ts'
import { interleave, type Measured, ratio, type SideMaker, type Sides } from './measure.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { BAR_SECONDS, createStrudelPieces, type StrudelPiece } from './strudel/peer.mjs'

const PIECES = ['metronome', 'groove', 'band'] as const
const BARS = 200
const SECONDS = BARS * BAR_SECONDS
/** What a host with look-ahead asks for at a time. */
const WINDOW_SECONDS = 0.05
const BAR = { relation: 'at least', value: 20, unit: '×' } as const

const WAYS: Readonly<Record<string, { readonly silencio: Silencio; readonly strudel: Strudel }>> = {
  'windows of a bar': {
    silencio: (policy) => perform(policy, BAR_SECONDS),
    strudel: (piece) => query(piece, 1),
  },
  'windows of 50 ms': {
    silencio: (policy) => perform(policy, WINDOW_SECONDS),
    strudel: (piece) => query(piece, WINDOW_SECONDS / BAR_SECONDS),
  },
  'all at once': {
    silencio: (policy) => policy.score({ bars: BARS }),
    strudel: (piece) => piece.onsets(0, BARS),
  },
}

type Silencio = (policy: Policy) => unknown
type Strudel = (piece: StrudelPiece) => unknown

export const SIDES: Sides = Object.fromEntries(
  PIECES.flatMap((name) =>
    Object.entries(WAYS).flatMap(([way, { silencio, strudel }]): readonly [string, SideMaker][] => [
      [
        `Silencio: ${name}, ${way}`,
        async () => {
          const policy = await loadPiece(name)
          return () => silencio(policy)
        },
      ],
      [
        `Strudel: ${name}, ${way}`,
        async () => {
          const piece = strudelPiece(await createStrudelPieces(), name)
          return () => strudel(piece)
        },
      ],
    ]),
  ),
)

export async function scoreBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const strudel = await createStrudelPieces()
  const rows: Row[] = []
  const counts: string[] = []
  for (const name of PIECES) {
    const events = comparedEvents(name, await loadPiece(name), strudelPiece(strudel, name))
    counts.push(`${name} ${events / BARS}`)
    for (const way of Object.keys(WAYS)) {
      const what = `${name}, ${way}`
      const measured = await interleave('score', [`Silencio: ${what}`, `Strudel: ${what}`], {
        rounds,
        turnMs: 120,
      })
      rows.push(row(what, events, measured, way !== 'all at once'))
    }
  }
  return {
    bench: 'score',
    subject: `events a CPU second over ${BARS} bars at 120 bpm`,
    rows,
    notes: [`Events a bar, the same on both sides: ${counts.join(', ')}.`],
  }
}

function strudelPiece(pieces: Readonly<Record<string, StrudelPiece>>, name: string): StrudelPiece {
  const piece = pieces[name]
  if (piece === undefined) throw new Error(`no Strudel piece ${name}`)
  return piece
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
