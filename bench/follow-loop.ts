/**
 * The closed loop: simulated people who hear the band they play with. What it shows and open-loop accuracy hides is
 * that two who follow each other may run away together; and a band that never follows must fail it too.
 */

import type { Policy } from '../runtime/create-policy.ts'
import type { Human } from '../runtime/player/humans.ts'
import type { PlayerMove } from '../runtime/player/scripted.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'
import { tapping } from './tapping.ts'
import { trainedTrio } from './trained-trio.ts'
import {
  ascending,
  BEATS,
  changed,
  driftOf,
  FASTER,
  LATER,
  mean,
  median,
  ms,
  percent,
  play,
  quantile,
  spreadOf,
} from './with-people.ts'

const PEOPLE: readonly Human[] = ['novice', 'musician', 'drummer']
const TEMPI = [60, 90, 120, 160]
/** What people scatter and wander, were it wandering alone: as an SD it fits as well. */
const WANDER_ALONE: Readonly<Record<Human, number>> = { novice: 18, musician: 12, drummer: 12 }
const MEMORIES = [0.5, 0.8, 0.95]
/** Share of the runs that sensitivity gets. */
const FEWER = 0.25
const INTERVALS = [500, 600, 1200, 1800]
const RAMP = { change: 0.1, over: 32, from: 40, to: 48 }

export async function followLoopBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const runs = Math.max(10, Math.round((200 * rounds) / 9))
  const policy = await loadPiece('examples/follow.sil')
  const drifts: number[] = []
  const lines: string[] = []
  let wider = Number.NEGATIVE_INFINITY
  const misses = { faster: 0, ramp: 0 }
  for (const who of PEOPLE) {
    for (const tempo of TEMPI) {
      const own: number[] = []
      let spread = 0
      let fixed = 0
      const reached: number[] = []
      const followed: number[] = []
      for (let seed = 0; seed < runs; seed++) {
        const person: PlayerMove = { k: 'simulated', who }
        const played = play(policy, [person], tempo, seed, BEATS, 'band')
        own.push(driftOf(played, tempo))
        spread += spreadOf(played) / runs
        fixed += spreadOf(play(policy, [person], tempo, seed, BEATS, 'click')) / runs
        reached.push(changed(policy, person, tempo, seed, FASTER))
        followed.push(changed(policy, person, tempo, seed, RAMP))
      }
      own.sort(ascending)
      drifts.push(...own)
      wider = Math.max(wider, spread - fixed)
      misses.faster = Math.max(misses.faster, Math.abs(median(reached) - FASTER.change))
      misses.ramp = Math.max(misses.ramp, Math.abs(median(followed) - RAMP.change))
      lines.push(
        `${`${who} at ${tempo}`.padEnd(16)} drift ${percent(mean(own))}, p90 ${percent(quantile(own, 0.9))}; spread ${ms(spread)}, with a metronome ${ms(fixed)}; ` +
          `4 % faster: ${percent(median(reached))} at beats ${FASTER.from + 1}–${FASTER.to}; 10 % over 32 beats: ${percent(median(followed))}`,
      )
    }
  }
  drifts.sort(ascending)
  const row = (what: string, value: number, unit: string, bar: number): Row => ({
    what,
    ours: { value, unit },
    peer: null,
    ratio: null,
    bar: { relation: 'at most', value: bar, unit },
  })
  return {
    bench: 'follow-loop',
    subject: `${runs} runs of ${BEATS} beats by each simulated person at each tempo with examples/follow.sil`,
    rows: [
      row('drift of the tempo, mean', 100 * mean(drifts), '%', 2),
      row('drift of the tempo, 90th percentile', 100 * quantile(drifts, 0.9), '%', 4),
      row('spread beyond that with a metronome, worst', 1000 * wider, 'ms', 1),
      row('4 % faster: off after 8 beats, worst', 100 * misses.faster, '%', 1),
      row('10 % over 32 beats: off 8 beats later, worst', 100 * misses.ramp, '%', 1),
    ],
    notes: [
      ...lines,
      ...sensitivity(policy, Math.ceil(FEWER * runs)),
      ...(await Promise.all(['one', 'many'].map((track) => easy(track, Math.ceil(FEWER * runs))))),
      ...(await trainedTrio(PEOPLE, TEMPI, Math.ceil(FEWER * runs))),
      ...PEOPLE.map(tapped),
    ],
  }
}

/** The drift, were it all slow wandering that makes people uneven. */
function sensitivity(policy: Policy, runs: number): readonly string[] {
  return MEMORIES.map((driftMemory) => {
    const drifts = PEOPLE.flatMap((who) =>
      TEMPI.flatMap((tempo) =>
        Array.from({ length: runs }, (_, seed) => {
          const but = { scatter: 0, drift: WANDER_ALONE[who], driftMemory }
          return driftOf(play(policy, [{ k: 'simulated', who, but }], tempo, seed, BEATS, 'band'), tempo)
        }),
      ),
    ).sort(ascending)
    return (
      `were all scatter wandering that remembers ${driftMemory} from beat to beat: ` +
      `drift ${percent(mean(drifts))}, p90 ${percent(quantile(drifts, 0.9))}`
    )
  })
}

/** What a first band does, whose zones hold and lean. */
async function easy(track: string, runs: number): Promise<string> {
  const policy = await loadPiece(`easy-${track}`)
  const all = PEOPLE.flatMap((who) =>
    TEMPI.flatMap((tempo) =>
      Array.from({ length: runs }, (_, seed) => {
        const person: PlayerMove = { k: 'simulated', who }
        return {
          drift: driftOf(play(policy, [person], tempo, seed, BEATS, 'band'), tempo),
          faster: changed(policy, person, tempo, seed, LATER),
        }
      }),
    ),
  )
  const drifts = all.map(({ drift }) => drift).sort(ascending)
  return (
    `zones of 20, 100 and 200 ms, track ${track}: drift ${percent(mean(drifts))}, p90 ${percent(quantile(drifts, 0.9))}; ` +
    `4 % faster: ${percent(median(all.map(({ faster }) => faster)))} at beats 29–32`
  )
}

/** What was measured on people stands in docs/benchmarks.md. */
function tapped(who: Human): string {
  const cells = INTERVALS.map((interval) => {
    const { sd, lag1 } = tapping(who, interval)
    return `${interval} ms: ${sd.toFixed(1)} ms, ${lag1.toFixed(2)}`
  })
  return `${who} to a metronome, SD and lag-1 autocorrelation at ${cells.join('; ')}`
}
