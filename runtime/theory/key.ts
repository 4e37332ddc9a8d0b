import { nearestSpellings } from '../spelling.ts'
import { intervalSemitones } from './interval.ts'
import { type PitchClass, readNoteName } from './pitch.ts'
import { SCALES } from './tables.ts'

export interface Key {
  readonly kind: 'key'
  /** As written, blanks tidied: `F# minor`. */
  readonly name: string
  readonly tonic: PitchClass
  /** The library's name for the scale: `major`, `dorian`. */
  readonly mode: string
  /** Pitch classes of the scale, upwards from the tonic. */
  readonly scale: readonly PitchClass[]
  /** The tonic chord's name: `C`, `F#m`, `Bdim`. What sounds where a section has no chords. */
  readonly tonicChord: string
}

export interface UnknownKey {
  readonly kind: 'unknown'
  readonly message: string
  /** Keys that may have been meant, likeliest first. */
  readonly nearest: readonly string[]
}

/** The scales of seven notes that a key may name first in suggestions, then all the library knows. */
const COMMON_MODES = [
  'major',
  'minor',
  'dorian',
  'mixolydian',
  'lydian',
  'phrygian',
  'locrian',
  'harmonic minor',
  'melodic minor',
] as const

/**
 * A key from its name: a note and a mode, `C major`, `F# minor`, `D dorian`, `Bb mixolydian`, `A harmonic minor`.
 * A mode must have seven notes, so that every degree has one.
 */
export function readKey(text: string): Key | UnknownKey {
  const name = text.trim().replace(/\s+/g, ' ')
  const [tonicName = '', ...rest] = name.split(' ')
  const mode = rest.join(' ').toLowerCase()
  const short = unshortened(tonicName, rest)
  if (short !== null) return { kind: 'unknown', message: `"${name}" is a chord`, nearest: [short] }
  const tonic = readNoteName(tonicName)
  if (tonic === null) return unknownTonic(tonicName, mode)
  const scale = scalesByName().get(mode)
  const steps = scale?.intervals.split(' ').map(intervalSemitones) ?? []
  if (mode === '' || OTHER_MODES.has(mode) || scale === undefined || steps.length !== 7)
    return unknownMode(name, tonicName, mode, scale === undefined ? null : steps.length)
  return {
    kind: 'key',
    name: `${tonicName} ${mode}`,
    tonic,
    mode: scale.name,
    scale: steps.map((step) => (tonic + step) % 12),
    tonicChord: `${tonicName}${triadSuffix(steps[2], steps[4])}`,
  }
}

/** @param notes how many the mode has; null where nobody knows it */
function unknownMode(name: string, tonic: string, mode: string, notes: number | null): UnknownKey {
  if (mode === '')
    return {
      kind: 'unknown',
      message: `"${name}" has no mode`,
      nearest: [`${tonic} major`, `${tonic} minor`],
    }
  const spelled = SIGN_WORDS.exec(mode)
  if (spelled !== null) {
    const [, sign = '', named = ''] = spelled
    const meant = `${tonic}${sign === 'flat' ? 'b' : '#'} ${named}`
    return { kind: 'unknown', message: `"${mode}" is no mode`, nearest: keysNear(meant) }
  }
  const others = OTHER_MODES.get(mode)
  if (others !== undefined) {
    const nearest = others.map((known) => `${tonic} ${known}`)
    return { kind: 'unknown', message: `"${mode}" is a style, and no mode`, nearest }
  }
  const modes = nearestSpellings(mode, sevenNoteModes())
  return {
    kind: 'unknown',
    message: notes === null ? `"${mode}" is no mode` : `"${mode}" has ${notes} notes, a key needs 7`,
    nearest: (modes.length > 0 ? modes : ['major', 'minor']).map((known) => `${tonic} ${known}`),
  }
}

/**
 * What the mode of the Andalusian cadence and its neighbours are called. The library has a `flamenco` of its own, E F G G# A# B D, in
 * which a guitarist would miss the A.
 */
