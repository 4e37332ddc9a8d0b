import { createContext, runInContext } from 'node:vm'
import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import type { EmitOptions } from '../../../compiler/compile-api.ts'
import { runtimeText } from '../../../compiler/emit/standalone.ts'
import { cut } from '../../../scripts/build/standalone/cut.ts'
import { freeNames } from '../../../scripts/build/standalone/free-names.ts'
import { browser } from '../../harness/browser.ts'
import type { Engine } from '../../harness/engine.ts'
import { currentNode, olderNode } from '../../harness/node.ts'
import { quickJs } from '../../harness/quickjs.ts'
import { runtimeBundle, runtimeOf, smallRuntime, wholeRuntime } from './bundle.ts'
import { fixtures, metronome, song } from './fixtures.ts'
import { emitted } from './load.ts'
import { type Fixture, policy } from './parts.ts'

/** What every engine of ES2022 has, without a host. */
const ES2022 = new Set(
  (
    'Array ArrayBuffer BigInt Boolean DataView Date Error Float32Array Float64Array Infinity Int32Array Int8Array JSON ' +
    'Map Math NaN Number Object Promise RangeError Reflect RegExp Set String Symbol SyntaxError TypeError Uint16Array ' +
    'Uint32Array Uint8Array WeakMap isFinite isNaN parseFloat parseInt undefined'
  ).split(' '),
)

const names = Object.keys(fixtures)
const fixture = (name: string): Fixture => fixtures[name] ?? metronome

describe('free names are found', () => {
  test.each([
    ['const a = b', ['b']],
    ['console.log(x.y.z)', ['console', 'x']],
    ['function f({ a, b: [c = d] }, ...e) { return a + c + e + f }', ['d']],
    ['{ let inner = 1 } inner', ['inner']],
    ['if (true) { var outer = 1 } outer', []],
    ['class A extends B { #c = d; [e]() { return this.#c } static { f() } }', ['B', 'd', 'e', 'f']],
    ['try { g() } catch ({ message }) { message }', ['g']],
    ['for (const i of is) i; i', ['is', 'i']],
    ['a: for (;;) { break a }', []],
    ['import x, { y as z } from "w"; x + z + y', ['y']],
    ['const o = { p, q: 1, r() {} }; export { o as s }', ['p']],
    ['const f = function g() { return g }; g', ['g']],
  ])('%s', (text, free) => {
    expect([...freeNames(text)].sort()).toEqual([...free].sort())
  })
})

