/** The trained timbre model, once a process. */

import { join } from 'node:path'
import type { JointModel } from '../models/timbre/index.ts'
import { openTimbreModel } from '../models/timbre/node.ts'
import type { Context } from './context.ts'
import { fallback, NoModel, problemOf } from './no-model.ts'
import { packageRoot } from './package-files.ts'

let opened: JointModel | null = null

/** @throws NoModel where its files are missing or damaged */
export function trainedModel(): JointModel {
  if (opened !== null) return opened
  const found = openTimbreModel({ folder: join(packageRoot(), 'models', 'timbre') })
  if (!found.ok) throw new NoModel(found.problem)
  opened = found.model
  return opened
}

/**
 * What the trained model answers, else the lexicon: never a wrong sound without a word. `trained` prints nothing before it has
 * all that it asks the model for.
 */
export async function trainedElse<T>(
  context: Pick<Context, 'err' | 'colors'>,
  trained: () => Promise<T>,
  lexicon: () => Promise<T>,
): Promise<T> {
  try {
    return await trained()
  } catch (error) {
    const problem = problemOf(error)
    if (problem === null) throw error
    context.err(`${context.colors.yellow('warning:')} ${fallback(problem)}\n`)
    return await lexicon()
  }
}
