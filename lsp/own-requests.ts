/**
 * What an editor may ask beyond the protocol: which scenarios there are, and what a piece costs and has learned. Both are answered
 * from what the server knows anyway.
 */

import type { Range } from 'vscode-languageserver'

/** Of one file, or of all files of the workspace where none is named. Params: `FileParams | object`; result: `FileScenarios[]`. */
export const SCENARIOS = 'sil/scenarios'
/** Of one file. Params: `FileParams`; result: `Figures | null`, null where there is no such file. */
export const FIGURES = 'sil/figures'
/**
 * Told to an editor whose `initializationOptions` say `changes: true`: files on the disk have changed, or timbres are read in another
 * space, and so may the answers.
 */
export const CHANGED = 'sil/changed'

export interface FileParams {
  readonly textDocument: { readonly uri: string }
}

export interface FileScenarios {
  readonly uri: string
  /** In the order of the file; empty where it has none. */
  readonly scenarios: readonly { readonly title: string; readonly range: Range }[]
}

export interface Figures {
  /** Null while the file has errors: what is not understood has no cost. */
  readonly cost: {
    /** Worst case over sections. */
    readonly eventsPerBar: number
    /** Notes that may sound at once. */
    readonly voices: number
  } | null
  readonly errors: number
  readonly slots: readonly FigureSlot[]
  /** `none`: nothing was trained; `older`: on an older version of the piece; `unfit`: for other slots, and not used. */
  readonly trained: 'none' | 'trained' | 'older' | 'unfit'
  /** `7 slots, trained: cma-es, 4,000 sessions`; empty where there are no slots. */
  readonly words: string
  /** Address of the policy's manifest, which the server gives as a document. */
  readonly manifest: string
}

export interface FigureSlot {
  /** `pocket.snap` */
  readonly name: string
  /** As it is written; empty where it stands in another file. */
  readonly written: string
  /** `14.2 ms`; null where it was not trained. */
  readonly trained: string | null
  readonly range: Range | null
}

/** Null where it names no file. */
export function fileIn(params: unknown): string | null {
  const uri = field(field(params, 'textDocument'), 'uri')
  return typeof uri === 'string' ? uri : null
}

export const wantsChanges = (options: unknown): boolean => field(options, 'changes') === true

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
