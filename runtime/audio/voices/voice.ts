/**
 * AUDIO THREAD: what the engine asks of a voice. A voice is made once and used for many notes.
 */

import { decayFactor } from '../dsp/filters.ts'

/** What starts a voice. One object serves all strikes; its fields are read in `start` and not kept. */
export interface Strike {
  readonly patch: Float64Array
  /** 0..1 */
  readonly velocity: number
  /** Hertz; 0 where the patch says the pitch. */
  readonly pitch: number
  /** Frames until the note is let go; 0 for what rings. */
  readonly hold: number
  /** Draws of this hit: the same key sounds the same. */
  readonly key: number
}

export interface Voice {
  readonly life: Life
  /** Share of its sound that goes to the room. */
  readonly send: number
  start(strike: Strike): void
  /** Writes its sound into `out[from..to)`, which is silent, as far as its life goes. */
  render(out: Float64Array, from: number, to: number): void
  /**
   * Drops what has become inaudible. Called between blocks that lie on a fixed grid of frames, so that what is dropped, and
   * with it every sample, does not depend on how a host cuts its blocks.
   */
  tidy(): void
}

/** A stolen voice falls by 60 dB in this time: too short to be heard as a note, too long to click. */
const STEAL_SECONDS = 0.003
/** A choked cymbal or hat. */
const CHOKE_SECONDS = 0.02
/** An old ring under newer ones. */
const MASKED_SECONDS = 0.5

/** How long a voice goes on, and how it is cut short. */
export class Life {
  /** Frames until it is over; 0 when the voice is free. */
  remaining = 0
  #fade = 1
  #fadeDecay = 1
  readonly #sampleRate: number

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate
  }

  begin(frames: number): void {
    this.#fade = 1
    this.#fadeDecay = 1
    this.remaining = Math.max(1, Math.ceil(frames))
  }

  /** A hand on the cymbal. */
  choke(): void {
    this.#fadeOut(CHOKE_SECONDS)
  }

  /** What has been struck again since rings no longer than this. */
  mask(): void {
    this.#fadeOut(MASKED_SECONDS)
  }

  /** Makes room for another note. */
  steal(): void {
    this.#fadeOut(STEAL_SECONDS)
  }

  #fadeOut(t60: number): void {
    const decay = decayFactor(t60, this.#sampleRate)
    if (decay < this.#fadeDecay) this.#fadeDecay = decay
    // −90 dB, where whatever is left may stop.
    const frames = Math.ceil(1.5 * t60 * this.#sampleRate)
    if (frames < this.remaining) this.remaining = frames
  }

  /** Silence at once. */
  stop(): void {
    this.remaining = 0
  }

  /** Where a voice that plays from `from` ends, at most `to`. */
  endOf(from: number, to: number): number {
    return Math.min(to, from + this.remaining)
  }

  /** Ages by what has been played, and fades it where it is being cut short. */
  spend(out: Float64Array, from: number, end: number): void {
    if (this.#fadeDecay < 1)
      for (let n = from; n < end; n++) {
        this.#fade *= this.#fadeDecay
        out[n] = (out[n] ?? 0) * this.#fade
      }
    this.remaining -= end - from
  }
}
