/**
 * A piece, a simulated person and a band that follows them: the agent is one member of the band and chooses what it sounds on each beat.
 *
 * As Gymnasium has it: `reset({ seed })` → `[observation, info]`, `step(action)` → `[observation, reward, terminated, truncated, info]`.
 * What plays is the one `Performer` that apps have (`runtime/performer.ts`), so that what is learned here is learned of the real band.
 *
 *     const env = createEnv(policy, { version: 'v1', bars: 8 })
 *     let [observation] = env.reset({ seed: 7 })
 *     for (let over = false; !over; ) {
 *       const [next, reward, terminated, truncated] = env.step(choose(observation))
 *       observation = next
 *       over = terminated || truncated
 *     }
 *
 * A step is a beat: the agent chooses what sounds on it, the person hears it and plays, and the step ends when the band decides when the
 * next beat sounds.
 */

import type { Policy } from '../../runtime/create-policy.ts'
import type { HeardBeat, Performer } from '../../runtime/performer.ts'
import { type HumanTraits, habitOver } from '../../runtime/player/humans.ts'
import { modelOf, type PlayerModel } from '../../runtime/player/models.ts'
import { type Beat, makeBeat, RESPONSE_MODES, type ResponseMode } from '../../runtime/score/beat.ts'
import { Score } from '../../runtime/score/score.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { TimbreEmbedding } from '../../runtime/timbre/embedding.ts'
import type { Ratio, Seconds } from '../../runtime/units.ts'
import { pitchOf } from './chart.ts'
import {
  checkPlayer,
  checkSeed,
  episodeSeed,
  LOST_AFTER,
  MOST_PENDING,
  type Player,
  playedAt,
  traitsOf,
} from './episode.ts'
import { type Judge, judgeOf } from './judge.ts'
import { columnsOf, observationSpace, seePlayer, seeStretch, sheetRows } from './observation.ts'
import { type EnvOptions, type Settings, settingsOf } from './options.ts'
import { FIT_WEIGHT, togetherOn } from './reward.ts'
import { type PlayedBeat, scoreSvg } from './score-svg.ts'
import type { Box, Space } from './spaces.ts'
import { type Timing, timingOf } from './timing.ts'
import { ACTIONS, type ActionOf, type Choice, choiceOf, type Version } from './versions.ts'

export interface ResetOptions {
  /** A whole number; left out: the next episode of the seed before, of 0 at first. */
  readonly seed?: number
  readonly options?: {
    /** Who plays this episode, in place of the environment's. */
    readonly player?: Player
  }
}

/** What is true of a step beside what the agent may see. */
export interface StepInfo {
  /** The beat that is over, from 1; 0 after `reset`. */
  readonly n: number
  /** When it sounded; NaN after `reset`. */
  readonly time: Seconds
  /** How far the person's onset was behind it; NaN where none met it. */
  readonly deviation: Seconds
  readonly mode: ResponseMode
  readonly confidence: Ratio
  /** What the reward is made of. */
  readonly fit: Ratio
  readonly together: Ratio
}

export type Step<Observation, Info = StepInfo> = [
  observation: Observation,
  reward: number,
  terminated: boolean,
  truncated: boolean,
  info: Info,
]

/** What every environment has, and all that the checker (`check.ts`) knows of one. */
export interface Env<Observation, Action, Info = StepInfo> {
  readonly observationSpace: Space<Observation>
  readonly actionSpace: Space<Action>
  /** Everything follows from the seed. */
  reset(options?: ResetOptions): [observation: Observation, info: Info]
  /** @throws RangeError on an action outside its space; Error before `reset` and after the end */
  step(action: Action): Step<Observation, Info>
  /** The episode so far as SVG. */
  render(): string
}

export interface SilencioEnv<V extends Version = Version> extends Env<Float32Array, ActionOf[V]> {
  readonly version: V
  readonly observationSpace: Box & Space<Float32Array>
  /** Names of the observation's columns. */
  readonly columns: readonly string[]
  /** What has sounded so far, the agent's notes with the band's. */
  score(): Score
  /** The log so far, as the app would have it. */
  session(): SessionLog
}

/** How finely player and band listen to each other. */
const STEP: Seconds = 0.01

