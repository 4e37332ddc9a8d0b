/** What is made of the taps to a click. */

import {
  type Belief,
  readTapping,
  type TappingReading,
} from '../../../runtime/audio/ears/calibration/tapping.ts'
import type { Seconds } from '../../../runtime/units.ts'
import { KEY_LATENCY, MIDI_LATENCY, type SourceName } from '../../latency.ts'
import type { InputLatency } from '../../protocol.ts'

/** On the context's clock, latency not taken out. */
export interface Taps {
  readonly clicks: readonly Seconds[]
  readonly by: Readonly<Record<SourceName, readonly Seconds[]>>
}

/** People's taps spread by 10 ms and more: what comes by a microphone as exactly as this is the click itself. */
const NOBODY: Seconds = 0.004

export type TapsReading = TappingReading | { readonly ok: false; readonly reason: 'click' }

/** The source that most taps came by, and what its taps tell. */
export function readTaps(
  { clicks, by }: Taps,
  roundTrip: InputLatency | null,
): { readonly source: SourceName; readonly reading: TapsReading } {
  const sources = (['keys', 'midi', 'microphone'] as const).toSorted((a, b) => by[b].length - by[a].length)
  const source = sources[0] ?? 'keys'
  const reading = readTapping({ clicks, taps: by[source], latency: beliefOf(source, roundTrip) })
  const isClick = source === 'microphone' && reading.ok && reading.spread < NOBODY
  return { source, reading: isClick ? { ok: false, reason: 'click' } : reading }
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
