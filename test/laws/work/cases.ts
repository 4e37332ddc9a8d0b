/** What may be long in a file, a session or a store, and what is done with it. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { check } from '../../../compiler/compile.ts'
import { emit } from '../../../compiler/emit/emit.ts'
import type { PolicyIr } from '../../../compiler/ir.ts'
import { format } from '../../../language/format/format.ts'
import type { Policy } from '../../../runtime/create-policy.ts'
import { sessionText } from '../../../runtime/session/log.ts'
import { RUNTIME_VERSION } from '../../../runtime/version.ts'
import { repositoryTop } from '../../harness/sil.ts'

/** Enough that what is quadratic runs five times as often as it may, and little enough to be done soon. */
export const TIMES = 8

export interface Case {
  readonly name: string
  readonly n: number
  /** What of `n` is counted is only what the function does that this returns. */
  readonly prepared: (n: number) => (() => unknown) | Promise<() => unknown>
}

const CLICK = 'metronome m { beat |x x x x| }\n'
const many = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('')
const names = (n: number, name: string): string =>
  Array.from({ length: n }, (_, i) => `${name}${i}`).join(', ')
const root = (i: number): string => 'CDEFGAB'.charAt(i % 7)

interface Long {
  readonly n: number
  readonly text: (n: number) => string
}

/** Right, and emitted as well. */
const RIGHT: Readonly<Record<string, Long>> = {
  sections: {
    n: 60,
    text: (n) => `${CLICK}${many(n, (i) => `section s${i} { bars 1 }\n`)}form ${names(n, 's')}\n`,
  },
  'sections with patterns and chords of their own': {
    n: 60,
    text: (n) =>
      `drummer d {\n kick |x x x x|\n}\npianist p { comp |x x x x| }\n` +
      `${many(n, (i) => `section s${i} {\n bars 1\n d.kick |x. x. x. x${i % 2 ? '.' : 'x'}|\n chords | ${root(i)} F |\n}\n`)}form ${names(n, 's')}\n`,
  },
  slots: { n: 60, text: (n) => `drummer d {\n kick |${'~ ~ ~ ~ |'.repeat(n)}\n}\n` },
  'slots that lets name': {
    n: 60,
    text: (n) =>
      `${many(n, (i) => `let a${i} = learn 0.5 in 0..1\n`)}${CLICK}${many(n, (i) => `zones z${i} { snap 20 ms follow 100 ms limit 200 ms adapt a${i} }\nsection s${i} { bars 1 zones z${i} }\n`)}player { zones z0 }\nform ${names(n, 's')}\n`,
  },
  rules: {
    n: 30,
    text: (n) =>
      `player { }\n${CLICK}${many(n, (i) => `rule r${i} when player.silent for ${i + 1} bars { mute m }\n`)}`,
  },
  rewards: {
    n: 60,
    text: (n) =>
      `${CLICK}reward r0 = session.completed\n${many(n, (i) => `reward r${i + 1} = 0.5 * r0 + ${i / 1000}\n`)}`,
  },
  members: {
    n: 8,
    text: (n) =>
      many(n, (i) => `bassist b${i} follows ${i > 0 ? `b${i - 1}` : 'player'} { line |1 3 5 1| }\n`),
  },
  timbres: {
    n: 30,
    text: (n) =>
      `${many(n, (i) => `timbre t${i} = mix("warm woody click", "deep kick drum", ${i % 90}%)\n`)}drummer d {\n kick |x|\n}\n${many(n, (i) => `section s${i} { bars 1 d.kick |x| timbre t${i} }\n`)}form ${names(n, 's')}\n`,
  },
  chords: {
    n: 60,
    text: (n) =>
      `pianist p { comp |x x x x| }\nbassist b { line walk }\nsection a {\n bars ${n}\n chords ${many(n, (i) => `| ${root(i)}m7 ${root(3 * i)}7 `)}|\n}\nform a\n`,
  },
  'bars that repeat a chord': {
    n: 60,
    text: (n) =>
      `pianist p { comp |x x x x| }\nsection a {\n bars ${n}\n chords | C ${'| % '.repeat(n - 1)}|\n}\nform a\n`,
  },
  'bars of a line': {
    n: 60,
    text: (n) => `bassist b {\n line |${many(n, (i) => `${(i % 7) + 1} 3 5 8 |`)}\n}\n`,
  },
  scenarios: {
    n: 60,
    text: (n) =>
      `${CLICK}${many(n, (i) => `scenario "s${i}" { player simulated novice  expect tempo within 3% of 96 bpm }\n`)}`,
  },
}

/** Odd, or wrong. */
const WRONG: Readonly<Record<string, Long>> = {
  'blocks of one name': { n: 200, text: (n) => CLICK.repeat(n) },
  'lets, each of the one before': {
    n: 200,
    text: (n) => `let a0 = 1 ms\n${many(n, (i) => `let a${i + 1} = a${i}\n`)}`,
  },
  'lets that double': {
    n: 10,
    text: (n) => `let a0 = learn 1 in 0..2\n${many(n, (i) => `let a${i + 1} = a${i} + a${i}\n`)}`,
  },
  // More than are compared with what there is: the first five hundred are.
  'unknown names': { n: 1000, text: (n) => CLICK + many(n, (i) => `let b${i} = c${i}\n`) },
  'imports of what is missing': {
    n: 200,
    text: (n) => many(n, (i) => `import { a${i} } from "./x${i}.sil"\n`),
  },
  comments: { n: 400, text: (n) => '// hi\n'.repeat(n) + CLICK },
  documentation: { n: 400, text: (n) => '/// hi\n'.repeat(n) + CLICK },
  'cells of one bar': { n: 100, text: (n) => `drummer d {\n kick |${'[x x] '.repeat(n)}|\n}\n` },
  'modifiers of one property': {
    n: 200,
    text: (n) => `metronome m { beat |x x x x| ${'level -6 dB '.repeat(n)}}`,
  },
  'nothing that is SIL': { n: 400, text: (n) => '@ { ] '.repeat(n) },
  'blocks that nobody closes': { n: 400, text: (n) => 'drummer d {\n'.repeat(n) },
  'brackets in brackets': { n: 400, text: (n) => `drummer d {\n kick |${'['.repeat(n)}` },
  'a sum': { n: 400, text: (n) => `let a = 1${' + 1 * 2'.repeat(n)}\n` },
}

