/**
 * What of a recording is read: at most `SECONDS` from its onset on, mono, at `RATE`. Of a long recording it is the onset at which
 * most power begins; what comes before and after is not looked at, and the excerpt says so.
 */

/** Hertz of everything that is analysed. */
export const RATE = 44_100
/** As much of a sound as is looked at. */
export const SECONDS = 1.5
/** A recording up to here is one sound, and is read from where it begins; in a longer one the loudest onset is looked for. */
const ONE_SOUND_SECONDS = 3
/** Share of the peak at which a sound begins: −40 dB, above the noise of most recordings. */
const BEGINS = 0.01
const LOWEST_RATE = 4000
const HIGHEST_RATE = 768_000
/** Peaks below this are silence: −90 dB. */
const SILENCE = 3e-5

export type Excerpt =
  | {
      readonly ok: true
      /** At `RATE`, peak 1; as long as the sound, at most `SECONDS`. */
      readonly samples: Float32Array
      /** Seconds into the recording. */
      readonly from: number
      readonly until: number
      /** What was left out, in words; null where everything was read. */
      readonly note: string | null
    }
  | { readonly ok: false; readonly problem: string }

/**
 * @param channels one or more channels of equal length
 * @param sampleRate Hertz, `LOWEST_RATE` to `HIGHEST_RATE`
 */
export function excerptOf(channels: readonly Float32Array[], sampleRate: number): Excerpt {
  if (!(sampleRate >= LOWEST_RATE && sampleRate <= HIGHEST_RATE))
    return refused(`has a sample rate of ${sampleRate} Hz; I read ${LOWEST_RATE} to ${HIGHEST_RATE}`)
  const length = channels[0]?.length ?? 0
  if (length === 0) return refused('has no samples')
  if (channels.some((channel) => channel.length !== length))
    return refused('has channels of different lengths')
  const seconds = length / sampleRate
  const { peak, odd } = peakOf(channels, length)
  if (odd) return refused('has samples that are no numbers')
  if (peak < SILENCE) return refused('is silent: there is no timbre to read')
  const start =
    seconds <= ONE_SOUND_SECONDS
      ? beginOf(channels, 0, length, peak)
      : loudestOnset(channels, length, sampleRate)
  // Longer than the window by what the resampling filter reaches.
  const wanted = Math.min(length - start, Math.ceil((SECONDS + 0.01) * sampleRate))
  const mono = new Float32Array(wanted)
  for (const channel of channels)
    for (let n = 0; n < wanted; n++) mono[n] = (mono[n] ?? 0) + (channel[start + n] ?? 0)
  const samples = resampled(mono, sampleRate).subarray(0, Math.round(SECONDS * RATE))
  let most = 0
  for (let n = 0; n < samples.length; n++) most = Math.max(most, Math.abs(samples[n] ?? 0))
  if (most < SILENCE) return refused('is silent when its channels are added: they cancel each other')
  for (let n = 0; n < samples.length; n++) samples[n] = (samples[n] ?? 0) / most
  const from = start / sampleRate
  const until = Math.min(seconds, from + SECONDS)
  const note =
    seconds > ONE_SOUND_SECONDS
      ? `is ${spoken(seconds)} long: I read ${(until - from).toFixed(1)} s from its loudest onset, at ${spoken(from)}`
      : null
  return { ok: true, samples, from, until, note }
}

const refused = (problem: string): Excerpt => ({ ok: false, problem })

function spoken(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const rest = (seconds - 60 * minutes).toFixed(1)
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`
}

function peakOf(channels: readonly Float32Array[], length: number): { peak: number; odd: boolean } {
  let peak = 0
  let odd = false
  for (const channel of channels)
    for (let n = 0; n < length; n++) {
      const x = Math.abs(channel[n] ?? 0)
      if (x > peak) peak = x
      // NaN and infinities alike.
      if (!(x < 1e30)) odd = true
    }
  return { peak, odd }
}

/** The first sample from `from` on that any channel has above the threshold. */
function beginOf(channels: readonly Float32Array[], from: number, to: number, peak: number): number {
  for (let n = from; n < to; n++)
    for (const channel of channels) if (Math.abs(channel[n] ?? 0) > BEGINS * peak) return n
  return from
}

/** Where power rises most from one twentieth of a second to the next, to a hundredth; then where that sound begins. */
function loudestOnset(channels: readonly Float32Array[], length: number, sampleRate: number): number {
  const block = Math.max(1, Math.round(sampleRate / 100))
  const blocks = Math.floor(length / block)
  const power = new Float64Array(blocks)
  for (const channel of channels)
    for (let b = 0; b < blocks; b++) {
      let sum = 0
      for (let n = b * block; n < (b + 1) * block; n++) sum += (channel[n] ?? 0) ** 2
      power[b] = (power[b] ?? 0) + sum
    }
  const REACH = 5
  let best = 0
  let most = Number.NEGATIVE_INFINITY
  for (let b = 0; b < blocks; b++) {
    let rise = 0
    for (let k = 0; k < REACH; k++) rise += (power[b + k] ?? 0) - (power[b - 1 - k] ?? 0)
    if (rise > most) {
      most = rise
      best = b
    }
  }
  const from = Math.max(0, (best - 1) * block)
  const to = Math.min(length, (best + REACH) * block)
  let peak = 0
  for (const channel of channels)
    for (let n = from; n < to; n++) peak = Math.max(peak, Math.abs(channel[n] ?? 0))
  return beginOf(channels, from, to, peak)
}

/** Zero crossings of the sinc on either side: −80 dB beyond the band's edge with the window below. */
const LOBES = 24

/**
 * At `RATE`: a windowed sinc (Blackman), evaluated for each sample; downwards its band closes with the new Nyquist frequency.
 * What is at `RATE` already is copied.
 */
export function resampled(samples: Float32Array, sampleRate: number): Float32Array {
  if (sampleRate === RATE) return samples.slice()
  const ratio = sampleRate / RATE
  const cut = 0.94 * Math.min(1, 1 / ratio)
  const reach = LOBES / cut
  const kernel = kernelOf(reach, cut)
  const out = new Float32Array(Math.floor(samples.length / ratio))
  for (let n = 0; n < out.length; n++) {
    const at = n * ratio
    const first = Math.max(0, Math.ceil(at - reach))
    const last = Math.min(samples.length - 1, Math.floor(at + reach))
    let sum = 0
    for (let k = first; k <= last; k++) {
      const place = Math.abs(k - at) * STEPS
      const whole = place | 0
      const low = kernel[whole] ?? 0
      sum += (samples[k] ?? 0) * (low + (place - whole) * ((kernel[whole + 1] ?? 0) - low))
    }
    out[n] = sum
  }
  return out
}

/** Values of the kernel between two samples. */
const STEPS = 256

function kernelOf(reach: number, cut: number): Float64Array {
  const kernel = new Float64Array(Math.ceil(reach * STEPS) + 2)
  for (let i = 0; i < kernel.length; i++) {
    const t = i / STEPS
    const x = Math.PI * cut * t
    const phase = (Math.PI * t) / reach
    const window = t < reach ? 0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase) : 0
    kernel[i] = cut * window * (x === 0 ? 1 : Math.sin(x) / x)
  }
  return kernel
}
