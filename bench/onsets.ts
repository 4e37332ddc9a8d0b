/**
 * Onsets in sound, beside aubio's detectors: takes whose truth is known to the sample, clean, with noise, and with a
 * band in the room. The ears' constants were chosen on seeds 1 to 6 of `onsets/takes.ts` and 5 of `onsets/one-shots.ts`;
 * measured are others.
 */

import { createOnsetDetector } from '../runtime/audio/ears/detector.ts'
import { interleave, quantile, type Sides } from './measure.ts'
import { aubioMissing, aubioOnsets, METHODS } from './onsets/aubio.ts'
import { oneShotsMissing, oneShotTakes } from './onsets/one-shots.ts'
import { compare, deviationOf, type Found, fMeasure, joined, meanOf } from './onsets/score.ts'
import {
  drumTake,
  type OnsetTake,
  pianoTake,
  pluckedTake,
  rollTake,
  softTake,
  withBand,
  withNoise,
} from './onsets/takes.ts'
import type { BenchResult, Row } from './report.ts'

const SEEDS = [31, 32, 33]
/** Decibels below the take's mean power. */
const NOISE = 20
const BAND = 12
/** Milliseconds of standard deviation. */
const MOST_SPREAD = { drums: 3, others: 8 }
const MOST_LATE = 20

interface Kind {
  readonly name: string
  readonly takes: readonly OnsetTake[]
  readonly spread: number
}

interface Heard {
  readonly found: Found
  /** Milliseconds from the true onset to the decision. */
  readonly late: readonly number[]
}

export async function onsetsBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  const rows: Row[] = []
  const notes: string[] = []
  for (const kind of kinds()) {
    measure(kind, 'clean', kind.takes, rows, notes)
    if (kind.name.startsWith('recorded')) continue
    measure(
      kind,
      `noise ${NOISE} dB below`,
      kind.takes.map((take, i) => withNoise(take, NOISE, i)),
      rows,
      notes,
    )
    measure(
      kind,
      `band ${BAND} dB below`,
      kind.takes.map((take, i) => withBand(take, BAND, i)),
      rows,
      notes,
    )
  }
  const [cost] = await interleave('onsets', ['a second of sound'], { rounds, turnMs: 200 })
  rows.push({
    what: 'a second of sound at 44.1 kHz',
    ours: { value: cost?.ms ?? Number.NaN, unit: 'ms', from: cost?.from ?? 0, to: cost?.to ?? 0 },
    peer: null,
    ratio: null,
    bar: { relation: 'at most', value: 20, unit: 'ms' },
  })
  for (const missing of [aubioMissing, oneShotsMissing]) if (missing !== undefined) notes.push(missing)
  return {
    bench: 'onsets',
    subject:
      'F-measure within 25 ms, spread of the times and delay of the decision, on takes with known onsets',
    rows,
    notes,
  }
}

function kinds(): readonly Kind[] {
  const of = (make: (seed: number) => OnsetTake): readonly OnsetTake[] => SEEDS.map((seed) => make(seed))
  const others = { spread: MOST_SPREAD.others }
  const recorded = oneShotsMissing === undefined ? oneShotTakes(31) : []
  return [
    { name: 'drums', takes: [...of(drumTake), ...of(rollTake)], spread: MOST_SPREAD.drums },
    { name: 'plucked strings', takes: of(pluckedTake), ...others },
    { name: 'piano', takes: of(pianoTake), ...others },
    { name: 'bowed, attacks of 15 to 50 ms', takes: of(softTake), ...others },
    ...recorded.map(([name, take]) => ({
      name: `recorded ${name}`,
      takes: [take],
      spread: name === 'bass and bells' ? MOST_SPREAD.others : MOST_SPREAD.drums,
    })),
  ]
}

