import { describe, expect, it } from 'vitest'
import { drawsOf } from '../../../../bench/onsets/instruments.ts'
import { type HeardOnset, hear, knocks } from './hearing.ts'

const rate = 44_100

/** Bursts of noise, as a snare's wires make them, in the noise of a room. */
function strokes(
  seconds: number,
  hits: readonly { readonly time: number; readonly level: number }[],
): Float32Array {
  const draw = drawsOf('strokes', 1)
  const out = Float32Array.from({ length: Math.round(rate * seconds) }, () => 0.0005 * (2 * draw() - 1))
  for (const { time, level } of hits) {
    const at = Math.round(time * rate)
    for (let i = 0; i < 0.2 * rate && at + i < out.length; i++) {
      out[at + i] = (out[at + i] ?? 0) + level * (2 * draw() - 1) * Math.exp(-i / rate / 0.04)
    }
  }
  return out
}

const near = (heard: readonly HeardOnset[], time: number, within = 0.002): readonly HeardOnset[] =>
  heard.filter((onset) => Math.abs(onset.time - time) < within)

describe('two strokes that are one onset', () => {
  it.each([0.006, 0.009, 0.012])('begin with the first, however soft: %d s apart', (apart) => {
    const first = [0.5, 1, 1.5, 2]
    const hits = first.flatMap((time) => [
      { time, level: 0.04 },
      { time: time + apart, level: 0.8 },
    ])
    const heard = hear(strokes(2.6, hits), rate)
    for (const time of first) expect(near(heard, time), `${time} s`).toHaveLength(1)
    expect(heard).toHaveLength(first.length)
  })

  it('the band’s and then a player’s: the player’s is when the onset was', () => {
    const beats = Array.from({ length: 24 }, (_, i) => 0.5 + 0.4 * i)
    const band = beats.map((time) => ({ time, strength: 1 }))
    const played = beats.filter((_, i) => i >= 12 && i % 4 === 0).map((time, i) => time + 0.005 + 0.001 * i)
    const sound = strokes(11, [
      ...beats.map((time) => ({ time, level: 0.1 })),
      ...played.map((time) => ({ time, level: 0.9 })),
    ])
    const heard = hear(sound, rate, { band })
    for (const time of played) expect(near(heard, time, 0.001), `${time} s`).toHaveLength(1)
    expect(heard).toHaveLength(played.length)
  })
})

describe('the lag of the loudspeaker', () => {
  const beats = Array.from({ length: 40 }, (_, i) => 0.5 + 0.4 * i)
  const band = beats.map((time) => ({ time, strength: 1 }))
  const late = (lagAt: (i: number) => number): readonly HeardOnset[] =>
    hear(
      knocks(
        rate,
        17,
        beats.map((time, i) => ({ time: time + lagAt(i), level: 0.1 })),
      ),
      rate,
      { band },
    )

  it('is what the host says, from the first event on', () => {
    expect(late(() => 0)).toEqual([])
  })

  it('is learned in some events where the host is wrong', () => {
    expect(late(() => 0.023).length).toBeLessThanOrEqual(3)
  })

  it('is learned anew where a block was dropped', () => {
    const heard = late((i) => (i < 20 ? 0.004 : 0.004 - 128 / rate))
    expect(heard.filter(({ time }) => time > (beats[32] ?? 0))).toEqual([])
  })
})

it('an attack of 30 to 50 ms is known within 20 ms of its begin', () => {
  for (const attack of [0.03, 0.04, 0.05]) {
    const starts = [0.5, 1.3, 2.1]
    const sound = new Float32Array(3 * rate)
    for (const start of starts) {
      for (let i = 0; i < 0.5 * rate; i++) {
        const t = i / rate
        const rise = t < attack ? 0.5 - 0.5 * Math.cos((Math.PI * t) / attack) : 1
        const fall = t > 0.4 ? (0.5 - t) / 0.1 : 1
        const partials = [1, 2, 3, 4, 5, 6]
        const string = partials.reduce((sum, k) => sum + Math.sin(2 * Math.PI * 330 * k * t) / k, 0)
        sound[Math.round(start * rate) + i] = 0.3 * rise * fall * string
      }
    }
    const heard = hear(sound, rate)
    expect(heard).toHaveLength(starts.length)
    heard.forEach(({ decided }, i) => {
      expect(decided - (starts[i] ?? 0), `${attack} s`).toBeLessThan(0.02)
    })
  }
})
