import { globSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it, test } from 'vitest'
import { openSource } from '../../cli/io/workspace.ts'
import { check } from '../../compiler/compile.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { runtimeBundle, wholeRuntime } from '../compiler/emit/bundle.ts'
import { browser } from '../harness/browser.ts'
import type { Engine } from '../harness/engine.ts'
import { javaScriptCore } from '../harness/jsc.ts'
import { currentNode, olderNode } from '../harness/node.ts'
import { quickJs } from '../harness/quickjs.ts'
import { repositoryTop } from '../harness/sil.ts'

/** Pieces that between them use chances, swing, walking, voicings, sections, rules and rewards. */
const PIECES = [
  'pocket-trio/pocket-trio.sil',
  'walking-ii-v-i.sil',
  'song.sil',
  'balkan-seven.sil',
  'swung-hats.sil',
]

const ENGINES: readonly Engine[] = [currentNode, olderNode, quickJs, javaScriptCore, browser]

/** Every example with a band. */
const EXAMPLES = globSync('**/*.sil', { cwd: join(repositoryTop, 'examples') })
  .map((path) => path.replaceAll('\\', '/'))
  .sort()

/** Compiles an example: to one file without imports, or to a module that imports `./runtime.js`. */
function compiled(piece: string, target: 'standalone' | 'esm'): string {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the runtime bundle was not built: ${failure}`)
  const opened = openSource(join(repositoryTop, 'examples', piece))
  const { ir, diagnostics } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${piece}: ${diagnostics.map((d) => `${d.code} ${d.message}`).join('; ')}`)
  return emit(ir, {
    target,
    runtimeBundle: runtimeBundle(),
    runtimeModule: './runtime.js',
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: piece,
    sourceText: opened.text,
  }).js
}

const standalone = (piece: string): string => compiled(piece, 'standalone')

/**
 * Forty seconds with a player who wavers, rushes, stops and comes back, in uneven steps of `advance`, twice: as
 * written and with slots from a file. What comes out is the text of all events, the logs, the rewards, scores of the
 * band alone, and what became of slots files and options that do not fit.
 */
