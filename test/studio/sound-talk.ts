/** What the band's thread tells the audio thread, overheard there; the same sound made in Node; and recordings read back. */

import { readFileSync } from 'node:fs'
import type { Download, Page, Worker } from 'playwright-core'
import { AudioEngine } from '../../runtime/audio/engine.ts'
import { EVENT_FIELDS } from '../../runtime/audio/event-queue.ts'
import { tellEngine } from '../../runtime/audio/messages.ts'
import { decodeChannel, readWavHeader } from '../../runtime/audio/wav-reader.ts'

/** In the band's thread: keeps what goes to the audio thread, as plain values. */
const OVERHEAR_BAND = `
  globalThis.told = []
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, ...more) {
    const kind = message?.kind
    if (['patch', 'events', 'master', 'channel', 'clear', 'panic'].includes(kind))
      globalThis.told.push(kind === 'events' ? { kind, events: [...message.events] } : structuredClone(message))
    return post.call(this, message, ...more)
  }
`

/**
 * On the audio thread: keeps what arrives, and at which frame. A machine that others keep busy brings a message late, and
 * what is late is another sound: with the frame of its arrival it can be made again here, exactly.
 */
const OVERHEAR_AUDIO = `
  const arrived = []
  let next = 0
  const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage')
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(hear) {
      set.call(this, (event) => {
        if (event.data === 'what arrived?') return this.postMessage({ kind: 'arrived', arrived })
        const { kind, bank, events, ...more } = event.data ?? {}
        if (['patch', 'events', 'master', 'channel', 'clear', 'panic'].includes(kind))
          arrived.push({ at: next, message: events ? { kind, events: [...events] } : { kind, ...more } })
        return hear(event)
      })
    },
  })
  const registerOurs = globalThis.registerProcessor
  // Others are in the same graph, the recorder with no output at all: the engine's own frames count.
  globalThis.registerProcessor = (name, Processor) => registerOurs(name, name !== 'silencio-band' ? Processor : class extends Processor {
    process(inputs, outputs, parameters) {
      const goesOn = super.process(inputs, outputs, parameters)
      next = currentFrame + (outputs[0]?.[0]?.length ?? 0)
      return goesOn
    }
  })
`

/** Nodes and contexts of the page, within reach. */
const KEEP = `
  globalThis.nodes = []
  globalThis.contexts = []
  const Node_ = AudioWorkletNode
  globalThis.AudioWorkletNode = class extends Node_ {
    constructor(...all) { super(...all); globalThis.nodes.push({ name: all[1], node: this }) }
  }
  const Context = AudioContext
  globalThis.AudioContext = class extends Context {
    constructor(...all) { super(...all); globalThis.contexts.push(this) }
  }
`

/** For a studio page: our ear in the band's thread and on the audio thread. */
export const OVERHEARD = {
  before: KEEP,
  changed: {
    '/band.js': (text: string): string => OVERHEAR_BAND + text,
    '/sound.js': (text: string): string => `{${OVERHEAR_AUDIO}}${text}`,
  },
}

/** The newest one: those before it may linger. */
export const bandWorker = (page: Page): Worker | undefined =>
  page.workers().findLast((worker) => worker.url().endsWith('/band.js'))

export type Told =
  | { readonly kind: 'events'; readonly events: readonly number[] }
  | { readonly kind: 'patch' | 'master' | 'channel' | 'clear' | 'panic' }

export async function toldOf(page: Page): Promise<readonly Told[]> {
  const told: readonly Told[] = (await bandWorker(page)?.evaluate('globalThis.told')) ?? []
  return told
}

/** What came to the engine, after the `at` frames that it had made by then. */
export interface Arrived {
  readonly at: number
  readonly message: Told
}

/** What the newest engine of the page was told, in the order and at the frames of its arrival. */
export async function arrivedOf(page: Page): Promise<readonly Arrived[]> {
  const arrived: readonly Arrived[] = await page.evaluate(`new Promise((resolve) => {
    const { node } = globalThis.nodes.findLast(({ name }) => name === 'silencio-band')
    node.port.addEventListener('message', ({ data }) => { if (data?.kind === 'arrived') resolve(data.arrived) })
    node.port.start()
    node.port.postMessage('what arrived?')
  })`)
  return arrived
}

/** How many of the events came after the frame on which they should have begun. */
export function lateEvents(arrived: readonly Arrived[]): { readonly late: number; readonly all: number } {
  const events = arrived.flatMap(({ at, message }) => framesOf([message]).map((frame) => frame < at))
  return { late: events.filter((late) => late).length, all: events.length }
}

/** Frames on which events began to sound, in their order: a late one does at once. The limiter's delay is not yet in them. */
export function startsOf(arrived: readonly Arrived[]): readonly number[] {
  return arrived
    .flatMap(({ at, message }) => framesOf([message]).map((frame) => Math.max(at, frame)))
    .sort((a, b) => a - b)
}

