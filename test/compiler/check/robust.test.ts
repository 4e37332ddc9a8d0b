import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../compiler/canonical.ts'
import { check, checkOnly } from '../../../compiler/compile.ts'
import { applyEdits } from '../../../language/diagnostics.ts'
import { checkText, hostOf } from '../../diagnostics/checking.ts'
import { ordinaryMs } from '../../harness/cpu.ts'
import { runs } from '../../harness/runs.ts'

const EXAMPLES = new URL('../../../examples/', import.meta.url)
const LIBRARY: Record<string, string> = {
  'library/timbres.sil': readFileSync(new URL('library/timbres.sil', EXAMPLES), 'utf8'),
  'library/zones.sil': readFileSync(new URL('library/zones.sil', EXAMPLES), 'utf8'),
  'timbres.sil': readFileSync(new URL('pocket-trio/timbres.sil', EXAMPLES), 'utf8'),
}
const corpus = [
  ...readdirSync(EXAMPLES).filter((name) => name.endsWith('.sil')),
  'pocket-trio/pocket-trio.sil',
].map((name) => [name, readFileSync(new URL(name, EXAMPLES), 'utf8')] as const)

/** Deletes, doubles or swaps pieces of a text, as an editor in the middle of a word leaves it. */
const mangled = fc
  .tuple(
    fc.constantFrom(...corpus.map(([, text]) => text)),
    fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom('cut', 'double', 'word', 'char')), {
      minLength: 1,
      maxLength: 6,
    }),
    fc.constantFrom(
      'learn',
      'in',
      '..',
      '|',
      '{',
      '}',
      '20',
      'ms',
      '->',
      'else',
      '%',
      '[',
      'A1',
      'Dm7',
      '"',
      '~',
      'kit',
      '9e9',
      '-',
    ),
  )
  .map(([text, edits, word]) => {
    let out = text
    for (const [where, length, how] of edits) {
      const at = where % Math.max(1, out.length)
      const piece = out.slice(at, at + length)
      if (how === 'cut') out = out.slice(0, at) + out.slice(at + length)
      else if (how === 'double') out = out.slice(0, at) + piece + out.slice(at)
      else if (how === 'word') out = `${out.slice(0, at)} ${word} ${out.slice(at + length)}`
      else out = out.slice(0, at) + word.charAt(0) + out.slice(at)
    }
    return out
  })

describe('any text', () => {
  it('is answered, with places inside the file, sorted, and without braces left in messages', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        const { diagnostics, ir } = checkText(text, LIBRARY)
        let before = 0
        for (const d of diagnostics) {
          if (d.file !== '') continue
          expect(d.span.start).toBeGreaterThanOrEqual(before)
          expect(d.span.end).toBeGreaterThanOrEqual(d.span.start)
          expect(d.span.end).toBeLessThanOrEqual(text.length)
          expect(`${d.title}${d.message}${d.hint}`).not.toMatch(/\{(what|name|near|found|expected|known)\}/)
          before = d.span.start
          for (const fix of d.fixes) expect(() => applyEdits(text, fix.edits)).not.toThrow()
        }
        expect(ir === null).toBe(diagnostics.some((d) => d.severity === 'error'))
        // Plain data: canonical JSON refuses NaN, −0 and anything that is none.
        if (ir !== null) expect(() => canonicalJson(ir)).not.toThrow()
      }),
      runs(300),
    )
  })

  it('cut short anywhere is answered', () => {
    const [, text] = corpus.find(([name]) => name === 'song.sil') ?? ['', '']
    for (let end = 0; end < text.length; end += 7) {
      expect(() => checkText(text.slice(0, end), LIBRARY)).not.toThrow()
    }
  })

  it('gets the same answer twice', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        expect(JSON.stringify(checkText(text, LIBRARY).diagnostics)).toBe(
          JSON.stringify(checkText(text, LIBRARY).diagnostics),
        )
      }),
      runs(30),
    )
  })

  it('is checked alike with and without lowering', () => {
    for (const [name, text] of corpus) {
      const input = { path: name, text, host: hostOf(LIBRARY) }
      expect(checkOnly(input).diagnostics).toEqual(check(input).diagnostics)
    }
  })
})

