import { createContext, runInContext } from 'node:vm'
import { parse } from 'acorn'
import { describe, expect, test } from 'vitest'
import { runtimeText } from '../../../compiler/emit/standalone.ts'
import { browser } from '../../harness/browser.ts'
import type { Engine } from '../../harness/engine.ts'
import { currentNode, olderNode } from '../../harness/node.ts'
import { quickJs } from '../../harness/quickjs.ts'
import { runtimeBundle } from './bundle.ts'
import { fixtures, metronome, song } from './fixtures.ts'
import { freeNames } from './free-names.ts'
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

describe.each([false, true])('a standalone policy (runtime minified: %s)', (minify) => {
  test.each(names)('%s imports nothing and asks nothing of a host', (name) => {
    const { js } = emitted(fixture(name), { target: 'standalone', runtimeBundle: runtimeBundle(minify) })
    const program = parse(js, { ecmaVersion: 2022, sourceType: 'module' })
    expect(program.body.filter(({ type }) => type === 'ImportDeclaration')).toEqual([])
    expect(js).not.toMatch(/\bimport\s*[.(]/)
    expect([...freeNames(js)].filter((free) => !ES2022.has(free))).toEqual([])
  })

  test.each(names)('%s for a worklet takes nothing but globalThis', (name) => {
    const { js } = emitted(fixture(name), { target: 'worklet', runtimeBundle: runtimeBundle(minify) })
    for (const sourceType of ['module', 'script'] as const)
      expect([...freeNames(js, sourceType)].filter((free) => !ES2022.has(free))).toEqual(['globalThis'])
  })
})

test('an emitted module takes nothing but what it imports', () => {
  for (const name of names)
    expect([...freeNames(emitted(fixture(name)).js)].filter((free) => !ES2022.has(free))).toEqual([])
})

const engines: readonly Engine[] = [currentNode, olderNode, quickJs, browser]

/** Performs with an early player and prints what sounded and what was logged. */
const PERFORM = `
import policy from './policy.js'
const set = policy.start({ seed: 3, userId: 'u' })
const heard = []
for (let i = 0; i < 40; i++) {
  set.onset(0.6 * i - 0.02, { velocity: 0.5 + 0.1 * (i % 4) })
  for (const beat of set.advance(0.6 * i + 0.3)) heard.push({ ...beat, timbre: Array.from(beat.timbre.vector) })
}
const log = set.end({ reason: 'stopped' })
const score = policy.score({ bars: 12, seed: 5 })
export default JSON.stringify({ heard, log, score: score.beats.map((b) => [b.timestamp, b.member, b.voice, b.pitch]) })
`

describe('plays alike, bit for bit, wherever it runs', () => {
  const standalone = (name: string): string =>
    emitted(fixture(name), { target: 'standalone', runtimeBundle: runtimeBundle() }).js

  test.each(names)('%s', { timeout: 120_000 }, async (name) => {
    const here = await currentNode.evaluate(PERFORM, { 'policy.js': standalone(name) })
    const { heard, log, score } = JSON.parse(here)
    expect(heard.length).toBeGreaterThan(20)
    expect(score.length).toBeGreaterThan(20)
    expect(log).toMatchObject({ version: 1, policy: { name } })
    for (const engine of engines) {
      if (engine.missing !== undefined) continue
      expect(await engine.evaluate(PERFORM, { 'policy.js': standalone(name) }), engine.name).toBe(here)
    }
  })

  test('and so does the module that imports the runtime', async () => {
    for (const name of names) {
      const { js } = emitted(fixture(name), { runtimeModule: './runtime.js' })
      const imported = await currentNode.evaluate(PERFORM, { 'policy.js': js, 'runtime.js': runtimeBundle() })
      expect(imported).toBe(await currentNode.evaluate(PERFORM, { 'policy.js': standalone(name) }))
    }
  })
})

describe('a policy for a worklet', () => {
  const script = (of: Fixture): string =>
    emitted(of, { target: 'worklet', runtimeBundle: runtimeBundle(true) }).js

  test('registers itself by name, as often as it is loaded, beside others', () => {
    const scope = createContext({})
    for (const text of [script(metronome), script(song), script(metronome)]) runInContext(text, scope)
    expect(runInContext('[...silencioPolicies.keys()].join()', scope)).toBe('metronome,song')
    expect(runInContext("silencioPolicies.get('song').start().advance(9).length > 9", scope)).toBe(true)
    expect(runInContext('Object.keys(globalThis).join()', scope)).toBe('silencioPolicies')
  })

  test.skipIf(browser.missing !== undefined)(
    'loads and plays in an AudioWorkletGlobalScope',
    { timeout: 60_000 },
    async () => {
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
    },
  )
})

describe('the runtime bundle', () => {
  test.each([
    [
      'const createPolicy = 1\nexport {\n  createPolicy\n};\n',
      'const createPolicy = 1',
      [['createPolicy', 'createPolicy']],
    ],
    [
      'var a=1,b=2;export{a as createPolicy,b as mixTimbre};',
      'var a=1,b=2;',
      [
        ['createPolicy', 'a'],
        ['mixTimbre', 'b'],
      ],
    ],
    ['let x\nexport { x }\n//# sourceMappingURL=x.map\n', 'let x', [['x', 'x']]],
  ])('%j is taken apart', (bundle, body, exports) => {
    const taken = runtimeText(bundle, '1')
    expect(taken.body).toBe(body)
    expect([...taken.exports]).toEqual(exports)
  })

  test.each([
    ['', 'must end with one'],
    ['export const createPolicy = 1', 'must end with one'],
    ["import { x } from 'y'\nexport { x }", 'must not import'],
    ['export default 1\nexport { x }', 'must not import'],
    ['const exported = {}', 'must end with one'],
  ])('%j is refused', (bundle, message) => {
    expect(() => runtimeText(bundle, '1')).toThrow(message)
  })

  test('must be there, and export what the policy needs', () => {
    expect(() => emitted(metronome, { target: 'standalone' })).toThrow('needs the text of the runtime bundle')
    const bare = 'const createPolicy = 1\nexport { createPolicy }'
    expect(() => emitted(song, { target: 'worklet', runtimeBundle: bare })).toThrow(
      'does not export mixTimbre',
    )
  })

  test('may use any name that the policy uses', () => {
    const bundle =
      'const definition = 1, between = 2\nfunction createPolicy(d) { return { definition: d, definition2: definition + between } }\nexport { createPolicy }'
    const { js } = emitted(
      { source: '', ir: policy('between', {}) },
      { target: 'standalone', runtimeBundle: bundle },
    )
    expect([...freeNames(js)].filter((free) => !ES2022.has(free))).toEqual([])
  })
})
