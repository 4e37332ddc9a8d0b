import type { Midi } from '../units.ts'

/** 0 is C, 1 C sharp or D flat … 11 B. */
export type PitchClass = number

/** A letter, at most two accidentals (♯ and ♭ are as good), an octave: the part before the octave is a note name. */
const NOTE_NAME = /^([A-G])(##|#|bb|b|)$/
const PITCH_NAME = /^([A-G](?:##|#|bb|b|)?)(-?\d{1,2})$/

/** `♯` and `♭` as `#` and `b`. */
export function plainAccidentals(text: string): string {
  return text.replaceAll('♯', '#').replaceAll('♭', 'b')
}

/** The pitch class of a note name (`C`, `F#`, `Bb`), or null where it is none. Letters are capitals. */
export function readNoteName(name: string): PitchClass | null {
  const plain = plainAccidentals(name)
  return NOTE_NAME.test(plain) ? (noteSteps(plain) + 12) % 12 : null
}

/** The MIDI number of a pitch name: `C4` is 60, `E1` 28, `Bb2` 46. Null where it is none or outside 0..127. */
export function readPitch(name: string): Midi | null {
  const plain = plainAccidentals(name)
  const match = PITCH_NAME.exec(plain)
  if (match === null) return null
  const [, note = '', octave = ''] = match
  const midi = noteSteps(note) + 12 * (Number(octave) + 1)
  return midi >= 0 && midi <= 127 ? midi : null
}

/** Semitones above the C of the octave it is written in: −1 for `Cb`, 12 for `B#`. */
function noteSteps(note: string): number {
  const sign = note.charAt(1) === '#' ? 1 : -1
  return (LETTER_STEPS['CDEFGAB'.indexOf(note.charAt(0))] ?? 0) + sign * (note.length - 1)
}

const LETTER_STEPS = [0, 2, 4, 5, 7, 9, 11] as const

const SHARP_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const
const FLAT_NAMES = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'] as const

/** The name of a pitch class, with sharps or with flats. */
export function noteName(pitchClass: PitchClass, accidentals: 'sharps' | 'flats' = 'flats'): string {
  const names = accidentals === 'sharps' ? SHARP_NAMES : FLAT_NAMES
  return names[((Math.round(pitchClass) % 12) + 12) % 12] ?? 'C'
}

/** The name of a MIDI number: 60 is `C4`. */
export function pitchName(pitch: Midi, accidentals: 'sharps' | 'flats' = 'sharps'): string {
  const key = Math.round(pitch)
  return `${noteName(key, accidentals)}${Math.floor(key / 12) - 1}`
}
