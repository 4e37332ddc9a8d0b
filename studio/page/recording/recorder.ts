/** Recording what sounds, from the page's side: starts and ends it, says how long it goes, and gives the file. */

import { type Recording, startRecording } from '../../../runtime/host/browser/recording/recorder.ts'
import type { Take, TakeAnswer, TakeRequest } from '../../take-protocol.ts'

export interface Recorder {
  /** Begins, or ends. To be called when there is sound. */
  toggle(context: AudioContext, source: AudioNode, name: string): Promise<void>
  readonly running: boolean
  /** What is kept on this machine, newest first. */
  takes(): Promise<readonly Take[]>
  /** Gives the file of a take, in `onFile`. */
  read(name: string): void
  /** Removes all that are kept. */
  forget(): void
}

export interface RecorderOptions {
  readonly onRunning: (state: (TakeAnswer & { kind: 'running' }) | null) => void
  readonly onEnded: (ended: TakeAnswer & { kind: 'recorded' }) => void
  readonly onFile: (take: Take, file: Blob) => void
  readonly onFailed: (message: string) => void
}

export function createRecorder({ onRunning, onEnded, onFile, onFailed }: RecorderOptions): Recorder {
  let port: MessagePort | null = null
  let recording: Recording | null = null
  let starting = false
  let asked: ((takes: readonly Take[]) => void)[] = []

  return {
    toggle,
    get running() {
      return recording !== null
    },
    takes: () =>
      new Promise((resolve) => {
        asked = [...asked, resolve]
        send({ kind: 'list' })
      }),
    read: (name) => send({ kind: 'read', name }),
    forget: () => send({ kind: 'forget' }),
  }

  async function toggle(context: AudioContext, source: AudioNode, name: string): Promise<void> {
    if (recording !== null) {
      send({ kind: 'end' })
      return
    }
    if (starting) return
    starting = true
    const reading = await startRecording(context, source, '/recorder.js')
    starting = false
    if (!reading.ok) {
      onFailed(reading.detail)
      return
    }
    recording = reading.recording
    send({ kind: 'begin', name, ring: recording.ring, sampleRate: context.sampleRate })
  }

  function send(request: TakeRequest): void {
    port ??= open()
    port.postMessage(request)
  }

  /** The thread is there from the first recording on. */
  function open(): MessagePort {
    const worker = new Worker('/take.js', { type: 'module', name: 'take' })
    const { port1, port2 } = new MessageChannel()
    worker.onerror = (event) => failed(event.message || 'the recorder could not be loaded')
    port1.onmessage = ({ data }: MessageEvent<TakeAnswer>) => hear(data)
    worker.postMessage(null, [port2])
    return port1
  }

  function hear(answer: TakeAnswer): void {
    switch (answer.kind) {
      case 'running':
        if (recording !== null) onRunning(answer)
        return
      case 'recorded':
        over()
        onEnded(answer)
        return
      case 'takes':
        answered(answer.takes)
        return
      case 'file':
        onFile(answer.take, answer.file)
        return
      case 'failed':
        // A take that is not there, or cannot be removed, ends no recording.
        if (answer.of === null || answer.of === 'begin') failed(answer.message)
        else {
          if (answer.of === 'list' || answer.of === 'forget') answered([])
          onFailed(answer.message)
        }
    }
  }

  function answered(takes: readonly Take[]): void {
    for (const resolve of asked) resolve(takes)
    asked = []
  }

  function failed(message: string): void {
    over()
    onFailed(message)
  }

  function over(): void {
    recording?.close()
    recording = null
    onRunning(null)
  }
}
