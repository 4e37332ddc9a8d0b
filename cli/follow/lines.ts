/** What the two forms of `sil follow` share: faults of a line, and what is told of all lines at once. */

import { unitsInBeat } from '../../runtime/beat-unit.ts'
import { openingSection } from '../../runtime/opening.ts'
import type { Seconds } from '../../runtime/units.ts'
import type { Context } from '../context.ts'
import type { JsonLine } from '../io/json-lines.ts'
import { Failure, INPUT_ERROR } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { warn } from '../print/warn.ts'

/** Where lines come from. */
export interface Data {
  readonly path: string
  readonly notes: Notes
}

export const faultOf =
  ({ path }: Data, { line }: JsonLine) =>
  (what: string): Failure =>
    new Failure(INPUT_ERROR, `${path}, line ${line}: ${what}.`)

/** Said once a file, with how many lines it is true of: a thousand warnings are read by nobody. */
export interface Notes {
  /** @param kind what is the same of all its lines */
  add(kind: string, message: string): void
  tell(context: Context, path: string): void
}

export function createNotes(): Notes {
  const notes = new Map<string, { readonly message: string; count: number }>()
  return {
    add(kind, message) {
      const known = notes.get(kind)
      if (known === undefined) notes.set(kind, { message, count: 1 })
      else known.count++
    },
    tell(context, path) {
      for (const { message, count } of notes.values())
        warn(context, `${path}: ${message}${count === 1 ? '' : ` (and so on, ${count} times)`}`)
    },
  }
}

/** What the piece's bpm is where a beat lasts so long. */
export const bpmOf = ({ definition }: Policy, beat: Seconds): number => (60 * unitsInBeat(definition)) / beat

/** Rounding is no difference in tempo. */
const ROUNDING = 1e-9

/** The range has the last word, and whoever plays outside of it must hear that. */
export function noteTempo({ definition, slots }: Policy, { notes }: Data, id: string, bpm: number): void {
  const { lowBpm, highBpm } = definition.tempo(slots)
  if (bpm >= lowBpm * (1 - ROUNDING) && bpm <= highBpm * (1 + ROUNDING)) return
  const range = `${Number(lowBpm.toFixed(2))} to ${Number(highBpm.toFixed(2))} bpm`
  notes.add(
    'tempo',
    `${JSON.stringify(id)} begins at ${Number(bpm.toFixed(2))} bpm, and the piece keeps to ${range}`,
  )
}

/** `4/4`, as data of recordings have it; what else stands there nobody can compare. */
const METER = /^\d+\/\d+$/

/** The piece's bars are what its band plays, and learns the player in: it counts no others, and whoever is in others must hear that. */
export function noteMeter({ definition }: Policy, { notes }: Data, id: string, written: unknown): void {
  const meter = openingSection(definition)?.meter
  if (meter === undefined || typeof written !== 'string' || !METER.test(written)) return
  const own = `${meter.upper}/${meter.lower}`
  if (written !== own) notes.add('meter', `${JSON.stringify(id)} is in ${written}, and the piece in ${own}`)
}