describe('a standalone policy', () => {
  test.each(names)('%s imports nothing and asks nothing of a host', (name) => {
    const { js } = emitted(fixture(name), { target: 'standalone', runtimeBundle: runtimeBundle() })
    const program = parse(js, { ecmaVersion: 2022, sourceType: 'module' })
    expect(program.body.filter(({ type }) => type === 'ImportDeclaration')).toEqual([])
    expect(js).not.toMatch(/\bimport\s*[.(]/)
    expect([...freeNames(js)].filter((free) => !ES2022.has(free))).toEqual([])
  })

  test.each(names)('%s for a worklet takes nothing but globalThis', (name) => {
    const { js } = emitted(fixture(name), { target: 'worklet', runtimeBundle: runtimeBundle() })
    for (const sourceType of ['module', 'script'] as const)
      expect([...freeNames(js, sourceType)].filter((free) => !ES2022.has(free))).toEqual(['globalThis'])
  })
})

// [same.total]
test('an emitted module takes nothing but what it imports', () => {
  for (const name of names)
    expect([...freeNames(emitted(fixture(name)).js)].filter((free) => !ES2022.has(free))).toEqual([])
})

const engines: readonly Engine[] = [currentNode, olderNode, quickJs, browser]

/** Each performs with an early player; tells what sounded and what was logged. */
const PERFORM = `
${names.map((name) => `import ${name} from './${name}.js'`).join('\n')}
function perform(policy) {
  const set = policy.start({ seed: 3, userId: 'u' })
  const heard = []
  for (let i = 0; i < 40; i++) {
    set.onset(0.6 * i - 0.02, { velocity: 0.5 + 0.1 * (i % 4) })
    for (const beat of set.advance(0.6 * i + 0.3)) heard.push({ ...beat, timbre: Array.from(beat.timbre.vector) })
  }
  const log = set.end({ reason: 'stopped' })
  const score = policy.score({ bars: 12, seed: 5 })
  return JSON.stringify({ heard, log, score: score.beats.map((b) => [b.timestamp, b.member, b.voice, b.pitch]) })
}
export default JSON.stringify({ ${names.map((name) => `${name}: perform(${name})`).join(', ')} })
`

describe('plays alike, bit for bit, wherever it runs', () => {
  const modules = (options: Partial<EmitOptions>) =>
    Object.fromEntries(names.map((name) => [`${name}.js`, emitted(fixture(name), options).js]))
  const played = new Map<Engine, Promise<Readonly<Record<string, string>>>>()

  /** What each policy did in an engine, in whose one process all of them play: most engines take longer to begin. */
  function playedIn(engine: Engine): Promise<Readonly<Record<string, string>>> {
    const all =
      played.get(engine) ??
      engine
        .evaluate(PERFORM, modules({ target: 'standalone', runtimeBundle: runtimeBundle() }))
        .then((text) => JSON.parse(text))
    played.set(engine, all)
    return all
  }

  test.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const here = (await playedIn(currentNode))[name] ?? ''
    const { heard, log, score } = JSON.parse(here)
    expect(heard.length).toBeGreaterThan(20)
    expect(score.length).toBeGreaterThan(20)
    expect(log).toMatchObject({ version: 1, policy: { name } })
    for (const engine of engines) {
      if (engine.missing !== undefined) continue
      expect((await playedIn(engine))[name], engine.name).toBe(here)
    }
  })

  test('and so does the module that imports the runtime', async () => {
    const importing = { ...modules({ runtimeModule: './runtime.js' }), 'runtime.js': wholeRuntime() }
    expect(JSON.parse(await currentNode.evaluate(PERFORM, importing))).toEqual(await playedIn(currentNode))
  })
})

/** Plays with a network and prints the bits of what it gave. */
const NETWORKS = `
import policy from './policy.js'
const { slots: specs, slotSchema: slot_schema, behaviour } = policy.definition
const { name, features } = specs.find(({ kind }) => kind === 'contextual')
const row = (n, by) => Array.from({ length: n }, (_, i) => Math.fround(((i + 1) * by) % 1) - 0.4)
const rows = (n, inputs, by) => Array.from({ length: n }, (_, i) => row(inputs, by * (i + 2)))
const network = { features, mean: features.map(() => 3.7), scale: features.map(() => 41.3), layers: [
  { weights: rows(32, features.length, 0.37), bias: row(32, 0.11) },
  { weights: rows(32, 32, 0.73), bias: row(32, 0.57) },
  { weights: rows(1, 32, 0.91), bias: [0.1] },
] }
const file = { version: 1, policy: behaviour, slot_schema, transform: 'z/1', slots: {}, networks: { [name]: network } }
const loaded = policy.loadSlots(file)
const bits = (x) => { const v = new DataView(new ArrayBuffer(8)); v.setFloat64(0, x); return v.getUint32(0) + ':' + v.getUint32(4) }
const played = [0, 0.3, 0.9].map((level) => policy.start({ context: { 'player.level': level } }).end())
export default JSON.stringify({ loaded, values: played.map(({ slots }) => bits(slots[name])), contexts: played.map(({ context }) => context) })
`