const SESSION = `
import policy from './policy.js'
const problems = []
const onError = (problem) => problems.push(problem)
const events = []
const perform = (options) => {
  const set = policy.start({ onError, latency: { input: 0.008, output: 0.012 }, ...options })
  let state = 12345
  const random = () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 4294967296
  let next = 0.6
  for (let t = 0; t < 40; t += 0.013 + 0.05 * random()) {
    for (const e of set.advance(t)) events.push(e)
    while (next < t) {
      if (next < 18 || next > 23) set.onset(next, { velocity: 0.3 + 0.7 * random() })
      next += 0.58 + 0.09 * random() + (next > 25 ? -0.05 : 0)
    }
    if (t > 30) set.cue()
    if (t > 34 && t < 34.1) { set.pause(t); set.resume(t + 1) }
  }
  set.onset('late'); set.advance(NaN)
  const tempos = [set.bpm, set.ended, set.countSeconds, set.timeline(3), policy.definition.members.map(({ name }) => set.level(name))]
  return [set.end({ reason: 'completed', rating: 4 }), tempos]
}
const { slots: specs, slotSchema, behaviour } = policy.definition
const file = { version: 1, policy: behaviour, slot_schema: slotSchema, transform: 'z/1', slots: policy.slotValues, sigma: null, choice_probs: null, networks: null, trained: null }
const moved = Object.fromEntries(specs.map(({ name, kind, min, max, choices, size }) =>
  [name, size > 1 ? [1, ...Array(size - 1).fill(0)] : kind === 'categorical' ? choices.at(-1) : (min ?? 0) + ((max ?? 1) - (min ?? 0)) * 0.6]))
const [one] = specs
const wrong = [
  null, 'x', [], {}, { ...file, version: 2 }, { ...file, slot_schema: 'other' }, { ...file, transform: 'z/2' }, { ...file, networks: {} },
  { ...file, slots: { nobody: 1 } }, { ...file, sigma: { nobody: -1 } }, { ...file, choice_probs: { nobody: {} } }, { ...file, slots: 3, sigma: 4 },
  ...(one ? [{ ...file, slots: { [one.name]: 1e9 } }, { ...file, slots: { [one.name]: null }, sigma: { [one.name]: 'x' } }, { ...file, choice_probs: { [one.name]: { odd: 1 } } }] : []),
  ...specs.filter(({ choices }) => choices).map(({ name, choices }) => ({ ...file, choice_probs: { [name]: { [choices[0]]: 0.25, [choices[1]]: 0.75 } } })),
]
const logs = [perform({ seed: 20261123 })]
const refused = wrong.map((json) => policy.loadSlots(json))
const odd = [{ tempo: 'fast', seed: -1, slots: { nobody: 1 }, latency: { input: -1 }, source: 'moon', players: 0, context: 3, explore: true }, 7, null]
for (const options of odd) policy.start(options).end()
for (const options of odd) policy.start(options === null || options === 7 ? options : { ...options, onError }).end({ reason: 'bored', at: -1 })
const loaded = policy.loadSlots(JSON.stringify({ ...file, policy: 'before', slots: moved }))
logs.push(perform({ seed: 7, tempo: 101, context: { level: 2, lost: NaN }, userId: 'u', players: 2, clock: { offset: 1, drift: 0.1 }, source: 'simulated', sessionId: 's', startedAt: '2026-01-01T00:00:00.000Z' }))
logs.push(perform({ seed: 8, explore: { unitId: 'unit' } }))
const click = policy.start({ mode: 'click' })
for (const e of click.advance(5)) events.push(e)
const [log] = logs[0]
const history = { version: 1, complete_through: '2030-01-01T00:00:00.000Z', sessions: [1, 2, 3, 4, 5, 6].map((n) => ({ session_id: 'h' + n, started_at: '196' + n + '-01-01T00:00:00.000Z', duration_seconds: 60, spread: 0.01 * n })) }
const rewards = Object.fromEntries(Object.entries(policy.rewards).map(([name, of]) => [name, [of(log), of(logs[1][0], null), of(log, history)]]))
const score = policy.score({ bars: 12, seed: 3 })
const tensor = score.toTensor()
const bits = (x) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return view.getUint32(0).toString(16) + ':' + view.getUint32(4).toString(16)
}
const flat = (e) => [bits(e.timestamp), bits(e.gridTimestamp), e.member, e.voice, e.pitch, bits(e.velocity), bits(e.duration), e.responseMode, e.cell, [...e.timbre.vector].map(bits).join()].join(' ')
const table = { ...tensor, data: [...tensor.data].map(bits) }
const near = score.beats.slice(0, 40).map((e, i, all) => [bits(e.timbre.distance(all[0].timbre)), e.timbre.interpolate(all[0].timbre, 0.3).grade('brightness')])
const at = [score.at(3), score.at(-1)].map((e) => e && flat(e)).concat(score.window(1, 2).map(flat), [score.bpm, score.timeSignature, score.tempoMap, score.name])
export default JSON.stringify({ events: events.map(flat), log, logs, rewards, score: score.beats.map(flat), table, near, at, problems, refused, loaded, values: policy.slotValues, vector: [...policy.slots].map(bits) })
`

const sessions = new Map<string, Promise<string>>()

/** The session of an example that carries its runtime, in this Node: played once for all who compare with it. */
function playedAlone(piece: string): Promise<string> {
  const text = sessions.get(piece) ?? currentNode.evaluate(SESSION, { 'policy.js': standalone(piece) })
  sessions.set(piece, text)
  return text
}

describe.each(PIECES)('%s', (piece) => {
  let policy = ''
  let reference = ''
  beforeAll(async () => {
    policy = standalone(piece)
    reference = await playedAlone(piece)
  })

  it('compiles to the same bytes every time', () => {
    expect(standalone(piece)).toBe(policy)
  })

  it('plays something worth comparing', () => {
    const { events, log, score } = JSON.parse(reference)
    expect(events.length).toBeGreaterThan(50)
    expect(log.onset_times.length).toBeGreaterThan(30)
    expect(score.length).toBeGreaterThan(20)
  })

  for (const engine of ENGINES) {
    it.skipIf(engine.missing !== undefined)(
      `gives the same bytes in ${engine.name}`,
      async () => {
        expect(await engine.evaluate(SESSION, { 'policy.js': policy })).toBe(reference)
      },
      60_000,
    )
  }
})

const FULL = `
import { definition } from './lean.js'
import { createPolicy } from './runtime.js'
export default createPolicy(definition)
`

test.each(EXAMPLES)('%s gives the same alone and with the whole runtime', async (piece) => {
  const alone = await playedAlone(piece)
  const files = { 'lean.js': compiled(piece, 'esm'), 'runtime.js': wholeRuntime() }
  expect(alone).toBe(await currentNode.evaluate(SESSION, { 'policy.js': FULL, ...files }))
})
