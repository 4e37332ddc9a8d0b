import { AudioEngine } from '../../../runtime/audio/engine.ts'
import type { EngineEvent } from '../../../runtime/audio/event-queue.ts'
import { patchOf } from '../../../runtime/audio/palette/patches.ts'
import type { MemberKind } from '../../../runtime/policy.ts'
import { timbreOfText } from '../../../runtime/timbre/prompt.ts'
import { RATE } from './measure.ts'
import { hertz } from './strike.ts'
import { tinyBank } from './tiny-bank.ts'

export const VOICES: readonly (readonly [MemberKind, string, string])[] = [
  ['drummer', 'kick', 'deep kick drum'],
  ['drummer', 'snare', 'crisp snare drum'],
  ['drummer', 'hat', 'closed hi-hat'],
  ['drummer', 'crash', 'bright crash cymbal'],
  ['metronome', 'beat', 'warm woody click'],
  ['bassist', 'line', 'round upright bass'],
  ['guitarist', 'comp', 'clean electric guitar'],
  // From recordings, and from its modes.
  ['pianist', 'comp', 'mellow upright piano'],
  ['pianist', 'comp', 'felt piano'],
]

export function engineWithPatches(rate = RATE): AudioEngine {
  const engine = new AudioEngine({ sampleRate: rate })
  engine.setSamples(tinyBank)
  VOICES.forEach(([kind, voice, prompt], i) => {
    const { instrument, values } = patchOf(kind, voice, timbreOfText(prompt), 'normal')
    engine.setPatch(i, instrument, values)
  })
  return engine
}

export const event = (fields: Partial<EngineEvent>): EngineEvent => ({
  frame: 0,
  patch: 0,
  channel: 0,
  velocity: 0.8,
  pitch: hertz(45),
  hold: 0,
  gain: 0.5,
  pan: 0,
  key: 1,
  ...fields,
})
