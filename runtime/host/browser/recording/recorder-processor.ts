/**
 * AUDIO THREAD: writes what it hears into a ring of shared memory, and passes nothing on. A node of its own beside the
 * band's: a recording goes on while the band's sound is restarted, and takes whatever the page connects to it.
 */

import { RingWriter } from './ring.ts'

// What an AudioWorkletGlobalScope has; TypeScript's DOM library does not know it.
declare const currentFrame: number
declare function registerProcessor(name: string, processor: unknown): void
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}

/** What a node renders where nothing is connected to it: no channels, and the output's length. */
const NOTHING: readonly Float32Array[] = []

class RecorderProcessor extends AudioWorkletProcessor {
  readonly #ring: RingWriter | null

  constructor({ processorOptions }: { readonly processorOptions?: { readonly ring?: unknown } }) {
    super()
    const ring = processorOptions?.ring
    this.#ring = ring instanceof SharedArrayBuffer ? new RingWriter(ring) : null
  }

  process(
    inputs: readonly (readonly Float32Array[])[],
    outputs: readonly (readonly Float32Array[])[],
  ): boolean {
    const frames = outputs[0]?.[0]?.length ?? 0
    return this.#ring?.write(inputs[0] ?? NOTHING, frames, currentFrame) ?? false
  }
}

registerProcessor('silencio-recorder', RecorderProcessor)
