import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VoicingMemory } from '../../runtime/band/voicing.ts'
import type { ChordDef, Voicing } from '../../runtime/policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { chordDef, readChord } from '../../runtime/theory/chord.ts'
import { readKey } from '../../runtime/theory/key.ts'
import { pitchName } from '../../runtime/theory/pitch.ts'
import { runs } from '../harness/runs.ts'
import { policyOf } from './play.ts'

const ROOTS = 'C Db D Eb E F F# G Ab A Bb B'.split(' ')
const ENDINGS =
  'm7 7 maj7 m7b5 dim7 m 6 m6 7b9 7#9 9 m9 maj9 13 7#11 sus4 7sus4 sus2 aug m11 11 7alt mMaj7 add9 6/9 5'.split(
    ' ',
  )
const chordName = fc
  .tuple(fc.constantFrom(...ROOTS), fc.constantFrom('', '', ...ENDINGS))
  .map(([root, ending]) => root + ending)
const keyName = fc.constantFrom('C major', 'Bb major', 'E major', 'A minor', 'F# minor', 'D dorian')

function defOf(name: string, keyText: string): ChordDef {
  const key = readKey(keyText)
  const chord = readChord(name)
  if (key.kind !== 'key' || chord.kind === 'unknown') throw new Error(`${name} in ${keyText}`)
  return chordDef(chord, key)
}

const classOf = (pitch: number): number => ((pitch % 12) + 12) % 12
const classes = (chord: ChordDef, steps: readonly number[]): ReadonlySet<number> =>
  new Set(steps.map((step) => classOf(chord.root + step)))

// ---- walking ----------------------------------------------------------------------------------------------------

/** A metre, and how many notes a walk has in a bar of it. */
const WALKED = [
  { meter: '4/4', notes: 4, tempo: '60 bpm' },
  { meter: '3/4', notes: 3, tempo: '60 bpm' },
  { meter: '5/4', notes: 5, tempo: '60 bpm' },
  { meter: '12/8', notes: 4, tempo: '60 bpm' },
  { meter: '6/8', notes: 2, tempo: '60 bpm' },
  { meter: '7/8 (2+2+3)', notes: 3, tempo: '60 bpm' },
  { meter: '2/2', notes: 4, tempo: '60 bpm' },
] as const

const walkCase = fc.record({
  metre: fc.constantFrom(...WALKED),
  key: keyName,
  chords: fc.array(fc.array(chordName, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 }),
  approach: fc.constantFrom('chromatic', 'scale', 'dominant'),
  low: fc.integer({ min: 24, max: 40 }),
  width: fc.integer({ min: 14, max: 24 }),
  seed: fc.nat(1000),
})

type WalkCase = typeof walkCase extends fc.Arbitrary<infer T> ? T : never

interface Walked {
  readonly pitch: number
  readonly chord: ChordDef
  /** First of its bar. */
  readonly first: boolean
}

const lines = new Map<string, Promise<readonly Walked[]>>()

/** Each law draws the same cases as the others: what one has heard is not compiled and played for the next. */
function walked(one: WalkCase): Promise<readonly Walked[]> {
  const name = JSON.stringify(one)
  const line = lines.get(name) ?? lineOf(one)
  lines.set(name, line)
  return line
}

/** The line, each note with the chord that sounds. Two chords share a bar where its notes can be halved. */
async function lineOf({
  metre,
  key,
  chords,
  approach,
  low,
  width,
  seed,
}: WalkCase): Promise<readonly Walked[]> {
  const half = metre.notes % 2 === 0
  const rows = chords.map((row) => (half ? row : row.slice(0, 1)))
  const range = `${pitchName(low)}..${pitchName(low + width)}`
  // Two sections, so that the line crosses joins as well as repeats.
  const text = `tempo ${metre.tempo}
meter ${metre.meter}
key ${key}
bassist bass {
  line walk
  approach ${approach}
  range ${range}
}
section one { bars ${rows.length}  chords | ${rows.map((row) => row.join(' ')).join(' | ')} |
}
section two { bars 1  chords | ${rows[0]?.[0] ?? 'C'} |
}
form one * 2, two, one
`
  const { beats } = (await policyOf(text)).score({ bars: 3 * rows.length + 1, seed })
  const bars = [...rows, ...rows, [rows[0]?.[0] ?? 'C'], ...rows]
  return beats.map(({ pitch, measure }, i): Walked => {
    const place = i % metre.notes
    const row = bars[measure - 1] ?? []
    const name = row[Math.floor((place * row.length) / metre.notes)] ?? ''
    return { pitch: pitch ?? Number.NaN, chord: defOf(name, key), first: place === 0 }
  })
}

