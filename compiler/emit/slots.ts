/** How emitted code reads slots: from the vector `s`, or, baked, as literals. */

import type { Choice, Num, PolicyIr, SlotIr } from '../ir.ts'
import type { SlotSpec } from '../policy-types.ts'
import { type Code, code, differing, mark, object, table, textOf, wrapped } from './code.ts'
import { call, constant, type Expression, fold, operate } from './expressions.ts'
import { commentText, numberLiteral, stringLiteral } from './literals.ts'
import { createShelf, present } from './module.ts'
import type { Names } from './names.ts'

export interface SlotCode {
  /** Of a slot of size 1. */
  number(slot: number): Expression
  num(num: Num): Expression
  /** The fixed string, or the one that a slot chooses. */
  choice<T extends string>(choice: Choice<T>): string
  /** Where the weights of a choice stand, as two arguments: an array and the index of the first. */
  weights(slot: number, choices: number): string
  /** Constants that the code read so far refers to. */
  declarations(): readonly Code[]
  /** The array of slot specifications. */
  specifications(): Code
}

export function createSlotCode(ir: PolicyIr, names: Names, bake: Float64Array | null): SlotCode {
  const indices: readonly string[] =
    bake === null ? ir.slots.map((slot) => names.unique(`S_${slot.name}`)) : ir.slots.map(() => '')
  const shelf = createShelf(names)
  const specOf = (slot: number): SlotIr => present(ir.slots[slot], `slot ${slot}`)
  const baked = (index: number): number => present(bake?.[index], `baked value ${index}`)

  const self: SlotCode = {
    number(slot) {
      const spec = specOf(slot)
      return bake === null ? call(`s[${indices[slot]}]`) : constant(baked(spec.index))
    },
    num: (num) => fold(num, operationOf, (leaf) => leafOf(leaf, self.number), operate),
    choice(choice) {
      if (choice.k === 'fixed') return stringLiteral(choice.value)
      if (bake !== null) {
        const index = baked(specOf(choice.slot).index)
        return stringLiteral(present(choice.choices[index], `choice ${index} of ${specOf(choice.slot).name}`))
      }
      const text = `[${choice.choices.map(stringLiteral).join(', ')}]`
      const array = shelf.share(`${specOf(choice.slot).name}_choices`, text, (name) => [
        `const ${name} = ${text}`,
      ])
      return `${array}[s[${indices[choice.slot]}]]`
    },
    weights(slot, choices) {
      if (bake === null) return `s, ${indices[slot]}`
      const { index, name } = specOf(slot)
      const values = Array.from({ length: choices }, (_, i) => numberLiteral(baked(index + i)))
      const text = wrapped('Float64Array.of(', values, ')')
      return `${shelf.share(`W_${name}`, text, (constant) => [`const ${constant} = ${text}`])}, 0`
    },
    declarations: () => [...indexDeclarations(ir.slots, indices), ...shelf.declarations],
    specifications: () =>
      bake === null ? table(ir.slots.map((slot, i) => specification(slot, indices[i] ?? ''))) : ['[]'],
  }
  return self
}

const operationOf = (num: Num) => (num.k === 'op' ? { operator: num.op, a: num.a, b: num.b } : null)

function leafOf(num: Num, slot: (slot: number) => Expression): Expression {
  switch (num.k) {
    case 'const':
      return constant(num.v)
    case 'slot':
      return slot(num.slot)
    case 'op':
      throw new TypeError('an operation is no leaf')
  }
}

function indexDeclarations(slots: readonly SlotIr[], names: readonly string[]): readonly Code[] {
  return slots.flatMap((slot, i) => {
    const name = names[i]
    if (name === undefined || name === '') return []
    return [
      code`${mark(slot.span, slot.name)}const ${name} = ${String(slot.index)} // ${commentText(describe(slot))}`,
    ]
  })
}

/** `pocket.snap, ms 5..60` */
function describe(slot: SlotSpec): string {
  if (slot.choices !== null) return `${slot.name}, ${slot.choices.join(' | ')}`
  if (slot.min === null || slot.max === null) return `${slot.name}, ${slot.kind}`
  return `${slot.name}, ${slot.unit === null ? '' : `${slot.unit} `}${slot.min}..${slot.max}`
}

/** What `slot(…)` of an emitted module fills in. */
export const SLOT_DEFAULTS: Readonly<Record<string, string>> = {
  unit: 'null',
  default: '0.5',
  min: 'null',
  max: 'null',
  scale: "'linear'",
  above: 'null',
  choices: 'null',
  features: 'null',
  doc: 'null',
  size: '1',
}

function specification(slot: SlotIr, index: string): Code {
  const orNull = (value: number | null): string => (value === null ? 'null' : numberLiteral(value))
  const textOrNull = (value: string | null): string => (value === null ? 'null' : stringLiteral(value))
  const more = differing(
    {
      unit: textOrNull(slot.unit),
      default: scalar(slot.default),
      min: orNull(slot.min),
      max: orNull(slot.max),
      scale: stringLiteral(slot.scale),
      above: textOrNull(slot.above),
      choices: slot.choices === null ? 'null' : strings(slot.choices),
      features: slot.features === null ? 'null' : strings(slot.features),
      doc: textOrNull(slot.doc),
      size: numberLiteral(slot.size),
    },
    SLOT_DEFAULTS,
  )
  const what = `${index}, ${stringLiteral(slot.kind)}, ${stringLiteral(slot.name)}`
  const head = code`${mark(slot.span, slot.name)}slot(${what}`
  return more.length === 0 ? code`${head})` : code`${head}, ${object(more, textOf(head).length)})`
}

const strings = (texts: readonly string[]): string => `[${texts.map(stringLiteral).join(', ')}]`

const scalar = (value: number | string): string =>
  typeof value === 'number' ? numberLiteral(value) : stringLiteral(value)
