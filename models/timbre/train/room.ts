/**
 * What a caption does not say of the room. Most sounds of a class are nearly dry and a few are in a hall, so that their mean is a room that
 * hardly any of them has; and what rings longer in a room passes for "metallic" or "open". Who says nothing of the room has the one that is
 * usual for the class.
 */

import { TARGET_PARAMS } from '../../../runtime/audio/palette/baked-patch.ts'
import { VOICE_TARGETS } from '../../../runtime/timbre/baked.ts'
import { SOUND_CLASSES } from '../data/sounds.ts'
import { OFFSETS, UNITS } from '../params.ts'
import { ATTRIBUTES } from '../words/attributes.ts'
import type { Lesson } from './lesson.ts'
import type { Batch } from './step.ts'

export const WET = ATTRIBUTES.indexOf('wet')

/** How much heavier than another number of the voice. */
const WEIGHT = 4

/** Where the room stands among the numbers of each voice. */
const PLACES = Object.fromEntries(
  VOICE_TARGETS.map((target) => {
    const place = TARGET_PARAMS[target].findIndex(({ name }) => name === 'reverb')
    if (place < 0) throw new RangeError(`the voice "${target}" has no room`)
    return [target, OFFSETS[target] + place]
  }),
)
const ROOMS = new Set(Object.values(PLACES))

const placeOf = (classIndex: number): number => PLACES[SOUND_CLASSES[classIndex]?.target ?? 'percussion'] ?? 0

/** @param p a place among the numbers of all voices */
export const isOfRoom = (p: number): boolean => ROOMS.has(p)

/**
 * @param units [sounds × UNITS]
 * @returns [classes]: the medians (the upper of two in the middle); 0 where there are no sounds of a class
 */
export function usualRoomsOf(units: Float32Array, classes: Uint16Array): Float64Array {
  const rooms = SOUND_CLASSES.map((): number[] => [])
  classes.forEach((c, i) => {
    rooms[c]?.push(units[i * UNITS + placeOf(c)] ?? 0)
  })
  return Float64Array.from(rooms, (all) => all.sort((a, b) => a - b)[all.length >> 1] ?? 0)
}

/**
 * Sets what captions that name a class and say nothing of the room should come to.
 *
 * @param wanted [≥ size × UNITS], and how much each counts: both are changed
 * @returns the places that were set: no other loss may move them
 */
export function withUsualRooms(
  { usualRooms }: Pick<Lesson, 'usualRooms'>,
  { captions }: Pick<Batch, 'captions'>,
  wanted: Float32Array,
  weights: Float32Array,
): ReadonlySet<number> {
  const set = new Set<number>()
  captions.forEach(({ classIndex, mentions }, r) => {
    if (classIndex === null || mentions.some(({ attribute }) => attribute === WET)) return
    const at = r * UNITS + placeOf(classIndex)
    wanted[at] = usualRooms[classIndex] ?? 0
    weights[at] = WEIGHT * (weights[at] ?? 0)
    set.add(at)
  })
  return set
}
