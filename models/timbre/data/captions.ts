/**
 * Captions of rendered sounds: what was measured is handed to the caption writer, and what the caption says comes back as ranges in which
 * sounds must lie for it to be true of them. With a noun the others are those of the class ("a bright kick" is darker than any hat), for
 * adjectives alone all sounds.
 */

import { keyOf, uniform } from '../../../runtime/random.ts'
import { type Caption, isTrue, type Lesson, type Mention } from '../train/lesson.ts'
import { ATTRIBUTES, type Grades, OPPOSITES } from '../words/attributes.ts'
import { type Captions, createCaptions } from '../words/captions.ts'
import { CLASSES } from '../words/lexicon.ts'
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

/** Captions that say one thing with the plainest word there is: what a player tries first. */
const POLES = 0.3
/** From so many standard deviations on. */
const DEGREES = [
  ['extremely', 2],
  ['very', 1.25],
  ['', 0.6],
  ['slightly', 0.25],
] as const

/** One attribute that there is something to say about, by the word of its pole, before a noun that says nothing else. */
function poleOf(classIndex: number, values: Float32Array, even: () => number): Caption | null {
  const attribute = Math.floor(even() * ATTRIBUTE_COUNT)
  const x = values[attribute] ?? 0
  const name = ATTRIBUTES[attribute]
  const at = DEGREES.findIndex(([, from]) => Math.abs(x) >= from)
  const degree = DEGREES[at]
  const named = CLASSES.find(({ id }) => id === SOUND_CLASSES[classIndex]?.id)
  const nouns = (named?.nouns ?? []).filter(
    ({ heldOut, grades }) => !heldOut && Object.keys(grades).length === 0,
  )
  const noun = nouns[even() < 0.4 ? 0 : Math.floor(even() * nouns.length)]
  if (name === undefined || degree === undefined || noun === undefined) return null
  const word = x > 0 ? name : OPPOSITES[name].low
  if (named?.never.includes(word) === true) return null
  const [low, high] = [degree[1], at < 2 ? Number.POSITIVE_INFINITY : (DEGREES[at - 1]?.[1] ?? 4)]
  return {
    text: `${degree[0]} ${word} ${noun.noun}`.trim(),
    classIndex,
    mentions: [{ attribute, relative: true, ...(x > 0 ? { low, high } : { low: -high, high: -low }) }],
  }
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
        let place = 0
        const even = (): number => uniform(seed, CAPTION, sound, c, place++, STREAM)
        const relative = even() >= CLASSLESS
        const values = relative ? measured.relative : measured.absolute
        const classIndex = classes[sound] ?? 0
        const described = {
          classId: relative ? (SOUND_CLASSES[classIndex]?.id ?? null) : null,
          attributes: Object.fromEntries(
            ATTRIBUTES.map((name, k) => [name, saidBy(values[sound * ATTRIBUTE_COUNT + k] ?? 0, 1)]),
          ),
        }
        if (relative && even() < POLES) {
          const pole = poleOf(classIndex, values.subarray(sound * ATTRIBUTE_COUNT), even)
          if (pole !== null) return pole
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