/** Is it the same chord? Symbols are written once a key here. */
const changes = (a: Walked | undefined, b: Walked | undefined): boolean => a?.chord.symbol !== b?.chord.symbol

/** Whether a note leads into a root of the chord that lies in the range. */
function leadsInto(pitch: number, chord: ChordDef, { approach, low, width }: WalkCase): boolean {
  const roots = pitchesOf(new Set([chord.bass]), low, width)
  const scale = classes(chord, chord.degrees)
  return roots.some((root) => {
    if (approach === 'chromatic') return Math.abs(root - pitch) === 1
    if (approach === 'dominant') return root - pitch === 5 || pitch - root === 7
    const side = Math.sign(pitch - root)
    const step = [1, 2, 3].find((s) => scale.has(classOf(root + s * side))) ?? 1
    return side !== 0 && pitch === root + step * side
  })
}

function pitchesOf(set: ReadonlySet<number>, low: number, width: number): readonly number[] {
  return Array.from({ length: width + 1 }, (_, i) => low + i).filter((pitch) => set.has(classOf(pitch)))
}

const within = (a: number, b: number): boolean => a !== b && Math.abs(a - b) <= 7

/** Could the notes `from`…`to` of the line, the last before a change, have ended with an approach? */
function couldLead(line: readonly Walked[], from: number, to: number, one: WalkCase): boolean {
  const coming = line[to + 1]
  const here = line[from]
  if (coming === undefined || here === undefined) return false
  const { chord } = here
  const tones = pitchesOf(classes(chord, [...chord.tones, ...chord.degrees]), one.low, one.width)
  const everything = Array.from({ length: one.width + 1 }, (_, i) => one.low + i)
  let ways = everything.filter((pitch) => leadsInto(pitch, coming.chord, one))
  const opens = changes(line[from - 1], here)
  if (opens && from === to) return false
  for (let i = to - 1; i > from; i--) ways = tones.filter((tone) => ways.some((way) => within(tone, way)))
  const before = line[from - 1]?.pitch
  if (!opens) {
    if (to > from) ways = tones.filter((tone) => ways.some((way) => within(tone, way)))
    return ways.some((way) => before === undefined || within(before, way))
  }
  const roots = pitchesOf(new Set([chord.bass]), one.low, one.width)
  const reached = roots.filter((root) => before === undefined || Math.abs(root - before) <= 7)
  return (reached.length > 0 ? reached : [here.pitch]).some((root) => ways.some((way) => within(root, way)))
}

