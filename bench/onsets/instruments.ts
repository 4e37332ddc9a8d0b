/**
 * Sounds whose beginning is known to the sample: drums, plucked and struck strings, notes with a soft attack. Each is a
 * function of a seed, so that no two hits are alike and every run hears the same.
 */

import { keyOf } from '../../runtime/random.ts'

/** Numbers in [0, 1), one after the other. */
export type Draw = () => number

/**
 * Noise by the second needs a million draws, so not the keyed draws of performances: xorshift of 32 bits (Marsaglia,
 * "Xorshift RNGs", 2003).
 */
export function drawsOf(name: string, seed: number): Draw {
  let state = keyOf(`${name} ${seed}`) || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4294967296
  }
}

export const between = (draw: Draw, low: number, high: number): number => low + (high - low) * draw()

/** A sound of full level, from its first sample on. `pitch` is for those that have one. */
export type Instrument = (rate: number, draw: Draw, pitch: number) => Float32Array

const TURN = 2 * Math.PI

function sound(rate: number, seconds: number, at: (t: number, i: number) => number): Float32Array {
  const samples = new Float32Array(Math.floor(rate * seconds))
  for (let i = 0; i < samples.length; i++) samples[i] = at(i / rate, i)
  return samples
}

/** Adds a partial that dies away, by turning a pointer that shrinks: no sine and no power a sample. */
function addPartial(
  out: Float32Array,
  rate: number,
  { hertz, phase, level, decay }: { hertz: number; phase: number; level: number; decay: number },
): void {
  const shrink = Math.exp(-1 / (decay * rate))
  const re = shrink * Math.cos((TURN * hertz) / rate)
  const im = shrink * Math.sin((TURN * hertz) / rate)
  let x = level * Math.cos(phase)
  let y = level * Math.sin(phase)
  for (let i = 0; i < out.length; i++) {
    out[i] = (out[i] ?? 0) + y
    const turned = x * re - y * im
    y = x * im + y * re
    x = turned
  }
}

/** All sounds peak at 1, and end without a click. */
function finished(samples: Float32Array, rate: number): Float32Array {
  let peak = 1e-9
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0))
  const fade = Math.min(samples.length, Math.floor(rate * 0.01))
  const out = new Float32Array(samples.length)
  for (let i = 0; i < out.length; i++) {
    const left = samples.length - i
    out[i] = ((samples[i] ?? 0) / peak) * (left < fade ? left / fade : 1)
  }
  return out
}

function noise(draw: Draw): () => number {
  return () => 2 * draw() - 1
}

/** One pole and its complement: above `hertz`. */
function highPass(rate: number, hertz: number): (x: number) => number {
  const keep = Math.exp((-TURN * hertz) / rate)
  let low = 0
  return (x) => {
    low = x + keep * (low - x)
    return x - low
  }
}

function lowPass(rate: number, hertz: number): (x: number) => number {
  const keep = Math.exp((-TURN * hertz) / rate)
  let low = 0
  return (x) => {
    low = x + keep * (low - x)
    return low
  }
}

export const kick: Instrument = (rate, draw) => {
  const [base, drop, decay] = [between(draw, 42, 62), between(draw, 60, 150), between(draw, 0.08, 0.25)]
  const beater = between(draw, 0.05, 0.3)
  const hiss = noise(draw)
  let phase = 0
  const samples = sound(rate, decay * 4, (t) => {
    phase += (TURN * (base + drop * Math.exp(-t / 0.03))) / rate
    const body = Math.sin(phase) * Math.exp(-t / decay) * Math.min(1, t / 0.001)
    return body + beater * hiss() * Math.exp(-t / 0.003)
  })
  return finished(samples, rate)
}

export const snare: Instrument = (rate, draw) => {
  const [tone, wires, decay] = [between(draw, 170, 240), between(draw, 0.4, 0.9), between(draw, 0.06, 0.16)]
  const hiss = noise(draw)
  const thin = highPass(rate, 900)
  const samples = sound(rate, decay * 5, (t) => {
    const head = Math.sin(TURN * tone * t) + 0.6 * Math.sin(TURN * tone * 1.62 * t)
    return 0.6 * head * Math.exp(-t / 0.05) + wires * thin(hiss()) * Math.exp(-t / decay)
  })
  return finished(samples, rate)
}

function hatOf(decay: number, rate: number, draw: Draw): Float32Array {
  const hiss = noise(draw)
  const [first, second] = [highPass(rate, 6000), highPass(rate, 6000)]
  const samples = sound(
    rate,
    decay * 5,
    (t) => first(second(hiss())) * Math.exp(-t / decay) * Math.min(1, t / 0.0005),
  )
  return finished(samples, rate)
}

export const closedHat: Instrument = (rate, draw) => hatOf(between(draw, 0.015, 0.05), rate, draw)
export const openHat: Instrument = (rate, draw) => hatOf(between(draw, 0.15, 0.35), rate, draw)

export const tom: Instrument = (rate, draw) => {
  const [base, decay] = [between(draw, 80, 200), between(draw, 0.12, 0.3)]
  const hiss = noise(draw)
  let phase = 0
  const samples = sound(rate, decay * 4, (t) => {
    phase += (TURN * base * (1 + 0.5 * Math.exp(-t / 0.04))) / rate
    return Math.sin(phase) * Math.exp(-t / decay) + 0.25 * hiss() * Math.exp(-t / 0.004)
  })
  return finished(samples, rate)
}

