import type { ChordDef } from '../policy.ts'
import { nearestSpellings } from '../spelling.ts'
import { intervalsOfEnding, isWritable, plainEnding, writableEndings } from './chord-spelling.ts'
import { intervalDegree, intervalSemitones, MAJOR_DEGREES } from './interval.ts'
import type { Key } from './key.ts'
import { type PitchClass, plainAccidentals, readNoteName } from './pitch.ts'

type ChordQuality =
  | 'major'
  | 'minor'
  | 'dominant'
  | 'diminished'
  | 'half-diminished'
  | 'augmented'
  | 'suspended'
  | 'power'

export interface Chord {
  readonly kind: 'chord'
  /** As written. */
  readonly name: string
  readonly root: PitchClass
  /** The note after the slash, else the root. */
  readonly bass: PitchClass
  readonly quality: ChordQuality
  /** Semitones above the root, ascending, the root's 0 first: [0, 3, 7, 10]; 9ths and above exceed 12. */
  readonly tones: readonly number[]
  /** The tones that tell the chord: its third (or what suspends it), and its seventh (or sixth). Semitones above the root. */
  readonly guideTones: readonly number[]
  /** Semitones of the third, or of the fourth or second that stands for it; null where there is none. */
  readonly third: number | null
  readonly fifth: number | null
  readonly seventh: number | null
}

/** `N.C.`: nobody plays chords here. */
export interface Silence {
  readonly kind: 'silence'
  readonly name: string
}

export interface UnknownChord {
  readonly kind: 'unknown'
  readonly message: string
  /** Chords that may have been meant, likeliest first. */
  readonly nearest: readonly string[]
}