const OTHER_MODES: ReadonlyMap<string, readonly string[]> = new Map(
  ['flamenco', 'andalusian', 'andaluz', 'hijaz', 'freygish', 'spanish gypsy', 'spanish phrygian'].map(
    (word) => [word, ['phrygian dominant', 'phrygian']] as const,
  ),
)

/** `Am`, `Bbm`, `F# m`, `Cmaj`, `a moll`: the key that is meant, in full; null where it is no such thing. */
function unshortened(tonicName: string, rest: readonly string[]): string | null {
  const [, note, attached] = SHORT.exec(tonicName) ?? []
  if (note === undefined || rest.length > 1) return null
  const mode = rest[0] ?? attached ?? ''
  // `A minor` is no short form.
  if (attached === undefined && /^(?:minor|major)$/i.test(mode)) return null
  const full = mode === 'M' ? 'major' : FULL.get(mode.toLowerCase())
  return full === undefined ? null : (keysNear(`${note} ${full}`)[0] ?? null)
}

const SHORT = /^([A-Ha-h](?:##?|bb?|♯♯?|♭♭?)?)(m|[Mm]in|mi|[Mm]oll|minor|M|[Mm]aj|ma|[Dd]ur|major)?$/
const FULL: ReadonlyMap<string, string> = new Map([
  ...['m', 'min', 'mi', 'moll', 'minor'].map((word) => [word, 'minor'] as const),
  ...['maj', 'ma', 'dur', 'major'].map((word) => [word, 'major'] as const),
])

/** `B flat major`, as it is said. */
const SIGN_WORDS = /^(flat|sharp) ?(.*)$/

interface Scale {
  readonly name: string
  readonly intervals: string
}

let scales: ReadonlyMap<string, Scale> | null = null

/** By each of their names; made with the first key. */
function scalesByName(): ReadonlyMap<string, Scale> {
  scales ??= new Map(
    SCALES.flatMap(([intervals, names]) =>
      names.map((alias) => [alias, { name: names[0] ?? alias, intervals }] as const),
    ),
  )
  return scales
}

/** Modes that `readKey` takes, the common ones first: for completion. */
export function sevenNoteModes(): readonly string[] {
  const others = SCALES.filter(([intervals]) => intervals.split(' ').length === 7)
    .flatMap(([, names]) => names)
    .sort()
  return [...new Set<string>([...COMMON_MODES, ...others])].filter(
    (mode) => WRITABLE.test(mode) && !OTHER_MODES.has(mode),
  )
}

/** Words, as SIL has them: nobody can write `major #5` there, or `locrian 6`. */
const WRITABLE = /^[a-z]\w*(?: [a-z]\w*)*$/

function unknownTonic(tonicName: string, mode: string): UnknownKey {
  const capital = tonicName.charAt(0).toUpperCase() + tonicName.slice(1)
  // German H is B, and a German B is what the rest of the world calls B flat; the second cannot be seen.
  const meant = capital.startsWith('H') ? `B${capital.slice(1)}` : capital
  return {
    kind: 'unknown',
    message: tonicName === '' ? 'a key has a note and a mode' : `"${tonicName}" is no note`,
    nearest:
      readNoteName(meant) === null
        ? // Nobody who types `key X major` means C major.
          tonicName === ''
          ? ['C major', 'A minor']
          : []
        : keysNear(`${meant} ${mode === '' ? 'major' : mode}`),
  }
}

/** What is meant by a key that is written better, and perhaps not well yet. */
function keysNear(name: string): readonly string[] {
  const key = readKey(name)
  return key.kind === 'key' ? [key.name] : key.nearest
}

function triadSuffix(third: number | undefined, fifth: number | undefined): string {
  if (third === 3) return fifth === 6 ? 'dim' : 'm'
  return fifth === 8 ? 'aug' : ''
}
