/** How messages between threads are read: what is no such thing is null, or nothing. */

import type { SourceText } from '../compiler/compile-api.ts'

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
