/**
 * Chords and scales of the library, as plain data. The library builds its dictionaries, with inversions and bit
 * patterns, each time it is loaded; that is a tenth of a start of `sil check`. So the build runs this file and bundles
 * the values it exports (`scripts/build/tables.ts`); nothing else in `runtime/theory` may import the library.
 */

import { all as allChordTypes } from '@tonaljs/chord-type'
import { all as allScales } from '@tonaljs/scale-type'

/** Intervals (`1P 3m 5P`), and the endings that spell them. */
export const CHORDS: readonly (readonly [intervals: string, endings: readonly string[]])[] =
  allChordTypes().map(({ intervals, aliases }) => [intervals.join(' '), aliases])

/** Intervals, and the names, the library's own first. */
export const SCALES: readonly (readonly [intervals: string, names: readonly string[]])[] = allScales().map(
  ({ intervals, name, aliases }) => [intervals.join(' '), [name, ...aliases]],
)