export async function cases(): Promise<readonly Case[]> {
  const texts = Object.entries({ ...RIGHT, ...WRONG })
  return [
    ...texts.map(([what, { n, text }]) => of(`check ${what}`, n, text, (one) => checked(one).ir)),
    ...Object.entries(RIGHT).map(([what, { n, text }]) =>
      of(`format ${what}`, n, text, (one) => format(one)),
    ),
    ...Object.entries(RIGHT).map(
      ([what, { n, text }]): Case => ({
        name: `emit ${what}`,
        n,
        prepared: (size) => {
          const source = text(size)
          const ir = irOf(source)
          return () => emitted(ir, source)
        },
      }),
    ),
    ...(await sessions()),
  ]
}

const of = (name: string, n: number, text: (n: number) => string, use: (text: string) => unknown): Case => ({
  name,
  n,
  prepared: (size) => {
    const source = text(size)
    return () => use(source)
  },
})

const checked = (text: string) => check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } })

function irOf(text: string): PolicyIr {
  const { ir, diagnostics } = checked(text)
  if (ir !== null) return ir
  const error = diagnostics.find(({ severity }) => severity === 'error')
  throw new Error(`${error?.code} ${error?.message}\n${text.slice(0, 400)}`)
}

const RUNTIME = pathToFileURL(join(repositoryTop, 'dist', 'runtime', 'index.js')).href

const emitted = (ir: PolicyIr, sourceText: string) =>
  emit(ir, {
    target: 'esm',
    runtimeModule: RUNTIME,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'a.sil',
    sourceText,
  })

const BAND = `tempo 120 bpm in 60 bpm..200 bpm
zones z { snap 20 ms follow 100 ms limit 200 ms adapt 0.2 }
player { zones z }
metronome m { beat |x x x x| }
drummer d {
 kick |x ~ x .|
 hat  |x x x x|
 fill every 4 bars
}
bassist b { line walk }
pianist p { comp |. x . x| }
section one { bars 4 chords | Dm7 G7 | C | }
section two {
 bars 4
 chords | Fm7 | C |
 tempo 124 bpm
}
form vamp one until cue
rule r when player.silent for 2 bars { mute d }
`

/** Beats that a band plays with somebody, and what is kept of them. */
async function sessions(): Promise<readonly Case[]> {
  const bands: Readonly<Record<string, string>> = {
    'a band': BAND,
    'a band that hears many tempos': BAND.replace('adapt 0.2', 'adapt 0.2 track many'),
    'a band that knows what is played': BAND.replace(
      'player { zones z }',
      'player {\n zones z\n plays |x x . x|\n}',
    ),
  }
  const found: Case[] = []
  for (const [name, text] of Object.entries(bands)) {
    const policy = await policyOf(text)
    found.push({ name: `beats of ${name}`, n: 100, prepared: (n) => () => played(policy, n) })
    found.push({ name: `bars of ${name}`, n: 50, prepared: (n) => () => written(policy, n) })
  }
  found.push({
    name: 'rules on one thing, begun, swapped and ended',
    n: 100,
    prepared: async (n) => {
      const rules = many(n, (i) => `rule r${i} when player.silent for 2 bars { mute m }\n`)
      const policy = await policyOf(`player { }\n${CLICK}${rules}`)
      return () => {
        const set = policy.start({})
        set.advance(12)
        set.swap(policy)
        set.advance(16)
        for (let time = 16; time < 20; time += 0.5) set.onset(time, { velocity: 1 })
        set.advance(20)
        return set.end()
      }
    },
  })
  return found
}

function played(policy: Policy, beats: number): string {
  const set = policy.start({ seed: 3 })
  for (let i = 0; i < beats; i++) {
    const time = 2 + i * 0.5
    set.onset(time + ((i * 7919) % 13) / 1000, { velocity: 0.8 })
    if (i % 4 === 0) set.advance(time)
  }
  set.advance(2 + beats * 0.5)
  return sessionText(set.end())
}

function written(policy: Policy, bars: number): void {
  const score = policy.score({ bars })
  score.toTensor()
  for (let bar = 0; bar < bars; bar++) score.window(2 * bar, 2 * bar + 2)
}

async function policyOf(text: string): Promise<Policy> {
  const folder = mkdtempSync(join(tmpdir(), 'sil-work-'))
  try {
    const file = join(folder, 'policy.mjs')
    writeFileSync(file, emitted(irOf(text), text).js)
    const { default: policy }: { readonly default: Policy } = await import(pathToFileURL(file).href)
    return policy
  } finally {
    rmSync(folder, { recursive: true })
  }
}
