/** All words there are, in order. */

import { SPECTRUM } from './adjectives-spectrum.ts'
import { TAIL } from './adjectives-tail.ts'
import { TOUCH } from './adjectives-touch.ts'
import type { GradedWord } from './attributes.ts'
import { DRUMS, type Noun, PERCUSSION, PITCHED, type TimbreClass } from './class-table.ts'
import { DESCRIPTIONS } from './descriptions.ts'

export const ADJECTIVES: readonly GradedWord[] = [...SPECTRUM, ...TOUCH, ...TAIL]

export const CLASSES: readonly TimbreClass[] = [...DRUMS, ...PERCUSSION, ...PITCHED].map((one) => ({
  ...one,
  nouns: [...one.nouns, ...described(one.id)],
}))

function described(id: string): readonly Noun[] {
  return (DESCRIPTIONS[id] ?? '').split('|').map((text) => ({
    noun: text.replace('*', ''),
    grades: {},
    bare: text.startsWith('*'),
    heldOut: false,
  }))
}

/** The prompts that the project began with, and the class of each. */
export const FOUNDING_PROMPTS: readonly { readonly prompt: string; readonly classes: readonly string[] }[] = [
  { prompt: 'warm woody click', classes: ['click', 'woodblock'] },
  { prompt: 'sharp metallic tick', classes: ['click'] },
  { prompt: 'soft brushed snare', classes: ['brush'] },
  { prompt: 'deep kick drum', classes: ['kick'] },
  { prompt: 'closed hi-hat', classes: ['hat'] },
  { prompt: 'snare with rim', classes: ['rim', 'snare'] },
]

export const HELD_OUT_ADJECTIVES: readonly GradedWord[] = ADJECTIVES.filter(({ heldOut }) => heldOut)

export const heldOutNouns = ({ nouns }: TimbreClass): readonly Noun[] =>
  nouns.filter(({ heldOut }) => heldOut)
