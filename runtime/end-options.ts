/** How a performance may be ended, and what is made of options that make no sense: they are reported, and left out. */

import { type Fits, readOptions } from './options.ts'
import type { OnProblem } from './problems.ts'
import type { EndOptions } from './session/build.ts'
import { END_REASONS, type EndReason, LONGEST_SESSION } from './session/log.ts'

const FITS: Fits<EndOptions> = {
  reason: [(value) => END_REASONS.some((reason) => reason === value), 'completed, stopped, killed or error'],
  rating: within(1, 5),
  at: within(0, LONGEST_SESSION),
}

/** @param usual the reason where none is given that makes sense */
export function soundEnd(
  given: EndOptions | null | undefined,
  usual: EndReason,
  report: OnProblem,
): EndOptions {
  const tell = (message: string): void => report({ code: 'bad-option', message: `end: ${message}` })
  return { reason: usual, ...readOptions(given, FITS, Reflect.get, tell) }
}

function within(least: number, most: number): Fits<EndOptions>['at'] {
  return [
    (value) => typeof value === 'number' && value >= least && value <= most,
    `a number from ${least} to ${most}`,
  ]
}
