/** The tree-sitter grammar and the lexer: token by token the same, in the whole corpus and in broken text. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'
import { generated } from '../../scripts/tree-sitter/generated.ts'
import { digestOf, STAMP } from '../../scripts/tree-sitter/sources.ts'
import { runs } from '../harness/runs.ts'
import { corpus } from '../vscode/corpus.ts'
import { type Grammar, grammarFolder, loadGrammar } from './parse.ts'

const read = (path: string): string => readFileSync(join(grammarFolder, path), 'utf8')

describe('what is generated for tree-sitter', () => {
  it.each(Object.keys(generated))('%s is up to date (npm run gen:tree-sitter)', (path) => {
    expect(read(path)).toBe(generated[path])
  })

  it('the parser was made from the grammar as it is (npm run gen:tree-sitter)', () => {
    expect(read(STAMP).trim()).toBe(digestOf(grammarFolder))
  })
})

const NODES: ReadonlyMap<number, string> = new Map<number, string>([
  ...each([t.Identifier, t.UserWeek, t.ExitWord], 'word'),
  ...each([t.Quantity, t.Ordinal], 'number'),
  ...each([t.Pitch, t.SharpName], 'pitch'),
  ...each([t.StringText, t.OpenString, t.SmartString, t.ExitString, t.ExitOpenString], 'string'),
  ...each([t.BadQuantity, t.DecimalComma, t.PlusMinus, t.DrumTab], 'wrong'),
  ...each([t.LBrace, t.ExitLBrace], 'lbrace'),
  ...each([t.RBrace, t.ExitRBrace], 'rbrace'),
  [t.LParen, 'lparen'],
  [t.RParen, 'rparen'],
  ...each([t.Comma, t.Dot, t.Equals, t.Colon, t.Arrow, t.DotDot, t.LessEqual, t.GreaterEqual], 'operator'),
  ...each([t.EqualEqual, t.NotEqual, t.Less, t.Greater, t.Plus, t.Minus, t.Star, t.Slash], 'operator'),
  [t.BarOpen, 'bar_open'],
  [t.BarSep, 'bar_sep'],
  [t.BarClose, 'bar_close'],
  [t.Count, 'count'],
  [t.LBracket, 'lbracket'],
  [t.RBracket, 'rbracket'],
  ...each([t.Rest, t.Tie], 'rest'),
  [t.Maybe, 'chance'],
  [t.Degree, 'degree'],
  ...each([t.BarName, t.NoChord, t.Repeat], 'chord'),
  [t.BadCell, 'wrong_cell'],
])

function each(kinds: readonly number[], node: string): [number, string][] {
  return kinds.map((kind) => [kind, node])
}

/** What the token is in the tree; of a word that the lexer knows, what stands at the start of a line, and else. */
function nodeOf(kind: number, text: string, atStart: boolean): string {
  if (kind === t.Hit) return /^X|^x!/.test(text) ? 'accent' : text.startsWith('g') ? 'ghost' : 'hit'
  if (kind < t.FIRST_KEYWORD) return NODES.get(kind) ?? `kind ${kind}`
  if (kind === t.keyword('learn')) return 'learn'
  if (atStart && (t.HEAD_WORDS[kind] === 1 || t.BLOCK_HEADS[kind] === 1)) return 'head'
  return t.RESERVED_WORDS[kind] === 1 ? 'keyword' : 'word'
}

/** Astral characters are one character there and two units here: only where they stand alone can they differ. */
function wanted(text: string): readonly string[] {
  const { tokens, comments, unknown } = lex(text)
  const all: { start: number; end: number; type: string }[] = []
  for (let token = 1; token <= tokens.count; token++) {
    const [start, end] = [tokens.start(token), tokens.end(token)]
    const atStart = start === 0 || /[\n\r]/.test(text.charAt(start - 1))
    all.push({ start, end, type: nodeOf(tokens.kind(token), text.slice(start, end), atStart) })
  }
  for (const { start, end } of comments)
    all.push({ start, end, type: text.startsWith('///', start) ? 'doc_comment' : 'comment' })
  for (const { start, end } of unknown)
    for (let at = start; at < end; at++) all.push({ start: at, end: at + 1, type: 'unknown' })
  all.sort((a, b) => a.start - b.start)
  return all.map(({ start, end, type }) => `${start} ${type} ${JSON.stringify(text.slice(start, end))}`)
}

/** Comments of other languages are an error that the lexer reads over; colours have no need to, and go by what stands in them. */
function withoutForeign(text: string): string {
  let rest = text
  // Once they are blank, what stood behind one may begin a line.
  for (let { foreign } = lex(rest); foreign.length > 0; { foreign } = lex(rest)) {
    for (const { start, end } of foreign)
      rest = rest.slice(0, start) + rest.slice(start, end).replace(/[^\n\r]/g, ' ') + rest.slice(end)
  }
  return rest
}

