/**
 * Files as the compiler sees them: what is open in the editor, else what the host has, each read and checked once for as long
 * as nothing that it depends on has changed.
 *
 * The workspace of a file is the folder of the editor's workspace that holds it, else the folder that it lies in. Imports never
 * leave it.
 */

import { analyse, finished, laidOut, type Program } from '../compiler/compile.ts'
import type { CheckResult, HeardSound, SourceHost, SourceText } from '../compiler/compile-api.ts'
import type { PolicyIr } from '../compiler/ir.ts'
import type { Scope } from '../compiler/resolve.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import { type ParsedFile, parse } from '../language/parse.ts'
import type { EncodedPrompt, TimbreSpace } from '../runtime/timbre/space.ts'
import { TIMBRE_SPACES } from '../runtime/timbre/spaces.ts'
import { canonical, canonicalFolder, placeOf, uriAt } from './address.ts'
import type { Documents } from './documents.ts'
import type { ServerHost, Timbres } from './host.ts'
import { byLexicon, type TimbreReader } from './readers.ts'
import { type Text, textOf } from './text.ts'
import { createTrees } from './trees.ts'

export interface Analysis {
  readonly uri: string
  /** Of the workspace folder. */
  readonly root: string
  /** Relative to it. */
  readonly path: string
  readonly text: Text
  readonly program: Program
  readonly scope: Scope | undefined
  /** With everything that only a whole policy shows. */
  readonly result: CheckResult
  /** Who read its timbres. */
  readonly timbres: TimbreReader
  /** As it is compiled, with what its voices play; null where there are errors. */
  policy(): PolicyIr | null
  /** Errors that this file would have with another text, each in words: for refactorings, which offer nothing that brings one. */
  errorsWith(text: string): readonly string[]
  /** What the file were if some were written otherwise, by path: read as this analysis is. */
  after(texts: ReadonlyMap<string, string>): After
  /** URI of a file by its label in diagnostics: '' is this one. */
  uriOf(label: string): string
  /** The text of a file that takes part. */
  textOf(label: string): Text
  /** Where `NAME.slots.json` lies, or would lie. */
  readonly slotsUri: string
  /** `NAME.slots.json` beside the file: what was trained for it. Null where there is none. */
  readonly slotsText: string | null
  /** The other files of the workspace. */
  others(): readonly Analysis[]
}

export interface After {
  readonly program: Program
  /** Null where there are errors, or where nobody knows yet how it would sound. */
  readonly policy: PolicyIr | null
}

/** What was done, for tests that ask for what was not. */
export type Work =
  | { readonly kind: 'analysed'; readonly uri: string }
  /** How many of a text's items were read, and not kept of the text before. */
  | { readonly kind: 'read'; readonly uri: string; readonly items: number }

export interface Project {
  /** Null where there is no such file. */
  analysis(uri: string): Analysis | null
  /** Analyses of all files of the workspace that `uri` belongs to. */
  neighbours(uri: string): readonly Analysis[]
  /** Analyses of all files of all workspace folders. */
  everything(): readonly Analysis[]
  setRoots(roots: readonly string[]): void
  readonly roots: readonly string[]
  /** An open file was closed: nothing of it is kept until somebody asks for it again. */
  closed(uri: string): void
  /** A file's timbres are read otherwise from now on. */
  readAnew(uri: string): void
  /** Files on the disk may have changed. */
  refresh(): void
}

interface Cached {
  readonly analysis: Analysis
  /** Of each file that was asked for, what it was. */
  readonly read: ReadonlyMap<string, string | null>
  /** Of each recording, what was heard. */
  readonly heard: ReadonlyMap<string, HeardSound>
}

export interface ProjectOptions {
  readonly onWork?: (work: Work) => void
  /** In which space timbres are read; the lexicon's where not given. */
  readonly timbres?: Timbres
}

