/** What the studio says of its ears: what is the matter, and what to do about it. */

import { type WirelessHint, wirelessHint } from '../../../runtime/audio/ears/calibration/wireless.ts'
import type { Seconds } from '../../../runtime/units.ts'

export interface Said {
  readonly text: string
  readonly tone: 'calm' | 'warn'
}

type Processing = 'echoCancellation' | 'noiseSuppression' | 'autoGainControl'

/** What is read of a microphone. */
interface Heard {
  readonly label: string
  readonly stillOn: readonly Processing[]
  readonly unknown: readonly Processing[]
}

/** Why there is none; `deaf`: it is open, and the ears could not be connected to it. */
export type MicrophoneTrouble = 'unsupported' | 'refused' | 'absent' | 'busy' | 'deaf'

/** A part of what `microphone-input.ts` knows. */
type Microphone =
  | { readonly kind: 'off' | 'opening' }
  | { readonly kind: 'on'; readonly microphone: Heard; readonly muted: boolean }
  | { readonly kind: 'failed'; readonly reason: MicrophoneTrouble }
  | { readonly kind: 'lost'; readonly label: string }

type MidiTrouble = 'unsupported' | 'refused' | 'failed' | 'unloaded'

export type MidiState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly devices: readonly string[]; readonly gone: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly reason: MidiTrouble
      readonly detail: string
    }

const TROUBLES: Readonly<Record<MicrophoneTrouble, string>> = {
  unsupported:
    'This browser gives a page no microphone here. Open the studio in another one, on this machine: http://localhost or 127.0.0.1.',
  refused:
    'The browser was told not to give the microphone. Allow it beside the address of the page, and turn it on again.',
  absent: 'There is no such microphone. Plug one in: it is heard as soon as it is there.',
  busy: 'The microphone does not open: another program has it, or the system keeps it. Close that program, and try again.',
  deaf: 'The microphone is open, and the ears could not be connected to it. Try again, or load the page anew.',
}

export function microphoneSaid(state: Microphone): Said {
  switch (state.kind) {
    case 'off':
      return calm('A drum, a guitar, hands: anything with an attack. The browser asks you once.')
    case 'opening':
      return calm('Waiting for the browser: it may be asking you.')
    case 'on':
      if (state.muted)
        return warn(`${state.microphone.label} is muted: by a switch on it, or in the system’s settings.`)
      return processingSaid(state.microphone)
    case 'failed':
      return warn(TROUBLES[state.reason])
    case 'lost':
      return warn(`${state.label} is gone. Keys and touch play on; it is heard again as soon as it is back.`)
  }
}

const PROCESSINGS: Readonly<Record<Processing, string>> = {
  echoCancellation: 'echo cancellation (it ducks you while the band plays)',
  noiseSuppression: 'noise suppression (it eats cymbals and soft notes)',
  autoGainControl: 'automatic gain (it evens out loud and soft)',
}

/** Made for calls, and in the way of music. */
function processingSaid({ label, stillOn, unknown }: Heard): Said {
  if (stillOn.length > 0) {
    const names = inRow(stillOn.map((one) => PROCESSINGS[one]))
    return warn(`${label}: the browser could not turn off ${names}. Another browser or microphone may.`)
  }
  if (unknown.length > 0) {
    const names = inRow(unknown.map((one) => PROCESSINGS[one]))
    return calm(`${label} hears you. The browser does not say whether it turned off ${names}.`)
  }
  return calm(`${label} hears you, as it is: nothing in between that is made for calls.`)
}

export function midiSaid(state: MidiState): Said {
  switch (state.kind) {
    case 'off':
      return calm('Keys and pads, exact in time, with their velocity.')
    case 'opening':
      return calm('Waiting for the browser: it may be asking you.')
    case 'on': {
      const { devices, gone } = state
      if (gone.length > 0) {
        const rest = devices.length === 0 ? 'Keys and touch play on' : `${inRow(devices)} plays on`
        return warn(`${inRow(gone)} is gone. ${rest}; it is heard again as soon as it is back.`)
      }
      return devices.length === 0
        ? calm('Nothing is plugged in yet. What comes is heard at once.')
        : calm(`Hears ${inRow(devices)}.`)
    }
    case 'failed':
      return warn(MIDI_TROUBLES[state.reason])
  }
}

const MIDI_TROUBLES: Readonly<Record<MidiTrouble, string>> = {
  unsupported: 'This browser has no MIDI. Chromium, Chrome, Edge and Firefox have.',
  refused:
    'The browser was told not to give MIDI. Allow it beside the address of the page, and turn it on again.',
  failed:
    'The system does not give MIDI: another program may have it alone. Close that program, and try again.',
  unloaded:
    'The part of the studio that hears MIDI could not be loaded. Is its server there? Then turn MIDI off and on.',
}

/** Null where all is on cables, as far as one can see. */
export function wirelessSaid(labels: readonly string[], outputLatency: Seconds): string | null {
  const hint: WirelessHint = wirelessHint(labels, outputLatency)
  if (hint.label !== null) {
    return `${hint.label} is on the air: Bluetooth takes 100 to 300 ms each way, and not the same from minute to minute. Use a cable to play in time.`
  }
  return hint.late
    ? `The sound takes ${milliseconds(outputLatency)} to your ear: too long for a cable. Is it Bluetooth? Use a cable to play in time.`
    : null
}

export const milliseconds = (seconds: Seconds): string => `${Math.round(seconds * 1000)} ms`

export function inRow(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const calm = (text: string): Said => ({ text, tone: 'calm' })
const warn = (text: string): Said => ({ text, tone: 'warn' })
