/** The line below the text: what becomes of the edit. */

import { part, setText } from './dom.ts'

export interface SwapNote {
  say(text: string, warn?: boolean): void
  /** An edit takes over with a bar; null: it has. */
  takesOver(measure: number | null): void
  /** The band has come to a bar: what was to happen there has happened. */
  reached(measure: number): void
}

export function createSwapNote(): SwapNote {
  const line = part('swap-note')
  /** The bar that stands in the line; null where something else does. */
  let bar: number | null = null
  return {
    say,
    takesOver(measure) {
      say(measure === null ? '' : `takes over at bar ${measure}`)
      bar = measure
    },
    reached(measure) {
      if (bar !== null && measure >= bar) say('')
    },
  }

  function say(text: string, warn = false): void {
    bar = null
    setText(line, text)
    line.classList.toggle('is-warning', warn)
  }
}
