/**
 * Prompts as the panel sees and plays them: read by the trained model, as in the piece; where it cannot be had, by the lexicon, and it is
 * said why. All timbres of one reading are of one space, so that the map can measure between them.
 */

import type { PlayedBy } from '../../../compiler/defaults.ts'
import { TIMBRE_SPACE } from '../../../runtime/timbre/axes.ts'
import { leafSound } from '../../../runtime/timbre/baked.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import {
  type PlayedPatches,
  readTimbreAnswer,
  type TimbreAnswer,
  type TimbreQuestion,
  TRAINED_SPACE,
  type TrainedTimbre,
  type UnknownPromptWord,
} from '../../timbre-protocol.ts'
import type { Slider } from './words.ts'

/** Asks the worker that has the model; null where nothing came back. What came is looked at here. */
export type AskTimbre = (question: TimbreQuestion) => Promise<unknown>

export interface PanelTimbre {
  readonly timbre: TimbreEmbedding
  readonly unknown: readonly UnknownPromptWord[]
  /** Where the whole prompt lies between a slider's words, −1 to 1. */
  grade(slider: Slider): number
}

export interface Reading {
  readonly prompts: readonly string[]
  /** One a prompt, in their order. */
  readonly timbres: readonly PanelTimbre[]
  /** Why it is the lexicon's; null where it is the trained model's, or that one has not been waited for long enough. */
  readonly why: string | null
}

export interface ReaderSetup {
  readonly ask: AskTimbre
  readonly onReading: (reading: Reading) => void
}

/** An answer that takes longer comes too late for a hand that waits. */
export const PATIENCE_MS = 4000
/** As long an empty panel may stay empty. */
const FIRST_MS = 1000
const LATE = 'the trained model has not answered yet'

export interface Reader {
  /**
   * These prompts, now: a question that is not answered yet is forgotten. What was shown stays until then.
   *
   * @param by who plays the last of them, which alone can be heard
   */
  read(prompts: readonly string[], by: PlayedBy): void
  close(): void
}

export function createReader({ ask, onReading }: ReaderSetup): Reader {
  let wanted: readonly string[] = []
  let player: PlayedBy = { kind: 'metronome', voice: 'beat' }
  let question = 0
  let asking = false
  let empty = true
  /** The last question was waited for in vain. */
  let late = false
  let patience: ReturnType<typeof setTimeout> | null = null
  const first = setTimeout(() => {
    if (empty && question > 0) show(byLexicon(wanted, LATE))
  }, FIRST_MS)
  return {
    read(prompts, by) {
      wanted = prompts
      player = by
      question++
      if (late) show(byLexicon(wanted, LATE))
      else patience ??= setTimeout(tooLate, PATIENCE_MS)
      if (!asking) void work()
    },
    close() {
      question = -1
      clearTimeout(first)
      answered()
    },
  }

  function show(reading: Reading): void {
    empty = false
    onReading(reading)
  }

  function tooLate(): void {
    patience = null
    late = true
    show(byLexicon(wanted, LATE))
  }

  function answered(): void {
    if (patience !== null) clearTimeout(patience)
    patience = null
    late = false
  }

  /** One question at a time: what was typed while it is answered is asked as one. */
  async function work(): Promise<void> {
    asking = true
    while (question > 0) {
      const asked = question
      const reading = await readBy(ask, wanted, player)
      if (asked === question) {
        answered()
        show(reading)
        break
      }
    }
    asking = false
  }
}

async function readBy(ask: AskTimbre, prompts: readonly string[], by: PlayedBy): Promise<Reading> {
  const answer = await asked(ask, { about: 'prompts', prompts, by })
  if (answer.about === 'prompts') {
    const { timbres, patches } = answer
    const last = prompts.length - 1
    return {
      prompts,
      timbres: timbres.map((one, i) => trained(prompts[i] ?? '', one, i === last ? patches : null)),
      why: null,
    }
  }
  return byLexicon(prompts, answer.about === 'nothing' ? answer.why : 'its answer cannot be read')
}

/** Never rejects; what is no answer is none. */
export async function asked(ask: AskTimbre, question: TimbreQuestion): Promise<TimbreAnswer> {
  const given = await ask(question).catch(() => null)
  if (given === null) return { about: 'nothing', why: 'the trained model does not answer' }
  return readTimbreAnswer(given, question) ?? { about: 'nothing', why: 'its answer cannot be read' }
}

export function trained(
  prompt: string,
  { vector, attributes, unknown }: TrainedTimbre,
  patches: PlayedPatches | null,
): PanelTimbre {
  const words = Float64Array.from(lexiconSpace.encode(prompt).vector)
  const sound = patches === null ? null : leafSound(words, patches)
  return {
    timbre: TimbreEmbedding.fromDirection(vector, TRAINED_SPACE, sound),
    unknown,
    grade: ({ attribute }) => attributes[attribute] ?? 0,
  }
}

function byLexicon(prompts: readonly string[], why: string | null): Reading {
  const timbres = prompts.map((prompt): PanelTimbre => {
    const { vector, unknown } = lexiconSpace.encode(prompt)
    const timbre = TimbreEmbedding.fromDirection(vector, TIMBRE_SPACE)
    return {
      timbre,
      unknown: unknown.map(({ word, nearest }) => ({ word, meant: nearest[0] ?? null })),
      grade: ({ axis }) => timbre.grade(axis),
    }
  })
  return { prompts, timbres, why }
}
