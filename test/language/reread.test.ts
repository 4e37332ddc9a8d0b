import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BarsLit, File } from '../../language/ast.ts'
import { type ParsedFile, parse } from '../../language/parse.ts'
import { reread } from '../../language/reread.ts'
import { runs } from '../harness/runs.ts'
import { corpus, wholeFile } from './corpus.ts'

/** All of a tree: the bars of a literal, too, which stand in no field of it. */
function written(file: File): string {
  return JSON.stringify(file, (_, value: unknown) =>
    isBars(value) ? { ...value, bars: value.bars, shape: 0 } : value,
  )
}

const isBars = (value: unknown): value is BarsLit =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'bars'

const told = ({ file, diagnostics, leftOut }: ParsedFile): readonly string[] => [
  written(file),
  JSON.stringify(diagnostics),
  String(leftOut),
]

/** The text after each edit, read on from the one before. */
function expectSame(first: string, edits: readonly Edit[]): void {
  let tree = reread(null, first)
  for (const edit of edits) {
    const text = edited(tree.text, edit)
    tree = reread(tree, text)
    expect(told(tree)).toEqual(told(parse(text)))
  }
}

interface Edit {
  readonly at: number
  /** At the beginning of the line there, not in the middle of it. */
  readonly line: boolean
  readonly out: number
  readonly put: string
}

function edited(text: string, { at, line, out, put }: Edit): string {
  let from = at % (text.length + 1)
  if (line) from = text.lastIndexOf('\n', from - 1) + 1
  return text.slice(0, from) + put + text.slice(from + out)
}

/** Whole lines and what turns lines into others: marks that open, close, hide or join. */
const bits = [
  '\nrule r { when player.silent for 2 bars\n',
  '\nsection a 8 bars, mute kit {\n',
  '\nform [a, b] x 2\n',
  '# x',
  'import "./x.sil" as g\n',
  'g.',
  ...[
    'kit { kick |x.x.| }\n',
    'zones { snap 20 ms }',
    ' && ',
    ' || player.late',
    ' !player.silent',
    'const t = 1\n',
  ],
  ...[
    'metronome m:\n  beat |x|\n',
    'chords { | A7 |\n}\n',
    ' { a b }',
    '{',
    'fill every 4 bars { tom1 |x| }\n',
  ],
  ...[
    '',
    '',
    't',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '//',
    '///',
    '/// told\n',
    '// said\n',
    '"',
    '\\',
    '|',
    '||',
  ],
  ...['{', '}', '(', ')', '[', ']', '.', ',', '=', '-', '~', '?', '§', '😀', '\uD800', '->', 'x---x---'],
  ...[
    'section',
    'section x {',
    'let a = 1 ',
    'let a = 1\n',
    'player {\n',
    'timbre',
    'kit.hat |x x|\n',
    '| x x |',
    'let b = | h 9 |\n',
    'section y { bars 1  chords | H7 c:m7 d7 |\n',
    '  chords | C / x |\n',
  ],
  ...[
    'snare |x x|',
    'repeat',
    'learn 1 in 0..2',
    '4',
    'ms',
    'over',
    'form a, b',
    'rule a when',
    ' { bars 4 }\n',
    // What stands in a block by mistake, which its indentation tells.
    '  zones a\n',
    '  zones a {\n    snap 1 ms\n  }\n',
    '  rule a when b { cue }\n',
    '  form a b, c\n',
    '  tempo 96 bpm to\n',
    '    ',
    'train {\n  reward a\n',
    'reward a {\n',
    '♭',
  ],
  // Signs that are told of with what stands around them.
  ...[
    ';',
    ';\n',
    '};\n',
    'seed 1;\n',
    ' %',
    'form [a, b] * 2\n',
    'form {\n  a\n  b\n',
    'form a,\n',
    'form "a", "b"\n',
    '] × 2',
    'section z { bars 1;  chords | C | % }\n',
    '  chords | C | %\n',
    '  kick |x| level -6 dB hat |x|\n',
    '  level -6 dB\n  |x.|\n',
    '  swing 2:1\n',
    '  kit, click mute\n',
    '  click level -3 dB\n',
    '|x*4|',
    'x(3,8)',
    '| Bes | Es',
  ],
]

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    line: fc.boolean(),
    out: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(6), fc.nat(120)),
    put: fc.constantFrom(...bits),
  }),
  { minLength: 1, maxLength: 10 },
)

const texts = fc
  .array(fc.constantFrom(...corpus.map(({ text }) => text)), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('\n'))

describe('a text that is edited', () => {
  it('has the tree and the diagnostics that it would have anew, whatever was typed where', () => {
    fc.assert(
      fc.property(texts, edits, (text, typed) => expectSame(text, typed)),
      runs(150),
    )
  })

  it('is read again where the parser looked ahead, and where a comment above belongs', () => {
    const rest = 'let a = 1\nlet b = 2\nlet c = 3\n'
    for (const [before, at, put] of [
      // What was a line of its own becomes a modifier of the line above.
      [`let z = 0\ntempo 90 bpm -> 100 bpm\nove 4 bars\n${rest}`, 'ove 4', 'over 4'],
      [`let z = 0\ntempo 90 bpm -> 100 bpm\nover 4 bars\n${rest}`, 'over 4', 'ove 4'],
      // A declaration becomes what is said of the next, and no longer.
      [`let z = 0\n${rest}`, 'let a', '/// let a'],
      [`let z = 0\n/// let y = 0\n${rest}`, '/// let y', 'let y'],
      [`let z = 0\ntimbre t = "a"\n${rest}`, '"a"', '"a'],
      [`drummer kit {\n  kick |x x x x|\n}\n${'swing 50%\n'.repeat(60)}${rest}`, '}', ''],
      [`drummer kit {\n  kick |x x x x|\n${'swing 50%\n'.repeat(60)}}\n${rest}`, 'swing', '}\nswing'],
    ] as const) {
      const after = before.replace(at, put)
      expect(told(reread(reread(null, before), after))).toEqual(told(parse(after)))
    }
  })

  it('is read anew where an import wants to know what all of the file uses', () => {
    const uses = Array.from({ length: 50 }, (_, i) => `timbre t${i} = g.x${i}\n`).join('')
    const half = uses.indexOf('timbre t25')
    expectSame(uses, [
      { at: half, line: false, out: 0, put: 'import "./x.sil" as g\n' },
      { at: 0, line: false, out: 1, put: 't' },
      { at: 0, line: false, out: 0, put: 'seed 1\n' },
      { at: uses.length, line: false, out: 0, put: 'timbre more = g.y\n' },
    ])
  })

  it('is read again only around an edit: all other items are those that were', () => {
    const sections = Array.from(
      { length: 200 },
      (_, n) => `section part${n} {\n  bars 4\n  kit.kick |x.x. x.x.|\n}\n`,
    )
    const text = wholeFile + sections.join('')
    for (const [name, put] of [
      ['section part100', 't'],
      ['bars 4', '/// told\n  '],
      ['section part5', '}\n'],
      ['drummer kit', 'let a = 1\n'],
    ] as const) {
      const before = reread(null, text)
      const was = new Set(before.file.items)
      const at = text.indexOf(name)
      const after = reread(before, text.slice(0, at) + put + text.slice(at))
      expect(after.file.items.length).toBeGreaterThanOrEqual(was.size)
      expect(after.file.items.filter((item) => !was.has(item)).length).toBeLessThan(10)
    }
  })
})
