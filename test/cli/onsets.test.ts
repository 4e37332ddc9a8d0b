import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { lineOfElement, lineOfJsonError } from '../../cli/io/json-place.ts'
import { endOfToken } from '../../cli/io/json-token.ts'
import { MAX_ONSETS, readOnsets } from '../../cli/io/onsets.ts'
import { Failure } from '../../cli/outcome.ts'
import { runs } from '../harness/runs.ts'

const folder = mkdtempSync(join(tmpdir(), 'sil-onsets-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function refusal(path: string): string {
  try {
    readOnsets(path)
  } catch (error) {
    if (error instanceof Failure) {
      expect(error.status).toBe(1)
      return error.message
    }
    throw error
  }
  return 'accepted'
}

describe('onset files', () => {
  it('may be a bare list of seconds', () => {
    expect(readOnsets(file('a.json', '[0.5, 1, 1.5]')).onsets.map((o) => o.time)).toEqual([0.5, 1, 1.5])
  })

  it('may begin at once, as softly and as low as can be, and end as loud and high', () => {
    expect(readOnsets(file('zero.json', '[0, 1]')).onsets.map((o) => o.time)).toEqual([0, 1])
    const onsets = [
      { time: 0, velocity: 0, pitch: 0 },
      { time: 1, velocity: 1, pitch: 127 },
    ]
    expect(readOnsets(file('ends.json', JSON.stringify({ version: 1, onsets }))).onsets).toEqual(onsets)
  })

  it('may be the documented object, with velocity and pitch', () => {
    const read = readOnsets(
      file('b.json', '{"version":1,"onsets":[{"time":2,"velocity":0.5,"pitch":60},{"time":3}]}'),
    )
    expect(read).toEqual({
      onsets: [
        { time: 2, velocity: 0.5, pitch: 60 },
        { time: 3, velocity: null, pitch: null },
      ],
      sorted: false,
      source: 'recorded',
    })
  })

  it('say when a simulated player made them', () => {
    expect(readOnsets(file('sim.json', '{"version":1,"source":"simulated","onsets":[1]}')).source).toBe(
      'simulated',
    )
  })

  it.each(['Simulated', 'simulation', '', null, true])(
    'are of nobody known where "source" is %j',
    (source) => {
      const path = file('who.json', JSON.stringify({ version: 1, onsets: [1], source }))
      expect(refusal(path)).toBe(
        `${path} has the source ${JSON.stringify(source)}; "recorded" or "simulated" belongs there, or nothing.`,
      )
    },
  )

  it('are sorted when they are not in order', () => {
    const read = readOnsets(file('c.json', '[3, 1, 2]'))
    expect(read.sorted).toBe(true)
    expect(read.onsets.map((o) => o.time)).toEqual([1, 2, 3])
  })

  it.each([
    ['negative', '[1,\n2,\n-3]', /line 3: onset 3 lies at -3 s/],
    ['NaN', '[1,\nNaN]', /line 2: this is not JSON/],
    ['text', '[1,\n"2"]', /line 2: onset 2 is "2"/],
    ['null', '[\n\nnull]', /line 3: onset 1 is null/],
    ['a nested list', '[[1]]', /onset 1 is \[1\]/],
    ['infinite', '[1, 1e999]', /not a finite time/],
    ['beyond a day', '[90000]', /after a whole day/],
    [
      'a velocity out of range',
      '{"version":1,"onsets":[\n{"time":1,"velocity":2}]}',
      /line 2: onset 1 has a velocity of 2/,
    ],
    ['a pitch out of range', '{"version":1,"onsets":[{"time":1,"pitch":128}]}', /pitch of 128/],
    ['no time', '{"version":1,"onsets":[{"t":1}]}', /no "time"/],
    ['another version', '{"version":2,"onsets":[]}', /version 2; I know version 1/],
    ['no onsets', '{"version":1}', /holds no onsets/],
    ['empty', '', /is empty/],
    ['not JSON', 'hello', /not JSON/],
  ])('are refused when they hold something %s', (_, text, message) => {
    expect(refusal(file('bad.json', text))).toMatch(message)
  })

  it('are refused when sound in a format other than WAV', () => {
    for (const kind of ['mp3', 'flac', 'ogg', 'M4A', 'aiff']) {
      expect(refusal(file(`take.${kind}`, 'fLaC'))).toMatch(/is sound in a format that I do not read/)
    }
  })

  it('are refused when they are no MIDI, and when they do not exist', () => {
    expect(refusal(file('x.mid', 'nonsense'))).toMatch(/x\.mid is not a MIDI file/)
    expect(refusal(file('nothing.mid', ''))).toMatch(/nothing\.mid is empty\./)
    expect(refusal(join(folder, 'nowhere.json'))).toMatch(/There is no file/)
  })

  it('are refused when endless', () => {
    const many = `[${'0,'.repeat(MAX_ONSETS)}1]`
    expect(refusal(file('many.json', many))).toMatch(/has 1000001 onsets; the limit is 1000000/)
  })
})

it('the line of an element is found whatever surrounds it', () => {
  const junk = fc.jsonValue({ maxDepth: 2 })
  fc.assert(
    fc.property(fc.array(junk, { minLength: 1, maxLength: 8 }), fc.boolean(), (list, wrapped) => {
      const rows = list.map((value) => JSON.stringify(value)).join(',\n')
      const text = wrapped ? `{"a":{"onsets":[0]},"onsets":[\n${rows}]}` : `[\n${rows}]`
      for (let i = 0; i < list.length; i++) expect(lineOfElement(text, 'onsets', i)).toBe(i + 2)
    }),
    runs(200),
  )
})

it('the line where a text stops being JSON is found', () => {
  const cases: readonly [string, number][] = [
    ['[1,\n2,\n]', 3],
    ['{"a":1,\n"b" 2}', 2],
    ['[1\n2]', 2],
    ['[1]\n[2]', 2],
    ['{"a":\n\n}', 3],
    ['{\n1:2}', 2],
    ['[\n"a', 2],
    ['[1,\n', 2],
    ['[1}', 1],
  ]
  for (const [text, line] of cases) {
    expect(() => JSON.parse(text)).toThrow()
    expect(lineOfJsonError(text), text).toBe(line)
  }
})

it.each([
  [']', 1],
  ['1 , 2', 2],
  ['[ }', 2],
  ['[ 1 , ]', 4],
  ['[ [ 1 , ] ]', 5],
  ['[ { "a" : } ]', 5],
  ['[ 1 2 ]', 3],
  ['{ ]', 2],
  ['{ 1 : 2 }', 2],
  ['{ "a" 1 }', 3],
  ['{ "a" : }', 4],
  ['{ "a" : 1 , }', 6],
  ['{ "a" : 1 : 2 }', 5],
])('the first sign too many of %s is number %i', (signs, line) => {
  expect(lineOfJsonError(signs.replaceAll(' ', '\n'))).toBe(line)
})

it('a text that is JSON has no such place', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = `${JSON.stringify(value, null, 1)}\n`
      expect(lineOfJsonError(text)).toBe(text.split('\n').length)
    }),
    runs(200),
  )
})

