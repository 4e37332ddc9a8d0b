/**
 * The sheet that lies before the agent: what is written for its member, beat by beat.
 *
 * The band plays the piece through once with nobody to follow, and what the member sounds on a beat is what is written there; its
 * chances fall as they do with the seed given. Form and chords are read from the policy.
 */

import { ALL_FEATURES } from '../../runtime/all-features.ts'
import { timbresOf } from '../../runtime/band/parts.ts'
import { createPolicyWith, type Policy } from '../../runtime/create-policy.ts'
import { FormCursor } from '../../runtime/form.ts'
import type { ChordDef, PolicyDefinition, SectionDef, Slots } from '../../runtime/policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import type { Bpm, Midi, Seconds } from '../../runtime/units.ts'
import { CHOICES } from './versions.ts'

/** A beat of the sheet; the first is beat 1 of bar 1. */
export interface ChartBeat {
  readonly measure: number
  /** From 0. */
  readonly beatInBar: number
  readonly beatsInBar: number
  readonly section: string
  readonly chord: ChordDef
  /** What the member sounds within the beat, the first of it; null for a rest. */
  readonly written: Beat | null
  /** The degree of the chord that is written, 1..7; 0 for a rest. What stands outside the chord's scale is its nearest degree below. */
  readonly degree: number
  readonly timbre: TimbreEmbedding
  /** The member's range: a chosen degree sounds in its lowest octave. */
  readonly low: Midi
}

export interface Chart {
  readonly member: string
  /** False for drums and clicks: the agent's notes have no pitch then either. */
  readonly pitched: boolean
  readonly beats: readonly ChartBeat[]
  /** The form is through after the last beat; else the sheet was cut there. */
  readonly ends: boolean
}

export interface ChartOptions {
  readonly member: string
  readonly bars: number
  readonly slots: Slots
  readonly seed: number
  readonly tempo: Bpm | null
}

/** Chunks of music that are asked for at once. */
const CHUNK: Seconds = 60

/** @throws RangeError where the piece has no such member */
export function chartOf(policy: Policy, options: ChartOptions): Chart {
  const definition: PolicyDefinition = { ...policy.definition, rules: [] }
  const index = definition.members.findIndex(({ name }) => name === options.member)
  if (index < 0) {
    const names = definition.members.map(({ name }) => name).join(', ')
    throw new RangeError(
      `the piece has no member ${JSON.stringify(options.member)}; it has: ${names || 'none'}`,
    )
  }
  const written = writtenBy(definition, options)
  const { sections, form, repeat, chords } = definition
  const cursor = new FormCursor(sections, form, repeat, { vampOnce: false })
  const beats: ChartBeat[] = []
  let ends = false
  for (let measure = 1; measure <= options.bars; measure++) {
    if (!cursor.next()) {
      ends = true
      break
    }
    const section = sections[cursor.section]
    if (section === undefined) break
    const part = section.parts[index]
    const settings = part?.settings(options.slots)
    const own = timbreOf(definition, options.slots, settings?.voices[0]?.timbre)
    for (const [beatInBar, at] of section.meter.beats.entries()) {
      const chord = chordAt(section, chords, cursor.bar, at)
      const note = written.get(placeOf(measure, beatInBar)) ?? null
      beats.push({
        measure,
        beatInBar,
        beatsInBar: section.meter.beats.length,
        section: section.name,
        chord,
        written: note,
        degree: note === null ? 0 : degreeOf(chord, note.pitch),
        timbre: note?.timbre ?? own,
        low: settings?.range.low ?? 48,
      })
    }
  }
  if (!ends) ends = !cursor.next()
  const pitched = beats.some((beat) => beat.written !== null && beat.written.pitch !== null)
  return { member: options.member, pitched, beats, ends }
}

/** Semitones above the chord's root of each choice; −1 where the choice is none: silence, and every note while no chord sounds. */
export function stepsOf(chord: ChordDef): readonly number[] {
  const degrees = chord.root < 0 ? [] : chord.degrees
  return Array.from({ length: CHOICES }, (_, choice) => (choice === 0 ? -1 : (degrees[choice - 1] ?? -1)))
}

/** The pitch of a choice in the lowest octave from `low` on. */
export function pitchOf({ chord, low }: ChartBeat, degree: number): Midi {
  const step = stepsOf(chord)[degree] ?? -1
  return low + ((((chord.root + step - low) % 12) + 12) % 12)
}

function writtenBy(definition: PolicyDefinition, { member, bars, slots, seed, tempo }: ChartOptions) {
  const set = createPolicyWith(definition, ALL_FEATURES).start({
    slots,
    seed,
    ...(tempo === null ? {} : { tempo }),
    onError: ({ message }) => {
      throw new Error(`the piece cannot be read: ${message}`)
    },
  })
  const first = new Map<number, Beat>()
  // A player who counts in: at the written tempo.
  const { counting } = set
  for (let i = 0; i < (counting?.wanted ?? 0); i++) set.onset((60 / set.bpm) * i)
  for (let until = CHUNK; ; until += CHUNK) {
    for (const beat of set.advance(until)) {
      const place = placeOf(beat.measure, beat.beatNumber - 1)
      if (beat.member === member && beat.measure >= 1 && !first.has(place)) first.set(place, beat)
    }
    const last = set.timeline().at(-1)
    if (set.ended || last === undefined || last.measure > bars + 1) return first
  }
}

const placeOf = (measure: number, beatInBar: number): number => measure * 64 + beatInBar

function chordAt(
  { chords: spans, tonic }: SectionDef,
  chords: readonly ChordDef[],
  bar: number,
  at: number,
): ChordDef {
  const span = spans.findLast((one) => one.bar < bar || (one.bar === bar && one.at <= at))
  return chords[span?.chord ?? tonic] ?? NO_CHORD
}

const NO_CHORD: ChordDef = { symbol: 'N.C.', root: -1, bass: -1, tones: [], degrees: [], scale: [] }

/** Drums and clicks have the root: somebody plays. */
function degreeOf(chord: ChordDef, pitch: Midi | null): number {
  if (pitch === null || chord.root < 0) return 1
  const step = (((Math.round(pitch) - chord.root) % 12) + 12) % 12
  return (
    1 +
    Math.max(
      0,
      chord.degrees.findLastIndex((degree) => degree <= step),
    )
  )
}

function timbreOf(definition: PolicyDefinition, slots: Slots, index: number | undefined): TimbreEmbedding {
  return (index === undefined ? undefined : timbresOf(definition, slots)[index]) ?? TimbreEmbedding.neutral()
}
