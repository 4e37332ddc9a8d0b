import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lex } from '../../../language/lexer.ts'
import {
  type Chord,
  chordDef,
  chordDegrees,
  degreeSemitones,
  readChord,
} from '../../../runtime/theory/chord.ts'
import { knownEndings, writableEndings } from '../../../runtime/theory/chord-spelling.ts'
import { type Key, readKey } from '../../../runtime/theory/key.ts'
import { noteName } from '../../../runtime/theory/pitch.ts'
import { runs } from '../../harness/runs.ts'

function chord(name: string): Chord {
  const reading = readChord(name)
  if (reading.kind !== 'chord') throw new Error(`${name} is ${reading.kind}`)
  return reading
}

function key(name: string): Key {
  const reading = readKey(name)
  if (reading.kind !== 'key') throw new Error(reading.message)
  return reading
}

// Lead-sheet spellings, several for one chord.
test.each([
  ['C Cmaj CM Cmajor', '0 4 7', 'major', '4'],
  ['Cm C- Cmin Cmi Cminor', '0 3 7', 'minor', '3'],
  ['C7 Cdom7', '0 4 7 10', 'dominant', '4 10'],
  ['Cmaj7 CM7 Cma7 CMaj7 C△7 C△ CΔ7 CΔ C^7 CMA7', '0 4 7 11', 'major', '4 11'],
  ['Cm7 C-7 Cmin7 Cmi7 Cminor7 CMI7', '0 3 7 10', 'minor', '3 10'],
  ['Cm7b5 Cø Cø7 C-7b5 Cm7(b5) Cm7-5 Cmin7b5 CMI7(b5)', '0 3 6 10', 'half-diminished', '3 10'],
  ['Cdim7 C°7 Co7', '0 3 6 9', 'diminished', '3 9'],
  ['Cdim C° Co', '0 3 6', 'diminished', '3'],
  ['C+ Caug', '0 4 8', 'augmented', '4'],
  ['C7#5 C+7 C7+ Caug7 C7(#5) C7+5', '0 4 8 10', 'dominant', '4 10'],
  ['C7alt Calt', '0 4 8 10 15', 'dominant', '4 10'],
  ['C7b9 C7-9 C7(b9)', '0 4 7 10 13', 'dominant', '4 10'],
  ['C7#11 C7+11 C7(#11)', '0 4 7 10 18', 'dominant', '4 10'],
  ['C7b9#11 C7#11b9 C7(b9,#11)', '0 4 7 10 13 18', 'dominant', '4 10'],
  ['C9', '0 4 7 10 14', 'dominant', '4 10'],
  ['C13 C7(13)', '0 4 7 10 14 21', 'dominant', '4 10'],
  ['C6 Cmaj6 CM6', '0 4 7 9', 'major', '4 9'],
  ['C69 C6/9 C6(9)', '0 4 7 9 14', 'major', '4 9'],
  ['Cm6 C-6 CMI6', '0 3 7 9', 'minor', '3 9'],
  ['Csus4 Csus CSUS CSUS4', '0 5 7', 'suspended', '5'],
  ['C7sus4 C7sus Csus7 C7SUS', '0 5 7 10', 'suspended', '5 10'],
  ['Csus2', '0 2 7', 'suspended', '2'],
  ['Cm(maj7) CmM7 CmMaj7 Cm△7 C-Δ7 C-maj7 CMI(MA7)', '0 3 7 11', 'minor', '3 11'],
  ['C7b9sus4 C7b9sus C7sus4b9 C7susb9 C7sus(b9) C7SUS(b9)', '0 5 7 10 13', 'suspended', '5 10'],
  ['C13b9 C7b9(13) C7(b9)(13)', '0 4 7 10 13 21', 'dominant', '4 10'],
  ['C9#5 C+9 Caug9', '0 4 8 10 14', 'dominant', '4 10'],
  ['Cm11 Cm7(11) CMI11', '0 3 7 10 14 17', 'minor', '3 10'],
  ['Cmaj9 CM9 C△9 CMA9 Cmaj7(9)', '0 4 7 11 14', 'major', '4 11'],
  ['Cadd9 C(add9)', '0 4 7 14', 'major', '4'],
  ['C5', '0 7', 'power', ''],
])('%s: tones %s, %s, guide tones %s', (names, tones, quality, guideTones) => {
  for (const name of names.split(' ')) {
    const reading = chord(name)
    expect(`${name} ${reading.tones.join(' ')}`).toBe(`${name} ${tones}`)
    expect(reading.quality).toBe(quality)
    expect(reading.guideTones.join(' ')).toBe(guideTones)
    expect([reading.root, reading.bass]).toEqual([0, 0])
  }
})

