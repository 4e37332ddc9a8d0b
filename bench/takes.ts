/** Simulated takes of people who play more than beats: a drum groove, a comping pianist, a bass line. */

import { HUMANS, type HumanTraits } from '../runtime/player/humans.ts'
import { gaussian, keyOf, uniform } from '../runtime/random.ts'

export interface Take {
  /** Seconds a beat. */
  readonly beat: number
  /** Seconds from beat 0, velocity 0..1, MIDI pitch if it has one. */
  readonly onsets: readonly (readonly [seconds: number, velocity: number, pitch?: number | null])[]
}

export interface SimulatedTake extends Take {
  /** Of each onset: where it is written, in beats from beat 0. */
  readonly places: readonly number[]
}

/** What is played at a place of the bar: its chance and its strength. */
interface Cell {
  readonly at: number
  readonly chance: number
  readonly velocity: number
  readonly pitch?: number
}

const TAKES = 50
const BARS = 32
const TEMPI = [70, 90, 110, 130, 160]

const every = (step: number, from: number, chance: number, velocity: number): readonly Cell[] =>
  Array.from({ length: Math.round(4 / step) }, (_, i) => ({ at: from + i * step, chance, velocity })).filter(
    ({ at }) => at < 4,
  )

const GROOVES: readonly (readonly Cell[])[] = [
  // Rock: hats in 8ths, backbeat, a bass drum that pushes.
  [
    ...every(0.5, 0, 0.97, 0.45),
    { at: 0, chance: 1, velocity: 0.9 },
    { at: 1, chance: 1, velocity: 1 },
    { at: 2, chance: 0.8, velocity: 0.85 },
    { at: 2.5, chance: 0.6, velocity: 0.8 },
    { at: 3, chance: 1, velocity: 1 },
    { at: 3.75, chance: 0.3, velocity: 0.3 },
  ],
  // Funk: 16ths, ghost notes, the one.
  [
    ...every(0.25, 0, 0.8, 0.35),
    { at: 0, chance: 1, velocity: 1 },
    { at: 0.75, chance: 0.7, velocity: 0.7 },
    { at: 1, chance: 1, velocity: 0.95 },
    { at: 2.5, chance: 0.8, velocity: 0.8 },
    { at: 3, chance: 1, velocity: 0.95 },
  ],
  // Swing: the ride's pattern, hi-hat on two and four.
  [
    { at: 0, chance: 1, velocity: 0.7 },
    { at: 1, chance: 1, velocity: 0.8 },
    { at: 1 + 2 / 3, chance: 0.95, velocity: 0.5 },
    { at: 2, chance: 1, velocity: 0.7 },
    { at: 3, chance: 1, velocity: 0.8 },
    { at: 3 + 2 / 3, chance: 0.95, velocity: 0.5 },
    { at: 2 + 2 / 3, chance: 0.25, velocity: 0.6 },
  ],
]

const COMPING: readonly (readonly Cell[])[] = [
  // Four to the bar.
  every(1, 0, 0.95, 0.7).map((cell) => ({ ...cell, pitch: 60 })),
  // Pop: 8ths, the beats a little stronger.
  every(0.5, 0, 0.75, 0.6).map((cell) => ({ ...cell, pitch: 60, velocity: cell.at % 1 === 0 ? 0.7 : 0.55 })),
  // Charleston, and a push now and then.
  [
    { at: 0, chance: 0.8, velocity: 0.7, pitch: 60 },
    { at: 1.5, chance: 0.9, velocity: 0.75, pitch: 60 },
    { at: 3, chance: 0.4, velocity: 0.6, pitch: 60 },
  ],
  // On two and four.
  [
    { at: 1, chance: 0.9, velocity: 0.7, pitch: 60 },
    { at: 3, chance: 0.9, velocity: 0.7, pitch: 60 },
    { at: 3.5, chance: 0.3, velocity: 0.6, pitch: 60 },
  ],
]

