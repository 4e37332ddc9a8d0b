/** Chords as one writes them: what they are made of, and which belong to a key. */

import {
  type Chord,
  chordDegrees,
  degreeSemitones,
  readChord,
  type WrittenDegree,
} from '../../runtime/theory/chord.ts'
import { type Key, readKey } from '../../runtime/theory/key.ts'

/** Names of its tones from the root up, a third a letter further each: `F# A# C#`. Null for what is no chord. */
export function chordTones(name: string): readonly string[] | null {
  const chord = readChord(name)
  const root = LETTERS.indexOf(name.charAt(0))
  if (chord.kind !== 'chord' || root < 0) return null
  return chord.tones.map((tone) => spelled(root + stepsTo(tone, chord), chord.root + tone))
}

/** The note that a degree is over a chord, by the letter that it has there: `b3` over G7 is `Bb`. Null where no chord sounds. */
export function degreeNote(written: WrittenDegree, name: string, key: Key): string | null {
  const chord = readChord(name)
  const root = LETTERS.indexOf(name.charAt(0))
  if (chord.kind !== 'chord' || root < 0) return null
  const under = /\/([A-G])[#b♯♭]?$/.exec(name)?.[1]
  if (under !== undefined && written.degree % 7 === 1 && written.accidental === null)
    return spelled(LETTERS.indexOf(under), chord.bass)
  const pitch = chord.root + degreeSemitones(written, chordDegrees(chord, key))
  return spelled(root + written.degree - 1, ((pitch % 12) + 12) % 12)
}

/** A pitch with the letter that it shall have: 10 on A is `A#`, on B `Bb`. */
function spelled(letters: number, pitch: number): string {
  const letter = letters % 7
  const off = (pitch - (NATURALS[letter] ?? 0) + 18) % 12
  return `${LETTERS[letter]}${ACCIDENTALS[off - 4] ?? ''}`
}

const LETTERS = 'CDEFGAB'
const NATURALS = [0, 2, 4, 5, 7, 9, 11]
const ACCIDENTALS = ['bb', 'b', '', '#', '##']
/** Letters from the root to a tone that is neither third, fifth nor seventh, by its semitones within an octave. */
const STEPS = [0, 1, 1, 1, 2, 3, 3, 4, 5, 5, 6, 6]

function stepsTo(tone: number, { third, fifth, seventh }: Chord): number {
  if (tone === third && tone > 2 && tone < 5) return 2
  if (tone === fifth) return 4
  // Nine semitones are a sixth, but where the fifth is diminished, too.
  if (tone === seventh) return tone === 9 && fifth !== 6 ? 5 : 6
  return STEPS[tone % 12] ?? 0
}

const SEVENTHS: Readonly<Record<string, string>> = {
  '4 7 11': 'maj7',
  '4 7 10': '7',
  '3 7 10': 'm7',
  '3 6 10': 'm7b5',
  '3 6 9': 'dim7',
  '3 7 11': 'mMaj7',
  '4 8 11': 'maj7#5',
}

/** The seventh chords on the degrees of a key, from its tonic up. */
export function chordsOfKey(name: string): readonly string[] {
  const key = readKey(name)
  if (key.kind !== 'key') return []
  const tonic = LETTERS.indexOf(key.name.charAt(0))
  return key.scale.flatMap((root, degree) => {
    const above = (steps: number): number => ((key.scale[(degree + steps) % 7] ?? 0) - root + 12) % 12
    const ending = SEVENTHS[`${above(2)} ${above(4)} ${above(6)}`]
    return ending === undefined ? [] : [`${spelled(tonic + degree, root)}${ending}`]
  })
}
