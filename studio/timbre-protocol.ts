/** What the timbre picker asks the compiler's worker, which has the trained model, and how its answers are read: what is none is null. */

import type { PlayedBy } from '../compiler/defaults.ts'
import { TARGET_PARAMS } from '../runtime/audio/palette/baked-patch.ts'
import type { VoiceTarget } from '../runtime/timbre/baked.ts'
import { unitVectorProblem } from '../runtime/timbre/embedding.ts'
import { field, isText } from './read-message.ts'

/** The space of all vectors here. */
export const TRAINED_SPACE = 'sil-timbre/2'

export type TimbreQuestion =
  /** How they sound; answered in their order. The last of them is the one that is heard, played by `by`. */
  | { readonly about: 'prompts'; readonly prompts: readonly string[]; readonly by: PlayedBy }
  /** One channel, about ±1: how it sounds, in words. */
  | { readonly about: 'recording'; readonly samples: Float32Array; readonly sampleRate: number }
  /** Words that sound like it. */
  | { readonly about: 'neighbours'; readonly prompt: string; readonly count: number }

export type TimbreAnswer =
  | { readonly about: 'prompts'; readonly timbres: readonly TrainedTimbre[]; readonly patches: PlayedPatches }
  | { readonly about: 'recording'; readonly heard: TrainedHearing }
  | { readonly about: 'neighbours'; readonly prompts: readonly string[] }
  /** There is no trained model, or none that could read this; `why` goes into `lexiconInWords`. */
  | { readonly about: 'nothing'; readonly why: string }

/** A prompt as the trained model has it. */
export interface TrainedTimbre {
  /** 256 numbers of length 1. */
  readonly vector: readonly number[]
  /** By the names of `models/timbre/words/attributes.ts`, −1 to 1. */
  readonly attributes: Readonly<Record<string, number>>
  readonly unknown: readonly UnknownPromptWord[]
}

/** What plays a prompt, as in the piece: each kind of voice's numbers in the order of its table. */
export type PlayedPatches = Readonly<Record<VoiceTarget, readonly number[]>>

export interface UnknownPromptWord {
  /** As written. */
  readonly word: string
  /** A known word that is spelled nearly so. */
  readonly meant: string | null
}

type TrainedHearing =
  | {
      readonly ok: true
      readonly prompt: string
      /** What of it was not heard, in words. */
      readonly note: string | null
    }
  /** `problem` goes on after the file's name. */
  | { readonly ok: false; readonly problem: string }

/** @param asked what it should answer */
export function readTimbreAnswer(given: unknown, asked: TimbreQuestion): TimbreAnswer | null {
  const why = field(given, 'why')
  const about = field(given, 'about')
  if (about === 'nothing') return isText(why) ? { about, why } : null
  if (about !== asked.about) return null
  switch (asked.about) {
    case 'prompts': {
      const timbres = listOf(field(given, 'timbres'), readTimbre)
      const patches = readPatches(field(given, 'patches'))
      if (timbres?.length !== asked.prompts.length || patches === null) return null
      return { about: 'prompts', timbres, patches }
    }
    case 'recording': {
      const heard = readHearing(field(given, 'heard'))
      return heard === null ? null : { about: 'recording', heard }
    }
    case 'neighbours': {
      const prompts = listOf(field(given, 'prompts'), (one) => (isText(one) ? one : null))
      return prompts === null ? null : { about: 'neighbours', prompts: prompts.slice(0, asked.count) }
    }
  }
}

function readTimbre(given: unknown): TrainedTimbre | null {
  const vector = numbersOf(field(given, 'vector'))
  const attributes = readAttributes(field(given, 'attributes'))
  const unknown = listOf(field(given, 'unknown'), readUnknown)
  if (vector === null || unitVectorProblem(vector, TRAINED_SPACE) !== null) return null
  if (attributes === null || unknown === null) return null
  return { vector, attributes, unknown }
}

function readPatches(given: unknown): PlayedPatches | null {
  const percussion = readPatch(given, 'percussion')
  const string = readPatch(given, 'string')
  const keys = readPatch(given, 'keys')
  return percussion === null || string === null || keys === null ? null : { percussion, string, keys }
}

function readPatch(given: unknown, target: VoiceTarget): readonly number[] | null {
  const numbers = numbersOf(field(given, target))
  return numbers?.length === TARGET_PARAMS[target].length ? numbers : null
}

function readAttributes(given: unknown): Readonly<Record<string, number>> | null {
  if (typeof given !== 'object' || given === null) return null
  const read: Record<string, number> = {}
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null
    read[name] = value
  }
  return read
}

function readUnknown(given: unknown): UnknownPromptWord | null {
  const word = field(given, 'word')
  const meant = field(given, 'meant')
  return isText(word) && (meant === null || isText(meant)) ? { word, meant } : null
}

function readHearing(given: unknown): TrainedHearing | null {
  const prompt = field(given, 'prompt')
  const note = field(given, 'note')
  const problem = field(given, 'problem')
  if (field(given, 'ok') === true)
    return isText(prompt) && (note === null || isText(note)) ? { ok: true, prompt, note } : null
  return isText(problem) ? { ok: false, problem } : null
}

const numbersOf = (given: unknown): readonly number[] | null =>
  listOf(given, (one) => (typeof one === 'number' && Number.isFinite(one) ? one : null))

/** null where it is no list, or one of its items is none. */
function listOf<T>(given: unknown, read: (item: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(given)) return null
  const items: T[] = []
  for (const one of given) {
    const item = read(one)
    if (item === null) return null
    items.push(item)
  }
  return items
}
