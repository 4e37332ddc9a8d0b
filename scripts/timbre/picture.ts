/** Small pictures for a page: spectrograms in a grid, lines of a sweep. SVG, with indexed PNGs inside, so that a page stays light. */

import { crc32, deflateSync } from 'node:zlib'
import { spectrum } from '../../test/runtime/audio/measure.ts'

const COLOURS = 48
const RANGE_DB = 72
const TOP_HZ = 16_000
const WINDOW = 1024

export interface Cell {
  readonly title: string
  readonly samples: Float32Array
}

const mel = (hz: number): number => 2595 * Math.log10(1 + hz / 700)
const hertz = (value: number): number => 700 * (10 ** (value / 2595) - 1)

/** Cells row by row, each with its first `seconds`; 0 to 16 kHz upwards on a Mel scale. */
export function spectrograms(
  title: string,
  cells: readonly Cell[],
  {
    columns,
    seconds,
    rate,
    width = 150,
    height = 96,
  }: {
    readonly columns: number
    readonly seconds: number
    readonly rate: number
    readonly width?: number
    readonly height?: number
  },
): string {
  const [stepX, stepY] = [width + 12, height + 30]
  const rows = Math.ceil(cells.length / columns)
  const drawn = cells.map(({ title, samples }, i) => {
    const [x, y] = [6 + (i % columns) * stepX, 34 + Math.floor(i / columns) * stepY]
    const image = `data:image/png;base64,${png(picture(samples, width, height, seconds, rate), width, height).toString('base64')}`
    return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${image}"/><text x="${x}" y="${y - 5}">${escaped(title)}</text>`
  })
  return svg(title, columns * stepX + 6, rows * stepY + 20, drawn)
}

function picture(
  samples: Float32Array,
  width: number,
  height: number,
  seconds: number,
  rate: number,
): Uint8Array {
  const levels = new Float64Array(width * height)
  for (let x = 0; x < width; x++) {
    const power = spectrum(samples, Math.round((x / width) * seconds * rate) - WINDOW / 4, WINDOW)
    for (let y = 0; y < height; y++) {
      const low = (hertz((mel(TOP_HZ) * (height - y - 1)) / height) / rate) * WINDOW
      const high = (hertz((mel(TOP_HZ) * (height - y)) / height) / rate) * WINDOW
      let most = 0
      for (let k = Math.floor(low); k <= Math.ceil(high); k++) most = Math.max(most, power[k] ?? 0)
      levels[y * width + x] = 10 * Math.log10(most + 1e-12)
    }
  }
  const loudest = levels.reduce((most, level) => Math.max(most, level), -120)
  return Uint8Array.from(levels, (level) =>
    Math.round(Math.min(1, Math.max(0, 1 + (level - loudest) / RANGE_DB)) * (COLOURS - 1)),
  )
}

/** From night over violet and orange to white, as in scripts/spectrogram.ts. */
function palette(): Buffer {
  const stops = [
    [13, 14, 22],
    [60, 30, 95],
    [176, 58, 88],
    [245, 150, 60],
    [255, 245, 220],
  ] as const
  return Buffer.from(
    Array.from({ length: COLOURS }, (_, c) => {
      const place = (c / (COLOURS - 1)) * (stops.length - 1)
      const i = Math.min(stops.length - 2, Math.floor(place))
      const [a, b] = [stops[i] ?? stops[0], stops[i + 1] ?? stops[0]]
      return ([0, 1, 2] as const).map((k) => Math.round(a[k] + (b[k] - a[k]) * (place - i)))
    }).flat(),
  )
}

function png(indices: Uint8Array, width: number, height: number): Buffer {
  const raw = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) raw.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
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
    chunk('IDAT', deflateSync(raw, { level: 9 })),
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

export interface Line {
  readonly title: string
  readonly values: readonly number[]
}

/** Lines over the same steps; the name of each at its end. */
export function lines(title: string, steps: readonly string[], all: readonly Line[]): string {
  const [width, height, left, top] = [520, 260, 40, 40]
  const values = all.flatMap((line) => line.values)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (i: number): number => left + (i / (steps.length - 1)) * width
  const y = (value: number): number => top + height * (1 - (value - low) / (high - low))
  const colours = ['#b03a58', '#3c6e9f', '#d1892c', '#4f8a4b', '#7a5ba8', '#6b6b6b', '#1f9e9e', '#a0522d']
  const ticks = Array.from({ length: 5 }, (_, i) => low + ((high - low) * i) / 4)
  // Names that would lie on one another are moved apart.
  const ends = all.map((line, i) => ({ i, at: y(line.values.at(-1) ?? low) })).sort((a, b) => a.at - b.at)
  let last = Number.NEGATIVE_INFINITY
  const places = new Map(
    ends.map(({ i, at }) => {
      last = Math.max(at, last + 14)
      return [i, last]
    }),
  )
  const drawn = [
    ...ticks.map(
      (value) =>
        `<path d="M${left} ${y(value).toFixed(1)}h${width}" stroke="#8884" fill="none"/><text x="${left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end">${value.toFixed(1)}</text>`,
    ),
    ...steps.map(
      (step, i) => `<text x="${x(i)}" y="${top + height + 20}" text-anchor="middle">${escaped(step)}</text>`,
    ),
    ...all.map((line, i) => {
      const points = line.values.map((value, k) => `${x(k).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
      const colour = colours[i % colours.length]
      return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${left + width + 8}" y="${((places.get(i) ?? 0) + 4).toFixed(1)}" fill="${colour}">${escaped(line.title)}</text>`
    }),
  ]
  return svg(title, left + width + 130, top + height + 34, drawn)
}

function svg(title: string, width: number, height: number, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#777">
<title>${escaped(title)}</title>
<text x="6" y="14" font-size="13">${escaped(title)}</text>
${parts.join('\n')}
</svg>
`
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
