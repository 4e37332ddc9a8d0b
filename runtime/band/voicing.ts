/**
 * How a chord lies under the hands: which voicing, chosen so that the voices move least.
 *
 * Runs once per chord change and player; shapes are made once per chord.
 */

import type { ChordDef, Voicing } from '../policy.ts'
import type { Midi, Quarters, Ratio } from '../units.ts'

/** Below C3 close intervals are mud. */
const MUD_BELOW: Midi = 48
const LEAST_LOW_INTERVAL = 5

/** Semitones above the chord's root, ascending. */
type Shape = readonly number[]

export interface PitchRange {
  readonly low: Midi
  readonly high: Midi
}

/** The last chord of a bar, and how far it is held into the next. Two objects a member, refilled in place. */
export interface HeldChord {
  chord: ChordDef | null
  /** From that bar's start; no more than 0 where it is not. */
  left: Quarters
  velocity: Ratio
}

/** What a player remembers: the voicing under the hands, and the shapes of the chords met so far. */
export class VoicingMemory {
  /** Ascending; empty before the first chord and after one that has no place in the range. */
  pitches: readonly Midi[] = []

  #chord: ChordDef | null = null
  #style: Voicing | null = null
  #range: PitchRange | null = null
  #rootElsewhere: boolean
  readonly #shapes = new Map<ChordDef, Map<Voicing, readonly Shape[]>>()

  /** @param rootElsewhere whether a bassist plays: of rich chords the root leaves before the fifth */
  constructor(rootElsewhere: boolean) {
    this.#rootElsewhere = rootElsewhere
  }