/** A chord from a lead sheet's spelling: `Dm7`, `D-7`, `C△7`, `Bm7b5`, `Bø`, `G7(b9)`, `C/E`, `N.C.` */
export function readChord(name: string): Chord | Silence | UnknownChord {
  if (/^n\.?\s?c\.?$/i.test(name)) return { kind: 'silence', name }
  const match = /^([A-G](?:##|#|bb|b)?)(.*?)(?:\/([A-G](?:##|#|bb|b)?))?$/.exec(plainAccidentals(name))
  if (match === null) return unknownRoot(name)
  const [, rootName = '', ending = '', bassName] = match
  const root = readNoteName(rootName)
  const intervals = intervalsOfEnding(ending)
  if (root === null || intervals === null) return unknownEnding(name, rootName, ending, bassName)
  return {
    kind: 'chord',
    name,
    root,
    bass: (bassName === undefined ? null : readNoteName(bassName)) ?? root,
    ...toneFacts(intervals),
  }
}

function toneFacts(intervals: readonly string[]): Omit<Chord, 'kind' | 'name' | 'root' | 'bass'> {
  const semitones = (...names: readonly string[]) => {
    const found = names.find((name) => intervals.includes(name))
    return found === undefined ? null : intervalSemitones(found)
  }
  const ofDegree = (degree: number) => {
    const found = intervals.find((name) => intervalDegree(name) === degree)
    return found === undefined ? null : intervalSemitones(found) % 12
  }
  const trueThird = ofDegree(3)
  // What suspends a chord stands for its third, also high up (an 11 chord has no third). 9 is no suspension.
  const suspension = trueThird === null ? (semitones('4P', '11P', '2M') ?? null) : null
  const third = trueThird ?? (suspension === null ? null : suspension % 12)
  // The library writes some raised fifths as a flat sixth (m7#5); a flat thirteenth is none.
  const fifth = ofDegree(5) ?? semitones('6m')
  const seventh = ofDegree(7)
  const tones = [...new Set(intervals.map(intervalSemitones))].sort((a, b) => a - b)
  const colour = seventh ?? semitones('6M')
  return {
    quality: qualityOf(trueThird, suspension, fifth, seventh),
    tones,
    guideTones: [third, colour].filter((tone) => tone !== null),
    third,
    fifth,
    seventh,
  }
}

function qualityOf(
  third: number | null,
  suspension: number | null,
  fifth: number | null,
  seventh: number | null,
): ChordQuality {
  if (third === null) return suspension === null ? 'power' : 'suspended'
  if (third === 3) {
    if (fifth !== 6) return 'minor'
    return seventh === 10 ? 'half-diminished' : 'diminished'
  }
  if (seventh === 10) return 'dominant'
  return fifth === 8 ? 'augmented' : 'major'
}

/**
 * Degrees 1..7 of a sounding chord, in semitones above its root, each below 12.
 *
 * 1, 3, 5 and 7 are the chord's own; 2, 4 and 6 are the key's. Where the chord has no third, what suspends it
 * stands for it (3 of `Csus4` is F), and a bare fifth takes the key's third; a chord without a fifth takes the
 * perfect one; one without a seventh takes the key's (B for `C` in C major, B flat in F major).
 *
 * The key's degrees are the scale notes two, four … places above the root. A root outside the key (`Bb7` in
 * C major) has no such place: there the key's note nearest the major scale's degree is taken, so that `Bb7` has
 * an E natural for its 4.
 */
export function chordDegrees(chord: Chord, key: Key): readonly number[] {
  const own = [chord.third, chord.fifth, chord.seventh]
  return [
    0,
    keyDegree(2, chord.root, key, own),
    chord.third ?? keyDegree(3, chord.root, key, own),
    keyDegree(4, chord.root, key, own),
    chord.fifth ?? 7,
    keyDegree(6, chord.root, key, own),
    chord.seventh ?? keyDegree(7, chord.root, key, own),
  ]
}

/** Where a root stands outside the key: the semitones to try for each degree, first the likeliest. */
const OUTSIDE: Readonly<Record<2 | 3 | 4 | 6 | 7, readonly number[]>> = {
  2: [2, 1, 3],
  3: [4, 3],
  4: [5, 6, 4],
  6: [9, 8, 10],
  7: [10, 11, 9],
}

function keyDegree(
  degree: 2 | 3 | 4 | 6 | 7,
  root: PitchClass,
  key: Key,
  taken: readonly (number | null)[],
): number {
  const place = key.scale.indexOf(root)
  if (place >= 0) return ((key.scale[(place + degree - 1) % 7] ?? root) - root + 12) % 12
  const inKey = OUTSIDE[degree].find(
    (step) => key.scale.includes((root + step) % 12) && !taken.includes(step),
  )
  return inKey ?? MAJOR_DEGREES[degree - 1] ?? 0
}

/** A degree as written in a bar: `b3` is { degree: 3, accidental: −1 }, `5'` { degree: 5, octave: 1 }, `8` the root above. */
export interface WrittenDegree {
  /** 1..8 */
  readonly degree: number
  /** Semitones: −1 for a flat, 1 for a sharp. null: the degree as chord and key have it. */
  readonly accidental: number | null
  readonly octave: number
}

/** The semitones of a written degree above the chord's root. Accidentals count from the root's major scale. */
export function degreeSemitones(written: WrittenDegree, degrees: readonly number[]): number {
  const place = (written.degree - 1) % 7
  const octave = written.octave + Math.floor((written.degree - 1) / 7)
  const step =
    written.accidental === null ? (degrees[place] ?? 0) : (MAJOR_DEGREES[place] ?? 0) + written.accidental
  return step + 12 * octave
}

/** The chord as compiled policies carry it. */
export function chordDef(chord: Chord | Silence, key: Key): ChordDef {
  if (chord.kind === 'silence') {
    return { symbol: 'N.C.', root: -1, bass: -1, tones: [], degrees: [], scale: key.scale }
  }
  return {
    symbol: chord.name,
    root: chord.root,
    bass: chord.bass,
    tones: chord.tones,
    degrees: chordDegrees(chord, key),
    scale: key.scale,
  }
}

function unknownRoot(name: string): UnknownChord {
  const capital = name.charAt(0).toUpperCase() + name.slice(1)
  const candidates = capital.startsWith('H') ? [`B${capital.slice(1)}`, capital] : [capital]
  return {
    kind: 'unknown',
    message: name === '' ? 'a chord starts with a note' : `"${name}" does not start with a note`,
    nearest: candidates.filter(
      (candidate) => candidate !== name && isWritable(candidate) && readChord(candidate).kind === 'chord',
    ),
  }
}

function unknownEnding(
  name: string,
  rootName: string,
  ending: string,
  bassName: string | undefined,
): UnknownChord {
  const slash = bassName === undefined ? '' : `/${bassName}`
  const strayBass = /^(.*)\/([^/\d]*)$/.exec(ending)
  if (strayBass !== null && intervalsOfEnding(strayBass[1] ?? '') !== null) {
    const bass = (strayBass[2] ?? '').toUpperCase().replace('H', 'B')
    const chord = `${rootName}${strayBass[1]}`
    return {
      kind: 'unknown',
      message: `"${strayBass[2]}" is no bass note`,
      nearest: (readNoteName(bass) === null ? [chord] : [`${chord}/${bass}`, chord]).filter(isWritable),
    }
  }
  const endings = nearestSpellings(plainEnding(ending), writableEndings(), {
    within: Math.max(2, ending.length - 1),
  })
  return {
    kind: 'unknown',
    message: `"${name}" is no chord: nobody spells one "${ending}"`,
    nearest: endings.map((known) => `${rootName}${known}${slash}`),
  }
}
