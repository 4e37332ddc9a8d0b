/**
 * A training run: the proxy first, then everything else with the proxy as it is, then the decoder alone, as it is asked. What is drawn in an epoch depends on seed and epoch and on
 * nothing else, so that a run that was stopped goes on as if it had not been.
 */

import { keyOf, uniform } from '../../../runtime/random.ts'
import { FEATURE_COUNT } from '../audio/features.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { type Adam, createAdam } from './adam.ts'
import { dream } from './dreams.ts'
import { hold, holdNow } from './held.ts'
import { type Climb, climb, type Ladder, RUNGS } from './ladder.ts'
import type { Caption, Lesson } from './lesson.ts'
import { squares } from './losses.ts'
import { backward, forward, parametersOf } from './mlp.ts'
import { createNetworks, type Networks, PROMPT, PROXY_INPUTS, SENTENCE, trained } from './networks.ts'
import { type Batch, type Losses, takeStep, WEIGHTS, type Weights } from './step.ts'

export interface Material {
  readonly lesson: Lesson
  /** Captions of each sound. */
  readonly captions: readonly (readonly Caption[])[]
  /** The sentence's 384 numbers. */
  readonly sentence: (text: string) => Float32Array
  /** What its words say. */
  readonly reading: (text: string) => Float32Array
  /** Ladders whose sentences there are. */
  readonly ladders: readonly Ladder[]
}

export interface Plan {
  readonly seed: number
  readonly proxyEpochs: number
  readonly epochs: number
  /** In which the decoder learns alone, how prompts are asked for and that more of a word is more of what it says. */
  readonly decoderEpochs: number
  /** Ladders that are climbed in each of its steps. */
  readonly climbs: number
  readonly decoderRate: number
  readonly batch: number
  readonly rate: number
  readonly decay: number
  /** Standard deviation of what is added to each number of a sentence (length 1) and to each scaled feature. */
  readonly sentenceNoise: number
  readonly featureNoise: number
  /** And to those of sounds that the proxy foretells. */
  readonly dreamNoise: number
  /** Chance that a caption comes without its reading. */
  readonly unread: number
  /** Chance that a recording takes a rendered sound's place, where it can. */
  readonly recorded: number
  readonly weights: Weights
}

export const PLAN: Plan = {
  seed: 1,
  proxyEpochs: 24,
  epochs: 56,
  decoderEpochs: 32,
  climbs: 32,
  decoderRate: 1e-3,
  batch: 192,
  rate: 1.5e-3,
  decay: 0.02,
  sentenceNoise: 0.02,
  featureNoise: 0.22,
  dreamNoise: 0.1,
  unread: 0.33,
  recorded: 0.7,
  weights: WEIGHTS,
}

const STREAM = {
  order: 0,
  caption: 1,
  sentence: 2,
  feature: 3,
  recorded: 4,
  shot: 5,
  blend: 8,
  unread: 9,
  ladder: 10,
  pitch: 11,
  around: 12,
  dream: 13,
} as const
const ORDER = keyOf('order')
const NOISE = keyOf('noise')
const CLIMB = keyOf('climb')

export interface Run {
  readonly networks: Networks
  /** Epochs that are done: those of the proxy, then the others. */
  readonly epoch: number
  readonly total: number
  /** One epoch. @returns mean losses */
  advance(): Losses | { readonly proxy: number }
  readonly adam: { readonly proxy: Adam; readonly main: Adam; readonly decoder: Adam }
  /** Goes on after so many epochs; networks and moments have been restored by the caller. */
  resume(epoch: number): void
}

