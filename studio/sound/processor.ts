/**
 * A plain band: decaying tones and noise, enough to hear what the code says. Runs in the audio worklet.
 *
 * HOT PATH: `process` allocates nothing; voices are taken from a fixed set.
 */

import type { PlainNote, SoundMessage } from './output.ts'

declare const sampleRate: number
declare const currentFrame: number
declare const currentTime: number
declare class AudioWorkletProcessor {
  readonly port: MessagePort
}
declare function registerProcessor(
  name: string,
  processor: new (options: {
    readonly processorOptions: { readonly clock: SharedArrayBuffer | null }
  }) => object,
): void

const VOICES = 48
/** A voice below this is silent. */
const SILENT = 1e-4
/** Blocks between two reports to the worker. */
const REPORT_EVERY = 8

interface Voice {
  member: string
  start: number
  phase: number
  step: number
  stepEnd: number
  noise: number
  level: number
  decay: number
  release: number
  left: number
  right: number
}

class PlainBand extends AudioWorkletProcessor {
  readonly #voices = Array.from({ length: VOICES }, silentVoice)
  readonly #clock: Float64Array | null
  readonly #peaks: Record<string, number> = {}
  #to: MessagePort | null = null
  #next = 0
  #gain = 1
  #blocks = 0
  #seed = 1

  constructor(options: { readonly processorOptions: { readonly clock: SharedArrayBuffer | null } }) {
    super()
    const { clock } = options.processorOptions
    this.#clock = clock === null ? null : new Float64Array(clock)
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#to = data
      data.onmessage = (event: MessageEvent<SoundMessage>) => this.#take(event.data)
    }
  }

  process(_inputs: unknown, outputs: readonly (readonly Float32Array[])[]): boolean {
    const [left, right] = outputs[0] ?? []
    if (this.#clock !== null) this.#clock[0] = currentTime
    if (left === undefined || right === undefined) return true
    for (const voice of this.#voices) if (voice.level > SILENT) this.#render(voice, left, right)
    if (++this.#blocks % REPORT_EVERY === 0) this.#report()
    return true
  }

  #take(message: SoundMessage): void {
    switch (message.kind) {
      case 'gain':
        this.#gain = message.gain
        return
      case 'panic':
        for (const voice of this.#voices) voice.level = 0
        return
      case 'play':
        for (const note of message.notes) this.#begin(note)
    }
  }

  #begin(note: PlainNote): void {
    const voice = this.#voices[this.#next++ % VOICES]
    if (voice === undefined) return
    const pan = ((note.pan + 1) * Math.PI) / 4
    voice.member = note.member
    voice.start = Math.round(note.at * sampleRate)
    voice.phase = 0
    voice.left = Math.cos(pan) * 0.35
    voice.right = Math.sin(pan) * 0.35
    voice.level = note.gain
    const { from, to, seconds, noise } = shapeOf(note)
    voice.step = (from * 2 * Math.PI) / sampleRate
    voice.stepEnd = (to * 2 * Math.PI) / sampleRate
    voice.noise = noise
    voice.decay = 0.001 ** (1 / (seconds * sampleRate))
    voice.release = note.sound === 'tone' ? voice.start + Math.round(note.duration * sampleRate) : Infinity
  }

  #render(voice: Voice, left: Float32Array, right: Float32Array): void {
    let peak = 0
    for (let i = Math.max(0, voice.start - currentFrame); i < left.length; i++) {
      this.#seed = (Math.imul(this.#seed, 1664525) + 1013904223) >>> 0
      const hiss = (this.#seed / 2147483648 - 1) * voice.noise
      const sample = (Math.sin(voice.phase) * (1 - voice.noise) + hiss) * voice.level * this.#gain
      voice.step += (voice.stepEnd - voice.step) * 0.002
      voice.phase += voice.step
      voice.level *= currentFrame + i > voice.release ? 0.9985 : voice.decay
      left[i] = (left[i] ?? 0) + sample * voice.left
      right[i] = (right[i] ?? 0) + sample * voice.right
      if (sample > peak) peak = sample
    }
    const before = this.#peaks[voice.member] ?? 0
    if (peak > before) this.#peaks[voice.member] = peak
  }

  #report(): void {
    const peaks: Record<string, number> = {}
    for (const member of Object.keys(this.#peaks)) {
      peaks[member] = 20 * Math.log10(this.#peaks[member] ?? 0)
      this.#peaks[member] = 0
    }
    this.#to?.postMessage({ now: currentTime, peaks })
  }
}

/** From where the pitch falls to where, how long the sound takes to fade, and how much of it is noise. */
function shapeOf(note: PlainNote): { from: number; to: number; seconds: number; noise: number } {
  if (note.sound === 'click') return { from: note.hertz, to: note.hertz, seconds: 0.06, noise: 0 }
  if (note.sound === 'tone') return { from: note.hertz, to: note.hertz, seconds: 1.6, noise: 0 }
  if (note.voice === 'kick') return { from: 140, to: 50, seconds: 0.3, noise: 0 }
  if (note.voice === 'snare' || note.voice === 'rim') return { from: 210, to: 180, seconds: 0.2, noise: 0.7 }
  if (note.voice.startsWith('tom')) return { from: 160, to: 90, seconds: 0.35, noise: 0.1 }
  if (note.voice === 'ride' || note.voice === 'crash')
    return { from: 4200, to: 4200, seconds: 0.9, noise: 0.9 }
  return { from: 8000, to: 8000, seconds: 0.07, noise: 0.95 }
}

function silentVoice(): Voice {
  return {
    member: '',
    start: 0,
    phase: 0,
    step: 0,
    stepEnd: 0,
    noise: 0,
    level: 0,
    decay: 0,
    release: 0,
    left: 0,
    right: 0,
  }
}

registerProcessor('silencio-band', PlainBand)
