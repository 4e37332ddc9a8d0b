/**
 * The arrays of a vector environment, and what a step does to them.
 *
 * HOT PATH: a step allocates nothing but what episodes that end leave behind.
 */

import type { Seconds } from '../../runtime/units.ts'
import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import { Bands } from './bands.ts'
import { Crowd } from './crowd.ts'
import { episodeSeed, LOST_AFTER, traitsOf } from './episode.ts'
import { type Judge, judgeOf } from './judge.ts'
import { columnsOf, seePlayer, sheetRows } from './observation.ts'
import type { Settings } from './options.ts'
import { FIT_WEIGHT, togetherOn } from './reward.ts'
import type { Timing } from './timing.ts'
import type { Actions, Finals, Infos } from './vector.ts'

const NONE = Number.NaN

export class Many {
  readonly observations: Float32Array
  readonly rewards: Float64Array
  readonly terminated: Uint8Array
  readonly truncated: Uint8Array
  readonly info: Infos

  readonly #settings: Settings
  readonly #timing: Timing
  readonly #size: number
  readonly #sameStep: boolean
  readonly #width: number
  readonly #sheet: Float32Array
  readonly #judge: Judge
  readonly #bands: Bands
  readonly #crowd: Crowd
  readonly #seed: Float64Array
  readonly #episode: Int32Array
  /** The episode is over: the next step begins another. */
  readonly #over: Uint8Array
  readonly #unmet: Int32Array
  readonly #returns: Float64Array
  /** Environments that ended an episode on this step: the first `#ended` of the list. */
  readonly #which: Int32Array
  #ended = 0
  readonly #finalObservations: Float32Array
  readonly #last: Infos
  readonly #lastReturns: Float64Array

  constructor(settings: Settings, timing: Timing, size: number, sameStep: boolean) {
    const { chart, version } = settings
    this.#settings = settings
    this.#timing = timing
    this.#size = size
    this.#sameStep = sameStep
    this.#width = columnsOf(version).length
    this.#sheet = sheetRows(chart, version)
    this.#judge = judgeOf(chart)
    this.#bands = new Bands(size, timing)
    this.#crowd = new Crowd(size)
    this.observations = new Float32Array(size * this.#width)
    this.rewards = new Float64Array(size)
    this.terminated = new Uint8Array(size)
    this.truncated = new Uint8Array(size)
    this.info = infosOf(size)
    this.#seed = new Float64Array(size)
    this.#episode = new Int32Array(size)
    this.#over = new Uint8Array(size)
    this.#unmet = new Int32Array(size)
    this.#returns = new Float64Array(size)
    this.#which = new Int32Array(size)
    this.#finalObservations = new Float32Array(size * this.#width)
    this.#last = infosOf(size)
    this.#lastReturns = new Float64Array(size)
  }

  /** @param seed of the first; null: every environment's next episode */
  reset(seed: number | null): void {
    this.#ended = 0
    for (let i = 0; i < this.#size; i++) {
      if (seed !== null) {
        this.#seed[i] = seed + i
        this.#episode[i] = -1
      }
      this.#begin(i)
    }
  }

  step({ degree, cents, timbre }: Actions): void {
    this.#ended = 0
    const withCents = this.#settings.version === 'v2' || this.#settings.version === 'v3'
    const withTimbre = this.#settings.version === 'v3'
    for (let i = 0; i < this.#size; i++) {
      if (this.#over[i] === 1) this.#begin(i)
      else
        this.#play(
          i,
          degree[i] ?? 0,
          withCents && cents !== undefined ? (cents[i] ?? 0) : NONE,
          withTimbre && timbre !== undefined ? timbre : null,
        )
    }
  }

  /** Copies of what the episodes that ended on this step were like. */
  finals(): Finals {
    const count = this.#ended
    const { n, time, deviation, mode, confidence, fit, together } = this.#last
    return {
      which: this.#which.slice(0, count),
      observations: this.#finalObservations.slice(0, count * this.#width),
      returns: this.#lastReturns.slice(0, count),
      steps: n.slice(0, count),
      n: n.slice(0, count),
      time: time.slice(0, count),
      deviation: deviation.slice(0, count),
      mode: mode.slice(0, count),
      confidence: confidence.slice(0, count),
      fit: fit.slice(0, count),
      together: together.slice(0, count),
    }
  }

  /** The next episode of environment `i`: band and person play until beat 1 is decided. */
  #begin(i: number): void {
    const { player } = this.#settings
    const { count } = this.#timing
    const episode = (this.#episode[i] ?? 0) + 1
    const seed = episodeSeed(this.#seed[i] ?? 0, episode)
    const bands = this.#bands
    this.#episode[i] = episode
    this.#over[i] = 0
    this.#unmet[i] = 0
    this.#returns[i] = 0
    this.rewards[i] = 0
    this.terminated[i] = 0
    this.truncated[i] = 0
    this.#crowd.enter(i, traitsOf(player, seed), seed)
    bands.start(i)
    for (let row = 0; row < count; row++) {
      this.#crowd.hear(i, row + 1 - count, bands.time[i] ?? 0, bands.beat(i), true, row === count - 1)
      this.#listen(i)
      bands.decide(i)
    }
    this.#see(i, 0)
    this.#note(i, 0, NONE, NONE, 0, 1, 0, 0)
  }

  #play(i: number, degree: number, cents: number, timbre: ArrayLike<number> | null): void {
    const { chart, hearsAll } = this.#settings
    const { count, written } = this.#timing
    const bands = this.#bands
    const crowd = this.#crowd
    const row = bands.row[i] ?? 0
    const n = row - count + 1
    const beats = chart.beats.length
    const last = n === beats
    const sounds = degree > 0
    const time = bands.time[i] ?? 0
    const beat = bands.beat(i)
    crowd.hear(i, n, time, beat, hearsAll || sounds, !last)
    this.#listen(i)
    const deviation = bands.deviation[i] ?? NONE
    const mode = bands.mode[i] ?? 0
    const confidence = bands.confidence[i] ?? 0
    const fit = this.#judge(n - 1, degree, cents, timbre, i * EMBEDDING_DIM)
    const together = togetherOn(deviation, crowd.habit[i] ?? 0, beat)
    const reward = FIT_WEIGHT * fit + (1 - FIT_WEIGHT) * together
    const unmet = deviation === deviation ? 0 : (this.#unmet[i] ?? 0) + 1
    const terminated = (last && chart.ends) || unmet >= LOST_AFTER
    const truncated = last && !terminated
    const over = terminated || truncated
    if (!over) bands.decide(i)
    this.#unmet[i] = unmet
    this.#returns[i] = (this.#returns[i] ?? 0) + reward
    this.rewards[i] = reward
    this.terminated[i] = terminated ? 1 : 0
    this.truncated[i] = truncated ? 1 : 0
    this.#see(i, n)
    seePlayer(
      this.observations,
      i * this.#width,
      deviation,
      mode,
      confidence,
      beat,
      over ? beat : bands.beat(i),
      written[last ? row : row + 1] ?? beat,
      sounds,
    )
    this.#note(i, n, time, deviation, mode, confidence, fit, together)
    if (over) this.#end(i)
  }

  /** Band `i` hears what its player plays until its next beat is due. */
  #listen(i: number): void {
    const bands = this.#bands
    const crowd = this.#crowd
    for (let onset = crowd.nextOf(i); onset <= bands.due(i); onset = crowd.nextOf(i)) {
      bands.hear(i, onset)
      crowd.playNext(i)
    }
  }

  /** The sheet at the beat after the n-th. */
  #see(i: number, n: number): void {
    const width = this.#width
    const from = n * width
    const to = i * width
    for (let column = 0; column < width; column++)
      this.observations[to + column] = this.#sheet[from + column] ?? 0
  }

