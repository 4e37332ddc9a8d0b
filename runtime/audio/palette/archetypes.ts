/**
 * Struck sounds that everything else is made from: what a class of sound is before words move it.
 *
 * Numbers from measurements of real drums and from the literature: kick and tom modes and drops, Fletcher & Rossing §18;
 * snare, a head at 160 to 250 Hz over wires at 2 to 9 kHz; cymbals, hundreds of modes that ring for seconds, high ones
 * shorter. `reads` is the prompt whose timbre each one is: words move a sound by how far they are from it.
 */

import type { ClassAxis } from '../../timbre/axes.ts'
import type { PercussionParams } from '../voices/percussion-params.ts'

export interface Archetype {
  readonly reads: string
  readonly params: PercussionParams
}

const PLAIN: PercussionParams = {
  f0: 200, sweep: 0, sweepTime: 0.02, body: 0.8, bodyDecay: 0.2, material: 1, tilt: 1, damping: 0.6, modes: 6,
  fm: 0, fmRatio: 1.4, fmDecay: 0.1, noise: 0, noiseAttack: 0.0002, noiseDecay: 0.1, noiseLow: 500, noiseHigh: 8000,
  click: 0.2, clickFrequency: 2500, attack: 0.0003, drive: 0, lowPass: 18000, highPass: 20, beating: 0, bursts: 1,
  reverb: 0.12,
} // biome-ignore format: a table

const archetype = (reads: string, params: Partial<PercussionParams>): Archetype => ({
  reads,
  params: { ...PLAIN, ...params },
})

