/**
 * Reads a `session.json`: every field is checked, and every fault named with its place, so that a store can set a
 * bad row aside with its reason. Fields that this version does not know are ignored.
 */

import { isInstant } from '../instant.ts'
import { inWords } from '../problems.ts'
import { RESPONSE_MODES } from '../score/beat.ts'
import {
  type Checks,
  createChecks,
  fieldsOf,
  flag,
  type NumberRange,
  type Reading,
  reading,
} from '../score/checks.ts'
import type { SlotValue, SlotValues } from '../slots.ts'
import { SWAP_MOMENTS } from '../swap.ts'
import {
  END_REASONS,
  type Exploration,
  type HostCall,
  LONGEST_SESSION,
  type Replay,
  SESSION_SOURCES,
  SESSION_VERSION,
  type SessionBeat,
  type SessionLog,
} from './log.ts'

/** @param json the parsed file, or its text */
export function readSession(json: unknown): Reading<SessionLog> {
  return reading('session', () => readLog(json))
}

function readLog(json: unknown): Reading<SessionLog> {
  const checks = createChecks()
  const log = fieldsOf(json, 'session', checks)
  if (checks.problems.length > 0) return { ok: false, problems: checks.problems }
  if (log.version !== SESSION_VERSION) {
    checks.fault('version', `must be ${SESSION_VERSION}: this runtime reads no other version`)
    return { ok: false, problems: checks.problems }
  }
  const value: SessionLog = {
    version: SESSION_VERSION,
    session_id: identifier(checks, log.session_id, 'session_id'),
    user_id: checks.text(log.user_id, 'user_id'),
    started_at: instant(checks, log.started_at, 'started_at'),
    source: checks.choice(log.source, 'source', SESSION_SOURCES) ?? 'recorded',
    policy: readPolicy(checks, log.policy),
    seed: checks.number(log.seed, 'seed', { min: 0, whole: true }),
    slots: readSlots(checks, log.slots, 'slots'),
    exploration: (log.exploration ?? null) === null ? null : readExploration(checks, log.exploration),
    context: readNumbers(checks, log.context, 'context'),
    latency: readLatency(checks, log.latency),
    clock: readClock(checks, log.clock),
    beats: checks.list(log.beats, 'beats').map((beat, i) => readBeat(checks, beat, `beats[${i}]`)),
    onset_times: readTimes(checks, log.onset_times, 'onset_times'),
    ai_beat_times: readTimes(checks, log.ai_beat_times, 'ai_beat_times'),
    segments: checks.list(log.segments, 'segments').map((segment, i) => {
      const fields = checks.record(segment, `segments[${i}]`)
      return {
        from: checks.number(fields.from, `segments[${i}].from`, { min: 0 }),
        slots_hash: checks.text(fields.slots_hash, `segments[${i}].slots_hash`),
        ...(fields.behaviour === undefined
          ? {}
          : { behaviour: checks.text(fields.behaviour, `segments[${i}].behaviour`) }),
      }
    }),
    players: checks.number(log.players, 'players', { min: 1, whole: true }),
    duration_seconds: checks.number(log.duration_seconds, 'duration_seconds', {
      min: 0,
      max: LONGEST_SESSION,
    }),
    completed: flag(checks, log.completed, 'completed'),
    explicit_rating:
      (log.explicit_rating ?? null) === null
        ? null
        : checks.number(log.explicit_rating, 'explicit_rating', { min: 1, max: 5 }),
    end_reason: checks.choice(log.end_reason, 'end_reason', END_REASONS) ?? 'error',
    ...(log.left_out === undefined ? {} : { left_out: readLeftOut(checks, log.left_out) }),
    ...(log.replay === undefined ? {} : { replay: readReplay(checks, log.replay) }),
  }
  if (value.ai_beat_times.length !== value.beats.length) {
    checks.fault('ai_beat_times', `must hold a time for each of the ${value.beats.length} beats`)
  }
  inOrder(checks, value.ai_beat_times, 'ai_beat_times')
  if (value.completed !== (value.end_reason === 'completed')) {
    checks.fault('completed', 'must agree with end_reason')
  }
  return checks.problems.length > 0 ? { ok: false, problems: checks.problems } : { ok: true, value }
}

