/** Small pictures for a page: spectrograms in a grid, lines of a sweep. */

import { spectrogram } from '../pictures/spectrogram.ts'

const RANGE_DB = 72
const WINDOW = 1024

export interface Cell {
  readonly title: string
  readonly samples: Float32Array
}

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
    // The window of the first column begins a quarter before the sound: a stroke on its first frame is in the picture's.
    const from = WINDOW / 4 / rate
    const image = spectrogram(samples, rate, {
      width,
      height,
      from,
      seconds,
      window: WINDOW,
      range: RANGE_DB,
    })
    return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${image}"/><text x="${x}" y="${y - 5}">${escaped(title)}</text>`
  })
  return svg(title, columns * stepX + 6, rows * stepY + 20, drawn)
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
