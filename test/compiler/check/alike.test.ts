/** Bars that are written alike are read once, and yet each stands where it stands. */

import { describe, expect, it } from 'vitest'
import type { BarsLit } from '../../../language/ast.ts'
import { parse } from '../../../language/parse.ts'
import { walk } from '../../../language/walk.ts'
import { checkText } from '../../diagnostics/checking.ts'

function literals(text: string): readonly BarsLit[] {
  const found: BarsLit[] = []
  walk(parse(text).file, (node) => {
    if (node.kind === 'bars') found.push(node)
  })
  return found
}

/** What the diagnostics of a code point at, and the offsets of the text that is searched for. */
function places(text: string, code: string, what: string) {
  const { diagnostics } = checkText(text)
  const at: number[] = []
  for (let i = text.indexOf(what); i >= 0; i = text.indexOf(what, i + 1)) at.push(i)
  return {
    told: diagnostics.filter((d) => d.code === code).map((d) => d.span.start),
    fixed: diagnostics.filter((d) => d.code === code).map((d) => d.fixes[0]?.edits[0]?.span.start),
    at,
  }
}

describe('bars that are written alike', () => {
  const twice = 'drummer kit {\n  kick  |x [x.] 3|x|\n  snare |x [x.] 3|x|\n  hat |x|x|\n}\n'

  it('share what they say, unless something is wrong with them', () => {
    const [kick, snare] = literals('drummer kit {\n  kick  |x [x.]|x|\n  snare |x [x.]|x|\n}\n')
    expect(kick?.shape).toBe(snare?.shape)
    const [first, second] = literals('drummer kit {\n  kick  |x y|\n  snare |x y|\n}\n')
    expect(first?.shape).not.toBe(second?.shape)
  })

  it('have their own cells in the tree', () => {
    for (const literal of literals(twice)) {
      walk(literal, (node) => {
        if (node.kind === 'hit') expect(twice.slice(node.start, node.end)).toBe('x')
        if (node.kind === 'group') expect(twice.slice(node.start, node.end)).toBe('[x.]')
        if (node.kind === 'degree') expect(twice.slice(node.start, node.end)).toBe('3')
        expect(node.start).toBeGreaterThanOrEqual(literal.start)
        expect(node.end).toBeLessThanOrEqual(literal.end)
      })
    }
  })

  it.each([
    ['a cell that drums do not know', twice, 'SIL0404', '3'],
    [
      'ties where nothing is held',
      'drummer kit {\n  kick  |x - x .|\n  snare |x - x .|\n}\n',
      'SIL0403',
      '-',
    ],
    [
      'too many cells',
      'drummer kit {\n  kick  |x x x x x|\n  snare |x x x x x|\n}\n',
      'SIL0401',
      'x x x x x',
    ],
    [
      'a pitch out of range',
      'bassist bass {\n  line |C6 - - -|\n}\nsection a { bars 1 }\nsection b { bars 1  bass.line |C6 - - -| }\nform a, b\n',
      'SIL0420',
      'C6',
    ],
    [
      'unknown chords',
      'metronome m { beat |x x x x| }\nsection a { bars 1 chords | Dq7 | }\nsection b { bars 1 chords | Dq7 | }\nform a, b\n',
      'SIL0405',
      'Dq7',
    ],
    [
      'too many chords',
      'metronome m { beat |x x x x| }\nsection a { bars 1 chords |C G A| }\nsection b { bars 1 chords |C G A| }\nform a, b\n',
      'SIL0401',
      'C G A',
    ],
  ])('are told of one by one: %s', (_, text, code, what) => {
    const { told, at } = places(text, code, what)
    expect(at.length).toBe(2)
    expect(told).toEqual(at)
  })

  it('are mended one by one', () => {
    const text = 'drummer kit {\n  kick  |x - x .|\n  snare |x - x .|\n}\n'
    const { fixed, at } = places(text, 'SIL0403', '-')
    expect(fixed).toEqual(at)
  })

  it('lead from a policy to their own places', () => {
    const text =
      'drummer kit {\n  kick  |x . x .|\n  snare |x . x .|\n}\nsection a { bars 1 chords | Dm7 | }\nsection b { bars 1 chords | Dm7 | }\nform a, b\n'
    const { ir } = checkText(text)
    const cells = (ir?.patterns ?? []).flatMap((pattern) =>
      pattern.bars.flat().map(({ span }) => [span.start, text.slice(span.start, span.end)]),
    )
    const hits = [...text.matchAll(/x/g)].map(({ index }) => [index, 'x'])
    expect(cells).toEqual(hits)
    const chords = (ir?.sections ?? []).flatMap((section) => section.chords.map(({ span }) => span.start))
    expect(chords).toEqual([...text.matchAll(/Dm7/g)].map(({ index }) => index))
  })

  it('have slots of their own', () => {
    const { ir } = checkText('drummer kit {\n  kick  |x~ . x .|\n  snare |x~ . x .|\n}\n')
    expect(ir?.slots.map(({ name }) => name)).toEqual(['kit.kick[1:1]', 'kit.snare[1:1]'])
  })
})