describe('a walking bass', () => {
  // [bassist.walk] [bassist.range]
  it('lands on the root of every change, keeps its range and leaps no further than a fifth', async () => {
    await fc.assert(
      fc.asyncProperty(walkCase, async (one) => {
        const line = await walked(one)
        expect(line.length).toBe(one.metre.notes * (3 * one.chords.length + 1))
        for (const [i, note] of line.entries()) {
          const { pitch, chord } = note
          const before = line[i - 1]
          expect(pitch).toBeGreaterThanOrEqual(one.low)
          expect(pitch).toBeLessThanOrEqual(one.low + one.width)
          const root = changes(before, note)
          if (root) expect(classOf(pitch)).toBe(chord.bass)
          if (before === undefined) continue
          const leap = Math.abs(pitch - before.pitch)
          if (leap <= 7) continue
          // Only to a root, and only where the range has none that is nearer.
          expect(root).toBe(true)
          const roots = pitchesOf(new Set([chord.bass]), one.low, one.width)
          expect(roots.every((other) => Math.abs(other - before.pitch) >= leap)).toBe(true)
        }
      }),
      runs(120),
    )
  })

  // [bassist.approach]
  it('leads into every change as it is told to, wherever there is a way', async () => {
    let led = 0
    let changed = 0
    await fc.assert(
      fc.asyncProperty(walkCase, async (one) => {
        const line = await walked(one)
        for (const [i, note] of line.entries()) {
          if (i + 1 >= line.length || !changes(note, line[i + 1])) continue
          // The line looks ahead as far as the barline before.
          let from = i
          while (!line[from]?.first && !changes(line[from - 1], line[from])) from--
          if (from === i && changes(line[i - 1], note)) continue
          changed++
          const leads = leadsInto(note.pitch, line[i + 1]?.chord ?? note.chord, one)
          if (leads) led++
          else expect(couldLead(line, from, i, one)).toBe(false)
        }
      }),
      runs(120),
    )
    // There nearly always is one, save where a chord of two notes already stands on the coming dominant.
    expect(led / changed).toBeGreaterThan(0.9)
  })

  // [bassist.scale]
  it('plays tones of the chord and of its scale between, never the same twice, and leaps to chord tones', async () => {
    let leaps = 0
    let elsewhere = 0
    await fc.assert(
      fc.asyncProperty(walkCase, async (one) => {
        const line = await walked(one)
        for (const [i, note] of line.entries()) {
          const before = line[i - 1]
          if (changes(before, note) || before === undefined) continue
          expect(note.pitch).not.toBe(before.pitch)
          if (changes(note, line[i + 1])) continue
          const { chord, pitch } = note
          expect(classes(chord, [...chord.tones, ...chord.degrees])).toContain(classOf(pitch))
          if (Math.abs(pitch - before.pitch) <= 2) continue
          leaps++
          if (!classes(chord, chord.tones).has(classOf(pitch))) elsewhere++
        }
      }),
      runs(60),
    )
    // Save where nothing else leads to the approach.
    expect(elsewhere / leaps).toBeLessThan(0.05)
  })
})

// ---- voicings ---------------------------------------------------------------------------------------------------

const STYLES: readonly Voicing[] = ['rootless', 'shell', 'spread', 'drop2', 'close']
const MUD_BELOW = 48
/** E2..E4 */
const GUITAR_RANGE = { low: 40, high: 64 }

const voicingCase = fc.record({
  key: keyName,
  names: fc.array(chordName, { minLength: 2, maxLength: 10 }),
  style: fc.constantFrom(...STYLES),
  low: fc.integer({ min: 36, max: 60 }),
  width: fc.integer({ min: 12, max: 36 }),
  bassist: fc.boolean(),
})

function thirdOf({ tones }: ChordDef): number | undefined {
  const near = [4, 3].find((tone) => tones.includes(tone))
  return near ?? (tones.some((tone) => tone % 12 === 5) ? 5 : tones.includes(2) ? 2 : undefined)
}

function seventhOf({ tones }: ChordDef): number | undefined {
  return [10, 11, 9].find((tone) => tones.includes(tone))
}

const isMud = (low: number, high: number): boolean => low < MUD_BELOW && high - low < 5

/** Whether the range has a place for both, or for the one that there is. */
function hasPlace(guides: readonly number[], low: number, width: number): boolean {
  const all = Array.from({ length: width + 1 }, (_, i) => low + i)
  const [a, b] = guides
  return all.some(
    (p) =>
      classOf(p) === a &&
      (b === undefined || all.some((q) => classOf(q) === b && !isMud(Math.min(p, q), Math.max(p, q)))),
  )
}

