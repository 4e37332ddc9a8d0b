/** Which device the sound goes to, and how long it is on its way to the ear. */

import { outputLatencyOf } from '../../../runtime/host/browser/band-audio.ts'
import type { Seconds } from '../../../runtime/units.ts'
import { type Device, findDevice } from './settings.ts'

export interface Output {
  /** Whether this browser lets a page choose. */
  readonly canChoose: boolean
  /** Those that the browser names: all once a microphone was allowed, else none. */
  readonly devices: readonly Device[]
  /** Where the sound goes; empty: where the system says. */
  readonly deviceId: string
  /** Its name; empty where the browser does not say. */
  readonly label: string
  /** Was chosen, and is not there now. */
  readonly missing: boolean
  readonly latency: Seconds
  /** Null: where the system says. */
  choose(device: Device | null): Promise<void>
  /** To be called once there is a context: looks for the device that was chosen the last time. */
  begin(): void
}

export interface OutputSetup {
  readonly context: () => AudioContext | null
  /** As it was kept; null: the system's own. */
  readonly wanted: Device | null
  readonly onChange: () => void
  readonly onLatency: (latency: Seconds) => void
  readonly say: (text: string, tone: 'calm' | 'warn') => void
}

/** Browsers know better after a while, and say nothing when they do. */
const LOOK_EVERY_MS = 1000
/** Less is the browser's own unrest. */
const SAME: Seconds = 0.002

/** Not in every browser, whatever the types say. */
interface CanChoose {
  readonly sinkId: unknown
  setSinkId(deviceId: string): Promise<void>
}

function canChoose(context: object | null): context is CanChoose {
  return context !== null && 'setSinkId' in context && typeof context.setSinkId === 'function'
}

export function createOutput({ context, wanted, onChange, onLatency, say }: OutputSetup): Output {
  let devices: readonly Device[] = []
  let chosen = wanted
  let missing = false
  let told: Seconds = Number.NaN

  // Not there on pages that are not secure.
  navigator.mediaDevices?.addEventListener('devicechange', () => void look())
  return {
    get canChoose() {
      return canChoose(context())
    },
    get devices() {
      return devices
    },
    get deviceId() {
      return sinkId()
    },
    get label() {
      return labelOf(sinkId())
    },
    get missing() {
      return missing
    },
    get latency() {
      return latency()
    },
    async choose(device) {
      chosen = device
      missing = false
      await take(device?.deviceId ?? '')
    },
    begin() {
      setInterval(tellLatency, LOOK_EVERY_MS)
      void look()
    },
  }

  function sinkId(): string {
    const at = context()
    return canChoose(at) && typeof at.sinkId === 'string' ? at.sinkId : ''
  }

  function labelOf(deviceId: string): string {
    const id = deviceId === '' ? 'default' : deviceId
    return devices.find((one) => one.deviceId === id)?.label ?? ''
  }

  function latency(): Seconds {
    const at = context()
    return at === null ? 0 : outputLatencyOf(at)
  }

  function tellLatency(): void {
    const now = latency()
    if (Math.abs(now - told) < SAME) return
    told = now
    onLatency(now)
    onChange()
  }

  /** True where the sound goes there now. */
  async function take(deviceId: string): Promise<boolean> {
    const at = context()
    if (!canChoose(at)) return false
    if (sinkId() === deviceId) return true
    try {
      await at.setSinkId(deviceId)
      tellLatency()
      onChange()
      return true
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      say(`The sound stays where it is: this output does not open. (${why})`, 'warn')
      onChange()
      return false
    }
  }

  async function look(): Promise<void> {
    devices = await listOutputs()
    // Before a microphone was allowed no device has a name: nothing is known to be gone.
    if (chosen !== null && devices.length > 0) await follow(chosen, findDevice(devices, chosen))
    tellLatency()
    onChange()
  }

  async function follow({ label }: Device, found: Device | null): Promise<void> {
    if (found === null) {
      if (missing) return
      missing = true
      await take('')
      say(`${label} is gone: the sound goes where the system sends it until it is back.`, 'warn')
    } else if (sinkId() !== found.deviceId) {
      const back = missing
      missing = !(await take(found.deviceId))
      if (back && !missing) say(`${label} is back, and has the sound again.`, 'calm')
    }
  }
}

async function listOutputs(): Promise<readonly Device[]> {
  try {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
    return devices
      .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }))
  } catch {
    return []
  }
}
