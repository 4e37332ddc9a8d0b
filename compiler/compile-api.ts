/** What the compiler takes and gives: text in, artefacts out, no file system. */

import type { File } from '../language/ast.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import type { TimbreSpace } from '../runtime/timbre/space.ts'
import type { PolicyIr } from './ir.ts'

/**
 * Where imported files come from. The host (CLI, worker, tests) reads and confines them; the compiler only asks.
 * Paths are relative to the workspace, with `/`, normalised by the compiler (`a/../b.sil` → `b.sil`); a path that
 * leaves the workspace is refused before the host is asked.
 */
export interface SourceHost {
  read(path: string): SourceText
  /**
   * The timbre of a recording, in the space of `CompileInput.timbres`. A host without it has no ears: what it is asked to sound
   * like a recording sounds neutral, and a warning says so.
   */
  hear?(path: string): HeardSound
}

/** What a host says to the path of a recording. */
export type HeardSound =
  | {
      readonly kind: 'heard'
      /** Of any length but zero. */
      readonly vector: ArrayLike<number>
      /** The recording ends before its header says; what there is was heard. */
      readonly cutOff?: boolean
      /** What of it was not heard, and goes on after the path: "is 12.0 s long: I read 1.5 s of it"; null where all of it was. */
      readonly note?: string | null
    }
  | { readonly kind: 'missing' }
  /** `why` goes on after the path: "is silent", "is not a WAV file", "is a link that leaves the workspace". */
  | { readonly kind: 'refused'; readonly why: string }

/** What a host says to a path that is imported. */
export type SourceText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** E.g. a symlink that leaves the workspace, a folder, not UTF-8, too large. */
  | { readonly kind: 'refused'; readonly why: string }

/** A text, and what it may see of the world. */
export interface CompileInput {
  /** Workspace-relative path of the file, e.g. `examples/groove.sil`. */
  readonly path: string
  readonly text: string
  readonly host: SourceHost
  /** Where prompts lie; the lexicon's space where not given. */
  readonly timbres?: TimbreSpace
}

/** What `check` makes of a file. */
export interface CheckResult {
  readonly file: File
  /** Of this file and the files it imports, sorted by file and place. */
  readonly diagnostics: readonly Diagnostic[]
  /** Texts of all files read, by path: for printing. */
  readonly sources: ReadonlyMap<string, string>
  /** The file lowered; null when there are errors. */
  readonly ir: PolicyIr | null
}

/** How a checked piece is written. */
export interface EmitOptions {
  readonly target: 'esm' | 'standalone' | 'worklet'
  /** Module that `esm` imports. Default `silencio/runtime`. */
  readonly runtimeModule?: string
  /** For `standalone` and `worklet`: the runtime that they carry, which is `silencio/runtime/standalone.json`. */
  readonly runtimeBundle?: RuntimeBundle
  /** Version of the runtime, part of the behaviour hash. */
  readonly runtimeVersion: string
  /** Fold these values into the code (`--bake`): slot values by index layout. */
  readonly bake?: Float64Array
  /** Name of the source for the source map, relative to the output. */
  readonly sourcePath: string
  readonly sourceText: string
}

/** The runtime, cut into declarations. Of these a policy carries what it reaches. */
export interface RuntimeBundle {
  /** Whose work is inside: one line. */
  readonly credits?: string
  /** In the order in which they must stand. */
  readonly pieces: readonly {
    readonly name: string
    /** One or more statements that declare it. */
    readonly text: string
    /** Names of other pieces. */
    readonly uses: readonly string[]
  }[]
  /** By exported name, the name of the piece. */
  readonly exports: Readonly<Record<string, string>>
}

export interface Artefacts {
  readonly js: string
  readonly map: string
  readonly dts: string
  /** `NAME.policy.json` */
  readonly manifest: string
}
