import { describe, expect, test, vi } from 'vitest'
import { format } from '../../../language/format/format.ts'

/** A formatter with a bug: what it would have written is decided here. */
const written = vi.hoisted(() => ({ lines: [''] }))
vi.mock('../../../language/format/layout.ts', () => ({ layout: () => written.lines }))

const TEXT = '// slow\ntempo 96 bpm  // very\n'

describe('text that the formatter got wrong is never returned', () => {
  test.each([
    ['another number', ['// slow', 'tempo 97 bpm  // very']],
    ['another statement', ['// slow', 'tempo 96 bpm  // very', 'seed 1']],
    ['a statement less', ['// slow', '// very']],
    ['a comment less', ['tempo 96 bpm  // very']],
    ['a comment more', ['// slow', '// slow', 'tempo 96 bpm  // very']],
    ['another comment', ['// slow', 'tempo 96 bpm  // Very']],
    ['an error', ['// slow', 'tempo 96 bpm)  // very']],
    ['nothing', []],
  ])('%s', (_, lines) => {
    written.lines = lines
    expect(format(TEXT)).toMatchObject({ refused: 'meaning' })
  })

  test('a value below its property is one such; more blanks are not', () => {
    written.lines = ['// slow', 'tempo', '96 bpm // very']
    expect(format(TEXT)).toMatchObject({ refused: 'meaning' })
    written.lines = ['', '// slow', '   tempo 96   bpm // very']
    expect(format(TEXT)).toHaveProperty('text')
  })
})