/** All layouts of a style with these pitch classes, found without knowing how the band looks for them. */
function layouts(style: Voicing, chord: ChordDef, set: readonly number[], low: number, width: number) {
  const found: number[][] = []
  const third = thirdOf(chord)
  const seventh = seventhOf(chord)
  // [comp.power]
  const isPower = chord.tones.join() === '0,7' && chord.bass === chord.root
  for (let bottom = low - 24; bottom <= low + width; bottom++) {
    if (!set.includes(classOf(bottom))) continue
    if (isPower && classOf(bottom) !== chord.root) continue
    const close = set.map((pitchClass) => bottom + classOf(pitchClass - bottom)).toSorted((a, b) => a - b)
    const [first = 0, ...rest] = close
    if (style === 'close') found.push(close)
    if (style === 'drop2') {
      const second = close.length < 3 ? undefined : close[close.length - 2]
      found.push(close.map((p) => (p === second ? p - 12 : p)).toSorted((a, b) => a - b))
    }
    if (style === 'spread') found.push(close.map((p, i) => (i % 2 ? p + 12 : p)).toSorted((a, b) => a - b))
    if (style === 'shell' && classOf(first) === chord.root) {
      found.push(close, [first, rest[1] ?? 0, (rest[0] ?? 0) + 12])
    }
    const role = classOf(first - chord.root)
    if (style === 'rootless' && (seventh === undefined || role === third || role === seventh))
      found.push(close)
  }
  return found.filter(
    (pitches) =>
      pitches.every((p) => p >= low && p <= low + width) &&
      pitches.every((p, i) => i === 0 || !isMud(pitches[i - 1] ?? 0, p)) &&
      flatNinths(chord, pitches).length === 0,
  )
}

/** Voices that have another a minor ninth above them, where the chord names none over its root. */
function flatNinths(chord: ChordDef, pitches: readonly number[]): readonly number[] {
  const named = chord.tones.includes(13)
  return pitches.filter(
    (low) =>
      pitches.some((high) => high - low === 13 || high - low === 25) &&
      !(named && classOf(low) === classOf(chord.root)),
  )
}

/** From the top down; where one hand has more voices, its lowest stand for those that are missing. */
function motion(from: readonly number[], to: readonly number[]): number {
  let sum = 0
  for (let i = 1; i <= Math.max(from.length, to.length); i++) {
    sum += Math.abs((to.at(-Math.min(i, to.length)) ?? 0) - (from.at(-Math.min(i, from.length)) ?? 0))
  }
  return sum
}

