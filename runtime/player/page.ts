/**
 * What lies on a player's music stand: how long each beat is, how many a bar has, where a new tempo is written, and what `plays`
 * says. Who plays 7/8 (2+2+3) knows that the third beat is the long one.
 *
 * It is read along the form. Where a cue or a rule leads elsewhere, the player hears it and turns the page.
 */

import { FormCursor } from '../form.ts'
import type { TimelineBeat } from '../performer.ts'
import type { PlaysDef, PolicyDefinition } from '../policy.ts'
import type { Beats, Ratio } from '../units.ts'

export interface Page {
  /** A beat sounds: where it is of another section than the page has there, reading goes on with that one. */
  hear(beat: Pick<TimelineBeat, 'n' | 'section'>): void
  /** How many beats the first so many bars have. */
  beatsIn(bars: number): number
  /** The bar of beat n, from 0. Beat 1 is the first of bar 1; what is counted comes before it, in bars below 0. */
  barOf(n: number): number
  /** How long beat n is, in what the tempo counts: 1, 1 and 1.5 in 7/8 (2+2+3). */
  countsIn(n: number): number
  /** Whether another tempo than before is written over beat n. */
  isNewTempo(n: number): boolean
  /** Where the player has notes within beat n, as shares of it; null where nobody said what is played. */
  strokesOn(n: number): readonly Ratio[] | null
  /** Whether one of them is on the beat itself, or may be. */
  playsOnBeat(n: number): boolean
}

type Piece = Pick<PolicyDefinition, 'sections' | 'form' | 'repeat' | 'player'>

interface PageBeat {
  readonly bar: number
  readonly section: string
  readonly counts: number
  readonly isNewTempo: boolean
  readonly strokes: readonly Ratio[] | null
}

/** Bars that have so many beats, all alike, and nothing else written. */
export function blankPage(beatsPerBar: number): Page {
  return {
    hear() {},
    beatsIn: (bars) => bars * beatsPerBar,
    barOf: (n) => Math.floor((n - 1) / beatsPerBar),
    countsIn: () => 1,
    isNewTempo: () => false,
    strokesOn: () => null,
    playsOnBeat: () => true,
  }
}

/** The page of a piece: of a policy of target `esm`, `pageOf(policy.definition)`. */
export function pageOf({ sections, form, repeat, player }: Piece): Page {
  let cursor = begin()
  /** Bars that began elsewhere than the form has it, and the section that they are of. */
  const turns = new Map<number, number>()
  /** As far as somebody asked; the first is beat 1. */
  const beats: PageBeat[] = []
  /** Beats before each bar, and at last all of them. */
  const starts: number[] = [0]
  let ended = false
  /** Whether the tempo of the bar before is its section's own. */
  let wasOwnTempo = false
  return { hear, beatsIn, barOf, countsIn, isNewTempo, strokesOn, playsOnBeat }

  function begin(): FormCursor {
    return new FormCursor(sections, form, repeat, { vampOnce: false })
  }

  function hear({ n, section }: Pick<TimelineBeat, 'n' | 'section'>): void {
    if (n < 1 || at(n)?.section === section) return
    const found = sections.findIndex(({ name }) => name === section)
    if (found < 0) return
    const bar = barOf(n)
    turns.set(bar, found)
    cursor = begin()
    beats.length = 0
    starts.length = 1
    ended = false
    wasOwnTempo = false
    while (starts.length <= bar + 1 && !ended) readBar()
  }

  function beatsIn(bars: number): number {
    while (starts.length <= bars + 1 && !ended) readBar()
    const whole = Math.min(Math.floor(bars), starts.length - 1)
    const before = starts[whole] ?? 0
    const after = starts[whole + 1] ?? before
    return before + (bars - Math.floor(bars)) * (after - before)
  }

  function barOf(n: number): number {
    const beat = at(n)
    if (beat !== undefined) return beat.bar
    return n < 1 ? Math.floor((n - 1) / inFirstBar()) : starts.length - 1
  }

  function countsIn(n: number): number {
    // What is counted ends with the bar's last beat.
    const written = n < 1 ? at(inFirstBar() - (-n % inFirstBar())) : at(n)
    return written?.counts ?? 1
  }

  function isNewTempo(n: number): boolean {
    return n > 1 && at(n)?.isNewTempo === true
  }

  function strokesOn(n: number): readonly Ratio[] | null {
    return at(n)?.strokes ?? null
  }

  function playsOnBeat(n: number): boolean {
    return strokesOn(n)?.includes(0) !== false
  }

  /** A form without bars has nothing to divide by. */
  function inFirstBar(): number {
    return Math.max(1, beatsIn(1))
  }

  function at(n: number): PageBeat | undefined {
    while (beats.length < n && !ended) readBar()
    return beats[n - 1]
  }

  function readBar(): void {
    const turn = turns.get(starts.length - 1)
    if (turn !== undefined) cursor.jumpTo(turn)
    const section = cursor.next() ? sections[cursor.section] : undefined
    if (section === undefined) {
      ended = true
      return
    }
    const { meter, tempo, tempoUnit, plays = player.plays } = section
    const bar = starts.length - 1
    const isNewTempo = cursor.bar === 0 && (tempo !== null || wasOwnTempo)
    wasOwnTempo = tempo !== null
    for (const [i, from] of meter.beats.entries()) {
      const length = (meter.beats[i + 1] ?? meter.quarters) - from
      beats.push({
        bar,
        section: section.name,
        counts: length / tempoUnit,
        isNewTempo: i === 0 && isNewTempo,
        strokes: plays === null ? null : within(plays, cursor.bar, from, length),
      })
    }
    starts.push(beats.length)
  }
}

/** Places this close, in quarters, are the same. */
const SAME: Beats = 1e-6

function within(plays: PlaysDef, bar: number, from: number, length: number): readonly Ratio[] {
  const places = plays[bar % plays.length] ?? []
  return places
    .filter((place) => place >= from - SAME && place < from + length - SAME)
    .map((place) => Math.max(0, place - from) / length)
}
