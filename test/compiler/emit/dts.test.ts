import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { repositoryTop, run } from '../../harness/sil.ts'
import { runtimeOf } from './bundle.ts'
import { bass, fixtures, groove, metronome, song } from './fixtures.ts'
import { emitted } from './load.ts'
import { type Fixture, policy, slot } from './parts.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-dts-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What tsc says of the files, a line a problem, with their lines. */
async function problems(
  files: Readonly<Record<string, string>>,
  options: object = {},
): Promise<readonly string[]> {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the declarations were not built: ${failure}`)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    allowImportingTsExtensions: true,
    types: [],
    // As an app has it: the sources would be checked whole each time.
    paths: { 'silencio/runtime': [join(repositoryTop, 'dist', 'types', 'runtime', 'index.d.ts')] },
    ...options,
  }
  const project = { compilerOptions, files: Object.keys(files).filter((name) => /\.ts$/.test(name)) }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const tsc = join(repositoryTop, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder })
  return stdout.split('\n').filter((line) => line !== '')
}

const use = (lines: readonly string[]): string =>
  ["import song, { type Slots } from './song.js'", ...lines].join('\n')

const RIGHT = [
  "const slots: Slots = { accent: 0.2, 'keys.voicing': 'shell', 'pocket.adapt': 0.1, 'pocket.follow': 90 }",
  'const set = song.start({ slots, seed: 7, tempo: 96, latency: { input: 0.008, output: 0.012 }, explore: false })',
  "song.start({ slots: { 'pocket.follow': 90 } })",
  'song.start({ slots: new Float64Array(4) })',
  "song.start({ mode: 'click', onError: ({ code, message }) => code + message })",
  'song.start()',
  "song.start({ explore: true }); song.start({ explore: { unitId: 'u1', reward: 'practice' } })",
  'set.onset(1.287, { velocity: 0.8 })',
  'for (const event of set.advance(1.5)) {',
  "  const who: 'click' | 'kit' | 'keys' = event.member",
  '  const time: number = event.timestamp + event.timbre.vector.length + who.length + time0(event.pitch)',
  '  if (time > 3) set.cue()',
  '}',
  'function time0(pitch: number | null): number { return pitch ?? 0 }',
  'set.pause(2.0); set.resume(9.0)',
  "const swap = set.swap(song, { at: 'beat', slots: { accent: 0.4 } })",
  'const when: number | string = swap.ok ? swap.time + swap.measure + swap.beatNumber : swap.problem.message',
  "const log = set.end({ reason: 'completed', rating: 4 })",
  'const score = song.score({ bars: 8 })',
  'const longer = song.score({ seconds: 8, seed: 1 })',
  'const first: number | undefined = longer.at(0)?.timestamp ?? score.beats[0]?.measure',
  'const result = song.rewards.practice(log)',
  "const value: number | null = 'value' in result ? result.value : null",
  "const mature: boolean = result.mature && result.parts.length > 0 && set.level('kit') > (value ?? first ?? 0)",
  'const { ok, errors } = song.loadSlots({})',
  "const voicing: 'rootless' | 'shell' | 'spread' = song.slotValues['keys.voicing']",
  "const section: 'head' | 'stop' | 'out' | undefined = set.timeline()[0]?.section",
  'export default [when, mature, ok, errors, voicing, section, log.beats[0]?.deviation]',
]

const WRONG = [
  "song.start({ slots: { 'pocket.snapp': 14 } })",
  "song.start({ slots: { 'keys.voicing': 'drop2' } })",
  "song.start({ slots: { accent: 'loud' } })",
  'song.start({ seeed: 7 })',
  "song.start({ mode: 'silent' })",
  "song.start().level('drums')",
  "song.start().swap(song, { at: 'bars' })",
  'song.start().swap({})',
  'song.rewards.fun',
  'song.score({})',
  'const whole: Slots = { accent: 0.2 }',
  'song.definitely',
]

describe.each(['esm', 'standalone'] as const)('the types of a policy for %s', (target) => {
  const runtimeBundle = runtimeOf('createPolicyWith', 'mixTimbre')
  const dts = (fixture: Fixture): string => emitted(fixture, { target, runtimeBundle }).dts

  test('let it be used as the documentation says', async () => {
    expect(await problems({ 'song.d.ts': dts(song), 'main.ts': use(RIGHT) })).toEqual([])
  })

  test('name every wrong slot, choice, member, reward and option', async () => {
    const found = await problems({ 'song.d.ts': dts(song), 'main.ts': use(WRONG) })
    const lines = found.flatMap((line) => /^main\.ts\((\d+),/.exec(line)?.[1] ?? [])
    expect(new Set(lines.map(Number)), found.join('\n')).toEqual(new Set(WRONG.map((_, i) => i + 2)))
    expect(found.filter((line) => !/^(main\.ts| )/.test(line))).toEqual([])
  })

  test('take slots by any name, also one that every object has', async () => {
    const names = ['accent', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']
    const odd = policy('odd', { slots: names.map((name, i) => slot(name, i)) })
    const main = [
      "import odd from './odd.js'",
      'odd.start({ slots: { accent: 20 } })',
      'odd.start({ slots: {} })',
      'odd.start({ slots: { toString: 20, valueOf: 30 } })',
      'export const value: number = odd.slotValues.toString',
      '// @ts-expect-error: no number',
      "odd.start({ slots: { toString: 'loud' } })",
      '// @ts-expect-error: no slot',
      'odd.start({ slots: { isPrototypeOf: 1 } })',
    ]
    const fixture = { ir: odd, source: '' }
    expect(await problems({ 'odd.d.ts': dts(fixture), 'main.ts': main.join('\n') })).toEqual([])
  })

  test('hold for every piece, also one whose names are code', async () => {
    const hostile = policy('hostile', {
      title: "*/ declare const x: 1 /* @ts-nocheck '",
      slots: [
        slot("a'; x: '", 0, { doc: '*/ } export {} /* @deprecated\n\u2028' }),
        slot('__proto__', 1),
        slot('b\\', 2, { kind: 'categorical', choices: ["'", '\\', '\n', '\ud800'], default: "'" }),
      ],
    })
    const all = { ...fixtures, hostile: { ir: hostile, source: '' } }
    const files = Object.entries(all).map(([name, fixture]) => [`${name}.d.ts`, dts(fixture)])
    const main = Object.keys(all).map(
      (name, i) => `import p${i} from './${name}.js'\np${i}.start({ seed: 1 }).advance(2)`,
    )
    // An app keeps several in one list; what stands alone shows less of its definition than the runtime's own.
    const policies = main.map((_, i) => `p${i}`).join(', ')
    if (target === 'esm')
      main.push(`export const all: readonly import('silencio/runtime').Policy[] = [${policies}]`)
    const slots = "p4.start({ slots: { \"a'; x: '\": 7, ['__proto__']: 8, 'b\\\\': '\\n' } })"
    expect(await problems({ ...Object.fromEntries(files), 'main.ts': [...main, slots].join('\n') })).toEqual(
      [],
    )
  })
})

test('a compiled policy is a policy of the runtime, inside the package’s types and outside', async () => {
  const runtimeBundle = runtimeOf('createPolicyWith', 'mixTimbre')
  const files = {
    'song.d.ts': emitted(song).dts,
    'alone.d.ts': emitted(song, { target: 'standalone', runtimeBundle }).dts,
    'main.ts': [
      "import { createPolicy, type Policy, type PolicyDefinition, type SessionLog } from 'silencio/runtime'",
      "import song, { definition, type Performer, type Policy as Song } from './song.js'",
      "import alone, { type Policy as Alone, type SessionLog as Log, type SessionHistory as History } from './alone.js'",
      "import type { SessionHistory } from 'silencio/runtime'",
      'const general: Policy = song',
      'const made: PolicyDefinition = definition',
      '// The types that travel with a standalone policy are those of the runtime: what one makes the other takes.',
      'const log: SessionLog = alone.start().end()',
      'const back: Log = song.start().end()',
      'declare const history: SessionHistory',
      'const told: History = history',
      'song.rewards.practice(log, history); alone.rewards.practice(back, told)',
      'const performer: Performer = song.start()',
      'const other: ReturnType<Alone["start"]> = performer',
      'const same: Omit<Alone, "score"> = song as Song',
      'const score: ReturnType<Alone["score"]> = song.score({ bars: 1 })',
      'export default [general, made, other, same, score, createPolicy]',
    ].join('\n'),
  }
  expect(await problems(files)).toEqual([])
})

test('what an app may read is there, however the policy was compiled', async () => {
  const runtimeBundle = runtimeOf('createPolicyWith', 'mixTimbre')
  const files = {
    'song.d.ts': emitted(song).dts,
    'alone.d.ts': emitted(song, { target: 'standalone', runtimeBundle }).dts,
    'main.ts': [
      "import type { Performer as Any, Policy as Song, Beat, TimelineBeat, StartOptions } from './song.js'",
      "import type * as Alone from './alone.js'",
      'type Missing<Whole, Part> = Exclude<keyof Whole, keyof Part>',
      'type Made<P extends { score(options: { bars: number }): object }> = ReturnType<P["score"]>',
      'declare const performer: Missing<Any, Alone.Performer>',
      'declare const policy: Missing<Song, Alone.Policy>',
      'declare const beat: Missing<Beat, Alone.Beat>',
      'declare const heard: Missing<TimelineBeat, Alone.TimelineBeat>',
      'declare const options: Missing<StartOptions, Alone.StartOptions>',
      'declare const score: Missing<Made<Song>, Made<Alone.Policy>>',
      'const none: readonly never[] = [performer, policy, beat, heard, options, score]',
      'export default none',
    ].join('\n'),
  }
  expect(await problems(files)).toEqual([])
})

test('policies in a worklet are found by name, several in one scope', async () => {
  const runtimeBundle = runtimeOf('createPolicyWith', 'mixTimbre')
  const worklet = (fixture: Fixture): string => emitted(fixture, { target: 'worklet', runtimeBundle }).dts
  const files = {
    'song.d.ts': worklet(song),
    'bass.d.ts': worklet(bass),
    'main.ts': [
      "import './song.js'",
      "import './bass.js'",
      "globalThis.silencioPolicies?.get('song')?.start({ slots: { accent: 0.5 } }).level('kit')",
      "globalThis.silencioPolicies?.get('bass')?.start({ slots: { 'bass.line[1:4]': [0.5, 0.5] } }).level('bass')",
      '// @ts-expect-error: there is no such policy',
      "globalThis.silencioPolicies?.get('tuba')",
    ].join('\n'),
  }
  expect(await problems(files)).toEqual([])
})

test('units, ranges and documentation stand beside each slot', () => {
  const { dts } = emitted(groove)
  expect(dts).toContain(
    "  /** This close, the band holds the beat. In ms, 5..60; 20 unless trained. */\n  readonly 'pocket.snap': number",
  )
  expect(dts).toContain("  /** A chance, 0..1; 0.5 unless trained. */\n  readonly 'kit.kick[1:7]': number")
  expect(emitted(bass).dts).toContain(
    "  /** Chances of 1, 5; even unless trained. */\n  readonly 'bass.line[1:4]': readonly [number, number]",
  )
  expect(emitted(song).dts).toContain('0..0.6; 0.2 unless trained; depends on player.level, tempo.')
})

test('where nothing can be learned, a slot given is an error', async () => {
  const files = {
    'metronome.d.ts': emitted(metronome).dts,
    'main.ts': [
      "import click from './metronome.js'",
      'click.start({ slots: {} })',
      '// @ts-expect-error: it has no slots',
      "click.start({ slots: { 'pocket.snap': 3 } })",
    ].join('\n'),
  }
  expect(await problems(files)).toEqual([])
})
