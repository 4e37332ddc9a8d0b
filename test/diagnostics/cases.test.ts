import { describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import { applyEdits, type Diagnostic } from '../../language/diagnostics.ts'
import type { Code } from '../../language/messages.ts'
import { CASES, type Case } from './cases.ts'
import { checkText, hostOf, shown, under } from './checking.ts'

const named = CASES.map((c, i) => [`${c.code} ${firstLine(c)} (${i})`, c] as const)

describe('each answer', () => {
  it.each(named)('%s', (_, { code, source, at, fixed, files, also = [] }) => {
    const result = check({ path: 'main.sil', text: source, ...under(code, hostOf(files)) })
    const found = result.diagnostics.filter((d) => d.code === code)
    expect(found.length, shown(result).join('\n')).toBeGreaterThan(0)
    const [first] = found
    if (at !== '') expect(source.slice(first?.span.start, first?.span.end)).toBe(at)
    expect(first?.message).not.toMatch(/[{}]/)
    const others = result.diagnostics.filter(
      (d) => d.code !== code && d.severity !== 'hint' && !also.some((other) => other === d.code),
    )
    expect(others.map((d) => `${d.code} ${d.message}`)).toEqual([])

    const fix = first?.fixes[0]
    if (fixed === undefined) return
    expect(fix, 'has a fix').toBeDefined()
    const after = applyEdits(source, fix?.edits ?? [])
    expect(after).toBe(fixed)
    const again = checkText(after, files)
    expect(again.diagnostics.filter((d) => d.code === code).length).toBeLessThan(found.length)
    expect(again.diagnostics.filter((d) => d.severity === 'error').map((d) => d.code)).toEqual(
      also.filter((other) => again.diagnostics.some((d) => d.code === other)),
    )
  })

  it('comes with a case for every code from names to files', () => {
    const covered = new Set<Code>(CASES.map((c) => c.code))
    const missing = Object.keys(CATALOGUE).filter((code) => code >= 'SIL0200' && !covered.has(code as Code))
    expect(missing).toEqual([])
  })

  it('has a number in an unbroken row of its phase', () => {
    for (const phase of ['02', '03', '04', '05', '06', '07']) {
      const numbers = Object.keys(CATALOGUE)
        .filter((code) => code.startsWith(`SIL${phase}`))
        .map((code) => Number(code.slice(3)))
      expect(numbers).toEqual(numbers.map((_, i) => Number(phase) * 100 + i + 1))
    }
  })

  it('keeps fixes inside the file and apart from each other', () => {
    for (const { source, files } of CASES) {
      for (const { file, fixes } of checkText(source, files).diagnostics) {
        if (file !== '') continue
        for (const { edits } of fixes) {
          for (const { span } of edits) expect(span.end).toBeLessThanOrEqual(source.length)
          expect(() => applyEdits(source, edits)).not.toThrow()
        }
      }
    }
  })
})

function firstLine({ at, source }: Case): string {
  return (at === '' ? source : at).split('\n')[0]?.slice(0, 40) ?? ''
}

describe('the answers, as a terminal would print them', () => {
  it('stand in a file that can be read and reviewed', async () => {
    const answers = CASES.map(({ code, source, files }) => {
      const text = source.length > 400 ? '(a long text)\n' : source
      const said = check({ path: 'main.sil', text: source, ...under(code, hostOf(files)) })
        .diagnostics.slice(0, 3)
        .map((d) => written(d, source))
      return `== ${code}\n\n${text.replace(/^(?=.)/gm, '    ')}\n${said.join('\n')}`
    })
    await expect(`${answers.join('\n\n')}\n`).toMatchFileSnapshot('answers.txt')
  })
})

function written(d: Diagnostic, text: string): string {
  const lineStart = text.lastIndexOf('\n', d.span.start - 1) + 1
  const lineEnd = `${text}\n`.indexOf('\n', lineStart)
  const line = text.slice(lineStart, lineEnd)
  const marks = '^'.repeat(Math.max(1, Math.min(d.span.end, lineEnd) - d.span.start))
  const indent = ' '.repeat(d.span.start - lineStart)
  return [
    `${d.severity} ${d.code} · ${d.title}`,
    ...(line.length > 120 ? [`  ${d.message}`] : [`  | ${line}`, `  | ${indent}${marks} ${d.message}`]),
    ...(d.hint === '' ? [] : [`  hint: ${d.hint}`]),
    ...d.related.map((r) => `  also: ${r.message} (at ${r.span.start})`),
    ...d.fixes.map((fix) => `  fix: ${fix.title}`),
  ].join('\n')
}
