/** A sound as a picture: time to the right, frequency upwards on a Mel scale, loud is light. An indexed PNG, so that a page with many stays small. */

import { crc32, deflateSync } from 'node:zlib'
import { spectrum } from '../../test/runtime/audio/measure.ts'

export const TOP_HZ = 16_000
const COLOURS = 48

/** From night over violet and orange to white. */
const STOPS = [
  [13, 14, 22],
  [60, 30, 95],
  [176, 58, 88],
  [245, 150, 60],
  [255, 245, 220],
] as const

export interface Looks {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** What of the sound is drawn, in seconds; beyond its end there is silence. */
  readonly from?: number
  readonly seconds: number
  /** Frames that are looked at for a column of pixels: longer tells tones apart, shorter tells moments apart. */
  readonly window: number
  /** From dark to light, dB. */
  readonly range: number
}

/** As the address of an image. */
export function spectrogram(samples: Float32Array, rate: number, looks: Looks): string {
  const { width, height } = looks
  return `data:image/png;base64,${png(pixels(samples, rate, looks), width, height).toString('base64')}`
}

/** How far up a frequency stands, 0 to 1. */
export const heightOf = (hz: number): number => mel(hz) / mel(TOP_HZ)

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700)
const hertz = (value: number): number => 700 * (10 ** (value / 2595) - 1)

/** Rows of colours, from the top. */
function pixels(
  samples: Float32Array,
  rate: number,
  { width, height, from = 0, seconds, window, range }: Looks,
): Uint8Array {
  const levels = new Float64Array(width * height)
  for (let x = 0; x < width; x++) {
    const middle = (from + (x / width) * seconds) * rate
    const power = spectrum(samples, Math.round(middle - window / 2), window)
    for (let y = 0; y < height; y++) {
      const low = (hertz((mel(TOP_HZ) * (height - y - 1)) / height) / rate) * window
      const high = (hertz((mel(TOP_HZ) * (height - y)) / height) / rate) * window
      let most = 0
      for (let k = Math.floor(low); k <= Math.ceil(high); k++) most = Math.max(most, power[k] ?? 0)
      levels[y * width + x] = 10 * Math.log10(most + 1e-12)
    }
  }
  const loudest = levels.reduce((most, level) => Math.max(most, level), -120)
  return Uint8Array.from(levels, (level) =>
    Math.round(Math.min(1, Math.max(0, 1 + (level - loudest) / range)) * (COLOURS - 1)),
  )
}

function palette(): Buffer {
  return Buffer.from(
    Array.from({ length: COLOURS }, (_, c) => {
      const place = (c / (COLOURS - 1)) * (STOPS.length - 1)
      const i = Math.min(STOPS.length - 2, Math.floor(place))
      const [a, b] = [STOPS[i] ?? STOPS[0], STOPS[i + 1] ?? STOPS[0]]
      return ([0, 1, 2] as const).map((k) => Math.round(a[k] + (b[k] - a[k]) * (place - i)))
    }).flat(),
  )
}

function png(indices: Uint8Array, width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  // 8 bits a pixel, indexed.
  head[8] = 8
  head[9] = 3
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('PLTE', palette()),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
