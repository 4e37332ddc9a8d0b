/** Parts of the page that are loaded when somebody wants them: the page shows itself, and sounds, without. */

import { isAnswered } from '../answered.ts'
import { wear } from './wear.ts'

type Says = (text: string, tone: 'warn') => void

/** Null, and said, where it does not come. */
export type Late<T> = (say: Says) => Promise<T | null>

const NOBODY =
  'This part of the studio is not loaded yet, and its server does not answer. Start it, and try again.'
const BROKEN = 'A part of the studio could not be loaded. Load the page anew: the text stays.'

/** @param sheet the style that comes with it */
export function late<T>(load: () => Promise<T>, sheet: 'panels' | null = null): Late<T> {
  let part: T | null = null
  return async (say) => {
    if (part === null && !(await isAnswered())) {
      say(NOBODY, 'warn')
      return null
    }
    try {
      part ??= await load()
      if (sheet !== null) await wear(sheet)
    } catch {
      say(BROKEN, 'warn')
    }
    return part
  }
}