// biome-ignore-start format: a table, several numbers a line
const KICK = archetype('kick drum', {
  f0: 52,
  sweep: 19,
  sweepTime: 0.016,
  body: 0.92,
  bodyDecay: 0.42,
  material: 1,
  tilt: 1.7,
  damping: 1.1,
  modes: 4,
  noise: 0.05,
  noiseDecay: 0.03,
  noiseLow: 900,
  noiseHigh: 5000,
  click: 0.26,
  clickFrequency: 2900,
  attack: 0.0006,
  drive: 0.3,
  lowPass: 7000,
  highPass: 28,
  reverb: 0.04,
})
const SNARE = archetype('snare drum', {
  f0: 187,
  sweep: 3,
  sweepTime: 0.012,
  body: 0.44,
  bodyDecay: 0.2,
  material: 1,
  tilt: 0.9,
  damping: 1,
  modes: 8,
  noise: 0.47,
  noiseAttack: 0.0006,
  noiseDecay: 0.24,
  noiseLow: 1700,
  noiseHigh: 9500,
  click: 0.28,
  clickFrequency: 3400,
  drive: 0.12,
  lowPass: 14000,
  highPass: 90,
  reverb: 0.16,
})
const RIM = archetype('rim click', {
  f0: 470,
  body: 0.7,
  bodyDecay: 0.07,
  material: 2,
  tilt: 0.5,
  damping: 0.7,
  modes: 6,
  noise: 0.08,
  noiseDecay: 0.02,
  noiseLow: 1500,
  noiseHigh: 7000,
  click: 0.5,
  clickFrequency: 2300,
  attack: 0.0002,
  lowPass: 9000,
  highPass: 250,
  reverb: 0.14,
})
const HAT = archetype('hi hat', {
  f0: 620,
  body: 0.36,
  bodyDecay: 0.1,
  material: 3,
  tilt: 0.05,
  damping: 0.15,
  modes: 34,
  noise: 0.58,
  noiseDecay: 0.075,
  noiseLow: 6800,
  noiseHigh: 18500,
  click: 0.2,
  clickFrequency: 7800,
  attack: 0.0002,
  lowPass: 19500,
  highPass: 5200,
  reverb: 0.05,
})
const RIDE = archetype('ride cymbal', {
  f0: 430,
  body: 0.27,
  bodyDecay: 5.2,
  material: 3,
  tilt: 0.3,
  damping: 0.33,
  modes: 38,
  noise: 0.07,
  noiseDecay: 1.1,
  noiseLow: 4500,
  noiseHigh: 14000,
  click: 0.3,
  clickFrequency: 5200,
  attack: 0.0002,
  lowPass: 15000,
  highPass: 480,
  reverb: 0.1,
})
const BELL = archetype('ride bell', {
  f0: 705,
  body: 0.5,
  bodyDecay: 2.6,
  material: 3,
  tilt: 0.75,
  damping: 0.5,
  modes: 18,
  noise: 0.04,
  noiseDecay: 0.5,
  noiseLow: 5000,
  noiseHigh: 13000,
  click: 0.35,
  clickFrequency: 4300,
  beating: 6,
  lowPass: 14000,
  highPass: 500,
  reverb: 0.1,
})
const CRASH = archetype('crash cymbal', {
  f0: 330,
  body: 0.42,
  bodyDecay: 3.8,
  material: 3,
  tilt: 0.12,
  damping: 0.4,
  modes: 40,
  noise: 0.5,
  noiseAttack: 0.003,
  noiseDecay: 2.4,
  noiseLow: 3200,
  noiseHigh: 15000,
  click: 0.15,
  clickFrequency: 4000,
  attack: 0.0006,
  lowPass: 17000,
  highPass: 330,
  reverb: 0.15,
})
const TOM = archetype('tom', {
  f0: 122,
  sweep: 5,
  sweepTime: 0.045,
  body: 0.95,
  bodyDecay: 0.55,
  material: 1,
  tilt: 1.25,
  damping: 0.9,
  modes: 7,
  noise: 0.06,
  noiseDecay: 0.06,
  noiseLow: 700,
  noiseHigh: 5000,
  click: 0.25,
  clickFrequency: 1900,
  drive: 0.1,
  lowPass: 8500,
  highPass: 45,
  reverb: 0.14,
})
const CLICK = archetype('click', {
  f0: 1050,
  body: 0.85,
  bodyDecay: 0.055,
  material: 2,
  tilt: 1.1,
  damping: 0.7,
  modes: 4,
  noise: 0.02,
  noiseDecay: 0.012,
  noiseLow: 2500,
  noiseHigh: 9000,
  click: 0.35,
  clickFrequency: 3200,
  attack: 0.0002,
  lowPass: 12000,
  highPass: 250,
  reverb: 0.06,
})
const SHAKER = archetype('shaker', {
  f0: 1800,
  body: 0.02,
  bodyDecay: 0.04,
  material: 3,
  tilt: 0.2,
  modes: 12,
  noise: 0.8,
  noiseAttack: 0.012,
  noiseDecay: 0.13,
  noiseLow: 4200,
  noiseHigh: 12500,
  click: 0,
  lowPass: 15000,
  highPass: 2500,
  reverb: 0.08,
})
// biome-ignore-end format: a table, several numbers a line

/** What each class sounds like; cymbals by what they are played as. */
export function archetypeOf(axis: ClassAxis, voice: string): Archetype | null {
  switch (axis) {
    case 'kick':
      return KICK
    case 'snare':
      return voice === 'rim' ? RIM : SNARE
    case 'hat':
      return HAT
    case 'cymbal':
      return voice === 'bell' ? BELL : voice === 'crash' ? CRASH : RIDE
    case 'tom':
      return TOM
    case 'click':
      return voice === 'rim' ? RIM : CLICK
    case 'shaker':
      return SHAKER
    default:
      return null
  }
}

/** What a voice is where its timbre names no class ("warm and dry"). */
export function defaultClass(voice: string): ClassAxis {
  switch (voice) {
    case 'kick':
    case 'snare':
    case 'hat':
      return voice
    case 'rim':
      return 'click'
    case 'pedal':
      return 'hat'
    case 'ride':
    case 'bell':
    case 'crash':
      return 'cymbal'
    case 'tom1':
    case 'tom2':
    case 'tom3':
      return 'tom'
    default:
      return 'click'
  }
}
