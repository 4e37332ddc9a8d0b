/** Tone.js plays the piece offline: its own instruments for each voice, as its documentation shows them. */

import * as Tone from 'tone'
import { NOTES, SECONDS } from './piece.ts'

Reflect.set(globalThis, 'renderTone', async (): Promise<{ ms: number; peak: number }> => {
  const began = performance.now()
  const buffer = await Tone.Offline(() => {
    const kick = new Tone.MembraneSynth().toDestination()
    const snare = new Tone.NoiseSynth({ envelope: { attack: 0.001, decay: 0.2, sustain: 0 } }).toDestination()
    const hat = new Tone.MetalSynth({
      envelope: { attack: 0.001, decay: 0.1, release: 0.01 },
    }).toDestination()
    const bass = new Tone.MonoSynth().toDestination()
    const keys = new Tone.PolySynth(Tone.Synth).toDestination()
    for (const { time, voice, pitches, length, velocity } of NOTES) {
      const names = pitches.map((pitch) => Tone.Frequency(pitch, 'midi').toFrequency())
      if (voice === 'kick') kick.triggerAttackRelease('C1', length, time, velocity)
      else if (voice === 'snare') snare.triggerAttackRelease(length, time, velocity)
      else if (voice === 'hat') hat.triggerAttackRelease(400, length, time, velocity)
      else if (voice === 'bass') bass.triggerAttackRelease(names[0] ?? 40, length, time, velocity)
      else keys.triggerAttackRelease(names, length, time, velocity)
    }
  }, SECONDS)
  const ms = performance.now() - began
  let peak = 0
  for (const x of buffer.getChannelData(0)) peak = Math.max(peak, Math.abs(x))
  return { ms, peak }
})
