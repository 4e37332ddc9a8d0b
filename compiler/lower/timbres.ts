/** The timbres of a policy, each once. */

import { VOICE_TARGETS, type VoiceTarget } from '../../runtime/timbre/baked.ts'
import { lexiconSpace } from '../../runtime/timbre/lexicon-space.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import { nounOf, type PlayedBy, promptAsPlayed } from '../defaults.ts'
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
  index(timbre: TimbreModel, by: PlayedBy): number
  /** A prompt that stands in no file. */
  prompt(text: string, by: PlayedBy): number
  /** `unknown` are prompts that the space was not asked about. */
  finish(): { readonly timbres: readonly TimbreIr[]; readonly unknown: readonly string[] }
}

interface Row {
  readonly timbre: TimbreIr
  /** Where its parameters are decoded, beside a description that says how a sound is and not what: "dry" on a snare is a dry snare. */
  readonly decoded: readonly number[]
  /** The kinds of voices that play it. */
  readonly players: Set<VoiceTarget>
}

export function createTimbreTable(slots: SlotTable, view: Viewpoint): TimbreTable {
  const { localName, pathOf, placeOf, space } = view
  const rows: Row[] = []
  /** By timbre, then by what is decoded for who plays it. */
  const known = new Map<TimbreModel, Map<string, number>>()
  const prompts = new Map<string, number>()
  const unknown: string[] = []

  return { index, prompt, finish }

  /** Mixes come after what they are made of; the walk keeps its own stack, since mixes nest as deep as a file is long. */
  function index(timbre: TimbreModel, by: PlayedBy): number {
    const noun = space.decode === null ? '' : nounOf(by)
    const open = [timbre]
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const parts: readonly TimbreModel[] = next.kind === 'mix' ? [next.b, next.a] : []
      const waiting = parts.filter((part) => placeOfTimbre(part, noun) === undefined)
      if (waiting.length > 0) open.push(...waiting)
      else {
        if (placeOfTimbre(next, noun) === undefined) add(next, noun)
        open.pop()
      }
    }
    return played(placeOfTimbre(timbre, noun) ?? 0, by)
  }

  function placeOfTimbre(timbre: TimbreModel, noun: string): number | undefined {
    return known.get(timbre)?.get(described(timbre, noun))
  }

  /** The prompt that is decoded. A mix is told apart by the noun, whatever it is made of. */
  function described(timbre: TimbreModel, noun: string): string {
    switch (timbre.kind) {
      case 'sample':
        return ''
      case 'mix':
        return noun
      default:
        return promptAsPlayed(timbre.text, noun, space)
    }
  }

  function played(at: number, { kind }: PlayedBy): number {
    rows[at]?.players.add(targetOf(kind))
    return at
  }

  function add(timbre: TimbreModel, noun: string): void {
    const of = described(timbre, noun)
    const at = push(irOf(timbre, noun), timbre.kind === 'mix' ? [] : decodedAt(timbre, of))
    const places = known.get(timbre) ?? new Map<string, number>()
    known.set(timbre, places.set(of, at))
    if (timbre.kind === 'prompt' && timbre.name === timbre.text) prompts.set(timbre.text, at)
  }

  function irOf(timbre: TimbreModel, noun: string): TimbreIr {
    const name = localName(timbre.file, timbre.name)
    const span = placeOf(timbre.file, timbre.span)
    switch (timbre.kind) {
      case 'mix':
        return {
          name,
          span,
          kind: 'mix',
          a: placeOfTimbre(timbre.a, noun) ?? 0,
          b: placeOfTimbre(timbre.b, noun) ?? 0,
          t: slots.num(timbre.t),
        }
      case 'near': {
        const { text, reach } = timbre
        const directions = timbre.directions.map(({ vector, at }) => ({
          vector: rounded(vector),
          at: slots.num(at),
        }))
        return { name, span, kind: 'near', text, reach, vector: rounded(timbre.vector), directions }
      }
      case 'sample':
        return { name, span, kind: 'sample', path: pathOf(timbre.path), vector: rounded(timbre.vector) }
      case 'prompt':
        return { name, span, kind: 'prompt', text: timbre.text, vector: rounded(timbre.vector) }
    }
  }

  function decodedAt(timbre: Exclude<TimbreModel, { kind: 'mix' }>, said: string): readonly number[] {
    return timbre.kind === 'sample' || said === timbre.text ? timbre.vector : asked(said)
  }

  function asked(text: string): readonly number[] {
    const encoded = space.encode(text)
    if (encoded === null) unknown.push(text)
    return encoded?.vector ?? []
  }

  /** Names what sounds, as all that the compiler fills in does. */
  function prompt(text: string, by: PlayedBy): number {
    const before = prompts.get(text)
    if (before !== undefined) return played(before, by)
    const vector = rounded(asked(text))
    const at = push({ name: text, span: { start: 0, end: 0 }, kind: 'prompt', text, vector }, vector)
    prompts.set(text, at)
    return played(at, by)
  }

  function push(timbre: TimbreIr, decoded: readonly number[]): number {
    rows.push({ timbre, decoded: rounded(decoded), players: new Set() })
    return rows.length - 1
  }

  function finish(): ReturnType<TimbreTable['finish']> {
    const { decode } = space
    if (decode === null || unknown.length > 0) return { timbres: rows.map(({ timbre }) => timbre), unknown }
    // Who plays a mix plays what it is made of, which stands before it.
    for (let i = rows.length - 1; i >= 0; i--) {
      const timbre = rows[i]?.timbre
      if (timbre?.kind !== 'mix') continue
      for (const target of rows[i]?.players ?? [])
        for (const part of [timbre.a, timbre.b]) rows[part]?.players.add(target)
    }
    return { timbres: rows.map((row) => baked(row, decode)), unknown }
  }
}

/** The parameters of a voice as a policy has them. @param vector as the model gave it */
export const paramsAsWritten = (
  decode: NonNullable<TimbreSpace['decode']>,
  vector: readonly number[],
  target: VoiceTarget,
): readonly number[] => significant(decode(rounded(vector), target))

/** A timbre of a trained space with what plays it. */
function baked({ timbre, decoded, players }: Row, decode: NonNullable<TimbreSpace['decode']>): TimbreIr {
  if (timbre.kind === 'mix') return timbre
  const patchesOf = (vector: readonly number[]): PatchesIr =>
    Object.fromEntries(
      VOICE_TARGETS.flatMap((target) =>
        players.has(target) ? [[target, significant(decode(vector, target))]] : [],
      ),
    )
  const words = timbre.kind === 'sample' ? '' : timbre.text
  const point = { lexicon: rounded(lexiconSpace.encode(words).vector), patches: patchesOf(decoded) }
  if (timbre.kind !== 'near') return { ...timbre, ...point }
  const { reach } = timbre
  const directions = timbre.directions.map((direction) => {
    const off = (by: number): PatchesIr =>
      patchesOf(unit(decoded.map((x, i) => x + by * (direction.vector[i] ?? 0))))
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
