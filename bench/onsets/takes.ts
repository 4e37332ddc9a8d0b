/** Takes with known onsets: what is played when, how it is mixed, and what stands beside it in the room. */

import {
  between,
  closedHat,
  type Draw,
  drawsOf,
  type Instrument,
  kick,
  openHat,
  piano,
  pluck,
  ride,
  rim,
  snare,
  soft,
  tom,
} from './instruments.ts'

export interface Hit {
  /** Seconds. */
  readonly time: number
  /** Amplitude: 1 is full scale. */
  readonly gain: number
  readonly samples: Float32Array
}

export interface OnsetTake {
  readonly name: string
  readonly rate: number
  readonly samples: Float32Array
  /** Seconds, in order. What begins within 20 ms is one onset, at the first one's time. */
  readonly truth: readonly number[]
  /** What the band played, where there is one: seconds and strength. */
  readonly band: readonly { readonly time: number; readonly strength: number }[]
}

/** Hands together are one onset to a listener; flams are further apart. */
const TOGETHER = 0.02
/** A take begins with this much room. */
const LEAD_IN = 0.5

export function mixed(hits: readonly Hit[], rate: number, seconds: number): Float32Array {
  const out = new Float32Array(Math.ceil(rate * seconds))
  for (const { time, gain, samples } of hits) {
    const at = Math.round(time * rate)
    const end = Math.min(samples.length, out.length - at)
    for (let i = 0; i < end; i++) out[at + i] = (out[at + i] ?? 0) + gain * (samples[i] ?? 0)
  }
  return out
}

export function truthOf(hits: readonly Hit[], rate: number): readonly number[] {
  const truth: number[] = []
  for (const time of hits.map((hit) => Math.round(hit.time * rate) / rate).toSorted((a, b) => a - b)) {
    if (truth.length === 0 || time - (truth.at(-1) ?? 0) > TOGETHER) truth.push(time)
  }
  return truth
}

export function take(name: string, rate: number, hits: readonly Hit[]): OnsetTake {
  const seconds = Math.max(...hits.map((hit) => hit.time)) + 1
  const samples = mixed(hits, rate, seconds)
  let peak = 1e-9
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] ?? 0))
  return { name, rate, samples: samples.map((x) => (0.8 * x) / peak), truth: truthOf(hits, rate), band: [] }
}

/** Decibels below full, up to 30: most notes are loud, ghosts are not. */
const dynamics = (draw: Draw): number => 10 ** (-(30 * draw() ** 2) / 20)
/** A player's hand, SD about 6 ms. */
const hand = (draw: Draw): number => 0.006 * (draw() + draw() + draw() - 1.5) * 2

/** Sixteenths on the hats or the ride with kick, snare and ghosts, now and then a flam, a roll on the toms, a rim. */
export function drumTake(seed: number, rate = 44_100): OnsetTake {
  const draw = drawsOf('drums', seed)
  const sixteenth = 15 / between(draw, 80, 160)
  const cymbal = draw() < 0.6 ? closedHat : ride
  const hits: Hit[] = []
  const play = (instrument: Instrument, time: number, gain: number): void => {
    hits.push({ time: time + hand(draw), gain, samples: instrument(rate, draw, 0) })
  }
  for (let n = 0; n < 96; n++) {
    const time = LEAD_IN + n * sixteenth
    const inBar = n % 16
    if (n % 32 >= 28) {
      play(tom, time, 0.8 * dynamics(draw))
      continue
    }
    if (inBar % 2 === 0 || draw() < 0.3) play(cymbal, time, 0.35 * dynamics(draw))
    if (inBar === 14 && draw() < 0.4) play(openHat, time, 0.3)
    if (inBar === 0 || inBar === 10 || draw() < 0.06) play(kick, time, 0.9 * dynamics(draw))
    if (inBar === 4 || inBar === 12) {
      if (draw() < 0.25) play(snare, time - between(draw, 0.035, 0.05), 0.25)
      play(snare, time, between(draw, 0.6, 1))
    } else if (draw() < 0.12) play(snare, time, between(draw, 0.04, 0.12))
    if (draw() < 0.04) play(rim, time, 0.5 * dynamics(draw))
  }
  return take(`drums ${seed}`, rate, hits)
}

/** Fast sixteenths at 160 on one drum, 30 dB between the loudest and the softest. */
export function rollTake(seed: number, rate = 44_100): OnsetTake {
  const draw = drawsOf('roll', seed)
  const drum = [snare, tom, closedHat, rim, kick][seed % 5] ?? snare
  const hits = Array.from({ length: 64 }, (_, n) => ({
    time: LEAD_IN + (n * 15) / 160 + hand(draw),
    gain: 0.9 * dynamics(draw),
    samples: drum(rate, draw, 0),
  }))
  return take(`roll ${seed}`, rate, hits)
}

const SCALE = [0, 2, 4, 5, 7, 9, 11]

/** A line: notes of a scale, each ringing on (guitar) or stopped by the next (bass). */
export function pluckedTake(seed: number, rate = 44_100): OnsetTake {
  const draw = drawsOf('plucked', seed)
  const low = seed % 2 === 0 ? 28 : 45
  return line('plucked', seed, rate, draw, pluck, low, low === 28)
}