export const rim: Instrument = (rate, draw) => {
  const [tone, decay] = [between(draw, 1300, 2400), between(draw, 0.006, 0.02)]
  const samples = sound(
    rate,
    decay * 6,
    (t) => (Math.cos(TURN * tone * t) + 0.4 * Math.cos(TURN * tone * 2.7 * t)) * Math.exp(-t / decay),
  )
  return finished(samples, rate)
}

export const ride: Instrument = (rate, draw) => {
  const partials = Array.from({ length: 14 }, () => ({
    hertz: between(draw, 700, 9000),
    phase: TURN * draw(),
    decay: between(draw, 0.3, 1.2),
  }))
  const hiss = noise(draw)
  const thin = highPass(rate, 4000)
  const samples = sound(rate, 1.5, (t) => (t < 0.2 ? thin(hiss()) * Math.exp(-t / 0.015) : 0))
  for (const partial of partials) addPartial(samples, rate, { ...partial, level: 0.08 })
  return finished(samples, rate)
}

/** A plucked string after Karplus and Strong (1983), its delay line tuned by an all-pass (Jaffe and Smith). */
export const pluck: Instrument = (rate, draw, pitch) => {
  const hertz = 440 * 2 ** ((pitch - 69) / 12)
  const length = Math.max(2, Math.floor(rate / hertz - 0.5))
  const rest = rate / hertz - 0.5 - length
  const tune = (1 - rest) / (1 + rest)
  const soft = lowPass(rate, between(draw, 1500, 9000))
  const hiss = noise(draw)
  const line = Float32Array.from({ length }, () => soft(hiss()))
  const place = Math.floor(length * between(draw, 0.1, 0.3))
  // Where the finger is, that partial is missing.
  const pulled = line.map((x, i) => x - (line[(i + place) % length] ?? 0))
  const loss = 10 ** (-3 / (hertz * between(draw, 1.2, 3)))
  let [before, in1, out1] = [0, 0, 0]
  const samples = sound(rate, 1.6, (_, i) => {
    const x = pulled[i % length] ?? 0
    const averaged = loss * 0.5 * (x + before)
    before = x
    const tuned = tune * averaged + in1 - tune * out1
    in1 = averaged
    out1 = tuned
    pulled[i % length] = tuned
    return x
  })
  return finished(samples, rate)
}

/** Struck strings: stretched partials that die in two stages, and the hammer's knock. */
export const piano: Instrument = (rate, draw, pitch) => {
  const hertz = 440 * 2 ** ((pitch - 69) / 12)
  const count = Math.min(12, Math.floor((0.4 * rate) / hertz))
  const attack = between(draw, 0.001, 0.004)
  const partials = Array.from({ length: count }, (_, k) => ({
    hertz: hertz * (k + 1) * Math.sqrt(1 + 0.0004 * (k + 1) ** 2),
    level: (k + 1) ** -between(draw, 0.9, 1.5),
    phase: TURN * draw(),
    decay: (0.25 + 1.5 * 2 ** ((48 - pitch) / 12)) / (1 + 0.3 * k),
  }))
  const hiss = noise(draw)
  const dull = lowPass(rate, 2500)
  const samples = new Float32Array(Math.floor(1.8 * rate))
  for (const partial of partials) {
    addPartial(samples, rate, { ...partial, level: 0.7 * partial.level })
    addPartial(samples, rate, { ...partial, level: 0.3 * partial.level, decay: 4 * partial.decay })
  }
  for (let i = 0; i < attack * rate; i++) samples[i] = ((samples[i] ?? 0) * i) / (attack * rate)
  for (let i = 0; i < 0.1 * rate; i++) {
    samples[i] = (samples[i] ?? 0) + 0.4 * dull(hiss()) * Math.exp(-i / rate / 0.008)
  }
  return finished(samples, rate)
}

/** Bowed or blown: an attack of 15 to 50 ms, then a vibrato of up to a third of a semitone. */
export const soft: Instrument = (rate, draw, pitch) => {
  const hertz = 440 * 2 ** ((pitch - 69) / 12)
  const [attack, depth, speed] = [between(draw, 0.015, 0.05), between(draw, 0, 0.02), between(draw, 4.5, 6.5)]
  const length = between(draw, 0.25, 0.5)
  const count = Math.min(10, Math.floor((0.4 * rate) / hertz))
  const falls = Float64Array.from({ length: count }, (_, k) => (k + 1) ** 1.2)
  let phase = 0
  const samples = sound(rate, length + 0.15, (t) => {
    phase += (TURN * hertz * (1 + depth * Math.sin(TURN * speed * t) * Math.min(1, t / 0.2))) / rate
    // Each sine from the two before it: sin kφ = 2 cos φ sin (k − 1)φ − sin (k − 2)φ.
    const twice = 2 * Math.cos(phase)
    let [before, sine, ring] = [0, Math.sin(phase), 0]
    for (let k = 0; k < count; k++) {
      ring += sine / (falls[k] ?? 1)
      const next = twice * sine - before
      before = sine
      sine = next
    }
    const rise = t < attack ? 0.5 - 0.5 * Math.cos((Math.PI * t) / attack) : 1
    const fall = t > length ? Math.max(0, 1 - (t - length) / 0.15) : 1
    return ring * rise * fall
  })
  return finished(samples, rate)
}
