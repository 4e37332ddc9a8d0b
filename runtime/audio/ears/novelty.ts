/**
 * How much of what sounds now did not sound a moment ago. HOT PATH: allocates nothing after construction.
 *
 * Spectral flux over bands of the logarithmic spectrum, with what is known to help it:
 *
 * - Each band is measured against the room's noise in it and against the loudest band lately, and then as a logarithm:
 *   a form of adaptive whitening (Stowell and Plumbley, "Adaptive whitening for improved real-time audio onset
 *   detection", ICMC 2007), so that a soft note counts like a loud one and a band full of noise counts for nothing.
 * - A band is compared with the loudest of its neighbours some milliseconds ago, not with itself: vibrato moves a
 *   partial to the next band and back (SuperFlux; Böck and Widmer, "Maximum filter vibrato suppression for onset
 *   detection", DAFx 2013).
 * - … and with what it was in the 35 ms before that, less a fall that is faster than strings': two strings of a chord that are
 *   nearly in unison beat, and a band that comes back from its silence between two beats is no onset. A drum's next stroke
 *   comes later than that.
 * - Rises are summed as squares: a bass drum rises in a few bands by much, noise in many by little.
 *
 * The window is steep at its newest end, a quarter of its length, so that an attack shows after a few milliseconds
 * and a low string still has its 20 ms of resolution.
 */

import { cos, exp2, log2 } from '../../math.ts'
import type { Hertz } from '../../units.ts'
import { createPowerSpectrum } from './fft.ts'

export interface Novelty {
  /** Samples from one frame to the next: about 3 ms. */
  readonly hop: number
  /** Samples of a frame: about 23 ms. */
  readonly size: number
  /** What the last frame measured: octaves of power, root mean square over the bands. */
  readonly value: Float64Array
  /**
   * Measures into `value`: a number that is returned, or kept in a variable of a closure, is an object to the engine.
   *
   * @param frame the newest `size` samples, oldest first
   */
  measure(frame: Float64Array): void
}

/** Seconds. */
const WINDOW = 0.0225
const HOPS_A_WINDOW = 8
/** The newest share of the window, where it falls to nothing. */
const STEEP = 0.25
/** From frame to frame compared with, in hops: an attack has then gone through the window's steep end. */
const LAG = 4
/** Seconds for which a band's peak is remembered before it is compared with, and octaves of power by which it falls in each. */
const BEAT_MEMORY = 0.035
const BEAT_FALL = 60
/** Hertz; above, things die the faster the higher they are. */
const BEAT_FALL_UP_TO = 1000
/** Hertz from which on a band's neighbours are two on each side: a partial that moves up there drags its skirts along. */
const WIDE_FROM = 2000
const LOWEST_HERTZ = 30
const HIGHEST_HERTZ = 16_000
const BANDS_AN_OCTAVE = 14
/** A band has to be above this much of its noise to count in full. */
const NOISE_FACTOR = 4
/** Of the loudest band lately: −58 dB of power is as good as silence. */
const QUIET = 1.6e-6
/** −92 dB of full scale in one band: a converter's own noise. */
const SILENCE = 6.3e-10
/** Until it is known: −60 dB in a band. Sound that is there from the first sample on is an onset only if it is louder. */
const NOISE_AT_FIRST = 1e-6
/** No band's noise gets so small that arithmetic becomes slow. */
const LEAST_NOISE = 1e-20
/** Seconds in which the loudest is forgotten by a factor of e. */
const PEAK_MEMORY = 1.5
/** Seconds: noise is learned slowly upwards, so that a long note is no noise, and quickly downwards. */
const NOISE_UP = 1
/** What is louder than the noise by more than this, 20 dB, counts as if it were: a roll of drums is no noise, either. */
const LOUDEST_NOISE = 100
const NOISE_DOWN = 0.06

