/**
 * The page's end of the band: opens the sound with the first gesture, passes on what is said, and brings back what dies:
 * the audio thread with a new worklet in the same context, the band's thread with what the page remembers of it.
 */

import { type BandAudio, outputLatencyOf } from '../../runtime/host/browser/band-audio.ts'
import type { Milliseconds, Seconds } from '../../runtime/units.ts'
import type { BandAnswer, BandMessage, BandRequest, BandSetup } from '../band-protocol.ts'
import type { BandCommand } from '../protocol.ts'
import type { Addresses } from './addresses.ts'
import { heardAt } from './clock.ts'
import { createPianoLoader } from './piano.ts'
import { createRecovery } from './recovery.ts'
import { openSound, type Sound } from './sound.ts'
import { createWatchdog, LOOK_MS } from './watchdog.ts'

export interface Band {
  /** Says it to the band; before the sound is open, `load` waits and the rest is forgotten. */
  send(request: BandRequest): void
  /** Makes everything ready but the sound itself. */
  prepare(): Promise<void>
  /** To be called in a gesture: browsers let a page sound only then. */
  open(): Promise<void>
  readonly isOpen: boolean
  /** Why there is no sound any more; null while there is. */
  readonly lost: string | null
  /** Null until the sound is prepared. */
  readonly context: AudioContext | null
  /** What sounds leaves through here. */
  readonly output: AudioNode | null
  /** What was heard at an event's moment; null while nothing can be. */
  contextTimeOf(timeStamp: Milliseconds): Seconds | null
}

export interface BandOptions {
  readonly addresses: Addresses
  readonly onAnswer: (answer: BandAnswer) => void
  /** The context stopped, or runs again: another app took the sound, the lid was closed. */
  readonly onRunning: (running: boolean) => void
  readonly onFailed: (message: string) => void
  /** Something died and was brought back. */
  readonly onRecovered: (message: string) => void
}

/** A band that plays speaks forty times a second; one that listens to a new piece may take its time. */
const PLAYING_LOOKS = 8
const LOADING_LOOKS = 60
/** Chrome knows how long its sound is on its way some 30 ms after the first of it. Others never do, and are waited for once. */
const LATENCY_LOOKS = 10
const LATENCY_LOOK_MS = 20
/** Longer no browser takes to start the sound. */
const STARTS_WITHIN: Milliseconds = 2000
const NOT_STARTED =
  'the browser has not started it. Is there a loudspeaker, or are there headphones? It begins when there is one.'
/**
 * A module that was imported stays until its thread ends: some 12 kB of text each, and what the engine makes of it.
 * After so many the next performance begins in a new thread.
 */
const MOST_LOADS = 400