/** Chords and melody, the pedal half down. */
export function pianoTake(seed: number, rate = 44_100): OnsetTake {
  const draw = drawsOf('piano', seed)
  const beat = 60 / between(draw, 70, 140)
  const hits: Hit[] = []
  for (let n = 0; n < 40; n++) {
    const time = LEAD_IN + (n * beat) / 2 + hand(draw)
    if (n % 8 === 0) {
      for (const step of [0, 4, 7]) {
        hits.push({
          time: time + 0.006 * draw(),
          gain: 0.3,
          samples: damped(
            piano(rate, draw, 45 + step + (SCALE[Math.floor(draw() * 7)] ?? 0)),
            rate,
            beat * 4,
          ),
        })
      }
    } else if (draw() < 0.8) {
      const pitch = 60 + (SCALE[Math.floor(draw() * 7)] ?? 0) + 12 * Math.floor(draw() * 2)
      hits.push({
        time,
        gain: 0.6 * 10 ** (-(20 * draw()) / 20),
        samples: damped(piano(rate, draw, pitch), rate, beat),
      })
    }
  }
  return take(`piano ${seed}`, rate, hits)
}

/** A bowed or blown line with vibrato. */
export function softTake(seed: number, rate = 44_100): OnsetTake {
  const draw = drawsOf('soft', seed)
  return line('soft', seed, rate, draw, soft, 55, false)
}

function line(
  name: string,
  seed: number,
  rate: number,
  draw: Draw,
  instrument: Instrument,
  low: number,
  stopped: boolean,
): OnsetTake {
  const beat = 60 / between(draw, 70, 130)
  const steps = Array.from({ length: 40 }, () => (draw() < 0.35 ? 0.5 : 1) * beat)
  let time = LEAD_IN
  const hits = steps.map((step): Hit => {
    const pitch = low + (SCALE[Math.floor(draw() * 7)] ?? 0) + 12 * Math.floor(draw() * 2)
    const samples = instrument(rate, draw, pitch)
    const gain = 0.7 * 10 ** (-(18 * draw()) / 20)
    const hit = {
      time: time + hand(draw),
      gain,
      samples: stopped ? damped(samples, rate, step * 0.95) : samples,
    }
    time += step
    return hit
  })
  return take(`${name} ${seed}`, rate, hits)
}

/** Let go after `seconds`: gone 40 ms later. */
function damped(samples: Float32Array, rate: number, seconds: number): Float32Array {
  const from = Math.floor(seconds * rate)
  const over = 0.04 * rate
  return samples
    .subarray(0, Math.floor(from + over))
    .map((x, i) => x * Math.min(1, Math.max(0, 1 - (i - from) / over)))
}

export const powerOf = (samples: Float32Array): number =>
  samples.reduce((sum, x) => sum + x * x, 0) / Math.max(1, samples.length)

/** White noise this far below the take's mean power. */
export function withNoise(one: OnsetTake, decibels: number, seed: number): OnsetTake {
  const draw = drawsOf('noise', seed)
  const level = Math.sqrt(powerOf(one.samples) * 10 ** (-decibels / 10) * 3)
  return {
    ...one,
    name: `${one.name}, noise`,
    samples: one.samples.map((x) => x + level * (2 * draw() - 1)),
  }
}

/** A drummer, a bassist and a pianist from a loudspeaker in the room, this far below the take's mean power. */
export function withBand(one: OnsetTake, decibels: number, seed: number): OnsetTake {
  const { rate } = one
  const draw = drawsOf('band', seed)
  const beat = 60 / between(draw, 90, 130)
  const hits: Hit[] = []
  const seconds = one.samples.length / rate
  for (let n = 0; LEAD_IN + (n * beat) / 2 < seconds - 0.5; n++) {
    const time = LEAD_IN + (n * beat) / 2
    hits.push({ time, gain: n % 2 === 0 ? 0.3 : 0.2, samples: closedHat(rate, draw, 0) })
    if (n % 8 === 0 || n % 8 === 5) hits.push({ time, gain: 0.8, samples: kick(rate, draw, 0) })
    if (n % 4 === 2) hits.push({ time, gain: 0.7, samples: snare(rate, draw, 0) })
    if (n % 2 === 0) {
      const pitch = 33 + (SCALE[Math.floor(draw() * 7)] ?? 0)
      hits.push({ time, gain: 0.5, samples: damped(pluck(rate, draw, pitch), rate, beat * 0.9) })
    }
    if (n % 8 === 3) {
      for (const step of [52, 56, 59, 63]) {
        hits.push({ time, gain: 0.2, samples: damped(piano(rate, draw, step), rate, beat) })
      }
    }
  }
  const dry = mixed(hits, rate, seconds)
  const wet = room(dry, rate, draw)
  const gain = Math.sqrt((powerOf(one.samples) * 10 ** (-decibels / 10)) / powerOf(wet))
  const loudest = Math.max(...hits.map((hit) => hit.gain))
  return {
    ...one,
    name: `${one.name}, band`,
    samples: one.samples.map((x, i) => x + gain * (wet[i] ?? 0)),
    band: hits.map(({ time, gain: g }) => ({ time: time + PATH, strength: Math.min(1, g / loudest) })),
  }
}

/** From the loudspeaker to the microphone: two metres. */
const PATH = 0.006

/** Direct sound through a small loudspeaker, a dozen early reflections, and a tail of 0.3 s. */
function room(dry: Float32Array, rate: number, draw: Draw): Float32Array {
  const out = new Float32Array(dry.length)
  const add = (seconds: number, gain: number): void => {
    const lag = Math.round(seconds * rate)
    for (let i = lag; i < out.length; i++) out[i] = (out[i] ?? 0) + gain * (dry[i - lag] ?? 0)
  }
  add(PATH, 1)
  for (let n = 0; n < 24; n++) {
    const late = 0.006 + 0.12 * draw() ** 1.5
    add(PATH + late, (draw() < 0.5 ? -1 : 1) * 0.5 * Math.exp(-late / 0.06))
  }
  // A small loudspeaker: little below 120 Hz.
  let low = 0
  const keep = Math.exp((-2 * Math.PI * 120) / rate)
  return out.map((x) => {
    low = x + keep * (low - x)
    return x - low
  })
}
