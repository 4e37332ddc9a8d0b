/**
 * What the band plays alone: no count, vamps once, rules at rest.
 */

import { beatOfNote, type NoteQueue } from './band/note.ts'
import type { Lane } from './lane.ts'
import { buildPerformance, type PerformanceSetup } from './performance.ts'
import type { Beat } from './score/beat.ts'
import { Score, type TempoChange } from './score/score.ts'
import type { SessionBook } from './session/book.ts'
import type { Seconds } from './units.ts'

/** How much to play; at most the form's length, where it has one. */
export type ScoreLength = { readonly bars: number } | { readonly seconds: Seconds }

/** Nobody reads a longer score: a length beyond this is a mistake. */
const MOST_SECONDS: Seconds = 24 * 3600
const MOST_BARS = 100_000

export function playAlone(setup: Omit<PerformanceSetup, 'alone' | 'clickOnly'>, length: ScoreLength): Score {
  const performance = buildPerformance({ ...setup, alone: true, clickOnly: false })
  const { main, grid, book } = performance
  const bars = 'bars' in length ? sensible(length.bars, MOST_BARS) : Number.POSITIVE_INFINITY
  const seconds = 'seconds' in length ? sensible(length.seconds, MOST_SECONDS) : Number.POSITIVE_INFINITY
  const lanes = grid === null ? [main] : [main, grid]
  const beats: Beat[] = []
  for (const lane of lanes) lane.start(0, 0)
  for (;;) {
    const open = lanes.filter((lane) => !lane.finished && lane.measure <= bars && lane.due < seconds)
    const next = open.reduce<Lane | null>(
      (first, lane) => (first === null || lane.due < first.due ? lane : first),
      null,
    )
    const upTo = next === null ? Number.POSITIVE_INFINITY : next.due
    collect(lanes, Math.min(upTo, seconds), bars, beats)
    if (next === null) break
    next.decideNext(0)
  }
  const section = setup.definition.sections[book.length > 0 ? book.beat(0).section : 0]
  return new Score({
    name: setup.definition.title,
    bpm: book.length > 0 ? book.beat(0).bpm : 0,
    timeSignature: [section?.meter.upper ?? 4, section?.meter.lower ?? 4],
    tempoUnit: performance.unit,
    tempoMap: tempoMap(book, bars),
    beats,
  })
}

function sensible(amount: number, most: number): number {
  return amount > 0 ? Math.min(amount, most) : 0
}

/** Moves the notes before a moment from the queues to the score, in order of time. */
function collect(lanes: readonly Lane[], until: Seconds, bars: number, beats: Beat[]): void {
  for (;;) {
    let first: { readonly queue: NoteQueue; release: Lane['release'] } | null = null
    for (const lane of lanes) {
      if (first === null || lane.queue.headTime < first.queue.headTime) first = lane
    }
    if (first === null || !(first.queue.headTime < until)) return
    const note = first.queue.shift()
    if (note === undefined) return
    if (note.measure <= bars) beats.push(beatOfNote(note, note.time > 0 ? note.time : 0))
    first.release(note)
  }
}

/** Every change of tempo after the first beat. */
function tempoMap(book: SessionBook, bars: number): readonly TempoChange[] {
  const changes: TempoChange[] = []
  let bpm = Number.NaN
  for (let row = 0; row < book.length; row++) {
    const beat = book.beat(row)
    if (beat.measure > bars) break
    if (row > 0 && beat.bpm !== bpm) changes.push({ time: beat.time, bpm: beat.bpm })
    bpm = beat.bpm
  }
  return changes
}