function measure(kind: Kind, how: string, takes: readonly OnsetTake[], rows: Row[], notes: string[]): void {
  const what = `${kind.name}, ${how}`
  const ours = all(takes.map((take) => hear(take, true)))
  const f = fMeasure(ours.found)
  const best = aubioMissing === undefined ? bestOfAubio(takes) : null
  rows.push({
    what,
    ours: { value: f, unit: '' },
    peer: best === null ? null : { name: `aubio ${best.method}`, value: best.f, unit: '' },
    ratio: best === null ? null : f / best.f,
    bar: best === null ? null : { relation: 'at least', value: 1, unit: '×' },
  })
  const spread = 1000 * deviationOf(ours.found.errors)
  const clean = how === 'clean'
  rows.push({
    what: '  spread of the times',
    ours: { value: spread, unit: 'ms' },
    peer: best === null ? null : { name: 'aubio', value: best.spread, unit: 'ms' },
    ratio: null,
    bar: { relation: 'at most', value: kind.spread, unit: 'ms' },
  })
  if (clean) {
    rows.push({
      what: '  decided after, median',
      ours: { value: quantile(ours.late, 0.5), unit: 'ms' },
      peer: null,
      ratio: null,
      bar: { relation: 'at most', value: MOST_LATE, unit: 'ms' },
    })
  }
  const { hits, extra, missed, errors } = ours.found
  const ungated = takes.some((take) => take.band.length > 0)
    ? `; without knowing the band F ${fMeasure(all(takes.map((take) => hear(take, false))).found).toFixed(3)}`
    : ''
  notes.push(
    `${what}: ${hits} found, ${missed} missed, ${extra} extra, ${(1000 * meanOf(errors)).toFixed(1)} ms late on average, decided after ${quantile(ours.late, 0.95).toFixed(1)} ms at the 95th percentile${ungated}`,
  )
}

function all(heard: readonly Heard[]): Heard {
  return { found: joined(heard.map((one) => one.found)), late: heard.flatMap((one) => one.late) }
}

/** Blocks as an audio thread gives them; the band's events are known a little ahead. */
const BLOCK = 128
const AHEAD = 0.1

function hear(take: OnsetTake, knowsBand: boolean): Heard {
  const times: number[] = []
  const decisions: number[] = []
  const detector = createOnsetDetector(take.rate, (time, _, decided) => {
    times.push(time)
    decisions.push(decided)
  })
  const band = knowsBand ? take.band.toSorted((a, b) => a.time - b.time) : []
  let next = 0
  for (let at = 0; at < take.samples.length; at += BLOCK) {
    for (; (band[next]?.time ?? Number.POSITIVE_INFINITY) < at / take.rate + AHEAD; next++) {
      detector.expect(band[next]?.time ?? 0, band[next]?.strength ?? 0)
    }
    detector.process(take.samples, at, Math.min(at + BLOCK, take.samples.length))
  }
  detector.finish()
  const found = compare(take.truth, times)
  const late = found.matched.map((index, hit) => {
    const truth = (times[index] ?? 0) - (found.errors[hit] ?? 0)
    return 1000 * ((decisions[index] ?? 0) - truth)
  })
  return { found, late }
}

interface Peer {
  readonly method: string
  readonly f: number
  readonly spread: number
}

/** The method that does best here, with a constant taken off its times that suits it. */
function bestOfAubio(takes: readonly OnsetTake[]): Peer {
  const heard = takes.map((take) => aubioOnsets(take, METHODS, null))
  return METHODS.map((method, i): Peer => {
    const raw = joined(takes.map((take, t) => compare(take.truth, heard[t]?.[i] ?? [])))
    const shift = raw.errors.length > 0 ? quantile(raw.errors, 0.5) : 0
    const found = joined(takes.map((take, t) => compare(take.truth, heard[t]?.[i] ?? [], shift)))
    const better = fMeasure(found) >= fMeasure(raw) ? found : raw
    return { method, f: fMeasure(better), spread: 1000 * deviationOf(better.errors) }
  }).reduce((best, one) => (one.f > best.f ? one : best))
}

export const SIDES: Sides = {
  'a second of sound': async () => {
    const { samples, rate } = drumTake(31)
    const detector = createOnsetDetector(rate, () => {})
    let at = 0
    return () => {
      for (let block = 0; block < rate / BLOCK; block++) {
        if (at + BLOCK > samples.length) at = 0
        detector.process(samples, at, at + BLOCK)
        at += BLOCK
      }
    }
  },
}
