/**
 * The environments of a vector environment, and what a step does to them.
 *
 * HOT PATH: a step allocates nothing but what episodes that end leave behind.
 */

import { EMBEDDING_DIM } from '../../runtime/timbre/axes.ts'
import { Band, Bands } from './bands.ts'
import { Crowd, type Person } from './crowd.ts'
import * as episodes from './episode.ts'
import { type Judge, judgeOf } from './judge.ts'
import { columnsOf, seePlayer, seeStretch, sheetRows } from './observation.ts'
import type { Settings } from './options.ts'
import * as rewards from './reward.ts'
import type { BeatTiming, Timing } from './timing.ts'
import type { Actions, Finals, Infos } from './vector.ts'

// Taken over once: a name that another module exports is looked up again wherever it is used.
const { episodeSeed, LOST_AFTER, traitsOf } = episodes
const { FIT_WEIGHT, togetherOn } = rewards

const NONE = Number.NaN
/** So many environments go through a step side by side: as many as stay in the innermost cache, where one does not wait for the other. */
const TOGETHER = 32

/** One environment. */
class One {
  readonly band: Band
  readonly person: Person
  seed = 0
  episode = -1
  /** The episode is over: the next step begins another. */
  isOver = false
  /** Beats in a row without the player. */
  unmet = 0
  /** What the episode has earned. */
  returns = NONE

