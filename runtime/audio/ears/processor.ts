/**
 * The ears in an AudioWorklet: a thin wrapper around the detector. HOT PATH: `process` allocates nothing unless there is
 * an onset to tell.
 *
 * The scope is handed in, so that this file knows no host: `runtime/host/browser/ears-worklet.ts` is the module that a
 * page loads.
 */

import type { Ratio, Seconds } from '../../units.ts'
import { createOnsetDetector } from './detector.ts'
import { Polarity } from './polarity.ts'

/** The name to make an `AudioWorkletNode` with. */
export const EARS_PROCESSOR = 'silencio-ears'

/** From the worklet: an onset. Times are on the context's clock, as the samples came in: input latency is not taken out. */
export interface OnsetMessage {
  readonly type: 'onset'
  readonly time: Seconds
  readonly velocity: Ratio
  /** When it was known. */
  readonly decided: Seconds
}

/** To the worklet: the band's own events, as `[time, strength]` on the same clock, when the microphone will hear them. */
export interface ExpectMessage {
  readonly type: 'expect'
  readonly events: readonly (readonly [time: Seconds, strength: Ratio])[]
}

/** To the worklet: no more. */
export interface StopMessage {
  readonly type: 'stop'
}

interface Port {
  onmessage: ((event: { readonly data: ExpectMessage | StopMessage }) => void) | null
  postMessage(message: OnsetMessage): void
}

interface Processor {
  readonly port: Port
}

/** What the wrapper needs of an `AudioWorkletGlobalScope`. */
export interface WorkletScope {
  readonly sampleRate: number
  readonly currentFrame: number
  readonly AudioWorkletProcessor: new () => Processor
  registerProcessor(name: string, processor: new () => Processor): void
}

export function registerEars(scope: WorkletScope): void {
  scope.registerProcessor(EARS_PROCESSOR, earsProcessor(scope))
}

function earsProcessor(scope: WorkletScope): new () => Processor {
  return class EarsProcessor extends scope.AudioWorkletProcessor {
    /** The frame of the context's clock at which the detector's own clock began. */
    #origin = 0
    #heard = 0
    #stopped = false
    /** One channel, where there are more or none; longer where a host renders longer blocks. */
    #mono = new Float32Array(128)
    readonly #polarity = new Polarity(scope.sampleRate)
    readonly #detector = createOnsetDetector(scope.sampleRate, (time, velocity, decided) => {
      const from = this.#origin / scope.sampleRate
      this.port.postMessage({ type: 'onset', time: from + time, velocity, decided: from + decided })
    })

    constructor() {
      super()
      this.port.onmessage = ({ data }) => {
        if (data.type === 'stop') this.#stopped = true
        else this.#expect(data)
      }
    }

    #expect({ events }: ExpectMessage): void {
      const from = this.#origin / scope.sampleRate
      for (const [time, strength] of events) this.#detector.expect(time - from, strength)
    }

    process(
      inputs: readonly (readonly Float32Array[])[],
      outputs: readonly (readonly Float32Array[])[],
    ): boolean {
      const channels = inputs[0] ?? []
      const frames = channels[0]?.length ?? outputs[0]?.[0]?.length ?? this.#mono.length
      // The clock may have jumped, after a glitch: what is heard now is heard now.
      this.#origin = scope.currentFrame - this.#heard
      this.#heard += frames
      const only = channels[0]
      this.#detector.process(
        channels.length === 1 && only !== undefined ? only : this.#mixed(channels, frames),
        0,
        frames,
      )
      return !this.#stopped
    }

    /** The mean of the channels; silence while nothing is connected, so that time goes on. */
    #mixed(channels: readonly Float32Array[], frames: number): Float32Array {
      if (this.#mono.length < frames) this.#mono = new Float32Array(frames)
      const mono = this.#mono
      mono.fill(0)
      if (channels.length === 2) this.#polarity.hear(channels[0], channels[1], frames)
      for (let channel = 0; channel < channels.length; channel++) {
        const samples = channels[channel]
        if (samples === undefined) continue
        const share = (channel === 1 && this.#polarity.opposite ? -1 : 1) / channels.length
        for (let i = 0; i < frames; i++) mono[i] = (mono[i] ?? 0) + (samples[i] ?? 0) * share
      }
      return mono
    }
  }
}
