/**
 * Sounds around an archetype, drawn from a seed: moved along directions that players have words for (brighter, harder, longer …), then
 * each number a little by itself. What a caption may say of a sound is measured from what was rendered (`attributes.ts`): the draws
 * only see to it that all of it occurs.
 */

import { type BlendedParam, TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { gaussian, keyOf, uniform } from '../../../runtime/random.ts'
import type { SoundClass } from './sound-class.ts'
import { SOUND_CLASSES } from './sounds.ts'

/** `times`: octaves; `plus`: by itself; both for one step. */
interface Move {
  readonly times?: Readonly<Record<string, number>>
  readonly plus?: Readonly<Record<string, number>>
}

type Moves = Readonly<Record<string, Move>>

const PERCUSSION_MOVES: Moves = {
  bright: {
    times: { lowPass: 0.8, noiseHigh: 0.35, noiseLow: 0.25, clickFrequency: 0.35 },
    plus: { tilt: -0.4 },
  },
  hard: {
    times: {
      attack: -1.3,
      noiseAttack: -1.2,
      clickFrequency: 0.3,
      lowPass: 0.3,
      noiseLow: -0.2,
      noiseHigh: 0.2,
    },
    plus: { click: 0.2, drive: 0.05, tilt: -0.2 },
  },
  long: { times: { bodyDecay: 0.9, noiseDecay: 0.9 } },
  deep: { times: { f0: -0.3, noiseLow: -0.2, highPass: -0.3 } },
  noisy: { times: { noise: 0.9, body: -0.35 }, plus: { noise: 0.03 } },
  metallic: {
    times: { bodyDecay: 0.3, lowPass: 0.15, modes: 0.5 },
    plus: { material: 0.25, damping: -0.25 },
  },
  rough: { plus: { drive: 0.22, fm: 0.5, beating: 9 } },
  wet: { plus: { reverb: 0.25 } },
  full: { times: { highPass: -0.6 }, plus: { body: 0.08 } },
}

const STRING_MOVES: Moves = {
  bright: { plus: { brightness: 0.17, hardness: 0.06 }, times: { pluck: -0.25 } },
  hard: { plus: { hardness: 0.22, touch: 0.06, brightness: 0.05 } },
  long: { times: { decay: 0.8 } },
  woody: { plus: { wood: 0.25 }, times: { pickup: 0.3 } },
  noisy: { plus: { touch: 0.2 } },
  rough: { plus: { drive: 0.25 } },
  wet: { plus: { reverb: 0.25 } },
}

const KEYS_MOVES: Moves = {
  bright: { times: { lowPass: 0.8 }, plus: { damping: -0.15, hammer: 0.1 } },
  hard: { plus: { hammer: 0.25, knock: 0.06 }, times: { lowPass: 0.25 } },
  long: { times: { decay: 0.8 } },
  metallic: { plus: { electric: 0.06 } },
  noisy: { plus: { knock: 0.15 } },
  rough: { plus: { spread: 0.8 } },
  wet: { plus: { reverb: 0.25 } },
}

const MOVES = { percussion: PERCUSSION_MOVES, string: STRING_MOVES, keys: KEYS_MOVES } as const

/** Each number by itself: standard deviation in octaves, or as a share of its range. */
const JITTER_OCTAVES = 0.14
const JITTER_SHARE = 0.025
/** A step along a direction is at most so many; half of the samples hardly move along it. */
const FAR = 1.5
const NEAR_SD = 0.25

const STREAM = { move: 0, far: 1, jitter: 2, tuning: 3, pitch: 4, velocity: 5, hold: 6, key: 7 } as const

export interface DrawnSound {
  /** Place in `SOUND_CLASSES`. */
  readonly classIndex: number
  readonly params: Float64Array
  readonly pitch: number
  readonly hold: number
  readonly velocity: number
  readonly key: number
}

/** Sound `index` of a class. The first one of each is the archetype itself. */
export function drawSound(seed: number, classIndex: number, index: number): DrawnSound {
  const sound = SOUND_CLASSES[classIndex]
  if (sound === undefined) throw new RangeError(`there is no class ${classIndex}`)
  const id = keyOf(sound.id)
  const even = (name: string, stream: number): number => uniform(seed, id, keyOf(name), index, 0, stream)
  const normal = (name: string, stream: number): number => gaussian(seed, id, keyOf(name), index, 0, stream)
  const values: Record<string, number> = { ...sound.params }
  if (index > 0) {
    for (const [name, move] of Object.entries(MOVES[sound.target])) {
      const far = even(name, STREAM.far) < 0.5
      apply(values, move, far ? FAR * (2 * even(name, STREAM.move) - 1) : NEAR_SD * normal(name, STREAM.move))
    }
    for (const range of TARGET_PARAMS[sound.target]) jitter(values, range, normal(range.name, STREAM.jitter))
    if (sound.tuning > 0) values.f0 = (values.f0 ?? 0) * 2 ** (sound.tuning * normal('f0', STREAM.tuning))
    tidy(values, sound)
  }
  return {
    classIndex,
    params: Float64Array.from(TARGET_PARAMS[sound.target], ({ name, min, max }) =>
      Math.min(max, Math.max(min, values[name] ?? 0)),
    ),
    pitch: sound.pitches === null ? 0 : pitchOf(sound.pitches, index === 0 ? 0.5 : even('', STREAM.pitch)),
    hold: sound.pitches === null ? 0 : 0.8 + 0.5 * even('', STREAM.hold),
    velocity: index === 0 ? 0.8 : 0.7 + 0.25 * even('', STREAM.velocity),
    key: 1 + Math.floor(even('', STREAM.key) * 2 ** 30),
  }
}

function pitchOf([low, high]: readonly [number, number], share: number): number {
  return 440 * 2 ** ((Math.round(low + (high - low) * share) - 69) / 12)
}

function apply(values: Record<string, number>, { times = {}, plus = {} }: Move, amount: number): void {
  for (const [name, octaves] of Object.entries(times))
    values[name] = (values[name] ?? 0) * 2 ** (octaves * amount)
  for (const [name, step] of Object.entries(plus)) values[name] = (values[name] ?? 0) + step * amount
}

function jitter(values: Record<string, number>, { name, min, max, scale }: BlendedParam, draw: number): void {
  // What is off in the archetype stays off: a switch is no dial.
  if (name === 'dead' || (values[name] === 0 && min === 0)) return
  const value = values[name] ?? 0
  values[name] =
    scale === 'log' ? value * 2 ** (JITTER_OCTAVES * draw) : value + JITTER_SHARE * (max - min) * draw
}

/** What makes no sense together: bands turned over, a low-pass below the sound itself. */
function tidy(values: Record<string, number>, { target }: SoundClass): void {
  if (target !== 'percussion') return
  const { noiseLow = 0, noiseHigh = 0, lowPass = 0, highPass = 0, f0 = 0, body = 0, noise = 0 } = values
  values.noiseHigh = Math.max(noiseHigh, 1.3 * noiseLow)
  values.lowPass = Math.max(lowPass, 1.6 * highPass, body > 0.1 ? 1.5 * Math.min(f0, 8000) : 0)
  if (noise < 0.01) values.noise = Math.max(0, noise)
}
