/** A piece in a space that answers later: checked, its new prompts learnt, checked again. */

import type { GrowingSpace } from '../runtime/timbre/table-space.ts'
import { check } from './compile.ts'
import type { CheckResult, CompileInput } from './compile-api.ts'

/**
 * Prompts that nobody has embedded before cost about 15 ms each: a piece of more of them than anybody writes is not worth the minute
 * that a stranger's file may ask for.
 */
const MOST_NEW = 400

/** More new prompts than are embedded for one piece. */
export class TooManyPrompts extends RangeError {}

/** @throws TooManyPrompts, and whatever the model throws */
export async function checkTrained(
  input: Omit<CompileInput, 'timbres'>,
  space: GrowingSpace,
): Promise<CheckResult> {
  for (;;) {
    const result = check({ ...input, timbres: space })
    // Voices that say nothing of their timbre are met when the piece is laid out.
    void result.ir
    if (space.wanted.size === 0) return result
    const { size } = space.wanted
    if (size > MOST_NEW) {
      // The next piece is not to pay for this one.
      space.forget()
      throw new TooManyPrompts(
        `the piece has ${size} new prompts, more than the ${MOST_NEW} that are embedded at once`,
      )
    }
    await space.learn()
  }
}
