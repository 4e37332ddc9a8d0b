/** AUDIO THREAD: the ears, and beside them something that keeps what comes in, for the loopback. */

import { Polarity } from '../../runtime/audio/ears/polarity.ts'
import '../../runtime/host/browser/ears-worklet.ts'
import { CAPTURE_PROCESSOR, type CaptureOptions } from '../capture-protocol.ts'

// What an AudioWorkletGlobalScope has; TypeScript's DOM library does not know it.
declare const currentFrame: number
declare const sampleRate: number
declare function registerProcessor(name: string, processor: unknown): void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

class CaptureProcessor extends AudioWorkletProcessor {
  readonly #samples: Float32Array<ArrayBuffer>
  readonly #from: number
  readonly #polarity = new Polarity(sampleRate)
  #done = false

  constructor({ processorOptions }: { readonly processorOptions: CaptureOptions }) {
    super()
    this.#from = processorOptions.from
    this.#samples = new Float32Array(processorOptions.frames)
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    if (this.#done) return false
    const channels = inputs[0] ?? []
    const frames = channels[0]?.length ?? 0
    const samples = this.#samples
    // By the context's own clock: what a glitch has swallowed stays silence, and what comes after it keeps its place.
    const at = currentFrame - this.#from
    if (channels.length === 2) this.#polarity.hear(channels[0], channels[1], frames)
    for (let channel = 0; channel < channels.length; channel++) {
      const input = channels[channel]
      const share = (channel === 1 && this.#polarity.opposite ? -1 : 1) / channels.length
      for (let i = Math.max(0, -at); i < frames && at + i < samples.length; i++) {
        samples[at + i] = (samples[at + i] ?? 0) + (input?.[i] ?? 0) * share
      }
    }
    if (at < samples.length) return true
    this.#done = true
    this.port.postMessage(samples, [samples.buffer])
    return false
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor)
