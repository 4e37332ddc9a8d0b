/** A progress bar on stderr; silent away from a terminal. */

import type { Context } from '../context.ts'

export interface Progress {
  /** @param by by default 1 */
  step(by?: number): void
  done(): void
}

const WIDTH = 30
/** A shorter one says less than its numbers. */
const LEAST_WIDTH = 4

export function progressBar(context: Context, label: string, total: number): Progress {
  if (!context.terminal || context.json || total < 2) return { step: () => {}, done: () => {} }
  const line = rewritten(context)
  let count = 0
  let shown = ''
  return {
    step(by = 1) {
      count += by
      const numbers = `${count}/${total}`
      const left = room() - `${label}  ${total}/${total}`.length
      const width = left < LEAST_WIDTH ? 0 : Math.min(WIDTH, left)
      const steps = width === 0 ? WIDTH : width
      const filled = Math.floor((count / total) * steps)
      const now = `${filled} of ${steps}`
      if (now === shown) return
      shown = now
      const bar = '█'.repeat(filled) + '░'.repeat(Math.max(0, steps - filled))
      const said = width === 0 ? `${label} ${numbers}` : `${label} ${bar} ${numbers}`
      line.show(said.length <= room() ? said : numbers)
    },
    done: line.clear,
  }
}

export interface Rewritten {
  /** In the place of what stood there, as far as the terminal is wide. */
  show(text: string): void
  clear(): void
}

/** A line of the terminal that is written over: one that wraps would leave what it began with. */
export function rewritten({ err }: Context): Rewritten {
  let width = 0
  return {
    show(text) {
      const cut = text.slice(0, room())
      err(`\r${cut.padEnd(Math.min(width, room()))}`)
      width = cut.length
    },
    clear: () => err(`\r${' '.repeat(Math.min(width, room()))}\r`),
  }
}

/** The last column stays free: some terminals go on to the next line where it is written to. Asked each time, as windows are resized. */
function room(): number {
  const { columns } = process.stderr
  return columns === undefined || columns === 0 ? Number.POSITIVE_INFINITY : columns - 1
}
