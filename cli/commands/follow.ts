/** `sil follow FILE --data F.jsonl [--raw]` */

import { HEARD_FIRST, predictBeats } from '../../runtime/follow/predict.ts'
import type { StartOptions } from '../../runtime/performer.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { asynchronies, type FollowScore, meanScore, scoreOf } from '../follow-metrics.ts'
import { type JsonLine, readJsonLines } from '../io/json-lines.ts'
import { MAX_ONSET_TIME } from '../io/onsets.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { progressBar } from '../print/progress.ts'

export interface FollowCommand {
  readonly data: string
  readonly raw: boolean
  readonly slots: string | null
}

export async function runFollow(context: Context, file: string, options: FollowCommand): Promise<ExitStatus> {
  const { ir, opened } = await checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  applySlots(context, policy, options.slots)
  const lines = readJsonLines(options.data)
  const bar = progressBar(context, options.raw ? 'playing' : 'predicting', lines.length)
  if (options.raw) {
    const results = lines.map((line) => {
      const result = followRaw(policy, options.data, line)
      bar.step()
      return result
    })
    bar.done()
    if (context.json) printJson(context, { version: 1, results })
    else context.out(`${results.map((r) => `${r.id}: ${r.beats.length} beats`).join('\n')}\n`)
    return DONE
  }
  const results = lines.map((line) => {
    const result = followBeats(policy, options.data, line)
    bar.step()
    return result
  })
  bar.done()
  const summary = summaries(results)
  if (context.json) printJson(context, { version: 1, files: results.length, results, summary })
  else printTable(context, summary)
  return DONE
}

/** Most music asked for at once. */
const MOST_SECONDS = 60

interface FollowResult extends FollowScore {
  readonly id: string
  readonly domain: string
  readonly predicted: readonly number[]
}

function followBeats(policy: Policy, path: string, line: JsonLine): FollowResult {
  const fault = (what: string) => new Failure(INPUT_ERROR, `${path}, line ${line.line}: ${what}.`)
  const { id, beats, domain = 'all', bad = [] } = line.value
  if (typeof id !== 'string') throw fault('"id" must be a string')
  if (typeof domain !== 'string') throw fault('"domain" must be a string')
  if (!isAscending(beats)) throw fault('"beats" must be a list of seconds in order')
  if (beats.length < HEARD_FIRST)
    throw fault(`"beats" has ${beats.length} beats; at least ${HEARD_FIRST} are needed`)
  if (!Array.isArray(bad) || !bad.every((i) => Number.isInteger(i)))
    throw fault('"bad" must be a list of indices')
  const { definition, slots } = policy
  const zones = definition.zones[definition.player.zones]
  if (zones === undefined) throw new Error('a policy without zones')
  const predicted = predictBeats(beats, zones(slots), definition.tempo(slots))
  const score = scoreOf(asynchronies(beats, predicted, HEARD_FIRST, new Set<number>(bad)))
  return { id, domain, predicted, ...score }
}

function followRaw(policy: Policy, path: string, line: JsonLine): { id: string; beats: readonly number[] } {
  const fault = (what: string) => new Failure(INPUT_ERROR, `${path}, line ${line.line}: ${what}.`)
  const { id, onsets, seconds_per_beat: beat } = line.value
  if (typeof id !== 'string') throw fault('"id" must be a string')
  if (typeof beat !== 'number' || !(beat > 0.05 && beat < 20))
    throw fault('"seconds_per_beat" must be a number of seconds')
  if (!Array.isArray(onsets)) throw fault('"onsets" must be a list')
  const start = { tempo: 60 / beat, seed: 0 }
  const counted = countSeconds(policy, start)
  const set = policy.start(start)
  let played = 0
  // A player who rests for hours: the band is asked for no more at once than it gives.
  const play = (until: number): void => {
    for (; until - played > MOST_SECONDS && !set.ended; played += MOST_SECONDS)
      set.advance(played + MOST_SECONDS)
    set.advance(until)
    played = Math.max(played, until)
  }
  let last = 0
  for (const [i, onset] of onsets.entries()) {
    const [time, velocity, pitch]: readonly unknown[] = Array.isArray(onset) ? onset : []
    if (typeof time !== 'number' || !(time >= 0)) throw fault(`onset ${i + 1} has no time from 0 on`)
    if (time < last - 60)
      throw fault(`onset ${i + 1} lies more than a minute before one that stands above it`)
    if (time > MAX_ONSET_TIME) throw fault(`onset ${i + 1} lies after a whole day`)
    if (typeof velocity !== 'number' || !(velocity >= 0 && velocity <= 1))
      throw fault(`onset ${i + 1} has no velocity from 0 to 1`)
    if (typeof pitch !== 'number' || !(pitch >= 0 && pitch <= 127))
      throw fault(`onset ${i + 1} has no pitch from 0 to 127`)
    // Whatever sounds before this moment is decided before it is heard.
    play(time + counted)
    set.onset(time + counted, { velocity, pitch })
    last = Math.max(last, time)
  }
  play(last + counted)
  const beats = set
    .timeline()
    .filter((b) => b.n >= 1 && b.time - counted <= last)
    .map((b) => b.time - counted)
  return { id, beats }
}

/** When beat 1 sounds if nobody plays during the count. */
function countSeconds(policy: Policy, start: StartOptions): number {
  const set = policy.start(start)
  for (let at = 1; at < 600; at++) {
    set.advance(at)
    const first = set.timeline().find((b) => b.n === 1)
    if (first !== undefined) return first.time
  }
  throw new Failure(INPUT_ERROR, 'The band of this file never begins: it waits for the player to count in.')
}

function summaries(
  results: readonly FollowResult[],
): Readonly<Record<string, FollowScore & { performances: number }>> {
  const domains = [...new Set(results.map((r) => r.domain))].sort()
  return Object.fromEntries(
    domains.map((domain) => {
      const own = results.filter((r) => r.domain === domain)
      return [domain, { performances: own.length, ...meanScore(own) }]
    }),
  )
}

function printTable(
  context: Context,
  summary: Readonly<Record<string, FollowScore & { performances: number }>>,
): void {
  const cell = (value: number | null, digits: number, factor = 1) =>
    (value === null ? '–' : (value * factor).toFixed(digits)).padStart(9)
  context.out(
    `${'domain'.padEnd(14)}${['takes', 'mean ms', 'median', '≤20 ms', '≤50 ms', '≤100 ms'].map((h) => h.padStart(9)).join('')}\n`,
  )
  for (const [domain, s] of Object.entries(summary)) {
    context.out(
      `${domain.padEnd(14)}${String(s.performances).padStart(9)}${cell(s.mae_ms, 1)}${cell(s.median_ms, 1)}${cell(s.within20, 1, 100)}${cell(s.within50, 1, 100)}${cell(s.within100, 1, 100)}\n`,
    )
  }
}

function isAscending(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.every((v, i) => typeof v === 'number' && Number.isFinite(v) && (i === 0 || v > value[i - 1]))
  )
}