function readPolicy(checks: Checks, value: unknown): SessionLog['policy'] {
  const policy = checks.record(value, 'policy')
  const field = (name: string): string => checks.text(policy[name], `policy.${name}`)
  return {
    name: field('name'),
    behaviour: field('behaviour'),
    slot_schema: field('slot_schema'),
    slots_hash: field('slots_hash'),
    runtime: field('runtime'),
  }
}

function readSlots(checks: Checks, value: unknown, place: string): SlotValues {
  // Whatever a slot is called, `__proto__` too, it is a slot.
  return Object.fromEntries(
    Object.entries(checks.record(value, place)).map(([name, slot]): [string, SlotValue] => {
      const path = `${place}.${name}`
      if (typeof slot === 'string') return [name, slot]
      if (!Array.isArray(slot)) return [name, checks.number(slot, path, {})]
      return [name, slot.map((weight, i) => checks.number(weight, `${path}[${i}]`, SHARE))]
    }),
  )
}

/** Shape and lengths. `checkExploration` recomputes the rest; it needs the policy's slots. */
function readExploration(checks: Checks, value: unknown): Exploration {
  const fields = checks.record(value, 'exploration')
  const at = (name: string): string => `exploration.${name}`
  const slots = checks.list(fields.slots, at('slots')).map((name, i) => checks.text(name, at(`slots[${i}]`)))
  const vector = (name: string, min: number): readonly number[] => {
    const numbers = checks
      .list(fields[name], at(name))
      .map((number, i) => checks.number(number, at(`${name}[${i}]`), { min }))
    if (numbers.length !== slots.length)
      checks.fault(at(name), `must hold ${slots.length} numbers, one a slot`)
    return numbers
  }
  const rng = checks.record(fields.rng, at('rng'))
  const probs = Object.entries(checks.record(fields.choice_probs, at('choice_probs')))
  return {
    unit: checks.choice(fields.unit, at('unit'), ['session', 'user-week']) ?? 'session',
    unit_id: checks.text(fields.unit_id, at('unit_id')),
    transform: checks.choice(fields.transform, at('transform'), ['z/1']) ?? 'z/1',
    slots,
    mean: vector('mean', Number.NEGATIVE_INFINITY),
    sigma: vector('sigma', 0),
    z: vector('z', Number.NEGATIVE_INFINITY),
    choice_probs: Object.fromEntries(
      probs.map(([name, choices]) => [name, readNumbers(checks, choices, at(`choice_probs.${name}`), SHARE)]),
    ),
    log_density: checks.number(fields.log_density, at('log_density'), {}),
    rng: {
      key: checks.text(rng.key, at('rng.key')),
      counter: checks.number(rng.counter, at('rng.counter'), { min: 0, whole: true }),
    },
    ...(fields.around === undefined ? {} : { around: checks.text(fields.around, at('around')) }),
  }
}

function readNumbers(
  checks: Checks,
  value: unknown,
  path: string,
  range: NumberRange = {},
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(checks.record(value, path)).map(([name, number]) => [
      name,
      checks.number(number, `${path}.${name}`, range),
    ]),
  )
}

function readLatency(checks: Checks, value: unknown): SessionLog['latency'] {
  const latency = checks.record(value, 'latency')
  return {
    input: checks.number(latency.input, 'latency.input', { min: 0 }),
    output: checks.number(latency.output, 'latency.output', { min: 0 }),
    calibrated: flag(checks, latency.calibrated, 'latency.calibrated'),
  }
}

function readClock(checks: Checks, value: unknown): SessionLog['clock'] {
  const clock = checks.record(value, 'clock')
  return {
    offset: checks.number(clock.offset, 'clock.offset', {}),
    drift: checks.number(clock.drift, 'clock.drift', {}),
    interruptions: checks.list(clock.interruptions, 'clock.interruptions').map((item, i) => {
      const path = `clock.interruptions[${i}]`
      const { from, to } = checks.record(item, path)
      return { from: checks.number(from, `${path}.from`, {}), to: checks.number(to, `${path}.to`, {}) }
    }),
  }
}

