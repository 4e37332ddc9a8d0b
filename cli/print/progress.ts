/** A progress bar on stderr; silent away from a terminal. */

import type { Context } from '../context.ts'

export interface Progress {
  /** @param by default 1 */
  step(by?: number): void
  done(): void
}

const WIDTH = 30

export function progressBar(context: Context, label: string, total: number): Progress {
  if (!context.terminal || context.json || total < 2) return { step: () => {}, done: () => {} }
  let count = 0
  let shown = -1
  return {
    step(by = 1) {
      count += by
      const filled = Math.floor((count / total) * WIDTH)
      if (filled === shown) return
      shown = filled
      context.err(`\r${label} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${count}/${total}`)
    },
    done() {
      context.err(`\r${' '.repeat(label.length + WIDTH + 24)}\r`)
    },
  }
}
