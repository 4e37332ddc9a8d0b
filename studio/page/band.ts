/** The page's end of the band: opens the sound with the first gesture, and passes on what is said. */

import { openBandAudio } from '../../runtime/host/browser/band-audio.ts'
import type { Milliseconds, Seconds } from '../../runtime/units.ts'
import type { BandAnswer, BandRequest, BandSetup } from '../band-protocol.ts'
import type { BandCommand } from '../protocol.ts'
import { heardAt } from './clock.ts'

export interface Band {
  /** Says it to the band; before the sound is open, `load` waits and the rest is forgotten. */
  send(request: BandRequest): void
  /** Makes everything ready but the sound itself. */
  prepare(): Promise<void>
  /** To be called in a gesture: browsers let a page sound only then. */
  open(): Promise<void>
  readonly isOpen: boolean
  /** What everything sounds through and is heard by; null before `prepare`. */
  readonly context: AudioContext | null
  /** What was heard at an event's moment; null while nothing can be. */
  contextTimeOf(timeStamp: Milliseconds): Seconds | null
}

export interface BandOptions {
  readonly onAnswer: (answer: BandAnswer) => void
  /** The context stopped, or runs again: another app took the sound, the lid was closed. */
  readonly onRunning: (running: boolean) => void
  readonly onFailed: (message: string) => void
}

export function createBand({ onAnswer, onRunning, onFailed }: BandOptions): Band {
  let context: AudioContext | null = null
  let port: MessagePort | null = null
  let opening: Promise<void> | null = null
  let waiting: (BandCommand & { kind: 'load' }) | null = null

  return {
    send,
    prepare,
    async open() {
      // In the gesture itself: what is awaited first may come too late for the browser.
      void context?.resume()
      await prepare()
      await context?.resume()
    },
    get isOpen() {
      return port !== null
    },
    get context() {
      return context
    },
    contextTimeOf(timeStamp) {
      return context?.state === 'running' ? heardAt(context, timeStamp, performance.now()) : null
    },
  }

  function send(request: BandRequest): void {
    if (port !== null) port.postMessage(request)
    else if (request.kind === 'load') waiting = request
  }

  function prepare(): Promise<void> {
    opening ??= begin().catch((error: unknown) => {
      opening = null
      onFailed(error instanceof Error ? error.message : String(error))
    })
    return opening
  }

  async function begin(): Promise<void> {
    const opened = new AudioContext({ latencyHint: 'interactive' })
    context = opened
    opened.onstatechange = () => onRunning(opened.state === 'running')
    const audio = await openBandAudio(opened, {
      processorUrl: '/sound.js',
      onFailure: () => onFailed('the audio thread has died; load the page again'),
    })
    audio.node.connect(opened.destination)
    if (audio.clock === null) {
      audio.node.port.onmessage = ({ data }: MessageEvent<{ readonly board?: unknown }>) => {
        if (data.board instanceof Float64Array) send({ kind: 'board', board: data.board })
      }
    }
    const worker = new Worker('/band.js', { type: 'module', name: 'band' })
    worker.onerror = (event) => onFailed(event.message || 'the band could not be loaded')
    const { port1, port2 } = new MessageChannel()
    const setup: BandSetup = {
      clock: audio.clock,
      sampleRate: opened.sampleRate,
      latency: audio.latency,
    }
    port1.onmessage = ({ data }: MessageEvent<BandAnswer>) => onAnswer(data)
    worker.postMessage(setup, [port2, audio.port])
    port = port1
    if (waiting !== null) send(waiting)
    waiting = null
  }
}
