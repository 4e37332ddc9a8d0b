import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { analyse, finished, laidOut } from '../../../compiler/compile.ts'
import { hostOf } from '../../diagnostics/checking.ts'
import { corpus } from '../../language/corpus.ts'

const top = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, top), 'utf8')

/** The files beside one, which it may import. */
function workspace(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(new URL(folder, top), { recursive: true }).map(String)
  return Object.fromEntries(
    paths.filter((path) => path.endsWith('.sil')).map((path) => [path, read(`${folder}${path}`)]),
  )
}

const examples = workspace('examples/')
const baselines = workspace('test/baselines/')

const pieces: readonly (readonly [path: string, text: string, files: Readonly<Record<string, string>>])[] = [
  ...Object.entries(examples).map(([path, text]) => [path, text, examples] as const),
  ...Object.entries(baselines).map(([path, text]) => [path, text, baselines] as const),
  ...corpus.map(({ name, text }) => [`${name}.sil`, text, {}] as const),
]

/** What is told of a text, and what would be if it were laid out whatever is known before. */
function both(path: string, text: string, files: Readonly<Record<string, string>> = {}) {
  const program = analyse({ path, text, host: hostOf(files) })
  const result = finished(program)
  const broken = program.diagnostics.some(({ severity }) => severity === 'error')
  const late = broken ? { diagnostics: [], ir: null } : laidOut(program)
  const codes = late.diagnostics.map(({ code }) => code)
  return { result, late, codes, all: [...program.diagnostics, ...late.diagnostics].map(said).sort() }
}

const said = (one: unknown): string => JSON.stringify(one)

/** A piece that trains, with something to learn and without. */
const trained = (value: string): string =>
  `tempo ${value}\nmetronome m { beat |x x x x| }\nreward r = session.completed\ntrain r {\n  unit session\n}\n`

/** Two slots, both called `tempo`. */
const ONE_NAME =
  'metronome m { beat |x x x x| }\ntempo 96 bpm in learn 72 bpm in 60 bpm..80 bpm..learn 120 bpm in 110 bpm..130 bpm\n'

/** Fifty sections of ten thousand bars with two chords each. */
const TOO_MUCH = Array.from({ length: 50 }, (_, n) => `section s${n} { bars 10000  chords | C Dm | }\n`).join(
  '',
)

describe('diagnostics that come late', () => {
  it('are the same whether a policy was laid out for them or not, and so is the policy', () => {
    let right = 0
    for (const [path, text, files] of pieces) {
      const { result, late, all } = both(path, text, files)
      expect(result.diagnostics.map(said).sort(), path).toEqual(all)
      expect(result.ir, path).toEqual(late.ir)
      if (late.ir !== null) right++
    }
    expect(right).toBeGreaterThan(60)
  })

  it('are the same of texts with a line less', () => {
    for (const [path, text, files] of pieces.filter(([path]) => path in examples || path in baselines)) {
      const lines = text.split('\n')
      for (let n = 0; n < lines.length; n += 5) {
        const { result, all } = both(path, [...lines.slice(0, n), ...lines.slice(n + 1)].join('\n'), files)
        expect(result.diagnostics.map(said).sort(), `${path}:${n}`).toEqual(all)
      }
    }
  })

  it('are told: nothing to learn, too much in all', () => {
    const files = { 'a.sil': trained('96 bpm'), 'b.sil': trained('learn 96 bpm in 80 bpm..120 bpm') }
    expect(both('a.sil', files['a.sil']).codes).toEqual(['SIL0608'])
    expect(both('b.sil', files['b.sil']).codes).toEqual([])
    // A slot that nothing reads is none to learn.
    const unread = `${trained('96 bpm')}let a = learn 1 in 0..2\n`
    const { codes, result, all } = both('c.sil', unread)
    expect(codes).toEqual(['SIL0608'])
    expect(result.diagnostics.map(said).sort()).toEqual(all)
    const much = both('d.sil', TOO_MUCH)
    expect(much.codes).toEqual(['SIL0422'])
    expect(much.result.diagnostics.map(said).sort()).toEqual(much.all)
    const twice = both('e.sil', ONE_NAME)
    expect(twice.codes).toEqual(['SIL0512'])
    expect(twice.result.diagnostics.map(said).sort()).toEqual(twice.all)
  })
})
