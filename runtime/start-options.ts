/**
 * How a performance may be started, and what is made of options that make no sense: they are reported, and the
 * band plays as if they had not been given.
 */

import type { Features } from './features.ts'
import { isInstant } from './instant.ts'
import { openingSection } from './opening.ts'
import { type Fits, isObject, oneOf, readOptions, teller } from './options.ts'
import type { PolicyDefinition, Slots } from './policy.ts'
import { inWords, type OnProblem } from './problems.ts'
import { isSeed } from './random.ts'
import type { Problem } from './score/checks.ts'
import type { Drawn, ExploreOptions } from './session/explore.ts'
import type { Explored } from './session/exploring.ts'
import { SESSION_SOURCES, type SessionLog, type SessionSource } from './session/log.ts'
import { type SlotValues, slotsFromValues, valuesOfSlots } from './slots.ts'
import { SWAP_MOMENTS, type SwapOptions } from './swap.ts'
import type { Bpm, Seconds } from './units.ts'

export interface StartOptions {
  /** Values by name over the policy's; or the whole vector. */
  readonly slots?: SlotValues | Slots
  /** A whole number; default: the file's seed, else 0. */
  readonly seed?: number
  /** In place of the written tempo; the tempo range still has the last word. */
  readonly tempo?: Bpm
  /** Taken out of onsets (input); `output` is the host's to take out when it schedules. */
  readonly latency?: { readonly input: Seconds; readonly output: Seconds; readonly calibrated?: boolean }
  /** Draw the slots around their means, as far as the slots file or the piece's `train` says; default: play the means. */
  readonly explore?: boolean | ExploreOptions
  readonly onError?: OnProblem
  /** `click` is the kill switch: a click that keeps the written tempo, and nothing else. */
  readonly mode?: 'band' | 'click'
  /** Features known at the start, logged as they are. */
  readonly context?: Readonly<Record<string, number>>
  readonly source?: SessionSource
  /** Default: a hash of what the session consisted of, which each checkpoint makes anew: give one where you take any. */
  readonly sessionId?: string
  /** ISO 8601. Default: the Unix epoch. */
  readonly startedAt?: string
  readonly userId?: string
  /** How many people play; default 1. */
  readonly players?: number
  /** How the host's audio clock relates to wall time. */
  readonly clock?: { readonly offset: Seconds; readonly drift: number }
}

/** Whether a value from the host is what an option needs, and what that is; numbers whose range matters are judged where they are read. */
const FITS: Fits<StartOptions> = {
  slots: [holdsNames, 'values by name or a Float64Array'],
  seed: [isNumber, 'a number'],
  tempo: [isNumber, 'a number'],
  latency: [isObject, '{ input, output }'],
  explore: [(value) => typeof value === 'boolean' || isObject(value), 'true, false or { unitId }'],
  onError: [(value) => typeof value === 'function', 'a function'],
  mode: /* @__PURE__ */ oneOf(['band', 'click']),
  context: [holdsNames, 'numbers by name'],
  source: /* @__PURE__ */ oneOf(SESSION_SOURCES),
  sessionId: [(value) => isText(value) && value !== '', 'a text with something in it'],
  startedAt: [(value) => typeof value === 'string' && isInstant(value), 'a text as of toISOString()'],
  userId: [isText, 'a text'],
  players: [(value) => Number.isSafeInteger(value) && Number(value) >= 1, 'a whole number from 1'],
  clock: [isObject, '{ offset, drift }'],
}

/** The options that make sense. */
export function soundOptions(options: StartOptions | null, report: OnProblem): StartOptions {
  const tell = teller(report)
  return readOptions(options, FITS, read, tell)

  function read(given: object, name: string): unknown {
    const value = kept(Reflect.get(given, name), FIELDS.get(name))
    return NUMBERS.has(name) && holdsNames(value) ? numbersOf(name, value, tell) : value
  }
}

/** Of a swap those that make sense. */
export function soundSwap(given: SwapOptions | null | undefined, report: OnProblem): SwapOptions {
  const fits: Fits<SwapOptions> = { at: oneOf(SWAP_MOMENTS), slots: FITS.slots }
  return readOptions(given, fits, Reflect.get, teller(report, 'swap: '))
}

/** What is read of an option that is an object; of the others all that it has. Objects of a class show their getters only to whoever asks. */
const FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['latency', ['input', 'output', 'calibrated']],
  ['clock', ['offset', 'drift']],
  ['explore', ['unitId', 'reward']],
])

/** Options that are numbers by name. */
const NUMBERS: ReadonlySet<string> = new Set(['context', 'clock'])

function numbersOf(
  option: string,
  given: object,
  tell: (message: string) => void,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      if (Number.isFinite(value)) return [[name, value]]
      if (value !== undefined && value !== null)
        tell(`${option}: ${name} must be a number, not ${inWords(value)}`)
      return []
    }),
  )
}

/** A value as it is now: objects are the host's, and may change. */
function kept(value: unknown, fields?: readonly string[]): unknown {
  if (!isObject(value) || ArrayBuffer.isView(value) || !(fields || holdsNames(value))) return value
  if (Array.isArray(value)) return Array.from(value, (item) => kept(item))
  return Object.fromEntries(
    (fields ?? Object.keys(value)).map((name) => [name, kept(Reflect.get(value, name))]),
  )
}

