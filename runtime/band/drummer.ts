/**
 * What a drummer does beyond the chart: fills, the crash after them, and trading.
 */

import type { MeterDef } from '../policy.ts'
import { uniform } from '../random.ts'
import type { Quarters, Ratio } from '../units.ts'
import type { PartRun, VoiceRun } from './parts.ts'
import type { BarSink } from './sink.ts'
import { FILL, FILL_ACCENT } from './streams.ts'

/** Fills are made of 16ths. */
const FILL_UNIT: Quarters = 0.25
/** Where the hands travel during a fill, first to last. */
const FILL_VOICES = ['snare', 'tom1', 'tom2', 'tom3']
/** The feet go on under a fill. */
const FEET = ['kick', 'pedal']
const FILL_SOFTEST: Ratio = 0.5
const FILL_LOUDEST: Ratio = 0.95

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

/** Plays the fill: down the drums that the chart has, growing towards the end. */
function playFill(
  sink: BarSink,
  part: PartRun,
  meter: MeterDef,
  density: Ratio,
  measure: number,
  seed: number,
): void {
  const hands = FILL_VOICES.map((name) => part.voices.find((voice) => voice.name === name)).filter(
    (voice) => voice !== undefined,
  )
  const first = hands[0] ?? part.voices.find((voice) => makesRoomForFill(voice)) ?? part.voices[0]
  if (first === undefined) return
  const start = fillStart(meter)
  const strokes = Math.round((meter.quarters - start) / FILL_UNIT)
  for (let i = 0; i < strokes; i++) {
    const at = start + i * FILL_UNIT
    const place = i + 1
    // Strokes on a beat come sooner than those between as the fill gets fuller.
    const chance = meter.beats.includes(at) ? 1 - (1 - density) * (1 - density) : density
    const { member } = part
    if (!(uniform(seed, member.key, 0, measure, place, FILL) < chance)) continue
    const voice = hands[Math.floor((i * hands.length) / strokes)] ?? first
    const grown = FILL_SOFTEST + ((FILL_LOUDEST - FILL_SOFTEST) * i) / strokes
    const accent = 0.1 * (uniform(seed, member.key, 0, measure, place, FILL_ACCENT) - 0.5)
    sink.enterVoice(voice, measure, 0)
    sink.play(sink.swing(at), 0, grown + accent, Number.NaN)
  }
}

/** The voice of the crash after a fill: the chart's own, else another cymbal's sound under that name. */
function crashVoice(voices: readonly VoiceRun[], keyOfCrash: number): VoiceRun | null {
  const own = voices.find((voice) => voice.name === 'crash')
  if (own !== undefined) return own
  const like =
    ['ride', 'bell', 'hat'].map((name) => voices.find((voice) => voice.name === name)).find(Boolean) ??
    voices[0]
  return like === undefined ? null : { ...like, name: 'crash', key: keyOfCrash, accents: [null] }
}

/** The feature `drumming`. */
export const drumming = {
  leavesToPlayer,
  fillDensity,
  fillStart,
  makesRoomForFill,
  playFill,
  crashVoice,
} as const
