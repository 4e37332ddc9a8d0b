/** What the trainer has found for a file's slots: `NAME.slots.json` beside it. A file that does not fit is told, and not used. */

import { behaviourHash, slotSchemaHash } from '../../compiler/emit/behaviour.ts'
import { valuesByName } from '../../compiler/emit/values.ts'
import type { SlotIr } from '../../compiler/ir.ts'
import type { NumberLit } from '../../language/ast.ts'
import { contextual } from '../../runtime/contextual.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import type { Analysis } from '../project.ts'
import { byLexicon } from '../readers.ts'
import { rounded } from './musical-time.ts'

export type TrainedValue = number | string | readonly number[]

export type Trained =
  | {
      readonly fits: true
      /** By the slot's name, in the slot's unit. */
      readonly values: ReadonlyMap<string, TrainedValue>
      /** By slot: what its network depends on. Its value is what somebody plays of whom nothing is known. */
      readonly networks: ReadonlyMap<string, readonly string[]>
      /** `cma-es, 4,000 sessions, 2026-11-20`: as far as the file says it. */
      readonly origin: string
      /** The piece has changed since, as far as the space that it sounds in can say. */
      readonly older: boolean
    }
  | { readonly fits: false; readonly problem: string }

const known = new WeakMap<Analysis, Trained | null>()

/** Null where nothing was trained, or where the file has errors and its slots are not known. */
export function trainedOf(analysis: Analysis): Trained | null {
  const before = known.get(analysis)
  if (before !== undefined) return before
  const trained = read(analysis)
  known.set(analysis, trained)
  return trained
}

function read({ policy, slotsText, timbres }: Analysis): Trained | null {
  const ir = slotsText === null ? null : policy()
  if (ir === null || ir.slots.length === 0 || slotsText === null) return null
  const behaviour = behaviourHash(ir, RUNTIME_VERSION, null)
  const definition = { slots: ir.slots, behaviour, slotSchema: slotSchemaHash(ir.slots) }
  const reading = readSlotsFile(definition, slotsText, contextual)
  if (!reading.ok) {
    const [first] = reading.problems
    return { fits: false, problem: first === undefined ? '' : `${first.path} ${first.message}` }
  }
  const values = new Map(Object.entries(valuesByName(ir.slots, reading.slots)))
  const networks = new Map([...reading.networks].map(([name, { features }]) => [name, features] as const))
  // Read by the lexicon each piece is another than the one that `sil` compiled and trained: that says nothing of its age.
  const older = reading.warnings.length > 0 && timbres !== byLexicon
  return { fits: true, values, networks, origin: originOf(slotsText), older }
}

/** @param written how its default is written: a share may be `0.58` or `58%` */
export function trainedInWords(value: TrainedValue, slot: SlotIr, written: NumberLit | null): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number')
    return value.map((one, i) => `${slot.choices?.[i] ?? i + 1} ${share(one)}`).join(', ')
  if (written?.unit === '%' || (written === null && slot.kind === 'chance')) return share(value)
  return slot.unit === null ? rounded(value) : `${rounded(value)} ${slot.unit}`
}

const share = (value: number): string => `${rounded(100 * value)}%`

/** Any JSON: what is not as it should be is left out. */
function originOf(text: string): string {
  const trained = field(JSON.parse(text), 'trained')
  const said = ['method', 'data', 'date'].map((name) => field(trained, name))
  return said.filter((one) => typeof one === 'string' && one !== '').join(', ')
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
