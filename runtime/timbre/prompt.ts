/**
 * From a prompt ("soft brushed snare") to a timbre, by the lexicon: deterministic, and honest about every word it
 * does not know.
 *
 * The noun that matters most (an instrument before a gesture before a generic word, the last of several) is the
 * head and brings its profile; other nouns colour it. Qualities then move the profile. A move is added on the
 * scale u = v / (1 − |v|), on which a grade can rise for ever without reaching 1: moves of one axis add up in any
 * order, `very bright` is brighter than `bright`, and a hi-hat, bright by itself, has less room above than a tom.
 */

import { AXES, CLASS_AXES, type GradedAxis, MATERIAL_AXES, PRESENCE } from './axes.ts'
import { TimbreEmbedding, type TimbreTextEncoder, timbreOfGrades } from './embedding.ts'
import { LONGEST_SPELLING, type Meaning, meaningOf } from './lexicon.ts'
import type { Grades, LexiconEntry } from './lexicon-entry.ts'
import { likelySpellings } from './likely-spellings.ts'

interface KnownWord {
  /** The word's name in the lexicon: `hat` for `Hi-Hat`. */
  readonly word: string
  /** Where it stands in the prompt, in UTF-16 units; `end` is after its last. */
  readonly start: number
  readonly end: number
  readonly kind: LexiconEntry['kind'] | 'intensity'
}

export interface UnknownWord {
  /** As written. */
  readonly word: string
  readonly start: number
  readonly end: number
  /** Words of the lexicon that are spelled nearly so, nearest first. */
  readonly nearest: readonly string[]
}

export interface PromptReading {
  /** Of the known words; the neutral timbre where there is none. */
  readonly embedding: TimbreEmbedding
  readonly known: readonly KnownWord[]
  readonly unknown: readonly UnknownWord[]
}

/** Reads a prompt. Never fails: what is not known is listed, and the rest is the timbre. */
export function readPrompt(text: string): PromptReading {
  const known: KnownWord[] = []
  const unknown: UnknownWord[] = []
  const sentence = createSentence()
  const tokens = tokensOf(text)
  for (let i = 0; i < tokens.length; ) {
    const found = longestMatch(tokens, i)
    const first = tokens[i]
    const last = tokens[i + (found?.count ?? 1) - 1]
    if (first === undefined || last === undefined) break
    const { start } = first
    const { end } = last
    i += found?.count ?? 1
    if (found === null) {
      unknown.push({
        word: text.slice(start, end),
        start,
        end,
        // Found when asked for: a text full of unknown words must not cost a search for each.
        get nearest() {
          return likelySpellings(
            first.word,
            known.some(({ kind }) => kind === 'instrument'),
          )
        },
      })
      sentence.forgetIntensity()
      continue
    }
    sentence.add(found.meaning)
    if (found.meaning.role === 'word') {
      const { entry } = found.meaning
      known.push({ word: entry.words[0] ?? '', start, end, kind: entry.kind })
    } else if (found.meaning.role === 'intensity') {
      known.push({ word: text.slice(start, end).toLowerCase(), start, end, kind: 'intensity' })
    }
  }
  return { embedding: known.length === 0 ? TimbreEmbedding.neutral() : sentence.timbre(), known, unknown }
}

/** The timbre of a prompt; words the lexicon does not know count for nothing. */
export function timbreOfText(text: string): TimbreEmbedding {
  return readPrompt(text).embedding
}

/** The lexicon as an encoder, for `TimbreEmbedding.fromText`. */
export const lexiconEncoder: TimbreTextEncoder = {
  encode: (description) => readPrompt(description).embedding.vector,
}

interface Token {
  /** Lower case, accents composed. */
  readonly word: string
  readonly start: number
  readonly end: number
}

