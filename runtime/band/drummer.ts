/**
 * What a drummer does beyond the chart: fills, the crash after them, and trading.
 */

import type { MeterDef } from '../policy.ts'
import { uniform } from '../random.ts'
import type { Quarters, Ratio } from '../units.ts'
import type { Note } from './note.ts'
import type { PartRun, VoiceRun } from './parts.ts'
import type { BarSink } from './sink.ts'
import { FILL, FILL_ACCENT, FILL_COUNT } from './streams.ts'

/** Fills are made of 16ths. */
const FILL_UNIT: Quarters = 0.25
/** Where the hands travel during a fill, first to last. */
const FILL_VOICES: readonly string[] = ['snare', 'tom1', 'tom2', 'tom3']
/** The feet go on under a fill. */
const FEET: readonly string[] = ['kick', 'pedal']
/** What the hand that crashes would have struck on the 1 instead. */
const CYMBALS: readonly string[] = ['crash', 'ride', 'bell', 'hat']
const FILL_SOFTEST: Ratio = 0.5
const FILL_LOUDEST: Ratio = 0.95
/** What sooner belongs to a thin fill: strokes on beats and on the 8ths between, and late ones, which lead to the 1. */
const ON_BEAT: Ratio = 0.6
const ON_8TH: Ratio = 0.25
const LATE: Ratio = 0.5

/** Nearer than this, positions are the same: a bent one was multiplied and rounded. */
const SAME_PLACE: Quarters = 1e-6

/** What a drummer needs for fills: found once. */
export interface FillVoices {
  /** What the hands play, in the order of the fill. */
  readonly hands: readonly VoiceRun[]
  /** The chart's own crash, else another cymbal's sound under that name. */
  readonly crash: VoiceRun | null
}

const NO_HANDS: FillVoices['hands'] = []

function fillVoices(voices: readonly VoiceRun[], keyOfCrash: number): FillVoices {
  const named = (names: readonly string[]): readonly VoiceRun[] =>
    names.flatMap((name) => voices.filter((voice) => voice.name === name))
  const own = named(FILL_VOICES)
  const others = voices.filter((voice) => makesRoomForFill(voice))
  const [cymbal = voices[0]] = named(CYMBALS)
  return {
    hands: own.length > 0 ? own : [...others, ...voices].slice(0, 1),
    crash:
      cymbal === undefined || cymbal.name === 'crash'
        ? (cymbal ?? null)
        : { ...cymbal, name: 'crash', key: keyOfCrash, accents: [null] },
  }
}

/** Whether the drummer leaves this bar (0-based in the section) to the player. */
function leavesToPlayer(part: PartRun, bar: number): boolean {
  const { tradeBars } = part.settings
  return tradeBars > 0 && Math.floor(bar / tradeBars) % 2 === 1
}

/** How full the fill of this bar is; 0 for no fill. Nobody fills while trading. */
function fillDensity(part: PartRun, bar: number): Ratio {
  const { fill, tradeBars } = part.settings
  if (fill === null || tradeBars > 0 || fill.everyBars < 1) return 0
  return (bar + 1) % fill.everyBars === 0 ? fill.density : 0
}

/** Fills take the second half of a bar: its last beats, rounded up. */
function fillStart(meter: MeterDef): Quarters {
  return meter.beats[Math.floor(meter.beats.length / 2)] ?? 0
}

/** Whether a voice stops for a fill. */
function makesRoomForFill(voice: VoiceRun): boolean {
  return !FEET.includes(voice.name)
}

/**
 * Plays the bar's fill, if it has one: down the drums that the chart has, growing towards the end. As many strokes as the density says, one
 * at least: those on beats come first, then those on 8ths, by lot. What the hands have in the chart goes on until the
 * first of them.
 * @param bar 0-based within the section
 * @param from the part's first note in the sink
 * @returns whether it has
 */
function playFill(
  sink: BarSink,
  part: PartRun,
  meter: MeterDef,
  bar: number,
  measure: number,
  seed: number,
  from: number,
  drop: (note: Note) => void,
): boolean {
  const density = fillDensity(part, bar)
  const hands = part.fill?.hands ?? NO_HANDS
  const [first] = hands
  if (!(density > 0) || first === undefined) return false
  const { key } = part.member
  const start = fillStart(meter)
  const strokes = Math.round((meter.quarters - start) / FILL_UNIT)
  // The share of a stroke that is left over is a chance.
  const left = uniform(seed, key, 0, measure, 0, FILL_COUNT)
  const wanted = Math.max(1, Math.floor(density * strokes + left))
  let begun = false
  for (let i = 0; i < strokes; i++) {
    const lot = lotOf(seed, key, measure, meter, i)
    let before = 0
    for (let j = 0; j < strokes && before < wanted; j++) {
      if (lotOf(seed, key, measure, meter, j) < lot) before++
    }
    if (before >= wanted) continue
    const voice = hands[Math.floor((i * hands.length) / strokes)] ?? first
    sink.enterVoice(voice, measure, 0)
    const at = sink.swing(start + i * FILL_UNIT)
    if (!begun)
      sink.notes.keep(from, (note) => note.at < at - SAME_PLACE || !makesRoomForFill(note.voice), drop)
    begun = true
    const grown = FILL_SOFTEST + ((FILL_LOUDEST - FILL_SOFTEST) * i) / strokes
    const accent = 0.1 * (uniform(seed, key, 0, measure, i + 1, FILL_ACCENT) - 0.5)
    sink.play(at, 0, grown + accent, Number.NaN)
  }
  return true
}

/** The lot of the fill's stroke `i`: the lowest come first. */
function lotOf(seed: number, key: number, measure: number, meter: MeterDef, i: number): number {
  const onBeat = meter.beats.includes(fillStart(meter) + i * FILL_UNIT)
  const lot = uniform(seed, key, 0, measure, i + 1, FILL)
  const late = (LATE * i * FILL_UNIT) / (meter.quarters - fillStart(meter))
  return lot - late - (onBeat ? ON_BEAT : i % 2 === 0 ? ON_8TH : 0)
}

/** The crash on the 1, in place of what the same hand has there. */
function playCrash(
  sink: BarSink,
  part: PartRun,
  measure: number,
  from: number,
  drop: (note: Note) => void,
): void {
  const crash = part.fill?.crash ?? null
  if (crash === null) return
  sink.notes.keep(from, (note) => note.at > 0 || !CYMBALS.includes(note.voice.name), drop)
  sink.enterVoice(crash, measure, 0)
  sink.play(0, 0, 1, Number.NaN)
}

/** The feature `drumming`. */
export const drumming = { voices: fillVoices, leavesToPlayer, fill: playFill, crash: playCrash } as const
