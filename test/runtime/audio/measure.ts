/** Listening by measuring: levels, spectra and exact frequencies of sounds. */

export const RATE = 48000

/** Power spectrum of `size` samples from `from` on, under a Hann window; bin k lies at k · rate / size. */
export function spectrum(sound: Float32Array, from: number, size: number): Float64Array {
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  const window = hann(size)
  for (let i = 0; i < size; i++) re[i] = (sound[from + i] ?? 0) * (window[i] ?? 0)
  transform(re, im)
  const power = new Float64Array(size / 2)
  for (let k = 0; k < power.length; k++) power[k] = (re[k] ?? 0) ** 2 + (im[k] ?? 0) ** 2
  return power
}

const windows = new Map<number, Float64Array>()

function hann(size: number): Float64Array {
  const made = windows.get(size) ?? new Float64Array(size)
  if (!windows.has(size))
    for (let i = 0; i < size; i++) made[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size)
  windows.set(size, made)
  return made
}

/** Radix-2 Fourier transform, in place. */
function transform(re: Float64Array, im: Float64Array): void {
  const size = re.length
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      swap(re, i, j)
      swap(im, i, j)
    }
  }
  const { cosines, sines } = turnsOf(size)
  for (let half = 1; half < size; half *= 2) {
    const step = size / (2 * half)
    for (let from = 0; from < size; from += 2 * half)
      for (let k = 0; k < half; k++) {
        const a = from + k
        const b = a + half
        const c = cosines[k * step] ?? 0
        const s = sines[k * step] ?? 0
        const x = (re[b] ?? 0) * c - (im[b] ?? 0) * s
        const y = (re[b] ?? 0) * s + (im[b] ?? 0) * c
        re[b] = (re[a] ?? 0) - x
        im[b] = (im[a] ?? 0) - y
        re[a] = (re[a] ?? 0) + x
        im[a] = (im[a] ?? 0) + y
      }
  }
}

const turns = new Map<number, { readonly cosines: Float64Array; readonly sines: Float64Array }>()

/** Half a turn, downwards, in steps of 1 / size. */
function turnsOf(size: number) {
  const kept = turns.get(size)
  if (kept !== undefined) return kept
  const angles = new Float64Array(size / 2).map((_, k) => (-2 * Math.PI * k) / size)
  const made = { cosines: angles.map(Math.cos), sines: angles.map(Math.sin) }
  turns.set(size, made)
  return made
}

function swap(list: Float64Array, i: number, j: number): void {
  const kept = list[i] ?? 0
  list[i] = list[j] ?? 0
  list[j] = kept
}

/** Spectral centroid in Hz, of amplitudes. */
export function centroid(power: Float64Array, rate = RATE): number {
  let weighted = 0
  let total = 0
  power.forEach((p, k) => {
    weighted += Math.sqrt(p) * k
    total += Math.sqrt(p)
  })
  return (weighted / total) * (rate / (2 * power.length))
}

/** The strongest frequency between two, in Hz, to a bin. */
export function strongest(power: Float64Array, low = 0, high = RATE / 2, rate = RATE): number {
  const hertz = rate / (2 * power.length)
  let best = Math.max(1, Math.ceil(low / hertz))
  for (let k = best; k < Math.min(power.length, high / hertz); k++)
    if ((power[k] ?? 0) > (power[best] ?? 0)) best = k
  return best * hertz
}

/** Share of the power that lies between two frequencies, in dB. */
export function band(power: Float64Array, low: number, high: number, rate = RATE): number {
  const hertz = rate / (2 * power.length)
  let inside = 0
  let total = 0
  power.forEach((p, k) => {
    total += p
    if (k * hertz >= low && k * hertz <= high) inside += p
  })
  return 10 * Math.log10(inside / total)
}

/** RMS level in dB of full scale between two samples. */
export function level(sound: Float32Array, from = 0, to = sound.length): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += (sound[i] ?? 0) ** 2
  return 10 * Math.log10(sum / (to - from) + 1e-30)
}

export function peak(sound: Float32Array): number {
  let most = 0
  for (let n = 0; n < sound.length; n++) most = Math.max(most, Math.abs(sound[n] ?? 0))
  return most
}

/** Seconds until the level of 5 ms stays `fall` dB below its highest. */
export function lasts(sound: Float32Array, fall: number, rate = RATE): number {
  const step = Math.round(0.005 * rate)
  const levels = Array.from({ length: Math.floor(sound.length / step) }, (_, i) =>
    level(sound, i * step, (i + 1) * step),
  )
  const most = Math.max(...levels)
  return ((levels.findLastIndex((l) => l > most - fall) + 1) * step) / rate
}

/**
 * The exact frequency of a partial near `guess`: how far the phase moves between two windows (the phase vocoder).
 */
export function frequencyNear(
  sound: Float32Array,
  guess: number,
  { from = 4800, size = 16384, hop = 2048, rate = RATE } = {},
): number {
  const turn = 2 * Math.PI
  const window = hann(size)
  const phase = (start: number): number => {
    let re = 0
    let im = 0
    // A pointer that is turned from sample to sample: no sine for each.
    const [cos, sin] = [Math.cos((turn * guess) / rate), Math.sin((turn * guess) / rate)]
    let [c, s] = [1, 0]
    for (let i = 0; i < size; i++) {
      const x = (sound[start + i] ?? 0) * (window[i] ?? 0)
      re += x * c
      im -= x * s
      const next = c * cos - s * sin
      s = s * cos + c * sin
      c = next
    }
    return Math.atan2(im, re)
  }
  const expected = (turn * guess * hop) / rate
  const moved = (phase(from + hop) - phase(from) - expected) % turn
  const error = moved > Math.PI ? moved - turn : moved < -Math.PI ? moved + turn : moved
  return guess + (error * rate) / (turn * hop)
}

export const cents = (frequency: number, reference: number): number => 1200 * Math.log2(frequency / reference)

const REACH = 32
/** For each eighth between two samples: what the samples around it add, a windowed sinc. */
const BETWEEN = [1, 2, 3, 4, 5, 6, 7].map((p) =>
  Float64Array.from({ length: 2 * REACH }, (_, i) => {
    const t = i + 1 - REACH - p / 8
    const window = 0.5 + 0.5 * Math.cos((Math.PI * t) / REACH)
    return window * (Math.sin(Math.PI * t) / (Math.PI * t))
  }),
)

/** The largest value of the curve through the samples, looked at eight times between them. */
export function truePeak(sound: Float32Array): number {
  let most = peak(sound)
  for (let n = REACH; n < sound.length - REACH; n++) {
    if (Math.abs(sound[n] ?? 0) < 0.5 * most && Math.abs(sound[n + 1] ?? 0) < 0.5 * most) continue
    for (const weights of BETWEEN) {
      let sum = 0
      for (let i = 0; i < 2 * REACH; i++) sum += (sound[n + i + 1 - REACH] ?? 0) * (weights[i] ?? 0)
      if (Math.abs(sum) > most) most = Math.abs(sum)
    }
  }
  return most
}
