/** What the server and the thread that reads prompts say to each other. */

import type { PortableOptions } from '../../models/timbre/text/portable.ts'

export interface ThreadSetup {
  /** With the heads and the book of sentences. */
  readonly folder: string
  readonly encoder: PortableOptions
}

export type Question =
  | { readonly about: 'words' }
  | { readonly about: 'prompt'; readonly prompt: string }
  | {
      readonly about: 'near'
      readonly prompt: string
      readonly vector: ArrayLike<number>
      readonly count: number
    }

export type Answer =
  | { readonly about: 'words'; readonly vectors: ReadonlyMap<string, ArrayLike<number>> }
  | {
      readonly about: 'prompt'
      readonly vector: ArrayLike<number>
      readonly unknown: readonly string[]
    }
  | { readonly about: 'near'; readonly prompts: readonly string[] }

export interface Asked {
  readonly id: number
  readonly question: Question
}

export type Told =
  | { readonly id: number; readonly answer: Answer }
  /** In words: what is wrong and what helps. */
  | { readonly id: number; readonly problem: string }
