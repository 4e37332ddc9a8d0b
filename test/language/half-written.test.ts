import { describe, expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { Item } from '../../language/ast.ts'
import { sameTree } from '../../language/format/same-tree.ts'
import { parse } from '../../language/parse.ts'
import { hostOf } from '../diagnostics/checking.ts'
import { examples, wholeFile } from './corpus.ts'

const read = (text: string): readonly Item[] => parse(text).file.items
const file = (items: readonly Item[]) => ({ kind: 'file' as const, start: 0, end: 0, items })

describe('half-written code', () => {
  // [file.broken]
  test('cut anywhere keeps everything that was complete before the cut', () => {
    const whole = read(wholeFile)
    for (let cut = 0; cut <= wholeFile.length; cut++) {
      // Half of a `//` is a division.
      if (wholeFile.charAt(cut - 1) === '/' && wholeFile.charAt(cut) === '/') continue
      const complete = whole.filter((item) => item.end <= cut)
      const kept = read(wholeFile.slice(0, cut)).slice(0, complete.length)
      if (!sameTree(file(complete), file(kept))) expect(wholeFile.slice(0, cut)).toBe('kept')
    }
  })

  test('cut in the middle of a word keeps that word', () => {
    const text = wholeFile.slice(0, wholeFile.indexOf('track') + 3)
    const last = read(text).at(-1)
    expect(last).toMatchObject({ kind: 'block', block: 'zones', closed: false })
    expect(last?.kind === 'block' && last.properties.map(({ key }) => key.text)).toEqual([
      'snap',
      'follow',
      'limit',
      'adapt',
      'curve',
      'expect',
      'tra',
    ])
  })

  test.each([
    '',
    '…',
    'snap',
    'snap =',
    'kick |x',
    'level "',
    'foo bar baz',
    'level -',
    'learn',
    '|',
    ')',
    '12',
  ])(
    'a line that reads `%s` costs its block and no other',
    (junk) => {
      for (const { text } of examples.filter(({ name }) => /trio|song|contextual/.test(name))) {
        const lines = text.split('\n')
        const whole = read(text)
        for (const [index, line] of lines.entries()) {
          // Lines inside braces that neither open nor close any.
          if (!/^ {2}\S/.test(line) || /[{}]/.test(line)) continue
          const start = lines.slice(0, index).join('\n').length + 1
          const broken = [...lines.slice(0, index), `  ${junk}`, ...lines.slice(index + 1)].join('\n')
          const others = (items: readonly Item[]) =>
            items.filter((item) => !(item.start < start && item.end >= start))
          if (others(whole).length !== whole.length - 1 || continues(lines, index)) continue
          const after = others(read(broken))
          if (!sameTree(file(others(whole)), file(after))) expect(broken).toBe('the same but for one block')
        }
      }
    },
    60_000,
  )

  test.each([
    'import { woody',
    'reward r = 0.5 * (',
    'let a = min(1,',
    'form head,',
    'rule r when',
    'timbre a =',
  ])('a declaration that breaks off with `%s` leaves the next one alone', (start) => {
    const rest = wholeFile.slice(wholeFile.indexOf('zones pocket'))
    expect(sameTree(file(read(`${start}\n${rest}`).slice(1)), file(read(rest)))).toBe(true)
  })

  test.each(['tempo 220 bpm (', 'meter 7/8 (2+2+3', 'swing 54(', 'let a = (5 ms', 'reward r = min(1,'])(
    'a bracket that nobody closes in `%s` leaves the settings below alone',
    (start) => {
      const rest = 'meter 3/4\nkey D minor\ntempo 96 bpm\nswing 58%\nseed 1\n'
      expect(sameTree(file(read(`${start}\n${rest}`).slice(1)), file(read(rest)))).toBe(true)
    },
  )

  test('a block without its brace ends where the next one begins', () => {
    for (const block of ['zones pocket {', 'player {', 'drummer kit {', 'section head { bars 8']) {
      const kinds = read(wholeFile).map(({ kind }) => kind)
      const at = wholeFile.indexOf(block)
      const end = wholeFile.indexOf('}', at)
      const open = wholeFile.slice(0, end) + wholeFile.slice(end + 1)
      expect(read(open).map(({ kind }) => kind)).toEqual(kinds)
    }
  })
})

describe('what stands among imported names by mistake', () => {
  const imported = (list: string) => {
    const { file, diagnostics } = parse(`import {${list}} from "./x.sil"\nmetronome m { beat |X| }\n`)
    const [first, ...others] = file.items
    if (first?.kind !== 'import') throw new Error('no import')
    return {
      names: first.names.map(({ name, alias }) =>
        alias === null ? name.text : `${name.text}=${alias.text}`,
      ),
      path: first.path?.value,
      others: others.length,
      codes: diagnostics.map(({ code }) => code),
    }
  }

  test.each([
    [' a: c, b ', ['a', 'b'], ['SIL0101']],
    [' a = c, b ', ['a', 'b'], ['SIL0101']],
    [' a, , b ', ['a', 'b'], ['SIL0101']],
    [' , a ', ['a'], ['SIL0101']],
    [' a, 20 ms, b ', ['a', 'b'], ['SIL0101']],
    [' (a), b ', ['b'], ['SIL0101']],
    [' a.b, c ', ['a', 'c'], ['SIL0101']],
    [' * as q ', [], ['SIL0101']],
    [' a, = ', ['a'], ['SIL0101']],
    [' a as 20, b as d ', ['a=', 'b=d'], ['SIL0115', 'SIL0101']],
    ['\n  a,\n  = c,\n  b\n', ['a', 'b'], ['SIL0101']],
    [' a, b, ', ['a', 'b'], []],
  ])('{%s} costs no other name, nor the file they come from', (list, names, codes) => {
    expect(imported(list)).toEqual({ names, path: './x.sil', others: 1, codes })
  })

  test('leaves the file alone where the brace is missing, too', () => {
    const [first, ...others] = read('import { a = from "./x.sil"\nseed 1\n')
    expect(first).toMatchObject({
      kind: 'import',
      names: [{ name: { text: 'a' } }],
      path: { value: './x.sil' },
    })
    expect(others).toHaveLength(1)
  })

  test('is told of with what may stand there', () => {
    const [first] = parse('import { a: c, b } from "./x.sil"\n').diagnostics
    expect(first?.message).toBe(
      'I did not expect `: c` here: names come in braces, as in { a as b } from "./x.sil".',
    )
  })
})

describe('what stands in a block by mistake', () => {
  const block = (text: string) => {
    const parsed = parse(text)
    const [first] = parsed.file.items
    if (first?.kind !== 'block') throw new Error('no block')
    return {
      properties: first.properties.map(({ key }) => key.text),
      nested: first.nested.map((item) => item.kind),
      closed: first.closed,
      items: parsed.file.items.map((item) => (item.kind === 'block' ? item.block : item.kind)),
      codes: parsed.diagnostics.map(({ code }) => code),
    }
  }

  test.each([
    // Further in than the block itself, or without the brace that makes it a block: the block goes on.
    ['drummer d {\n  zones a\n  kick |x|\n}\n', ['zones', 'kick'], [], ['drummer'], []],
    ['drummer d {\nzones a\nkick |x|\n}\n', ['zones', 'kick'], [], ['drummer'], []],
    ['  drummer d {\n    tempo 96 bpm\n    kick |x|\n  }\n', ['tempo', 'kick'], [], ['drummer'], []],
    [
      'drummer d {\n  rule r when a { cue }\n  kick |x|\n}\nseed 1\n',
      ['kick'],
      ['rule'],
      ['drummer', 'setting'],
      ['SIL0130'],
    ],
    [
      'player {\n  zones a {\n    snap 1 ms\n    let b = 1\n  }\n  count 1 bar\n}\n',
      ['count'],
      ['block'],
      ['player'],
      ['SIL0130', 'SIL0130'],
    ],
    // As far out: the brace is missing, and what follows stands behind.
    ['drummer d {\n  kick |x|\ntempo 96 bpm\n', ['kick'], [], ['drummer', 'setting'], ['SIL0103']],
    ['  drummer d {\n  kick |x|\n  zones a { }\n', ['kick'], [], ['drummer', 'zones'], ['SIL0103']],
    ['drummer d {\n  kick |x|\nzones a\n{ }\n', ['kick'], [], ['drummer', 'zones'], ['SIL0103']],
  ])('%j', (text, properties, nested, items, codes) => {
    const { closed, ...read } = block(text)
    expect(read).toEqual({ properties, nested, items, codes })
    expect(closed).toBe(!codes.includes('SIL0103'))
  })

  test('is declared all the same', () => {
    const text = 'player {\n  zones a {\n    snap 1 ms\n  }\n}\nsection s {\n  bars 1\n  zones a\n}\nform s\n'
    const { diagnostics } = check({ path: 'main.sil', text, host: hostOf() })
    expect(diagnostics.map(({ code }) => code)).toEqual(['SIL0130'])
  })
})

/** Bars and rewards of several lines: what replaces one of their lines belongs to the rest of them. */
function continues(lines: readonly string[], index: number): boolean {
  return /^\s*[|+]/.test(lines[index + 1] ?? '') || /^\s*[|+]/.test(lines[index] ?? '')
}
