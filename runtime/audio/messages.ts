/**
 * What an engine on another thread is told. Messages are checked here, at its door: what makes no sense does nothing.
 */

import type { AudioEngine } from './engine.ts'
import { type EngineEvent, EVENT_FIELDS } from './event-queue.ts'
import { INSTRUMENTS, type Instrument } from './patch.ts'
import { readBank, type SampleBank } from './samples/bank.ts'

export type EngineMessage =
  | {
      readonly kind: 'patch'
      readonly index: number
      readonly instrument: Instrument
      readonly values: readonly number[]
    }
  /** `EVENT_FIELDS` numbers an event, as `packEvent` writes them. */
  | { readonly kind: 'events'; readonly events: Float64Array }
  | { readonly kind: 'master'; readonly gain: number }
  /** The gain of one member's channel: mutes. */
  | { readonly kind: 'channel'; readonly channel: number; readonly gain: number }
  /** What a piano from recordings plays; its buffers are best transferred. */
  | { readonly kind: 'samples'; readonly bank: SampleBank }
  /** Takes back what has not begun. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'panic' }

export function packEvent(event: EngineEvent, into: Float64Array, at: number): void {
  into[at] = event.frame
  into[at + 1] = event.patch
  into[at + 2] = event.channel
  into[at + 3] = event.velocity
  into[at + 4] = event.pitch
  into[at + 5] = event.hold
  into[at + 6] = event.gain
  into[at + 7] = event.pan
  into[at + 8] = event.key
}

function unpackEvent(from: Float64Array, at: number): EngineEvent {
  return {
    frame: from[at] ?? Number.NaN,
    patch: from[at + 1] ?? 0,
    channel: from[at + 2] ?? 0,
    velocity: from[at + 3] ?? 0,
    pitch: from[at + 4] ?? 0,
    hold: from[at + 5] ?? 0,
    gain: from[at + 6] ?? 0,
    pan: from[at + 7] ?? 0,
    key: from[at + 8] ?? 0,
  }
}

/** The most numbers a patch may come with; the longest has 28. */
const MOST_VALUES = 64

const numberOrNone = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** Does what a message says. Never throws, whatever it is given. */
export function tellEngine(engine: AudioEngine, message: unknown): void {
  if (typeof message !== 'object' || message === null) return
  const given: { readonly [field: string]: unknown } = { ...message }
  switch (given.kind) {
    case 'patch': {
      const instrument = INSTRUMENTS.find((name) => name === given.instrument)
      const { index, values } = given
      if (instrument === undefined || typeof index !== 'number' || !Array.isArray(values)) return
      if (values.length <= MOST_VALUES) engine.setPatch(index, instrument, values.map(numberOrNone))
      return
    }
    case 'events':
      if (given.events instanceof Float64Array)
        for (let at = 0; at + EVENT_FIELDS <= given.events.length; at += EVENT_FIELDS)
          engine.schedule(unpackEvent(given.events, at))
      return
    case 'master':
      if (typeof given.gain === 'number') engine.setMaster(given.gain)
      return
    case 'channel':
      if (typeof given.channel === 'number' && typeof given.gain === 'number')
        engine.setChannelGain(given.channel, given.gain)
      return
    case 'samples': {
      const bank = readBank(given.bank)
      if (bank !== null) engine.setSamples(bank)
      return
    }
    case 'clear':
      engine.clearEvents()
      return
    case 'panic':
      engine.panic()
  }
}
