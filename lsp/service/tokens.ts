/** Words in colours that only the checker knows: what a name stands for. Cells, numbers and comments come from the lexer. */

import type { SemanticTokensLegend } from 'vscode-languageserver'
import type { DeclaredKind } from '../../compiler/resolve.ts'
import type { Span } from '../../language/ast.ts'
import { lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'
import { walk } from '../../language/walk.ts'
import type { Analysis } from '../project.ts'
import { occurrencesIn } from './occurrences.ts'

const TYPES = [
  'keyword',
  'property',
  'variable',
  'enum',
  'class',
  'namespace',
  'struct',
  'event',
  'function',
  'number',
  'string',
  'comment',
  'operator',
  'enumMember',
] as const
type TokenType = (typeof TYPES)[number]
const MODIFIERS = ['declaration', 'documentation'] as const

export const LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [...MODIFIERS] }

const OF_NAMES: Readonly<Record<DeclaredKind, TokenType>> = {
  let: 'variable',
  timbre: 'enum',
  zones: 'struct',
  member: 'class',
  section: 'namespace',
  rule: 'event',
  reward: 'function',
}

interface Coloured extends Span {
  readonly type: TokenType
  readonly modifiers: number
}

const DECLARATION = 1
const DOCUMENTATION = 2

/** In the order of their places; none overlaps another. */
function colouredTokens(analysis: Analysis): readonly Coloured[] {
  const { content } = analysis.text
  const byStart = new Map<number, Coloured>()
  const { tokens, comments } = lex(content)
  for (let token = 1; token <= tokens.count; token++) {
    const type = typeOf(tokens.kind(token))
    const [start, end] = [tokens.start(token), tokens.end(token)]
    if (type !== null) byStart.set(start, { start, end, type, modifiers: 0 })
  }
  for (const { start, end } of comments)
    byStart.set(start, {
      start,
      end,
      type: 'comment',
      modifiers: content.startsWith('///', start) ? DOCUMENTATION : 0,
    })
  walk(analysis.program.sources.main.tree, (node) => {
    if (node.kind !== 'property' && node.kind !== 'modifier') return
    const { start, end } = node.key
    if (end > start) byStart.set(start, { start, end, type: 'property', modifiers: 0 })
  })
  for (const { span, binding, role } of occurrencesIn(analysis)) {
    const type = binding.target === null ? 'variable' : OF_NAMES[binding.target.kind]
    byStart.set(span.start, { ...span, type, modifiers: role === 'declaration' ? DECLARATION : 0 })
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start)
}

function typeOf(kind: number): TokenType | null {
  if (kind >= t.FIRST_KEYWORD) return 'keyword'
  switch (kind) {
    case t.Quantity:
    case t.Ordinal:
    case t.Pitch:
    case t.Degree:
      return 'number'
    case t.StringText:
    case t.OpenString:
    case t.SmartString:
      return 'string'
    case t.Hit:
    case t.Maybe:
    case t.BarName:
    case t.NoChord:
    case t.Repeat:
      return 'enumMember'
    case t.BarOpen:
    case t.BarSep:
    case t.BarClose:
    case t.Arrow:
    case t.DotDot:
      return 'operator'
    default:
      return null
  }
}

/** As the protocol wants them: five numbers a token, each relative to the one before; a token never goes over a line's end. */
export function encodedTokens(analysis: Analysis, within: Span | null): number[] {
  const { text } = analysis
  const data: number[] = []
  let [line, character] = [0, 0]
  for (const { start, end, type, modifiers } of colouredTokens(analysis)) {
    if (within !== null && (end < within.start || start > within.end)) continue
    const at = text.positionAt(start)
    const length = Math.min(end, text.lineEnd(at.line)) - start
    data.push(
      at.line - line,
      at.line === line ? at.character - character : at.character,
      length,
      TYPES.indexOf(type),
      modifiers,
    )
    line = at.line
    character = at.character
  }
  return data
}