  #note(
    i: number,
    n: number,
    time: Seconds,
    deviation: Seconds,
    mode: number,
    confidence: number,
    fit: number,
    together: number,
  ): void {
    const { info } = this
    info.n[i] = n
    info.time[i] = time
    info.deviation[i] = deviation
    info.mode[i] = mode
    info.confidence[i] = confidence
    info.fit[i] = fit
    info.together[i] = together
  }

  #end(i: number): void {
    const k = this.#ended++
    const width = this.#width
    this.#which[k] = i
    this.#finalObservations.set(this.observations.subarray(i * width, (i + 1) * width), k * width)
    this.#lastReturns[k] = this.#returns[i] ?? 0
    const { info } = this
    const last = this.#last
    last.n[k] = info.n[i] ?? 0
    last.time[k] = info.time[i] ?? 0
    last.deviation[k] = info.deviation[i] ?? 0
    last.mode[k] = info.mode[i] ?? 0
    last.confidence[k] = info.confidence[i] ?? 0
    last.fit[k] = info.fit[i] ?? 0
    last.together[k] = info.together[i] ?? 0
    if (!this.#sameStep) {
      this.#over[i] = 1
      return
    }
    const reward = this.rewards[i] ?? 0
    const terminated = this.terminated[i] ?? 0
    const truncated = this.truncated[i] ?? 0
    this.#begin(i)
    this.rewards[i] = reward
    this.terminated[i] = terminated
    this.truncated[i] = truncated
  }
}

function infosOf(size: number): Infos {
  return {
    n: new Int32Array(size),
    time: new Float64Array(size),
    deviation: new Float64Array(size),
    mode: new Uint8Array(size),
    confidence: new Float64Array(size),
    fit: new Float64Array(size),
    together: new Float64Array(size),
  }
}
