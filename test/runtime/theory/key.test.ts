import { expect, test } from 'vitest'
import { parse } from '../../../language/parse.ts'
import { readChord } from '../../../runtime/theory/chord.ts'
import { readKey, sevenNoteModes } from '../../../runtime/theory/key.ts'
import { noteName } from '../../../runtime/theory/pitch.ts'

test.each([
  ['C major', 'C D E F G A B', 'C'],
  ['F# minor', 'Gb Ab A B Db D E', 'F#m'],
  ['D dorian', 'D E F G A B C', 'Dm'],
  ['Bb mixolydian', 'Bb C D Eb F G Ab', 'Bb'],
  ['E phrygian', 'E F G A B C D', 'Em'],
  ['F lydian', 'F G A B C D E', 'F'],
  ['B locrian', 'B C D E F G A', 'Bdim'],
  ['A harmonic minor', 'A B C D E F Ab', 'Am'],
  ['A melodic minor', 'A B C D E Gb Ab', 'Am'],
  ['E♭ major', 'Eb F G Ab Bb C D', 'Eb'],
  ['  G   Major ', 'G A B C D E Gb', 'G'],
])('the key of %s has the notes %s', (name, notes, tonicChord) => {
  const key = readKey(name)
  if (key.kind !== 'key') throw new Error(key.message)
  expect(key.scale.map((pitchClass) => noteName(pitchClass)).join(' ')).toBe(notes)
  expect(key.tonicChord.replace('♭', 'b')).toBe(tonicChord)
})

test.each([
  ['C majr', '"majr" is no mode', 'C major'],
  ['D dorain', '"dorain" is no mode', 'D dorian'],
  ['c major', '"c" is no note', 'C major'],
  ['H minor', '"H" is no note', 'B minor'],
  ['G', '"G" has no mode', 'G major'],
  ['B flat major', '"flat major" is no mode', 'Bb major'],
  ['b flat minr', '"b" is no note', 'Bb minor'],
  ['F sharp', '"sharp" is no mode', 'F# major'],
  ['b♭ minor', '"b♭" is no note', 'B♭ minor'],
  ['D blues', '"blues" has 6 notes, a key needs 7', 'D major'],
  ['Am', '"Am" is a chord', 'A minor'],
  ['Cm', '"Cm" is a chord', 'C minor'],
  ['Bbm', '"Bbm" is a chord', 'Bb minor'],
  ['abm', '"abm" is a chord', 'Ab minor'],
  ['B♭ m', '"B♭ m" is a chord', 'B♭ minor'],
  ['F# m', '"F# m" is a chord', 'F# minor'],
  ['CM', '"CM" is a chord', 'C major'],
  ['a moll', '"a moll" is a chord', 'A minor'],
  ['Hm', '"Hm" is a chord', 'B minor'],
  ['Aminor', '"Aminor" is a chord', 'A minor'],
  ['Am minor', '"Am minor" is a chord', 'A minor'],
  ['C 2773', '"2773" is no mode', 'C major'],
  ['', 'a key has a note and a mode', 'C major'],
])('%j is no key, and the answer says why and what was meant', (text, message, nearest) => {
  expect(readKey(text)).toEqual({ kind: 'unknown', message, nearest: expect.arrayContaining([nearest]) })
})

test('every mode on offer makes a key of seven different notes whose tonic chord is a chord', () => {
  for (const mode of sevenNoteModes()) {
    const key = readKey(`D ${mode}`)
    if (key.kind !== 'key') throw new Error(`${mode}: ${key.message}`)
    expect(new Set(key.scale).size).toBe(7)
    expect(readChord(key.tonicChord).kind).toBe('chord')
  }
})

test('a key in short means one key, and what is no note means none', () => {
  for (const [text, nearest] of [
    ['Am', ['A minor']],
    ['F#m', ['F# minor']],
    ['Cmaj', ['C major']],
    ['X major', []],
  ] as const)
    expect(readKey(text)).toMatchObject({ kind: 'unknown', nearest })
})

test('every key that is meant can be written in SIL', () => {
  for (const mode of sevenNoteModes()) {
    expect(parse(`key D ${mode}\n`).diagnostics).toEqual([])
    expect(parse(`key D ${mode}\n`).file.items).toMatchObject([
      { property: { values: [{ mode: { text: mode } }] } },
    ])
  }
  expect(readKey('C major5')).toMatchObject({ nearest: expect.not.arrayContaining(['C major #5']) })
})
