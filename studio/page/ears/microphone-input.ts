/** The microphone as a source of onsets: asked for when the player wants it, and wanted back when it is gone. */

import {
  connectEars,
  type Ears,
  listMicrophones,
  type Microphone,
  onDevicesChanged,
  openMicrophone,
} from '../../../runtime/host/browser/index.ts'
import type { Ratio, Seconds } from '../../../runtime/units.ts'
import type { OnsetListener } from '../../input.ts'
import { soundIs } from '../audio-session.ts'
import { onPermission, permissionOf } from './permission.ts'
import { type Device, findDevice } from './settings.ts'
import { hearTyping, type Typing } from './typing.ts'
import type { MicrophoneTrouble } from './words.ts'

export type MicrophoneState =
  | { readonly kind: 'off' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'on'; readonly microphone: Microphone; readonly ears: Ears; readonly muted: boolean }
  | { readonly kind: 'failed'; readonly reason: MicrophoneTrouble; readonly detail: string }
  /** It was there: unplugged, or the permission was taken back. */
  | { readonly kind: 'lost'; readonly label: string }

export interface MicrophoneInput {
  readonly state: MicrophoneState
  /** The microphones there are; without names until one was allowed. */
  readonly devices: readonly Device[]
  /** Asks the player, where they were not asked before. */
  turnOn(device: Device | null): Promise<void>
  turnOff(): void
  /** The band's own events at the microphone, when loudspeakers play it. */
  expect(events: readonly (readonly [time: Seconds, strength: Ratio])[]): void
}

export interface MicrophoneSetup {
  readonly context: () => AudioContext | null
  /** Out of the loudspeaker and in by this microphone. */
  readonly latencyOf: (microphone: Microphone) => Seconds
  readonly onOnset: OnsetListener
  readonly onChange: () => void
}

/** Ears that die are connected anew; when they die as soon again, something is wrong with them. */
const MOST_DEATHS = 3

export function createMicrophoneInput(setup: MicrophoneSetup): MicrophoneInput {
  let state: MicrophoneState = { kind: 'off' }
  let devices: readonly Device[] = []
  let wanted = false
  /** Null: the system's own. */
  let device: Device | null = null
  /** Counts up with each wish: what was opened for an older one is closed again. */
  let turn = 0
  let deaths = 0
  let typing: Typing | null = null
  onDevicesChanged(() => void look())
  // Allowed in the browser's settings meanwhile: no need to press anything here.
  void onPermission('microphone', (now) => {
    if (now === 'granted' && isMissing()) void open()
  })
  void look()

  return {
    get state() {
      return state
    },
    get devices() {
      return devices
    },
    turnOn(one) {
      wanted = true
      device = one
      deaths = 0
      return open()
    },
    turnOff() {
      wanted = false
      turn++
      release()
      become({ kind: 'off' })
    },
    expect(events) {
      if (state.kind === 'on') state.ears.expect(events)
    },
  }

  function become(next: MicrophoneState): void {
    state = next
    soundIs(next.kind === 'opening' || next.kind === 'on' ? 'auto' : 'playback')
    setup.onChange()
  }

  function release(): void {
    typing?.stop()
    typing = null
    if (state.kind !== 'on') return
    state.ears.close()
    state.microphone.close()
  }

  async function open(): Promise<void> {
    const mine = ++turn
    release()
    become({ kind: 'opening' })
    const found = device === null ? null : (findDevice(devices, device) ?? device)
    const reading = await openMicrophone({
      ...(found === null ? {} : { deviceId: found.deviceId }),
      onEnded: () => void ended(mine),
    })
    if (!reading.ok) {
      if (mine === turn) become({ kind: 'failed', reason: reading.reason, detail: reading.detail })
      return
    }
    const { microphone } = reading
    const context = setup.context()
    const connected =
      context === null
        ? ({ ok: false, detail: 'there is no sound yet' } as const)
        : await connectEars(context, microphone.stream, {
            workletUrl: '/ears.js',
            onOnset: (onset) => hear(microphone, onset),
            onFailure: () => died(mine),
          })
    if (mine !== turn) {
      if (connected.ok) connected.ears.close()
      microphone.close()
      return
    }
    if (!connected.ok) {
      microphone.close()
      become({ kind: 'failed', reason: 'deaf', detail: connected.detail })
      return
    }
    typing = hearTyping(() => context?.currentTime ?? 0)
    watchMute(microphone, mine)
    become({ kind: 'on', microphone, ears: connected.ears, muted: isMuted(microphone) })
    void look()
  }

  function hear(
    microphone: Microphone,
    { time, velocity }: { readonly time: Seconds; readonly velocity: Ratio },
  ): void {
    if (typing?.covers(time) === true) return
    setup.onOnset({ contextTime: time, latency: setup.latencyOf(microphone), velocity, pitch: null })
  }

  async function ended(mine: number): Promise<void> {
    if (mine !== turn || state.kind !== 'on') return
    const { label } = state.microphone
    release()
    turn++
    become({ kind: 'lost', label })
    const now = turn
    // Unplugged and forbidden look alike from here, and want different things done.
    if ((await permissionOf('microphone')) === 'denied' && now === turn) {
      become({ kind: 'failed', reason: 'refused', detail: 'the permission was taken back' })
    }
  }

  function died(mine: number): void {
    if (mine !== turn) return
    if (++deaths < MOST_DEATHS) void open()
    else {
      release()
      become({ kind: 'failed', reason: 'deaf', detail: 'the ears died again and again' })
    }
  }

  /** A switch on the microphone, or the system's own: it is there and gives silence. */
  function watchMute({ stream }: Microphone, mine: number): void {
    for (const name of ['mute', 'unmute']) {
      stream.getAudioTracks()[0]?.addEventListener(name, () => {
        if (mine === turn && state.kind === 'on') become({ ...state, muted: isMuted(state.microphone) })
      })
    }
  }

  async function look(): Promise<void> {
    devices = (await listMicrophones()).filter(({ deviceId: id }) => id !== '')
    setup.onChange()
    if (!isMissing() || !isThere()) return
    // A device that comes back is heard again, and nobody is asked for it.
    if ((await permissionOf('microphone')) === 'granted' && isMissing()) await open()
  }

  function isMissing(): boolean {
    if (!wanted) return false
    return state.kind === 'lost' || (state.kind === 'failed' && state.reason !== 'unsupported')
  }

  function isThere(): boolean {
    return device === null ? devices.length > 0 : findDevice(devices, device) !== null
  }
}

const isMuted = ({ stream }: Microphone): boolean => stream.getAudioTracks()[0]?.muted === true
