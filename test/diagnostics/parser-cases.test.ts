import { describe, expect, test } from 'vitest'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import { applyEdits, type Diagnostic } from '../../language/diagnostics.ts'
import { MAX_FILE_LENGTH, parse } from '../../language/parse.ts'
import { marked, PARSER_CASES } from './parser-cases.ts'

/** Codes of phase 01 that are found after parsing, or shown in a test of their own. */
const ELSEWHERE = ['SIL0119', 'SIL0126', 'SIL0129']

describe('the parser’s answer to', () => {
  test.each(PARSER_CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
    const { text, start, end } = marked(one.text)
    const { diagnostics } = parse(text)
    expect(diagnostics.map(({ code }) => code).sort()).toEqual([one.code, ...(one.also ?? [])].sort())
    const found = diagnostics.find(({ code }) => code === one.code)
    expect(found?.span).toEqual({ start, end })

    const fix = found?.fixes[0]
    expect(fix === undefined ? undefined : applyEdits(text, fix.edits)).toBe(one.fixed)
    if (one.fixed !== undefined) expect(parse(one.fixed).diagnostics).toEqual([])
  })

  test('what newcomers type is the answer in this file', async () => {
    const answers = PARSER_CASES.map((one) => {
      const { text } = marked(one.text)
      const shown = text.length > 300 ? '(a long text)\n' : text
      const said = parse(text).diagnostics.map((d) => written(d, text))
      return `== ${one.name}\n\n${indented(shown)}\n${said.join('\n')}`
    })
    await expect(`${answers.join('\n\n')}\n`).toMatchFileSnapshot('parser-answers.txt')
  })
})

describe('every code of phase 01', () => {
  const codes = Object.keys(CATALOGUE).filter((code) => code.startsWith('SIL01'))

  test('has a case that shows it', () => {
    const shown = new Set<string>([...PARSER_CASES.map(({ code }) => code), ...ELSEWHERE])
    expect(codes.filter((code) => !shown.has(code))).toEqual([])
  })

  test('is one of an unbroken row of numbers', () => {
    const numbers = codes.map((code) => Number(code.slice(3))).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => 101 + i))
  })

  test('says nothing that it leaves open', () => {
    for (const { text } of PARSER_CASES) {
      for (const { title, message, hint } of parse(marked(text).text).diagnostics) {
        for (const part of [title, message, hint]) expect(part).not.toMatch(/\{\w+\}|undefined|NaN/)
      }
    }
  })
})

test('a file that is too large is refused by its size', () => {
  const [only] = parse(' '.repeat(MAX_FILE_LENGTH + 1)).diagnostics
  expect(only).toMatchObject({ code: 'SIL0126', span: { start: 0, end: 0 } })
  expect(only?.message).toContain(String(MAX_FILE_LENGTH))
})

/** As a terminal would print it. */
function written(d: Diagnostic, text: string): string {
  const lineStart = text.lastIndexOf('\n', d.span.start - 1) + 1
  const lineEnd = `${text}\n`.indexOf('\n', lineStart)
  const line = text.slice(lineStart, lineEnd)
  const width = Math.max(1, Math.min(d.span.end, lineEnd) - d.span.start)
  const column = d.span.start - lineStart
  const source =
    line.length > 120 ? [] : [`  | ${line}`, `  | ${' '.repeat(column)}${'^'.repeat(width)} ${d.message}`]
  return [
    `${d.code} · ${d.title}`,
    ...(source.length > 0 ? source : [`  ${d.message}`]),
    ...(d.hint === '' ? [] : [`  hint: ${d.hint}`]),
    ...d.related.map((r) => `  also: ${r.message} (at ${r.span.start})`),
    ...d.fixes.map((fix) => `  fix: ${fix.title}`),
  ].join('\n')
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ')
}