test('a network gives the same bits wherever it runs', async () => {
  const policy = emitted(song, { target: 'standalone', runtimeBundle: runtimeBundle() }).js
  const here = await currentNode.evaluate(NETWORKS, { 'policy.js': policy })
  const { loaded, values, contexts } = JSON.parse(here)
  expect(loaded).toEqual({ ok: true, errors: [], warnings: [] })
  expect(new Set(values).size).toBe(3)
  expect(contexts[1]).toMatchObject({ 'player.level': 0.3, tempo: expect.any(Number) })
  for (const engine of engines) {
    if (engine.missing !== undefined) continue
    expect(await engine.evaluate(NETWORKS, { 'policy.js': policy }), engine.name).toBe(here)
  }
})

/** Each policy plays four bars, swaps to its other and says what came of it. */
const SWAPS = (pairs: number) => `
${Array.from({ length: pairs }, (_, i) => `import policy${i} from './policy${i}.js'\nimport other${i} from './other${i}.js'`).join('\n')}
function swap(policy, other) {
  const problems = []
  const set = policy.start({ seed: 3, onError: ({ code }) => problems.push(code) })
  const heard = []
  const take = (until) => { for (const { timestamp, member, voice, pitch } of set.advance(until)) heard.push([timestamp, member, voice, pitch]) }
  take(6)
  const answers = ['bar', 'beat', 'now'].map((at, i) => {
    const { ok } = set.swap(other, { at })
    take(9 + 3 * i)
    return ok
  })
  const { segments } = set.end()
  return { answers, problems, heard, segments }
}
export default JSON.stringify([${Array.from({ length: pairs }, (_, i) => `swap(policy${i}, other${i})`).join()}])
`

describe('policies that carry their own runtime', () => {
  type Side = readonly [name: string, target: 'standalone' | 'esm']
  const compiled = ([name, target]: Side) =>
    emitted(fixture(name), { target, runtimeBundle: runtimeBundle(), runtimeModule: './runtime.js' }).js
  /** Of each pair, modules of its own, in one process. */
  const swapped = async (pairs: readonly (readonly [policy: Side, other: Side])[]) => {
    const modules = pairs.flatMap(([policy, other], i) => [
      [`policy${i}.js`, compiled(policy)],
      [`other${i}.js`, compiled(other)],
    ])
    const all = { ...Object.fromEntries(modules), 'runtime.js': wholeRuntime() }
    return JSON.parse(await currentNode.evaluate(SWAPS(pairs.length), all))
  }

  test('take over from each other as those that share one do', async () => {
    const pairs = [
      ['metronome', 'song'],
      ['song', 'bass'],
      ['bass', 'song'],
    ] as const
    const of = (target: 'standalone' | 'esm') =>
      pairs.map(([one, other]) => [[one, target] as const, [other, target] as const] as const)
    const found = await swapped([...of('standalone'), ...of('esm')])
    for (const i of pairs.keys()) {
      const alone = found[i]
      expect(alone).toMatchObject({ answers: [true, true, true], problems: [] })
      expect(alone.segments).toHaveLength(4)
      expect(found[i + pairs.length]).toEqual(alone)
    }
  })

  test('do not take over from one that shares, nor one that shares from them', async () => {
    const found = await swapped([
      [
        ['song', 'standalone'],
        ['song', 'esm'],
      ],
      [
        ['song', 'esm'],
        ['song', 'standalone'],
      ],
    ])
    expect(found).toHaveLength(2)
    for (const mixed of found) {
      expect(mixed).toMatchObject({
        answers: [false, false, false],
        problems: ['bad-swap', 'bad-swap', 'bad-swap'],
      })
      expect(mixed.segments).toHaveLength(1)
    }
  })
})

