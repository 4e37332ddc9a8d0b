/** A piece in a space that answers later: checked, its new prompts learnt, checked again. */

import type { TimbreSpace } from '../runtime/timbre/space.ts'
import type { GrowingSpace } from '../runtime/timbre/table-space.ts'
import { check } from './compile.ts'
import type { CheckResult, CompileInput } from './compile-api.ts'

/**
 * Prompts take a millisecond or two a character where nobody has embedded them before: 400 of the length that people write. A piece that has
 * more is not worth the minute that a stranger's file may ask for. Known ones count, too: what a piece is compiled to must not
 * depend on what was compiled before it.
 */
const MOST_CHARACTERS = 8000

/** More prompts than are embedded for one piece. */
export class TooManyPrompts extends RangeError {}

/** Null where the prompts of a piece are few enough. */
export function tooMany(prompts: Iterable<string>): TooManyPrompts | null {
  let characters = 0
  for (const prompt of prompts) characters += prompt.length
  return characters <= MOST_CHARACTERS
    ? null
    : new TooManyPrompts(
        `the prompts of the piece have ${characters} characters, more than the ${MOST_CHARACTERS} that are embedded`,
      )
}

/** @throws TooManyPrompts, and whatever the model throws */
export async function checkTrained(
  input: Omit<CompileInput, 'timbres'>,
  space: GrowingSpace,
): Promise<CheckResult> {
  for (;;) {
    const asked = new Set<string>()
    const asking: TimbreSpace = {
      ...space,
      encode(prompt) {
        asked.add(prompt)
        return space.encode(prompt)
      },
    }
    const result = check({ ...input, timbres: asking })
    // Voices that say nothing of their timbre are met when the piece is laid out.
    void result.ir
    const problem = tooMany(asked)
    if (problem !== null) {
      // The next piece is not to pay for this one.
      space.forget()
      throw problem
    }
    if (space.wanted.size === 0) return result
    await space.learn()
  }
}