/** @throws RangeError with what is wrong with the options or with the piece */
export function createEnv<V extends Version>(policy: Policy, options: EnvOptions<V>): SilencioEnv<V> {
  const settings = settingsOf(policy, options)
  const { version, chart } = settings
  const timing = timingOf(settings)
  const judge = judgeOf(chart)
  const sheet = sheetRows(chart, version)
  const columns = columnsOf(version)
  const actionSpace = ACTIONS[version]
  let seed = 0
  let number = -1
  let episode: Episode | null = null
  return {
    version,
    columns,
    actionSpace,
    observationSpace: observationSpace(version) as Box & Space<Float32Array>,
    reset,
    step,
    render: () => scoreSvg(chart, playing('render').played, policy.definition.title),
    score: () => playing('score').score(),
    session: () => playing('session').session(),
  }

  function reset(given: ResetOptions = {}): [Float32Array, StepInfo] {
    const player = checkPlayer(given.options?.player ?? settings.player)
    if (given.seed !== undefined) {
      seed = checkSeed(given.seed)
      number = -1
    }
    number++
    episode = new Episode(settings, timing, judge, player, episodeSeed(seed, number))
    return [seen(0), NOTHING]
  }

  function step(action: ActionOf[V]): Step<Float32Array> {
    const now = playing('step')
    if (now.over) throw new Error('the episode is over: call reset() before the next step')
    const fault = actionSpace.fault(action)
    if (fault !== null) throw new RangeError(`the action${fault.startsWith('.') ? '' : ' '}${fault}`)
    const { reward, info } = now.play(choiceOf(action))
    const observation = seen(info.n)
    const beat = now.lengthOf(info.n)
    const coming = now.over ? beat : now.lengthOf(info.n + 1)
    const written = timing.beats[timing.count + Math.min(info.n, chart.beats.length - 1)]?.written ?? beat
    seePlayer(
      observation,
      0,
      info.deviation,
      RESPONSE_MODES.indexOf(info.mode),
      info.confidence,
      beat,
      now.sounded,
    )
    seeStretch(observation, 0, coming, written)
    return [observation, reward, now.terminated, now.truncated, info]
  }

  /** The sheet at the beat after the n-th, in an array that is the caller's. */
  function seen(n: number): Float32Array {
    return sheet.slice(n * columns.length, (n + 1) * columns.length)
  }

  function playing(call: string): Episode {
    if (episode === null) throw new Error(`${call}() before the first reset()`)
    return episode
  }
}

const NOTHING: StepInfo = Object.freeze({
  n: 0,
  time: Number.NaN,
  deviation: Number.NaN,
  mode: 'snap',
  confidence: 1,
  fit: 0,
  together: 0,
})

class Episode {
  terminated = false
  truncated = false
  /** The agent sounded on the last beat. */
  sounded = false
  readonly played: PlayedBeat[] = []

  readonly #settings: Settings
  readonly #judge: Judge
  readonly #performer: Performer
  readonly #person: PlayerModel
  readonly #traits: HumanTraits
  readonly #events: Beat[] = []
  readonly #pending: Seconds[] = []
  #now: Seconds = 0
  /** Rows that the person has heard. */
  #known = 0
  /** Row of beat 1. */
  #first = 0
  #n = 0
  #before: Seconds = Number.NEGATIVE_INFINITY
  #unmet = 0

