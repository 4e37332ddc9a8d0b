/**
 * One hit by itself: the same voices and the same room as in the band (`runtime/audio/engine.ts`), without its limiter,
 * so that a sound is what its patch says and no other.
 */

import { Room } from '../../../runtime/audio/dsp/reverb.ts'
import { PATCH_RANGES } from '../../../runtime/audio/patch.ts'
import { KeysVoice } from '../../../runtime/audio/voices/keys.ts'
import { within } from '../../../runtime/audio/voices/pack.ts'
import { PercussionVoice } from '../../../runtime/audio/voices/percussion.ts'
import { StringVoice } from '../../../runtime/audio/voices/string.ts'
import type { Voice } from '../../../runtime/audio/voices/voice.ts'
import type { VoiceTarget } from '../../../runtime/timbre/baked.ts'

interface Hit {
  /** The voice's numbers in their order; what lies outside its range is brought inside. */
  readonly params: ArrayLike<number>
  /** 0..1 */
  readonly velocity: number
  /** Hertz; 0 where the patch says the pitch. */
  readonly pitch: number
  /** Seconds until the note is let go; 0 for what rings. */
  readonly hold: number
  /** Draws of this hit: the same key sounds the same. */
  readonly key: number
}

const BLOCK = 128

export interface HitRenderer {
  readonly sampleRate: number
  /** The hit's first `seconds`, mono, as the middle of the stereo picture has it. */
  render(target: VoiceTarget, hit: Hit, seconds: number): Float32Array
}

/** Voices are made once: a renderer serves any number of hits, one after the other. */
export function createHitRenderer(sampleRate: number): HitRenderer {
  const voices: Readonly<Record<VoiceTarget, Voice>> = {
    percussion: new PercussionVoice(sampleRate, BLOCK),
    string: new StringVoice(sampleRate, BLOCK),
    keys: new KeysVoice(sampleRate, BLOCK),
  }
  const room = new Room(sampleRate)
  const block = new Float64Array(BLOCK)
  const send = new Float64Array(BLOCK)
  const left = new Float64Array(BLOCK)
  const right = new Float64Array(BLOCK)

  return { sampleRate, render }

  function render(target: VoiceTarget, hit: Hit, seconds: number): Float32Array {
    const frames = Math.ceil(seconds * sampleRate)
    const out = new Float32Array(frames)
    const voice = voices[target]
    const patch = Float64Array.from(PATCH_RANGES[target], ({ min, max }, i) =>
      within(hit.params[i] ?? min, min, max),
    )
    const { velocity, pitch, key } = hit
    voice.start({ patch, velocity, pitch, key, hold: Math.round(hit.hold * sampleRate) })
    room.clear()
    for (let from = 0; from < frames; from += BLOCK) {
      const count = Math.min(BLOCK, frames - from)
      block.fill(0)
      if (voice.life.remaining > 0) voice.render(block, 0, count)
      for (let n = 0; n < count; n++) send[n] = voice.send * (block[n] ?? 0)
      left.fill(0)
      right.fill(0)
      room.process(send, left, right, count)
      for (let n = 0; n < count; n++) {
        // Both sides together, where the voice in the middle has 1/√2 on each.
        out[from + n] = (block[n] ?? 0) + Math.SQRT1_2 * ((left[n] ?? 0) + (right[n] ?? 0))
      }
      voice.tidy()
      room.tidy(BLOCK)
      if (voice.life.remaining <= 0 && room.empty) break
    }
    return out
  }
}
