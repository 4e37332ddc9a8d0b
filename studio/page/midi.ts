/**
 * MIDI in the studio: opened once, when somebody wants it, and heard by all who listen: the band hears notes, the stage
 * hears pedals and buttons.
 */

import {
  type MidiControl,
  type MidiInput,
  type MidiOnset,
  type MidiReading,
  openMidiInput,
} from '../../runtime/host/browser/index.ts'

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
  /** The one that hears last gets what nobody took for a command. Gives the way to stop listening. */
  listen(listener: MidiListener, hears?: 'first' | 'last'): () => void
}

export function createMidi(): Midi {
  let opening: Promise<MidiReading> | null = null
  let input: MidiInput | null = null
  let listeners: readonly MidiListener[] = []

  return {
    async open(context) {
      opening ??= openMidiInput({ context, onOnset: hear, onControl: control, onDevices: devices })
      const reading = await opening
      if (reading.ok) {
        const first = input === null
        input = reading.input
        if (first) devices(input.devices)
      } else opening = null
      return reading
    },
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
