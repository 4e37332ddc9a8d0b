/** What a player does without the text (next piece, cue, …) and what it is bound to: pedals, buttons, keys. Values only. */

import type { MidiControl } from '../../../runtime/host/browser/audio-clock.ts'

export const COMMANDS = ['play', 'next', 'previous', 'cue', 'tap', 'pause', 'record', 'panic'] as const
export type Command = (typeof COMMANDS)[number]

export type Trigger =
  /** A key by its place, as `KeyboardEvent.code` says it. Page turners are keyboards. */
  | { readonly kind: 'key'; readonly code: string }
  | { readonly kind: 'controller' | 'program'; readonly channel: number; readonly number: number }
  | { readonly kind: 'note'; readonly pitch: number }

export type Bindings = Readonly<Record<Command, readonly Trigger[]>>

export const NO_BINDINGS: Bindings = {
  play: [],
  next: [],
  previous: [],
  cue: [],
  tap: [],
  pause: [],
  record: [],
  panic: [],
}

/** A foot has room for so many. */
export const MOST_TRIGGERS = 8

/** The same thing pressed: one trigger does one thing. */
export function idOf(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'key':
      return `key ${trigger.code}`
    case 'note':
      return `note ${trigger.pitch}`
    default:
      return `${trigger.kind} ${trigger.channel} ${trigger.number}`
  }
}

/** Bound to this command, and to no other any more. */
export function bound(bindings: Bindings, command: Command, trigger: Trigger): Bindings {
  const free = unbound(bindings, trigger)
  return { ...free, [command]: [...free[command], trigger].slice(-MOST_TRIGGERS) }
}

export function unbound(bindings: Bindings, trigger: Trigger): Bindings {
  const id = idOf(trigger)
  const without = (command: Command) => bindings[command].filter((one) => idOf(one) !== id)
  return {
    play: without('play'),
    next: without('next'),
    previous: without('previous'),
    cue: without('cue'),
    tap: without('tap'),
    pause: without('pause'),
    record: without('record'),
    panic: without('panic'),
  }
}

export function commandOf(bindings: Bindings, trigger: Trigger): Command | null {
  const id = idOf(trigger)
  return COMMANDS.find((command) => bindings[command].some((one) => idOf(one) === id)) ?? null
}

export const needsMidi = (bindings: Bindings): boolean =>
  COMMANDS.some((command) => bindings[command].some(({ kind }) => kind !== 'key'))

/** From there on a pedal is down. */
const DOWN = 64

export interface Presses {
  /** What was pressed; null for a knob on its way, and for a pedal that comes up. */
  pressed(control: MidiControl, device: string): Trigger | null
  /** A device that is gone holds nothing down: plugged in again, it begins anew. */
  devices(names: readonly string[]): void
}

export function createPresses(): Presses {
  /** By device: what is down. */
  const down = new Map<string, Set<string>>()
  return {
    pressed({ kind, channel, number, value }, device) {
      const trigger: Trigger = { kind, channel, number }
      if (kind === 'program') return trigger
      const held = down.get(device) ?? new Set()
      down.set(device, held)
      const id = idOf(trigger)
      if (value < DOWN) {
        held.delete(id)
        return null
      }
      if (held.has(id)) return null
      held.add(id)
      return trigger
    },
    devices(names) {
      for (const device of down.keys()) if (!names.includes(device)) down.delete(device)
    },
  }
}

/** Keys that mean something else whenever a panel is open, or in every text field. */
const NEVER_BOUND = [
  'Escape',
  'Tab',
  'ShiftLeft',
  'ShiftRight',
  'ControlLeft',
  'ControlRight',
  'AltLeft',
  'AltRight',
]

/** What is read of a `KeyboardEvent`. */
export interface KeyDown {
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export function bindableKey({ code, ctrlKey, metaKey, altKey }: KeyDown): Trigger | null {
  if (code === '' || ctrlKey || metaKey || altKey || NEVER_BOUND.includes(code) || code.startsWith('Meta')) {
    return null
  }
  return { kind: 'key', code }
}

/** Keys that do what they are bound to in the text, too: nobody writes with them. */
const EVERYWHERE = /^(?:PageUp|PageDown|F\d+|Media\w+|Audio\w+|Browser\w+|Launch\w+)$/

export const actsWhileWriting = (code: string): boolean => EVERYWHERE.test(code)

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
}

const NOTES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B']

/** As people call it. MIDI counts channels and programs from 0 and people from 1. */
export function triggerInWords(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'key':
      return NAMES[trigger.code] ?? trigger.code.replace(/^(?:Key|Digit)/, '')
    case 'note':
      return `note ${NOTES[trigger.pitch % 12] ?? ''}${Math.floor(trigger.pitch / 12) - 1}`
    case 'controller':
      return `${CONTROLLERS[trigger.number] ?? `controller ${trigger.number}`}, channel ${trigger.channel + 1}`
    case 'program':
      return `program ${trigger.number + 1}, channel ${trigger.channel + 1}`
  }
}

const CONTROLLERS: Readonly<Record<number, string>> = {
  64: 'sustain pedal',
  65: 'portamento pedal',
  66: 'sostenuto pedal',
  67: 'soft pedal',
}

const KEY = 'silencio.bindings'
const VERSION = 1

export function readBindings(shelf: Pick<Storage, 'getItem'>): Bindings {
  try {
    const kept: unknown = JSON.parse(shelf.getItem(KEY) ?? 'null')
    if (field(kept, 'version') !== VERSION) return NO_BINDINGS
    let bindings = NO_BINDINGS
    for (const command of COMMANDS) {
      const triggers = field(field(kept, 'bindings'), command)
      if (!Array.isArray(triggers)) continue
      for (const given of triggers) {
        const trigger = soundTrigger(given)
        if (trigger !== null) bindings = bound(bindings, command, trigger)
      }
    }
    return bindings
  } catch {
    return NO_BINDINGS
  }
}

export function keepBindings(shelf: Pick<Storage, 'setItem'>, bindings: Bindings): boolean {
  try {
    shelf.setItem(KEY, JSON.stringify({ version: VERSION, bindings }))
    return true
  } catch {
    return false
  }
}

function soundTrigger(given: unknown): Trigger | null {
  const [kind, code] = [field(given, 'kind'), field(given, 'code')]
  if (kind === 'key') {
    if (typeof code !== 'string') return null
    return bindableKey({ code, ctrlKey: false, metaKey: false, altKey: false })
  }
  const within = (name: string, most: number): number | null => {
    const value = field(given, name)
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most ? value : null
  }
  if (kind === 'note') {
    const pitch = within('pitch', 127)
    return pitch === null ? null : { kind, pitch }
  }
  if (kind !== 'controller' && kind !== 'program') return null
  const [channel, number] = [within('channel', 15), within('number', 127)]
  return channel === null || number === null ? null : { kind, channel, number }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
