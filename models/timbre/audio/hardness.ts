/**
 * How hard a single hit sounds, by the AudioCommons model (A. Pearce, T. Brookes, R. Mason, "Timbral attributes for sound effect
 * library searching", AES 2017, and deliverable D5.6; version 0.4, with its published regression). Written anew from its description, and
 * used for nothing but measuring: no network here has been trained on it.
 *
 * Two differences. The level of the middle bands (7 to 14 Bark) is Zwicker's formula for specific loudness band by band, without the slopes of
 * ISO 532 B between bands; harmonic and percussive energy are summed over the spectrogram instead of being turned back into sound. Both move
 * the number by a constant, more or less: sounds are to be compared with each other, not with published values.
 */

import { createPowerSpectrum } from '../../../runtime/audio/ears/fft.ts'
import { integratedLoudness } from '../../../runtime/audio/loudness.ts'

/** log10 bandwidth, log10 attack centroid, log10 middle level, log10 percussive share, log10 onset strength, log10 attack time, 1. */
const COEFFICIENTS = [
  12.079781720638145, 18.52100377170042, 14.139883645260355, 5.567690321917516, 3.9346817690405635,
  -4.326890461087848, -85.60352209068202,
]
const TARGET_LUFS = -24
const MOST_ATTACK = 0.1

/**
 * @param samples one hit from its onset on, at least 100 ms, not silent
 * @param rate Hertz
 * @returns about 0 (soft) to 100 (hard)
 */
export function hardness(samples: Float32Array, rate: number): number {
  const sound = levelled(samples, rate)
  const percussive = percussiveShare(sound)
  // As the model does it: a frame of silence first, so that the first frames see the onset come in.
  const padded = new Float32Array(sound.length + PAD)
  padded.set(sound, PAD)
  const envelope = heldEnvelope(padded, rate)
  const attack = attackOf(envelope, rate)
  const metrics = [
    Math.log10(Math.max(rate / 512, widestBand(padded, rate))),
    Math.log10(Math.max(200, centroidOf(padded, attack.from, rate))),
    Math.log10(Math.max(1e-6, middleLevel(sound, rate))),
    Math.log10(Math.max(1e-6, percussive)),
    Math.log10(Math.max(1e-6, onsetStrength(padded, rate))),
    Math.log10(attack.seconds),
    1,
  ]
  return metrics.reduce((sum, metric, i) => sum + metric * (COEFFICIENTS[i] ?? 0), 0)
}

function levelled(samples: Float32Array, rate: number): Float32Array {
  const least = new Float32Array(Math.max(samples.length, Math.ceil(0.5 * rate)))
  least.set(samples)
  const gain = 10 ** ((TARGET_LUFS - integratedLoudness([least], rate)) / 20)
  const peak = samples.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-9)
  // What would clip is turned down.
  const factor = Math.min(gain, 1 / peak)
  return samples.map((x) => x * factor)
}

const BAND_FRAME = 4096
const PAD = BAND_FRAME + 1
const BAND_STEP = 128
/** −75 dB */
const BAND_THRESHOLD = 10 ** (-75 / 20)
const ROLL_ON = 0.05

/** Highest bandwidth within 100 ms of where it begins to rise, Hertz. */
function widestBand(sound: Float32Array, rate: number): number {
  const transform = createPowerSpectrum(BAND_FRAME)
  const frame = new Float64Array(BAND_FRAME)
  const power = new Float64Array(BAND_FRAME / 2 + 1)
  // Density of magnitude under a rectangular window.
  const scale = 1 / Math.sqrt(rate * BAND_FRAME)
  // Beyond the attack there is nothing to look for: a quarter of a second is more than enough.
  const end = Math.min(sound.length - BAND_FRAME, PAD + Math.ceil(0.25 * rate))
  const totals: number[] = []
  const widths: number[] = []
  for (let from = 0; from <= end; from += BAND_STEP) {
    let mean = 0
    for (let i = 0; i < BAND_FRAME; i++) mean += (sound[from + i] ?? 0) / BAND_FRAME
    for (let i = 0; i < BAND_FRAME; i++) frame[i] = (sound[from + i] ?? 0) - mean
    transform.transform(frame, power)
    const magnitudes = power.map((p) => scale * Math.sqrt(p))
    const total = magnitudes.reduce((sum, m) => sum + m, 0)
    totals.push(total)
    widths.push(
      ((magnitudes.findLastIndex((m) => m >= BAND_THRESHOLD) - rollOn(magnitudes, total)) * rate) /
        BAND_FRAME,
    )
  }
  const most = Math.max(...totals)
  const least = Math.min(...totals)
  const heard = widths.map((width, i) =>
    (totals[i] ?? 0) > least + 0.1 * (most - least) ? Math.max(0, width) : 0,
  )
  const highest = Math.max(...heard)
  const begins = heard.findIndex((width) => width >= 0.2 * highest)
  return Math.max(...heard.slice(begins, begins + Math.ceil((MOST_ATTACK * rate) / BAND_STEP)))
}

