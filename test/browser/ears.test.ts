import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollTake } from '../../bench/onsets/takes.ts'
import { wavBytes } from '../../runtime/audio/wav.ts'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { browserMissing, type PageFiles, withPage } from '../harness/browser.ts'
import { repositoryTop } from '../harness/sil.ts'
import { slowly } from '../harness/slow.ts'
import { hear } from '../runtime/audio/ears/hearing.ts'

let folder = ''
let files: PageFiles = {}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-ears-'))
  const page = join(repositoryTop, 'runtime/host/browser')
  const { outputFiles } = await build({
    stdin: {
      contents: `export * from './microphone.ts'; export * from './ears.ts'; export * from './midi-input.ts'`,
      resolveDir: page,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    write: false,
  })
  // As it is published: bundlers that give its address copy it.
  await ensureBuilt(repositoryTop, { parts: ['bundles'] })
  const worklet = readFileSync(join(repositoryTop, 'dist/runtime/host/browser/ears-worklet.js'), 'utf8')
  files = { 'ears.js': outputFiles[0]?.text ?? '', 'worklet.js': worklet }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the lines in the page, with the module's names as `ears`, and gives what they return. */
async function inPage<T>(
  lines: string,
  flags: readonly string[],
  is: (value: unknown) => value is T,
): Promise<T> {
  return withPage({ files, flags }, async (page) => {
    const value: unknown = await page.evaluate(
      `(async () => { const ears = await import('/ears.js'); ${lines} })()`,
    )
    if (!is(value)) throw new Error(`The page gave ${JSON.stringify(value)}`)
    return value
  })
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const isOnsets = (value: unknown): value is readonly { time: number; velocity: number; decided: number }[] =>
  Array.isArray(value)

const ALLOWED = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']

describe.skipIf(browserMissing !== undefined)('ears in a page', () => {
  // A machine with much else to do drops blocks of the microphone, and time jumps.
  slowly(
    'hear a drummer by the microphone as they hear the same take in a file',
    {
      retry: 3,
      timeout: 60_000,
    },
    async () => {
      const take = rollTake(10, 48_000)
      const path = join(folder, 'take.wav')
      const channels = [take.samples]
      writeFileSync(path, wavBytes({ sampleRate: take.rate, channels, format: 'pcm16', dither: false }))
      const heard = await inPage(
        `
      const context = new AudioContext({ sampleRate: 48000 })
      const onsets = []
      const opened = await ears.openMicrophone()
      if (!opened.ok) return opened
      const connected = await ears.connectEars(context, opened.microphone.stream, {
        workletUrl: '/worklet.js', onOnset: (onset) => onsets.push(onset),
      })
      if (!connected.ok) return connected
      connected.ears.expect([[1, 0.5]])
      await new Promise((resolve) => setTimeout(resolve, 6000))
      connected.ears.close()
      opened.microphone.close()
      return onsets.map(({ time, velocity, decided }) => ({ time, velocity, decided }))
      `,
        [...ALLOWED, `--use-file-for-fake-audio-capture=${path}%noloop`],
        isOnsets,
      )
      // The file begins when the device is opened, at some moment of the context's clock: intervals are what can be compared.
      const truth = hear(take.samples, take.rate).filter(({ time }) => time < 4)
      expect(heard.length).toBeGreaterThan(25)
      const shifts = heard.flatMap(({ time }) => truth.map((one) => time - one.time))
      const agreeing = (shift: number): number =>
        truth.filter((one) => heard.some(({ time }) => Math.abs(time - shift - one.time) < 0.004)).length
      const best = Math.max(...shifts.map(agreeing))
      expect(best).toBeGreaterThanOrEqual(truth.length * 0.8)
      for (const { time, velocity, decided } of heard) {
        expect(decided).toBeGreaterThan(time)
        expect(decided - time).toBeLessThan(0.03)
        expect(velocity).toBeGreaterThan(0)
        expect(velocity).toBeLessThanOrEqual(1)
      }
    },
  )

  test('say what of the processing for calls could not be turned off, and which devices there are', async () => {
    const told = await inPage(
      `
      const opened = await ears.openMicrophone()
      if (!opened.ok) return opened
      const { label, stillOn, unknown, deviceId } = opened.microphone
      const devices = await ears.listMicrophones()
      const again = await ears.openMicrophone({ deviceId: devices[0].deviceId })
      // A device that cannot do without.
      const settings = MediaStreamTrack.prototype.getSettings
      MediaStreamTrack.prototype.getSettings = function () {
        const { autoGainControl, ...rest } = settings.call(this)
        return { ...rest, echoCancellation: 'all', noiseSuppression: true }
      }
      const stubborn = (await ears.openMicrophone()).microphone
      return { label, stillOn, unknown, deviceId, devices, again: again.ok,
        stubborn: [stubborn.stillOn, stubborn.unknown] }
      `,
      ALLOWED,
      isRecord,
    )
    expect(told).toMatchObject({ stillOn: [], unknown: [], again: true })
    expect(told.stubborn).toEqual([['echoCancellation', 'noiseSuppression'], ['autoGainControl']])
    expect(told.label).not.toBe('')
    expect(told.devices).toContainEqual({ deviceId: told.deviceId, label: told.label })
  })

  test('tell refusals, missing devices and pulled plugs as values', async () => {
    const told = await inPage(
      `
      const reasons = []
      const refused = async (name) => {
        const real = MediaDevices.prototype.getUserMedia
        MediaDevices.prototype.getUserMedia = async () => { throw new DOMException('no', name) }
        reasons.push((await ears.openMicrophone()).reason)
        MediaDevices.prototype.getUserMedia = real
      }
      for (const name of ['NotAllowedError', 'NotFoundError', 'NotReadableError']) await refused(name)
      reasons.push((await ears.openMicrophone({ deviceId: 'nowhere' })).reason)
      let ended = 0
      const { microphone } = await ears.openMicrophone({ onEnded: () => ended++ })
      const track = microphone.stream.getAudioTracks()[0]
      track.dispatchEvent(new Event('ended'))
      track.dispatchEvent(new Event('ended'))
      const closed = (await ears.openMicrophone({ onEnded: () => ended++ })).microphone
      const last = closed.stream.getAudioTracks()[0]
      closed.close()
      last.dispatchEvent(new Event('ended'))
      const worklet = await ears.connectEars(new AudioContext(), microphone.stream, { workletUrl: '/nowhere.js', onOnset() {} })
      Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
      reasons.push((await ears.openMicrophone()).reason)
      return { reasons, ended, state: last.readyState, worklet: worklet.ok, devices: await ears.listMicrophones() }
      `,
      ALLOWED,
      isRecord,
    )
    expect(told).toEqual({
      reasons: ['refused', 'absent', 'busy', 'absent', 'unsupported'],
      ended: 1,
      state: 'ended',
      worklet: false,
      devices: [],
    })
  })
})

/** A MIDI system in JavaScript: the real one needs a sound card's driver. */
const MIDI = `
  class Port extends EventTarget {
    constructor(id, name) { super(); Object.assign(this, { id, name, state: 'connected' }) }
    play(data, timeStamp) {
      const event = new Event('midimessage')
      Object.defineProperty(event, 'data', { value: Uint8Array.from(data) })
      Object.defineProperty(event, 'timeStamp', { value: timeStamp })
      this.dispatchEvent(event)
    }
  }
  const keys = new Port('1', 'Keys')
  const access = Object.assign(new EventTarget(), { inputs: new Map([['1', keys]]) })
  navigator.requestMIDIAccess = async () => access
  const changed = () => access.dispatchEvent(new Event('statechange'))
`

describe.skipIf(browserMissing !== undefined)('MIDI in a page', () => {
  test('gives onsets on the audio clock, from every device that is there', async () => {
    const told = await inPage(
      `
      ${MIDI}
      const context = new AudioContext()
      await new Promise((resolve) => setTimeout(resolve, 300))
      const onsets = [], devices = []
      const { ok, input } = await ears.openMidiInput({
        context, onOnset: (onset) => onsets.push(onset), onDevices: (names) => devices.push(names),
      })
      const pair = context.getOutputTimestamp()
      keys.play([0x90, 60, 127], pair.performanceTime + 500)
      keys.play([0x93, 64, 64], pair.performanceTime - 100)
      for (const other of [[0x80, 60, 10], [0x90, 60, 0], [0xb0, 1, 1], [0xf8], [0x90, 60]]) keys.play(other, 0)
      const pads = new Port('2', 'Pads')
      access.inputs.set('2', pads)
      changed()
      pads.play([0x99, 36, 100], pair.performanceTime)
      keys.state = 'disconnected'
      changed()
      changed()
      keys.play([0x90, 60, 100], pair.performanceTime)
      const left = input.devices
      input.close()
      pads.play([0x90, 60, 100], pair.performanceTime)
      return { ok, devices, left, running: pair.performanceTime > 0,
        onsets: onsets.map(({ time, ...rest }) => ({ ...rest, after: Math.round(1000 * (time - pair.contextTime)) })) }
      `,
      [],
      isRecord,
    )
    expect(told).toMatchObject({
      ok: true,
      devices: [['Keys', 'Pads'], ['Pads']],
      left: ['Pads'],
      running: true,
    })
    const onsets: unknown = told.onsets
    if (!Array.isArray(onsets)) throw new Error('no onsets')
    expect(onsets.map(({ pitch, device }) => [pitch, device])).toEqual([
      [60, 'Keys'],
      [64, 'Keys'],
      [36, 'Pads'],
    ])
    expect(onsets.map(({ velocity }) => Number(velocity.toFixed(3)))).toEqual([1, 0.504, 0.787])
    // Each look at both clocks is exact to about a block of samples.
    onsets.forEach(({ after }, i) => {
      expect(Math.abs(after - ([500, -100, 0][i] ?? 0))).toBeLessThanOrEqual(6)
    })
  })

  test('says what pedals and programs say, and nothing of what is for the device alone', async () => {
    const told = await inPage(
      `
      ${MIDI}
      const controls = [], onsets = []
      await ears.openMidiInput({
        context: new AudioContext(),
        onOnset: (onset) => onsets.push(onset),
        onControl: (control, device) => controls.push([control, device]),
      })
      for (const data of [[0xb0, 64, 127], [0xb2, 64, 0], [0xc1, 5], [0xb0, 123, 0], [0xb0, 64], [0xc0, 5, 5], [0xf8]])
        keys.play(data, 0)
      return { controls, onsets }
      `,
      [],
      isRecord,
    )
    expect(told).toEqual({
      controls: [
        [{ kind: 'controller', channel: 0, number: 64, value: 127 }, 'Keys'],
        [{ kind: 'controller', channel: 2, number: 64, value: 0 }, 'Keys'],
        [{ kind: 'program', channel: 1, number: 5, value: 127 }, 'Keys'],
      ],
      onsets: [],
    })
  })

  test('tells where it is not to be had', async () => {
    const told = await inPage(
      `
      const context = new AudioContext()
      const open = () => ears.openMidiInput({ context, onOnset() {} })
      const reasons = []
      for (const name of ['NotAllowedError', 'InvalidStateError']) {
        navigator.requestMIDIAccess = async () => { throw new DOMException('no', name) }
        reasons.push((await open()).reason)
      }
      delete navigator.requestMIDIAccess
      delete Navigator.prototype.requestMIDIAccess
      reasons.push((await open()).reason)
      return { reasons }
      `,
      [],
      isRecord,
    )
    expect(told).toEqual({ reasons: ['refused', 'failed', 'unsupported'] })
  })
})
