/**
 * The arrays of a vector environment, and what a step does to them.
 *
 * HOT PATH: a step allocates nothing but what episodes that end leave behind.
 */

import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import { Bands } from './bands.ts'
import { columnsFor } from './columns.ts'
import { Crowd } from './crowd.ts'
import { episodeSeed, LOST_AFTER, traitsOf } from './episode.ts'
import { type Judge, judgeOf } from './judge.ts'
import { columnsOf, seePlayer, sheetRows } from './observation.ts'
import type { Settings } from './options.ts'
import { FIT_WEIGHT, togetherOn } from './reward.ts'
import type { Timing } from './timing.ts'
import type { Actions, Finals, Infos } from './vector.ts'

const NONE = Number.NaN
/** Of an environment, at most. */
const COLUMNS = 8

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
  readonly #goesOn: Uint8Array
  readonly #unmet: Int32Array
  readonly #returns: Float64Array
  /** Length of the beat that is over. */
  readonly #beat: Float64Array
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
    const { floats } = columnsFor(size, COLUMNS)
    const sounding = { time: floats(), beat: floats() }
    this.#crowd = new Crowd(size, sounding)
    this.#bands = new Bands(size, timing, sounding, this.#crowd.next)
    this.observations = new Float32Array(size * this.#width)
    this.rewards = new Float64Array(size)
    this.terminated = new Uint8Array(size)
    this.truncated = new Uint8Array(size)
    this.info = infosOf(size)
    this.#seed = floats()
    this.#episode = new Int32Array(size)
    this.#over = new Uint8Array(size)
    this.#goesOn = new Uint8Array(size)
    this.#unmet = new Int32Array(size)
    this.#returns = floats()
    this.#beat = floats()
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

  step(actions: Actions): void {
    const size = this.#size
    const over = this.#over
    const { n } = this.#crowd.noise
    const { row } = this.#bands
    const { count } = this.#timing
    this.#ended = 0
    for (let i = 0; i < size; i++) n[i] = (row[i] ?? 0) - count + 1
    this.#crowd.noise.draw(0, size)
    const { degree } = actions
    for (let i = 0; i < size; i++) if (over[i] === 0) this.#hear(i, (degree[i] ?? 0) > 0)
    for (let i = 0; i < size; i++) if (over[i] === 0) this.#listen(i)
    for (let i = 0; i < size; i++) if (over[i] === 0) this.#note(i)
    this.#reward(actions)
    this.#decide()
    for (let i = 0; i < size; i++) {
      if (over[i] === 1) this.#begin(i)
      else {
        this.#see(i, (degree[i] ?? 0) > 0)
        if (this.#isLast(i) === 1) this.#end(i)
      }
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
    const { noise } = this.#crowd
    for (let row = 0; row < count; row++) {
      noise.n[i] = row + 1 - count
      noise.draw(i, i + 1)
      this.#crowd.hear(i, true, row === count - 1)
      this.#listen(i)
      bands.close(i)
      bands.turn(i)
      bands.begin(i)
    }
    this.#seeSheet(i, 0)
    const { info } = this
    info.n[i] = 0
    info.time[i] = NONE
    info.deviation[i] = NONE
    info.mode[i] = 0
    info.confidence[i] = 1
    info.fit[i] = 0
    info.together[i] = 0
  }

  /** The bands whose episodes go on decide their next beats. */
  #decide(): void {
    const bands = this.#bands
    const { terminated, truncated } = this
    const over = this.#over
    const goesOn = this.#goesOn
    for (let i = 0; i < this.#size; i++)
      goesOn[i] = (over[i] ?? 0) + (terminated[i] ?? 0) + (truncated[i] ?? 0) === 0 ? 1 : 0
    for (let i = 0; i < this.#size; i++) if (goesOn[i] === 1) bands.close(i)
    for (let i = 0; i < this.#size; i++) if (goesOn[i] === 1) bands.turn(i)
    for (let i = 0; i < this.#size; i++) if (goesOn[i] === 1) bands.begin(i)
  }

  #isLast(i: number): number {
    return (this.terminated[i] ?? 0) | (this.truncated[i] ?? 0)
  }

  #hear(i: number, sounds: boolean): void {
    const { chart, hearsAll } = this.#settings
    this.#crowd.hear(i, hearsAll || sounds, this.#crowd.noise.n[i] !== chart.beats.length)
  }

  /** Band `i` hears what its player plays until its next beat is due. */
  #listen(i: number): void {
    const bands = this.#bands
    const crowd = this.#crowd
    while ((crowd.next[i] ?? 0) <= (bands.due[i] ?? 0)) {
      bands.hear(i)
      crowd.playNext(i)
    }
  }

  /** The beat is over: what it was. */
  #note(i: number): void {
    const { info } = this
    const bands = this.#bands
    info.n[i] = this.#crowd.noise.n[i] ?? 0
    info.time[i] = bands.time[i] ?? 0
    info.deviation[i] = bands.deviation[i] ?? NONE
    info.mode[i] = bands.mode[i] ?? 0
    info.confidence[i] = bands.confidence[i] ?? 0
  }

  #reward({ degree, cents, timbre }: Actions): void {
    const { chart, version } = this.#settings
    const beats = chart.beats.length
    const { n, deviation, fit, together } = this.info
    const { beat } = this.#bands
    const { habit } = this.#crowd
    const tuned = version === 'v2' || version === 'v3' ? (cents ?? null) : null
    const voiced = version === 'v3' ? (timbre ?? null) : null
    for (let i = 0; i < this.#size; i++) {
      if (this.#over[i] === 1) continue
      const off = deviation[i] ?? NONE
      const own = tuned === null ? NONE : (tuned[i] ?? 0)
      const fits = this.#judge((n[i] ?? 0) - 1, degree[i] ?? 0, own, voiced, i * EMBEDDING_DIM)
      const met = togetherOn(off, habit[i] ?? 0, beat[i] ?? 0)
      const reward = FIT_WEIGHT * fits + (1 - FIT_WEIGHT) * met
      const unmet = !Number.isNaN(off) ? 0 : (this.#unmet[i] ?? 0) + 1
      const isLast = n[i] === beats
      const terminated = (isLast && chart.ends) || unmet >= LOST_AFTER
      fit[i] = fits
      together[i] = met
      this.#unmet[i] = unmet
      this.#returns[i] = (this.#returns[i] ?? 0) + reward
      this.rewards[i] = reward
      this.terminated[i] = terminated ? 1 : 0
      this.truncated[i] = isLast && !terminated ? 1 : 0
      this.#beat[i] = beat[i] ?? 0
    }
  }

  /** What the agent of environment `i` knows before the next beat. */
  #see(i: number, sounded: boolean): void {
    const { info } = this
    const n = info.n[i] ?? 0
    const { count, rows, written } = this.#timing
    this.#seeSheet(i, n)
    seePlayer(
      this.observations,
      i * this.#width,
      info.deviation[i] ?? NONE,
      info.mode[i] ?? 0,
      info.confidence[i] ?? 0,
      this.#beat[i] ?? 0,
      this.#bands.beat[i] ?? 0,
      written[count + n < rows ? count + n : rows - 1] ?? 0,
      sounded,
    )
  }

  /** The sheet at the beat after the n-th. */
  #seeSheet(i: number, n: number): void {
    const { observations } = this
    const sheet = this.#sheet
    const width = this.#width
    const from = n * width
    const to = i * width
    for (let column = 0; column < width; column++) observations[to + column] = sheet[from + column] ?? 0
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
