/** Options from a host. Not all hosts are written in TypeScript: what makes no sense is told, and left out. */

import { inWords, messageOf, type OnProblem } from './problems.ts'

/** Of every option: whether a value is what it needs, and in words what that is. */
export type Fits<Options> = {
  readonly [K in keyof Options]-?: readonly [fits: (value: unknown) => boolean, wanted: string]
}

/**
 * The options that make sense; some hosts say null for nothing.
 *
 * @param read the value of an option; each is read once, for what lies behind it may be a getter that fails, or that
 * answers otherwise the next time
 */
export function readOptions<Options extends object>(
  given: unknown,
  known: Fits<Options>,
  read: (given: object, name: string) => unknown,
  tell: (message: string) => void,
): Readonly<Record<string, unknown>> {
  const sound: Record<string, unknown> = {}
  if (!isObject(given)) {
    if (given !== null && given !== undefined) tell(`${inWords(given)} is no set of options`)
    return sound
  }
  for (const [name, [fits, wanted]] of Object.entries<Fits<{ one: unknown }>['one']>(known)) {
    try {
      const value = read(given, name) ?? undefined
      if (value === undefined) continue
      if (fits(value)) sound[name] = value
      else tell(`${name} cannot be ${inWords(value)}, only ${wanted}`)
    } catch (error) {
      tell(`${name} cannot be read: ${messageOf(error)}`)
    }
  }
  return sound
}

/** A value that is one of these. */
export function oneOf(these: readonly unknown[]): Fits<{ one: unknown }>['one'] {
  return [(value) => these.includes(value), `${these.slice(0, -1).join(', ')} or ${these.at(-1)}`]
}

/** @param call as in `swap: `, where it is not a start */
export const teller =
  (report: OnProblem, call = '') =>
  (message: string): void =>
    report({ code: 'bad-option', message: call + message })

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
