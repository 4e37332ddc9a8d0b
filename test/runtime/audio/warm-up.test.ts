import { describe, expect, it } from 'vitest'
import { AudioEngine } from '../../../runtime/audio/engine.ts'
import { MOST_CHANNELS } from '../../../runtime/audio/engine-limits.ts'
import { patchOf } from '../../../runtime/audio/palette/patches.ts'
import { PATCH_HEADER, PATCH_RANGES } from '../../../runtime/audio/patch.ts'
import { warmUp } from '../../../runtime/audio/warm-up.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { RATE } from './measure.ts'
import { event, VOICES } from './some-voices.ts'
import { hertz } from './strike.ts'
import { tinyBank } from './tiny-bank.ts'

interface Beginning {
  readonly patches: boolean
  readonly samples: boolean
  /** Null: nobody says how loud. */
  readonly master: number | null
}

/** From the first frame on, by everybody: loud enough that the limiter works, more notes than voices, and a room that rings. */
function performance(engine: AudioEngine, { patches, samples, master }: Beginning): readonly Float32Array[] {
  if (master !== null) engine.setMaster(master)
  // A gain on its way takes along all that are.
  engine.setChannelGain(MOST_CHANNELS - 1, 0.5)
  if (samples) engine.setSamples(tinyBank)
  if (patches)
    VOICES.forEach(([kind, voice, prompt], i) => {
      const { instrument, values } = patchOf(kind, voice, timbreOfText(prompt), 'normal')
      engine.setPatch(i, instrument, values)
    })
  for (let n = 0; n < 120; n++)
    engine.schedule(
      event({
        frame: 17 * n,
        patch: n % VOICES.length,
        channel: n % MOST_CHANNELS,
        pitch: hertz(40 + (n % 30)),
        velocity: 1,
        gain: 1,
        key: n,
        hold: n % 3 === 0 ? 2000 : 0,
      }),
    )
  const [left, right] = [new Float32Array(32000), new Float32Array(32000)]
  engine.process(left, right, 32000)
  return [left, right]
}

const BEGINNINGS: readonly Beginning[] = [
  { patches: true, samples: true, master: null },
  { patches: true, samples: false, master: null },
  { patches: true, samples: true, master: 2 },
  // Notes of sounds that nobody has made.
  { patches: false, samples: true, master: null },
]

describe('warming up', () => {
  it.each(BEGINNINGS)('leaves an engine as it was made, to the bit: %j', (beginning) => {
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
    const [wanted, given] = [performance(fresh, beginning), performance(warm, beginning)]
    // The first sample that differs: to print all of them takes minutes.
    wanted.forEach((side, i) => {
      expect(side.findIndex((x, n) => x !== given[i]?.[n])).toBe(-1)
    })
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
