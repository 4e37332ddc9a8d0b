/** The trained timbre model, once a process. */

import { join } from 'node:path'
import type { JointModel } from '../models/timbre/index.ts'
import { type OpenedModel, openTimbreModel } from '../models/timbre/node.ts'
import type { Context } from './context.ts'
import { fallback, NoModel, problemOf } from './no-model.ts'
import { packageRoot } from './package-files.ts'
import { warn } from './print/warn.ts'

let opened: Extract<OpenedModel, { ok: true }> | null = null

/** @throws NoModel where its files are missing or damaged */
export const trainedModel = (): JointModel => openedModel().model

function openedModel(): Extract<OpenedModel, { ok: true }> {
  if (opened !== null) return opened
  const found = openTimbreModel({ folder: join(packageRoot(), 'models', 'timbre') })
  if (!found.ok) throw new NoModel(found.problem)
  opened = found
  return found
}

/** Known words that mean nearly what an unknown one means; none where there is no encoder to ask. */
export async function wordsNear(word: string): Promise<readonly string[]> {
  try {
    return await openedModel().wordsNear(word)
  } catch {
    // A word more in a warning is worth no failure.
    return []
  }
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
    warn(context, fallback(problem))
    return await lexicon()
  }
}
