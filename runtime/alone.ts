/**
 * What the band plays alone: no count but the pickup's silent one, vamps once, rules at rest.
 */

import { beatOfNote } from './band/note.ts'
import { bpmOfPiece } from './beat-unit.ts'
import type { Lane } from './lane.ts'
import { openingSection } from './opening.ts'
import { buildPerformance, type PerformanceSetup } from './performance.ts'
import type { Beat } from './score/beat.ts'
import { meterMapOf, timeSignatureOf } from './score/meter-map.ts'
import { Score, type TempoChange } from './score/score.ts'
import { keyMapOf, sectionMapOf } from './score/section-map.ts'
import type { BookedBeat, SessionBook } from './session/book.ts'
import type { Seconds } from './units.ts'

/** How much to play; at most the form's length, where it has one. */
export type ScoreLength = { readonly bars: number } | { readonly seconds: Seconds }

/** Nobody reads a longer score: a length beyond this is a mistake. */
const MOST_SECONDS: Seconds = 24 * 3600
const MOST_BARS = 100_000
/** What fits into memory, and its JSON into one text, on every engine: hours of the busiest band. */
export const MOST_EVENTS = 1_000_000

/** @throws RangeError where no length is given, and where the score would hold more than `MOST_EVENTS` */
export function playAlone(setup: Omit<PerformanceSetup, 'alone' | 'clickOnly'>, length: ScoreLength): Score {
  const performance = buildPerformance({ ...setup, alone: true, clickOnly: false })
  const { main, grid, book } = performance
  const asked: { readonly bars?: unknown; readonly seconds?: unknown } = length
  const bars = upTo(asked.bars, MOST_BARS)
  const seconds = upTo(asked.seconds, MOST_SECONDS)
  // Without either a form that repeats would go on for ever; NaN is smaller than nothing.
  if (!(Math.min(bars, seconds) < Number.POSITIVE_INFINITY))
    throw new RangeError('score({ bars }) or score({ seconds }): a number from 0 on must say how much')
  const beats: Beat[] = []
  const { pickingUp } = setup.features
  const opening = openingSection(setup.definition)
  const early = pickingUp?.beats(opening) ?? 0
  main.start(0, early)
  grid?.start(0, early)
  for (;;) {
    const next = earliest(main, grid, bars, seconds)
    const upTo = next === null ? seconds : Math.min(next.due, seconds)
    collect(main, grid, upTo, bars, beats)
    if (beats.length > MOST_EVENTS)
      throw new RangeError(`the score would hold more than ${MOST_EVENTS} events`)
    if (next === null) break
    next.decideNext(0)
  }
  const { sections } = setup.definition
  const timeSignature = timeSignatureOf(sections[book.length > 0 ? book.beat(book.first).section : 0]?.meter)
  const beatsPlayed = played(book, bars)
  const bpmOf = ({ bpm, section }: BookedBeat) => bpmOfPiece(bpm, sections[section], performance.unit)
  const placed = beatsPlayed.map(({ time, measure, section }) => ({
    time,
    measure,
    section: sections[section],
  }))
  return new Score({
    name: setup.definition.title,
    bpm: book.length > 0 ? bpmOf(book.beat(book.first)) : 0,
    timeSignature,
    meterMap: meterMapOf(placed, timeSignature),
    sectionMap: sectionMapOf(placed),
    keyMap: keyMapOf(placed, setup.definition.chords),
    tempoUnit: performance.unit,
    pickup: opening === undefined ? 0 : (pickingUp?.length(opening, early) ?? 0),
    tempoMap: tempoMap(beatsPlayed.map((beat) => ({ time: beat.time, bpm: bpmOf(beat) }))),
    beats,
  })
}

/** How much of the length that was asked for is played; anything for what was not. */
function upTo(amount: unknown, most: number): number {
  if (amount === undefined) return Number.POSITIVE_INFINITY
  return typeof amount === 'number' && amount >= 0 ? Math.min(amount, most) : Number.NaN
}

/** The lane whose beat is due first, of those that are not through. */
function earliest(main: Lane, grid: Lane | null, bars: number, seconds: Seconds): Lane | null {
  const isOpen = (lane: Lane): boolean => !lane.finished && lane.measure <= bars && lane.due < seconds
  if (grid === null || !isOpen(grid)) return isOpen(main) ? main : null
  return isOpen(main) && main.due <= grid.due ? main : grid
}

/** Moves the notes before a moment from the queues to the score, in order of time. */
function collect(main: Lane, grid: Lane | null, until: Seconds, bars: number, beats: Beat[]): void {
  for (;;) {
    const from = grid !== null && grid.queue.headTime < main.queue.headTime ? grid : main
    if (!(from.queue.headTime < until)) return
    const note = from.queue.shift()
    if (note === undefined) return
    if (note.measure <= bars) beats.push(beatOfNote(note, note.time > 0 ? note.time : 0, 0))
    from.release(note)
  }
}

/** The beats up to the end. */
function played(book: SessionBook, bars: number): readonly BookedBeat[] {
  const beats: BookedBeat[] = []
  for (let row = book.first; row < book.length; row++) {
    const beat = book.beat(row)
    if (beat.measure > bars) break
    beats.push(beat)
  }
  return beats
}

/** Every change of tempo after the first beat. */
function tempoMap(beats: readonly TempoChange[]): readonly TempoChange[] {
  return beats.filter(({ bpm }, i) => i > 0 && bpm !== beats[i - 1]?.bpm)
}
