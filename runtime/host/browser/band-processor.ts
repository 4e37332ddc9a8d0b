/**
 * AUDIO THREAD: the engine as an AudioWorkletProcessor. Bundled into one file that `addModule` loads.
 *
 * Messages come from the page, and from a worker through a port that the page hands over. What others want to know
 * (the time, levels) stands on a board of shared memory; where a page has none (it is not cross-origin isolated) the board
 * is posted some forty times a second, which costs the audio thread a small object each.
 */

import { BOARD, BOARD_SIZE } from '../../audio/board.ts'
import { AudioEngine } from '../../audio/engine.ts'
import { tellEngine } from '../../audio/messages.ts'
import { warmUp } from '../../audio/warm-up.ts'

// What an AudioWorkletGlobalScope has; TypeScript's DOM library does not know it.
declare const currentFrame: number
declare const sampleRate: number
declare function registerProcessor(name: string, processor: unknown): void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

export const BAND_PROCESSOR = 'silencio-band'

/** Seconds between two boards that are posted. */
const POST_EVERY = 0.025

class BandProcessor extends AudioWorkletProcessor {
  readonly #engine = new AudioEngine({ sampleRate })
  readonly #board: Float64Array
  readonly #shared: boolean
  readonly #silent = new Float32Array(4096)
  #nextPost = 0
  #closed = false

  constructor({ processorOptions }: { readonly processorOptions?: { readonly board?: unknown } }) {
    super()
    const board = processorOptions?.board
    this.#shared = typeof SharedArrayBuffer !== 'undefined' && board instanceof SharedArrayBuffer
    this.#board =
      this.#shared && board instanceof SharedArrayBuffer
        ? new Float64Array(board, 0, BOARD_SIZE)
        : new Float64Array(BOARD_SIZE)
    warmUp(this.#engine)
    this.#board[BOARD.latency] = this.#engine.latency
    this.#board[BOARD.leastGain] = 1
    this.port.onmessage = ({ data }: MessageEvent<unknown>) => this.#hear(data)
  }

  #hear(data: unknown): void {
    if (typeof data === 'object' && data !== null && 'port' in data && data.port instanceof MessagePort) {
      const { port } = data
      port.onmessage = (event: MessageEvent<unknown>) => tellEngine(this.#engine, event.data)
    } else if (data === 'close') this.#closed = true
    else tellEngine(this.#engine, data)
  }

  process(_inputs: unknown, outputs: readonly (readonly Float32Array[])[]): boolean {
    const [left, right] = outputs[0] ?? []
    const engine = this.#engine
    if (left !== undefined) {
      const began = Date.now()
      // A context that was suspended goes on where it stopped, and so do we; frames are its own.
      engine.frame = currentFrame
      engine.process(left, right ?? this.#silent, left.length)
      this.#write(currentFrame + left.length)
      // No finer clock is to be had here: a whole millisecond over is what counts.
      if (Date.now() - began > (1000 * left.length) / sampleRate + 1)
        this.#board[BOARD.overruns] = (this.#board[BOARD.overruns] ?? 0) + 1
    }
    return !this.#closed
  }

  #write(frame: number): void {
    const board = this.#board
    const engine = this.#engine
    board[BOARD.voices] = engine.voices
    board[BOARD.dropped] = engine.dropped
    board[BOARD.blocks] = (board[BOARD.blocks] ?? 0) + 1
    const least = engine.takeLeastGain()
    if (least < (board[BOARD.leastGain] ?? 1)) board[BOARD.leastGain] = least
    for (let c = 0; c < engine.peaks.length; c++) {
      const peak = engine.peaks[c] ?? 0
      if (peak > (board[BOARD.peaks + c] ?? 0)) board[BOARD.peaks + c] = peak
      engine.peaks[c] = 0
    }
    // Last, so that whoever reads it finds the rest up to date.
    board[BOARD.frame] = frame
    if (this.#shared || frame < this.#nextPost) return
    this.#nextPost = frame + POST_EVERY * sampleRate
    this.port.postMessage({ kind: 'board', board })
    board[BOARD.leastGain] = 1
    board.fill(0, BOARD.peaks)
  }
}

registerProcessor(BAND_PROCESSOR, BandProcessor)