function rollOn(magnitudes: Float64Array, total: number): number {
  let sum = 0
  for (let k = 0; k < magnitudes.length; k++) {
    sum += magnitudes[k] ?? 0
    if (sum >= ROLL_ON * total) return k
  }
  return 0
}

/** Held for 10 ms, then down in a straight line that would take 100 ms from the peak. */
function heldEnvelope(sound: Float32Array, rate: number): Float64Array {
  const peak = sound.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  const fall = peak / (0.1 * rate)
  const hold = 0.01 * rate
  let held = 0
  let waited = 0
  return Float64Array.from(sound, (sample) => {
    const x = Math.abs(sample)
    if (x >= held) {
      held = x
      waited = 0
    } else if (waited < hold) waited++
    else held = Math.max(x, held - fall)
    return held
  })
}

/** From where to where the envelope rises without effort (Peeters, CUIDADO 2004): nine thresholds, gaps up to three times the mean. */
function attackOf(envelope: Float64Array, rate: number): { readonly from: number; readonly seconds: number } {
  let peakAt = 0
  envelope.forEach((x, i) => {
    if (x > (envelope[peakAt] ?? 0)) peakAt = i
  })
  const low = Math.min(...envelope.subarray(0, peakAt + 1))
  const range = (envelope[peakAt] ?? 0) - low
  const crossed = Array.from({ length: 9 }, (_, i) =>
    envelope.findIndex((x) => x >= low + range * (0.1 + 0.1 * i)),
  )
  const efforts = crossed.slice(1).map((at, i) => at - (crossed[i] ?? 0))
  const most = (3 * efforts.reduce((sum, effort) => sum + effort, 0)) / efforts.length
  const first = Math.max(
    0,
    efforts.findIndex((effort) => effort <= most),
  )
  const after = efforts.slice(first).findIndex((effort) => effort >= most)
  const last = after <= 0 ? efforts.length - 1 : first + after
  let from = crossed[first] ?? 0
  let to = crossed[last] ?? 0
  if (from === to) {
    from = crossed[0] ?? 0
    to = crossed[8] ?? 0
  }
  return { from, seconds: from === to ? 1 / rate : Math.min(MOST_ATTACK, (to - from + 1) / rate) }
}

/** Of magnitudes, over 125 ms, from 20 Hz on. */
function centroidOf(sound: Float32Array, from: number, rate: number): number {
  const length = Math.min(Math.floor(0.125 * rate), sound.length - from)
  const size = 2 ** Math.ceil(Math.log2(Math.max(4, length)))
  const frame = new Float64Array(size)
  for (let i = 0; i < length; i++) frame[i] = sound[from + i] ?? 0
  const power = new Float64Array(size / 2 + 1)
  createPowerSpectrum(size).transform(frame, power)
  let sum = 1e-30
  let weighted = 0
  for (let k = Math.ceil((20 * size) / rate); k < power.length; k++) {
    const magnitude = Math.sqrt(power[k] ?? 0)
    sum += magnitude
    weighted += magnitude * ((k * rate) / size)
  }
  return weighted / sum
}

/** Critical bands 7 to 14: edges in Hertz (Zwicker 1961), thresholds at rest in dB, and what full scale is. */
const MIDDLE_EDGES = [770, 920, 1080, 1270, 1480, 1720, 2000, 2320]
const THRESHOLD_DB = 3
const FULL_SCALE_DB = 100

/** Specific loudness of the middle, weighted towards 10.5 Bark, mean over frames by their level. */
function middleLevel(sound: Float32Array, rate: number): number {
  const transform = createPowerSpectrum(BAND_FRAME)
  const frame = new Float64Array(BAND_FRAME)
  const power = new Float64Array(BAND_FRAME / 2 + 1)
  let sum = 0
  let weights = 1e-12
  for (let from = 0; from < sound.length; from += BAND_FRAME) {
    let square = 0
    for (let i = 0; i < BAND_FRAME; i++) {
      const x = sound[from + i] ?? 0
      frame[i] = x
      square += x * x
    }
    transform.transform(frame, power)
    let level = 0
    for (let band = 0; band + 1 < MIDDLE_EDGES.length; band++) {
      const low = Math.round(((MIDDLE_EDGES[band] ?? 0) * BAND_FRAME) / rate)
      const high = Math.round(((MIDDLE_EDGES[band + 1] ?? 0) * BAND_FRAME) / rate)
      let intensity = 0
      for (let k = low; k < high; k++) intensity += (2 * (power[k] ?? 0)) / (BAND_FRAME * BAND_FRAME)
      const above = 10 ** ((FULL_SCALE_DB - THRESHOLD_DB) / 10) * intensity
      const loudness = 0.0635 * 10 ** (0.025 * THRESHOLD_DB) * ((0.75 + 0.25 * above) ** 0.25 - 1)
      const off = (band - 3) / 3.5
      // Ten steps a Bark, as the model counts.
      level += 10 * Math.max(0, 1 - off * off) * Math.max(0, loudness)
    }
    const rms = Math.sqrt(square / BAND_FRAME)
    sum += rms * level
    weights += rms
  }
  return sum / weights
}

