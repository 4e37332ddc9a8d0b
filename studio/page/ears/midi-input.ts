/** MIDI as a source of onsets. The port itself is the studio's (`midi.ts`): pedals speak by it, too. */

import type { OnsetListener } from '../../input.ts'
import { MIDI_LATENCY } from '../../latency.ts'
import type { Midi, MidiListener } from '../midi.ts'
import type { MidiState } from './words.ts'

export interface MidiSource {
  readonly state: MidiState
  turnOn(): Promise<void>
  turnOff(): void
}

export interface MidiSourceSetup {
  readonly midi: Midi
  readonly context: () => AudioContext | null
  readonly onOnset: OnsetListener
  readonly onChange: () => void
}

export function createMidiSource({ midi, context, onOnset, onChange }: MidiSourceSetup): MidiSource {
  let state: MidiState = { kind: 'off' }
  // A note that is a command for the stage is no onset.
  const listener: MidiListener = {
    onNote({ time, velocity, pitch }) {
      if (state.kind !== 'on') return false
      onOnset({ contextTime: time, latency: MIDI_LATENCY, velocity, pitch })
      return true
    },
    onDevices(names) {
      if (state.kind !== 'on') return
      const before = [...state.devices, ...state.gone]
      become({ kind: 'on', devices: names, gone: before.filter((one) => !names.includes(one)) })
    },
  }
  midi.listen(listener, 'last')

  return {
    get state() {
      return state
    },
    async turnOn() {
      const at = context()
      if (at === null) return
      become({ kind: 'opening' })
      const reading = await midi.open(at)
      // Turned off while the browser asked.
      if (state.kind !== 'opening') return
      if (reading.ok) become({ kind: 'on', devices: midi.devices, gone: [] })
      else become({ kind: 'failed', reason: reading.reason, detail: reading.detail })
    },
    turnOff: () => become({ kind: 'off' }),
  }

  function become(next: MidiState): void {
    state = next
    onChange()
  }
}
