/** Several files, one after the other: what is wrong with one takes nothing away from what is known of the others. */

import type { Context } from './context.ts'
import { filesNamed } from './io/patterns.ts'
import { DONE, type ExitStatus, Failure } from './outcome.ts'
import { printFailure } from './print/failure.ts'

/** A file that gave no result, and why. */
export class Unread {
  readonly file: string
  readonly failure: Failure

  constructor(file: string, failure: Failure) {
    this.file = file
    this.failure = failure
  }

  /** For the document of `--json`. */
  get told(): { readonly error: string; readonly hint: string } {
    // What has no words of its own has told its diagnostics.
    return { error: this.failure.message || 'the file has errors', hint: this.failure.hint }
  }
}

/**
 * @param given paths, and patterns
 * @param take prints what there is to say of a file; what fails is printed in its place
 * @param alone whether one file that fails alone is the whole command's failure: not where a format has its own words for that
 */
export async function eachFile<T>(
  context: Context,
  given: readonly string[],
  take: (file: string) => T | Promise<T>,
  alone = true,
): Promise<readonly (T | Unread)[]> {
  const results: (T | Unread)[] = []
  const files = given.flatMap(filesNamed)
  for (const file of files) {
    try {
      results.push(await take(file))
    } catch (error) {
      if (!(error instanceof Failure) || (alone && files.length === 1)) throw error
      printFailure(context, error)
      results.push(new Unread(file, error))
    }
  }
  return results
}

export const resultsOf = <T>(looked: readonly (T | Unread)[]): readonly T[] =>
  looked.flatMap((one) => (one instanceof Unread ? [] : [one]))

/** The gravest of all; 0 where every file gave a result. */
export const statusOf = (results: readonly unknown[]): ExitStatus =>
  results.reduce<ExitStatus>(
    (worst, one) => (one instanceof Unread && one.failure.status > worst ? one.failure.status : worst),
    DONE,
  )
