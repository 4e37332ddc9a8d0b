/** Slots, mixes and decoders move a voice's numbers: wherever they go, a little more is a little of another sound. */

import { expect, test } from 'vitest'
import { createHitRenderer } from '../../../models/timbre/audio/render-hit.ts'
import { paramsOf } from '../../../models/timbre/params.ts'
import { measure } from '../../../runtime/audio/listen/measures.ts'
import { type BlendedParam, TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS, type VoiceTarget } from '../../../runtime/timbre/baked.ts'
import { RATE } from './measure.ts'

/** Silence has no colour, and a string is damped by a hand or it is not. */
const JUMPS: ReadonlySet<string> = new Set(['string level', 'string dead', 'keys level'])
const STEPS = 20
/** What changes fast is looked at again in halves: a jump stays where it is, and a steep slope is parted. */
const HALVINGS = 7
/** Bark; far less than what is told apart. */
const LEAST = 0.1
/** Modes beyond half the sample rate are left out, and where a string is plucked and heard is a delay of whole samples. */
const COARSE: Readonly<Record<string, number>> = {
  'percussion f0': 0.4,
  'percussion material': 0.15,
  'string pluck': 0.45,
  'string pickup': 0.35,
}

/** Decibels: whoever hears two sounds one after the other hears no less. */
const LEAST_LEVEL = 1
const COARSE_LEVEL: Readonly<Record<string, number>> = { 'string pluck': 1.4, 'string pickup': 1.4 }

const renderer = createHitRenderer(RATE)

const cases = VOICE_TARGETS.flatMap((target) =>
  TARGET_PARAMS[target].flatMap(({ name }: BlendedParam, place) =>
    JUMPS.has(`${target} ${name}`) ? [] : [{ target, name, place }],
  ),
)

test.each(cases)('$target: $name moves the sound without a jump', ({ target, name, place }) => {
  // What else the voice is: small, and large.
  for (const rest of [-0.3, 0.3]) {
    const heard = new Map<number, Heard>()
    const at = (unit: number): Heard => {
      const known = heard.get(unit) ?? sound(target, rest, place, unit)
      heard.set(unit, known)
      return known
    }
    for (const { size, low } of steepest((unit) => at(unit).colour))
      expect(size, `Bark at ${low}, beside ${rest}`).toBeLessThan(COARSE[`${target} ${name}`] ?? LEAST)
    for (const { size, low } of steepest((unit) => at(unit).level))
      expect(size, `dB at ${low}, beside ${rest}`).toBeLessThan(
        COARSE_LEVEL[`${target} ${name}`] ?? LEAST_LEVEL,
      )
  }
})

/** What is left of the three largest steps, once each has been looked at in halves. */
function steepest(at: (unit: number) => number) {
  const ends = Array.from({ length: STEPS + 1 }, (_, i) => -1 + (2 * i) / STEPS)
  const values = ends.map(at)
  const steps = values.slice(1).map((x, i) => ({ i, size: Math.abs(x - (values[i] ?? x)) }))
  return steps
    .sort((a, b) => b.size - a.size)
    .slice(0, 3)
    .map(({ i }) => {
      let [low = 0, high = 0, below = 0, above = 0] = [ends[i], ends[i + 1], values[i], values[i + 1]]
      for (let half = 0; half < HALVINGS; half++) {
        const middle = (low + high) / 2
        const between = at(middle)
        if (Math.abs(between - below) > Math.abs(above - between)) [high, above] = [middle, between]
        else [low, below] = [middle, between]
      }
      return { low, size: Math.abs(above - below) }
    })
}

interface Heard {
  /** Spectral centroid in Bark. */
  readonly colour: number
  /** Decibels. */
  readonly level: number
}

function sound(target: VoiceTarget, rest: number, place: number, unit: number): Heard {
  const units = TARGET_PARAMS[target].map((_, p) => (p === place ? unit : rest))
  const pitched = target !== 'percussion'
  const samples = renderer.render(
    target,
    {
      params: paramsOf(target, units),
      velocity: 0.7,
      pitch: pitched ? 220 : 0,
      hold: pitched ? 0.2 : 0,
      key: 7,
    },
    0.2,
  )
  return {
    colour: measure(samples, RATE).centroid,
    level: 10 * Math.log10(samples.reduce((sum, x) => sum + x * x, 0)),
  }
}