export function createNovelty(rate: Hertz): Novelty {
  const size = powerOfTwoNear(WINDOW * rate)
  const hop = size / HOPS_A_WINDOW
  const spectrum = createPowerSpectrum(size)
  const window = steepWindow(size)
  const windowed = new Float64Array(size)
  const power = new Float64Array(size / 2 + 1)
  const edges = bandEdges(rate, size)
  const bands = edges.length - 1
  const energies = new Float64Array(bands)
  const noise = new Float64Array(bands).fill(NOISE_AT_FIRST)
  /** Logarithmic spectra, a ring of as many frames as are compared over. */
  const past = new Float64Array(bands * LAG)
  /** What each band is compared with, and the frames since it was heard. */
  const held = new Float64Array(bands)
  const age = new Uint16Array(bands)
  const oldest = Math.round((BEAT_MEMORY * rate) / hop)
  const falls = Float64Array.from({ length: bands }, (_, band) => {
    const hertz = ((edges[band] ?? 0) * rate) / size
    return (BEAT_FALL * (hertz > BEAT_FALL_UP_TO ? hertz / BEAT_FALL_UP_TO : 1) * hop) / rate
  })
  const wideFrom = edges.findIndex((edge) => (edge * rate) / size >= WIDE_FROM)
  let row = 0
  const value = new Float64Array(1)
  /** Energy of the loudest band lately. */
  const loudest = new Float64Array(1)
  const framesASecond = rate / hop
  const forget = 1 - 1 / (PEAK_MEMORY * framesASecond)
  const up = 1 / (NOISE_UP * framesASecond)
  const down = 1 / (NOISE_DOWN * framesASecond)

  function measure(frame: Float64Array): void {
    for (let i = 0; i < size; i++) windowed[i] = (frame[i] ?? 0) * (window[i] ?? 0)
    spectrum.transform(windowed, power)
    let top = (loudest[0] ?? 0) * forget
    if (top < SILENCE) top = SILENCE
    for (let band = 0; band < bands; band++) {
      let energy = 0
      const to = edges[band + 1] ?? 0
      for (let k = edges[band] ?? 0; k < to; k++) energy += power[k] ?? 0
      energies[band] = energy
      if (energy > top) top = energy
    }
    loudest[0] = top
    const quiet = top * QUIET
    let rise = 0
    const base = row * bands
    hold(base)
    let left = 0
    let here = held[0] ?? 0
    let further = 0
    for (let band = 0; band < bands; band++) {
      const right = band + 1 < bands ? (held[band + 1] ?? 0) : 0
      const energy = energies[band] ?? 0
      const floor = noise[band] ?? 0
      const most = LOUDEST_NOISE * floor
      const learned = floor + ((energy < most ? energy : most) - floor) * (energy > floor ? up : down)
      noise[band] = learned > LEAST_NOISE ? learned : LEAST_NOISE
      const level = log2(1 + energy / (NOISE_FACTOR * floor + quiet + SILENCE))
      let before = left > here ? (left > right ? left : right) : here > right ? here : right
      if (band >= wideFrom) {
        const beyond = band + 2 < bands ? (held[band + 2] ?? 0) : 0
        if (further > before) before = further
        if (beyond > before) before = beyond
      }
      if (level > before) rise += (level - before) * (level - before)
      past[base + band] = level
      further = left
      left = here
      here = right
    }
    row = (row + 1) % LAG
    value[0] = Math.sqrt(rise / bands)
  }

  /** Takes what was heard LAG frames ago, which the row at `base` holds until it is written anew. */
  function hold(base: number): void {
    for (let band = 0; band < bands; band++) {
      const level = past[base + band] ?? 0
      const left = (held[band] ?? 0) - (falls[band] ?? 0)
      const frames = age[band] ?? 0
      const over = level >= left || frames >= oldest
      held[band] = over ? level : left
      age[band] = over ? 0 : frames + 1
    }
  }

  return { hop, size, value, measure }
}

function powerOfTwoNear(length: number): number {
  let size = 64
  while (size * Math.SQRT2 < length) size *= 2
  return size
}

/** Rises like half a Hann window over three quarters, falls over the last one; a full-scale sine has power 1. */
function steepWindow(size: number): Float64Array {
  const window = new Float64Array(size)
  const top = size * (1 - STEEP)
  let sum = 0
  for (let i = 0; i < size; i++) {
    const at = i + 0.5
    const share = at < top ? at / top : (size - at) / (size - top)
    window[i] = 0.5 - 0.5 * cos(Math.PI * share)
    sum += window[i] ?? 0
  }
  return window.map((w) => (2 * w) / sum)
}

/** First spectrum line of each band, and one past the last; a band has at least one line. */
function bandEdges(rate: Hertz, size: number): readonly number[] {
  const line = rate / size
  const highest = Math.min(HIGHEST_HERTZ, 0.46 * rate)
  const edges = [Math.max(1, Math.round(LOWEST_HERTZ / line))]
  for (let step = 1; ; step++) {
    const hertz = LOWEST_HERTZ * exp2(step / BANDS_AN_OCTAVE)
    if (hertz > highest) return edges
    const edge = Math.round(hertz / line)
    if (edge > (edges.at(-1) ?? 0)) edges.push(edge)
  }
}