  constructor(settings: Settings, { count }: Timing, judge: Judge, player: Player, seed: number) {
    this.#settings = settings
    this.#judge = judge
    this.#first = count
    const { policy, slots, tempo } = settings
    const traits = traitsOf(player, seed)
    this.#traits = traits
    this.#person = modelOf([{ k: 'simulated', who: 'novice', but: traits }], {
      bars: 0,
      page: settings.page,
      seed,
    })
    this.#performer = policy.start({
      slots,
      seed,
      source: 'simulated',
      ...(tempo === null ? {} : { tempo }),
      onError: ({ message }) => {
        throw new Error(`the band reports: ${message}`)
      },
    })
    const { counting, bpm } = this.#performer
    for (let i = 0; i < (counting?.wanted ?? 0); i++) this.#pending.push((i * 60) / bpm)
    this.#playUntil(1, true)
  }

  get over(): boolean {
    return this.terminated || this.truncated
  }

  play(choice: Choice): { readonly reward: number; readonly info: StepInfo } {
    const { chart, hearsAll } = this.#settings
    const n = ++this.#n
    this.sounded = choice.degree > 0
    this.#sound(choice)
    this.#playUntil(n + 1, hearsAll || this.sounded)
    const { time, deviation, mode, confidence, length, onset } = this.#beat(n)
    const off = deviation ?? Number.NaN
    const fit = this.#judge(n - 1, choice.degree, choice.cents ?? Number.NaN, choice.timbre, 0)
    const together = togetherOn(off, habitOver(this.#traits, 1000 * length) / 1000, length)
    this.#unmet = deviation === null ? this.#unmet + 1 : 0
    const last = n === chart.beats.length
    this.terminated = (last && chart.ends) || this.#unmet >= LOST_AFTER
    this.truncated = last && !chart.ends && !this.terminated
    this.played.push({ choice, time, length, onset, mode })
    return {
      reward: FIT_WEIGHT * fit + (1 - FIT_WEIGHT) * together,
      info: { n, time, deviation: off, mode, confidence, fit, together },
    }
  }

  lengthOf(n: number): Seconds {
    return this.#beat(n).length
  }

  score(): Score {
    const { policy } = this.#settings
    const [section] = policy.definition.sections
    return new Score({
      name: policy.definition.title,
      bpm: this.#beat(1).bpm,
      timeSignature: [section?.meter.upper ?? 4, section?.meter.lower ?? 4],
      beats: [...this.#events],
    })
  }

  session(): SessionLog {
    const { replay: _, ...log } = this.#performer.checkpoint()
    return log
  }

  /** The agent's own note. */
  #sound({ degree, cents, timbre }: Choice): void {
    const { chart } = this.#settings
    const beat = chart.beats[this.#n - 1]
    if (degree === 0 || beat === undefined) return
    const { time, grid, length, mode } = this.#beat(this.#n)
    const pitched = chart.pitched && beat.chord.root >= 0
    this.#events.push(
      makeBeat({
        timestamp: time,
        gridTimestamp: grid,
        beatNumber: beat.beatInBar + 1,
        measure: beat.measure,
        member: chart.member,
        voice: 'agent',
        emphasis: beat.beatInBar === 0 ? 1 : DEFAULT_EMPHASIS,
        responseMode: mode,
        duration: pitched ? length : 0,
        pitch: pitched ? pitchOf(beat, degree) + (cents ?? 0) / 100 : null,
        timbre: timbre === null ? beat.timbre : TimbreEmbedding.fromDirection(timbre),
      }),
    )
  }

  /**
   * Band and person play until beat n is decided, or the piece is through.
   * @param sounds whether the person hears the beats that sound until then
   */
  #playUntil(n: number, sounds: boolean): void {
    const row = this.#first + n - 1
    for (;;) {
      const decided = this.#performer.timeline(this.#known)
      const reached = this.#known + decided.length > row
      for (const heard of decided) {
        if (heard.n >= n || (heard.time > this.#now && !reached)) break
        this.#known++
        this.#hear(heard, sounds)
      }
      if (reached || this.#performer.ended) return
      const step = this.#now + STEP
      const tap = this.#pending[0]
      const plays = tap !== undefined && tap < step
      this.#now = plays ? Math.max(tap, this.#now) : step
      this.#take(this.#performer.advance(this.#now))
      // The beat is decided: what is played now belongs to the next step.
      if (!plays || this.#performer.timeline(row).length > 0) continue
      this.#performer.onset(this.#now)
      this.#pending.shift()
    }
  }

  #hear(heard: HeardBeat, sounds: boolean): void {
    const { chart } = this.#settings
    for (const { n, time } of this.#person.next(heard, sounds)) {
      if (n < 1 || n > chart.beats.length || this.#pending.length >= MOST_PENDING) continue
      const played = playedAt(time, heard.time, heard.length, this.#before)
      if (Number.isNaN(played)) continue
      this.#before = played
      this.#pending.push(played)
    }
  }

  /** What the band sounds; the agent stands in for its member. */
  #take(beats: readonly Beat[]): void {
    const { member } = this.#settings.chart
    for (const beat of beats) if (beat.member !== member || beat.measure < 1) this.#events.push(beat)
  }

  #beat(n: number): HeardBeat {
    const beat = this.#performer.timeline(this.#first + n - 1)[0]
    if (beat === undefined) throw new RangeError(`beat ${n} has not been decided`)
    return beat
  }
}

/** Beats other than the first of a bar, as in the founding sketch. */
const DEFAULT_EMPHASIS: Ratio = 0.5
