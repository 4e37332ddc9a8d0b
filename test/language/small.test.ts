/** The small parts of the language, each by itself. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { format } from '../../language/format/format.ts'
import { sameTree } from '../../language/format/same-tree.ts'
import { displayWidth } from '../../language/format/width.ts'
import { nearUnit, quoteString, readString } from '../../language/literals.ts'
import { diagnostic } from '../../language/messages.ts'
import { editDistance, nearest } from '../../language/nearest.ts'
import { parse } from '../../language/parse.ts'
import { UNITS } from '../../language/vocabulary.ts'
import { childrenOf, type Node, walk } from '../../language/walk.ts'
import { anyCharacter } from '../harness/any-character.ts'
import { clean, wholeFile } from './corpus.ts'

describe('did you mean', () => {
  test('finds the nearest, with a slip of a letter or two', () => {
    expect(nearest('snar', ['kick', 'snare', 'hat'])).toBe('snare')
    expect(nearest('Kick', ['kick', 'rim'])).toBe('kick')
    expect(nearest('rmi', ['kick', 'rim'])).toBe('rim')
    expect(nearest('piano', ['kick', 'rim'])).toBeNull()
    expect(nearest('x', ['hat'])).toBeNull()
    expect(nearest('abc', [])).toBeNull()
  })

  test('no letter stands for another one, but for its capital', () => {
    expect(nearest('C', ['A', 'B'])).toBeNull()
    expect(nearest('a', ['B', 'A'])).toBe('A')
    expect(nearest('m', ['s', 'ms'])).toBe('ms')
  })

  test('the first of two that are as near', () => {
    expect(nearest('hit', ['hat', 'hut'])).toBe('hat')
  })

  test('distance: known answers', () => {
    expect(editDistance('', 'abc')).toBe(3)
    expect(editDistance('kitten', 'sitting')).toBe(3)
    expect(editDistance('ab', 'ba')).toBe(1)
    expect(editDistance('MS', 'ms')).toBe(1)
  })

  test('distance is none only between equals, and the same both ways', () => {
    const word = fc.string({ maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})

describe('literals', () => {
  test('units that people write mean the ones that are', () => {
    expect(['MS', 'msec', 'secs', 'Minutes', 'BPM', 'db', 'HZ', 'percent', 'hrs'].map(nearUnit)).toEqual([
      'ms',
      'ms',
      's',
      'min',
      'bpm',
      'dB',
      'Hz',
      '%',
      'h',
    ])
    expect(nearUnit('parsecs')).toBeNull()
    for (const [written, unit] of Object.entries(UNITS)) expect(nearUnit(written)).toBe(unit)
  })

  test('a string written is the string read', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (value) => {
        expect(readString(quoteString(value), 0, 'plain')).toMatchObject({
          node: { value, flaw: null },
          badEscape: null,
        })
      }),
    )
  })
})

describe('edits', () => {
  test('are applied from whatever order they stand in', () => {
    const edits = [
      { span: { start: 4, end: 5 }, newText: 'E' },
      { span: { start: 0, end: 2 }, newText: '' },
      { span: { start: 5, end: 5 }, newText: '!' },
    ]
    expect(applyEdits('abcde', edits)).toBe('cdE!')
    expect(applyEdits('abcde', [...edits].reverse())).toBe('cdE!')
    expect(applyEdits('abcde', [])).toBe('abcde')
  })

  test('may not overlap', () => {
    expect(() =>
      applyEdits('abcde', [
        { span: { start: 0, end: 3 }, newText: '' },
        { span: { start: 2, end: 4 }, newText: '' },
      ]),
    ).toThrow(RangeError)
  })
})

describe('messages', () => {
  test('take their arguments in, and cut what is too long to read', () => {
    const d = diagnostic('SIL0108', { start: 3, end: 4 }, { mark: '`:`' })
    expect(d).toMatchObject({
      code: 'SIL0108',
      severity: 'error',
      title: 'No `:` here',
      file: '',
      span: { start: 3, end: 4 },
      fixes: [],
      related: [],
    })
    const long = diagnostic('SIL0124', { start: 0, end: 1 }, { text: 'x\n'.repeat(500), what: 'a cell' })
    expect(long.message.length).toBeLessThan(150)
    expect(long.message).not.toContain('\n')
  })
})

describe('walking a tree', () => {
  test('visits every node once, parents first, in the order of their places', () => {
    const seen = new Set<Node>()
    let count = 0
    walk(parse(wholeFile).file, (node) => {
      expect(childrenOf(node).some((child) => seen.has(child))).toBe(false)
      seen.add(node)
      count++
    })
    expect(seen.size).toBe(count)
    const kinds = new Map<string, number>()
    for (const { kind } of seen) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    expect(kinds.get('learn')).toBe(7)
    expect(kinds.get('learnChoice')).toBe(1)
    expect(kinds.get('bars')).toBe(9)
    expect(kinds.get('file')).toBe(1)
  })
})

describe('two trees', () => {
  test('are the same when only places differ', () => {
    for (const { text } of clean) {
      expect(sameTree(parse(text).file, parse(`\n\n  ${text}  // end`).file)).toBe(true)
    }
  })

  test.each([
    ['tempo 96 bpm', 'tempo 97 bpm'],
    ['tempo 96 bpm', 'tempo 96 ms'],
    ['let a = 1 + 2 * 3', 'let a = (1 + 2) * 3'],
    ['let a = b', 'let a = c'],
    ['let a = "b"', 'let a = b'],
    ['drummer d { kick |x.| }', 'drummer d { kick |.x| }'],
    ['drummer d { kick |x.| }', 'drummer d { kick |x|.| }'],
    ['drummer d { kick |x| }', 'drummer d { kick |x| mute }'],
    ['drummer d { kick |3: x x x| }', 'drummer d { kick |x x x| }'],
    ['let a = learn 1 in 0..2', 'let a = learn 1 in 0..2 log'],
    ['/// one\nlet a = 1', '/// two\nlet a = 1'],
    ['let a = 1', 'let a = 1\nlet b = 1'],
    ['section s { kit.hat |x| }', 'section s { bass.hat |x| }'],
  ])('%j and %j are two', (a, b) => {
    expect(sameTree(parse(a).file, parse(b).file)).toBe(false)
    expect(sameTree(parse(b).file, parse(a).file)).toBe(false)
  })
})

test('width counts columns: none for combining marks, two for wide characters', () => {
  expect(['abc', '', 'e\u0301', '太鼓', '😀', 'é', '\u200B'].map(displayWidth)).toEqual([3, 0, 1, 4, 2, 1, 0])
})

describe('a comma without a blank', () => {
  const codes = (value: string) => parse(`reward r = ${value}\n`).diagnostics.map(({ code }) => code)

  test.each([
    ['min(5,3)', 'min(5, 3)'],
    ['min(0,5)', 'min(0, 5)'],
    ['max(0,1 - a)', 'max(0, 1 - a)'],
    ['min(a * 0,5 ms)', 'min(a * 0, 5 ms)'],
    ['max(-0,5 ms, b)', 'max(-0, 5 ms, b)'],
    ['min(0,5, max(0,1))', 'min(0, 5, max(0, 1))'],
  ])('stands between the values of min and max: %s', (tight, wide) => {
    expect(codes(tight)).toEqual([])
    expect(sameTree(parse(`reward r = ${tight}`).file, parse(`reward r = ${wide}`).file)).toBe(true)
  })

  test.each(['0,5', 'min((0,5), 1)', '0,5 * min(a, 1)', 'mix(a, b, 0,3)', 'min(a, f(0,5))'])(
    'is a decimal comma elsewhere: %s',
    (value) => {
      expect(codes(value)).toContain('SIL0110')
    },
  )

  test('in values that are not finished leaves no loop behind', () => {
    for (const value of [
      'min(0,5',
      'min(0,5 0,5 0,5',
      'min(learn 0,5 in 0,1..0,2)',
      'min(0,5 else',
      'min(,0,5,)',
    ]) {
      expect(codes(value).length).toBeLessThan(10)
    }
  })
})

describe('blanks of typesetters', () => {
  const BLANKS = [...'\u00a0\u1680\u2000\u2007\u2009\u200a\u202f\u205f\u3000\ufeff']

  test.each(BLANKS.map((blank) => [blank.charCodeAt(0).toString(16), blank] as const))(
    'are blanks, also between a number and its unit: U+%s',
    (_, blank) => {
      const plain =
        'tempo 96 bpm\nzones z {\n  snap 20 ms\n  follow 100 ms\n  limit 200 ms\n}\ndrummer k {\n  kick | x x |\n       | x x |\n}\n'
      const set = plain.replaceAll(' ', blank)
      expect(parse(set).diagnostics).toEqual([])
      expect(sameTree(parse(set).file, parse(plain).file)).toBe(true)
      expect(format(set)).toEqual(format(plain))
    },
  )
})