  /** The same hands with a bassist or without, in another section or another band. */
  join(rootElsewhere: boolean): void {
    if (rootElsewhere === this.#rootElsewhere) return
    this.#rootElsewhere = rootElsewhere
    this.#shapes.clear()
    this.#chord = null
  }

  /** The hands are where they were; what is played next is played from there. */
  goBack(pitches: readonly Midi[]): void {
    this.pitches = pitches
    this.#chord = null
  }

  /** The pitches for a chord, nearest to those before. The same chord again keeps its voicing. */
  play(chord: ChordDef, style: Voicing, range: PitchRange): readonly Midi[] {
    // Silence; the hands stay where they were.
    if (chord.root < 0) return NO_PITCHES
    if (chord === this.#chord && style === this.#style && range === this.#range) return this.pitches
    this.#chord = chord
    this.#style = style
    this.#range = range
    this.pitches = nearestVoicing(chord, this.#shapesOf(chord, style), range, this.pitches)
    return this.pitches
  }

  #shapesOf(chord: ChordDef, style: Voicing): readonly Shape[] {
    let byStyle = this.#shapes.get(chord)
    if (byStyle === undefined) {
      byStyle = new Map()
      this.#shapes.set(chord, byStyle)
    }
    let shapes = byStyle.get(style)
    if (shapes === undefined) {
      shapes = shapesOf(chord, style, this.#rootElsewhere)
      byStyle.set(style, shapes)
    }
    return shapes
  }
}

const NO_PITCHES: readonly Midi[] = []

/** All ways of laying out a chord in a style, whatever the octave. */
function shapesOf(chord: ChordDef, style: Voicing, bassist: boolean): readonly Shape[] {
  // The bass of a slash chord leaves the root to the hands.
  const isSlash = chord.bass !== chord.root
  // Turned over a power chord is a fourth, and its root another note.
  if (isPowerChord(chord) && !isSlash) return [style === 'spread' ? openUp(FIFTH) : FIFTH]
  const root = !bassist ? 'first' : isSlash ? 'held' : 'elsewhere'
  const tones = fourTones(chord, root)
  switch (style) {
    case 'close':
      return inversions(tones)
    case 'drop2':
      return inversions(tones).map(dropSecond)
    case 'spread':
      return inversions(tones).map(openUp)
    case 'shell':
      return shellShapes(chord)
    case 'rootless':
      return bassist && isSlash ? inversions(tones) : rootlessShapes(chord)
  }
}

const FIFTH: Shape = [0, 7]

/** `E5`: a root, its fifth, and nothing that is major or minor. */
function isPowerChord({ tones }: ChordDef): boolean {
  return tones.length === 2 && tones.map(pitchClass).every((tone, i) => tone === FIFTH[i])
}

/**
 * At most four pitch classes: the guide tones, then what colours the chord, from the top, then root and fifth. Of richer
 * chords these leave: the root first where it is elsewhere, else the fifth. A root that must be held comes before colours.
 */
function fourTones(chord: ChordDef, root: 'first' | 'held' | 'elsewhere'): Shape {
  const { third, seventh } = rolesOf(chord)
  const classes = chord.tones.map(pitchClass)
  const colours = classes.filter((tone) => tone !== 0 && tone !== 7).reverse()
  // Next to a raised eleventh or a flat thirteenth the fifth would only rub.
  const rubs = colours.includes(6) || colours.includes(8)
  const plain = root === 'elsewhere' && !rubs ? [7, 0] : [0, 7]
  const wanted = [
    third,
    seventh,
    ...(root === 'held' ? [0] : []),
    ...colours,
    ...plain.filter((tone) => classes.includes(tone)),
  ]
  return ascending([...new Set(wanted.filter((tone) => tone !== undefined))].slice(0, 4))
}

function pitchClass(tone: number): number {
  return ((tone % 12) + 12) % 12
}

function ascending(tones: readonly number[]): Shape {
  return [...new Set(tones.map(pitchClass))].sort((a, b) => a - b)
}

function inversions(tones: Shape): readonly Shape[] {
  return tones.map((_, i) => [...tones.slice(i), ...tones.slice(0, i).map((tone) => tone + 12)])
}

/** The second voice from the top an octave lower. */
function dropSecond(shape: Shape): Shape {
  if (shape.length < 3) return shape
  const second = shape[shape.length - 2] ?? 0
  return [...shape.filter((tone) => tone !== second), second - 12].sort((a, b) => a - b)
}

/** Every second voice an octave higher: 1 3 5 7 becomes 1 5 3' 7'. */
function openUp(shape: Shape): Shape {
  return shape.map((tone, i) => (i % 2 === 1 ? tone + 12 : tone)).sort((a, b) => a - b)
}

/** Root, third and seventh, either of the two on top; of a triad its fifth stands for the seventh. */
function shellShapes(chord: ChordDef): readonly Shape[] {
  const { third, fifth, seventh } = rolesOf(chord)
  const other = seventh ?? fifth
  if (third === undefined || other === undefined) return [ascending(chord.tones)]
  return [
    [0, third, other],
    [0, other, third + 12],
  ]
}

/**
 * Third and seventh with fifth and ninth between and above: forms A (3 5 7 9) and B (7 9 3 5). A thirteenth or an
 * eleventh that the chord names stands for the fifth, or for a ninth that it does not name.
 */
function rootlessShapes(chord: ChordDef): readonly Shape[] {
  const { third, seventh } = rolesOf(chord)
  if (third === undefined) return inversions(ascending(chord.tones))
  const a = [third, seventh, ...twoBetween(chord)].filter((tone) => tone !== undefined).sort((x, y) => x - y)
  if (seventh === undefined) return inversions(ascending(a))
  return [a, a.map((tone) => (tone < seventh ? tone + 12 : tone)).sort((x, y) => x - y)]
}

/** What fills a rootless voicing, the most telling first: as form A has it, the ninth above the octave, all else in it. */
function twoBetween(chord: ChordDef): readonly number[] {
  const { third, fifth } = rolesOf(chord)
  const { tones } = chord
  const thirteenth = tones.find((tone) => tone > 19)
  const eleventh = third === 5 ? undefined : tones.find((tone) => tone === 17 || tone === 18)
  const ninth = ninthOf(chord)
  const isAltered = (tone: number | undefined, plain: number) => tone !== undefined && tone !== plain
  // The plain fifth would only rub against these.
  const rubs = thirteenth !== undefined || eleventh === 18
  const wanted = [
    thirteenth === undefined ? undefined : thirteenth - 12,
    isAltered(fifth, 7) ? fifth : undefined,
    isAltered(ninth, 14) ? ninth : undefined,
    eleventh === undefined ? undefined : eleventh - 12,
    ninth,
    rubs ? undefined : fifth,
  ]
  return [...new Set(wanted.filter((tone) => tone !== undefined))].slice(0, 2)
}

/** A chord's tones by what they do, as pitch classes above its root. */
interface Roles {
  /** Its third, or the fourth or second of a sus chord, wherever that is written. */
  readonly third: number | undefined
  readonly fifth: number | undefined
  /** Its seventh, or its sixth. A thirteenth is neither. */
  readonly seventh: number | undefined
}

function rolesOf(chord: ChordDef): Roles {
  const { tones } = chord
  const has = (tone: number): boolean => tones.includes(tone)
  return {
    third: has(4) ? 4 : has(3) ? 3 : has(5) || has(17) ? 5 : has(2) ? 2 : undefined,
    fifth: [7, 6, 8].find(has),
    seventh: [10, 11, 9].find(has),
  }
}

/** The chord's own ninth, else the scale's if it lies a whole tone above the root: a flat nine is not for passing by. */
function ninthOf(chord: ChordDef): number | undefined {
  const own = chord.tones.find((tone) => tone >= 13 && tone <= 15)
  if (own !== undefined) return own
  return chord.degrees[1] === 2 ? 14 : undefined
}

/**
 * The layout nearest to the last one, of all that fit the range. Where none fits, the same tones lie close; where that
 * does not fit either, others are tried that hold less: what tells the chord and one more, then only what tells it,
 * then any of its tones.
 */
function nearestVoicing(
  chord: ChordDef,
  shapes: readonly Shape[],
  range: PitchRange,
  last: readonly Midi[],
): readonly Midi[] {
  const found = nearestThatFits(chord.root, shapes, range, last)
  if (found !== null) return found
  const { third, fifth, seventh } = rolesOf(chord)
  const guides = [third, seventh].filter((tone) => tone !== undefined)
  const tones = ascending(shapes.flat())
  for (const sets of [
    [tones],
    tones.map((tone) => [...guides, tone]),
    [guides.length > 0 ? guides : [0]],
    [...guides, fifth, 0].map((tone) => (tone === undefined ? [] : [tone])),
  ]) {
    const closer = nearestThatFits(
      chord.root,
      sets.flatMap((set) => inversions(ascending(set))),
      range,
      last,
    )
    if (closer !== null) return closer
  }
  return NO_PITCHES
}

function nearestThatFits(
  root: number,
  shapes: readonly Shape[],
  range: PitchRange,
  last: readonly Midi[],
): readonly Midi[] | null {
  let best: readonly Midi[] | null = null
  let least = Number.POSITIVE_INFINITY
  for (const shape of shapes) {
    const [bottom] = shape
    if (bottom === undefined || rubs(shape)) continue
    const first = Math.ceil((range.low - root - bottom) / 12)
    for (let octave = first; ; octave++) {
      const base = root + 12 * octave
      if (base + (shape[shape.length - 1] ?? 0) > range.high) break
      if (isMud(shape, base)) continue
      const motion = motionFrom(last, shape, base, range)
      if (motion < least) {
        least = motion
        best = shape.map((tone) => base + tone)
      }
    }
  }
  return best
}

/** Whether two voices are a minor ninth apart. Over the root only a chord that names its flat ninth has one. */
function rubs(shape: Shape): boolean {
  return shape.some((tone) => tone % 12 !== 0 && shape.includes(tone + 13))
}

function isMud(shape: Shape, base: Midi): boolean {
  for (let i = 0; i + 1 < shape.length; i++) {
    const low = base + (shape[i] ?? 0)
    if (low >= MUD_BELOW) return false
    if (base + (shape[i + 1] ?? 0) - low < LEAST_LOW_INTERVAL) return true
  }
  return false
}

/** Semitones that the voices move in all, matched from the top down; a first voicing wants the middle of the range. */
function motionFrom(last: readonly Midi[], shape: Shape, base: Midi, range: PitchRange): number {
  let motion = 0
  if (last.length === 0) {
    const middle = (range.low + range.high) / 2
    for (const tone of shape) motion += Math.abs(base + tone - middle)
    return motion
  }
  const voices = Math.max(last.length, shape.length)
  for (let i = 1; i <= voices; i++) {
    const to = base + (shape[Math.max(0, shape.length - i)] ?? 0)
    const from = last[Math.max(0, last.length - i)] ?? 0
    motion += Math.abs(to - from)
  }
  return motion
}