describe('a policy for a worklet', () => {
  const script = (of: Fixture): string =>
    emitted(of, { target: 'worklet', runtimeBundle: runtimeBundle() }).js

  test('registers itself by name, as often as it is loaded, beside others', () => {
    const scope = createContext({})
    for (const text of [script(metronome), script(song), script(metronome)]) runInContext(text, scope)
    expect(runInContext('[...silencioPolicies.keys()].join()', scope)).toBe('metronome,song')
    expect(runInContext("silencioPolicies.get('song').start().advance(9).length > 9", scope)).toBe(true)
    expect(runInContext('Object.keys(globalThis).join()', scope)).toBe('silencioPolicies')
  })

  test.skipIf(browser.missing !== undefined)('loads and plays in an AudioWorkletGlobalScope', async () => {
    const main = `
      const PROCESSOR = \`registerProcessor('probe', class extends AudioWorkletProcessor {
        constructor() {
          super()
          const set = silencioPolicies.get('song').start({ seed: 1 })
          this.port.postMessage(set.advance(6).map((beat) => [beat.timestamp, beat.voice]))
        }
        process() { return false }
      })\`
      const context = new OfflineAudioContext(1, 128, 44100)
      const url = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
      await context.audioWorklet.addModule('/policy.js')
      await context.audioWorklet.addModule(url(PROCESSOR))
      const node = new AudioWorkletNode(context, 'probe')
      export default await new Promise((done) => { node.port.onmessage = ({ data }) => done(JSON.stringify(data)) })
    `
    const heard = JSON.parse(await browser.evaluate(main, { 'policy.js': script(song) }))
    expect(heard.length).toBeGreaterThan(9)
  })
})

describe('the runtime bundle', () => {
  test('is cut into its declarations, each with what it uses', () => {
    const text = 'let a=1,b=(c)=>a+c+d;class e{f=b(a)}function d(a){return a}export{b as play,e};'
    expect(cut(text)).toEqual({
      pieces: [
        { name: 'a', text: 'let a=1;', uses: [] },
        { name: 'b', text: 'let b=(c)=>a+c+d;', uses: ['a', 'd'] },
        { name: 'e', text: 'class e{f=b(a)}', uses: ['a', 'b'] },
        { name: 'd', text: 'function d(a){return a}', uses: [] },
      ],
      exports: { play: 'b', e: 'e' },
    })
  })

  test.each([
    "import { x } from 'y'\nexport { x }",
    'export default 1',
    'export const createPolicy = 1',
    "export { x } from 'y'",
    'let a = {}\na.b = 1\nexport { a }',
    'let { a } = { a: 1 }\nexport { a }',
  ])('%j is refused: it does more than declare', (text) => {
    expect(() => cut(text)).toThrow('must only declare and export')
  })

  test('leaves out what the policy does not reach', () => {
    const bundle = smallRuntime('let a=1,b=2,c=()=>a,d=()=>c()+b;export{c,d}')
    expect(runtimeText(bundle, ['c'], '1').body).toBe('let a=1;\nlet c=()=>a;')
    expect(runtimeText(bundle, ['d'], '1').body).toBe('let a=1;\nlet b=2;\nlet c=()=>a;\nlet d=()=>c()+b;')
  })

  test('must be there, and export what the policy needs', () => {
    expect(() => emitted(metronome, { target: 'standalone' })).toThrow('needs the runtime bundle')
    expect(() => emitted(song, { target: 'worklet', runtimeBundle: runtimeOf('createPolicyWith') })).toThrow(
      'does not export mixTimbre',
    )
  })

  test.each(['cjs', 'Worklet', '__proto__', undefined])(
    'is no help to a target that there is not: %s',
    (target) => {
      const options = { target: target as 'esm', runtimeBundle: runtimeBundle() }
      expect(() => emitted(metronome, options)).toThrow(
        new TypeError(`there is no target ${target}, only esm, standalone and worklet`),
      )
    },
  )

  test('may use any name that the policy uses', () => {
    const runtimeBundle = smallRuntime(
      'const definition = 1, between = 2\nfunction createPolicyWith(d) { return { definition: d, definition2: definition + between } }\nexport { createPolicyWith }',
    )
    const { js } = emitted({ source: '', ir: policy('between', {}) }, { target: 'standalone', runtimeBundle })
    expect([...freeNames(js)].filter((free) => !ES2022.has(free))).toEqual([])
  })
})