/** Whom to tell; nobody where even that cannot be read. */
export function errorHandler(options: StartOptions | null | undefined): OnProblem | undefined {
  try {
    const handler = options?.onError
    return typeof handler === 'function' ? handler : undefined
  } catch {
    return undefined
  }
}

/** What a Map, a Date or a promise holds is under no names of theirs. Vectors are judged where they are read. */
function holdsNames(value: unknown): value is object {
  if (!isObject(value)) return false
  return /Object|Array/.test(Object.prototype.toString.call(value)) || Object.keys(value).length > 0
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** The slots to play: those of the policy, with what was asked for in their places. */
export function startSlots(
  policy: { readonly definition: PolicyDefinition; readonly slots: Slots },
  { slots }: Pick<StartOptions, 'slots'>,
  report: OnProblem,
): Slots {
  // Some hosts say null for nothing.
  if (slots === undefined || slots === null) return policy.slots
  const { length } = policy.slots
  const whole = slots instanceof Float64Array && slots.length === length && slots.every(Number.isFinite)
  if (!whole && (ArrayBuffer.isView(slots) || Array.isArray(slots))) {
    report({
      code: 'bad-slot',
      message: `the slot vector must be a Float64Array of ${length} finite numbers`,
    })
    return policy.slots
  }
  const specs = policy.definition.slots
  const problems: Problem[] = []
  // Numbers out of range would be played: each is judged as if it had been given by name.
  const values = slots instanceof Float64Array ? valuesOfSlots(specs, slots) : slots
  const read = slotsFromValues(specs, values, problems, policy.slots)
  for (const { path, message } of problems) report({ code: 'bad-slot', message: `${path}: ${message}` })
  return read
}

/** The seed asked for, else the file's, else 0. */
export function startSeed(
  definition: PolicyDefinition,
  { seed }: Pick<StartOptions, 'seed'>,
  report: OnProblem,
): number {
  const written = definition.seed ?? 0
  if (seed === undefined) return written
  if (isSeed(seed)) return seed
  report({ code: 'bad-option', message: `the seed must be a whole number from 0, not ${String(seed)}` })
  return written
}

/**
 * The slots drawn for this session's unit; null where the means are played. Clicks have nothing to learn, and sessions
 * of several players are not learned from: to explore there would cost and bring nothing.
 */
export function startDraw(
  policy: Explored & { readonly features: Features },
  means: Slots,
  seed: number,
  options: StartOptions,
  report: OnProblem,
): Drawn | null {
  const { explore = false, mode, players = 1 } = options
  if (explore === false || mode === 'click' || players > 1) return null
  const { exploring } = policy.features
  return exploring === undefined ? nothingToTrain(report) : exploring(policy, means, seed, options, report)
}

/** Asked to explore by a host, but not by the piece. */
export function nothingToTrain(report: OnProblem): null {
  report({ code: 'unsupported', message: 'this piece has nothing to `train`: its slots play as they are' })
  return null
}

/** The tempo asked for; null where the piece's own is to be played. */
export function startTempo({ tempo }: StartOptions, report: OnProblem): Bpm | null {
  if (tempo === undefined) return null
  if (Number.isFinite(tempo) && tempo > 0) return tempo
  report({ code: 'bad-option', message: `the tempo must be a number of bpm above 0, not ${String(tempo)}` })
  return null
}

/** Bluetooth at its worst takes a good half of a second: what is longer is milliseconds. */
const MOST_LATENCY: Seconds = 1

/** Latencies as used: each a length of time, 0 where it is not. */
export function startLatency({ latency }: StartOptions, report: OnProblem): SessionLog['latency'] {
  if (latency === undefined) return { input: 0, output: 0, calibrated: false }
  const sound = (name: 'input' | 'output'): Seconds => {
    const value = latency[name]
    if (Number.isFinite(value) && value >= 0 && value <= MOST_LATENCY) return value
    report({
      code: 'bad-option',
      message: `latency.${name} must be in seconds, 0 to ${MOST_LATENCY}, not ${inWords(value)}`,
    })
    return 0
  }
  return { input: sound('input'), output: sound('output'), calibrated: latency.calibrated === true }
}

/** How many beats are counted before bar 1. */
export function beatsOfCount(definition: PolicyDefinition): number {
  const { amount, unit } = definition.player.count
  const meter = openingSection(definition)?.meter
  const beats = unit === 'bars' ? amount * (meter?.beats.length ?? 4) : amount
  return Number.isFinite(beats) && beats > 0 ? Math.round(beats) : 0
}

/** The tempo that the piece begins with: its opening section's own, else what the host asked, else as written. */
export function writtenTempo(definition: PolicyDefinition, slots: Slots, asked: Bpm | undefined): Bpm {
  const own = openingSection(definition)?.tempo ?? null
  const { program, lowBpm, highBpm } = (own ?? definition.tempo)(slots)
  const written = program.kind === 'steady' ? program.bpm : program.from
  const bpm = own === null && asked !== undefined && asked > 0 ? asked : written
  return Math.min(highBpm, Math.max(lowBpm, bpm))
}
