/** Clicks to tap to, and what is made of the taps. */

import {
  type Belief,
  readTapping,
  type TappingReading,
} from '../../../runtime/audio/ears/calibration/tapping.ts'
import type { Seconds } from '../../../runtime/units.ts'
import { KEY_LATENCY, MIDI_LATENCY, type PlayerOnset } from '../../input.ts'
import type { InputLatency } from '../../protocol.ts'
import type { SourceName } from './ears.ts'
import { playerOf } from './loopback.ts'

/** The first four are for finding in: `readTapping` does not count them. */
export const CLICKS = 20
/** 100 bpm: neither does one have to hurry, nor to count. */
const INTERVAL: Seconds = 0.6
const LEAD_IN: Seconds = 0.8
/** A tap after the last click. */
const TAIL: Seconds = 0.5
const LOOK_MS = 30

export interface TappingRun {
  readonly clicks: readonly Seconds[]
  tap(source: SourceName, onset: PlayerOnset): void
  stop(): void
}

export interface TappingSetup {
  readonly context: AudioContext
  /** Clicks that have sounded so far. */
  readonly onClick: (count: number) => void
  readonly onDone: (taps: Taps) => void
}

/** On the context's clock, latency not taken out. */
export interface Taps {
  readonly clicks: readonly Seconds[]
  readonly by: Readonly<Record<SourceName, readonly Seconds[]>>
}

export function startTapping({ context, onClick, onDone }: TappingSetup): TappingRun {
  const first = context.currentTime + LEAD_IN
  const clicks = Array.from({ length: CLICKS }, (_, i) => first + i * INTERVAL)
  const by: Record<SourceName, Seconds[]> = { keys: [], microphone: [], midi: [] }
  const players = clicks.map((time, i) => {
    const player = playerOf(context, click(context.sampleRate, i % 4 === 0 ? 1600 : 1200))
    player.start(time)
    return player
  })
  const timer = setInterval(look, LOOK_MS)
  let shown = 0
  return {
    clicks,
    tap: (source, { contextTime }) => by[source].push(contextTime),
    stop,
  }

  function look(): void {
    const now = context.currentTime - (context.outputLatency || 0)
    const sounded = clicks.filter((time) => time <= now).length
    if (sounded !== shown) {
      shown = sounded
      onClick(sounded)
    }
    if (now < (clicks.at(-1) ?? 0) + TAIL) return
    stop()
    onDone({ clicks, by })
  }

  function stop(): void {
    clearInterval(timer)
    for (const player of players) player.disconnect()
  }
}

/** The source that most taps came by, and what its taps tell. */
export function readTaps(
  { clicks, by }: Taps,
  roundTrip: InputLatency | null,
): { readonly source: SourceName; readonly reading: TappingReading } {
  const sources = (['keys', 'midi', 'microphone'] as const).toSorted((a, b) => by[b].length - by[a].length)
  const source = sources[0] ?? 'keys'
  return { source, reading: readTapping({ clicks, taps: by[source], latency: beliefOf(source, roundTrip) }) }
}

/** How well the way out is known that `getOutputTimestamp` takes out of keys and MIDI: what browsers say is off by this. */
const BROWSERS_WORD: Seconds = 0.015
/** And in addition what is not known of a microphone's way in. */
const MICROPHONES_WORD: Seconds = 0.03
/** Of a loopback. */
const MEASURED: Seconds = 0.002

function beliefOf(source: SourceName, roundTrip: InputLatency | null): Belief {
  switch (source) {
    case 'keys':
      return { mean: KEY_LATENCY, deviation: BROWSERS_WORD }
    case 'midi':
      return { mean: MIDI_LATENCY, deviation: BROWSERS_WORD }
    case 'microphone':
      return {
        mean: roundTrip?.latency ?? 0,
        deviation: roundTrip?.calibrated === true ? MEASURED : MICROPHONES_WORD,
      }
  }
}

/** 30 ms of a tone that dies away. */
function click(rate: number, hertz: number): Float32Array {
  return Float32Array.from(
    { length: Math.round(0.03 * rate) },
    (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate) * Math.exp(-i / (0.006 * rate)),
  )
}
