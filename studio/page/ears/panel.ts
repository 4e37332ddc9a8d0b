/** The panel of input and output: what plays, where it is heard, and what is the matter with either. */

import type { SourceName } from '../../latency.ts'
import { openDialog } from '../dialogs.ts'
import { h, setText } from '../dom.ts'
import type { PlayerEars } from './ears.ts'
import { createLevelMeter } from './level-meter.ts'
import { createLight } from './light.ts'
import type { MicrophoneState } from './microphone-input.ts'
import { choices, choose, type Row, row, toggle } from './panel-parts.ts'
import { type Device, findDevice } from './settings.ts'
import { microphoneSaid, midiSaid, milliseconds, type Said } from './words.ts'

export interface InputPanelSetup {
  readonly ears: PlayerEars
  /** Opens the dialog that measures. */
  readonly calibrate: () => void
}

export function showInput({ ears, calibrate }: InputPanelSetup): void {
  const { settings, microphone, midi, output } = ears
  const keys = row('keys', 'Keys and touch', createLight())
  keys.say({ text: keysSaid(), tone: 'calm' })

  const useMicrophone = toggle(
    'use-microphone',
    'Microphone',
    (on) => void ears.useMicrophone(on, settings.now.microphoneDevice),
  )
  const device = choose(
    'microphone-device',
    'Device',
    (id) => void ears.useMicrophone(true, microphone.devices.find(({ deviceId }) => deviceId === id) ?? null),
  )
  const level = createLevelMeter()
  const again = h('button', { type: 'button', class: 'plain small' }, 'Try again')
  again.addEventListener('click', () => void ears.useMicrophone(true, settings.now.microphoneDevice))
  const hears = choices(
    'hears',
    'You hear the band by',
    [
      ['headphones', 'headphones'],
      ['loudspeakers', 'loudspeakers'],
    ],
    settings.now.hears,
    (value) => {
      settings.set({ hears: value === 'loudspeakers' ? 'loudspeakers' : 'headphones' })
      update()
    },
  )
  const advice = h('p', { class: 'hint small' })
  const heard = row('microphone', 'Microphone', createLight(), useMicrophone.element)
  heard.body.append(h('div', { class: 'input-line' }, device.element, level.element), again, hears, advice)

  const useMidi = toggle('use-midi', 'MIDI', (on) => void ears.useMidi(on))
  const played = row('midi', 'MIDI', createLight(), useMidi.element)

  const out = choose('output-device', 'Output', (id) => {
    const outputDevice = output.devices.find(({ deviceId }) => deviceId === id) ?? null
    settings.set({ outputDevice })
    void output.choose(outputDevice)
  })
  const sounding = row('output', 'Output', null)
  sounding.body.append(h('div', { class: 'input-line' }, out.element))

  const late = h('dl', { class: 'latencies' })
  const measure = h('button', { type: 'button', class: 'primary' }, 'Measure the latency')
  measure.addEventListener('click', calibrate)
  const rows: Readonly<Record<SourceName, Row>> = { keys, microphone: heard, midi: played }

  const dialog = openDialog('Input and output', 'input', () => [
    h('h3', {}, 'What you play on'),
    keys.element,
    heard.element,
    played.element,
    h('h3', {}, 'Where it sounds'),
    sounding.element,
    h('div', { class: 'latency-foot' }, late, measure),
  ])
  const stops = [
    ears.onOnset((source, { velocity }) => rows[source].light?.flash(velocity)),
    ears.onChange(update),
    level.stop,
  ]
  dialog.addEventListener('close', () => {
    for (const stop of stops) stop()
  })
  update()

  function update(): void {
    const { state } = microphone
    const on = isWanted(state)
    useMicrophone.set(on)
    heard.set(on, microphoneSaid(state))
    device.set(
      [['', 'the system’s own'], ...named(microphone.devices)],
      ...shown(microphone.devices, settings.now.microphoneDevice),
    )
    level.listen(state.kind === 'on' ? state.ears.source : null)
    level.element.hidden = state.kind !== 'on'
    again.hidden = state.kind !== 'failed' && state.kind !== 'lost'
    hears.hidden = state.kind !== 'on'
    advice.hidden = state.kind !== 'on'
    setText(advice, ADVICE[settings.now.hears])

    useMidi.set(midi.state.kind !== 'off')
    played.set(midi.state.kind !== 'off', midiSaid(midi.state))
    updateOutput()
    late.replaceChildren(...latencies(ears))
  }

  function updateOutput(): void {
    const devices = output.devices.filter(({ deviceId }) => deviceId !== 'default')
    out.set([['', 'the system’s own'], ...named(devices)], ...shown(devices, settings.now.outputDevice))
    out.element.hidden = !output.canChoose || devices.length === 0
    sounding.say(outputSaid(ears))
  }
}

const ADVICE: Readonly<Record<'headphones' | 'loudspeakers', string>> = {
  headphones: 'The best way: the microphone hears you alone.',
  loudspeakers:
    'The microphone hears the band, too. What comes exactly when the band plays is kept out; play a little louder than it, or take headphones.',
}

/** A phone has no space bar. */
function keysSaid(): string {
  return matchMedia('(pointer: coarse)').matches
    ? 'Always on: any finger on the pad.'
    : 'Always on: the space bar, F9 from anywhere, any finger on the pad.'
}

/** Also while it fails: the switch shows what the player wants. */
const isWanted = ({ kind }: MicrophoneState): boolean => kind !== 'off'

function outputSaid({ output, wireless }: PlayerEars): Said {
  if (wireless !== null) return { text: wireless, tone: 'warn' }
  if (output.missing) {
    return {
      text: 'The output that was chosen is not there: the sound goes where the system sends it until it is back.',
      tone: 'warn',
    }
  }
  if (!output.canChoose) {
    return {
      text: 'This browser lets no page choose: the sound goes where the system sends it.',
      tone: 'calm',
    }
  }
  if (output.devices.length === 0) {
    return {
      text: 'The sound goes where the system sends it. The browser names other outputs once a microphone is allowed.',
      tone: 'calm',
    }
  }
  return { text: output.label === '' ? '' : `Now: ${output.label}.`, tone: 'calm' }
}

/** How late everything is, and how that is known. */
function latencies(ears: PlayerEars): readonly HTMLElement[] {
  const told: (readonly [name: string, value: string, how: string])[] = [
    ['to your ear', milliseconds(ears.output.latency), 'as the browser says'],
  ]
  const { roundTrip } = ears
  if (roundTrip !== null) {
    const how = roundTrip.calibrated ? 'measured with these devices' : 'believed: not measured yet'
    told.push(['out, and in by the microphone', milliseconds(roundTrip.latency), how])
  }
  return told.flatMap(([name, value, how]) => [
    h('dt', {}, name),
    h('dd', {}, h('b', {}, value), h('span', {}, how)),
  ])
}

/** Which one stands in the list, and what stands for one that is not there. */
function shown(devices: readonly Device[], wanted: Device | null): readonly [value: string, missing: string] {
  if (wanted === null) return ['', '']
  return [(findDevice(devices, wanted) ?? wanted).deviceId, `${wanted.label} (not there)`]
}

function named(devices: readonly Device[]) {
  return devices
    .filter(({ deviceId }) => deviceId !== 'default')
    .map(({ deviceId, label }, i): readonly [string, string] => [deviceId, label || `device ${i + 1}`])
}