function readBeat(checks: Checks, value: unknown, path: string): SessionBeat {
  const beat = checks.record(value, path)
  const orNull = (name: 'onset' | 'deviation'): number | null =>
    (beat[name] ?? null) === null ? null : checks.number(beat[name], `${path}.${name}`, {})
  const onset = orNull('onset')
  const deviation = orNull('deviation')
  if ((onset === null) !== (deviation === null))
    checks.fault(path, 'must have onset and deviation, or neither')
  return {
    n: checks.number(beat.n, `${path}.n`, { whole: true }),
    measure: checks.number(beat.measure, `${path}.measure`, { whole: true }),
    member: checks.text(beat.member, `${path}.member`),
    grid: checks.number(beat.grid, `${path}.grid`, {}),
    time: checks.number(beat.time, `${path}.time`, {}),
    mode: checks.choice(beat.mode, `${path}.mode`, RESPONSE_MODES) ?? 'snap',
    confidence: checks.number(beat.confidence, `${path}.confidence`, SHARE),
    onset,
    deviation,
  }
}

function readLeftOut(checks: Checks, value: unknown): NonNullable<SessionLog['left_out']> {
  const counts = checks.record(value, 'left_out')
  const count = (name: string): number =>
    checks.number(counts[name], `left_out.${name}`, { min: 0, whole: true })
  return { beats: count('beats'), onsets: count('onsets'), interruptions: count('interruptions') }
}

function readReplay(checks: Checks, value: unknown): Replay {
  const replay = checks.record(value, 'replay')
  return {
    tempo: replay.tempo === null ? null : checks.number(replay.tempo, 'replay.tempo', { above: 0 }),
    mode: checks.choice(replay.mode, 'replay.mode', ['band', 'click']) ?? 'band',
    advanced_to: checks.number(replay.advanced_to, 'replay.advanced_to', MOMENT),
    calls: checks
      .list(replay.calls, 'replay.calls')
      .map((call, i) => readCall(checks, call, `replay.calls[${i}]`)),
  }
}

const SHARE: NumberRange = { min: 0, max: 1 }

const HOST_CALLS = ['onset', 'pause', 'resume', 'cue', 'swap'] as const

/** Where a host may have been; a log that says otherwise must not keep a replay busy. */
const MOMENT = { min: -LONGEST_SESSION, max: LONGEST_SESSION }

function readCall(checks: Checks, value: unknown, path: string): HostCall {
  const fields = checks.record(value, path)
  const call = checks.choice(fields.call, `${path}.call`, HOST_CALLS) ?? 'cue'
  return {
    call,
    at: checks.number(fields.at, `${path}.at`, MOMENT),
    advanced_to: checks.number(fields.advanced_to, `${path}.advanced_to`, MOMENT),
    ...(call === 'onset' && {
      velocity: checks.number(fields.velocity, `${path}.velocity`, SHARE),
      pitched: flag(checks, fields.pitched, `${path}.pitched`),
    }),
    ...(call === 'swap' && {
      when: checks.choice(fields.when, `${path}.when`, SWAP_MOMENTS) ?? 'bar',
      behaviour: checks.text(fields.behaviour, `${path}.behaviour`),
      slots: readSlots(checks, fields.slots, `${path}.slots`),
    }),
  }
}

function readTimes(checks: Checks, value: unknown, path: string): readonly number[] {
  return checks.list(value, path).map((time, i) => checks.number(time, `${path}[${i}]`, {}))
}

function inOrder(checks: Checks, times: readonly number[], path: string): void {
  for (const [i, time] of times.entries()) {
    if (time < (times[i - 1] ?? Number.NEGATIVE_INFINITY)) checks.fault(`${path}[${i}]`, 'is out of order')
  }
}

function identifier(checks: Checks, value: unknown, path: string): string {
  const text = checks.text(value, path)
  if (text === '') checks.fault(path, 'must not be empty')
  return text
}

function instant(checks: Checks, value: unknown, path: string): string {
  const text = checks.text(value, path)
  if (!isInstant(text)) checks.fault(path, `must be an ISO 8601 time, not ${inWords(text)}`)
  return text
}