  constructor(band: Band, person: Person) {
    this.band = band
    this.person = person
  }
}

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
  /** A row for each beat, ready to be copied whole: that takes half as long as number by number. */
  readonly #sheet: readonly Float32Array[]
  readonly #judge: Judge
  readonly #bands: Bands
  readonly #crowd: Crowd
  readonly #all: readonly One[]
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
    const sheet = sheetRows(chart, version)
    this.#sheet = Array.from({ length: chart.beats.length + 1 }, (_, row) =>
      sheet.subarray(row * this.#width, (row + 1) * this.#width),
    )
    this.#judge = judgeOf(chart)
    this.#bands = new Bands(timing)
    const bands = Array.from({ length: size }, () => new Band(firstOf(timing)))
    this.#crowd = new Crowd(bands)
    const { people } = this.#crowd
    this.#all = people.map((person, i) => new One(bands[i] ?? new Band(firstOf(timing)), person))
    this.observations = new Float32Array(size * this.#width)
    this.rewards = new Float64Array(size)
    this.terminated = new Uint8Array(size)
    this.truncated = new Uint8Array(size)
    this.info = infosOf(size)
    this.#which = new Int32Array(size)
    this.#finalObservations = new Float32Array(size * this.#width)
    this.#last = infosOf(size)
    this.#lastReturns = new Float64Array(size)
  }

  /** @param seed of the first; null: every environment's next episode */
  reset(seed: number | null): void {
    this.#ended = 0
    for (const [i, one] of this.#all.entries()) {
      if (seed !== null) {
        one.seed = seed + i
        one.episode = -1
      }
      this.#begin(i, one)
    }
  }

  step(actions: Actions): void {
    this.#ended = 0
    for (let from = 0; from < this.#size; from += TOGETHER) {
      const to = from + TOGETHER < this.#size ? from + TOGETHER : this.#size
      this.#hear(from, to, actions)
      for (let i = from; i < to; i++) {
        const one = this.#all[i]
        if (one === undefined) break
        if (one.isOver) this.#begin(i, one)
        else this.#play(i, one, actions)
      }
    }
  }

  /** The people of environments `from` … `to` − 1 hear the beats that sound. */
  #hear(from: number, to: number, { degree }: Actions): void {
    const { chart, hearsAll } = this.#settings
    const { count } = this.#timing
    const all = this.#all
    const crowd = this.#crowd
    const { noise } = crowd
    const { n } = noise
    const last = chart.beats.length
    for (let i = from; i < to; i++) n[i] = (all[i]?.band.row ?? 0) - count + 1
    noise.draw(from, to)
    for (let i = from; i < to; i++)
      if (all[i]?.isOver === false) crowd.hear(i, hearsAll || (degree[i] ?? 0) > 0, n[i] !== last)
  }

  /** Beat `n` of environment `i`, which its player has heard. */
  #play(i: number, one: One, actions: Actions): void {
    const { band } = one
    const n = this.#crowd.noise.n[i] ?? 0
    const degree = actions.degree[i] ?? 0
    this.#listen(one)
    this.#note(i, band, n)
    this.#see(i, band, n, degree > 0)
    const isLast = this.#reward(i, one, n, degree, actions)
    if (!isLast) this.#decide(band)
    this.#foresee(i, band, n)
    if (isLast) this.#end(i, one)
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
  #begin(i: number, one: One): void {
    const { player } = this.#settings
    const { count } = this.#timing
    const { band } = one
    const crowd = this.#crowd
    const { noise } = crowd
    one.episode++
    const seed = episodeSeed(one.seed, one.episode)
    one.isOver = false
    one.unmet = 0
    one.returns = 0
    this.rewards[i] = 0
    this.terminated[i] = 0
    this.truncated[i] = 0
    crowd.enter(i, traitsOf(player, seed), seed)
    this.#bands.start(band)
    for (let row = 0; row < count; row++) {
      noise.n[i] = row + 1 - count
      noise.draw(i, i + 1)
      crowd.hear(i, true, row === count - 1)
      this.#listen(one)
      this.#decide(band)
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

  /** A band hears what its player plays until its next beat is due. */
  #listen({ band, person }: One): void {
    const bands = this.#bands
    while (person.next <= bands.due(band)) {
      bands.hear(band, person)
      this.#crowd.playNext(person)
    }
  }

  /** A band decides its next beat. */
  #decide(band: Band): void {
    const bands = this.#bands
    bands.close(band)
    bands.turn(band)
    bands.begin(band)
  }

  /** The beat is over: what it was. */
  #note(i: number, band: Band, n: number): void {
    const { info } = this
    info.n[i] = n
    info.time[i] = band.time
    info.deviation[i] = band.deviation
    info.mode[i] = band.mode
    info.confidence[i] = band.confidence
  }

  /** True where the episode ends with it. */
  #reward(i: number, one: One, n: number, degree: number, { cents, timbre }: Actions): boolean {
    const { chart, version } = this.#settings
    const { band, person } = one
    const { fit, together } = this.info
    const tuned = version === 'v2' || version === 'v3' ? (cents ?? null) : null
    const voiced = version === 'v3' ? (timbre ?? null) : null
    const off = band.deviation
    const own = tuned === null ? NONE : (tuned[i] ?? 0)
    const fits = this.#judge(n - 1, degree, own, voiced, i * EMBEDDING_DIM)
    const met = togetherOn(off, person.felt, band.beat)
    const reward = FIT_WEIGHT * fits + (1 - FIT_WEIGHT) * met
    const isLast = n === chart.beats.length
    one.unmet = Number.isNaN(off) ? one.unmet + 1 : 0
    const terminated = (isLast && chart.ends) || one.unmet >= LOST_AFTER
    fit[i] = fits
    together[i] = met
    one.returns += reward
    this.rewards[i] = reward
    this.terminated[i] = terminated ? 1 : 0
    this.truncated[i] = isLast && !terminated ? 1 : 0
    return isLast || terminated
  }

  /** What the agent of environment `i` knows after beat `n`: the sheet at the next, and the player. */
  #see(i: number, band: Band, n: number, sounded: boolean): void {
    const { deviation, mode, confidence, beat } = band
    this.#seeSheet(i, n)
    seePlayer(this.observations, i * this.#width, deviation, mode, confidence, beat, sounded)
  }

  /** And the tempo of the beat after beat `n`. */
  #foresee(i: number, band: Band, n: number): void {
    const { count, beats } = this.#timing
    const coming = beats[count + n] ?? band.timing
    seeStretch(this.observations, i * this.#width, band.beat, coming.written)
  }

  /** The sheet at the beat after the n-th, and nothing of the player. */
  #seeSheet(i: number, n: number): void {
    const row = this.#sheet[n]
    if (row !== undefined) this.observations.set(row, i * this.#width)
  }

  #end(i: number, one: One): void {
    const k = this.#ended++
    const width = this.#width
    this.#which[k] = i
    this.#finalObservations.set(this.observations.subarray(i * width, (i + 1) * width), k * width)
    this.#lastReturns[k] = one.returns
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
      one.isOver = true
      return
    }
    const reward = this.rewards[i] ?? 0
    const terminated = this.terminated[i] ?? 0
    const truncated = this.truncated[i] ?? 0
    this.#begin(i, one)
    this.rewards[i] = reward
    this.terminated[i] = terminated
    this.truncated[i] = truncated
  }
}

function firstOf({ beats }: Timing): BeatTiming {
  const [first] = beats
  if (first === undefined) throw new RangeError('the piece has no beats')
  return first
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
