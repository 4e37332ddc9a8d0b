/** What voices that say nothing of their timbre are decoded to: sounds that are what they are called. */

import { beforeAll, describe, expect, it } from 'vitest'
import { defaultTimbre } from '../../../compiler/defaults.ts'
import type { JointModel } from '../../../models/timbre/index.ts'
import { openTimbreModel } from '../../../models/timbre/node.ts'
import { orderedParams } from '../../../runtime/audio/palette/baked-patch.ts'
import type { MemberKind } from '../../../runtime/policy.ts'
import { leafSound, VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import {
  band,
  centroid,
  cents,
  frequencyNear,
  lasts,
  level,
  RATE,
  spectrum,
  strongest,
} from '../../runtime/audio/measure.ts'
import { hertz, type StrikeOptions, strike } from '../../runtime/audio/strike.ts'

let model: JointModel
beforeAll(() => {
  const opened = openTimbreModel()
  if (!opened.ok) throw new Error(opened.problem)
  model = opened.model
})

/** As a compiled policy carries it. */
async function played(kind: MemberKind, voice: string, options: StrikeOptions = {}): Promise<Float32Array> {
  const { prompt = defaultTimbre(kind, voice) } = options
  const { vector } = await model.embed(prompt)
  const patches = Object.fromEntries(
    VOICE_TARGETS.map((target) => [target, orderedParams(model.decode(vector, target), target)]),
  )
  const words = Float64Array.from(lexiconSpace.encode(prompt).vector)
  const timbre = TimbreEmbedding.fromDirection(vector, model.space, leafSound(words, patches))
  return strike(kind, voice, { ...options, timbre })
}

describe('what the decoder makes of a kit', () => {
  it('a kick has its body between 45 and 65 Hz, and a click that is soon gone', async () => {
    const kick = await played('drummer', 'kick')
    expect(strongest(spectrum(kick, 2400, 16384))).toBeGreaterThan(45)
    expect(strongest(spectrum(kick, 2400, 16384))).toBeLessThan(65)
    const touch = band(spectrum(kick, -256, 512), 2000, 5000)
    expect(touch).toBeGreaterThan(-30)
    expect(band(spectrum(kick, 1920, 512), 2000, 5000)).toBeLessThan(touch - 15)
  })

  it('a snare has its body between 160 and 250 Hz under wires between 2 and 10 kHz', async () => {
    const snare = spectrum(await played('drummer', 'snare'), 0, 8192)
    expect(strongest(snare, 80, 1000)).toBeGreaterThan(160)
    expect(strongest(snare, 80, 1000)).toBeLessThan(250)
    expect(band(snare, 2000, 10000)).toBeGreaterThan(-12)
  })

  it('a closed hat is high and short, and an open one rings', async () => {
    const closed = await played('drummer', 'hat')
    expect(centroid(spectrum(closed, 0, 4096))).toBeGreaterThan(6000)
    expect(lasts(closed, 40)).toBeLessThan(0.25)
    const open = lasts(await played('drummer', 'hat', { articulation: 'open', seconds: 3 }), 40)
    expect(open).toBeGreaterThan(3 * lasts(closed, 40))
    expect(open).toBeLessThan(2)
  })

  it('a ride rings for a second and a half at least', async () => {
    expect(lasts(await played('drummer', 'ride', { seconds: 4 }), 40)).toBeGreaterThan(1.5)
  })

  it('toms go down from the first to the third', async () => {
    const pitches: number[] = []
    for (const voice of ['tom1', 'tom2', 'tom3'])
      pitches.push(strongest(spectrum(await played('drummer', voice), 4800, 16384)))
    expect([...pitches].sort((a, b) => b - a)).toEqual(pitches)
    expect(pitches[0]).toBeLessThan(300)
    expect(pitches[2]).toBeGreaterThan(60)
  })

  it.each([
    ['bassist', 'line', 31],
    ['bassist', 'line', 43],
    ['guitarist', 'comp', 52],
    ['pianist', 'comp', 60],
  ] as const)('a %s (%s) at %i is in tune within 5 cents', async (kind, voice, midi) => {
    const note = await played(kind, voice, { pitch: hertz(midi), hold: 2 })
    expect(Math.abs(cents(frequencyNear(note, hertz(midi)), hertz(midi)))).toBeLessThan(5)
  })

  it.each(['kick', 'snare', 'hat', 'ride', 'tom2'])(
    'a %s that is struck harder is louder and brighter',
    async (voice) => {
      const loud = await played('drummer', voice, { velocity: 1, gain: 0.3 })
      const soft = await played('drummer', voice, { velocity: 0.3, gain: 0.3 })
      const growth = level(loud, 0, RATE / 5) - level(soft, 0, RATE / 5)
      expect(growth).toBeGreaterThan(12)
      expect(growth).toBeLessThan(20)
      expect(centroid(spectrum(loud, 0, 16384)) / centroid(spectrum(soft, 0, 16384))).toBeGreaterThan(1.2)
    },
  )
})
