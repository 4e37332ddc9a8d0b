import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lex } from '../../language/lexer.ts'
import type { PatternName } from '../../language/patterns.ts'
import * as t from '../../language/token-kinds.ts'
import { generated } from '../../scripts/vscode/generated.ts'
import { SCOPES } from '../../scripts/vscode/grammar.ts'
import { corpus } from './corpus.ts'
import { tokeniser } from './tokenise.ts'

const top = join(import.meta.dirname, '..', '..')

describe('what is generated for VS Code', () => {
  it.each(Object.keys(generated))('%s is up to date (npm run gen:vscode)', (path) => {
    expect(readFileSync(join(top, 'vscode-extension', path), 'utf8')).toBe(generated[path])
  })
})

type Scope = PatternName | 'keyword.head' | 'keyword.learn' | 'keyword' | 'property'
const WORD: readonly Scope[] = ['word', 'property', 'keyword']

/** What a token of each kind may be coloured as. */
const ALLOWED: ReadonlyMap<number, readonly Scope[]> = new Map<number, readonly Scope[]>([
  [t.Identifier, WORD],
  [t.UserWeek, ['word']],
  [t.ExitWord, WORD],
  ...each([t.Quantity, t.Ordinal], ['number']),
  ...each([t.Pitch, t.SharpName], ['number.pitch']),
  ...each([t.StringText, t.OpenString, t.SmartString, t.ExitString, t.ExitOpenString], ['string']),
  ...each([t.BadQuantity, t.DecimalComma, t.PlusMinus, t.DrumTab, t.BadCell], ['wrong']),
  ...each([t.LBrace, t.RBrace, t.LParen, t.RParen, t.ExitLBrace, t.ExitRBrace], ['bracket']),
  ...each([t.Comma, t.Dot, t.Equals, t.Colon, t.Arrow, t.DotDot, t.LessEqual], ['operator']),
  ...each([t.GreaterEqual, t.EqualEqual, t.NotEqual, t.Less, t.Greater], ['operator']),
  ...each([t.Plus, t.Minus, t.Star, t.Slash], ['operator']),
  ...each([t.BarOpen, t.BarSep, t.BarClose, t.LBracket, t.RBracket], ['bar']),
  [t.Count, ['bar.count']],
  [t.Hit, ['cell.hit', 'cell.accent', 'cell.ghost']],
  ...each([t.Rest, t.Tie], ['cell.rest']),
  [t.Maybe, ['cell.learn']],
  [t.Degree, ['cell.degree']],
  ...each([t.BarName, t.NoChord, t.Repeat], ['cell.chord']),
])
const reserved = t.RESERVED_WORDS

function each(kinds: readonly number[], scopes: readonly Scope[]): [number, readonly Scope[]][] {
  return kinds.map((kind) => [kind, scopes])
}

function allowed(kind: number): readonly Scope[] {
  if (kind < t.FIRST_KEYWORD) return ALLOWED.get(kind) ?? []
  if (kind === t.keyword('learn')) return ['keyword.learn']
  // `let` and `import` are heads, too.
  return reserved[kind] === 1 ? ['keyword', 'keyword.head'] : ['keyword.head', ...WORD]
}

describe('the grammar for VS Code', () => {
  let scopesOf: (text: string) => readonly string[] = () => []
  beforeAll(async () => {
    scopesOf = await tokeniser()
  })

  it('has something to be held against', () => {
    expect(corpus.length).toBeGreaterThan(100)
  })

  it.each(corpus)('colours every token of %s by its kind', (_, text) => {
    const scopes = scopesOf(text)
    const { tokens, comments } = lex(text)
    const wrong: string[] = []
    for (let token = 1; token <= tokens.count; token++) {
      const [start, end] = [tokens.start(token), tokens.end(token)]
      const may = allowed(tokens.kind(token)).map((name) => SCOPES[name])
      const first = scopes[start] ?? ''
      const whole = scopes.slice(start, end).every((scope) => scope === first)
      if (!may.includes(first) || !whole) {
        const line = text.slice(0, start).split('\n').length
        wrong.push(`${line}: ${text.slice(start, end)} (kind ${tokens.kind(token)}) is ${first || 'nothing'}`)
      }
    }
    for (const { start, end } of comments) {
      const name = text.startsWith('///', start) ? 'comment.doc' : 'comment'
      if (!scopes.slice(start, end).every((scope) => scope === SCOPES[name]))
        wrong.push(text.slice(start, end))
    }
    expect(wrong).toEqual([])
  })
})
