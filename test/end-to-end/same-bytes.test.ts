import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { openSource } from '../../cli/io/workspace.ts'
import { check } from '../../compiler/compile.ts'
import { emit } from '../../compiler/emit/emit.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { browser } from '../harness/browser.ts'
import type { Engine } from '../harness/engine.ts'
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

const ENGINES: readonly Engine[] = [currentNode, olderNode, quickJs, browser]

/** Compiles an example to one file without imports. */
function standalone(piece: string): string {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the runtime bundle was not built: ${failure}`)
  const opened = openSource(join(repositoryTop, 'examples', piece))
  const { ir, diagnostics } = check({ path: opened.path, text: opened.text, host: opened.host })
  if (ir === null) throw new Error(`${piece}: ${diagnostics.map((d) => `${d.code} ${d.message}`).join('; ')}`)
  return emit(ir, {
    target: 'standalone',
    runtimeBundle: readFileSync(join(repositoryTop, 'dist/runtime/standalone.js'), 'utf8'),
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: piece,
    sourceText: opened.text,
  }).js
}

/**
 * Forty seconds with a player who wavers, rushes, stops and comes back, in uneven steps of `advance`; what comes out
 * is the text of all events, the log, the rewards and a score of the band alone.
 */
const SESSION = `
import policy from './policy.js'
const set = policy.start({ seed: 20261123, latency: { input: 0.008, output: 0.012 } })
const events = []
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
}
const log = set.end({ reason: 'completed' })
const rewards = Object.fromEntries(Object.entries(policy.rewards).map(([name, of]) => [name, of(log)]))
const score = policy.score({ bars: 12, seed: 3 })
const bits = (x) => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, x)
  return view.getUint32(0).toString(16) + ':' + view.getUint32(4).toString(16)
}
const flat = (e) => [bits(e.timestamp), bits(e.gridTimestamp), e.member, e.voice, e.pitch, bits(e.velocity), bits(e.duration), e.responseMode, e.cell, [...e.timbre.vector].map(bits).join()].join(' ')
export default JSON.stringify({ events: events.map(flat), log, rewards, score: score.beats.map(flat) })
`

describe.each(PIECES)('%s', (piece) => {
  let policy = ''
  let reference = ''
  beforeAll(async () => {
    policy = standalone(piece)
    reference = await currentNode.evaluate(SESSION, { 'policy.js': policy })
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
