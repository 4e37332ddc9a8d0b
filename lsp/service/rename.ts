/**
 * Another name for a declaration, wherever it is used, in all files that import it. Where a file has given it a name of its own
 * (`a as b`), `a` is renamed there and `b` stays; renamed from that file, `b` is, and nothing else. What was trained beside them follows.
 */

import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { GRID } from '../../compiler/check/members.ts'
import type { Declared } from '../../compiler/resolve.ts'
import type { Span } from '../../language/ast.ts'
import type { Edit } from '../../language/diagnostics.ts'
import { lex } from '../../language/lexer.ts'
import { parse } from '../../language/parse.ts'
import { WORD } from '../../language/patterns.ts'
import * as t from '../../language/token-kinds.ts'
import { HEADS, PROPERTIES, RESERVED } from '../../language/vocabulary.ts'
import type { Analysis, Project } from '../project.ts'
import { occurrenceAt, occurrencesIn, type Place, placesOf } from './occurrences.ts'
import { slotsFollow } from './slots-follow.ts'

export type Renamed =
  | {
      readonly edit: WorkspaceEdit
      /** What should have followed and could not, each said to the person who asked. */
      readonly left: readonly string[]
    }
  /** Said to the person who asked. */
  | { readonly refused: string }

export function renameRangeAt(
  analysis: Analysis,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | null {
  const found = occurrenceAt(analysis, offset)
  if (found === null) return null
  const { binding, role, span } = found
  if (binding.target === null && (role === 'remote' || binding.imported?.alias == null)) return null
  const { start, end } = span
  return {
    range: analysis.text.rangeOf(span),
    placeholder: analysis.text.content.slice(start, end),
  }
}

/** Why what stands there cannot be renamed. */
export function whyNotAt(analysis: Analysis, offset: number): string {
  if (occurrenceAt(analysis, offset) !== null)
    return 'Where this name comes from could not be read, so I cannot rename it there.'
  const near = analysis.text.content.slice(Math.max(0, offset - LONGEST), offset + LONGEST)
  const at = Math.min(offset, LONGEST)
  const word =
    [...near.matchAll(/[A-Za-z]\w*/g)].find(
      ({ index, 0: one }) => index <= at && at <= index + one.length,
    )?.[0] ?? ''
  return OWN.has(word)
    ? `\`${word}\` is a word of the language: it has no other name.`
    : 'There is no name here that I know.'
}

/** Of a word of the language. */
const LONGEST = 20

const OWN: ReadonlySet<string> = new Set([
  ...HEADS,
  ...RESERVED,
  ...Object.values(PROPERTIES).flatMap((known) => Object.keys(known)),
])

export function renameAt(project: Project, analysis: Analysis, offset: number, newName: string): Renamed {
  const found = occurrenceAt(analysis, offset)
  if (found === null) return { refused: whyNotAt(analysis, offset) }
  const { binding, role } = found
  const wrong = wrongName(newName, binding.target?.kind)
  if (wrong !== null) return { refused: wrong }
  const isLocal = binding.imported?.alias != null && role !== 'remote'
  if (!isLocal && binding.target === null) return { refused: whyNotAt(analysis, offset) }
  const places =
    isLocal || binding.target === null
      ? occurrencesIn(analysis)
          .filter((one) => one.binding === binding && one.role !== 'remote')
          .map(({ span, role: its }): Place => ({ analysis, span, role: its }))
      : renamed(placesOf(binding.target, project.neighbours(analysis.uri)))
  const taken = places.find(({ analysis: file }) => {
    const other = file.scope?.bindings.get(newName)
    return other !== undefined && other.target !== binding.target && other !== binding
  })
  if (taken !== undefined) return { refused: `\`${newName}\` is taken in ${taken.analysis.path}.` }
  const changes: Record<string, TextEdit[]> = {}
  const byPath = new Map<string, readonly Edit[]>()
  for (const file of new Set(places.map(({ analysis: its }) => its))) {
    const spans = places.flatMap(({ analysis: its, span }) => (its === file ? [span] : []))
    if (readsOtherwise(file.text.content, spans, newName))
      return { refused: `\`${newName}\` would be read as something else in ${file.path}, not as a name.` }
    changes[file.uri] = spans.map((span) => ({ range: file.text.rangeOf(span), newText: newName }))
    byPath.set(
      file.path,
      spans.map((span) => ({ span, newText: newName })),
    )
  }
  const left: string[] = []
  for (const file of project.neighbours(analysis.uri)) {
    if (![...byPath.keys()].some((path) => path === file.path || file.program.sources.texts.has(path)))
      continue
    const followed = slotsFollow(file, byPath)
    if (followed?.kind === 'left') left.push(followed.why)
    else if (followed !== null && followed.edits.length > 0) changes[file.slotsUri] = followed.edits
  }
  return { edit: { changes }, left }
}

/** Words that are free may still mean something where a name stands: `bars 4  ms.kick` is a time. */
function readsOtherwise(text: string, spans: readonly Span[], newName: string): boolean {
  let renamed = ''
  let at = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    renamed += text.slice(at, start) + newName
    at = end
  }
  return errorsOf(renamed + text.slice(at)) > errorsOf(text)
}

const errorsOf = (text: string): number =>
  parse(text).diagnostics.filter(({ severity }) => severity === 'error').length

/** Where a file calls it something else, only the name in its import is ours. */
function renamed(places: readonly Place[]): readonly Place[] {
  const aliased = new Set(places.filter(({ role }) => role === 'remote').map(({ analysis }) => analysis.uri))
  return places.filter(({ analysis, role }) => !aliased.has(analysis.uri) || role === 'remote')
}

const NAME = new RegExp(`^${WORD}$`)

function wrongName(name: string, kind: Declared['kind'] | undefined): string | null {
  if (!NAME.test(name)) return 'A name begins with a letter and has letters, digits and _ in it.'
  if ([...RESERVED, ...HEADS].some((word) => word === name) || (kind === 'member' && name === GRID))
    return `\`${name}\` is a word of the language and cannot be a name.`
  if (kind !== 'section' && lex(name).tokens.kind(1) === t.Pitch)
    return `\`${name}\` is a pitch. Only sections may be called like one; choose another name.`
  return null
}