const BASS: readonly (readonly Cell[])[] = [
  // Walking, with a skipped note now and then.
  every(1, 0, 0.97, 0.75)
    .map((cell) => ({ ...cell, pitch: 40 }))
    .concat([
      { at: 1 + 2 / 3, chance: 0.15, velocity: 0.5, pitch: 40 },
      { at: 3 + 2 / 3, chance: 0.15, velocity: 0.5, pitch: 40 },
    ]),
  [
    { at: 0, chance: 1, velocity: 0.9, pitch: 40 },
    { at: 0.75, chance: 0.8, velocity: 0.7, pitch: 40 },
    { at: 1.5, chance: 0.9, velocity: 0.8, pitch: 40 },
    { at: 2, chance: 0.7, velocity: 0.8, pitch: 40 },
    { at: 3.5, chance: 0.8, velocity: 0.7, pitch: 40 },
  ],
]

/**
 * @param seed of the first take
 * @param count of takes of each kind
 */
export function simulatedTakes(
  seed = 0,
  count = TAKES,
): readonly (readonly [string, readonly SimulatedTake[]])[] {
  const seeds = Array.from({ length: count }, (_, i) => seed + i)
  return [
    ['drum grooves', takesOf('drums', GROOVES, 1, HUMANS.drummer, seeds)],
    ['comping', takesOf('comping', COMPING, 4, HUMANS.musician, seeds)],
    // Two chords a bar and a drummer's looser clock: hardly an onset a second beat to go by.
    ['sparse comping', takesOf('comping', COMPING.slice(2), 4, HUMANS.drummer, seeds)],
    ['bass lines', takesOf('bass', BASS, 1, HUMANS.drummer, seeds)],
  ]
}

function takesOf(
  name: string,
  patterns: readonly (readonly Cell[])[],
  notes: number,
  who: HumanTraits,
  seeds: readonly number[],
): readonly SimulatedTake[] {
  return seeds.map((seed) => takeOf(name, patterns[seed % patterns.length] ?? [], notes, who, seed))
}

/** A player's hand and clock: each bar's onsets around a pulse that wanders a little and is pulled back. */
function takeOf(
  name: string,
  cells: readonly Cell[],
  notes: number,
  who: HumanTraits,
  seed: number,
): SimulatedTake {
  const beat = 60 / (TEMPI[seed % TEMPI.length] ?? 120)
  const { timekeeper, motor, habit, phaseGain } = who
  const key = keyOf(name)
  const played: { readonly place: number; readonly onset: readonly [number, number, number?] }[] = []
  let wander = 0
  for (let bar = 0; bar < BARS; bar++) {
    for (let quarter = 0; quarter < 4; quarter++) {
      wander =
        (1 - phaseGain) * wander +
        (timekeeper / 1000) * (beat / 0.5) * gaussian(seed, key, 1, bar, quarter, 0)
      for (const [i, { at, chance, velocity, pitch }] of cells.entries()) {
        if (Math.floor(at) !== quarter || uniform(seed, key, 2, bar, i, 0) >= chance) continue
        const accent = velocity * (1 + 0.12 * gaussian(seed, key, 3, bar, i, 0))
        for (let note = 0; note < notes; note++) {
          const hand = (motor / 1000) * gaussian(seed, key, 4 + note, bar, i, 0)
          const time = (4 * bar + at) * beat + wander + habit / 1000 + hand
          const strength = Math.min(1, Math.max(0.05, accent))
          played.push({
            place: 4 * bar + at,
            onset: pitch === undefined ? [time, strength] : [time, strength, pitch + 4 * note],
          })
        }
      }
    }
  }
  const heard = played.filter(({ onset }) => onset[0] >= 0).sort((a, b) => a.onset[0] - b.onset[0])
  return { beat, onsets: heard.map(({ onset }) => onset), places: heard.map(({ place }) => place) }
}
