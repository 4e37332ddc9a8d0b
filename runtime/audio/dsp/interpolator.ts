/**
 * AUDIO THREAD: reads a recording at another speed: a windowed sinc between its samples (Kaiser; J. O. Smith, "Digital Audio
 * Resampling", CCRMA), `PHASES` places between two samples, straight lines between those.
 *
 * Recordings that were MP3 hold nothing above 16 kHz. So the window may take its time between 0.363 and 0.637 of their sample rate,
 * where their mirror image begins: 20 taps are 87 dB down there. Read faster, a recording reaches beyond what the new rate
 * can carry: wider kernels cut that off first, each for speeds up to its own.
 */

export const PHASES = 256
const TAPS = 20
/** Of `TAPS` taps and a transition of 0.274: −87 dB (Kaiser's formula). */
const BETA = 8.63
/** By how much wider each kernel is than the first, and up to what speed it keeps what would be folded back below −80 dB. */
const WIDTHS = [
  { width: 1, upTo: 1.37 },
  { width: 1.9, upTo: 1.49 },
  { width: 2.8, upTo: 2.2 },
  { width: 4, upTo: 3.1 },
  { width: 5.8, upTo: Number.POSITIVE_INFINITY },
] as const

export interface Kernel {
  /** A multiple of four. */
  readonly taps: number
  /** `PHASES` + 1 rows of `taps`. */
  readonly table: Float64Array
}

let made: readonly Kernel[] | null = null

/** Made once, with the first voice: some milliseconds that must not be missing while something plays. */
export function makeKernels(): readonly Kernel[] {
  made ??= WIDTHS.map(({ width }) => kernel(width))
  return made
}

/** @param speed samples of the recording for each one of the sound */
export function kernelFor(kernels: readonly Kernel[], speed: number): Kernel | undefined {
  for (let i = 0; i < WIDTHS.length; i++) if (speed <= (WIDTHS[i]?.upTo ?? 0)) return kernels[i]
  return kernels[kernels.length - 1]
}

function kernel(width: number): Kernel {
  const taps = 4 * Math.ceil((TAPS * width) / 4)
  const table = new Float64Array((PHASES + 1) * taps)
  // A row and the one as far from the other sample are each other's mirror image.
  for (let phase = 0; phase <= PHASES / 2; phase++) {
    let sum = 0
    for (let k = 0; k < taps; k++) {
      // How far the tap lies from the place that is read.
      const x = k - (taps / 2 - 1) - phase / PHASES
      const inside = 1 - (x / (taps / 2)) ** 2
      const value = inside > 0 ? sinc(x / width) * bessel(BETA * Math.sqrt(inside)) : 0
      table[phase * taps + k] = value
      sum += value
    }
    const row = table.subarray(phase * taps, (phase + 1) * taps)
    // A constant stays what it is, at every phase alike.
    for (let k = 0; k < taps; k++) row[k] = (row[k] ?? 0) / sum
    table.set(row.slice().reverse(), (PHASES - phase) * taps)
  }
  return { taps, table }
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
