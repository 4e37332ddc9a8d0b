/**
 * A picture of a sound: node scripts/on-own-node.mjs scripts/spectrogram.ts IN.wav OUT.svg [seconds from] [seconds to]
 *
 * Time to the right, frequency upwards on a Mel scale, 80 dB from black to white. An SVG with the picture inside, so that its
 * words stay sharp.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { heightOf, spectrogram, TOP_HZ } from './pictures/spectrogram.ts'

const WIDTH = 1200
const HEIGHT = 360
const WINDOW = 2048
const RANGE_DB = 80
const MARKS_HZ = [100, 300, 500, 1000, 2000, 5000, 10000]

const [input, output, from = '0', to = '8'] = process.argv.slice(2)
if (input === undefined || output === undefined) {
  console.error('usage: scripts/spectrogram.ts IN.wav OUT.svg [seconds from] [seconds to]')
  process.exit(2)
}
const { sound, rate } = leftOf(readFileSync(input))
const start = Number(from)
const seconds = Math.min(Number(to), sound.length / rate) - start
const looks = { width: WIDTH, height: HEIGHT, from: start, seconds, window: WINDOW, range: RANGE_DB }
writeFileSync(output, svg(spectrogram(sound, rate, looks)))

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

function svg(image: string): string {
  const left = 64
  const marks = MARKS_HZ.map((hz) => {
    const y = HEIGHT * (1 - heightOf(hz)) + 10
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
