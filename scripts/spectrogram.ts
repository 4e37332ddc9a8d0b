/**
 * A picture of a sound: node scripts/on-own-node.mjs scripts/spectrogram.ts IN.wav OUT.svg [seconds from] [seconds to]
 *
 * Time to the right, frequency upwards on a Mel scale, 80 dB from black to white. An SVG with the picture inside, so that its
 * words stay sharp.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { spectrum } from '../test/runtime/audio/measure.ts'

const WIDTH = 1200
const HEIGHT = 360
const WINDOW = 2048
const RANGE_DB = 80
const TOP_HZ = 16000
const MARKS_HZ = [100, 300, 500, 1000, 2000, 5000, 10000]

const [input, output, from = '0', to = '8'] = process.argv.slice(2)
if (input === undefined || output === undefined) {
  console.error('usage: scripts/spectrogram.ts IN.wav OUT.svg [seconds from] [seconds to]')
  process.exit(2)
}
const { sound, rate } = leftOf(readFileSync(input))
const start = Number(from)
const seconds = Math.min(Number(to), sound.length / rate) - start
writeFileSync(output, svg(picture()))

/** 24-bit PCM in stereo, as `sil render` writes it. */
function leftOf(bytes: Buffer): { readonly sound: Float32Array; readonly rate: number } {
  if (bytes.readUInt16LE(34) !== 24 || bytes.readUInt16LE(22) !== 2)
    throw new Error('a 24-bit stereo file is expected')
  const frames = Math.floor((bytes.length - 44) / 6)
  return {
    rate: bytes.readUInt32LE(24),
    sound: Float32Array.from({ length: frames }, (_, i) => bytes.readIntLE(44 + 6 * i, 3) / 8388608),
  }
}

function mel(hz: number): number {
  return 2595 * Math.log10(1 + hz / 700)
}

function hertz(value: number): number {
  return 700 * (10 ** (value / 2595) - 1)
}

/** Rows of pixels, from the top. */
function picture(): Uint8Array {
  const levels = new Float64Array(WIDTH * HEIGHT)
  for (let x = 0; x < WIDTH; x++) {
    const power = spectrum(sound, Math.round((start + (x / WIDTH) * seconds) * rate) - WINDOW / 2, WINDOW)
    for (let y = 0; y < HEIGHT; y++) {
      const low = (hertz((mel(TOP_HZ) * (HEIGHT - y - 1)) / HEIGHT) / rate) * WINDOW
      const high = (hertz((mel(TOP_HZ) * (HEIGHT - y)) / HEIGHT) / rate) * WINDOW
      let most = 0
      for (let k = Math.floor(low); k <= Math.ceil(high); k++) most = Math.max(most, power[k] ?? 0)
      levels[y * WIDTH + x] = 10 * Math.log10(most + 1e-12)
    }
  }
  const loudest = levels.reduce((most, level) => Math.max(most, level), -120)
  const rows = new Uint8Array(HEIGHT * (1 + 3 * WIDTH))
  levels.forEach((level, i) => {
    const share = Math.min(1, Math.max(0, 1 + (level - loudest) / RANGE_DB))
    const at = Math.floor(i / WIDTH) * (1 + 3 * WIDTH) + 1 + 3 * (i % WIDTH)
    rows.set(colour(share), at)
  })
  return rows
}

/** From night over violet and orange to white. */
function colour(share: number): readonly [number, number, number] {
  const stops = [
    [13, 14, 22],
    [60, 30, 95],
    [176, 58, 88],
    [245, 150, 60],
    [255, 245, 220],
  ] as const
  const place = share * (stops.length - 1)
  const i = Math.min(stops.length - 2, Math.floor(place))
  const [a, b] = [stops[i] ?? stops[0], stops[i + 1] ?? stops[0]]
  const mix = (c: 0 | 1 | 2): number => Math.round(a[c] + (b[c] - a[c]) * (place - i))
  return [mix(0), mix(1), mix(2)]
}

function svg(rows: Uint8Array): string {
  const image = `data:image/png;base64,${png(rows).toString('base64')}`
  const left = 64
  const marks = MARKS_HZ.map((hz) => {
    const y = HEIGHT * (1 - mel(hz) / mel(TOP_HZ)) + 10
    const words = hz >= 1000 ? `${hz / 1000} kHz` : `${hz} Hz`
    return `<text x="${left - 8}" y="${(y + 4).toFixed(1)}" text-anchor="end">${words}</text>`
  })
  const ticks = Array.from({ length: Math.floor(seconds) + 1 }, (_, s) => {
    const x = left + (s / seconds) * WIDTH
    return `<text x="${x.toFixed(1)}" y="${HEIGHT + 28}" text-anchor="middle">${start + s} s</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + left + 20} ${HEIGHT + 40}" font-family="system-ui, sans-serif" font-size="13">
<title>Spectrogram, 0 to ${TOP_HZ / 1000} kHz, ${RANGE_DB} dB from dark to light</title>
<rect width="100%" height="100%" fill="#0d0e16"/>
<g fill="#b9bccb">${[...marks, ...ticks].join('\n')}</g>
<image x="${left}" y="10" width="${WIDTH}" height="${HEIGHT}" href="${image}"/>
</svg>
`
}

function png(rows: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, check])
}

/** CRC-32 of PNG (ISO 3309). */
function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}
