/** What the band's thread tells the audio thread, overheard there; the same sound made in Node; and recordings read back. */

import { readFileSync } from 'node:fs'
import type { Download, Page, Worker } from 'playwright-core'
import { AudioEngine } from '../../runtime/audio/engine.ts'
import { EVENT_FIELDS } from '../../runtime/audio/event-queue.ts'
import { tellEngine } from '../../runtime/audio/messages.ts'
import { decodeChannel, readWavHeader } from '../../runtime/audio/wav-reader.ts'

/** In the band's thread: keeps what goes to the audio thread, as plain values. */
const OVERHEAR_SOUND = `
  globalThis.told = []
  const post = MessagePort.prototype.postMessage
  MessagePort.prototype.postMessage = function (message, ...more) {
    const kind = message?.kind
    if (['patch', 'events', 'master', 'channel', 'clear', 'panic'].includes(kind))
      globalThis.told.push(kind === 'events' ? { kind, events: [...message.events] } : structuredClone(message))
    return post.call(this, message, ...more)
  }
`

/** For `changed` of a studio page: the band's thread with our ear in it. */
export const OVERHEARD = { '/band.js': (text: string): string => OVERHEAR_SOUND + text }

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

/** What the same messages sound like here, over the frames of the recording. Changes of gain are heard from the start. */
export function renderedHere(
  told: readonly Told[],
  recorded: Recorded,
): readonly [Float32Array, Float32Array] {
  const engine = new AudioEngine({ sampleRate: recorded.sampleRate })
  engine.frame = recorded.firstFrame
  for (const one of told) {
    // Said at a moment that stands nowhere: whoever compares looks at what lies before.
    if (one.kind === 'clear' || one.kind === 'panic') continue
    tellEngine(engine, one.kind === 'events' ? { kind: 'events', events: new Float64Array(one.events) } : one)
  }
  const frames = recorded.left.length
  const [left, right] = [new Float32Array(frames), new Float32Array(frames)]
  engine.process(left, right, frames)
  return [left, right]
}

/** Largest difference of two sounds. */
export function apart(a: Float32Array, b: Float32Array, from = 0, to = a.length): number {
  let most = 0
  for (let n = from; n < to; n++) most = Math.max(most, Math.abs((a[n] ?? 0) - (b[n] ?? 0)))
  return most
}

export const peakOf = (sound: Float32Array, from = 0, to = sound.length): number =>
  sound.subarray(Math.max(0, from), to).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
