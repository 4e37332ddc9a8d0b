/** JSON for standard output, which may be a terminal. */

import { UNPRINTABLE } from './printable.ts'

/** What JSON lets through as it is and a terminal obeys is written as an escape: to whoever reads JSON it is the same. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
