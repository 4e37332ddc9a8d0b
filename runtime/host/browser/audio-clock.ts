/** From the page's clock to the audio clock. Knows no browser, so that it can be tried anywhere. */

import type { Milliseconds, Seconds } from '../../units.ts'

/** What `AudioContext.getOutputTimestamp` gives: one moment on both clocks. */
export interface ClockPair {
  readonly contextTime?: Seconds
  readonly performanceTime?: Milliseconds
}

/**
 * When something happened, on the audio clock: `contextTime` is what leaves the loudspeaker at `performanceTime`, so the
 * result is the moment of the music that the player heard while playing.
 *
 * @param stamp an event's `timeStamp`
 * @param now the page's clock and the context's `currentTime`, for browsers whose pair is still empty
 */
export function audioTimeOf(
  stamp: Milliseconds,
  pair: ClockPair,
  now: { readonly page: Milliseconds; readonly context: Seconds },
): Seconds {
  const { contextTime, performanceTime } = pair
  return performanceTime !== undefined && performanceTime > 0 && contextTime !== undefined
    ? contextTime + (stamp - performanceTime) / 1000
    : now.context + (stamp - now.page) / 1000
}

export interface NoteOn {
  /** MIDI number. */
  readonly pitch: number
  /** 0..1 */
  readonly velocity: number
}

/** The note that a MIDI message begins, if it begins one: a note-on of velocity 0 is a note-off. */
export function noteOnOf(data: ArrayLike<number> | null): NoteOn | null {
  const [status = 0, pitch = 0, velocity = 0] = data === null ? [] : Array.from(data)
  const isNoteOn = (status & 0xf0) === 0x90 && data !== null && data.length === 3
  return isNoteOn && pitch < 128 && velocity > 0 && velocity < 128
    ? { pitch, velocity: velocity / 127 }
    : null
}

/** What a pedal, a button or a knob says: a controller or a program change. */
export interface MidiControl {
  readonly kind: 'controller' | 'program'
  /** From 0, as in the message; people count from 1. */
  readonly channel: number
  /** Of the controller or the program, 0..127. */
  readonly number: number
  /** 0..127; 127 for a program, which has none. Pedals are down from 64. */
  readonly value: number
}

/** What a MIDI message controls, if it does. Channel modes (120..127: all notes off, and such) are no controllers. */
export function controlOf(data: ArrayLike<number> | null): MidiControl | null {
  const [status = 0, number = 0, value = 0] = data === null ? [] : Array.from(data)
  if (data === null || number > 127 || value > 127) return null
  const channel = status & 0x0f
  if ((status & 0xf0) === 0xb0 && data.length === 3 && number < 120) {
    return { kind: 'controller', channel, number, value }
  }
  return (status & 0xf0) === 0xc0 && data.length === 2
    ? { kind: 'program', channel, number, value: 127 }
    : null
}
