/** Names: where each is declared, brought in and used, in one file and in those beside it. */

import type { Binding, Declared } from '../../compiler/resolve.ts'
import type { Span } from '../../language/ast.ts'
import type { Analysis } from '../project.ts'

export interface Occurrence {
  readonly span: Span
  readonly binding: Binding
  /** `remote`: in `a as b` the name in the other file. */
  readonly role: 'declaration' | 'import' | 'remote' | 'use'
}

/** All that the checker has found, in the order of their places. */
export function occurrencesIn({ scope }: Analysis): readonly Occurrence[] {
  const found: Occurrence[] = []
  const seen = new Set<number>()
  const add = (span: Span, binding: Binding, role: Occurrence['role']): void => {
    if (span.end === span.start || seen.has(span.start)) return
    seen.add(span.start)
    found.push({ span, binding, role })
  }
  for (const binding of scope?.bindings.values() ?? []) {
    const { name, imported } = binding
    if (imported === null) add(name, binding, 'declaration')
    else {
      if (imported.alias !== null) add(imported.name, binding, 'remote')
      add(name, binding, 'import')
    }
    for (const use of binding.uses ?? []) add(use, binding, 'use')
  }
  return found.sort((a, b) => a.span.start - b.span.start)
}

/** The name that a cursor touches: on it, or right behind it. */
export function occurrenceAt(analysis: Analysis, offset: number): Occurrence | null {
  return occurrencesIn(analysis).find(({ span }) => span.start <= offset && offset <= span.end) ?? null
}

/** A place in some file. */
export interface Place {
  readonly analysis: Analysis
  readonly span: Span
  readonly role: Occurrence['role']
}

/** Every place in `files` that means this declaration; aliases count as what they stand for. */
export function placesOf(target: Declared, files: readonly Analysis[]): readonly Place[] {
  return files.flatMap((analysis) =>
    occurrencesIn(analysis)
      .filter(({ binding }) => binding.target !== null && isSame(binding.target, target))
      .map(({ span, role }) => ({ analysis, span, role })),
  )
}

/** Two programs read a file each for themselves: a declaration is known by its place. */
function isSame(a: Declared, b: Declared): boolean {
  return a.file.path === b.file.path && a.name.start === b.name.start && a.name.text === b.name.text
}
