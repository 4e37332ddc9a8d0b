/** Small pictures as SVG: elements from code, never from text, so that no policy of the page needs to be loosened. */

const SVG = 'http://www.w3.org/2000/svg'

type Attributes = Readonly<Record<string, string | number>>

export function mark(tag: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, typeof value === 'number' ? String(Math.round(value * 100) / 100) : value)
  }
  made.append(...children)
  return made
}

/** A picture of so many pixels; `label` says what it shows. */
export function picture(width: number, height: number, label: string): SVGElement {
  return mark('svg', {
    class: 'chart-picture',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-label': label,
  })
}

export type TextAnchor = 'start' | 'middle' | 'end'

export function words(
  x: number,
  y: number,
  text: string,
  anchor: TextAnchor = 'start',
  className = '',
): SVGElement {
  return mark('text', { x, y, 'text-anchor': anchor, class: `chart-text ${className}`.trim() }, text)
}

export type Scale = (value: number) => number

export function linear(from: number, to: number, low: number, high: number): Scale {
  const factor = (high - low) / (to - from || 1)
  return (value) => low + (value - from) * factor
}

/** Round values between two, about `count` of them. */
export function ticks(from: number, to: number, count: number): readonly number[] {
  if (!(to > from) || !Number.isFinite(to - from)) return []
  const raw = (to - from) / count
  const magnitude = 10 ** Math.floor(Math.log10(raw || 1))
  const step = ([1, 2, 5, 10].find((factor) => factor * magnitude >= raw) ?? 10) * magnitude
  const first = Math.ceil(from / step)
  const last = Math.floor(to / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step)
}

export function path(points: readonly (readonly [number, number])[], className: string): SVGElement {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return mark('path', { d, class: className })
}
