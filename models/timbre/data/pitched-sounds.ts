/** Strings and keys: they are played at a pitch. */

import { keyed, plucked, type SoundClass } from './sound-class.ts'

export const PITCHED: readonly SoundClass[] = [
  plucked(
    'bass',
    {
      decay: 3.6,
      brightness: 0.5,
      pluck: 0.2,
      hardness: 0.32,
      pickup: 0.4,
      wood: 0.25,
      woodFrequency: 98,
      touch: 0.22,
      drive: 0.08,
      reverb: 0.04,
      level: 0.65,
      dead: 0,
    },
    [28, 43],
  ),
  plucked(
    'guitar',
    {
      decay: 5.5,
      brightness: 0.64,
      pluck: 0.16,
      hardness: 0.45,
      pickup: 0.32,
      wood: 0.35,
      woodFrequency: 108,
      touch: 0.14,
      drive: 0.04,
      reverb: 0.14,
      level: 0.46,
      dead: 0,
    },
    [45, 67],
  ),
  keyed(
    'piano',
    {
      decay: 7,
      hammer: 0.45,
      electric: 0.05,
      knock: 0.17,
      damping: 0.55,
      spread: 0.8,
      lowPass: 9500,
      reverb: 0.12,
      level: 0.42,
    },
    [45, 72],
  ),
  keyed(
    'epiano',
    {
      decay: 5,
      hammer: 0.45,
      electric: 0.9,
      knock: 0.06,
      damping: 0.5,
      spread: 0.6,
      lowPass: 8500,
      reverb: 0.14,
      level: 0.42,
    },
    [45, 72],
  ),
]
