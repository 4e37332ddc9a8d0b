import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse, finished } from '../../compiler/compile.ts'
import { type EditedText, reread } from '../../language/reread.ts'
import { hostOf } from '../diagnostics/checking.ts'
import { runs } from '../harness/runs.ts'
import { corpus, wholeFile } from '../language/corpus.ts'

/** Sections and members with bars written alike, some of which are wrong: what is said of them names their cells. */
const band = Array.from(
  { length: 12 },
  (_, n) =>
    `section part${n} {\n  bars ${n % 3 === 0 ? 1 : 2}\n  chords | Dm7 | ${n % 4 === 0 ? 'Hm7' : 'x?30'} |\n` +
    `  kit.kick |x.1. x.x${n % 2 === 0 ? 'q' : '~'}.|\n  bass.line |1/3~ . 5/5~ -|\n}\n`,
).join('\n')

const texts = fc.constantFrom(
  wholeFile,
  wholeFile + band,
  band + wholeFile,
  ...corpus.map(({ text }) => text + band),
)

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    out: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
    put: fc.constantFrom(
      '',
      't',
      ' ',
      '\n',
      '|',
      '}',
      '{',
      '~',
      'x',
      '// ',
      '/// ',
      'let a = 5 ms\n',
      'section b {\n',
      '1/1~',
    ),
  }),
  { minLength: 1, maxLength: 8 },
)

describe('a piece that is edited', () => {
  it('is checked and lowered as it would be anew', () => {
    fc.assert(
      fc.property(texts, edits, (first, typed) => {
        let tree: EditedText = reread(null, first)
        for (const { at, out, put } of typed) {
          const from = at % (tree.text.length + 1)
          const text = tree.text.slice(0, from) + put + tree.text.slice(from + out)
          const input = {
            path: 'main.sil',
            text,
            host: hostOf({ 'timbres.sil': 'timbre woody = "woody click"\n' }),
          }
          const read = (one: string): EditedText => {
            if (one !== text) return reread(null, one)
            tree = reread(tree, one)
            return tree
          }
          const [after, anew] = [finished(analyse(input, read)), finished(analyse(input))]
          expect(JSON.stringify(after.diagnostics)).toBe(JSON.stringify(anew.diagnostics))
          expect(JSON.stringify(after.ir)).toBe(JSON.stringify(anew.ir))
        }
      }),
      runs(60),
    )
  })
})
