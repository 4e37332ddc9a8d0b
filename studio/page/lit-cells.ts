/** Which cells of the text sound now: from what the band plays, and what the compiler knows of its places. */

import type { Seconds } from '../../runtime/units.ts'
import type { LitSection, Program } from '../compile-protocol.ts'
import type { BeatMark, NoteMark } from '../protocol.ts'

export interface LitCells {
  /** Another program sounds from a moment of the session on. */
  program(program: Program, version: number, from: Seconds): void
  beats(beats: readonly BeatMark[]): void
  notes(notes: readonly NoteMark[]): void
  at(now: Seconds): { readonly version: number; readonly cells: readonly number[] }
  clear(): void
}

/** A stroke has no length; it is seen for so long. */
const STROKE: Seconds = 0.14
/** A long note is not lit for longer, or the page would be all light. */
const LONGEST: Seconds = 1.2

interface Lit {
  readonly from: Seconds
  readonly to: Seconds
  readonly cell: number
  readonly version: number
}

interface Sounding {
  readonly program: Program
  readonly version: number
  readonly from: Seconds
}

export function createLitCells(): LitCells {
  let programs: Sounding[] = []
  let marks: BeatMark[] = []
  let waiting: Lit[] = []
  /** Bars by number: their section, and which bar of it they are. */
  const bars = new Map<number, { readonly section: string; readonly bar: number }>()

  return {
    program(program, version, from) {
      programs = [...programs.filter((one) => one.from < from), { program, version, from }].slice(-8)
    },
    beats(beats) {
      for (const beat of beats) {
        marks = [...marks.filter(({ n }) => n !== beat.n), beat].slice(-64)
        placeBar(beat)
      }
    },
    notes(notes) {
      for (const note of notes) {
        const lit = litBy(note)
        if (lit !== null) waiting.push(lit)
      }
    },
    at,
    clear() {
      programs = programs.slice(-1).map((one) => ({ ...one, from: Number.NEGATIVE_INFINITY }))
      marks = []
      waiting = []
      bars.clear()
    },
  }

  function sounding(time: Seconds): Sounding | undefined {
    return programs.findLast(({ from }) => from <= time + 0.02) ?? programs[0]
  }

  /** A section begins anew where its bars are through, and where the band says another name. */
  function placeBar({ measure, section, time }: BeatMark): void {
    if (measure < 1 || bars.has(measure)) return
    const before = bars.get(measure - 1)
    const length = sectionOf(sounding(time)?.program, section)?.bars ?? null
    const goesOn = before?.section === section && (length === null || before.bar + 1 < length)
    bars.set(measure, { section, bar: goesOn ? before.bar + 1 : 0 })
  }

  function litBy(note: NoteMark): Lit | null {
    if (note.cell === 0) return null
    const place = bars.get(note.measure)
    const piece = sounding(note.time)
    if (place === undefined || piece === undefined) return null
    const voice = sectionOf(piece.program, place.section)?.voices[`${note.member}/${note.voice}`]
    if (voice === undefined) return null
    const bar = voice.bars === null ? 0 : place.bar % voice.bars
    const cell = voice.cells[`${bar}:${note.cell}`]
    if (cell === undefined) return null
    const length = Math.min(LONGEST, Math.max(STROKE, note.duration))
    return { from: note.time, to: note.time + length, cell, version: piece.version }
  }

  function at(now: Seconds): { version: number; cells: readonly number[] } {
    waiting = waiting.filter(({ to }) => to > now)
    const piece = sounding(now)
    if (piece === undefined) return { version: -1, cells: [] }
    const lit = waiting.filter(({ from, version }) => from <= now && version === piece.version)
    const cells = lit.map(({ cell }) => cell)
    const chord = chordAt(piece.program, now)
    if (chord !== null) cells.push(chord)
    return { version: piece.version, cells: [...new Set(cells)].sort((a, b) => a - b) }
  }

  function chordAt(program: Program, now: Seconds): number | null {
    const beat = marks.findLast(({ time }) => time <= now)
    if (beat === undefined || now > beat.time + beat.length) return null
    const place = bars.get(beat.measure)
    const chords = sectionOf(program, place?.section ?? '')?.chords ?? []
    if (place === undefined) return null
    const found = chords.findLast(
      (chord) => chord.bar < place.bar || (chord.bar === place.bar && chord.beat <= beat.beatNumber),
    )
    return found?.cell ?? null
  }
}

function sectionOf(program: Program | undefined, name: string): LitSection | undefined {
  return program?.sections.find((section) => section.name === name)
}