describe('a voicing', () => {
  // [comp.guide] [comp.low] [comp.range]
  it('holds what tells the chord, within its range and without mud, and keeps still while the chord stays', () => {
    fc.assert(
      fc.property(voicingCase, ({ key, names, style, low, width, bassist }) => {
        const memory = new VoicingMemory(bassist)
        const range = { low, high: low + width }
        for (const name of names) {
          const chord = defOf(name, key)
          const pitches = [...memory.play(chord, style, range)]
          expect([...memory.play(chord, style, range)]).toEqual(pitches)
          expect(pitches.length).toBeGreaterThan(0)
          expect(pitches.filter((pitch) => !(pitch >= low && pitch <= low + width))).toEqual([])
          const pairs = pitches.slice(1).map((above, i) => [pitches[i] ?? Number.NaN, above] as const)
          expect(pairs.filter(([pitch, above]) => !(above > pitch) || isMud(pitch, above))).toEqual([])
          const guides = [thirdOf(chord), seventhOf(chord)]
            .filter((tone) => tone !== undefined)
            .map((tone) => classOf(chord.root + tone))
          const held = new Set(pitches.map(classOf))
          if (!guides.every((guide) => held.has(guide))) expect(hasPlace(guides, low, width)).toBe(false)
        }
      }),
      runs(600),
    )
  })

  // [comp.ninth]
  it('has no two voices a minor ninth apart, save the root and the flat ninth that a chord names', () => {
    const endings = `${ENDINGS.join(' ')} maj7#11 m13 13b9 7#5#9 mMaj9 69 maj13 7b9sus4`.split(' ')
    const named = new Set<string>()
    const wrong: string[] = []
    for (const style of STYLES) {
      for (const bassist of [true, false]) {
        for (const ending of ['', ...endings]) {
          for (const root of ROOTS) {
            const chord = defOf(root + ending, 'C major')
            // Wherever the hands come from.
            for (let from = 48; from <= 72; from += 3) {
              const memory = new VoicingMemory(bassist)
              memory.goBack([from, from + 4, from + 7, from + 11])
              const pitches = memory.play(chord, style, { low: 40, high: 84 })
              if (flatNinths(chord, pitches).length > 0) wrong.push(`${root}${ending} ${style} ${pitches}`)
              if (pitches.some((low) => pitches.includes(low + 13))) named.add(ending)
            }
          }
        }
      }
    }
    expect(wrong).toEqual([])
    // A chord that is written with one may have it.
    expect(named).toEqual(new Set(['7b9', '7b9sus4']))
  })

  // [comp.guide]
  it('lies closer where the range has no place for its kind, before it holds less', () => {
    for (const range of [GUITAR_RANGE, { low: 48, high: 72 }]) {
      let open = 0
      for (const root of ROOTS) {
        for (const ending of ['maj7', 'm7', '7', 'm7b5', 'maj9', 'm9', '13', '7#9', 'maj7#11']) {
          const pitches = new VoicingMemory(false).play(defOf(root + ending, 'C major'), 'spread', range)
          expect(new Set(pitches.map(classOf)).size, `${root}${ending} ${pitches}`).toBe(4)
          if ((pitches.at(-1) ?? 0) - (pitches[0] ?? 0) > 19) open++
        }
      }
      // Where it has a place, it is open.
      expect(open).toBeGreaterThan(50)
    }
  })

  // [comp.smooth]
  it('moves its voices as little as any layout of its kind would', () => {
    let compared = 0
    fc.assert(
      fc.property(voicingCase, ({ key, names, style, low, width, bassist }) => {
        const memory = new VoicingMemory(bassist)
        const wide = Math.max(20, width)
        const range = { low, high: low + wide }
        let last: readonly number[] = []
        for (const name of names) {
          const chord = defOf(name, key)
          const pitches = [...memory.play(chord, style, range)]
          const set = [...new Set(pitches.map(classOf))]
          const others = layouts(style, chord, set, low, wide)
          // Where the range has none of the kind, the hands hold something smaller.
          const ofKind = others.some((other) => other.join() === pitches.join())
          if (ofKind && last.length > 0) {
            compared++
            const least = Math.min(...others.map((other) => motion(last, other)))
            expect(motion(last, pitches)).toBeLessThanOrEqual(least)
          }
          last = pitches
        }
      }),
      runs(600),
    )
    expect(compared).toBeGreaterThan(2000)
  })

  // [comp.rich]
  it('leaves the root of a rich chord to the bassist', () => {
    const chord = defOf('G9', 'C major')
    const range = { low: 48, high: 72 }
    for (const style of ['close', 'drop2', 'spread'] as const) {
      const held = (bassist: boolean) =>
        new Set(new VoicingMemory(bassist).play(chord, style, range).map(classOf))
      expect(held(true)).toEqual(new Set([11, 2, 5, 9]))
      expect(held(false)).toEqual(new Set([7, 11, 5, 9]))
    }
  })

  // [comp.rich]
  it('keeps what colours a rich chord, and leaves out what would rub against it', () => {
    const held = (name: string, style: Voicing) =>
      new Set(new VoicingMemory(true).play(defOf(name, 'C major'), style, { low: 48, high: 72 }).map(classOf))
    // Root, third, raised eleventh and seventh: no fifth beside the eleventh.
    expect(held('C7#11', 'close')).toEqual(new Set([0, 4, 6, 10]))
    // Third, seventh, ninth and thirteenth.
    expect(held('G13', 'close')).toEqual(new Set([11, 5, 9, 4]))
    expect(held('G13', 'rootless')).toEqual(new Set([11, 4, 5, 9]))
    // An eleventh chord without a third is held by its fourth.
    expect(held('C11', 'shell')).toEqual(new Set([0, 5, 10]))
  })

  // [comp.rich]
  it('sounds the eleventh and the altered fifth that a rootless chord names', () => {
    const held = (name: string, key: string) =>
      new Set(new VoicingMemory(true).play(defOf(name, key), 'rootless', { low: 48, high: 72 }).map(classOf))
    // The raised eleventh stands for the fifth: third, eleventh, seventh and ninth.
    expect(held('C7#11', 'F major')).toEqual(new Set([4, 6, 10, 2]))
    // Where the scale has no ninth for it, the fifth would rub all the same.
    expect(held('C7#11', 'Db major')).toEqual(new Set([4, 6, 10]))
    expect(held('Fm11', 'Eb major')).toEqual(new Set([8, 10, 3, 7]))
    expect(held('Cmaj7#11', 'G major')).toEqual(new Set([4, 6, 11, 2]))
    expect(held('C7b9#11', 'F minor')).toEqual(new Set([4, 6, 10, 1]))
    // Two of them: the ninth, which every thirteenth chord has, makes room.
    expect(held('C13#11', 'G major')).toEqual(new Set([4, 6, 9, 10]))
    // What suspends a chord is its third already.
    expect(held('C11', 'F major')).toEqual(new Set([5, 7, 10, 2]))
  })

  // [comp.slash]
  it('holds the root of a slash chord, which the bassist does not play', () => {
    const held = (name: string, style: Voicing) =>
      new Set(new VoicingMemory(true).play(defOf(name, 'C major'), style, { low: 48, high: 72 }).map(classOf))
    expect(held('Bb/C', 'rootless')).toEqual(new Set([10, 2, 5]))
    expect(held('C7/E', 'rootless')).toEqual(new Set([0, 4, 7, 10]))
    expect(held('D7/F#', 'rootless')).toEqual(new Set([2, 6, 9, 0]))
    expect(held('Cmaj9/E', 'rootless')).toEqual(new Set([0, 4, 11, 2]))
    for (const style of ['close', 'drop2', 'spread'] as const) {
      expect(held('G9/B', style)).toEqual(new Set([7, 11, 5, 9]))
      // The thirteenth is more of the chord than the ninth.
      expect(held('G13/B', style)).toEqual(new Set([7, 11, 5, 4]))
    }
    expect(held('G13/B', 'rootless')).toEqual(new Set([7, 11, 5, 4]))
    // The bass has the root after all.
    expect(held('C7/C', 'rootless')).toEqual(held('C7', 'rootless'))
  })
})

