/**
 * LATENCY, in one place. The band wants to know which moment of its music the player heard while playing. Every source
 * of onsets gives a moment of the audio context's clock, and says what of it is latency; the band takes that out
 * (`workers/engine.ts`), and nobody else does:
 *
 * | source | `contextTime` | `latency` |
 * |---|---|---|
 * | keys, touch | what left the loudspeaker at the event's time stamp: the way out is taken out already | `KEY_LATENCY` |
 * | MIDI | the same, by the time stamp of the message | `MIDI_LATENCY` |
 * | microphone | when the samples came in: nothing is taken out | the way out and in: measured by a loopback, else what the browser says |
 */

import type { Seconds } from '../runtime/units.ts'

export type SourceName = 'keys' | 'microphone' | 'midi'

/** A key press reaches the page some milliseconds after the finger: keyboards are asked 125 times a second, and bounce. */
export const KEY_LATENCY: Seconds = 0.008
/** A note by USB: the pad's own scan, and a message a millisecond. */
export const MIDI_LATENCY: Seconds = 0.003
/** From the air to the page, where the browser does not say: a small buffer of the system and one of the browser. */
export const UNKNOWN_MICROPHONE: Seconds = 0.02
