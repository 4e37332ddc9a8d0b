/** The nouns of the lexicon as sounds. */

import { MEASURES, measure } from '../../runtime/audio/listen/measures.ts'
import { classOf, PLAYERS, strike } from '../../runtime/audio/strike.ts'
import { CLASS_AXES } from '../../runtime/timbre/axes.ts'
import { LEXICON } from '../../runtime/timbre/lexicon.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'

const RATE = 48_000
/** As much as is measured, and a little. */
const SECONDS = 1.3

/** Those that the voices can play: of "voice" and "hiss" a click would stand in the table. */
export const NOUNS: readonly string[] = LEXICON.flatMap(({ kind, words: [word] }) =>
  (kind === 'instrument' || kind === 'gesture') && word !== undefined && hasClass(word) ? [word] : [],
)

function hasClass(noun: string): boolean {
  const timbre = timbreOfText(noun)
  return CLASS_AXES.some((axis) => timbre.grade(axis) > 0.15)
}

/** Rounded to a hundredth: the last bits differ between engines. */
export function measuresOfNouns(
  nouns: readonly string[] = NOUNS,
): readonly (readonly [noun: string, values: readonly number[]])[] {
  return nouns.map((noun) => {
    const timbre = timbreOfText(noun)
    const { left } = strike(timbre, PLAYERS[classOf(timbre)], { sampleRate: RATE, seconds: SECONDS })
    const measures = measure(left, RATE)
    return [noun, MEASURES.map((name) => Math.round(measures[name] * 100) / 100 + 0)]
  })
}
