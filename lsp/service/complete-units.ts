/** Units behind a number, by the words before it: the last of them that says what it measures. */

import type { LetDecl } from '../../language/ast.ts'
import type { Completion } from './answers.ts'
import { item } from './complete-words.ts'
import { mayBeIn } from './declared.ts'

const MEASURES: Readonly<Record<string, string>> = {
  ms: 'human feel strum short rushes drags spread bias',
  'ms beats': 'snap follow limit',
  '%': 'pan swing strength adapt length density chance explore gate guard drift near mix up down within',
  dB: 'level',
  bars: 'over every for rest fill trade',
  'bars beats': 'count',
  'beats steps': 'pickup loop',
  bpm: 'tempo of',
  days: 'return_rate',
  min: 'duration',
  '': 'bars seed meter form on across confidence',
}

const UNITS: ReadonlyMap<string, string> = new Map(
  Object.entries(MEASURES).flatMap(([units, words]) =>
    words.split(' ').map((word) => [word, units] as const),
  ),
)

export interface OpenNumber {
  readonly units: readonly Completion[]
  /** Nothing stands between the number and the cursor: only its unit can. */
  readonly touches: boolean
}

/** Null where no number waits for its unit. */
export function numberBefore(line: string, words: readonly string[]): OpenNumber | null {
  const [, number, blanks] = /(?<!\w)(\d+(?:\.\d+)?)(\s*)[A-Za-z]*$/.exec(line) ?? []
  if (number === undefined) return null
  const units = unitsBehind(words).map((unit) =>
    // `1 bar`, as people write it.
    item(number === '1' ? unit.replace(/(..)s$/, '$1') : unit, 'unit', 'unit'),
  )
  return { units, touches: blanks === '' }
}

/** Units of what these words wait for: null where it may be anything, '' for a bare number. */
function measured(words: readonly string[]): string | null {
  const last = words.findLast((word) => UNITS.has(word))
  if (words.includes('dynamics')) return last === 'within' ? 'dB' : '%'
  if (last === 'on' && words.includes('expect')) return '%'
  return UNITS.get(last ?? '') ?? null
}

function unitsBehind(words: readonly string[]): readonly string[] {
  const units = measured(words) ?? 'ms s bars beats bpm dB %'
  return units === '' ? [] : units.split(' ')
}

/** Of the lets, those that may stand behind these words: a range of pitches takes no time. */
export function fitting(words: readonly string[]): (item: LetDecl) => boolean {
  const units = words.includes('range') ? 'pitch' : measured(words)
  return (item) => units === null || mayBeIn(units.split(' '), item)
}
