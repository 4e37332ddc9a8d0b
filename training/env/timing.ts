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
import type { SwingSettings, ZoneSettings } from '../../runtime/policy.ts'
import { beatsOfCount, startTempo } from '../../runtime/start-options.ts'
import type { Quarters, Seconds } from '../../runtime/units.ts'
import type { Settings } from './options.ts'

/** One row a beat: first those of the count, then beat 1 and on. */
export interface Timing {
  /** Rows before beat 1 of bar 1. */
  readonly count: number
  readonly rows: number
  readonly length: Float64Array
  /** Of the beat, in seconds at the written tempo. */
  readonly written: Float64Array
  /** Seconds a quarter that the band leads with; NaN where it follows. */
  readonly leads: Float64Array
  /** Bounds of the period: seconds a quarter. */
  readonly shortest: Float64Array
  readonly longest: Float64Array
  readonly zones: readonly ZoneSettings[]
  /** null where the beat is no quarter or does not swing in 8ths. */
  readonly swings: readonly (SwingSettings | null)[]
  /** At the first row. */
  readonly period: Seconds
  /** The reference member's feel: where the player hears the beat. */
  readonly ear: Seconds
  /** A beat is decided this long before it sounds. */
  readonly earliest: Seconds
  /** Whether anybody follows the player. */
  readonly adapts: boolean
  /** Length of a beat of the first section, in quarters: the window of an onset is a share of it. */
  readonly beat: Quarters
}

export function timingOf({ policy, slots, tempo, chart }: Settings): Timing {
  const definition = { ...policy.definition, rules: [] }
  const fail = ({ message }: { readonly message: string }): never => {
    throw new RangeError(message)
  }
  const { main, mainSetup, unit } = buildPerformance({
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
  const column = (): Float64Array => new Float64Array(rows).fill(Number.NaN)
  const timing = {
    length: column(),
    written: column(),
    leads: column(),
    shortest: column(),
    longest: column(),
  }
  const zones: ZoneSettings[] = []
  const swings: (SwingSettings | null)[] = []
  main.start(0, count)
  const { period } = main.clock
  for (let row = 0; row < rows; row++) {
    if (row > 0) main.decideNext(0)
    drain(main)
    const { plan } = mainSetup
    const { length } = main.clock
    const shortest = 60 / (plan.high * plan.unit)
    const longest = 60 / (plan.low * plan.unit)
    timing.length[row] = length
    timing.shortest[row] = shortest
    timing.longest[row] = longest
    timing.written[row] = (60 / (plan.written * plan.unit)) * length
    // During the count the tempo of bar 1 holds.
    if (row >= count && plan.leads)
      timing.leads[row] = clamp(60 / (plan.leadBpm * plan.unit), shortest, longest)
    const { settings, swing } = sectionOf(mainSetup)
    zones.push(settings)
    swings.push(length === 1 && swing?.unit === 0.5 ? swing : null)
  }
  const { meter } = definition.sections[definition.form[0]?.section ?? 0] ?? {}
  return {
    ...timing,
    count,
    rows,
    zones,
    swings,
    period,
    ear: mainSetup.referenceOffset,
    earliest: mainSetup.earliest,
    adapts: mainSetup.adapts,
    beat: meter?.beats[1] ?? meter?.quarters ?? unit,
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
