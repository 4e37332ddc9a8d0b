/** All that is said of a text, by code. */

import { FILES } from './files.ts'
import { MUSIC } from './music.ts'
import { NAMES } from './names.ts'
import { READING } from './reading.ts'
import { REWARDS } from './rewards.ts'
import { SLOTS } from './slots.ts'
import { TYPES } from './types.ts'

export const CATALOGUE = { ...READING, ...NAMES, ...TYPES, ...MUSIC, ...SLOTS, ...REWARDS, ...FILES } as const
