/** What the player chose, kept in this browser: what plays, how the band is heard, and what was measured. */

import type { Seconds } from '../../../runtime/units.ts'

export interface InputSettings {
  readonly microphone: boolean
  /** As `enumerateDevices` names it; null: the system's own choice. */
  readonly microphoneId: string | null
  readonly midi: boolean
  /** Loudspeakers come back by the microphone; headphones do not. */
  readonly hears: 'headphones' | 'loudspeakers'
  /** Null: the system's own. */
  readonly outputId: string | null
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
  microphoneId: null,
  midi: false,
  hears: 'headphones',
  outputId: null,
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
    microphoneId: nameOf(at('microphoneId')),
    midi: at('midi') === true,
    hears: at('hears') === 'loudspeakers' ? 'loudspeakers' : 'headphones',
    outputId: nameOf(at('outputId')),
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

const nameOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function kept(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}
