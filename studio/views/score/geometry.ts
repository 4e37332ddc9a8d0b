/** Where times and names lie on the score. */

import type { Seconds } from '../../../runtime/units.ts'

/** Where now is, as a share of the width: what has sounded is worth more room than the moment that is known ahead. */
export const NOW_AT = 0.8

/** Seconds across, by width. */
const LEAST_SPAN: Seconds = 4
const MOST_SPAN: Seconds = 9
const PIXELS_A_SECOND = 118

export function spanOf(width: number): Seconds {
  return Math.max(LEAST_SPAN, Math.min(MOST_SPAN, width / PIXELS_A_SECOND))
}

/** Of a page, for people who want it calm: what is seen of the one before, and when the next one is turned to. */
const PAGE_BEFORE = 0.1
const PAGE = 0.8

/**
 * Where now is on a page that stands still: the line runs over it and the page turns when it is nearly through, so that
 * nothing scrolls. As a share of the width.
 */
export function nowOnPage(now: Seconds, span: Seconds): number {
  const page = span * PAGE
  return PAGE_BEFORE + (now - Math.floor(now / page) * page) / span
}

/** Names of members stand left of the lanes where there is room. */
export function fieldLeft(width: number, height: number): number {
  return width < 520 ? 48 : labelIn(height) * 6.4
}

/** Names grow with the stage's screen, px. */
export function labelIn(height: number): number {
  return Math.max(13, Math.min(22, height * 0.022))
}

/** Above the lanes: a row of sections, a row of bars. */
export const topIn = (height: number): number => 2.6 * labelIn(height)