/** Letters and digits make words; hyphens and everything else part them. */
function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu)].map((match) => ({
    word: match[0].toLowerCase().normalize('NFC'),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function longestMatch(tokens: readonly Token[], from: number): { meaning: Meaning; count: number } | null {
  for (let count = Math.min(LONGEST_SPELLING, tokens.length - from); count > 0; count--) {
    const spelling = tokens
      .slice(from, from + count)
      .map(({ word }) => word)
      .join(' ')
    const meaning = meaningOf(spelling)
    if (meaning !== null) return { meaning, count }
  }
  return null
}

interface Noun {
  readonly entry: LexiconEntry
  /** Counted up by words like `with`. */
  readonly segment: number
  readonly removed: boolean
}

/** What has been read so far, word by word. */
function createSentence() {
  const nouns: Noun[] = []
  const moves: { readonly grades: Grades; readonly factor: number }[] = []
  let segment = 0
  let factor = 1
  let removing = false
  return { add, forgetIntensity, timbre }

  function forgetIntensity(): void {
    factor = 1
    removing = false
  }

  function add(meaning: Meaning): void {
    switch (meaning.role) {
      case 'word':
        if (meaning.entry.kind === 'quality') {
          moves.push({ grades: meaning.entry.grades, factor: removing ? factor * REMOVED_QUALITY : factor })
          // "very warm and woody": the intensity is the next quality's alone.
          factor = 1
        } else {
          nouns.push({ entry: meaning.entry, segment, removed: removing })
          forgetIntensity()
        }
        return
      case 'intensity':
        // "not very", "very very": each scales the next.
        factor *= meaning.factor
        return
      case 'joiner':
        segment++
        forgetIntensity()
        return
      case 'remover':
        segment++
        factor = 1
        removing = true
        return
      case 'stop':
        return
    }
  }

  function timbre(): TimbreEmbedding {
    const grades = moved(blended(nouns), moves)
    return timbreOfGrades(grades)
  }
}

/** `no warmth`, `without shine`: the quality turned round, not quite in full. */
const REMOVED_QUALITY = -0.7
/** A noun beside the head: enough to hear, not to rename the sound. */
const MODIFIER_WEIGHT = 0.4
const GENERIC_WEIGHT = 0.15
const REMOVED_WEIGHT = -0.3

/** The profiles of the nouns as one: attributes as a weighted mean, materials and classes as their strongest share. */
function blended(nouns: readonly Noun[]): Map<GradedAxis, number> {
  const head = headOf(nouns)
  const weighted = nouns.map((noun) => ({ grades: noun.entry.grades, weight: weightOf(noun, head) }))
  const total = weighted.reduce((sum, { weight }) => sum + Math.max(0, weight), 0)
  const profile = new Map<GradedAxis, number>()
  for (const axis of GRADED_AXES) {
    const shares = weighted.map(({ grades, weight }) => (grades[axis] ?? 0) * weight)
    if (UNIPOLAR.has(axis)) {
      const most = Math.max(0, ...shares)
      profile.set(axis, Math.max(0, most + Math.min(0, ...shares)))
    } else {
      profile.set(axis, total > 0 ? clamp(sum(shares) / total) : 0)
    }
  }
  return profile
}

function headOf(nouns: readonly Noun[]): Noun | undefined {
  const kept = nouns.filter((noun) => !noun.removed)
  const telling = kept.filter((noun) => noun.entry.kind !== 'generic')
  const first = telling.filter((noun) => noun.segment === telling[0]?.segment)
  return first.filter((noun) => noun.entry.kind === 'instrument').at(-1) ?? first.at(-1) ?? kept.at(-1)
}

function weightOf(noun: Noun, head: Noun | undefined): number {
  if (noun === head) return 1
  if (noun.removed) return REMOVED_WEIGHT
  return noun.entry.kind === 'generic' ? GENERIC_WEIGHT : MODIFIER_WEIGHT
}

/** The profile after all moves. */
function moved(
  profile: ReadonlyMap<GradedAxis, number>,
  moves: readonly { readonly grades: Grades; readonly factor: number }[],
): Grades {
  const grades: Partial<Record<GradedAxis, number>> = {}
  for (const axis of GRADED_AXES) {
    const from = profile.get(axis) ?? 0
    const move = MOVE_SCALE * sum(moves.map((one) => (one.grades[axis] ?? 0) * one.factor))
    const to = move === 0 ? from : bounded(unbounded(from) + move)
    grades[axis] = UNIPOLAR.has(axis) ? Math.max(0, to) : to
  }
  return grades
}

/** A plain quality moves a neutral sound by 0.6. */
const MOVE_SCALE = 1.5

const GRADED_AXES: readonly GradedAxis[] = AXES.filter((axis) => axis !== PRESENCE)
const UNIPOLAR: ReadonlySet<GradedAxis> = new Set([...MATERIAL_AXES, ...CLASS_AXES])

/** −1..1 to the whole line. The end is kept finite, so that a move still counts there. */
function unbounded(v: number): number {
  const size = Math.min(Math.abs(v), 0.95)
  return (v < 0 ? -size : size) / (1 - size)
}

function bounded(u: number): number {
  return u / (1 + Math.abs(u))
}

function clamp(v: number): number {
  return Math.max(-1, Math.min(1, v))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
