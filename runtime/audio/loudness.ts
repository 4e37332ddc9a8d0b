/**
 * Loudness of a programme, ITU-R BS.1770-4: K-weighted power in 400 ms blocks, gated at −70 LUFS and at 10 LU below
 * what is left.
 */

const BLOCK_SECONDS = 0.4
const OVERLAP = 4
const ABSOLUTE_GATE = -70
const RELATIVE_GATE = -10

/**
 * Integrated loudness in LUFS; −∞ for silence and for less than 400 ms.
 *
 * @param channels left and right, or one
 */
export function integratedLoudness(channels: readonly Float32Array[], sampleRate: number): number {
  const meter = createLoudnessMeter(channels.length, sampleRate)
  meter.hear(channels, channels[0]?.length ?? 0)
  return meter.loudness()
}

/** Loudness of sound that goes by: of hours of it a number for each 100 ms is kept. */
export interface LoudnessMeter {
  hear(channels: readonly Float32Array[], frames: number): void
  /**
   * Of all that was heard, had it been louder by a factor. The absolute gate then stands where it would have stood: sound
   * that was turned down to be measured is not taken for silence.
   */
  loudness(gain?: number): number
}

export function createLoudnessMeter(channels: number, sampleRate: number): LoudnessMeter {
  const step = Math.round((BLOCK_SECONDS / OVERLAP) * sampleRate)
  const weighings = Array.from({ length: channels }, () => kWeighting(sampleRate))
  /** Mean squares of all channels together, of each whole step. */
  const powers: number[] = []
  const sums = new Float64Array(channels)
  let filled = 0
  return { hear, loudness }

  function hear(heard: readonly Float32Array[], frames: number): void {
    for (let from = 0; from < frames; ) {
      const to = Math.min(frames, from + step - filled)
      weighings.forEach((weigh, c) => {
        const channel = heard[c]
        if (channel !== undefined) sums[c] = weigh(channel, from, to, sums[c] ?? 0)
      })
      filled += to - from
      from = to
      if (filled < step) continue
      powers.push(sums.reduce((all, sum) => all + sum / step, 0))
      sums.fill(0)
      filled = 0
    }
  }

  function loudness(gain = 1): number {
    const blocks: number[] = []
    for (let s = 0; s + OVERLAP <= powers.length; s++) {
      let sum = 0
      for (let k = 0; k < OVERLAP; k++) sum += powers[s + k] ?? 0
      blocks.push((gain * gain * sum) / OVERLAP)
    }
    const loud = blocks.filter((p) => lufs(p) > ABSOLUTE_GATE)
    const gate = lufs(mean(loud)) + RELATIVE_GATE
    return lufs(mean(loud.filter((p) => lufs(p) > gate)))
  }
}

const lufs = (power: number): number => -0.691 + 10 * Math.log10(power)
const mean = (list: readonly number[]): number =>
  list.length === 0 ? 0 : list.reduce((sum, x) => sum + x, 0) / list.length

/** Adds the squares of a stretch, weighted, to a sum. It remembers what came before. */
type Weighing = (channel: Float32Array, from: number, to: number, sum: number) => number

/**
 * The two filters of annex 1, for any sample rate (their analogue prototypes by the bilinear transform). Both in one loop, from
 * local variables: hours are measured, twice.
 */
function kWeighting(sampleRate: number): Weighing {
  const [b0, b1, b2, a1, a2] = highShelf(1681.974450955533, 3.999843853973347, 0.7071752369554196, sampleRate)
  const [c0, c1, c2, d1, d2] = highPass(38.13547087602444, 0.5003270373238773, sampleRate)
  // The last two samples before the shelf, between the filters, and after the high-pass.
  const last = new Float64Array(6)
  return (channel, from, to, sum) => {
    let [x1 = 0, x2 = 0, y1 = 0, y2 = 0, z1 = 0, z2 = 0] = last
    let all = sum
    for (let n = from; n < to; n++) {
      const x = channel[n] ?? 0
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
      const z = c0 * y + c1 * y1 + c2 * y2 - d1 * z1 - d2 * z2
      x2 = x1
      x1 = x
      y2 = y1
      y1 = y
      z2 = z1
      z1 = z
      all += z * z
    }
    last.set([x1, x2, y1, y2, z1, z2])
    return all
  }
}

type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number]

function highShelf(frequency: number, gain: number, q: number, sampleRate: number): Coefficients {
  const k = Math.tan((Math.PI * frequency) / sampleRate)
  const vh = 10 ** (gain / 20)
  const vb = vh ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return [
    (vh + (vb * k) / q + k * k) / a0,
    (2 * (k * k - vh)) / a0,
    (vh - (vb * k) / q + k * k) / a0,
    (2 * (k * k - 1)) / a0,
    (1 - k / q + k * k) / a0,
  ]
}

function highPass(frequency: number, q: number, sampleRate: number): Coefficients {
  const k = Math.tan((Math.PI * frequency) / sampleRate)
  const a0 = 1 + k / q + k * k
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0]
}
