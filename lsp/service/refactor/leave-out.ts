/**
 * What nothing uses, nobody hears, or stands twice is left out: a declaration with its documentation, a property, what stands behind one. A comment
 * beside it stays; one within it goes along, and the title says so. Each is the author's to ask for: `source.fixAll` leaves them.
 */

import { CodeActionKind } from 'vscode-languageserver'
import type { Span } from '../../../language/ast.ts'
import { isBlank } from '../../../language/characters.ts'
import type { Diagnostic } from '../../../language/diagnostics.ts'
import { lex } from '../../../language/lexer.ts'
import type { Node } from '../../../language/walk.ts'
import type { Analysis } from '../../project.ts'
import { occurrencesIn, placesOf } from '../occurrences.ts'
import { pathTo } from '../path.ts'
import { startWithDoc } from './lines.ts'
import type { Refactor, Refactoring } from './refactoring.ts'

const TWICE = 'SIL0205'
/** What goes, by the code that says why. */
const WHAT: Readonly<Record<string, readonly Node['kind'][]>> = {
  // Unused name; section never played.
  SIL0203: ['let', 'timbre', 'block'],
  SIL0213: ['block'],
  // Given twice.
  [TWICE]: ['setting', 'property', 'modifier'],
  // Timbre that is never heard; action without effect.
  SIL0220: ['property', 'modifier'],
  SIL0222: ['property'],
}
/** Of these a file may have many, and none is there for another. */
const NAMES = 'SIL0203'

export const leaveOut: Refactor = (analysis, offset) => {
  const idle = analysis.result.diagnostics.filter(({ file, code }) => file === '' && WHAT[code] !== undefined)
  const here = idle.filter(({ span }) => span.start <= offset && offset <= span.end)
  const found = here.flatMap((one) => nodeOf(analysis, one) ?? [])
  const single = found.map((node): Refactoring => leftOut(analysis, [node], `\`${shortOf(analysis, node)}\``))
  if (!here.some(({ code }) => code === NAMES)) return single
  const all = idle.flatMap((one) => (one.code === NAMES ? (nodeOf(analysis, one) ?? []) : []))
  return all.length > 1 ? [...single, leftOut(analysis, all, `all ${all.length} that nothing uses`)] : single
}

function leftOut(analysis: Analysis, nodes: readonly Node[], what: string): Refactoring {
  const edits = goneWith(analysis, nodes).map((span) => ({ span, newText: '' }))
  const taken = nodes.some(
    ({ start, end }) => lex(analysis.text.content.slice(start, end)).comments.length > 0,
  )
  return {
    title: `Leave out ${what}${taken ? ', with the comments in it' : ''}`,
    kind: CodeActionKind.QuickFix,
    edits,
  }
}

/** Null where another file has the name from here. */
function nodeOf(analysis: Analysis, { code, span }: Diagnostic): Node | null {
  const { start } = span
  const kinds = WHAT[code] ?? []
  const node = pathTo(analysis.program.sources.main.tree, start).findLast(({ kind }) => kinds.includes(kind))
  const target = occurrencesIn(analysis).find((one) => one.span.start === start)?.binding.target ?? null
  // Of a list one stands twice, and the others are meant.
  if (code === TWICE && node?.start !== start && !(node && 'key' in node && node.key.start === start))
    return null
  if (node === undefined || (target !== null && placesOf(target, analysis.others()).length > 0)) return null
  return node
}

/** A declaration by its name, the others as they are written. */
function shortOf({ text }: Analysis, node: Node): string {
  if ('name' in node && typeof node.name === 'object' && node.name !== null && 'text' in node.name)
    return node.name.text
  return text.content.slice(node.start, node.end).split(/\r?\n/)[0] ?? ''
}

function goneWith(analysis: Analysis, nodes: readonly Node[]): readonly Span[] {
  const { content, lineStart, lineEnd, positionAt } = analysis.text
  const gone: Span[] = []
  let rows: { readonly first: number; readonly last: number } | null = null
  const whole = (): readonly Span[] => (rows === null ? [] : [lines(analysis, rows.first, rows.last)])
  for (const node of [...nodes].sort((a, b) => a.start - b.start)) {
    const start = 'doc' in node && node.doc ? Math.min(node.start, startWithDoc(analysis, node)) : node.start
    const [{ line: first }, { line: last }] = [positionAt(start), positionAt(node.end)]
    const before = content.slice(lineStart(first), start)
    if (/[^\s\uFEFF]/.test(before) || content.slice(node.end, lineEnd(last)).trim() !== '') {
      gone.push(among(analysis, { start, end: node.end }))
      continue
    }
    // With nothing but empty lines between them they go as one.
    if (rows !== null && content.slice(lineEnd(rows.last), lineStart(first)).trim() === '')
      rows = { first: rows.first, last }
    else {
      gone.push(...whole())
      rows = { first, last }
    }
  }
  return [...gone, ...whole()]
}

/** Whole lines. Of the empty ones before and behind, one stays. */
function lines({ text }: Analysis, first: number, last: number): Span {
  const { content, lineCount } = text
  const start = text.lineStart(first)
  const isEmpty = (line: number): boolean =>
    line < 0 || line >= lineCount || content.slice(text.lineStart(line), text.lineEnd(line)).trim() === ''
  const startOf = (line: number): number => (line < lineCount ? text.lineStart(line) : content.length)
  const from = start === 0 && content.startsWith('\uFEFF') ? 1 : start
  if (!isEmpty(first - 1) || !isEmpty(last + 1)) return { start: from, end: startOf(last + 1) }
  // At the end the one before goes, else the one behind.
  const isLast = last + 2 >= lineCount && content.slice(startOf(last + 1)).trim() === ''
  return isLast && first > 0
    ? { start: text.lineStart(first - 1), end: content.length }
    : { start: from, end: startOf(last + 2) }
}

/** On a line with others: with the blanks before it, or, where it stands first, behind it. */
function among({ text: { content } }: Analysis, { start, end }: Span): Span {
  let [from, to] = [start, end]
  while (isBlank(content.charCodeAt(from - 1))) from--
  const isFirst = from === 0 || /[\r\n{]/.test(content.charAt(from - 1))
  if (!isFirst) return { start: from, end: to }
  while (isBlank(content.charCodeAt(to))) to++
  return { start, end: to }
}
