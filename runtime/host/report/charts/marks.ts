import type { ResponseMode } from '../input.ts'
import { compact, type Markup, markup } from '../markup.ts'

/** The band's three answers, in the order of the zones. */
export const MODES: readonly ResponseMode[] = ['snap', 'follow', 'limit']

export const MODE_NAMES: Readonly<Record<ResponseMode, string>> = {
  snap: 'held the beat',
  follow: 'followed',
  limit: 'at the limit',
}

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Thousands of dots in one path: a line of no length, drawn with a cap, is a dot of the stroke's width. Each zone has
 * its own shape beside its colour: snap a disc, follow a square, limit a ring.
 */
export function dots(mode: ResponseMode | 'extra', points: readonly Point[]): Markup | null {
  if (points.length === 0) return null
  const d = dotPath(points)
  // The ring's hole is the same path again in the colour of the paper.
  return mode === 'limit'
    ? markup`<path class="dot limit" d="${d}"/><path class="dot hole" d="${d}"/>`
    : markup`<path class="dot ${mode}" d="${d}"/>`
}

export function dotPath(points: readonly Point[]): string {
  return points.map((p) => `M${compact(p.x)} ${compact(p.y)}h0`).join('')
}

/** A line through points; x in its own units. */
export function linePath(points: readonly Point[]): string {
  return points.map((p, i) => `${i === 0 ? 'M' : 'L'}${compact(p.x)} ${compact(p.y)}`).join('')
}

/** The shape and colour of each answer, in words. */
export function legend(extra: Markup | null = null): Markup {
  return markup`<ul class="legend">${MODES.map(
    (mode) =>
      markup`<li><svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${dots(mode, [{ x: 7, y: 7 }])}</svg>${LEGEND[mode]}</li>`,
  )}${extra}</ul>`
}

/** A sample of a line for the legend. */
export function lineSample(kind: string, text: string): Markup {
  return markup`<li><svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true"><path class="${kind}" d="M1 7H21"/></svg>${text}</li>`
}

const LEGEND: Readonly<Record<ResponseMode, string>> = {
  snap: 'snap: the band held the beat',
  follow: 'follow: the band leaned your way',
  limit: 'limit: as far as it stretches',
}