// ---- comping ----------------------------------------------------------------------------------------------------

/** What sounds, chord by chord: when it was meant, and when each of its notes sounds after that. */
function chordsOf(beats: readonly Beat[]) {
  const found = new Map<number, Beat[]>()
  for (const beat of beats) {
    const at = found.get(beat.gridTimestamp)
    if (at === undefined) found.set(beat.gridTimestamp, [beat])
    else at.push(beat)
  }
  return [...found].map(([time, notes]) => ({
    time,
    pitches: notes.map(({ pitch }) => pitch ?? Number.NaN).toSorted((a, b) => a - b),
    held: new Set(notes.map(({ pitch }) => classOf(pitch ?? 0))),
    delays: notes
      .toSorted((a, b) => (a.pitch ?? 0) - (b.pitch ?? 0))
      .map(({ timestamp, gridTimestamp }) => timestamp - gridTimestamp),
  }))
}

async function comped(comp: string, more: string, chords: string, meter = '4/4', swing = '', loop = '') {
  const text = `tempo 60 bpm
meter ${meter}
${swing === '' ? '' : `swing ${swing}`}
guitarist guitar {
  comp |${comp}|  ${loop}
  ${more}
}
section a { bars 4  chords ${chords}
}
form a repeat
`
  const { beats } = (await policyOf(text)).score({ bars: 8 })
  return { beats, chords: chordsOf(beats) }
}

const DM7 = new Set([2, 5, 9, 0])
const G7 = new Set([7, 11, 2, 5])

