/**
 * The slots of a policy: those that something in it reads, under the names they have there, sorted by name, so that
 * moving a block changes nothing.
 */

import type { Span } from '../../language/ast.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import { beatsPerStep } from '../check/meter.ts'
import { constant, operate } from '../check/values.ts'
import type { ChanceIr, Choice, Num, RewardNum, RuleNum, RuleSpanIr, SlotIr, SpanIr } from '../ir.ts'
import type { ChanceModel, ChoiceModel, MeterModel, SlotModel, SpanModel, Term } from '../model.ts'

export interface SlotTable {
  num(term: Term): Num
  ruleNum(term: Term): RuleNum
  /** @param meter in which steps are counted */
  span(span: SpanModel, meter: MeterModel): SpanIr
  /** Of a rule: in whatever metre it acts. */
  ruleSpan(span: SpanModel): RuleSpanIr
  choice<T extends string>(choice: ChoiceModel<T>): Choice<T>
  chance(chance: ChanceModel): ChanceIr
  /** Sets `weights` of an event once the slot's number is known. */
  weights(slot: SlotModel, event: { weights: number | null }): void
  /** Numbers all slots; nothing may be read after it. `clashes` are slots whose name another one has. */
  finish(): { readonly slots: readonly SlotIr[]; readonly clashes: readonly SlotModel[] }
}

/** How a policy sees what its file declares and imports. */
export interface Viewpoint {
  /** The name of a slot. */
  nameOf(slot: SlotModel): string
  /** The local name of what a file declares. */
  localName(file: string, name: string): string
  /** A path of the workspace as seen from the policy's own file: a policy does not know where that lies. */
  pathOf(path: string): string
  /** A place in the policy's own file: for what another file declares, the import that brings it. */
  placeOf(file: string, span: Span): Span
  /** Where prompts lie. */
  readonly space: TimbreSpace
}

export function createSlotTable({ nameOf, placeOf }: Viewpoint): SlotTable {
  const references: { readonly model: SlotModel; readonly set: (index: number) => void }[] = []

  return { num, ruleNum, span, ruleSpan, choice, chance, weights, finish }

  function reference<T extends { slot: number }>(model: SlotModel, node: T): T {
    references.push({
      model,
      set: (index) => {
        node.slot = index
      },
    })
    return node
  }

  function num(term: Term): Num {
    switch (term.k) {
      case 'const':
        return term
      case 'slot':
        return reference(term.slot, { k: 'slot' as const, slot: -1 })
      case 'op':
        return { k: 'op', op: term.op, a: num(term.a), b: num(term.b) }
      default:
        throw new Error(`${term.k} outside rules and rewards`)
    }
  }

  function ruleNum(term: Term): RuleNum {
    if (term.k === 'player') return term
    if (term.k !== 'op' || !isMeasured(term)) return num(term)
    return { k: 'ruleOp', op: term.op, a: ruleNum(term.a), b: ruleNum(term.b) }
  }

  function span({ amount, unit }: SpanModel, meter: MeterModel): SpanIr {
    if (unit !== 'steps') return { amount: num(amount), unit }
    return { amount: num(operate('*', amount, constant(beatsPerStep(meter)))), unit: 'beats' }
  }

  function ruleSpan({ amount, unit }: SpanModel): RuleSpanIr {
    return { amount: num(amount), unit }
  }

  function choice<T extends string>(model: ChoiceModel<T>): Choice<T> {
    if (model.k === 'fixed') return model
    return reference(model.slot, { k: 'slot' as const, slot: -1, choices: model.choices })
  }

  function chance(model: ChanceModel): ChanceIr {
    return model.k === 'slot' ? reference(model.slot, { k: 'slot' as const, slot: -1 }) : model
  }

  function weights(slot: SlotModel, event: { weights: number | null }): void {
    references.push({
      model: slot,
      set: (index) => {
        event.weights = index
      },
    })
  }

  function finish(): ReturnType<SlotTable['finish']> {
    const named = new Map<string, SlotModel>()
    const clashes = new Set<SlotModel>()
    for (const { model } of references) {
      const name = nameOf(model)
      const other = named.get(name)
      if (other === undefined) named.set(name, model)
      else if (other !== model) clashes.add(model)
    }
    const sorted = [...named].sort(([a], [b]) => (a < b ? -1 : 1))
    const numbers = new Map<SlotModel, number>()
    const slots: SlotIr[] = []
    let index = 0
    for (const [name, model] of sorted) {
      numbers.set(model, slots.length)
      slots.push(slotIr(model, name, index))
      index += model.size
    }
    for (const { model, set } of references) set(numbers.get(model) ?? 0)
    return { slots, clashes: [...clashes] }

    function slotIr(model: SlotModel, name: string, at: number): SlotIr {
      const above = model.above === null ? null : nameOf(model.above)
      return {
        name,
        kind: model.kind,
        unit: model.unit,
        default: model.default,
        min: model.min,
        max: model.max,
        scale: model.scale,
        above: above !== null && named.has(above) ? above : null,
        choices: model.choices,
        features: model.features,
        doc: model.doc,
        index: at,
        size: model.size,
        span: placeOf(model.file, model.span),
      }
    }
  }
}

function isMeasured(term: Term): boolean {
  if (term.k === 'player') return true
  return term.k === 'op' && (isMeasured(term.a) || isMeasured(term.b))
}

/** Rewards read no slots. */
export function rewardNum(term: Term): RewardNum {
  switch (term.k) {
    case 'const':
    case 'metric':
      return term
    case 'op':
      return { k: 'op', op: term.op, a: rewardNum(term.a), b: rewardNum(term.b) }
    case 'else':
      return { k: 'else', a: rewardNum(term.a), b: rewardNum(term.b) }
    default:
      throw new Error(`${term.k} in a reward`)
  }
}

/** A span and nothing else: tree nodes are spans, too, and must not end up in the representation. */
export function plainSpan({ start, end }: Span, by = 0): Span {
  return { start: start + by, end: end + by }
}
