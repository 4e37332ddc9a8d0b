/**
 * A slot is called after its declaration, and `NAME.slots.json` has what was trained by those names: it follows a renaming, or what was
 * trained would be refused. Names are changed, and the hashes that say whose slots these are; no number is, and no blank.
 */

import type { TextEdit } from 'vscode-languageserver'
import { viewpoint } from '../../compiler/compile.ts'
import { behaviourHash, slotSchemaHash } from '../../compiler/emit/behaviour.ts'
import type { PolicyIr } from '../../compiler/ir.ts'
import type { SlotModel } from '../../compiler/model.ts'
import { applyEdits, type Edit } from '../../language/diagnostics.ts'
import { contextual } from '../../runtime/contextual.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import type { After, Analysis } from '../project.ts'
import { textOf } from '../text.ts'
import { jsonStrings } from './json-places.ts'

export type Followed =
  | { readonly kind: 'edits'; readonly edits: TextEdit[] }
  /** What was trained will not fit; said to the person who asked. */
  | { readonly kind: 'left'; readonly why: string }

/** Fields of a slots file whose fields are called like slots. */
const BY_SLOT: ReadonlySet<string> = new Set(['slots', 'sigma', 'choice_probs', 'networks'])

/**
 * @param changes of the texts, by path
 * @returns null where nothing was trained for the file, or what was does not fit it now either
 */
export function slotsFollow(
  analysis: Analysis,
  changes: ReadonlyMap<string, readonly Edit[]>,
): Followed | null {
  const { slotsText } = analysis
  if (slotsText === null) return null
  const left = (why: string): Followed => ({
    kind: 'left',
    why: `${fileName(analysis)} keeps the old names: ${why}`,
  })
  const before = analysis.policy()
  if (before === null) return left('the piece has errors, so which slots it names is not known.')
  if (!fits(before, slotsText)) return null
  const texts = new Map(
    [...changes].map(([path, edits]) => [path, applyEdits(textAt(analysis, path), edits)] as const),
  )
  const after = analysis.after(texts)
  const names = namesAfter(analysis, after, changes)
  if (after.policy === null || names === null) return left('its slots could not be told from each other.')
  const edits = editsOf(slotsText, before, after.policy, names)
  if (!fits(after.policy, applyEdits(slotsText, edits))) return left('with the new ones it would not fit.')
  const text = textOf(slotsText)
  return {
    kind: 'edits',
    edits: edits.map(({ span, newText }) => ({ range: text.rangeOf(span), newText })),
  }
}

const fileName = ({ slotsUri }: Analysis): string =>
  decodeURIComponent(slotsUri.slice(slotsUri.lastIndexOf('/') + 1))

const textAt = ({ path, text, program }: Analysis, of: string): string =>
  of === path ? text.content : (program.sources.texts.get(of) ?? '')

function fits(ir: PolicyIr, slotsText: string): boolean {
  const definition = { slots: ir.slots, behaviour: behaviourOf(ir), slotSchema: slotSchemaHash(ir.slots) }
  return readSlotsFile(definition, slotsText, contextual).ok
}

const behaviourOf = (ir: PolicyIr): string => behaviourHash(ir, RUNTIME_VERSION, null)

function editsOf(
  slotsText: string,
  before: PolicyIr,
  after: PolicyIr,
  names: ReadonlyMap<string, string>,
): readonly Edit[] {
  const hashes: Readonly<Record<string, readonly [was: string, is: string]>> = {
    slot_schema: [slotSchemaHash(before.slots), slotSchemaHash(after.slots)],
    // That of a piece that had changed before stays: it goes on being told.
    policy: [behaviourOf(before), behaviourOf(after)],
  }
  return jsonStrings(slotsText).flatMap(({ path, isName, value, start, end }): Edit[] => {
    const [field = '', slot] = path
    const [was, is] = isName ? [slot, names.get(value)] : path.length === 1 ? (hashes[field] ?? []) : []
    const isMeant = isName ? path.length === 2 && BY_SLOT.has(field) : value === was
    return isMeant && is !== undefined && is !== value
      ? [{ span: { start, end }, newText: JSON.stringify(is) }]
      : []
  })
}

/**
 * By the old name of each slot its new one. The checker finds slots in the order of the text, which a name changes nothing of: they are
 * told apart by their places, moved by what is written before them. Null where one is another than it was.
 */
function namesAfter(
  analysis: Analysis,
  { program }: After,
  changes: ReadonlyMap<string, readonly Edit[]>,
): ReadonlyMap<string, string> | null {
  const [was, is] = [analysis.program.values.slots.found, program.values.slots.found]
  if (was.length !== is.length) return null
  const names = new Map<string, string>()
  const [before, after] = [viewpoint(analysis.program), viewpoint(program)]
  for (const [i, slot] of was.entries()) {
    const its = is[i]
    const moved = placeAfter(changes.get(slot.file) ?? [], slot.span.start)
    if (its === undefined || its.span.start !== moved || shapeOf(its) !== shapeOf(slot)) return null
    names.set(before.nameOf(slot), after.nameOf(its))
  }
  return names
}

function placeAfter(edits: readonly Edit[], place: number): number {
  const ahead = edits.filter(({ span }) => span.end <= place)
  return ahead.reduce((at, { span, newText }) => at + newText.length - (span.end - span.start), place)
}

const shapeOf = ({ file, kind, unit, min, max, scale, choices, features, size }: SlotModel): string =>
  JSON.stringify([file, kind, unit, min, max, scale, choices, features, size])
