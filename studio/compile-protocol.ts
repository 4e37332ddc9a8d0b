/**
 * What the page and the compiler's worker say to each other. Every question carries the version of the text that it is
 * about; the worker answers for the newest text only, and the page drops what comes for an older one.
 *
 * Places are offsets in UTF-16 units, as everywhere in the compiler.
 */

import type { HeardSound } from '../compiler/compile-api.ts'
import type { Span } from '../language/ast.ts'
import type { Severity } from '../language/diagnostics.ts'
import type { MemberKind } from '../runtime/policy.ts'
import type { Bpm } from '../runtime/units.ts'
import type { TimbreAnswer, TimbreQuestion } from './timbre-protocol.ts'

/** The first message to the worker; its port is the page's. */
export interface CompileSetup {
  /** Address of what every compiled piece imports. */
  readonly runtime: string
  /** Of the trained timbre space's folder, with a slash at its end; null where there is none: prompts are read by the lexicon. */
  readonly timbre: string | null
}

/** Where imports come from: the folder of the file that `sil studio` was opened with, whoever has the page in it, or files in the page. */
export type Library =
  | { readonly kind: 'server' }
  /** Asked for by `source-wanted`, one by one. */
  | { readonly kind: 'page' }
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, string>> }

export type CompileRequest =
  /** Another document: its path decides what its imports mean. */
  | { readonly kind: 'open'; readonly path: string; readonly library: Library }
  /** The text as it is now, and the section to go round in, if any. Answered by `checked`. */
  | {
      readonly kind: 'text'
      readonly version: number
      readonly text: string
      readonly loop: string | null
    }
  /** Answers `source-wanted`; what it is, the worker looks at. */
  | { readonly kind: 'source'; readonly id: number; readonly source: unknown }
  /** Another piece than the one that is open. Answered by `prepared`. */
  | {
      readonly kind: 'prepare'
      readonly id: number
      readonly path: string
      readonly library: Library
      readonly text: string
    }
  | { readonly kind: 'module'; readonly id: number; readonly text: string }
  /** What the trained timbre model makes of something, whatever piece is open. Answered by `timbre`. */
  | { readonly kind: 'timbre'; readonly id: number; readonly question: TimbreQuestion }

export interface Sources {
  readonly files: Readonly<Record<string, string>>
  /** What was asked for in vain: there may be some later. */
  readonly missing: readonly string[]
  /** Recordings as the lexicon hears them; null where nobody hears any. */
  readonly sounds: Readonly<Record<string, HeardSound>> | null
}

export type CompileAnswer =
  | { readonly kind: 'checked'; readonly checked: Checked }
  /** What the text imports and sounds like, all of it, by path; told when it is another than before. */
  | ({ readonly kind: 'sources' } & Sources)
  /** An ES module that imports `silencio/runtime`; null where the text has errors. */
  | { readonly kind: 'module'; readonly id: number; readonly text: string | null }
  | { readonly kind: 'prepared'; readonly id: number; readonly prepared: Prepared }
  | { readonly kind: 'timbre'; readonly id: number; readonly answer: TimbreAnswer }
  | { readonly kind: 'source-wanted'; readonly id: number; readonly path: string }
  | { readonly kind: 'failed'; readonly message: string }

/** A piece made ready, or what is wrong with it in a line. */
export type Prepared = { readonly program: Program } | { readonly program: null; readonly problem: string }

export interface Checked {
  readonly version: number
  readonly problems: readonly PageProblem[]
  /** Why its prompts are read by the lexicon and not by the trained model, in words; null where all is well. */
  readonly notice: string | null
  readonly dials: readonly Dial[]
  /** null where there are errors. */
  readonly program: Program | null
  /** How long it took, for the bench. */
  readonly milliseconds: number
}

export interface PageProblem extends Span {
  readonly severity: Severity
  readonly code: string
  readonly message: string
}

/** A number in the text that a hand may turn. */
export interface Dial extends Span {
  /** The digits alone, with their sign: what is written over. */
  readonly digits: Span
  readonly value: number
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly scale: 'linear' | 'log'
  /** The slot whose default it is; null for a plain number. */
  readonly slot: string | null
}

export interface Program {
  /** Target `esm`; it imports the runtime's address. */
  readonly code: string
  readonly title: string
  readonly members: readonly { readonly name: string; readonly kind: MemberKind }[]
  readonly bpm: Bpm
  /** Slowest and fastest that the piece may be played. */
  readonly tempoRange: readonly [Bpm, Bpm]
  readonly seed: number
  readonly sections: readonly LitSection[]
  /** Places of cells; `LitVoice.cells` count into it. */
  readonly cells: readonly Span[]
}

/** What lights up while a section plays. */
export interface LitSection {
  readonly name: string
  /** null where it goes on. */
  readonly bars: number | null
  /** By `member/voice`. */
  readonly voices: Readonly<Record<string, LitVoice>>
  readonly chords: readonly { readonly bar: number; readonly beat: number; readonly cell: number }[]
}

export interface LitVoice {
  /** Bars of the pattern; null where it is one cycle across barlines. */
  readonly bars: number | null
  /** By `bar:cell` (bars from 0, cells from 1), the place. */
  readonly cells: Readonly<Record<string, number>>
}