describe('texts from strangers', () => {
  const repeat = (text: string, times: number) => text.repeat(times)
  const cases: readonly (readonly [string, string])[] = [
    ['a sum as long as a file', `let a = 1${repeat(' + 1', 20_000)}\n`],
    [
      'a chain of lets',
      Array.from({ length: 5000 }, (_, i) => `let a${i} = ${i === 0 ? '1' : `a${i - 1}`}\n`).join(''),
    ],
    [
      'a chain of lets, backwards',
      Array.from({ length: 5000 }, (_, i) => `let a${i} = a${i + 1}\n`).join(''),
    ],
    [
      'timbres made of each other',
      Array.from(
        { length: 3000 },
        (_, i) => `timbre t${i} = ${i === 0 ? '"click"' : `mix(t${i - 1}, t${i - 1}, 10%)`}\n`,
      ).join(''),
    ],
    [
      'a list of many',
      `metronome c { beat |x x x x| }\nsection a {\n bars 1\n mute c${repeat(', c', 20_000)}\n}\nform a\n`,
    ],
    ['arguments without end', `let a = min(1${repeat(', 1', 20_000)})\n`],
    [
      'a condition without end',
      `metronome c { beat |x x x x| }\nrule r when player.silent${repeat(' and player.silent', 5000)} { cue }\n`,
    ],
    [
      'members who follow one another',
      Array.from({ length: 3000 }, (_, i) => `drummer k${i} follows k${i + 1} { kick |x...| }\n`).join(''),
    ],
    ['names nobody knows', Array.from({ length: 5000 }, (_, i) => `let a${i} = b${i} + c${i}\n`).join('')],
    [
      'chords nobody knows',
      Array.from(
        { length: 3000 },
        (_, i) => `section s${i} { bars 2 chords | Cfoo${i} | Dbar${i} |\n}\n`,
      ).join(''),
    ],
    [
      'words nobody knows',
      Array.from({ length: 3000 }, (_, i) => `timbre t${i} = "qwx${i} zzk${i} ppq${i}"\n`).join(''),
    ],
    ['counts outside of the player', repeat('count 2 bars\n', 20_000)],
    [
      'changes of tempo in sections',
      `tempo 96 bpm\n${Array.from({ length: 20_000 }, (_, i) => `section s${i} { bars 1  tempo +5 bpm }\n`).join('')}`,
    ],
    [
      'voices that nobody has',
      `drummer k { kick |x| }\nsection a { bars 1  mute snare${repeat(', snare', 20_000)} }\n`,
    ],
    ['rules in the braces of rules', repeat('rule x {\nwhen player.silent { mute k\n', 20_000)],
    ['instruments that are open', repeat('instrument x {\n', 20_000)],
    [
      'doubling lets',
      `let a0 = learn 1 in 0..2\n${Array.from({ length: 60 }, (_, i) => `let a${i + 1} = a${i} + a${i}\n`).join('')}`,
    ],
    [
      'doubling rewards',
      `reward r0 = session.completed\n${Array.from({ length: 60 }, (_, i) => `reward r${i + 1} = 0.5 * r${i} + 0.5 * r${i}\n`).join('')}`,
    ],
  ]
  it.each(cases)('cost little: %s', (_, text) => {
    const start = process.cpuUsage()
    expect(() => checkText(text)).not.toThrow()
    // Generous: quadratic work would take minutes.
    expect(ordinaryMs(start)).toBeLessThan(4000)
  })

  it('get an error for each kind of excess, and no policy', () => {
    const bars = `drummer k {\n kick |${repeat('xxxxxxxx|', 10)}\n}\n`
    const manySections = Array.from(
      { length: 9000 },
      (_, i) => `section s${i} { bars 10000 chords | C |\n}\n`,
    ).join('')
    const result = checkText(
      `${bars}${manySections}form s0${Array.from({ length: 8999 }, (_, i) => `, s${i + 1}`).join('')}\n`,
    )
    expect(result.ir).toBeNull()
    expect(result.diagnostics.map((d) => d.code)).toContain('SIL0422')
  })

  it('tells of ten thousand blocks of one name what anyone reads', () => {
    const { diagnostics } = checkText('metronome m { beat |x x x x| }\n'.repeat(10_000))
    const twice = diagnostics.filter(({ code }) => code === 'SIL0202')
    expect(twice).toHaveLength(500)
  })
})
