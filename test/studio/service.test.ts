/** What the compiler's worker knows besides compiling. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { parse } from '../../language/parse.ts'
import { completionsAt } from '../../lsp/service/complete.ts'
import { hoverAt } from '../../lsp/service/hover.ts'
import { dialsOf, learnedIn } from '../../studio/service/dials.ts'
import { galleryPiece } from '../../studio/service/gallery-piece.ts'
import { createImports } from '../../studio/service/imports.ts'
import { runs } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'
import { compiled } from './fake-band.ts'

const trio = readFileSync(join(repositoryTop, 'examples', 'pocket-trio', 'pocket-trio.sil'), 'utf8')
const five = readFileSync(join(repositoryTop, 'bench', 'pieces', 'band.sil'), 'utf8')
const none = { read: () => ({ kind: 'missing' }) as const }

/** A text with `┆` where the cursor stands. */
function at(marked: string): [text: string, offset: number] {
  return [marked.replace('┆', ''), marked.indexOf('┆')]
}

const labels = (marked: string): readonly string[] => completionsAt(...at(marked)).map(({ label }) => label)

describe('completion', () => {
  test.each([
    ['the start of a line', 'dru┆', ['drummer', 'tempo', 'form'], ['kick']],
    ['a drummer', 'drummer kit {\n  ki┆', ['kick', 'snare', 'fill', 'level'], ['line', 'drummer']],
    ['a drummer that is closed', 'drummer kit {\n  ki┆\n}\n', ['kick'], ['line']],
    ['a bassist', 'bassist b {\n  ┆\n}', ['line', 'approach', 'range'], ['kick']],
    ['zones', 'zones z { ┆ }', ['snap', 'follow', 'limit', 'curve'], ['kick']],
    ['a curve', 'zones z {\n  curve ┆\n}', ['smooth', 'classic'], ['snap']],
    ['a timbre', 'timbre brush = "x"\ndrummer k {\n  snare |x| timbre ┆\n}', ['brush'], ['kick']],
    ['a mute in a section', 'drummer kit { }\nsection a {\n  mute ┆\n}', ['kit'], ['kick']],
    ['a rule', 'metronome c { }\nrule r when player.silent {\n  ┆\n}', ['mute', 'level', 'tempo'], ['kick']],
    ['a number', 'zones z {\n  snap 20 ┆', ['ms', 'beats'], ['snap']],
    ['a tempo', 'tempo 96 ┆', ['bpm'], ['ms']],
  ])('in %s', (_, marked, wanted, unwanted) => {
    const found = labels(marked)
    for (const label of wanted) expect(found).toContain(label)
    for (const label of unwanted) expect(found).not.toContain(label)
  })

  test('is silent in bars, strings and comments', () => {
    expect(labels('metronome c { beat |x ┆')).toEqual([])
    expect(labels('band "Poc┆')).toEqual([])
    expect(labels('// dru┆')).toEqual([])
  })

  test('of a block can be written over part by part', () => {
    const [drummer] = completionsAt('drummer', 7).filter(({ label }) => label === 'drummer')
    expect(drummer).toMatchObject({ kind: 'snippet' })
    const plain = (drummer?.insert ?? '').replace(/\$\{\d:(.*?)\}/g, '$1')
    const { program } = { program: compiled(plain) }
    expect(program.members).toEqual([{ name: 'kit', kind: 'drummer' }])
    expect(drummer?.insert.match(/\$\{\d/g)).toEqual(['${1', '${2', '${3', '${4'])
  })

  test('never throws, wherever the cursor stands and however broken the text is', () => {
    fc.assert(
      fc.property(fc.nat(trio.length), fc.nat(trio.length), (a, b) => {
        const text = trio.slice(0, Math.max(a, b))
        completionsAt(text, Math.min(a, b))
        hoverAt(text, Math.min(a, b))
      }),
      runs(60),
    )
  })
})

describe('hover', () => {
  test('says what a property takes', () => {
    expect(hoverAt(...at('drummer k {\n  ki┆ck |x|\n}'))?.text).toContain('The pattern of the kick.')
    expect(hoverAt(...at('zones z {\n  sn┆ap 20 ms\n}'))?.text).toContain('a time, as in 20 ms')
  })

  test('shows the declaration of a name, with what was written above it', () => {
    const text = '/// How shy.\nlet shy = 5 ms\nzones z { snap sh┆y }'
    expect(hoverAt(...at(text))?.text).toBe('How shy.\n\n```sil\nlet shy = 5 ms\n```')
  })

  test('has nothing to say about nothing', () => {
    expect(hoverAt(...at('tempo ┆96 bpm'))).toBeNull()
  })
})

describe('dials', () => {
  const dials = (text: string) =>
    dialsOf(parse(text).file, text, check({ path: 'a.sil', text, host: none }).ir)

  test('a slot turns in its own range, in its own unit', () => {
    const text =
      'metronome m {\n  beat |x|\n  level learn -6 dB in -12 dB..0 dB\n}\nswing learn 58% in 50%..72% on 8ths\n'
    const found = dials(text).filter(({ slot }) => slot !== null)
    expect(found).toMatchObject([
      { slot: 'm.level', value: -6, min: -12, max: 0, unit: 'dB', scale: 'linear' },
      { slot: 'swing', value: 58, min: 50, max: 72, unit: '%' },
    ])
    expect(found.map(({ digits }) => text.slice(digits.start, digits.end))).toEqual(['-6', '58'])
  })

  test('a bound that is a name is what the name says', () => {
    const text =
      'let shy = 5 ms\nzones z { snap learn 20 ms in shy..60 ms }\nplayer { zones z }\nmetronome m { beat |x| }\n'
    expect(dials(text).find(({ slot }) => slot === 'z.snap')).toMatchObject({ min: 5, max: 60 })
  })

  test('a plain number turns around what people write, and never lies outside', () => {
    const text = 'tempo 300 bpm\nmetronome m { beat |x|  level -6 dB }\n'
    for (const dial of dials(text)) {
      expect(dial.slot).toBeNull()
      expect(dial.value).toBeGreaterThanOrEqual(dial.min)
      expect(dial.value).toBeLessThanOrEqual(dial.max)
    }
    expect(dials(text).map(({ value }) => value)).toEqual([300, -6])
  })

  test.each([
    '-12 dB',
    '0.1 beats',
    '0 beats',
    '2 bars',
    '0.5 bars',
    '40 beats',
    '0.03 s',
    '-0.5 s',
    '9 s',
    '-20 ms',
    '120%',
    '1',
    '0.5',
    '0',
    '40',
  ])('never: %s', (written) => {
    const [dial] = dials(`let a = ${written}\n`)
    expect(dial?.value).toBe(Number.parseFloat(written))
    expect(dial?.min).toBeLessThanOrEqual(dial?.value ?? 0)
    expect(dial?.max).toBeGreaterThanOrEqual(dial?.value ?? 0)
  })

  test.each([
    ['96 bpm', 30, 240, 1],
    ['20 ms', 0, 200, 1],
    ['150 ms', 0, 300, 1],
    ['0.5 s', 0, 4, 0.1],
    ['30%', 0, 100, 1],
    ['-6 dB', -48, 6, 0.5],
    ['4 bars', 1, 16, 1],
    ['12', 1, 32, 1],
    ['0.5', 0, 1, 0.01],
  ])('%s turns from %d to %d in steps of %d', (written, min, max, step) => {
    expect(dials(`let a = ${written}\n`)).toMatchObject([{ min, max, step, scale: 'linear', slot: null }])
  })

  test('part of a beat turns in parts of a beat', () => {
    const [snap] = dials('zones z { snap 0.1 beats  follow 0.25 beats  limit 0.5 beats }\n')
    expect(snap).toMatchObject({ min: 0, max: 1, step: 0.05 })
    expect(dials('form a\nsection a { bars 4 }\ncount_in 2 bars\n').at(-1)).toMatchObject({
      min: 1,
      max: 16,
      step: 1,
    })
  })

  test('a slot that starts from nothing turns in the range that its names say', () => {
    const text = 'let low = -12 dB\nmetronome m { beat |x|  level learn 0 dB in low..3 dB }\n'
    expect(dials(text).find(({ slot }) => slot === 'm.beat.level')).toMatchObject({ min: -12, max: 3 })
    const pan = 'let low = -40%\ndrummer d {\n  kick |x|\n  pan learn 0% in low..30%\n}\n'
    expect(dials(pan).find(({ slot }) => slot === 'd.pan')).toMatchObject({ min: -40, max: 30 })
  })

  test('a `learn` without its range turns nothing, and is no reason to fall', () => {
    expect(dials('zones z {\n  snap learn 20 ms\n}\n')).toEqual([])
  })

  test('a step is a hundredth of the range or a little more, in a size that people write', () => {
    const step = (range: string) => dials(`zones z {\n  snap learn 20 ms in ${range}\n}\n`)[0]?.step
    expect(step('0 ms..100 ms')).toBe(1)
    expect(step('0 ms..101 ms')).toBe(2)
    expect(step('0 ms..300 ms')).toBe(5)
    expect(step('0 ms..501 ms')).toBe(10)
  })

  test('a text with errors keeps its dials, so that a hand on one does not lose it', () => {
    const text = 'zones z { snap learn 20 ms in 5 ms..60 ms }\ndrummer broken {'
    expect(dials(text).find(({ value }) => value === 20)).toMatchObject({ min: 5, max: 60 })
  })

  test('a slip elsewhere changes no slider, not even one whose range is a name', () => {
    const text =
      'let shy = 5 ms\nzones z { snap learn 20 ms in shy..60 ms }\nplayer { zones z }\nmetronome m { beat |x| }\n'
    const { ir, file } = check({ path: 'a.sil', text, host: none })
    if (ir === null) throw new Error('it has errors')
    const broken = `tempo 96 bmp\n${text.replace('20 ms', '33 ms')}`
    const [dial] = dialsOf(parse(broken).file, broken, null, learnedIn(file, ir)).filter(
      ({ slot }) => slot !== null,
    )
    expect(dial).toMatchObject({ slot: 'z.snap', value: 33, min: 5, max: 60 })
  })

  test('what was learned before says nothing of a text that is whole again', () => {
    const text =
      'let shy = 5 ms\nzones z { snap learn 20 ms in shy..60 ms }\nplayer { zones z }\nmetronome m { beat |x| }\n'
    const before = check({ path: 'a.sil', text, host: none })
    if (before.ir === null) throw new Error('it has errors')
    const next = text.replace('5 ms', '10 ms').replaceAll(/\bz\b/g, 'near')
    const { file, ir } = check({ path: 'a.sil', text: next, host: none })
    const found = dialsOf(file, next, ir, learnedIn(before.file, before.ir))
    expect(found.filter(({ slot }) => slot !== null)).toMatchObject([{ slot: 'near.snap', min: 10, max: 60 }])
  })

  test('cells of bars are no numbers to turn', () => {
    expect(dials('bassist b { line |1 - 5 .| }\n')).toEqual([])
  })
})

describe('imports', () => {
  const host = async (files: Readonly<Record<string, string>>) => {
    const asked: string[] = []
    const imports = createImports(
      { kind: 'server' },
      {
        source: async (path) => {
          asked.push(path)
          return Object.hasOwn(files, path) ? { kind: 'text', text: files[path] } : { kind: 'missing' }
        },
        sound: null,
      },
    )
    const text = 'import { a } from "./one.sil"\nmetronome m { beat |x|  timbre a }\n'
    const { hostIn } = await imports.of('main.sil', text)
    return {
      asked,
      errors: check({ path: 'main.sil', text, host: hostIn('sil-timbre/1') }).diagnostics.filter(
        (d) => d.severity === 'error',
      ),
    }
  }

  test('are fetched with what they import in turn, each once', async () => {
    const { asked, errors } = await host({
      'one.sil': 'import { b } from "./deep/two.sil"\ntimbre a = mix(b, "click", 30%)\n',
      'deep/two.sil': 'timbre b = "woody"\n',
    })
    expect(asked).toEqual(['one.sil', 'deep/two.sil'])
    expect(errors).toEqual([])
  })

  test('are what the editor is told the text', async () => {
    const one = 'timbre a = "woody"\n'
    const imports = createImports(
      { kind: 'server' },
      { source: async () => ({ kind: 'text', text: one }), sound: null },
    )
    const { sources } = await imports.of('main.sil', 'import { a } from "./one.sil"\n')
    expect(sources).toEqual({ files: { 'one.sil': one }, missing: [], sounds: null })
  })

  test('that are not there are an error of the text, and end the asking', async () => {
    const { asked, errors } = await host({})
    expect(asked).toEqual(['one.sil'])
    expect(errors.map(({ code }) => code)).toContain('SIL0701')
  })
})

describe('recordings', () => {
  const TEXT = 'import { a } from "./one.sil"\nmetronome m { beat |x|  timbre a }\n'
  const ONE = 'timbre a = sample "sounds/knock.wav"\n'
  const ONES = [32, 256].map((length) => Array.from({ length }, (_, i) => (i === 0 ? 1 : 0)))
  const BOTH = { vectors: { 'sil-timbre/1': ONES[0], 'sil-timbre/2': ONES[1] } }
  const heardBy = async (sound: ((path: string) => Promise<unknown>) | null) => {
    const imports = createImports(
      { kind: 'server' },
      { source: async () => ({ kind: 'text', text: ONE }), sound },
    )
    const { hostIn } = await imports.of('main.sil', TEXT)
    return (space: 'sil-timbre/1' | 'sil-timbre/2') => hostIn(space).hear?.('sounds/knock.wav')
  }

  test('are heard by the server once, in both spaces, also where an import names them', async () => {
    const asked: string[] = []
    const hear = await heardBy(async (path) => {
      asked.push(path)
      return { kind: 'heard', ...BOTH, cutOff: true, notes: {} }
    })
    expect(asked).toEqual(['sounds/knock.wav'])
    expect(hear('sil-timbre/1')).toEqual({ kind: 'heard', vector: ONES[0], cutOff: true, note: null })
    expect(hear('sil-timbre/2')).toEqual({ kind: 'heard', vector: ONES[1], cutOff: true, note: null })
  })

  test('are heard beside an import of the same text', async () => {
    const asked: string[] = []
    const answer = (kind: object) => async (path: string) => {
      asked.push(path)
      return kind
    }
    const imports = createImports(
      { kind: 'server' },
      {
        source: answer({ kind: 'text', text: 'timbre b = "woody"\n' }),
        sound: answer({ kind: 'heard', ...BOTH }),
      },
    )
    const text =
      'import { b } from "./one.sil"\ntimbre a = sample "sounds/knock.wav"\nmetronome m { beat |x|  timbre a }\n'
    await imports.of('main.sil', text)
    expect(asked.sort()).toEqual(['one.sil', 'sounds/knock.wav'])
  })

  test('say what of them the ear that decides has not heard, to the editor, too', async () => {
    const note = 'is 12.0 s long: I read 1.5 s from its loudest onset, at 3.1 s'
    const imports = createImports(
      { kind: 'server' },
      {
        source: async () => ({ kind: 'text', text: ONE }),
        sound: async () => ({ kind: 'heard', ...BOTH, cutOff: false, notes: { 'sil-timbre/2': note } }),
      },
    )
    const { hostIn, sources } = await imports.of('main.sil', TEXT)
    expect(hostIn('sil-timbre/1').hear?.('sounds/knock.wav')).toMatchObject({ note: null })
    expect(hostIn('sil-timbre/2').hear?.('sounds/knock.wav')).toMatchObject({ note })
    expect(sources.sounds?.['sounds/knock.wav']).toEqual({
      kind: 'heard',
      vector: ONES[0],
      cutOff: false,
      note,
    })
  })

  test.each([
    ['another length', { kind: 'heard', vectors: { 'sil-timbre/2': [1] } }, 'cannot be heard in this space'],
    [
      'no numbers',
      { kind: 'heard', vectors: { 'sil-timbre/2': Array(256).fill('x') } },
      'cannot be heard in this space',
    ],
    ['a reason', { kind: 'refused', why: 'is silent' }, 'is silent'],
  ])('that come as %s are refused', async (_, answer, why) => {
    expect((await heardBy(async () => answer))('sil-timbre/2')).toEqual({ kind: 'refused', why })
  })

  test('are missing, or unanswered, in words; a page without ears has none', async () => {
    expect((await heardBy(async () => null))('sil-timbre/2')).toEqual({ kind: 'missing' })
    const dead = await heardBy(async () => {
      throw new Error('gone')
    })
    expect(dead('sil-timbre/1')).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('does not answer'),
    })
    expect((await heardBy(null))('sil-timbre/1')).toBeUndefined()
  })
})

