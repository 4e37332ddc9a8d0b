/**
 * A score as JSON, version 1 (`schemas/score.schema.json`). Exact: what is written reads back as the same numbers.
 *
 * Timbres stand once in a table and beats name their place in it, so that ten thousand beats with three sounds
 * carry three vectors. Fields that mostly have one value (`meterMap`, `sectionMap`, `keyMap`, `pickup`, `articulation`, `pitch`, `level`, `pan`, `cell`) are
 * left out where they have it.
 */

import { TIMBRE_SPACE } from '../timbre/axes.ts'
import { TimbreEmbedding, unitVectorProblem } from '../timbre/embedding.ts'
import { isTimbreSpace, knownSpaces, TIMBRE_SPACES, type TimbreSpaceId } from '../timbre/spaces.ts'
import { ARTICULATIONS, type Beat, makeBeat, RESPONSE_MODES } from './beat.ts'
import { type Checks, createChecks, type Problem, type Reading } from './checks.ts'
import {
  type KeyChange,
  type MeterChange,
  Score,
  type SectionStart,
  type TempoChange,
  type TimeSignature,
} from './score.ts'

const SCORE_VERSION = 1

export interface ScoreJson {
  readonly version: typeof SCORE_VERSION
  readonly name: string
  readonly bpm: number
  readonly timeSignature: TimeSignature
  readonly meterMap?: readonly MeterChange[]
  readonly sectionMap?: readonly SectionStart[]
  readonly keyMap?: readonly KeyChange[]
  readonly tempoUnit: number
  readonly pickup?: number
  readonly tempoMap: readonly TempoChange[]
  readonly timbreSpace: TimbreSpaceId
  readonly timbres: readonly (readonly number[])[]
  readonly beats: readonly BeatJson[]
}

export type BeatJson = Omit<Beat, 'timbre' | 'articulation' | 'pitch' | 'level' | 'pan' | 'cell'> &
  Partial<Pick<Beat, 'articulation' | 'pitch' | 'level' | 'pan' | 'cell'>> & {
    /** Place in `timbres`. */
    readonly timbre: number
  }

/**
 * The score as a JSON value.
 * @throws RangeError where a number is NaN or infinite: JSON has no word for it; and where timbres lie in several spaces.
 */
export function scoreToJson(score: Score): ScoreJson {
  const space = spaceOf(score)
  const table = createTimbreTable(space)
  const beats = score.beats.map((beat, i) => beatToJson(beat, table.place(beat.timbre), i))
  return {
    version: SCORE_VERSION,
    name: score.name,
    bpm: finite(score.bpm, 'bpm'),
    timeSignature: score.timeSignature,
    ...changesOf('meterMap', score.meterMap, ({ timeSignature }) => ({ timeSignature })),
    ...changesOf('sectionMap', score.sectionMap, ({ name }) => ({ name })),
    ...changesOf('keyMap', score.keyMap, ({ key: { fifths, minor } }) => ({ key: { fifths, minor } })),
    tempoUnit: finite(score.tempoUnit, 'tempoUnit'),
    ...(score.pickup === 0 ? {} : { pickup: finite(score.pickup, 'pickup') }),
    tempoMap: score.tempoMap.map(({ time, bpm }, i) => ({
      time: finite(time, `tempoMap[${i}].time`),
      bpm: finite(bpm, `tempoMap[${i}].bpm`),
    })),
    timbreSpace: space,
    timbres: table.vectors(),
    beats,
  }
}

