/**
 * Checks at the door: values from outside are read field by field, and every fault is noted with its place.
 * After the first few faults the rest is noise, so no more are kept.
 */

import { inWords, messageOf } from '../problems.ts'

/** What is wrong, and where: `beats[3].velocity`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** The outcome of reading something that may be anything. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export interface NumberRange {
  readonly min?: number
  readonly max?: number
  /** The number must lie above this. */
  readonly above?: number
  readonly whole?: boolean
}

const MOST_PROBLEMS = 20

/** A list of faults that fills as things are read. */
export interface Faults {
  readonly problems: readonly Problem[]
  fault(path: string, message: string): void
  /** True once so many faults are known that reading on helps nobody. */
  full(): boolean
  record(value: unknown, path: string): Readonly<Record<string, unknown>>
}

export interface Checks extends Faults {
  list(value: unknown, path: string): readonly unknown[]
  number(value: unknown, path: string, range: NumberRange): number
  text(value: unknown, path: string): string
  choice<T extends string>(value: unknown, path: string, choices: readonly T[]): T | null
}

export function createFaults(): Faults {
  const problems: Problem[] = []
  return { problems, fault, full, record }

  function fault(path: string, message: string): void {
    if (!full()) problems.push({ path, message })
  }

  function full(): boolean {
    return problems.length >= MOST_PROBLEMS
  }

  function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
    if (isRecord(value)) return value
    fault(path, `must be an object, not ${inWords(value)}`)
    return {}
  }
}

/** What a file holds, given as a value or as its text. Half a file, or the page that a server sends instead, is no JSON. */
export function fieldsOf(
  json: unknown,
  what: string,
  { fault, record }: Faults,
): Readonly<Record<string, unknown>> {
  if (typeof json !== 'string') return record(json, what)
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    fault(what, 'is not JSON')
    return {}
  }
  return record(value, what)
}

/** Readers that give a harmless value where they find a fault; `problems` tells whether any was found. */
export function createChecks(): Checks {
  const faults = createFaults()
  const { fault } = faults
  return { ...faults, list, number, text, choice }

  function list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value
    fault(path, `must be a list, not ${inWords(value)}`)
    return []
  }

  function number(value: unknown, path: string, range: NumberRange): number {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      fault(path, `must be a number, not ${inWords(value)}`)
      return 0
    }
    if (range.whole === true && !Number.isSafeInteger(value))
      fault(path, `must be a whole number, not ${value}`)
    else if (range.above !== undefined && value <= range.above) {
      fault(path, `must be above ${range.above}, not ${value}`)
    } else if (range.min !== undefined && value < range.min) {
      fault(path, `must be at least ${range.min}, not ${value}`)
    } else if (range.max !== undefined && value > range.max) {
      fault(path, `must be at most ${range.max}, not ${value}`)
    }
    return value
  }

  function text(value: unknown, path: string): string {
    if (typeof value === 'string') return value
    fault(path, `must be a text, not ${inWords(value)}`)
    return ''
  }

  function choice<T extends string>(value: unknown, path: string, choices: readonly T[]): T | null {
    const found = choices.find((name) => name === value)
    if (found !== undefined) return found
    fault(path, `must be one of ${choices.join(', ')}, not ${inWords(value)}`)
    return null
  }
}

export function flag({ fault }: Faults, value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') fault(path, `must be true or false, not ${inWords(value)}`)
  return value === true
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a reader makes of a value; objects of a host that throw when they are looked at are a fault like others. */
export function reading<T>(what: string, read: () => Reading<T>): Reading<T> {
  try {
    return read()
  } catch (error) {
    return { ok: false, problems: [{ path: what, message: `cannot be read: ${messageOf(error)}` }] }
  }
}