export function createProject(
  documents: Documents,
  host: ServerHost,
  { onWork = () => {}, timbres }: ProjectOptions = {},
): Project {
  let roots: readonly string[] = []
  const cache = new Map<string, Cached>()
  const trees = createTrees((uri, items) => onWork({ kind: 'read', uri: called(uri), items }))
  /** What the disk has said, until somebody says that it may have changed. */
  let disk = new Map<string, SourceText>()
  /** And what was heard there. */
  let sounds = new Map<string, HeardSound>()

  function sourceAt(root: string, path: string): SourceText {
    const uri = uriAt(root, path)
    const open = documents.get(uri)
    if (open !== undefined) return { kind: 'text', text: open.text.content }
    let known = disk.get(uri)
    if (known === undefined) {
      known = host.sources(root).read(path)
      disk.set(uri, known)
    }
    return known
  }

  function soundAt(root: string, path: string, { space, ear }: TimbreReader): HeardSound {
    const heard = `${space.id} ${uriAt(root, path)}`
    const known = sounds.get(heard) ?? host.sources(root, ear).hear?.(path) ?? { kind: 'missing' }
    sounds.set(heard, known)
    return known
  }

  /** As the editor calls it, where it has it open. */
  const called = (uri: string): string => documents.get(uri)?.uri ?? uri

  function analysis(address: string): Analysis | null {
    const uri = canonical(address)
    const { root, path } = placeOf(uri, roots)
    const source = sourceAt(root, path)
    if (source.kind !== 'text') return null
    const known = freshOf(uri, root, source.text)
    if (known !== null) return known
    // Its tree becomes the new one's; the rest is let go before as much again is made.
    cache.delete(uri)
    const made = analysed(uri, root, path, source.text)
    cache.set(uri, made)
    return made.analysis
  }

  /** The analysis of a text, if it still holds. */
  function freshOf(uri: string, root: string, text: string): Analysis | null {
    const cached = cache.get(uri)
    if (cached === undefined) return null
    const { analysis: its, read, heard } = cached
    if (its.root !== root || its.uri !== called(uri) || its.text.content !== text) return null
    for (const [path, was] of read) if (contentOf(sourceAt(root, path)) !== was) return null
    for (const [path, was] of heard) if (soundAt(root, path, its.timbres) !== was) return null
    return its
  }

  function analysed(uri: string, root: string, path: string, text: string): Cached {
    const isOpen = documents.get(uri) !== undefined
    const sounding = isOpen ? (timbres?.readerOf(uri) ?? null) : null
    if (sounding !== null) {
      const made = analysedBy(sounding, uri, root, path, text)
      if (made.missed.size === 0) return made
    }
    const made = analysedBy(byLexicon, uri, root, path, text)
    const { program, slotsText } = made.analysis
    // What was trained was so for a piece as it is compiled, also where that says nothing of timbres.
    const hasTimbres = program.values.prompts.size > 0 || made.heard.size > 0 || slotsText !== null
    if (isOpen && hasTimbres) timbres?.readByLexicon(uri, program)
    return made
  }

  function analysedBy(
    reader: TimbreReader,
    uri: string,
    root: string,
    path: string,
    text: string,
  ): Cached & { readonly missed: ReadonlySet<string> } {
    onWork({ kind: 'analysed', uri: called(uri) })
    const readIn = (text: string, of: string): ParsedFile => {
      const its = uriAt(root, of)
      return its === uri && documents.get(uri) !== undefined
        ? trees.edited(uri, text)
        : trees.shared(its, text)
    }
    const read = new Map<string, string | null>()
    const heard = new Map<string, HeardSound>()
    const sources: SourceHost = {
      read(wanted) {
        const source = sourceAt(root, wanted)
        read.set(wanted, contentOf(source))
        return source
      },
      ...(host.sources(root).hear !== undefined && {
        hear(wanted: string) {
          const sound = soundAt(root, wanted, reader)
          heard.set(wanted, sound)
          return sound
        },
      }),
    }
    const { space, missed } = lenient(reader.space)
    // What voices are given to play a timbre is worked out for who asks for a whole policy, not with every letter.
    const silent: TimbreSpace = { ...space, decode: null }
    const program = analyse({ path, text, host: sources, timbres: silent }, readIn)
    const result = finished(program)
    const { main, texts } = program.sources
    const tables = new Map<string, Text>([['', documents.get(uri)?.text ?? textOf(text)]])
    let policy: { readonly ir: PolicyIr | null } | null = null
    const sounded = (of: Program): { readonly ir: PolicyIr | null; readonly isWhole: boolean } => {
      const { space, missed } = lenient(reader.space)
      const { ir } = laidOut({ ...of, values: { ...of.values, space } })
      return { ir, isWhole: missed.size === 0 }
    }
    const compiled = (): PolicyIr | null => {
      const { ir, isWhole } = sounded(program)
      if (isWhole) return ir
      // A prompt says only how its voice sounds, and another voice plays it since: the two together are a new one.
      const { analysis } = analysedBy(byLexicon, uri, root, path, text)
      timbres?.readByLexicon(uri, analysis.program)
      return analysis.result.ir
    }
    const its: Analysis = {
      uri: called(uri),
      root,
      path,
      text: tables.get('') ?? textOf(text),
      program,
      scope: program.scopes.get(main),
      result,
      timbres: reader,
      policy() {
        policy ??= { ir: reader === byLexicon || result.ir === null ? result.ir : compiled() }
        return policy.ir
      },
      errorsWith(changed) {
        const read = (text: string, of: string): ParsedFile =>
          of === path ? parse(text) : trees.shared(uriAt(root, of), text)
        const { diagnostics } = finished(
          analyse({ path, text: changed, host: sources, timbres: silent }, read),
        )
        return errorsIn(diagnostics)
      },
      after(texts) {
        const changed: SourceHost = {
          ...sources,
          read(wanted) {
            const text = texts.get(wanted)
            return text === undefined ? sources.read(wanted) : { kind: 'text', text }
          },
        }
        const read = (text: string, of: string): ParsedFile =>
          texts.has(of) || of === path ? parse(text) : trees.shared(uriAt(root, of), text)
        const own = texts.get(path) ?? text
        const program = analyse({ path, text: own, host: changed, timbres: silent }, read)
        const { ir } = finished(program)
        if (reader === byLexicon || ir === null) return { program, policy: ir }
        const { ir: whole, isWhole } = sounded(program)
        return { program, policy: isWhole ? whole : null }
      },
      uriOf: (label) => called(label === '' ? uri : uriAt(root, label)),
      textOf(label) {
        const known = tables.get(label) ?? textOf(texts.get(label) ?? '')
        tables.set(label, known)
        return known
      },
      slotsUri: uriAt(root, slotsPath(path)),
      slotsText: contentOf(sources.read(slotsPath(path))),
      others: () => all([root]).filter((other) => other.uri !== its.uri),
    }
    return { analysis: its, read, heard, missed }
  }

  function all(folders: readonly string[]): readonly Analysis[] {
    const uris = new Set<string>()
    for (const root of folders) for (const path of host.list(root)) uris.add(uriAt(root, path))
    for (const { uri } of documents.all()) {
      if (folders.includes(placeOf(uri, roots).root)) uris.add(canonical(uri))
    }
    return [...uris].sort().flatMap((uri) => analysis(uri) ?? [])
  }

  return {
    analysis,
    neighbours: (uri) => all([placeOf(uri, roots).root]),
    everything: () => all(roots),
    setRoots(next) {
      roots = next.map(canonicalFolder)
      cache.clear()
      trees.forget(() => false)
    },
    get roots() {
      return roots
    },
    closed(uri) {
      timbres?.forget(canonical(uri))
      // It may have been saved since the disk was asked, and not every editor says so.
      disk.delete(canonical(uri))
      cache.delete(canonical(uri))
      trees.drop(canonical(uri))
    },
    readAnew: (uri) => void cache.delete(uri),
    refresh() {
      disk = new Map()
      sounds = new Map()
      trees.forget((uri) => documents.get(uri) !== undefined)
      for (const uri of cache.keys()) if (documents.get(uri) === undefined) cache.delete(uri)
    },
  }
}

/** A space that answers for prompts that it does not know, too, and notes that they were asked for. */
function lenient(space: TimbreSpace): { readonly space: TimbreSpace; readonly missed: ReadonlySet<string> } {
  const missed = new Set<string>()
  const vector = Array.from({ length: TIMBRE_SPACES[space.id] }, (_, i) => (i === 0 ? 1 : 0))
  const encode = (prompt: string): EncodedPrompt => {
    const known = space.encode(prompt)
    if (known === null) missed.add(prompt)
    return known ?? { vector, unknown: [] }
  }
  return { space: { ...space, encode }, missed }
}

/** Where the values of a file's slots lie, as `sil train` writes them. */
const slotsPath = (path: string): string => `${path.replace(/\.sil$/, '')}.slots.json`

const contentOf = (source: SourceText): string | null => (source.kind === 'text' ? source.text : null)

/** What is wrong, without its place: an edit moves that. */
export const errorsIn = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.flatMap(({ severity, code, message, file }) =>
    severity === 'error' ? [`${code} ${file} ${message}`] : [],
  )