/** Frames of the context on which something begins, in their order; the limiter's delay not yet in them. */
export function framesOf(told: readonly Told[]): readonly number[] {
  return told
    .flatMap((one) => (one.kind === 'events' ? one.events.filter((_, i) => i % EVENT_FIELDS === 0) : []))
    .sort((a, b) => a - b)
}

export interface Recorded {
  readonly name: string
  readonly sampleRate: number
  readonly format: string
  readonly truncated: boolean
  readonly left: Float32Array
  readonly right: Float32Array
  /** Frame of the context that it begins with. */
  readonly firstFrame: number
}

/** Ends the recording, and reads the file that the browser has kept. */
export async function endRecording(page: Page): Promise<Recorded> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Alt+KeyR')])
  const firstFrame: number = await page.evaluate(
    `globalThis.heard.findLast((one) => one.kind === 'recorded').firstFrame`,
  )
  return { ...(await readDownload(download)), firstFrame }
}

export async function downloadBytes(download: Download): Promise<Uint8Array> {
  const path = await download.path()
  return readFileSync(path)
}

async function readDownload(download: Download): Promise<Omit<Recorded, 'firstFrame'>> {
  const bytes = await downloadBytes(download)
  const reading = readWavHeader(bytes.length, (at, length) => bytes.subarray(at, at + length))
  if (!reading.ok) throw new Error(`the recording ${reading.problem}`)
  const { info } = reading
  const { sampleRate, format, frames, truncated, dataOffset, frameBytes } = info
  const body = bytes.subarray(dataOffset, dataOffset + frames * frameBytes)
  const [left, right] = [new Float32Array(frames), new Float32Array(frames)]
  decodeChannel(info, 0, body, left)
  decodeChannel(info, 1, body, right)
  return { name: download.suggestedFilename(), sampleRate, format, truncated, left, right }
}

/** What the same messages, each at its frame, sound like here, over the frames of the recording. */
export function renderedHere(
  arrived: readonly Arrived[],
  recorded: Recorded,
): readonly [Float32Array, Float32Array] {
  const engine = new AudioEngine({ sampleRate: recorded.sampleRate })
  const begin = Math.min(arrived[0]?.at ?? recorded.firstFrame, recorded.firstFrame)
  const end = recorded.firstFrame + recorded.left.length
  const [left, right] = [new Float32Array(end - begin), new Float32Array(end - begin)]
  engine.frame = begin
  const render = (to: number): void => {
    const [from, until] = [engine.frame - begin, Math.min(to, end) - begin]
    if (until > from) engine.process(left.subarray(from, until), right.subarray(from, until), until - from)
  }
  for (const { at, message } of arrived) {
    render(at)
    tellEngine(
      engine,
      message.kind === 'events' ? { kind: 'events', events: new Float64Array(message.events) } : message,
    )
  }
  render(end)
  return [left.subarray(recorded.firstFrame - begin), right.subarray(recorded.firstFrame - begin)]
}

/** A hundred decibels below full scale: steps of 24 bits, and what two versions of V8 make of one sine, gathered over a tail. */
export const INAUDIBLE = 1e-5

/** Largest difference of two sounds. */
export function apart(a: Float32Array, b: Float32Array, from = 0, to = a.length): number {
  let most = 0
  for (let n = from; n < to; n++) most = Math.max(most, Math.abs((a[n] ?? 0) - (b[n] ?? 0)))
  return most
}

export const peakOf = (sound: Float32Array, from = 0, to = sound.length): number =>
  sound.subarray(Math.max(0, from), to).reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** Where a recording begins to be another sound than the one made here, and what is known of the place; empty where it never does. */
export function parting(
  recorded: Recorded,
  made: Float32Array,
  arrived: readonly Arrived[],
  from = 0,
): string {
  const { left: wav, firstFrame } = recorded
  const differs = (n: number): boolean => Math.abs((wav[n] ?? 0) - (made[n] ?? 0)) > INAUDIBLE
  const first = wav.findIndex((_, n) => n >= from && differs(n))
  if (first < 0) return ''
  const frame = firstFrame + first
  const near = arrived
    .map(({ at, message }) => `${message.kind} at ${at} for ${framesOf([message]).join(' ')}`)
    .slice(-40)
  const shift = [...Array(4096).keys()]
    .map((k) => 128 * (k - 2048))
    .find(
      (by) => apart(wav.subarray(first, first + 4000), made.subarray(first + by, first + by + 4000)) < 1e-4,
    )
  return [
    `differs from frame ${frame} on (quantum + ${frame % 128}), of ${firstFrame} to ${firstFrame + wav.length}`,
    `recorded ${[...wav.subarray(first - 2, first + 6)].join(' ')}`,
    `made ${[...made.subarray(first - 2, first + 6)].join(' ')}`,
    shift === undefined ? 'at no shift the same' : `the same when shifted by ${shift}`,
    ...near,
  ].join('\n')
}
