/** What the player chose, kept in this browser: what plays, how the band is heard, and what was measured. */

import type { Seconds } from '../../../runtime/units.ts'

/** As `enumerateDevices` gives it. */
export interface Device {
  readonly deviceId: string
  readonly label: string
}

/** Ids may be others the next time (site data cleared, a private window): then the name finds the device. */
export function findDevice(devices: readonly Device[], wanted: Device): Device | null {
  return (
    devices.find(({ deviceId }) => deviceId === wanted.deviceId) ??
    devices.find(({ label }) => label !== '' && label === wanted.label) ??
    null
  )
}

export interface InputSettings {
  readonly microphone: boolean
  /** Null: the system's own choice. */
  readonly microphoneDevice: Device | null
  readonly midi: boolean
  /** Loudspeakers come back by the microphone; headphones do not. */
  readonly hears: 'headphones' | 'loudspeakers'
  /** Null: the system's own. */
  readonly outputDevice: Device | null
  /** Out of the loudspeaker and in again, by the pair of devices (`pairOf`). */
  readonly measured: Readonly<Record<string, Seconds>>
}

export interface SettingsStore {
  readonly now: InputSettings
  set(change: Partial<InputSettings>): void
}

const KEY = 'silencio.input'

const NEW: InputSettings = {
  microphone: false,
  microphoneDevice: null,
  midi: false,
  hears: 'headphones',
  outputDevice: null,
  measured: {},
}

/** No round trip that is measured is longer. */
const LONGEST: Seconds = 1

/** Devices by their names: these stay when a browser gives new ids, and tell what `default` is today. */
export const pairOf = (microphone: string, output: string): string => `${microphone} < ${output}`

export function createSettings(): SettingsStore {
  let now = readSettings(kept())
  return {
    get now() {
      return now
    },
    set(change) {
      now = { ...now, ...change }
      try {
        localStorage.setItem(KEY, JSON.stringify(now))
      } catch {
        // Not kept: the next page begins anew.
      }
    },
  }
}

/** Whatever stands there: what is no setting counts as never set. */
export function readSettings(text: string | null): InputSettings {
  let read: unknown = null
  try {
    read = JSON.parse(text ?? 'null')
  } catch {
    return NEW
  }
  const at = (name: string): unknown =>
    typeof read === 'object' && read !== null ? Reflect.get(read, name) : undefined
  return {
    microphone: at('microphone') === true,
    microphoneDevice: deviceOf(at('microphoneDevice')),
    midi: at('midi') === true,
    hears: at('hears') === 'loudspeakers' ? 'loudspeakers' : 'headphones',
    outputDevice: deviceOf(at('outputDevice')),
    measured: measuredOf(at('measured')),
  }
}

function measuredOf(value: unknown): Readonly<Record<string, Seconds>> {
  if (typeof value !== 'object' || value === null) return {}
  const pairs = Object.entries(value).filter(
    (pair): pair is [string, number] => typeof pair[1] === 'number' && pair[1] >= 0 && pair[1] < LONGEST,
  )
  return Object.fromEntries(pairs)
}

function deviceOf(value: unknown): Device | null {
  if (typeof value !== 'object' || value === null) return null
  const deviceId: unknown = Reflect.get(value, 'deviceId')
  const label: unknown = Reflect.get(value, 'label')
  return typeof deviceId === 'string' && typeof label === 'string' && deviceId !== ''
    ? { deviceId, label }
    : null
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
