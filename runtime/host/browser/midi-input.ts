/** Onsets from MIDI keyboards, pads and pickups: exact in time, with velocity and pitch; and what pedals and buttons say. Nothing throws. */

import type { Seconds } from '../../units.ts'
import { audioTimeOf, controlOf, type MidiControl, type NoteOn, noteOnOf } from './audio-clock.ts'

export interface MidiOnset extends NoteOn {
  /** On the audio clock: the moment of the music that the player heard when the note began. */
  readonly time: Seconds
  /** Name of the device. */
  readonly device: string
}

export interface MidiInputOptions {
  readonly context: AudioContext
  readonly onOnset: (onset: MidiOnset) => void
  /** Pedals, buttons, knobs; a knob that is turned says so many times. */
  readonly onControl?: (control: MidiControl, device: string) => void
  /** The names of the devices that are there now, whenever one comes or goes. */
  readonly onDevices?: (names: readonly string[]) => void
}

export interface MidiInput {
  /** Devices that are heard now; may be none: one that is plugged in later is heard, too. */
  readonly devices: readonly string[]
  close(): void
}

export type MidiReading =
  | { readonly ok: true; readonly input: MidiInput }
  | {
      readonly ok: false
      /** `unsupported`: this browser has no MIDI; `refused`: the person or a policy said no; `failed`: the system did. */
      readonly reason: 'unsupported' | 'refused' | 'failed'
      readonly detail: string
    }

/** Listens to all MIDI devices, those that are plugged in later, too. Never rejects: what is in the way is its answer. */
export async function openMidiInput({
  context,
  onOnset,
  onControl,
  onDevices,
}: MidiInputOptions): Promise<MidiReading> {
  if (!('requestMIDIAccess' in navigator)) {
    return { ok: false, reason: 'unsupported', detail: 'navigator.requestMIDIAccess is not there' }
  }
  let access: MIDIAccess
  try {
    access = await navigator.requestMIDIAccess({ sysex: false })
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    return {
      ok: false,
      reason: name === 'NotAllowedError' || name === 'SecurityError' ? 'refused' : 'failed',
      detail: error instanceof Error ? error.message : String(error),
    }
  }

  const heard = new Map<string, MIDIInput>()
  const hear = (event: MIDIMessageEvent): void => {
    const source = event.currentTarget
    const device = source !== null && 'name' in source ? String(source.name ?? '') : ''
    const control = controlOf(event.data)
    if (control !== null) onControl?.(control, device)
    const note = noteOnOf(event.data)
    if (note === null) return
    onOnset({
      ...note,
      time: audioTimeOf(event.timeStamp, context.getOutputTimestamp(), {
        page: performance.now(),
        context: context.currentTime,
      }),
      device,
    })
  }
  const names = (): readonly string[] => [...heard.values()].map(({ name }) => name ?? '')
  const leave = (input: MIDIInput): void => {
    input.removeEventListener('midimessage', hear)
    heard.delete(input.id)
  }
  /** Brings what is heard in line with what is there; tells whether anything changed. */
  const look = (): boolean => {
    let changed = false
    for (const input of access.inputs.values()) {
      if (input.state !== 'connected' || heard.has(input.id)) continue
      input.addEventListener('midimessage', hear)
      heard.set(input.id, input)
      changed = true
    }
    for (const input of [...heard.values()]) {
      if (input.state === 'connected' && access.inputs.has(input.id)) continue
      leave(input)
      changed = true
    }
    return changed
  }
  const looked = (): void => {
    if (look()) onDevices?.(names())
  }
  look()
  access.addEventListener('statechange', looked)
  return {
    ok: true,
    input: {
      get devices() {
        return names()
      },
      close() {
        access.removeEventListener('statechange', looked)
        for (const input of [...heard.values()]) leave(input)
      },
    },
  }
}
