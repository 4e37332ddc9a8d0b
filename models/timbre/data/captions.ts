/**
 * Captions of rendered sounds: what was measured is handed to the caption writer, and what the caption says comes back as ranges in which
 * sounds must lie for it to be true of them. With a noun the others are those of the class ("a bright kick" is darker than any hat), for
 * adjectives alone all sounds.
 */

import { keyOf, uniform } from '../../../runtime/random.ts'
import { type Caption, isTrue, type Lesson, type Mention } from '../train/lesson.ts'
import { ATTRIBUTES, type Grades } from '../words/attributes.ts'
import { type Captions, createCaptions } from '../words/captions.ts'
import { saidBy } from '../words/phrases.ts'
import { ATTRIBUTE_COUNT } from './attributes.ts'
import { SOUND_CLASSES } from './sounds.ts'

/** Captions that name no instrument. */
const CLASSLESS = 0.14
const STREAM = 8
const CAPTION = keyOf('caption')

/** Standard deviations that a plain word stands for are 1: what `saidBy` makes of them, turned round. */
export const deviations = (said: number): number =>
  Math.sign(said) * Math.min(4, -Math.log(Math.max(1e-3, 1 - Math.abs(said))) / 1.05)

/** Where a sound lies of which something is said so strongly: from about half as much to about half again, without end for the strongest. */
const BEGINS = 0.5
const ENDS = 1.5
const ENDS_PLUS = 0.4
const STRONGEST = 1.4
/** What is hardly said holds for whatever is not clearly the other way. */
const HARDLY = 0.35

function mentionsOf(grades: Grades, relative: boolean): readonly Mention[] {
  return ATTRIBUTES.flatMap((name, attribute): readonly Mention[] => {
    const grade = grades[name]
    if (grade === undefined || grade === 0) return []
    const strength = Math.abs(deviations(grade))
    const low = strength < HARDLY ? -HARDLY : BEGINS * strength
    const high = strength >= STRONGEST ? Number.POSITIVE_INFINITY : ENDS * strength + ENDS_PLUS
    return [grade > 0 ? { attribute, low, high, relative } : { attribute, low: -high, high: -low, relative }]
  })
}

export interface CaptionWriter {
  /** So many captions of a sound, each true of it as far as words allow. */
  of(sound: number, count: number): readonly Caption[]
}

/** Words are few and sounds are many: a caption that says too much or too little is written anew, so often. */
const ATTEMPTS = 10

export function createCaptionWriter(lesson: Lesson, seed: number): CaptionWriter {
  const words: Captions = createCaptions({ seed })
  const { measured, classes } = lesson
  return {
    of: (sound, count) =>
      Array.from({ length: count }, (_, c): Caption => {
        const relative = uniform(seed, CAPTION, sound, c, 0, STREAM) >= CLASSLESS
        const values = relative ? measured.relative : measured.absolute
        const classIndex = classes[sound] ?? 0
        const described = {
          classId: relative ? (SOUND_CLASSES[classIndex]?.id ?? null) : null,
          attributes: Object.fromEntries(
            ATTRIBUTES.map((name, k) => [name, saidBy(values[sound * ATTRIBUTE_COUNT + k] ?? 0, 1)]),
          ),
        }
        let doubtful: Caption | null = null
        for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
          const { text, grades } = words.caption(described, (sound * count + c) * ATTEMPTS + attempt)
          const caption = {
            text,
            classIndex: relative ? classIndex : null,
            mentions: mentionsOf(grades, relative),
          }
          const truth = isTrue(lesson, caption, sound)
          if (truth === 1) return caption
          if (truth === -1) doubtful ??= caption
        }
        if (doubtful !== null) return doubtful
        const { text } = words.caption({ ...described, mentions: relative ? 0 : 1 }, sound * count + c)
        return { text, classIndex: relative ? classIndex : null, mentions: [] }
      }),
  }
}
