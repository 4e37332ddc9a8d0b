/**
 * Another name for a declaration, wherever it is used, in all files that import it. Where a file has given it a name of its own
 * (`a as b`), `a` is renamed there and `b` stays; renamed from that file, `b` is, and nothing else.
 */

import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import { GRID } from '../../compiler/check/members.ts'
import { HEADS, RESERVED } from '../../language/vocabulary.ts'
import type { Analysis, Project } from '../project.ts'
import { occurrenceAt, occurrencesIn, type Place, placesOf } from './occurrences.ts'

export type Renamed =
  | { readonly edit: WorkspaceEdit }
  /** Said to the person who asked. */
  | { readonly refused: string }

export function renameRangeAt(
  analysis: Analysis,
  offset: number,
): { readonly range: Range; readonly placeholder: string } | null {
  const found = occurrenceAt(analysis, offset)
  if (found === null || (found.binding.target === null && found.binding.imported?.alias == null)) return null
  const { start, end } = found.span
  return {
    range: analysis.text.rangeOf(found.span),
    placeholder: analysis.text.content.slice(start, end),
  }
}

export function renameAt(project: Project, analysis: Analysis, offset: number, newName: string): Renamed {
  const found = occurrenceAt(analysis, offset)
  if (found === null) return { refused: 'There is no name here that I know.' }
  const { binding, role } = found
  const wrong = wrongName(newName, binding.target?.kind === 'member')
  if (wrong !== null) return { refused: wrong }
  const isLocal = binding.imported?.alias != null && role !== 'remote'
  if (!isLocal && binding.target === null)
    return { refused: 'Where this name comes from could not be read, so I cannot rename it there.' }
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
  for (const { analysis: file, span } of places) {
    const edits = changes[file.uri] ?? []
    edits.push({ range: file.text.rangeOf(span), newText: newName })
    changes[file.uri] = edits
  }
  return { edit: { changes } }
}

/** Where a file calls it something else, only the name in its import is ours. */
function renamed(places: readonly Place[]): readonly Place[] {
  const aliased = new Set(places.filter(({ role }) => role === 'remote').map(({ analysis }) => analysis.uri))
  return places.filter(({ analysis, role }) => !aliased.has(analysis.uri) || role === 'remote')
}

function wrongName(name: string, isMember: boolean): string | null {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    return 'A name begins with a letter and has letters, digits and _ in it.'
  if ([...RESERVED, ...HEADS].some((word) => word === name) || (isMember && name === GRID))
    return `\`${name}\` is a word of the language and cannot be a name.`
  return null
}
