import { note } from '@tonaljs/pitch-note'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intervalDegree, intervalSemitones } from '../../../runtime/theory/interval.ts'
import { noteName, pitchName, readNoteName, readPitch } from '../../../runtime/theory/pitch.ts'

test.each([
  ['C4', 60],
  ['A4', 69],
  ['E1', 28],
  ['G2', 43],
  ['F#3', 54],
  ['Bb2', 46],
  ['B♭2', 46],
  ['B#3', 60],
  ['Cb4', 59],
  ['C##4', 62],
  ['C-1', 0],
  ['G9', 127],
])('%s is MIDI pitch %d', (name, midi) => {
  expect(readPitch(name)).toBe(midi)
})

test.each(['', 'C', 'H4', 'c4', 'C44', 'G#9', 'C-2', 'C4x', 'Cx4', 'C###4', '60'])(
  '%j is no pitch',
  (name) => {
    expect(readPitch(name)).toBeNull()
  },
)

test.each([
  ['C', 0],
  ['F#', 6],
  ['Gb', 6],
  ['B♯', 0],
  ['Cb', 11],
])('the note %s has pitch class %d', (name, pitchClass) => {
  expect(readNoteName(name)).toBe(pitchClass)
})

test('notes and pitches are those of the library', () => {
  for (const letter of 'ABCDEFG') {
    for (const sign of ['', '#', '##', 'b', 'bb']) {
      expect(readNoteName(letter + sign)).toBe(note(letter + sign).chroma)
      for (let octave = -12; octave <= 99; octave++) {
        const name = `${letter}${sign}${octave}`
        expect([name, readPitch(name)]).toEqual([name, note(name).midi ?? null])
      }
    }
  }
})

test('every MIDI number has a name that reads back, in sharps and in flats', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 127 }), (midi) => {
      expect(readPitch(pitchName(midi, 'sharps'))).toBe(midi)
      expect(readPitch(pitchName(midi, 'flats'))).toBe(midi)
      expect(readNoteName(noteName(midi))).toBe(midi % 12)
    }),
  )
})

test.each([
  ['1P', 0, 1],
  ['2m', 1, 2],
  ['3m', 3, 3],
  ['3M', 4, 3],
  ['4A', 6, 4],
  ['5d', 6, 5],
  ['5A', 8, 5],
  ['6m', 8, 6],
  ['7d', 9, 7],
  ['7m', 10, 7],
  ['7M', 11, 7],
  ['9m', 13, 2],
  ['9A', 15, 2],
  ['10m', 15, 3],
  ['11P', 17, 4],
  ['13M', 21, 6],
])('the interval %s has %d semitones and stands on degree %d', (name, semitones, degree) => {
  expect(intervalSemitones(name)).toBe(semitones)
  expect(intervalDegree(name)).toBe(degree)
})

test('what is no interval has no semitones', () => {
  expect(intervalSemitones('x')).toBeNaN()
})
