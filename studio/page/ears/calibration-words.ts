/** What a calibration has found, in words. */

import type { Seconds } from '../../../runtime/units.ts'
import type { LoopbackOutcome } from '../../capture-protocol.ts'
import type { SourceName } from '../../latency.ts'
import type { TapsReading } from './taps.ts'
import { milliseconds, type Said } from './words.ts'

const FAILED: Readonly<Record<(LoopbackOutcome & { ok: false })['reason'], string>> = {
  silent:
    'The microphone gave no sound at all: it is muted, or another one is meant. Look at its level under Input, and try again.',
  noisy:
    'The chirps were not found in what came in. Turn the loudspeaker up, bring the microphone nearer, wait until it is quiet, and try again.',
  unsteady:
    'The chirps came in after a different time each: a device on the air, or a machine with too much to do. Use a cable, close what you can, and try again.',
  clipped: 'It came in too loud and was cut. Turn the microphone or the loudspeaker down, and try again.',
  stopped: 'The sound stood still in the middle. Try again.',
}

export function loopbackSaid(outcome: LoopbackOutcome, microphone: string, output: string): Said {
  if (!outcome.ok) return { text: FAILED[outcome.reason], tone: 'warn' }
  const { delay, spread, confidence } = outcome
  const pair = output === '' ? microphone : `${output} to ${microphone}`
  const sure = `each chirp within ${(spread * 1000).toFixed(1)} ms, ${Math.round(confidence * 100)} % alike`
  return {
    text: `${(delay * 1000).toFixed(1)} ms from ${pair}: ${sure}. Taken out of what you play from now on, and kept for these devices.`,
    tone: 'calm',
  }
}

const UNTOLD: Readonly<Record<(TapsReading & { ok: false })['reason'], string>> = {
  few: 'There were too few taps to tell. Tap once to each click, to the end.',
  scattered: 'The taps did not follow the click closely enough to tell. Once more, and calmly.',
  click:
    'The microphone heard the click itself, and nobody is as exact. Take headphones, or turn the loudspeaker down.',
}

const BY: Readonly<Record<SourceName, string>> = {
  keys: 'keys or touch',
  microphone: 'the microphone',
  midi: 'MIDI',
}

export function tappingSaid({
  source,
  reading,
}: {
  readonly source: SourceName
  readonly reading: TapsReading
}): readonly Said[] {
  if (!reading.ok) return [{ text: UNTOLD[reading.reason], tone: 'warn' }]
  const { sum, spread, used, latency, habit, split } = reading
  const belief =
    split === 'measured'
      ? 'The machine was measured before, so the rest is you.'
      : 'How much is whose is only a belief: what people usually do, and what the browser says. Measuring tells the machine alone.'
  return [
    {
      text: `By ${BY[source]} your taps come ${signed(sum)} the click, give or take ${milliseconds(spread)} (${used} taps).`,
      tone: 'calm',
    },
    {
      text: `Of that about ${milliseconds(latency.mean)} late is the machine, and ${about(habit.mean)} is you. Nearly everybody taps early. ${belief} Nothing was changed.`,
      tone: 'calm',
    },
  ]
}

const signed = (seconds: Seconds): string =>
  `${milliseconds(Math.abs(seconds))} ${seconds < 0 ? 'before' : 'after'}`
const about = (seconds: Seconds): string =>
  `${milliseconds(Math.abs(seconds))} ${seconds < 0 ? 'early' : 'late'}`