/** The score as JSON text, one timbre and one beat a line, so that people and version control can read it. */
export function scoreToJsonText(score: Score): string {
  const { timbres, beats, ...head } = scoreToJson(score)
  const lines = (values: readonly unknown[]) =>
    values.length === 0 ? '[]' : `[\n    ${values.map((value) => JSON.stringify(value)).join(',\n    ')}\n  ]`
  const fields = Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`)
  return `{\n${[...fields, `  "timbres": ${lines(timbres)}`, `  "beats": ${lines(beats)}`].join(',\n')}\n}\n`
}

/** A score from JSON text. */
export function scoreOfJsonText(text: string): Reading<Score> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { ok: false, problems: [{ path: '', message: `is not JSON: ${messageOf(error)}` }] }
  }
  return scoreOfJson(value)
}

/** A score from any value: everything is checked, and every fault named with its place. */
export function scoreOfJson(value: unknown): Reading<Score> {
  const checks = createChecks()
  const record = checks.record(value, '')
  if (checks.problems.length > 0) return failed(checks.problems)
  if (record.version !== SCORE_VERSION) {
    checks.fault('version', `must be ${SCORE_VERSION}: this is no score, or one of a version not known here`)
    return failed(checks.problems)
  }
  if (!isTimbreSpace(record.timbreSpace)) {
    checks.fault(
      'timbreSpace',
      `must be ${knownSpaces()}: timbres of another space would sound like something else`,
    )
    return failed(checks.problems)
  }
  const timbres = readTimbres(record.timbres, record.timbreSpace, checks)
  const score = {
    name: checks.text(record.name, 'name'),
    bpm: checks.number(record.bpm, 'bpm', { above: 0 }),
    timeSignature: readTimeSignature(record.timeSignature, 'timeSignature', checks),
    meterMap: record.meterMap === undefined ? [] : readMeterMap(record.meterMap, checks),
    sectionMap: record.sectionMap === undefined ? [] : readSectionMap(record.sectionMap, checks),
    keyMap: record.keyMap === undefined ? [] : readKeyMap(record.keyMap, checks),
    tempoUnit: checks.number(record.tempoUnit, 'tempoUnit', { above: 0 }),
    pickup: record.pickup === undefined ? 0 : checks.number(record.pickup, 'pickup', { min: 0, max: 255 }),
    tempoMap: readTempoMap(record.tempoMap, checks),
    beats: readBeats(record.beats, timbres, checks),
  }
  return checks.problems.length > 0 ? failed(checks.problems) : { ok: true, value: new Score(score) }
}

function failed(problems: readonly Problem[]): Reading<never> {
  return { ok: false, problems }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** A map of changes, left out where there is none. */
function changesOf<Name extends string, Change extends { readonly time: number }, Rest>(
  name: Name,
  changes: readonly Change[],
  rest: (change: Change) => Rest,
): { readonly [N in Name]?: readonly (Rest & { readonly time: number })[] } {
  if (changes.length === 0) return {}
  const entries = changes.map((change, i) => ({
    time: finite(change.time, `${name}[${i}].time`),
    ...rest(change),
  }))
  return { [name]: entries } as { readonly [N in Name]: typeof entries }
}

function finite(value: number, path: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${path} is ${value}`)
  return value + 0 // −0 is 0
}

function beatToJson(beat: Beat, timbre: number, index: number): BeatJson {
  const at = (field: string) => `beats[${index}].${field}`
  return {
    timestamp: finite(beat.timestamp, at('timestamp')),
    gridTimestamp: finite(beat.gridTimestamp, at('gridTimestamp')),
    beatNumber: finite(beat.beatNumber, at('beatNumber')),
    measure: finite(beat.measure, at('measure')),
    emphasis: finite(beat.emphasis, at('emphasis')),
    timbre,
    responseMode: beat.responseMode,
    member: beat.member,
    voice: beat.voice,
    velocity: finite(beat.velocity, at('velocity')),
    duration: finite(beat.duration, at('duration')),
    ...(beat.articulation === 'normal' ? {} : { articulation: beat.articulation }),
    ...(beat.pitch === null ? {} : { pitch: finite(beat.pitch, at('pitch')) }),
    ...(beat.level === 0 ? {} : { level: finite(beat.level, at('level')) }),
    ...(beat.pan === 0 ? {} : { pan: finite(beat.pan, at('pan')) }),
    ...(beat.cell === 0 ? {} : { cell: finite(beat.cell, at('cell')) }),
  }
}

/** The space of a score's timbres. A beat that nobody gave one is neutral, which says nothing of the others. */
function spaceOf(score: Score): TimbreSpaceId {
  const neutral = TimbreEmbedding.neutral()
  return score.beats.find(({ timbre }) => timbre !== neutral)?.timbre.space ?? TIMBRE_SPACE
}

/** Numbers the timbres in order of first use: the same object at once, equal vectors by their numbers. */
function createTimbreTable(space: TimbreSpaceId) {
  const byObject = new Map<TimbreEmbedding, number>()
  const byNumbers = new Map<string, number>()
  const vectors: number[][] = []
  const neutral = TimbreEmbedding.neutral()
  return { place, vectors: () => vectors }

  function place(timbre: TimbreEmbedding): number {
    const known = byObject.get(timbre)
    if (known !== undefined) return known
    const { vector } = timbre === neutral ? TimbreEmbedding.fromDirection([], space) : timbre
    if (vector.length !== TIMBRE_SPACES[space]) {
      throw new RangeError(`a score in ${space} has a timbre of ${timbre.space}`)
    }
    const numbers = vector.join()
    const index = byNumbers.get(numbers) ?? vectors.push([...vector]) - 1
    byNumbers.set(numbers, index)
    byObject.set(timbre, index)
    return index
  }
}

function readTimbres(value: unknown, space: TimbreSpaceId, checks: Checks): readonly TimbreEmbedding[] {
  return checks.list(value, 'timbres').map((entry, i) => {
    const path = `timbres[${i}]`
    const numbers = checks.list(entry, path)
    if (numbers.length !== TIMBRE_SPACES[space]) {
      checks.fault(path, `must have ${TIMBRE_SPACES[space]} numbers, not ${numbers.length}`)
      return TimbreEmbedding.neutral()
    }
    const vector = numbers.map((x, k) => checks.number(x, `${path}[${k}]`, { min: -1.001, max: 1.001 }))
    const problem = unitVectorProblem(vector, space)
    if (problem === null) return TimbreEmbedding.fromUnitVector(vector, space)
    checks.fault(path, problem)
    return TimbreEmbedding.neutral()
  })
}

