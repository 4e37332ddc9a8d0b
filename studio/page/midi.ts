/**
 * MIDI in the studio: opened once, when somebody wants it, and heard by all who listen: the band hears notes, the stage
 * hears pedals and buttons.
 */

import type {
  MidiControl,
  MidiInput,
  MidiOnset,
  MidiReading as OpenedReading,
} from '../../runtime/host/browser/index.ts'
import { late } from './late.ts'

/** `unloaded`: what speaks with MIDI is loaded when it is wanted, and did not come. */
export type MidiReading =
  | OpenedReading
  | { readonly ok: false; readonly reason: 'unloaded'; readonly detail: string }

const MIDI = late(() => import('../../runtime/host/browser/midi-input.ts'))

export interface MidiListener {
  /** True where the note was meant as a command: nobody after this listener hears it. */
  readonly onNote?: (onset: MidiOnset) => boolean
  readonly onControl?: (control: MidiControl, device: string) => void
  /** The devices that are there now, whenever one comes or goes. */
  readonly onDevices?: (names: readonly string[]) => void
}

export interface Midi {
  /** Asks for MIDI, the first time the player too; a reading that failed may be tried again. */
  open(context: AudioContext): Promise<MidiReading>
  readonly devices: readonly string[]
  /** Brings what `open` needs, so that the first pedal is heard at once. */
  load(): Promise<unknown>
  /** The one that hears last gets what nobody took for a command. Gives the way to stop listening. */
  listen(listener: MidiListener, hears?: 'first' | 'last'): () => void
}

export function createMidi(): Midi {
  let opening: Promise<MidiReading> | null = null
  let input: MidiInput | null = null
  let listeners: readonly MidiListener[] = []

  return {
    async open(context) {
      opening ??= opened(context)
      const reading = await opening
      if (reading.ok) {
        const first = input === null
        input = reading.input
        if (first) devices(input.devices)
      } else opening = null
      return reading
    },
    load: () => MIDI(() => {}),
    get devices() {
      return input?.devices ?? []
    },
    listen(listener, hears = 'first') {
      listeners = hears === 'first' ? [listener, ...listeners] : [...listeners, listener]
      return () => {
        listeners = listeners.filter((one) => one !== listener)
      }
    },
  }

  async function opened(context: AudioContext): Promise<MidiReading> {
    const host = await MIDI(() => {})
    if (host === null) return { ok: false, reason: 'unloaded', detail: 'midi-input.ts did not come' }
    return host.openMidiInput({ context, onOnset: hear, onControl: control, onDevices: devices })
  }

  function hear(onset: MidiOnset): void {
    for (const { onNote } of listeners) if (onNote?.(onset) === true) return
  }

  function control(said: MidiControl, device: string): void {
    for (const { onControl } of listeners) onControl?.(said, device)
  }

  function devices(names: readonly string[]): void {
    for (const { onDevices } of listeners) onDevices?.(names)
  }
}
