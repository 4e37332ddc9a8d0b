/**
 * `node what-runs.ts POLICY.mjs SLOTS.json`: which bytes of a compiled policy run when everything that it is for is done with it. Prints
 * one JSON document, `{ "bytes", "ran" }`. A process of its own, since the engine only counts what it loads while it counts.
 *
 * What is left over answers mistakes (a slot that does not exist, a time that is none), or is beyond this piece.
 */

import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { pathToFileURL } from 'node:url'
import type { Policy } from '../../runtime/create-policy.ts'
import { HUMANS, type Human } from '../../runtime/player/humans.ts'
import { type PlayerMove, playScript } from '../../runtime/player/scripted.ts'
import { HISTORY_VERSION } from '../../runtime/session/history.ts'

const [file, slots] = process.argv.slice(2)
if (file === undefined || slots === undefined) throw new Error('node what-runs.ts POLICY.mjs SLOTS.json')

const inspector = new Session()
inspector.connect()
await inspector.post('Profiler.enable')
await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
const url = pathToFileURL(file).href
const { default: policy }: { readonly default: Policy } = await import(url)
useAll(policy)
const { result } = await inspector.post('Profiler.takePreciseCoverage')
const functions = result.find((script) => script.url === url)?.functions ?? []
const text = readFileSync(file, 'utf8')
const ran = new Uint8Array(text.length).fill(1)
// An inner range lies behind the one around it, and says more.
for (const { ranges } of functions)
  for (const { startOffset, endOffset, count } of ranges) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset)
let bytes = 0
for (const [i, unit] of [...text].entries()) if (ran[i] === 1) bytes += Buffer.byteLength(unit)
console.log(JSON.stringify({ bytes: Buffer.byteLength(text), ran: bytes }))

/** Sessions of people and of players who rush, rest and keep tempos of their own; pauses, cues, swaps, checkpoints, rewards, scores. */
function useAll(policy: Policy): void {
  const loaded = policy.loadSlots(JSON.parse(readFileSync(slots ?? '', 'utf8')))
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'))
  const over = { amount: 8, unit: 'bars' } as const
  const moves: readonly (readonly PlayerMove[])[] = [
    ...Object.keys(HUMANS).map((who): readonly PlayerMove[] => [{ k: 'simulated', who: who as Human }]),
    [{ k: 'rushes', ms: 45 }],
    [{ k: 'pauses', after: over, for: { amount: 3, unit: 'bars' } }],
    [{ k: 'tempo', change: 0.3, over }],
    [{ k: 'drifts', change: 0.1, over }],
  ]
  for (const [seed, script] of moves.entries()) {
    for (const explore of [false, true]) play(policy, script, seed, explore)
  }
  policy.start({ mode: 'click' }).advance(10)
  const score = policy.score({ bars: 32 })
  score.at(1)
  score.window(0, 8)
  score.toTensor()
  policy.score({ seconds: 20 })
}

function play(policy: Policy, script: readonly PlayerMove[], seed: number, explore: boolean): void {
  const set = policy.start({
    seed,
    explore,
    userId: 'somebody',
    sessionId: `session-${seed}`,
    startedAt: '2026-03-02T18:00:00Z',
    latency: { input: 0.008, output: 0.012 },
  })
  playScript(set, script, {
    bars: 60,
    beatsPerBar: 4,
    seed,
    leaves: ({ n, time }) => {
      if (n === 18) set.swap(policy, { slots: policy.slotValues })
      if (n === 34) set.swap(policy, { at: 'beat' })
      if (n === 50) set.checkpoint()
      if (n === 70) {
        set.pause(time)
        set.resume(time + 0.5)
      }
      if (n === 120) set.cue()
      return false
    },
  })
  const log = set.end({ reason: 'completed', rating: 4 })
  const before = { started_at: '2026-03-01T18:00:00Z', duration_seconds: 300, spread: 0.02 }
  const history = {
    version: HISTORY_VERSION,
    complete_through: '2026-03-09T00:00:00Z',
    sessions: [before],
  } as const
  for (const reward of Object.values(policy.rewards)) reward(log, history)
}