function readTimeSignature(value: unknown, path: string, checks: Checks): TimeSignature {
  const numbers = checks.list(value, path)
  if (numbers.length !== 2) checks.fault(path, `must have 2 numbers, not ${numbers.length}`)
  const upper = checks.number(numbers[0], `${path}[0]`, { min: 1, max: 255, whole: true })
  const lower = checks.number(numbers[1], `${path}[1]`, { min: 1, max: 64, whole: true })
  if ((lower & (lower - 1)) !== 0) checks.fault(`${path}[1]`, `must be a power of two, not ${lower}`)
  return [upper, lower]
}

function readMeterMap(value: unknown, checks: Checks): readonly MeterChange[] {
  return readChanges(value, 'meterMap', checks, (record, path) => ({
    timeSignature: readTimeSignature(record.timeSignature, `${path}.timeSignature`, checks),
  }))
}

function readSectionMap(value: unknown, checks: Checks): readonly SectionStart[] {
  return readChanges(value, 'sectionMap', checks, (record, path) => ({
    name: checks.text(record.name, `${path}.name`),
  }))
}

function readKeyMap(value: unknown, checks: Checks): readonly KeyChange[] {
  return readChanges(value, 'keyMap', checks, (record, path) => {
    const key = checks.record(record.key, `${path}.key`)
    const fifths = checks.number(key.fifths, `${path}.key.fifths`, { min: -7, max: 7, whole: true })
    if (typeof key.minor !== 'boolean') checks.fault(`${path}.key.minor`, 'must be true or false')
    return { key: { fifths, minor: key.minor === true } }
  })
}

function readTempoMap(value: unknown, checks: Checks): readonly TempoChange[] {
  return readChanges(value, 'tempoMap', checks, (record, path) => ({
    bpm: checks.number(record.bpm, `${path}.bpm`, { above: 0 }),
  }))
}

/** Entries with a time, in order. */
function readChanges<Change>(
  value: unknown,
  field: string,
  checks: Checks,
  read: (record: ReturnType<Checks['record']>, path: string) => Change,
): readonly (Change & { readonly time: number })[] {
  let previous = Number.NEGATIVE_INFINITY
  return checks.list(value, field).map((entry, i) => {
    const path = `${field}[${i}]`
    const record = checks.record(entry, path)
    const time = checks.number(record.time, `${path}.time`, {})
    if (time < previous) checks.fault(`${path}.time`, `must not be before the one above (${previous})`)
    previous = time
    return { time, ...read(record, path) }
  })
}

function readBeats(value: unknown, timbres: readonly TimbreEmbedding[], checks: Checks): readonly Beat[] {
  const beats: Beat[] = []
  let previous = Number.NEGATIVE_INFINITY
  for (const [i, entry] of checks.list(value, 'beats').entries()) {
    if (checks.full()) break
    const beat = readBeat(entry, `beats[${i}]`, timbres, checks)
    if (beat.timestamp < previous) {
      checks.fault(`beats[${i}].timestamp`, `must not be before the beat above (${previous})`)
    }
    previous = beat.timestamp
    beats.push(beat)
  }
  return beats
}

function readBeat(value: unknown, path: string, timbres: readonly TimbreEmbedding[], checks: Checks): Beat {
  const record = checks.record(value, path)
  const number = (field: string, range: Parameters<Checks['number']>[2]) =>
    checks.number(record[field], `${path}.${field}`, range)
  const numberOr = (otherwise: number, field: string, range: Parameters<Checks['number']>[2]) =>
    record[field] === undefined ? otherwise : number(field, range)
  const timbre = number('timbre', { min: 0, whole: true })
  if (timbre >= timbres.length) checks.fault(`${path}.timbre`, `names no entry of timbres: ${timbre}`)
  return makeBeat({
    timestamp: number('timestamp', {}),
    gridTimestamp: number('gridTimestamp', {}),
    beatNumber: number('beatNumber', { min: 1, whole: true }),
    measure: number('measure', { whole: true }),
    emphasis: number('emphasis', { min: 0, max: 1 }),
    timbre: timbres[timbre] ?? TimbreEmbedding.neutral(),
    responseMode: checks.choice(record.responseMode, `${path}.responseMode`, RESPONSE_MODES) ?? 'snap',
    member: checks.text(record.member, `${path}.member`),
    voice: checks.text(record.voice, `${path}.voice`),
    articulation:
      record.articulation === undefined
        ? 'normal'
        : (checks.choice(record.articulation, `${path}.articulation`, ARTICULATIONS) ?? 'normal'),
    pitch: record.pitch === undefined || record.pitch === null ? null : number('pitch', { min: 0, max: 127 }),
    velocity: number('velocity', { min: 0, max: 1 }),
    duration: number('duration', { min: 0 }),
    level: numberOr(0, 'level', {}),
    pan: numberOr(0, 'pan', { min: -1, max: 1 }),
    cell: numberOr(0, 'cell', { min: 0, whole: true }),
  })
}
