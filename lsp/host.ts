/** What a server needs of the machine it runs on. It has no clock and writes nothing. */

import type { Program } from '../compiler/compile.ts'
import type { SourceHost } from '../compiler/compile-api.ts'
import type { GrowingSpace } from '../runtime/timbre/table-space.ts'
import type { TimbreReader } from './readers.ts'

/** What hears the timbre of a recording, one channel of it, in the space that prompts are read in; or says why it cannot. */
export type Ear = (
  samples: Float32Array,
  sampleRate: number,
) =>
  | {
      readonly vector: ArrayLike<number>
      /** What of it was not heard, as in `HeardSound`. */
      readonly note?: string | null
    }
  | { readonly problem: string }

/** The space in which pieces sound, and what can be said of a place in it. */
export interface SoundingTimbres {
  /** Learning does not hold up who asks it meanwhile. */
  readonly space: GrowingSpace
  readonly ear: Ear
  /** Graded between opposites, −1 to 1. */
  attributesOf(vector: ArrayLike<number>): Readonly<Record<string, number>>
  /** Single words with their vectors: neighbours that are known at once. */
  readonly words: ReadonlyMap<string, ArrayLike<number>>
  /** The nearest prompts, also of two words, not the prompt itself. Rejects where they cannot be read. */
  near(prompt: string, vector: ArrayLike<number>, count: number): Promise<readonly string[]>
}

/** `timbre-model/open.ts`, as its program is loaded. */
export interface TimbreProgram {
  /** @param folder `models/timbre` of the package */
  openTimbres(options: { readonly folder: string }): Promise<SoundingTimbres>
}

export interface ServerHost {
  /**
   * The sources below a folder, which never leave it.
   * @param root URI of the folder, without a slash at its end
   * @param ear what hears its recordings; the lexicon's where not given
   */
  sources(root: string, ear?: Ear): SourceHost
  /** Paths of the `.sil` files below a folder, relative to it and with `/`; at most so many that nobody waits. */
  list(root: string): readonly string[]
  /** The way to the space in which pieces sound. Without it timbres are read by the lexicon. */
  timbres?(heard: TimbresHeard): Timbres
}

/** In which space the timbres of a file are read (`timbres.ts`). */
export interface Timbres {
  /** Who reads a file in the space that sounds; null as long as the lexicon does. */
  readerOf(uri: string): TimbreReader | null
  /** The lexicon has read a file that is open and has timbres. */
  readByLexicon(uri: string, program: Program): void
  forget(uri: string): void
  /** Nothing is learnt any more. */
  stop(): void
}

export interface TimbresHeard {
  /** These files can be read in the space that sounds from now on. */
  onReady(uris: readonly string[]): void
  /** Why it is the lexicon that reads; each reason is told once. */
  onProblem(why: string): void
}
