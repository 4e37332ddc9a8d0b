/** The player's side of the page: what plays, by which device the band is heard, and how late each is. */

import { wirelessHint } from '../../../runtime/audio/ears/calibration/wireless.ts'
import type { Microphone } from '../../../runtime/host/browser/index.ts'
import type { Ratio, Seconds } from '../../../runtime/units.ts'
import type { BandAnswer } from '../../band-protocol.ts'
import { keyAndTouch, type PlayerOnset } from '../../input.ts'
import { KEY_LATENCY, MIDI_LATENCY, type SourceName, UNKNOWN_MICROPHONE } from '../../latency.ts'
import type { InputLatency, NoteMark } from '../../protocol.ts'
import type { Band } from '../band.ts'
import { late } from '../late.ts'
import type { Midi } from '../midi.ts'
import type { MicrophoneInput } from './microphone-input.ts'
import { createMidiSource, type MidiSource } from './midi-input.ts'
import { createOutput, type Output } from './output.ts'
import { createOwnSound } from './own-sound.ts'
import { permissionOf } from './permission.ts'
import { createSettings, type Device, pairOf, type SettingsStore } from './settings.ts'
import type { Said } from './words.ts'

type MoreThanKeys = typeof import('./more-than-keys.ts')
const MORE = late<MoreThanKeys>(() => import('./more-than-keys.ts'))

type HearsOnset = (source: SourceName, onset: PlayerOnset) => void

export interface PlayerEars {
  readonly settings: SettingsStore
  readonly microphone: MicrophoneInput
  readonly midi: MidiSource
  readonly output: Output
  /** What the player plays on, for the log: what was heard last, else the best that is on. */
  readonly input: InputLatency
  /** Out of the loudspeaker and in by the microphone that is on; null while there is none. */
  readonly roundTrip: InputLatency | null
  /** Whether anything but keys is heard, or should be and is not; null where keys are all. */
  readonly state: 'on' | 'warn' | null
  /** Bluetooth, as far as one can see; null where all is on cables. */
  readonly wireless: string | null
  /** What the panels need besides: a microphone, and words for what there is. False, and said, where it does not come. */
  load(): Promise<boolean>
  /** To be called once the band has a context: what was on the last time, and may be, is on again. */
  begin(): void
  /** What the band is about to play, so that the microphone does not take it for the player. */
  hear(answer: BandAnswer): void
  /** Something else that will sound, as the microphone hears it. */
  expect(times: readonly Seconds[]): void
  useMicrophone(on: boolean, device: Device | null): Promise<void>
  useMidi(on: boolean): Promise<void>
  /** A loopback has measured the way out and in, of the devices that are in use now. */
  measured(delay: Seconds): void
  /** Hears every onset; gives the way to stop. */
  onOnset(listener: HearsOnset): () => void
  /** Called when anything of the above has changed; gives the way to stop. */
  onChange(listener: () => void): () => void
}

export interface EarsSetup {
  readonly band: Band
  readonly midi: Midi
  readonly pad: HTMLElement
  readonly say: (text: string, tone: 'calm' | 'warn') => void
}

