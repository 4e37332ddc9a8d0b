/**
 * Which files take part: the one being compiled and all it imports, each read and parsed once.
 *
 * Import paths are relative, written with `/`, and stay inside the workspace; anything else is refused before the host
 * is asked. Files that import each other in a circle are an error that shows the chain.
 */

import type { File, ImportDecl, Span } from '../language/ast.ts'
import type { Diagnostic, RelatedPlace } from '../language/diagnostics.ts'
import { type Code, type DiagnosticOptions, diagnostic, type MessageArgs } from '../language/messages.ts'
import { type ParsedFile, parse } from '../language/parse.ts'
import { itemsIn } from '../language/walk.ts'
import type { CompileInput } from './compile-api.ts'
import { soundAnswer } from './host-answers.ts'
import { LIMITS } from './limits.ts'
import { fewInto, leaveOut, type Told } from './told.ts'

export interface SourceFile {
  /** Workspace-relative. */
  readonly path: string
  /** Its name in diagnostics: '' for the file being compiled. */
  readonly label: string
  readonly text: string
  readonly tree: File
  /** The file behind each import; null where it could not be had (and that was reported). */
  readonly imports: ReadonlyMap<ImportDecl, SourceFile | null>
}

export interface Sources {
  readonly main: SourceFile
  /** Imported files stand before those that import them; the main file is last. */
  readonly ordered: readonly SourceFile[]
  readonly texts: ReadonlyMap<string, string>
}

interface Loading extends SourceFile {
  readonly imports: Map<ImportDecl, SourceFile | null>
  /** Imports still to be followed. */
  readonly pending: ImportDecl[]
  state: 'open' | 'done'
}

/** A file on the way from the main file to where we are, and the import through which it was reached. */
interface Hop {
  readonly file: Loading
  readonly via: ImportDecl | null
}

/** Reads the text of a file. Who reads often need not read all of it anew. */
export type ReadText = (text: string, path: string) => ParsedFile

/** What is wrong with the texts themselves, and with what they import, goes into `told`. */
export function loadSources(input: CompileInput, told: Told, read: ReadText = parse): Sources {
  const texts = new Map<string, string>()
  const files = new Map<string, Loading>()
  const ordered: SourceFile[] = []
  const reporters = new Map<SourceFile, ReturnType<typeof fewInto>>()
  let tooMany = false
  /** Files asked for in vain count, too: each is a question to the host. */
  let unread = 0

  const mainPath = normalise(input.path) ?? input.path
  const main = open(mainPath, '', input.text)
  const chain: Hop[] = [{ file: main, via: null }]
  while (chain.length > 0) {
    const { file } = chain[chain.length - 1] ?? { file: main }
    const next = file.pending.pop()
    if (next === undefined) {
      file.state = 'done'
      ordered.push(file)
      chain.pop()
      continue
    }
    const target = follow(file, next)
    file.imports.set(next, target)
    // A file that is still open was opened just now: one met again on its own way is a circle, and null.
    if (target?.state === 'open') chain.push({ file: target, via: next })
  }
  return { main, ordered, texts }

  function open(path: string, label: string, text: string): Loading {
    const parsed = read(text, path)
    for (const d of parsed.diagnostics) told.diagnostics.push(label === '' ? d : relabel(d, label))
    leaveOut(told, label, parsed.leftOut)
    const pending: ImportDecl[] = []
    for (const item of itemsIn(parsed.file)) {
      if (item.kind === 'import' && item.path !== null) pending.push(item)
    }
    // Taken from the end, so that files are met in the order of their imports.
    pending.reverse()
    const file: Loading = { path, label, text, tree: parsed.file, imports: new Map(), pending, state: 'open' }
    texts.set(path, text)
    files.set(path, file)
    return file
  }

  /** The file behind an import, opened if it is new; null (and a report) where there is none. */
  function follow(file: Loading, decl: ImportDecl): Loading | null {
    const written = decl.path
    if (written === null) return null
    if (written.value === '') {
      report(file, 'SIL0701', written, { path: '""' })
      return null
    }
    const path = resolvePath(file, decl)
    if (path === null) return null
    const known = files.get(path)
    if (known !== undefined) {
      if (known.state === 'done') return known
      reportCycle(file, decl, known)
      return null
    }
    if (files.size + unread >= LIMITS.files) {
      if (!tooMany) report(file, 'SIL0706', written, { limit: LIMITS.files })
      tooMany = true
      return null
    }
    const source = soundAnswer(input.host.read(path), 'text', 'it ')
    switch (source.kind) {
      case 'text':
        return open(path, path, source.text)
      case 'missing':
        unread++
        report(file, 'SIL0701', written, { path })
        return null
      case 'refused':
        unread++
        report(file, 'SIL0702', written, { path, why: source.why })
        return null
    }
  }

  function resolvePath(file: Loading, decl: ImportDecl): string | null {
    const written = decl.path
    if (written === null) return null
    const result = resolveRelative(file.path, written.value)
    if (result.kind === 'path') return result.path
    if (result.kind === 'outside') {
      report(file, 'SIL0703', written, { path: written.value })
    } else {
      const { meant } = result
      const fixes =
        meant === null
          ? []
          : [{ title: `Write "${meant}"`, edits: [{ span: written, newText: JSON.stringify(meant) }] }]
      report(file, 'SIL0704', written, { path: written.value }, { fixes })
    }
    return null
  }

  function reportCycle(file: Loading, decl: ImportDecl, target: Loading): void {
    const from = chain.findIndex((hop) => hop.file === target)
    const circle = chain.slice(from)
    const names = [...circle.map((hop) => hop.file.path), target.path]
    const related: RelatedPlace[] = []
    for (let i = 1; i < circle.length; i++) {
      const via = circle[i]?.via
      const importer = circle[i - 1]?.file
      if (via == null || importer === undefined) continue
      related.push({
        file: importer.label,
        span: spanOf(via.path ?? via),
        message: `${importer.path} imports ${circle[i]?.file.path ?? ''} here`,
      })
    }
    report(file, 'SIL0705', decl.path ?? decl, {}, { related, hint: shortened(names).join(' → ') })
  }

  function report<C extends Code>(
    file: SourceFile,
    code: C,
    at: Span,
    args: MessageArgs<C>,
    options: DiagnosticOptions = {},
  ): void {
    const into = reporters.get(file) ?? fewInto(told, file.label)
    reporters.set(file, into)
    into(() => diagnostic(code, at, args, { ...options, file: file.label }))
  }
}