it('tokens are those of the grammar', () => {
  // The grammar as one expression, which long texts are too much for.
  const token =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: strings may not hold them
    /[ \t\n\r]+|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:]/y
  const piece = fc.constantFrom(...'"\\/bfnrtu0019aF.-+eE [],:{}\n\t\u0007'.split(''), 'true', 'null', 'é')
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.boolean(), (pieces, quoted) => {
      const text = quoted ? `"${pieces.join('')}"` : pieces.join('')
      token.lastIndex = 0
      expect(endOfToken(text, 0), text).toBe(token.exec(text)?.[0].length ?? null)
    }),
    runs(5000),
  )
})

it.each([
  ['a text of twenty million characters', `[0.5,\n"${'x'.repeat(20_000_000)}",\n1,]`, 3],
  ['as many digits', `[${'1'.repeat(20_000_000)},\n,]`, 2],
  ['as many blanks', `[1,\n${' '.repeat(20_000_000)},]`, 2],
])('%s and then an error is no JSON', (_, text, line) => {
  expect(refusal(file('long.json', text))).toMatch(new RegExp(`line ${line}: this is not JSON`))
})

it('a key may be written with escapes', () => {
  const text = '{"version":1,"\\u006fnsets":[1,\n\n"x"]}'
  expect(refusal(file('escaped.json', text))).toMatch(/line 3: onset 2 is "x"/)
})
