/** Beside what is written, what it comes to: the other unit of a time, what a slot was trained to, the tones of a chord. */

import { type InlayHint, InlayHintKind } from 'vscode-languageserver'
import type { SlotIr } from '../../compiler/ir.ts'
import type { NumberLit, Span } from '../../language/ast.ts'
import { type Node, walk } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import type { HintSettings } from '../settings.ts'
import { chordTones } from './chords.ts'
import { paceOf, rounded } from './musical-time.ts'
import { type Trained, trainedInWords, trainedOf } from './trained.ts'

export function hintsIn(analysis: Analysis, { start, end }: Span, wanted: HintSettings): InlayHint[] {
  const pace = wanted.times ? paceOf(analysis) : null
  const trained = wanted.trained ? trainedOf(analysis) : null
  const slots = trained?.fits === true ? slotsByPlace(analysis) : null
  const hints: InlayHint[] = []
  const hint = (at: number, label: string, tooltip: string): void => {
    const position = analysis.text.positionAt(at)
    hints.push({ position, label, kind: InlayHintKind.Type, paddingLeft: true, tooltip })
  }
  /** The end of the chords that are being walked; pitches, which are cells like them, have no tones. */
  let chordsEnd = -1
  walk(analysis.program.sources.main.tree, (node) => {
    if (node.kind === 'property' && node.key.text === 'chords') chordsEnd = node.end
    if (node.end < start || node.start > end) return
    const time = node.kind === 'number' && pace !== null ? otherUnit(node, pace.beat) : null
    if (time !== null && pace !== null)
      hint(node.end, time, `At ${rounded(pace.bpm)} bpm, the tempo that this file begins with.`)
    const value = trained === null ? null : valueAt(node, slots, trained)
    if (value !== null && trained?.fits === true) hint(value.at, `⟶ ${value.text}`, tooltipOf(trained))
    const tones =
      node.kind === 'nameCell' && wanted.chords && node.end <= chordsEnd ? chordTones(node.text) : null
    if (tones !== null) hint(node.end, tones.join(' '), 'The tones of this chord.')
  })
  return hints
}

function otherUnit({ unit, value, flaw }: NumberLit, beat: number): string | null {
  if (flaw !== null || value === 0) return null
  if (unit === 'ms') return `${rounded(value / beat)} beats`
  if (unit === 'beats') return `${rounded(value * beat)} ms`
  return null
}

type Slots = ReadonlyMap<string, SlotIr>

function slotsByPlace({ result }: Analysis): Slots {
  return new Map(result.ir?.slots.map((slot) => [`${slot.span.start}-${slot.span.end}`, slot]))
}

/** Behind the default, which is what the value stands for; behind a cell or a choice. */
function valueAt(
  node: Node,
  slots: Slots | null,
  trained: Trained,
): { readonly at: number; readonly text: string } | null {
  const slot = slots?.get(`${node.start}-${node.end}`)
  const value = slot === undefined || !trained.fits ? undefined : trained.values.get(slot.name)
  if (slot === undefined || value === undefined) return null
  const written = node.kind === 'learn' && node.default?.kind === 'number' ? node.default : null
  const at = node.kind === 'learn' ? (node.default?.end ?? node.end) : node.end
  const features = trained.fits ? trained.networks.get(slot.name) : undefined
  const words = trainedInWords(value, slot, written)
  return { at, text: features === undefined ? words : `network of ${features.join(', ')}` }
}

function tooltipOf({ origin, older }: Trained & { readonly fits: true }): string {
  const from = origin === '' ? 'Trained' : `Trained: ${origin}`
  return older ? `${from}; the piece has changed since.` : `${from}.`
}