/** A long chain by its ends. */
function shortened(names: readonly string[]): readonly string[] {
  return names.length <= 12 ? names : [...names.slice(0, 6), '…', ...names.slice(-5)]
}

/** The names of a file's places inside a diagnostic of the parser, which knows no files. */
function relabel(d: Diagnostic, label: string): Diagnostic {
  return { ...d, file: label, related: d.related.map((place) => ({ ...place, file: label })) }
}

function spanOf({ start, end }: Span): Span {
  return { start, end }
}

export type RelativePath =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'outside' }
  /** Not a relative path; `meant` is the one that was probably meant. */
  | { readonly kind: 'notRelative'; readonly meant: string | null }

/** The workspace path of `written` in the file at `from`. */
export function resolveRelative(from: string, written: string): RelativePath {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(written) || written.startsWith('/') || written.includes('\0')) {
    return { kind: 'notRelative', meant: null }
  }
  if (written.includes('\\')) {
    const slashes = written.replaceAll('\\', '/')
    return { kind: 'notRelative', meant: slashes.startsWith('/') ? null : dotted(slashes) }
  }
  if (!written.startsWith('./') && !written.startsWith('../')) {
    return { kind: 'notRelative', meant: dotted(written) }
  }
  const path = normalise(`${from.slice(0, from.lastIndexOf('/') + 1)}${written}`)
  return path === null ? { kind: 'outside' } : { kind: 'path', path }
}

function dotted(path: string): string {
  return path.startsWith('./') || path.startsWith('../') ? path : `./${path}`
}

/** `a/./../b.sil` → `b.sil`; null where the path leaves the workspace. */
export function normalise(path: string): string | null {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') {
      if (parts.length === 0) return null
      parts.pop()
    } else parts.push(part)
  }
  return parts.join('/')
}

/** The path of `to` as seen from the file at `from`, without `./`: for names that must not depend on where a workspace lies. */
export function relativePath(from: string, to: string): string {
  const base = from.split('/').slice(0, -1)
  const target = to.split('/')
  let common = 0
  while (common < base.length && common < target.length - 1 && base[common] === target[common]) common++
  return [...base.slice(common).map(() => '..'), ...target.slice(common)].join('/')
}