const FRAME = 2048
const HOP = 512
const MEDIAN = 31

/** Magnitudes under a Hann window, a frame each 512 samples, frames centred. */
function spectrogram(sound: Float32Array): readonly Float32Array[] {
  const transform = createPowerSpectrum(FRAME)
  const frame = new Float64Array(FRAME)
  const power = new Float64Array(FRAME / 2 + 1)
  return Array.from({ length: 1 + Math.floor(sound.length / HOP) }, (_, f) => {
    for (let i = 0; i < FRAME; i++)
      frame[i] = (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME)) * (sound[f * HOP - FRAME / 2 + i] ?? 0)
    transform.transform(frame, power)
    return Float32Array.from(power, Math.sqrt)
  })
}

/** Share of what stands upright in the spectrogram (Fitzgerald, DAFx 2010), frames weighted by their energy. */
function percussiveShare(sound: Float32Array): number {
  const frames = spectrogram(sound)
  const bins = FRAME / 2 + 1
  const window = new Float32Array(MEDIAN)
  const half = MEDIAN >> 1
  const clamp = (i: number, most: number): number => {
    // Reflected at the edges.
    const turned = i < 0 ? -i - 1 : i >= most ? 2 * most - 1 - i : i
    return Math.min(most - 1, Math.max(0, turned))
  }
  const across = frames.map((frame) =>
    Float32Array.from(frame, (_, k) => {
      for (let i = 0; i < MEDIAN; i++) window[i] = frame[clamp(k + i - half, bins)] ?? 0
      return middle(window)
    }),
  )
  let share = 0
  let total = 1e-30
  frames.forEach((frame, f) => {
    let harmonic = 0
    let percussive = 0
    for (let k = 0; k < bins; k++) {
      for (let i = 0; i < MEDIAN; i++) window[i] = frames[clamp(f + i - half, frames.length)]?.[k] ?? 0
      const h = middle(window) ** 2
      const p = (across[f]?.[k] ?? 0) ** 2
      if (h + p <= 0) continue
      const x = frame[k] ?? 0
      harmonic += ((x * h) / (h + p)) ** 2
      percussive += ((x * p) / (h + p)) ** 2
    }
    const [a, b] = [Math.sqrt(harmonic), Math.sqrt(percussive)]
    share += b
    total += a + b
  })
  return share / total
}

/** Median of an odd number of values, by Hoare's selection in place. */
function middle(values: Float32Array): number {
  const wanted = values.length >> 1
  let low = 0
  let high = values.length - 1
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0
    let i = low
    let j = high
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++
      while ((values[j] ?? 0) > pivot) j--
      if (i <= j) {
        const kept = values[i] ?? 0
        values[i++] = values[j] ?? 0
        values[j--] = kept
      }
    }
    if (wanted <= j) high = j
    else if (wanted >= i) low = i
    else break
  }
  return values[wanted] ?? 0
}

const MEL_BANDS = 128
/** Below this re the loudest nothing counts, dB. */
const TOP_DB = 80

/** Highest mean rise of the Mel bands from frame to frame, dB. */
function onsetStrength(sound: Float32Array, rate: number): number {
  const bands = melWeights(rate)
  const levels = spectrogram(sound).map((frame) =>
    bands.map(({ first, weights }) => {
      let sum = 0
      for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (frame[first + i] ?? 0) ** 2
      return 10 * Math.log10(Math.max(1e-10, sum))
    }),
  )
  const floor = Math.max(...levels.flat()) - TOP_DB
  let most = 0
  for (let f = 1; f < levels.length; f++) {
    let rise = 0
    for (let band = 0; band < MEL_BANDS; band++)
      rise += Math.max(
        0,
        Math.max(floor, levels[f]?.[band] ?? 0) - Math.max(floor, levels[f - 1]?.[band] ?? 0),
      )
    most = Math.max(most, rise / MEL_BANDS)
  }
  return most
}

/** Slaney's scale: linear to 1 kHz, logarithmic above; triangles of equal area. */
function melWeights(rate: number): readonly { readonly first: number; readonly weights: Float64Array }[] {
  const LINEAR = 200 / 3
  const STEP = Math.log(6.4) / 27
  const toMel = (hertz: number): number =>
    hertz < 1000 ? hertz / LINEAR : 15 + Math.log(hertz / 1000) / STEP
  const toHertz = (mel: number): number => (mel < 15 ? LINEAR * mel : 1000 * Math.exp(STEP * (mel - 15)))
  const top = toMel(rate / 2)
  const edge = (i: number): number => toHertz((top * i) / (MEL_BANDS + 1))
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const [low, centre, high] = [edge(band), edge(band + 1), edge(band + 2)]
    const first = Math.ceil((low * FRAME) / rate)
    const last = Math.min(FRAME / 2, Math.floor((high * FRAME) / rate))
    return {
      first,
      weights: Float64Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => {
        const hertz = ((first + i) * rate) / FRAME
        const slope = Math.min((hertz - low) / (centre - low), (high - hertz) / (high - centre))
        return (2 / (high - low)) * Math.max(0, slope)
      }),
    }
  })
}
