/** The timbres of a policy, each once. */

import { VOICE_TARGETS, type VoiceTarget } from '../../runtime/timbre/baked.ts'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import type { PatchesIr, TimbreIr } from '../ir.ts'
import type { TimbreModel } from '../model.ts'
import type { MemberKind } from '../policy-types.ts'
import type { SlotTable, Viewpoint } from './slots.ts'

/**
 * Four digits: each of 32 numbers is off by 5e-5 at most, so that a vector and the one meant are at most 4e-8 apart, by
 * the distance of timbres (0 to 2); of 256 numbers 3e-7. All sixteen digits would be a quarter of a compiled trio.
 */
const DIGITS = 1e4

const rounded = (vector: readonly number[]): readonly number[] =>
  // + 0: −0 is 0.
  vector.map((x) => Math.round(x * DIGITS) / DIGITS + 0)

/** Parameters keep five digits, whatever their size: a frequency is off by a fiftieth of a cent at most. */
const significant = (values: readonly number[]): readonly number[] =>
  values.map((x) => Number(x.toPrecision(5)) + 0)

export interface TimbreTable {
  /** @param kind who plays it */
  index(timbre: TimbreModel, kind: MemberKind): number
  /** A prompt that stands in no file. */
  prompt(text: string, kind: MemberKind): number
  /** `unknown` are prompts that the space was not asked about. */
  finish(): { readonly timbres: readonly TimbreIr[]; readonly unknown: readonly string[] }
}

export function createTimbreTable(slots: SlotTable, view: Viewpoint): TimbreTable {
  const { localName, placeOf, space } = view
  const timbres: TimbreIr[] = []
  /** By timbre: the kinds of voices that play it. */
  const players: Set<VoiceTarget>[] = []
  const known = new Map<TimbreModel, number>()
  const prompts = new Map<string, number>()
  const unknown: string[] = []

  return { index, prompt, finish }

  /** Mixes come after what they are made of; the walk keeps its own stack, since mixes nest as deep as a file is long. */
  function index(timbre: TimbreModel, kind: MemberKind): number {
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
    return played(known.get(timbre) ?? 0, kind)
  }

  function played(at: number, kind: MemberKind): number {
    players[at]?.add(targetOf(kind))
    return at
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
      case 'near': {
        const { text, reach } = timbre
        const directions = timbre.directions.map(({ vector, at }) => ({
          vector: rounded(vector),
          at: slots.num(at),
        }))
        return push({ name, span, kind: 'near', text, reach, vector: rounded(timbre.vector), directions })
      }
      case 'sample':
        return push({ name, span, kind: 'sample', path: timbre.path, vector: rounded(timbre.vector) })
      case 'prompt': {
        const at = push({ name, span, kind: 'prompt', text: timbre.text, vector: rounded(timbre.vector) })
        if (name === timbre.text) prompts.set(name, at)
        return at
      }
    }
  }

  function prompt(text: string, kind: MemberKind): number {
    const at = prompts.get(text)
    if (at !== undefined) return played(at, kind)
    const encoded = space.encode(text)
    if (encoded === null) unknown.push(text)
    const vector = rounded(encoded?.vector ?? [])
    const made = push({ name: text, span: { start: 0, end: 0 }, kind: 'prompt', text, vector })
    prompts.set(text, made)
    return played(made, kind)
  }

  function push(timbre: TimbreIr): number {
    timbres.push(timbre)
    players.push(new Set())
    return timbres.length - 1
  }

  function finish(): ReturnType<TimbreTable['finish']> {
    const { decode } = space
    if (decode === null || unknown.length > 0) return { timbres, unknown }
    // Who plays a mix plays what it is made of, which stands before it.
    for (let i = timbres.length - 1; i >= 0; i--) {
      const timbre = timbres[i]
      if (timbre?.kind !== 'mix') continue
      for (const target of players[i] ?? [])
        for (const part of [timbre.a, timbre.b]) players[part]?.add(target)
    }
    return { timbres: timbres.map((timbre, i) => baked(timbre, decode, players[i] ?? new Set())), unknown }
  }
}

/** A timbre of a trained space with what plays it. */
function baked(
  timbre: TimbreIr,
  decode: NonNullable<TimbreSpace['decode']>,
  players: ReadonlySet<VoiceTarget>,
): TimbreIr {
  if (timbre.kind === 'mix') return timbre
  const patchesOf = (vector: readonly number[]): PatchesIr =>
    Object.fromEntries(
      VOICE_TARGETS.flatMap((target) =>
        players.has(target) ? [[target, significant(decode(vector, target))]] : [],
      ),
    )
  const words = timbre.kind === 'sample' ? '' : timbre.text
  const point = { lexicon: rounded(lexiconSpace.encode(words).vector), patches: patchesOf(timbre.vector) }
  if (timbre.kind !== 'near') return { ...timbre, ...point }
  const { vector: centre, reach } = timbre
  const directions = timbre.directions.map((direction) => {
    const off = (by: number): PatchesIr =>
      patchesOf(unit(centre.map((x, i) => x + by * (direction.vector[i] ?? 0))))
    return { ...direction, behind: off(-reach), ahead: off(reach) }
  })
  return { ...timbre, ...point, directions }
}

function unit(vector: readonly number[]): readonly number[] {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  return vector.map((x) => x / length)
}

function targetOf(kind: MemberKind): VoiceTarget {
  switch (kind) {
    case 'metronome':
    case 'drummer':
      return 'percussion'
    case 'bassist':
    case 'guitarist':
      return 'string'
    case 'pianist':
      return 'keys'
  }
}
