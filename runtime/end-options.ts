/** How a performance may be ended, and what is made of options that make no sense: they are reported, and left out. */

import { inWords, messageOf, type OnProblem } from './problems.ts'
import type { EndOptions } from './session/build.ts'
import { END_REASONS, type EndReason, LONGEST_SESSION } from './session/log.ts'

/** Whether a value from the host is what an option needs. */
const FITS: { readonly [K in keyof EndOptions]-?: (value: unknown) => boolean } = {
  reason: (value) => END_REASONS.some((reason) => reason === value),
  rating: within(1, 5),
  at: within(0, LONGEST_SESSION),
}

/** @param usual the reason where none is given that makes sense */
export function soundEnd(
  given: EndOptions | null | undefined,
  usual: EndReason,
  report: OnProblem,
): EndOptions {
  const sound: [string, unknown][] = []
  if (given === undefined || given === null) return { reason: usual }
  if (typeof given !== 'object') {
    refuse(`${inWords(given)} is no set of options`)
    return { reason: usual }
  }
  for (const [name, fits] of Object.entries(FITS)) {
    // Read once, here, as at the start.
    try {
      const value: unknown = Reflect.get(given, name)
      if (value === undefined || value === null) continue
      if (fits(value)) sound.push([name, value])
      else refuse(`${name} cannot be ${inWords(value)}`)
    } catch (error) {
      report({ code: 'bad-option', message: `the options of end cannot be read: ${messageOf(error)}` })
    }
  }
  return { reason: usual, ...Object.fromEntries(sound) }

  function refuse(message: string): void {
    report({ code: 'bad-option', message: `end: ${message}` })
  }
}

function within(least: number, most: number): (value: unknown) => boolean {
  return (value) => typeof value === 'number' && value >= least && value <= most
}
