/** How a performance may be ended, and what is made of options that make no sense: they are reported, and left out. */

import { type Fits, oneOf, readOptions, teller } from './options.ts'
import type { OnProblem } from './problems.ts'
import type { EndOptions } from './session/build.ts'
import { END_REASONS, type EndReason, LONGEST_SESSION } from './session/log.ts'

/** Made by calls that a bundle may leave out: threads that end nothing carry none of it. */
const FITS: Fits<EndOptions> = {
  reason: /* @__PURE__ */ oneOf(END_REASONS),
  rating: /* @__PURE__ */ within(1, 5),
  at: /* @__PURE__ */ within(0, LONGEST_SESSION),
}

/** @param usual the reason where none is given that makes sense */
export function soundEnd(
  given: EndOptions | null | undefined,
  usual: EndReason,
  report: OnProblem,
): EndOptions {
  return { reason: usual, ...readOptions(given, FITS, Reflect.get, teller(report, 'end: ')) }
}

function within(least: number, most: number): Fits<EndOptions>['at'] {
  return [
    (value) => typeof value === 'number' && value >= least && value <= most,
    `a number from ${least} to ${most}`,
  ]
}
