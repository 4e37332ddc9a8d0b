/** How messages between threads are read: what is no such thing is null, or nothing. */

import type { HeardSound, SourceText } from '../compiler/compile-api.ts'
import { TIMBRE_SPACES, type TimbreSpaceId } from '../runtime/timbre/spaces.ts'

/** What stands under a name, of whatever was sent. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

export const isText = (value: unknown): value is string => typeof value === 'string'
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value)

/** A file that was asked for, as the compiler takes it. */
export function readSource(given: unknown): SourceText | null {
  const text = field(given, 'text')
  const why = field(given, 'why')
  switch (field(given, 'kind')) {
    case 'text':
      return isText(text) ? { kind: 'text', text } : null
    case 'missing':
      return { kind: 'missing' }
    case 'refused':
      return isText(why) ? { kind: 'refused', why } : null
    default:
      return null
  }
}

/** A recording that was asked for, heard in a space: `HeardBeside` of studio/server/document.ts. */
export function readHeard(given: unknown, space: TimbreSpaceId): HeardSound {
  const why = field(given, 'why')
  switch (field(given, 'kind')) {
    case 'heard': {
      const vector = field(field(given, 'vectors'), space)
      const note = field(field(given, 'notes'), space)
      return isVector(vector, TIMBRE_SPACES[space])
        ? { kind: 'heard', vector, cutOff: field(given, 'cutOff') === true, note: isText(note) ? note : null }
        : { kind: 'refused', why: 'cannot be heard in this space' }
    }
    case 'refused':
      return { kind: 'refused', why: isText(why) ? why : 'cannot be heard' }
    default:
      return { kind: 'missing' }
  }
}

const isVector = (value: unknown, length: number): value is readonly number[] =>
  Array.isArray(value) && value.length === length && value.every(Number.isFinite)