test.each([
  ['F#dim7', 6, 6],
  ['Bb7#11', 10, 10],
  ['B♭7', 10, 10],
  ['C♯m7', 1, 1],
  ['Cb7', 11, 11],
  ['C/E', 0, 4],
  ['Dm7/G', 2, 7],
  ['C6/9/E', 0, 4],
  ['Bb/Ab', 10, 8],
])('%s has root %d and bass %d', (name, root, bass) => {
  expect([chord(name).root, chord(name).bass]).toEqual([root, bass])
})

test.each(['N.C.', 'NC', 'n.c.', 'N.C'])('%s is silence', (name) => {
  expect(readChord(name).kind).toBe('silence')
})

test.each([
  ['Cmaj8', 'Cmaj7'],
  ['Cmj7', 'Cmaj7'],
  ['Cm7b', 'Cm7'],
  ['Dmm7', 'Dm7'],
  ['G7b', 'G7'],
  ['c7', 'C7'],
  ['dm7', 'Dm7'],
  ['H7', 'B7'],
  ['C/H', 'C/B'],
  ['Am7/g', 'Am7/G'],
  ['Csus5', 'Csus4'],
  ['Csus5/G', 'Csus4/G'],
  ['C2192', 'C9'],
])('%s is no chord; %s was meant', (name, meant) => {
  const reading = readChord(name)
  if (reading.kind !== 'unknown') throw new Error(`${name} is a ${reading.kind}`)
  expect(reading.nearest[0]).toBe(meant)
})

test('a suggestion can be written in SIL', () => {
  for (const ending of writableEndings()) expect(lex(`|C${ending}|`).tokens.image(2)).toBe(`C${ending}`)
  expect(readChord('Cm7maj')).toMatchObject({ nearest: expect.not.arrayContaining(['Cm/ma7']) })
})

test('every suggestion is itself a chord, whatever was typed', () => {
  const typed = fc.string({ unit: fc.constantFrom(...'ABCGHb#m7ajdisu4+-°ø/(9)x'), maxLength: 8 })
  fc.assert(
    fc.property(typed, (name) => {
      const reading = readChord(name)
      if (reading.kind === 'unknown') {
        for (const nearest of reading.nearest) {
          expect(`${nearest} ${readChord(nearest).kind}`).toBe(`${nearest} chord`)
          // One cell of bars, as the lexer sees it.
          expect(lex(`|${nearest}|`).tokens.image(2)).toBe(nearest)
        }
      }
    }),
    runs(400),
  )
})

test('every ending the library knows is read on every root, with ascending tones from the root', () => {
  for (const ending of knownEndings()) {
    const { tones } = chord(`Eb${ending}`)
    expect(tones[0]).toBe(0)
    expect(tones).toEqual([...new Set(tones)].toSorted((a, b) => a - b))
  }
})

