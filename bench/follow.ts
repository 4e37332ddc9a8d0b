/**
 * How well the band guesses the next beat of recorded people: `sil follow`'s task on the recordings where they are
 * present. The index is the mean over domains of (mean asynchrony / that of repeating the last interval).
 */

import { existsSync } from 'node:fs'
import { asynchronies } from '../cli/follow/metrics.ts'
import { readJsonLines } from '../cli/io/json-lines.ts'
import { unitsInBeat } from '../runtime/beat-unit.ts'
import { HEARD_FIRST, predictBeats } from '../runtime/follow/predict.ts'
import { computeNextBeat } from '../runtime/follow/zones.ts'
import type { ZoneSettings } from '../runtime/policy.ts'
import { loadPiece } from './policy.ts'
import type { BenchResult, Row } from './report.ts'

const DATA = new URL('../../shared/data/following/dev.jsonl', import.meta.url).pathname

interface Recording {
  readonly domain: string
  readonly beats: readonly number[]
  readonly bad: ReadonlySet<number>
}

/** Predicts every beat from the fifth on. */
type Follower = (beats: readonly number[]) => readonly number[]

export async function followBench(): Promise<BenchResult> {
  if (!existsSync(DATA)) {
    return {
      bench: 'follow',
      subject: 'no recordings here (shared/data/following/dev.jsonl), skipped',
      rows: [],
      notes: [],
    }
  }
  const recordings = read()
  const policy = await loadPiece('examples/follow.sil')
  const { zones, player, tempo } = policy.definition
  const settings = zones[player.zones]?.(policy.slots)
  if (settings === undefined) throw new Error('examples/follow.sil has no zones')
  const by =
    (own: ZoneSettings): Follower =>
    (beats) =>
      predictBeats(beats, own, tempo(policy.slots), unitsInBeat(policy.definition))
  const base = errors(recordings, lastInterval)
  const notes: string[] = []
  const row = (what: string, follower: Follower, bar: number | null): Row => {
    const own = errors(recordings, follower)
    const ratios = [...own].map(([domain, ms]) => ms / (base.get(domain) ?? Number.NaN))
    notes.push(`${what}: ${[...own].map(([domain, ms]) => `${domain} ${ms.toFixed(1)} ms`).join(', ')}`)
    return {
      what,
      ours: { value: ratios.reduce((sum, r) => sum + r, 0) / ratios.length, unit: '' },
      peer: null,
      ratio: null,
      bar: bar === null ? null : { relation: 'at most', value: bar, unit: '' },
    }
  }
  return {
    bench: 'follow',
    subject: `index over ${recordings.length} recordings; one file, fixed slots for all domains`,
    rows: [
      row('examples/follow.sil (track many)', by(settings), 0.757),
      row('the same with track one, adapt 0.15', by({ ...settings, track: 'one', adapt: 0.15 }), null),
      row('founding formula, period += 0.5 × correction', founding(0.5), null),
      row('founding formula, period fixed', founding(0), null),
      row('mean of the last 4 intervals', meanOf(4), null),
      row('repeat the last interval', lastInterval, null),
    ],
    notes,
  }
}

function errors(recordings: readonly Recording[], follower: Follower): ReadonlyMap<string, number> {
  const domains = new Map<string, number[]>()
  for (const { domain, beats, bad } of recordings) {
    const off = asynchronies(beats, follower(beats), HEARD_FIRST, bad)
    if (off.length === 0) continue
    const list = domains.get(domain) ?? []
    list.push(mean(off))
    domains.set(domain, list)
  }
  return new Map([...domains].sort().map(([domain, list]) => [domain, mean(list)]))
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length
const lastInterval: Follower = (beats) => meanOf(1)(beats)

function meanOf(intervals: number): Follower {
  return (beats) =>
    beats.slice(HEARD_FIRST).map((_, k) => {
      const last = k + HEARD_FIRST - 1
      const first = Math.max(0, last - intervals)
      return (beats[last] ?? 0) + ((beats[last] ?? 0) - (beats[first] ?? 0)) / (last - first)
    })
}

/** The founding function, beat after beat, with a share of each correction kept as tempo. */
function founding(adapt: number): Follower {
  return (beats) => {
    let period = ((beats[HEARD_FIRST - 1] ?? 0) - (beats[0] ?? 0)) / (HEARD_FIRST - 1)
    let time = beats[HEARD_FIRST - 1] ?? 0
    return beats.slice(HEARD_FIRST).map((human) => {
      const expected = time + period
      const next = computeNextBeat(expected, human)
      period += adapt * (next - expected)
      time = next
      return expected
    })
  }
}

function read(): readonly Recording[] {
  return readJsonLines(DATA).map(({ value }) => {
    const { domain, beats, bad } = value
    if (typeof domain !== 'string' || !Array.isArray(beats)) throw new Error(`${DATA}: not what it should be`)
    return { domain, beats, bad: new Set<number>(Array.isArray(bad) ? bad : []) }
  })
}
