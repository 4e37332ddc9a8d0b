import { describe, expect, it } from 'vitest'
import { AudioEngine } from '../../../runtime/audio/engine.ts'
import { patchOf } from '../../../runtime/audio/palette/patches.ts'
import { PATCH_HEADER, PATCH_RANGES } from '../../../runtime/audio/patch.ts'
import { warmUp } from '../../../runtime/audio/warm-up.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { RATE } from './measure.ts'
import { event, VOICES } from './some-voices.ts'
import { hertz } from './strike.ts'
import { tinyBank } from './tiny-bank.ts'

/** Loud enough that the limiter works, with a choke and a mute, more notes than voices, and a room that rings. */
function performance(engine: AudioEngine): readonly [Float32Array, Float32Array] {
  // Before anything is said: a note of a sound that nobody has made.
  engine.schedule(event({ frame: 10, patch: 3 }))
  const silence = new Float32Array(256)
  engine.process(silence, new Float32Array(256), 256)
  engine.setSamples(tinyBank)
  VOICES.forEach(([kind, voice, prompt], i) => {
    const { instrument, values } = patchOf(kind, voice, timbreOfText(prompt), 'normal')
    engine.setPatch(i, instrument, values)
  })
  for (let n = 0; n < 120; n++)
    engine.schedule(
      event({
        frame: 300 + 211 * n,
        patch: n % VOICES.length,
        channel: n % 5,
        pitch: hertz(40 + (n % 30)),
        velocity: 1,
        gain: 1,
        key: n,
        hold: n % 3 === 0 ? 2000 : 0,
      }),
    )
  engine.setMaster(2)
  engine.setChannelGain(2, 0.1)
  const left = new Float32Array(32000)
  const right = new Float32Array(32000)
  engine.process(left, right, 32000)
  return [Float32Array.of(...silence, ...left), right]
}

describe('warming up', () => {
  it('leaves an engine as it was made, to the bit', () => {
    const fresh = new AudioEngine({ sampleRate: RATE })
    const warm = new AudioEngine({ sampleRate: RATE })
    warmUp(warm)
    const state = (engine: AudioEngine) => ({
      frame: engine.frame,
      voices: engine.voices,
      waiting: engine.waiting,
      dropped: engine.dropped,
      peaks: [...engine.peaks],
      gain: engine.takeLeastGain(),
    })
    expect(state(warm)).toEqual(state(fresh))
    expect(performance(warm)).toEqual(performance(fresh))
    expect(state(warm)).toEqual(state(fresh))
  })

  it('has played every instrument there is, loud enough for the limiter, before it forgets it', () => {
    const engine = new AudioEngine({ sampleRate: RATE })
    const played = new Set<string>()
    let least = 1
    const { setPatch, process } = engine
    engine.setPatch = (index, instrument, values) => {
      played.add(`${instrument} ${values.length - PATCH_HEADER}`)
      setPatch.call(engine, index, instrument, values)
    }
    let voices = 0
    engine.process = (left, right, frames) => {
      process.call(engine, left, right, frames)
      voices = Math.max(voices, engine.voices)
      least = Math.min(least, engine.takeLeastGain())
    }
    warmUp(engine)
    expect(played).toEqual(
      new Set(Object.entries(PATCH_RANGES).map(([name, ranges]) => `${name} ${ranges.length}`)),
    )
    expect(voices).toBeGreaterThan(20)
    expect(least).toBeLessThan(0.9)
  })
})