test.each([
  ['Dm7', 'C major', 'D E F G A B C'],
  ['G7', 'C major', 'G A B C D E F'],
  ['Cmaj7', 'C major', 'C D E F G A B'],
  // The 6 of A7 is the key's F, its 3 the chord's own C sharp.
  ['A7', 'C major', 'A B Db D E F G'],
  ['Bm7b5', 'C major', 'B C D E F G A'],
  // What the chord has not, the key gives: the 7 of a triad …
  ['C', 'C major', 'C D E F G A B'],
  ['C', 'F major', 'C D E F G A Bb'],
  ['Am', 'A minor', 'A B C D E F G'],
  ['C6', 'C major', 'C D E F G A B'],
  // … and the 3 of a bare fifth. What suspends a chord stands for its 3.
  ['D5', 'C major', 'D E F G A B C'],
  ['Csus4', 'C major', 'C D F F G A B'],
  ['C11', 'F major', 'C D F F G A Bb'],
  ['Cdim7', 'C minor', 'C D Eb F Gb Ab A'],
  ['C+', 'C major', 'C D E F Ab A B'],
  // Roots outside the key: the key's notes nearest the major scale's degrees.
  ['Bb7', 'C major', 'Bb C D E F G Ab'],
  ['Db7', 'C major', 'Db D F G Ab A B'],
  ['F#dim7', 'C major', 'Gb G A B C D Eb'],
])('the degrees of %s in %s are %s', (name, keyName, notes) => {
  const reading = chord(name)
  const degrees = chordDegrees(reading, key(keyName))
  expect(degrees.map((step) => noteName(reading.root + step)).join(' ')).toBe(notes)
})

test('1, 3, 5 and 7 are the chord’s own, 2, 4 and 6 the key’s, for diatonic roots in any key', () => {
  const roots = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B']
  fc.assert(
    fc.property(
      fc.constantFrom(...roots),
      fc.constantFrom('major', 'minor', 'dorian', 'harmonic minor'),
      fc.nat({ max: 6 }),
      fc.constantFrom('7', 'm7', 'maj7', 'm7b5', 'dim7'),
      (tonic, mode, place, ending) => {
        const inKey = key(`${tonic} ${mode}`)
        const reading = chord(`${noteName(inKey.scale[place] ?? 0)}${ending}`)
        const degrees = chordDegrees(reading, inKey)
        expect([degrees[0], degrees[2], degrees[4], degrees[6]]).toEqual(reading.tones)
        for (const degree of [2, 4, 6]) {
          const expected = inKey.scale[(place + degree - 1) % 7]
          expect((reading.root + (degrees[degree - 1] ?? 0)) % 12).toBe(expected)
        }
      },
    ),
    runs(200),
  )
})

test.each([
  ['1', { degree: 1, accidental: null, octave: 0 }, 0],
  ['3', { degree: 3, accidental: null, octave: 0 }, 3],
  ['b3', { degree: 3, accidental: -1, octave: 0 }, 3],
  ['#4', { degree: 4, accidental: 1, octave: 0 }, 6],
  ['b7', { degree: 7, accidental: -1, octave: 0 }, 10],
  ["5'", { degree: 5, accidental: null, octave: 1 }, 19],
  ['1,', { degree: 1, accidental: null, octave: -1 }, -12],
  ['8', { degree: 8, accidental: null, octave: 0 }, 12],
])('in Dm7 the cell %s is %j, %d semitones above D', (_, written, semitones) => {
  expect(degreeSemitones(written, chordDegrees(chord('Dm7'), key('C major')))).toBe(semitones)
})

test('a compiled chord carries tones, degrees and the scale; silence carries none', () => {
  const inC = key('C major')
  expect(chordDef(chord('G7/B'), inC)).toEqual({
    symbol: 'G7/B',
    root: 7,
    bass: 11,
    tones: [0, 4, 7, 10],
    degrees: [0, 2, 4, 5, 7, 9, 10],
    scale: [0, 2, 4, 5, 7, 9, 11],
  })
  expect(chordDef({ kind: 'silence', name: 'NC' }, inC)).toMatchObject({
    symbol: 'N.C.',
    root: -1,
    tones: [],
  })
})