export function createBand({ addresses, onAnswer, onRunning, onFailed, onRecovered }: BandOptions): Band {
  let sound: Sound | null = null
  let worker: Worker | null = null
  let lost: string | null = null
  /** Programs that the thread has been given. */
  let loads = 0
  /** From a moment of the context to the player's ear, as it was last found; null: as the sound itself says. */
  let late: Seconds | null = null
  let port: MessagePort | null = null
  let latencyLooks = 0
  let opening: Promise<void> | null = null
  let waiting: (BandRequest & { kind: 'load' | 'next' }) | null = null
  const piano = createPianoLoader({
    addresses,
    tellSound: (message, transfer) => sound?.audio.node.port.postMessage(message, transfer),
    onProblem: (message) => onAnswer({ kind: 'problem', message }),
  })
  const recovery = createRecovery()
  const watchdog = createWatchdog({
    patience: () =>
      recovery.playing || recovery.stopping
        ? PLAYING_LOOKS
        : recovery.loading === null && !recovery.starting
          ? null
          : LOADING_LOOKS,
  })

  return {
    send,
    prepare,
    async open() {
      // In the gesture itself: what is awaited first may come too late for the browser.
      void sound?.context.resume()
      await prepare()
      // Firefox without a device to sound on neither starts nor refuses.
      const telling = setTimeout(() => onFailed(NOT_STARTED), STARTS_WITHIN)
      try {
        await sound?.context.resume()
      } finally {
        clearTimeout(telling)
      }
      await tellLatency()
    },
    get isOpen() {
      return port !== null
    },
    get lost() {
      return lost
    },
    get context() {
      return sound?.context ?? null
    },
    get output() {
      return sound?.output ?? null
    },
    contextTimeOf(timeStamp) {
      const context = sound?.context
      return context?.state === 'running' ? heardAt(context, timeStamp, performance.now()) : null
    },
  }

  function send(request: BandRequest, transfer: Transferable[] = []): void {
    if (request.kind === 'play' && loads >= MOST_LOADS) restart()
    if (request.kind === 'load' || request.kind === 'next') loads++
    if (request.kind === 'latency') late = request.output
    if (port !== null) {
      recovery.sent(request)
      port.postMessage(request, transfer)
    } else if (request.kind === 'load' || request.kind === 'next') waiting = request
  }

  /** Before anything begins: what a session begins with stays in its log. */
  async function tellLatency(): Promise<void> {
    if (sound === null) return
    const { context } = sound
    for (; latencyLooks < LATENCY_LOOKS && !context.outputLatency; latencyLooks++)
      await new Promise((done) => setTimeout(done, LATENCY_LOOK_MS))
    send({ kind: 'latency', output: outputLatencyOf(context) })
  }

  function prepare(): Promise<void> {
    opening ??= begin().catch((error: unknown) => {
      opening = null
      onFailed(error instanceof Error ? error.message : String(error))
    })
    return opening
  }

  async function begin(): Promise<void> {
    sound = await openSound({
      processorUrl: addresses.sound,
      onRunning,
      onFailed: (message) => {
        lost = message
        onFailed(message)
      },
      onBoard: (board) => send({ kind: 'board', board }),
      onRenewed: (audio) => {
        send({ kind: 'sound', clock: audio.clock }, [audio.port])
        piano.renew()
        onRecovered('The sound had died and was started again')
      },
    })
    startWorker(sound, sound.audio.port)
    setInterval(() => {
      if (watchdog.look()) revive()
    }, LOOK_MS)
    if (waiting !== null) send(waiting)
    waiting = null
  }

  function startWorker({ context, audio }: Sound, audioPort: BandAudio['port']): void {
    const started = new Worker(addresses.band, { type: 'module', name: 'band' })
    started.onerror = (event) => onFailed(event.message || 'the band could not be loaded')
    const { port1, port2 } = new MessageChannel()
    const setup: BandSetup = {
      clock: audio.clock,
      sampleRate: context.sampleRate,
      latency: late ?? audio.latency,
      runtime: addresses.runtime,
    }
    port1.onmessage = ({ data }: MessageEvent<BandMessage>) => {
      watchdog.heard()
      if (data.kind === 'samples-wanted') return piano.load()
      recovery.heard(data)
      onAnswer(data)
    }
    started.postMessage(setup, [port2, audioPort])
    worker = started
    loads = 0
    port = port1
  }

  /** The band's thread says nothing any more. */
  function revive(): void {
    if (sound === null) return
    const { loading, playing, starting } = recovery
    const ended = recovery.ended()
    endWorker()
    // They are taken up in their order: the first that was not answered is the one that it died of.
    if (loading !== null) {
      const problem = 'the band’s thread did not come back from it'
      const refused: BandAnswer = { kind: 'loaded', revision: loading, at: null, problem }
      recovery.heard(refused)
      onAnswer(refused)
    } else if (starting) {
      onAnswer({ kind: 'problem', message: 'The band’s thread did not come back from beginning to play' })
    }
    const commands = recovery.renew()
    startAgain(commands)
    if (ended !== null) {
      recovery.heard(ended)
      onAnswer(ended)
    }
    onRecovered(
      playing ? 'The band had stopped to answer and was started again' : 'The band was started again',
    )
  }

  /** Nothing plays, and what the thread has gathered is of no more use. */
  function restart(): void {
    if (sound === null || recovery.loading !== null || recovery.playing) return
    const commands = recovery.renew()
    endWorker()
    startAgain(commands)
  }

  function endWorker(): void {
    worker?.terminate()
    if (port !== null) port.onmessage = null
  }

  function startAgain(commands: readonly BandCommand[]): void {
    if (sound === null) return
    startWorker(sound, sound.audio.openPort())
    for (const command of commands) port?.postMessage(command)
  }
}