export function createRun(material: Material, plan: Plan): Run {
  const { lesson, captions } = material
  const networks = createNetworks(plan.seed)
  const adam = {
    proxy: createAdam(parametersOf(networks.proxy), { decay: plan.decay }),
    main: createAdam(trained(networks), { decay: plan.decay }),
    decoder: createAdam(parametersOf(networks.decoder), { decay: plan.decay }),
  }
  const alone = plan.proxyEpochs + plan.epochs
  const total = alone + plan.decoderEpochs
  const ofClass = SOUND_CLASSES.map((_, c) =>
    Array.from({ length: lesson.count }, (_, sound) => sound).filter((sound) => lesson.classes[sound] === c),
  )
  let epoch = 0

  return {
    networks,
    adam,
    total,
    get epoch() {
      return epoch
    },
    resume: (done) => {
      epoch = done
    },
    advance() {
      const losses = epoch < plan.proxyEpochs ? proxyEpoch() : epoch < alone ? mainEpoch() : decoderEpoch()
      epoch++
      return losses
    },
  }

  function proxyEpoch(): { readonly proxy: number } {
    const order = shuffled(lesson.count, plan.seed, epoch)
    const rate = rateAt(plan.rate, epoch / plan.proxyEpochs)
    let loss = 0
    let steps = 0
    for (let from = 0; from + plan.batch <= order.length; from += plan.batch) {
      const sounds = order.slice(from, from + plan.batch)
      const tape = forward(networks.proxy, rowsOf(lesson.proxyInputs, PROXY_INPUTS, sounds), sounds.length)
      const wanted = rowsOf(lesson.features, FEATURE_COUNT, sounds)
      const distance = squares(
        tape.output,
        wanted,
        new Float32Array(wanted.length).fill(1 / FEATURE_COUNT),
        sounds.length,
      )
      backward(networks.proxy, tape, distance.gradient)
      adam.proxy.step(rate)
      loss += distance.loss
      steps++
    }
    return { proxy: loss / steps }
  }

  function mainEpoch(): Losses {
    const order = grouped(shuffled(lesson.count, plan.seed, epoch), lesson.classes, plan.batch)
    const progress = (epoch - plan.proxyEpochs) / plan.epochs
    const mean = Object.fromEntries(LOSSES.map((name) => [name, 0])) as {
      -readonly [Name in keyof Losses]: number
    }
    let steps = 0
    for (let from = 0; from + plan.batch <= order.length; from += plan.batch) {
      const losses = takeStep(
        networks,
        lesson,
        batchOf(order.slice(from, from + plan.batch), from),
        plan.weights,
      )
      adam.main.step(rateAt(plan.rate, progress))
      for (const key of LOSSES) mean[key] += losses[key]
      steps++
    }
    for (const key of LOSSES) mean[key] /= steps
    return mean
  }

  function decoderEpoch(): Losses & {
    readonly ladder: number
    readonly held: number
    readonly dreams: number
  } {
    if (epoch === alone) holdNow(networks)
    const order = grouped(shuffled(lesson.count, plan.seed, epoch), lesson.classes, plan.batch)
    const rate = rateAt(plan.decoderRate, (epoch - alone) / plan.decoderEpochs)
    const mean = Object.fromEntries(LOSSES.map((name) => [name, 0])) as {
      -readonly [Name in keyof Losses]: number
    }
    let [ladder, held, dreams] = [0, 0, 0]
    let steps = 0
    for (let from = 0; from + plan.batch <= order.length; from += plan.batch) {
      const batch = batchOf(order.slice(from, from + plan.batch), from)
      const losses = takeStep(networks, lesson, batch, plan.weights, true)
      ladder += climbed(from)
      const around = bell(from, STREAM.around)
      held += hold(networks, batch, plan.weights.held, around)
      const dreamt = bell(from, STREAM.dream)
      dreams += dream(
        networks,
        lesson,
        batch.sounds,
        plan.weights.dreams,
        (row) => uniform(plan.seed, ORDER, batch.sounds[row] ?? 0, epoch, 0, STREAM.dream),
        () => plan.dreamNoise * dreamt(),
      )
      adam.decoder.step(rate)
      for (const key of LOSSES) mean[key] += losses[key]
      steps++
    }
    for (const key of LOSSES) mean[key] /= steps
    return { ...mean, ladder: ladder / steps, held: held / steps, dreams: dreams / steps }
  }

  /** Some ladders, each at the pitch of some sound of its class. */
  function climbed(from: number): number {
    const draw = (c: number, stream: number): number => uniform(plan.seed, CLIMB, from + c, epoch, 0, stream)
    const climbs = Array.from({ length: plan.climbs }, (_, c): readonly Climb[] => {
      const ladder = material.ladders[Math.floor(draw(c, STREAM.ladder) * material.ladders.length)]
      const sounds = ofClass[ladder?.classIndex ?? 0] ?? []
      const sound = sounds[Math.floor(draw(c, STREAM.pitch) * sounds.length)]
      return ladder === undefined || sound === undefined ? [] : [{ ladder, sound }]
    }).flat()
    const prompts = new Float32Array(climbs.length * RUNGS * PROMPT)
    climbs
      .flatMap(({ ladder }) => ladder.prompts)
      .forEach((text, r) => {
        prompts.set(material.sentence(text), r * PROMPT)
        prompts.set(material.reading(text), r * PROMPT + SENTENCE)
      })
    return climb(networks, lesson, climbs, prompts, plan.weights.ladder)
  }

  function batchOf(sounds: readonly number[], from: number): Batch {
    const even = (sound: number, stream: number): number => uniform(plan.seed, ORDER, sound, epoch, 0, stream)
    const recorded: boolean[] = []
    const features = rowsOf(lesson.features, FEATURE_COUNT, sounds)
    const chosen = sounds.map((sound, r) => {
      const all = captions[sound] ?? []
      const shots = lesson.recorded[lesson.classes[sound] ?? 0] ?? []
      // A recording takes the sound's place where there is one of its class and a caption that says no more than that.
      const plain = all.find(({ classIndex, mentions }) => classIndex !== null && mentions.length === 0)
      const takes = plain !== undefined && shots.length > 0 && even(sound, STREAM.recorded) < plan.recorded
      recorded.push(takes)
      if (takes)
        blend(
          features.subarray(r * FEATURE_COUNT, (r + 1) * FEATURE_COUNT),
          mixed(shots, (k) => even(sound, STREAM.shot + k)),
          LEAST_RECORDED + (1 - LEAST_RECORDED) * even(sound, STREAM.blend),
        )
      const caption = takes ? plain : all[Math.floor(even(sound, STREAM.caption) * all.length)]
      if (caption === undefined) throw new RangeError(`sound ${sound} has no caption`)
      return caption
    })
    const sentences = new Float32Array(sounds.length * SENTENCE)
    chosen.forEach(({ text }, r) => {
      sentences.set(material.sentence(text), r * SENTENCE)
    })
    addNoise(sentences, plan.sentenceNoise, from, STREAM.sentence)
    addNoise(features, plan.featureNoise, from, STREAM.feature)
    const prompts = new Float32Array(sounds.length * PROMPT)
    chosen.forEach(({ text }, r) => {
      prompts.set(sentences.subarray(r * SENTENCE, (r + 1) * SENTENCE), r * PROMPT)
      // Sometimes there is only the sentence, as with words that nobody has read before.
      if (even(sounds[r] ?? 0, STREAM.unread) >= plan.unread)
        prompts.set(material.reading(text), r * PROMPT + SENTENCE)
    })
    return { size: sounds.length, sounds, captions: chosen, prompts, features, recorded }
  }

  function addNoise(rows: Float32Array, sd: number, from: number, stream: number): void {
    if (sd === 0) return
    const draw = bell(from, stream)
    for (let i = 0; i < rows.length; i++) rows[i] = (rows[i] ?? 0) + sd * draw()
  }

  /** Numbers of a bell, one after the other. One draw seeds a cheap sequence: a Philox word for each of millions would cost more than the step. */
  function bell(from: number, stream: number): () => number {
    let state = Math.floor(uniform(plan.seed, NOISE, from, epoch, 1, stream) * 4294967296) >>> 0
    return () => {
      // xorshift32 (Marsaglia 2003); the sum of two even numbers is near enough to a bell.
      state = next(state)
      const a = state / 4294967296
      state = next(state)
      return 2.45 * (a + state / 4294967296 - 1)
    }
  }
}

