/** What is printed where columns count: carets under a place, and bars that are drawn again and again. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Context } from '../../cli/context.ts'
import { createContext } from '../../cli/context.ts'
import { columns } from '../../cli/print/columns.ts'
import { printDiagnostics } from '../../cli/print/diagnostics.ts'
import { progressBar } from '../../cli/print/progress.ts'
import { searchProgress } from '../../cli/print/search-progress.ts'
import type { Diagnostic } from '../../language/diagnostics.ts'

let printed = ''
beforeEach(() => {
  printed = ''
})
afterEach(() => vi.restoreAllMocks())

const err = (text: string): void => {
  printed += text
}
const context = (terminal: boolean): Context => {
  vi.stubEnv('NO_COLOR', '1')
  return {
    ...createContext({ json: false, seed: null }),
    terminal,
    progress: terminal ? 'bar' : 'lines',
    err,
  }
}

describe('columns', () => {
  it.each([
    ['plain', 5],
    ['', 0],
    ['日本語', 6],
    ['한국어', 6],
    ['ﾃﾝ', 2],
    ['ＡＢ', 4],
    ['（「」）・ー', 12],
    ['e\u0301e\u0301e\u0301', 3],
    ['é', 1],
    ['🎸', 2],
    ['👩‍👩‍👧', 2],
    ['🇯🇵', 2],
    ['❤️', 2],
    ['♥', 1],
    ['…·│', 3],
    ['\u200b', 0],
    ['שלום', 4],
    ['नमस्ते'.slice(0, 2), 2],
    ['𠀋', 2],
    ['\ud83c', 1],
  ])('of %j are %i', (text, width) => {
    expect(columns(text)).toBe(width)
  })
})

describe('the caret under a diagnostic', () => {
  const shownAt = (line: string, what: string): { readonly above: string; readonly below: string } => {
    const start = line.indexOf(what)
    const diagnostic: Diagnostic = {
      code: 'SIL0301',
      severity: 'error',
      title: 'Title',
      message: 'message',
      file: 'a.sil',
      span: { start, end: start + what.length },
      related: [],
      hint: '',
      fixes: [],
    }
    printDiagnostics(context(false), [diagnostic], { shown: () => 'a.sil', text: () => line })
    const [, , above = '', below = ''] = printed.split('\n')
    return { above, below }
  }

  it.each([
    ['band "日本語日本語🎸" tempo 96', 'tempo'],
    ['band "e\u0301e\u0301e\u0301" tempo 96', 'tempo'],
    ['band "plain" tempo 96', 'tempo'],
    ['\tband "日\t本" tempo 96', 'tempo'],
    ['band "日本語" tempo 96', '"日本語"'],
    [`${'日'.repeat(200)} tempo 96`, 'tempo'],
    [`${'x'.repeat(100)}${'🎸'.repeat(51)} tempo 96`, 'tempo'],
    [`${'x'.repeat(101)}${'🎸'.repeat(51)} tempo 96`, 'tempo'],
  ])('stands under what it means: %s', (line, what) => {
    const { above, below } = shownAt(line, what)
    const before = above.slice(0, above.lastIndexOf(what))
    const carets = /^(.*?)(\^+) message$/su.exec(below)
    expect(columns(carets?.[1] ?? '')).toBe(columns(before))
    expect(carets?.[1]?.split('\t').length).toBe(before.split('\t').length)
    expect(carets?.[2]?.length).toBe(columns(what))
    // Half a pair of surrogates becomes something else on its way out.
    expect(Buffer.from(above).toString()).toBe(above)
  })
})

const aGeneration = {
  generation: 1,
  reward: { mean: 0.5, error: 0.01 },
  gain: { mean: 0.1, error: 0.01 },
  evaluations: 100,
  people: 20,
  sigma: 0.3,
}

describe('a bar of progress', () => {
  const onTerminal = (width: number | undefined): void => {
    const before = Object.getOwnPropertyDescriptor(process.stderr, 'columns')
    Object.defineProperty(process.stderr, 'columns', { value: width, configurable: true })
    restore.push(() => {
      if (before === undefined) Reflect.deleteProperty(process.stderr, 'columns')
      else Object.defineProperty(process.stderr, 'columns', before)
    })
  }
  const restore: (() => void)[] = []
  afterEach(() => {
    for (const back of restore.splice(0)) back()
  })
  /** What stood in the line, one after the other. */
  const lines = (): readonly string[] => printed.split('\r').slice(1)

  function played(total: number): void {
    const bar = progressBar(context(true), 'performing', total)
    for (let i = 0; i < total; i++) bar.step()
    bar.done()
  }

  it.each([undefined, 0, 200, 80, 50, 40, 30, 20, 12, 5, 1])('keeps to one line of %s columns', (width) => {
    onTerminal(width)
    played(1234)
    const longest = Math.max(...lines().map((line) => line.length))
    // The last column stays free: where it is written to, some terminals go on to the next line.
    expect(longest).toBeLessThanOrEqual(width === undefined || width === 0 ? 51 : Math.max(0, width - 1))
    expect(lines().length).toBeLessThan(40)
    // What was written over last is gone.
    expect(lines().at(-1)).toBe('')
    expect(lines().at(-2)?.trim()).toBe('')
    expect(lines().at(-2)?.length).toBeGreaterThanOrEqual(lines().at(-3)?.length ?? 0)
  })

  it('is as long as there is room for', () => {
    onTerminal(80)
    played(1000)
    expect(lines().at(-3)).toBe(`performing ${'█'.repeat(30)} 1000/1000`)
    printed = ''
    onTerminal(30)
    played(1000)
    expect(lines().at(-3)).toBe(`performing ${'█'.repeat(8)} 1000/1000`)
    printed = ''
    onTerminal(22)
    played(1000)
    expect(lines().at(-3)).toBe('performing 1000/1000')
  })

  it('of a search keeps to one line, too', () => {
    onTerminal(40)
    const progress = searchProgress(context(true), 10, 0)
    progress.block(1, 2)
    // @ts-expect-error what it prints of a line is all that it needs
    progress.generation(aGeneration)
    progress.done()
    expect(Math.max(...lines().map((text) => text.length))).toBeLessThanOrEqual(39)
    expect(lines().at(-3)).toMatch(/^generation 2\/10 {2}reward 0\.500/)
  })
})

describe('long work that is told into a log', () => {
  let now = 1000
  beforeEach(() => {
    now = 1000
    vi.spyOn(performance, 'now').mockImplementation(() => now)
  })

  it('is a line every half a minute, and none of what is done sooner', () => {
    const bar = progressBar(context(false), 'playing', 100)
    for (let i = 0; i < 100; i++) {
      now += 1000
      bar.step()
    }
    bar.done()
    expect(printed).toBe('playing: 30 of 100\nplaying: 60 of 100\nplaying: 90 of 100\n')
  })

  it('is what a search has found so far', () => {
    const progress = searchProgress(context(false), 10, 0)
    // @ts-expect-error what it prints of a line is all that it needs
    progress.generation(aGeneration)
    expect(printed).toBe('')
    now += 30_000
    progress.block(1, 2)
    progress.done()
    expect(printed).toMatch(/^generation 2\/10 {2}reward 0\.500 .* left\n$/)
  })

  it('is nothing for who reads JSON', () => {
    const silent: Context = { ...createContext({ json: true, seed: null }), err }
    const bar = progressBar(silent, 'playing', 3)
    now += 60_000
    bar.step()
    expect(printed).toBe('')
  })
})
