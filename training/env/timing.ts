/**
 * The piece as its clock sees it: for each beat how long it is, what is written, and how the zones answer there. It depends on the policy
 * and its slots alone, so that thousands of bands share it.
 *
 * Read from the lane that a performance has (`runtime/lane.ts`), while nobody plays.
 */

import { ALL_FEATURES } from '../../runtime/all-features.ts'
import type { Lane } from '../../runtime/lane.ts'
import type { LaneSetup } from '../../runtime/lane-setup.ts'
import { buildPerformance } from '../../runtime/performance.ts'
import { pageOf } from '../../runtime/player/page.ts'
import type { SwingSettings, ZoneSettings } from '../../runtime/policy.ts'
import { beatsOfCount, startTempo } from '../../runtime/start-options.ts'
import type { Quarters, Ratio, Seconds } from '../../runtime/units.ts'
import type { Settings } from './options.ts'

/** One beat of the count or of the piece. */
export interface BeatTiming {
  readonly length: Quarters
  /** As the player reads it: what the tempo counts. */
  readonly counts: number
  /** A tempo of its own is written over it. */
  readonly isNewTempo: boolean
  /** In seconds at the written tempo. */
  readonly written: Seconds
  /** Seconds a quarter that the band leads with; NaN where it follows. */
  readonly leads: Seconds
  /** Share of a correction that the tempo keeps; 0 while the band leads. */
  readonly adapt: Ratio
  /** Bounds of the period: seconds a quarter. */
  readonly shortest: Seconds
  readonly longest: Seconds
  readonly zones: ZoneSettings
  /** null where the beat is no quarter or does not swing in 8ths. */
  readonly swing: SwingSettings | null
}

export interface Timing {
  /** First those of the count, then beat 1 and on. */
  readonly beats: readonly BeatTiming[]
  /** Beats before beat 1 of bar 1. */
  readonly count: number
  /** At the first of them. */
  readonly period: Seconds
  /** The reference member's feel: where the player hears the beat. */
  readonly ear: Seconds
  /** A beat is decided this long before it sounds. */
  readonly earliest: Seconds
  /** Whether anybody follows the player. */
  readonly adapts: boolean
}

export function timingOf({ policy, slots, tempo, chart }: Settings): Timing {
  const definition = { ...policy.definition, rules: [] }
  const fail = ({ message }: { readonly message: string }): never => {
    throw new RangeError(message)
  }
  const { main, mainSetup } = buildPerformance({
    definition,
    slots,
    seed: definition.seed ?? 0,
    features: ALL_FEATURES,
    tempo: tempo === null ? null : startTempo({ tempo }, fail),
    clickOnly: false,
    alone: false,
    onProblem: fail,
  })
  const count = beatsOfCount(definition)
  const rows = count + chart.beats.length
  const beats: BeatTiming[] = []
  const page = pageOf(definition)
  main.start(0, count)
  const { period } = main.clock
  for (let row = 0; row < rows; row++) {
    if (row > 0) main.decideNext(0)
    drain(main)
    const { plan } = mainSetup
    const { length } = main.clock
    const shortest = 60 / (plan.high * plan.unit)
    const longest = 60 / (plan.low * plan.unit)
    const { settings, swing } = sectionOf(mainSetup)
    // During the count the tempo of bar 1 holds.
    const leads = row >= count && plan.leads
    beats.push({
      length,
      counts: page.countsIn(row - count + 1),
      isNewTempo: page.isNewTempo(row - count + 1),
      written: (60 / (plan.written * plan.unit)) * length,
      leads: leads ? clamp(60 / (plan.leadBpm * plan.unit), shortest, longest) : Number.NaN,
      adapt: leads ? 0 : settings.adapt,
      shortest,
      longest,
      zones: settings,
      swing: length === 1 && swing?.unit === 0.5 ? swing : null,
    })
  }
  return {
    beats,
    count,
    period,
    ear: mainSetup.referenceOffset,
    earliest: mainSetup.earliest,
    adapts: mainSetup.adapts,
  }
}

function sectionOf({ definition, form, zones, swings }: LaneSetup) {
  const settings = zones[definition.sections[form.section]?.zones ?? 0]
  if (settings === undefined) throw new RangeError('the piece has no zones')
  return { settings, swing: swings[form.section] }
}

/** Nobody hears what the band plays here. */
function drain(lane: Lane): void {
  for (let note = lane.queue.shift(); note !== undefined; note = lane.queue.shift()) lane.release(note)
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value
}