describe('the card of a piece', () => {
  const card = (text: string) => {
    const { ir } = check({ path: 'a.sil', text, host: none })
    if (ir === null) throw new Error('it has errors')
    return galleryPiece('a.sil', text, ir)
  }

  test('shows who plays, how fast, and one bar', () => {
    const piece = card(
      '// Seven.\n// Eight.\nband "Odd"\ntempo 90 bpm\nmeter 3/4\ndrummer k {\n  snare |. x .|\n  hat |x [xx] x|\n  kick |X . .|\n}\n',
    )
    expect(piece).toMatchObject({ title: 'Odd', about: 'Seven. Eight.', tempo: 90, meter: '3/4' })
    expect(piece.beats).toEqual([0, 1 / 3, 2 / 3])
    expect(piece.rhythm.map(({ name }) => name)).toEqual(['hat', 'snare', 'kick'])
    const hat = piece.rhythm[0]?.strokes.map(({ at: when }) => Math.round(when * 6))
    expect(hat).toEqual([0, 2, 3, 4])
  })

  test.each([
    ['pace', 60],
    ['pace + 20 bpm', 80],
    ['pace - 20 bpm', 40],
    ['pace * 2', 120],
    ['pace / 2', 30],
    ['min(pace, 50 bpm)', 50],
    ['max(pace, 90 bpm)', 90],
  ])('says the tempo of %s, at what is not trained yet', (tempo, bpm) => {
    const text = `let pace = learn 60 bpm in 50 bpm..70 bpm\ntempo ${tempo}\nmetronome m { beat |x x x x| }\n`
    expect(card(text).tempo).toBeCloseTo(bpm, 9)
  })

  test('a walking bass walks', () => {
    expect(card('bassist b { line walk }\n').rhythm).toMatchObject([{ strokes: [{}, {}, {}, {}] }])
  })
})

test('a section can go round in place of the form', () => {
  const text = 'metronome m { beat |x| }\nsection a { bars 1 }\nsection b { bars 2 }\nform a, b\n'
  expect(compiled(text, 'b').code).not.toBe(compiled(text).code)
  expect(compiled(text, 'b').code).toContain('vamp')
  // A section that was renamed meanwhile: the form plays.
  expect(compiled(text, 'c').code).toBe(compiled(text).code)
})

describe('the program that an edit becomes', () => {
  test('carries no runtime of its own: it asks for one address, and is as small as the piece', () => {
    const { code } = compiled(five)
    expect([...code.matchAll(/\bfrom '([^']+)'/g)].map(([, address]) => address)).toEqual([
      expect.stringMatching(/^file:.*\/runtime\/index\.js$/),
    ])
    expect(code.length).toBeLessThan(16_000)
  })
})