describe('a comping player', () => {
  // [comp.anticipate]
  it('takes the coming chord in the last 8th before a change, across bars, joins and repeats, and not before', async () => {
    const ratio = fc.integer({ min: 50, max: 78 })
    await fc.assert(
      fc.asyncProperty(ratio, fc.constantFrom(8, 16), async (percent, cells) => {
        // Without its 1 it is no strum.
        const every = `. ${Array.from({ length: cells - 1 }, () => 'x').join(' ')}`
        const { chords } = await comped(
          every,
          'voicing close',
          '| Dm7 | G7 | Dm7 | G7 |',
          '4/4',
          `${percent}%`,
        )
        expect(chords).toHaveLength(8 * (cells - 1))
        for (const [i, { held }] of chords.entries()) {
          const bar = Math.floor(i / (cells - 1))
          const anticipates = ((i % (cells - 1)) + 1) / cells >= 7 / 8
          expect(held).toEqual((bar + (anticipates ? 1 : 0)) % 2 === 0 ? DM7 : G7)
        }
      }),
      runs(15),
    )
  })

  // [comp.anticipate]
  it('plays the chord to its end before a silence, which nobody can anticipate', async () => {
    const { chords } = await comped('. x x x x x x x', 'voicing close', '| Dm7 | N.C. | G7 | % |')
    expect(chords.filter(({ time }) => time < 4).map(({ held }) => held)).toEqual(Array(7).fill(DM7))
    const [beforeG7] = chords.filter(({ time }) => time >= 4)
    expect(beforeG7).toMatchObject({ time: 7.5, held: G7 })
  })

  // [comp.strum]
  it.each([
    ['4/4', 'x x x x x x x x', 'DUDUDUDU'],
    ['4/4', 'x . x x . x x x', 'DDUUDU'],
    ['4/4', 'x x x x', 'DDDD'],
    ['4/4', 'x . x x . x . x x . . x x . x .', 'DDUUUDUDD'],
    ['4/4', 'x x x x x x x x x x x x', 'DUDDUDDUDDUD'],
    ['6/8', 'x x x x x x', 'DUDDUD'],
    ['6/8', 'x . x x x . x . . x x .', 'DDUDDUD'],
    ['7/8 (2+2+3)', 'x x x x x x x', 'DUDUDUD'],
  ])(
    'strums down on the beat and up off it, twice as fast where the bar is: %s %s',
    async (meter, comp, hand) => {
      const ratio = fc.integer({ min: 50, max: 70 })
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 30 }), ratio, async (ms, percent) => {
          const { chords } = await comped(
            comp,
            `strum ${ms} ms`,
            '| Dm7 | G7 | % | % |',
            meter,
            `${percent}%`,
          )
          const firstBar = chords.slice(0, hand.length)
          for (const [i, { delays }] of firstBar.entries()) {
            const strings = delays.map((_, string) => (string * ms) / 1000)
            const expected = hand[i] === 'D' ? strings : strings.toReversed()
            expect(delays).toEqual(expected.map((delay) => expect.closeTo(delay, 9)))
          }
        }),
        runs(6),
      )
    },
  )

  it('moves the hands only for what it plays, not for what a loop leaves to other bars', async () => {
    const names = ['C', 'G7', 'F#maj7', 'C', 'Ebm7', 'C', 'Amaj7', 'C']
    const bars = [0, 2, 4, 6].map((i) => `${names[i]} ${names[i + 1]}`).join(' | ')
    const { chords } = await comped('x . .', 'voicing spread', `| ${bars} |`, '4/4', '', 'loop 3 beats')
    const memory = new VoicingMemory(false)
    // A pattern starts again with its section.
    expect(chords.map(({ time }) => time)).toEqual([0, 3, 6, 9, 12, 15, 16, 19, 22, 25, 28, 31])
    for (const { time, pitches } of chords) {
      const chord = defOf(names[Math.floor(time / 2) % 8] ?? '', 'C major')
      expect(pitches).toEqual([...memory.play(chord, 'spread', GUITAR_RANGE)])
    }
  })
})