function next(state: number): number {
  // 0 would stay 0.
  let x = state === 0 ? 0x9e3779b9 : state
  x ^= x << 13
  x ^= x >>> 17
  x ^= x << 5
  return x >>> 0
}

const LOSSES = [
  'contrast',
  'relation',
  'pairs',
  'membership',
  'params',
  'attributes',
  'cycle',
  'meters',
  'sound',
] as const

/** Half a cosine down to a hundredth, after a short rise. */
function rateAt(rate: number, progress: number): number {
  const rise = Math.min(1, (progress + 0.02) / 0.06)
  return rate * rise * (0.01 + 0.99 * (0.5 + 0.5 * Math.cos(Math.PI * progress)))
}

function shuffled(count: number, seed: number, epoch: number): readonly number[] {
  const order = Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(uniform(seed, ORDER, i, epoch, 0, STREAM.order) * (i + 1))
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
  return order
}

/** What takes a rendered sound's place is at least so much of a recording: what lies between the two is of that class as well. */
const LEAST_RECORDED = 0.8

/** Moves a row by a share of the way to another. */
function blend(row: Float32Array, to: Float32Array, share: number): void {
  to.forEach((x, f) => {
    row[f] = (row[f] ?? 0) + share * (x - (row[f] ?? 0))
  })
}

/** Somewhere between two recordings of a class: there are few, and what lies between is one as well. */
function mixed(shots: readonly Float32Array[], draw: (k: number) => number): Float32Array {
  const a = shots[Math.floor(draw(0) * shots.length)] ?? new Float32Array(FEATURE_COUNT)
  const b = shots[Math.floor(draw(1) * shots.length)] ?? a
  const share = 0.5 * draw(2)
  return a.map((x, f) => x + share * ((b[f] ?? 0) - x))
}

/**
 * Every other batch is of few classes, so that what tells sounds of one class apart (an attribute, a degree, a "not") is what is
 * told apart there; the others are of all classes.
 */
function grouped(order: readonly number[], classes: ArrayLike<number>, batch: number): readonly number[] {
  const half = order.length >> 1
  const rest = order.slice(half)
  const byClass = new Map<number, number[]>()
  for (const sound of order.slice(0, half)) {
    const key = classes[sound] ?? 0
    byClass.set(key, [...(byClass.get(key) ?? []), sound])
  }
  const few = [...byClass.values()].flat()
  const mixed: number[] = []
  for (let at = 0; at < order.length; at += batch)
    mixed.push(...few.slice(at, at + batch), ...rest.slice(at, at + batch))
  return mixed
}

function rowsOf(from: Float32Array, size: number, places: readonly number[]): Float32Array {
  const rows = new Float32Array(places.length * size)
  places.forEach((place, r) => {
    rows.set(from.subarray(place * size, (place + 1) * size), r * size)
  })
  return rows
}