export function createEars({ band, midi: port, pad, say }: EarsSetup): PlayerEars {
  const settings = createSettings()
  const context = (): AudioContext | null => band.context
  const hears = new Set<HearsOnset>()
  const changes = new Set<() => void>()
  /** What was last said aloud of each source: what stays as it is is not said again. */
  const said = new Map<string, string>()
  const own = createOwnSound()
  let last: SourceName | null = null
  let more: MoreThanKeys | null = null
  let microphone: MicrophoneInput = NO_MICROPHONE
  const output = createOutput({
    context,
    wanted: settings.now.outputDevice,
    onChange: changed,
    onLatency: (latency) => band.send({ kind: 'latency', output: latency }),
    say,
  })
  const midi = createMidiSource({
    midi: port,
    context,
    onOnset: (onset) => heard('midi', onset),
    onChange: changed,
  })
  keyAndTouch(pad, { contextTimeOf: band.contextTimeOf, onOnset: (onset) => heard('keys', onset) })

  return {
    settings,
    get microphone() {
      return microphone
    },
    midi,
    output,
    get input() {
      return inputOf(last !== null && isOn(last) ? last : best())
    },
    get roundTrip() {
      return microphone.state.kind === 'on' ? roundTripOf(microphone.state.microphone) : null
    },
    get state() {
      if (more === null) return null
      const all = [more.microphoneSaid(microphone.state), more.midiSaid(midi.state)]
      if (all.some(({ tone }) => tone === 'warn')) return 'warn'
      return microphone.state.kind === 'on' || midi.state.kind === 'on' ? 'on' : null
    },
    get wireless() {
      return wireless()
    },
    load,
    begin() {
      output.begin()
      void again()
    },
    hear(answer) {
      if (answer.kind !== 'notes') return
      for (const { time } of answer.notes) own.note(answer.zero + time)
      if (settings.now.hears === 'loudspeakers') {
        expectAll(answer.notes.map((note) => [answer.zero + note.time, strengthOf(note)]))
      }
    },
    expect(times) {
      if (settings.now.hears === 'loudspeakers') expectAll(times.map((time) => [time, 1]))
    },
    async useMicrophone(on, microphoneDevice) {
      settings.set({ microphone: on, microphoneDevice })
      if (!on) return microphone.turnOff()
      // In the gesture: the browser lets a page sound only then, and a microphone needs a context that runs.
      await band.open()
      await turnOn(microphoneDevice)
    },
    async useMidi(on) {
      settings.set({ midi: on })
      if (!on) return midi.turnOff()
      await band.open()
      await midi.turnOn()
    },
    measured(delay) {
      if (microphone.state.kind !== 'on') return
      const pair = pairOf(microphone.state.microphone.label, output.label)
      settings.set({ measured: { ...settings.now.measured, [pair]: delay } })
      changed()
    },
    onOnset: (listener) => joined(hears, listener),
    onChange: (listener) => joined(changes, listener),
  }

  async function load(): Promise<boolean> {
    const parts = await MORE(say)
    if (parts === null || more !== null) return more !== null
    more = parts
    microphone = parts.createMicrophoneInput({
      context,
      latencyOf: (one) => roundTripOf(one).latency,
      onOnset: (onset) => {
        heard('microphone', onset)
        listenForBand(onset)
      },
      onChange: changed,
    })
    tell(parts)
    return true
  }

  async function turnOn(device: Device | null): Promise<void> {
    // Turned off while it was loaded.
    if ((await load()) && settings.now.microphone) await microphone.turnOn(device)
  }

  function heard(source: SourceName, onset: PlayerOnset): void {
    last = source
    band.send({ kind: 'tap', ...onset })
    for (const listener of hears) listener(source, onset)
  }

  /** Said once: who has read it knows. */
  function listenForBand({ contextTime, latency }: PlayerOnset): void {
    if (settings.now.hears === 'loudspeakers' || !own.onset(contextTime - latency)) return
    own.forget()
    announce('own sound', OWN_SOUND)
  }

  function expectAll(events: readonly (readonly [time: Seconds, strength: Ratio])[]): void {
    if (microphone.state.kind !== 'on') return
    const { latency } = roundTripOf(microphone.state.microphone)
    microphone.expect(events.map(([time, strength]) => [time + latency, strength]))
  }

  /** What was on the last time: never asked for without a gesture. */
  async function again(): Promise<void> {
    const { now } = settings
    if (now.microphone) {
      if ((await permissionOf('microphone')) === 'granted') await turnOn(now.microphoneDevice)
      else say('The microphone was on the last time: Input turns it on again.', 'calm')
    }
    if (now.midi && (await permissionOf('midi')) === 'granted') await midi.turnOn()
  }

  function roundTripOf({ label, latency }: Microphone): InputLatency {
    const measured = settings.now.measured[pairOf(label, output.label)]
    return measured === undefined
      ? { latency: output.latency + (latency ?? UNKNOWN_MICROPHONE), calibrated: false }
      : { latency: measured, calibrated: true }
  }

  function isOn(source: SourceName): boolean {
    return source === 'keys' || (source === 'microphone' ? microphone : midi).state.kind === 'on'
  }

  function best(): SourceName {
    if (isOn('microphone')) return 'microphone'
    return midi.state.kind === 'on' && midi.state.devices.length > 0 ? 'midi' : 'keys'
  }

  function inputOf(source: SourceName): InputLatency {
    if (source === 'microphone' && microphone.state.kind === 'on') {
      const { latency, calibrated } = roundTripOf(microphone.state.microphone)
      // The log has the way out on its own.
      return { latency: Math.max(0, latency - output.latency), calibrated }
    }
    return { latency: source === 'midi' ? MIDI_LATENCY : KEY_LATENCY, calibrated: false }
  }

  /** Names of all that is on the way between the player and the band. */
  function labels(): readonly string[] {
    const { state } = microphone
    return state.kind === 'on' ? [output.label, state.microphone.label] : [output.label]
  }

  function wireless(): string | null {
    return more?.wirelessSaid(labels(), output.latency) ?? null
  }

  function changed(): void {
    if (more !== null) tell(more)
    else if (hasMoreThanKeys()) void load()
    for (const listener of changes) listener()
  }

  function hasMoreThanKeys(): boolean {
    const hint = wirelessHint(labels(), output.latency)
    return midi.state.kind !== 'off' || hint.label !== null || hint.late
  }

  function tell({ microphoneSaid, midiSaid }: MoreThanKeys): void {
    announce('microphone', microphoneSaid(microphone.state))
    announce('midi', midiSaid(midi.state))
    const air = wireless()
    announce('air', { text: air ?? '', tone: air === null ? 'calm' : 'warn' })
  }

  /** What is the matter is said once, wherever the player looks; that all is well is to be read in the panel. */
  function announce(source: string, { text, tone }: Said): void {
    if (said.get(source) === text) return
    said.set(source, text)
    if (tone === 'warn') say(text, tone)
  }
}

/** Until somebody wants one. */
const NO_MICROPHONE: MicrophoneInput = {
  state: { kind: 'off' },
  devices: [],
  turnOn: async () => {},
  turnOff() {},
  expect() {},
}

const OWN_SOUND: Said = {
  text: 'The microphone hears the band and takes it for you. Take headphones, or say under Input that it plays by loudspeakers.',
  tone: 'warn',
}

/** A loud stroke comes back louder. Levels of members are learned by the gate from what comes back. */
const strengthOf = ({ velocity }: NoteMark): Ratio => velocity

function joined<T>(set: Set<T>, one: T): () => void {
  set.add(one)
  return () => set.delete(one)
}
