/**
 * How many events a second the runtime makes, for a click, a swung groove and a five-part band; in windows of a bar,
 * of 50 ms as a host with look-ahead asks for them, and as a Score.
 *
 *     node bench/score.ts [--json]
 *
 * One core, no sound. The policies are the tests' hand-made ones: what is measured is the runtime, not the compiler.
 */

import { createPolicy, type Policy } from '../runtime/create-policy.ts'
import { bandPolicy, clickPolicy, groovePolicy } from '../test/runtime/fixtures.ts'

const POLICIES: Readonly<Record<string, Policy>> = {
  metronome: createPolicy(clickPolicy()),
  groove: createPolicy(groovePolicy()),
  band: createPolicy(bandPolicy()),
}

const WINDOWS: Readonly<Record<string, number>> = { bar: 2, '50 ms': 0.05 }
/** Eight hours, so that starting up weighs nothing. */
const MUSIC_SECONDS = 28_800
const ROUNDS = 7

interface Result {
  readonly policy: string
  readonly window: string
  readonly events: number
  /** Median over the rounds. */
  readonly eventsPerSecond: number
}

function perform(policy: Policy, window: number): number {
  const set = policy.start({ seed: 1 })
  let events = 0
  const windows = MUSIC_SECONDS / window
  for (let i = 1; i <= windows; i++) events += set.advance(i * window).length
  return events
}

function score(policy: Policy): number {
  return policy.score({ seconds: MUSIC_SECONDS }).beats.length
}

function measure(policy: string, window: string, play: () => number): Result {
  const rates: number[] = []
  let events = 0
  // The first rounds warm the engine up.
  for (let round = -2; round < ROUNDS; round++) {
    const start = process.hrtime.bigint()
    events = play()
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    if (round >= 0) rates.push(events / seconds)
  }
  rates.sort((a, b) => a - b)
  return { policy, window, events, eventsPerSecond: rates[Math.floor(rates.length / 2)] ?? 0 }
}

const results = Object.entries(POLICIES).flatMap(([name, policy]) => [
  ...Object.entries(WINDOWS).map(([label, window]) => measure(name, label, () => perform(policy, window))),
  measure(name, 'score', () => score(policy)),
])

if (process.argv.includes('--json')) console.log(JSON.stringify({ version: 1, results }))
else {
  for (const { policy, window, events, eventsPerSecond } of results) {
    console.log(
      `${policy.padEnd(10)} ${window.padEnd(6)} ${String(events).padStart(8)} events  ${(eventsPerSecond / 1e6).toFixed(2).padStart(6)} M/s`,
    )
  }
}
