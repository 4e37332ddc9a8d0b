/** The timbres of a policy, each once. */

import { promptTimbre } from '../check/prompts.ts'
import type { TimbreIr } from '../ir.ts'
import type { TimbreModel } from '../model.ts'
import type { SlotTable, Viewpoint } from './slots.ts'

/**
 * Four digits: each of 32 numbers is off by 5e-5 at most, so that a vector and the one meant are at most 4e-8 apart, by
 * the distance of timbres (0 to 2). All sixteen digits would be a quarter of a compiled trio.
 */
const DIGITS = 1e4

const rounded = (vector: readonly number[]): readonly number[] =>
  // + 0: −0 is 0.
  vector.map((x) => Math.round(x * DIGITS) / DIGITS + 0)

export interface TimbreTable {
  index(timbre: TimbreModel): number
  /** A prompt that stands in no file. */
  prompt(text: string): number
  finish(): readonly TimbreIr[]
}

export function createTimbreTable(slots: SlotTable, { localName, placeOf }: Viewpoint): TimbreTable {
  const timbres: TimbreIr[] = []
  const known = new Map<TimbreModel, number>()
  const prompts = new Map<string, number>()

  return { index, prompt, finish: () => timbres }

  /** Mixes come after what they are made of; the walk keeps its own stack, since mixes nest as deep as a file is long. */
  function index(timbre: TimbreModel): number {
    const open = [timbre]
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const parts: readonly TimbreModel[] = next.kind === 'mix' ? [next.b, next.a] : []
      const waiting = parts.filter((part) => !known.has(part))
      if (waiting.length > 0) open.push(...waiting)
      else {
        if (!known.has(next)) known.set(next, add(next))
        open.pop()
      }
    }
    return known.get(timbre) ?? 0
  }

  function add(timbre: TimbreModel): number {
    const name = localName(timbre.file, timbre.name)
    const span = placeOf(timbre.file, timbre.span)
    switch (timbre.kind) {
      case 'mix':
        return push({
          name,
          span,
          kind: 'mix',
          a: known.get(timbre.a) ?? 0,
          b: known.get(timbre.b) ?? 0,
          t: slots.num(timbre.t),
        })
      case 'sample':
        return push({ name, span, kind: 'sample', path: timbre.path, vector: rounded(timbre.vector) })
      case 'prompt': {
        const at = push({ name, span, kind: 'prompt', text: timbre.text, vector: rounded(timbre.vector) })
        if (name === timbre.text) prompts.set(name, at)
        return at
      }
    }
  }

  function prompt(text: string): number {
    const at = prompts.get(text)
    if (at !== undefined) return at
    const { vector } = promptTimbre(text)
    prompts.set(
      text,
      push({ name: text, span: { start: 0, end: 0 }, kind: 'prompt', text, vector: rounded(vector) }),
    )
    return timbres.length - 1
  }

  function push(timbre: TimbreIr): number {
    timbres.push(timbre)
    return timbres.length - 1
  }
}