describe('the grammar for tree-sitter', () => {
  let grammar: Grammar
  beforeAll(async () => {
    grammar = await loadGrammar()
  })
  const found = (text: string): readonly string[] =>
    grammar
      .leaves(text)
      .map(({ type, start, end }) => `${start} ${type} ${JSON.stringify(text.slice(start, end))}`)

  it.each(corpus)('reads every token of %s as the lexer does', (_, text) => {
    expect(found(text)).toEqual(wanted(text))
  })

  it('has a tree without errors for every example', () => {
    const examples = corpus.filter(([path]) => path.startsWith('examples'))
    expect(examples.length).toBeGreaterThan(5)
    expect(examples.filter(([, text]) => grammar.hasError(text)).map(([path]) => path)).toEqual([])
  })

  it('reads broken text as the lexer does', () => {
    const pieces = [
      '|',
      '||',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\u00a0',
      'x',
      'X!',
      'g?30',
      'o_',
      'on',
      'over',
      'b3',
      '#4',
      '1/5~',
      '15:',
      '3 :',
      'N.C',
      'NC.',
    ]
    const more = [
      '20',
      '20ms',
      '20 ms',
      '20 msx',
      '0,5',
      '1,5 s',
      '4th',
      '4thx',
      '5..60',
      '1.',
      '±2',
      '+-20 ms',
      '+/- 3',
      '%',
      '->',
      '----x',
      'x--x',
      'user-week',
    ]
    const rest = [
      '"',
      '"a\\"',
      '“warm”',
      '„',
      '{',
      '}',
      '(',
      ')',
      '[',
      ']',
      '//',
      '/// d',
      '/',
      'C4',
      'Bb2',
      'F#',
      'F##3x',
      'B♭',
      'F♯3',
      'E♭♭2',
      'F♯3x',
      'e♭',
      'ab♭',
      '♭3',
      '♯♯4',
      '1/♭7',
      '♭',
      '♯',
      'C/E',
      'D-7',
      'C2-',
      '!',
      '!=',
      '§',
      'é',
      'µ',
      '20µs',
      'drummer',
      'learn',
      'tempo',
      '~',
      '_',
      '.',
      ',',
      ...['’', '‘', '‚', "'", '−', '–', '—', '×', '÷', '→', '≤', '≠', '…'],
      '\u2028',
      '-',
      'p',
      'f',
      't',
      'timbre',
      'Dm7',
      '0',
      '9x',
    ]
    // `[A, B] × 2`: told of and read on as parentheses, which colours have no need to.
    const soup = fc
      .array(fc.constantFrom(...pieces, ...more, ...rest), { maxLength: 24 })
      .map((all) => all.join(''))
      .filter((text) => !/\][^\S\r\n]*(?:[*×]|x[^\S\r\n]*\d)/.test(text))
    fc.assert(
      fc.property(soup, (text) => {
        const own = withoutForeign(text)
        expect(found(own)).toEqual(wanted(own))
      }),
      runs(3000),
    )
  })

  it('comes to the same tree by an edit as from the start', () => {
    const text = corpus.find(([path]) => path.includes('pocket-trio.sil'))?.[1] ?? ''
    expect(text.length).toBeGreaterThan(500)
    const edits = fc.tuple(
      fc.nat(text.length),
      fc.nat(12),
      fc.constantFrom('|', '\n', '{', '}', '"', 'x', ' ms', '//', ''),
    )
    fc.assert(
      fc.property(edits, ([start, length, put]) => {
        const oldEnd = Math.min(text.length, start + length)
        const after = text.slice(0, start) + put + text.slice(oldEnd)
        const [again, anew] = grammar.edited(text, after, { start, oldEnd, newEnd: start + put.length })
        // Where braces do not match, what is taken for the error may differ; the tokens may not.
        if (!anew.includes('ERROR') && !anew.includes('MISSING')) expect(again).toBe(anew)
      }),
      runs(100),
    )
  })

  it('names what editors show', () => {
    expect(
      grammar.tree('/// Two.\ndrummer kit follows player {\n  kick |3: x [xg] .| level -6 dB\n}\n'),
    ).toBe(
      '(source_file (doc_comment) (declaration kind: (head) name: (word) (keyword) (word) (block (lbrace) (word) ' +
        '(bars (bar_open) (count) (hit) (subdivision (lbracket) (hit) (ghost) (rbracket)) (rest) (bar_close)) ' +
        '(word) (operator) (number) (rbrace))))',
    )
  })

  it('reads four times as much in one line in four times as long, and not in sixteen', () => {
    const took = (bars: number): number => {
      const text = `drummer kit {\n  kick |${' x x x x |'.repeat(bars)}\n}\n`
      const began = process.cpuUsage()
      expect(grammar.hasError(text)).toBe(false)
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    const least = (bars: number): number => Math.min(...Array.from({ length: 5 }, () => took(bars)))
    least(500)
    expect(least(12_000) / least(3_000)).toBeLessThan(8)
  })

  it('keeps one half-written block from the rest', () => {
    const tree = grammar.tree('drummer kit {\n  kick |x... x\n\nmetronome click {\n  beat |x x x x|\n}\n')
    expect(tree).toContain('(bar_close)) (rbrace)')
    expect(tree.match(/\(head\)/g)).toHaveLength(2)
  })

  it('has queries that fit the grammar, and colour a word once', () => {
    for (const path of Object.keys(generated).filter((one) => one.endsWith('.scm')))
      expect(() => grammar.query(read(path)), path).not.toThrow()
    const text = 'timbre brush = mix(a, b, learn 30% in 0%..100%)\nmetronome m { level -6 dB }\n'
    const last = new Map(
      grammar.captures(grammar.query(read('queries/highlights.scm')), text).map(([name, of]) => [of, name]),
    )
    expect(last.get('timbre')).toBe('keyword.type')
    expect(last.get('brush')).toBe('variable')
    expect(last.get('mix')).toBe('keyword')
    expect(last.get('learn')).toBe('keyword.modifier')
    expect(last.get('30%')).toBe('number')
    expect(last.get('level')).toBe('property')
  })
})
