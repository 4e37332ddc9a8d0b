/** How far long work is, on stderr: a bar on a terminal, a line now and then elsewhere. */

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
  if (context.progress === 'none' || total < 2) return { step: () => {}, done: () => {} }
  if (context.progress === 'lines') return linesOf(context, label, total)
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

function linesOf(context: Context, label: string, total: number): Progress {
  const line = nowAndThen(context)
  let count = 0
  return {
    step(by = 1) {
      count += by
      line.show(() => `${label}: ${count} of ${total}`)
    },
    done: () => {},
  }
}

/** Work that is done sooner says nothing, and a log of a night stays one that people read. */
const LINE_EVERY_MS = 30_000

/** Where nothing can be written over: nobody should take for hung what takes long. */
export function nowAndThen({ err }: Context): { show(text: () => string): void } {
  let last = performance.now()
  return {
    show(text) {
      const now = performance.now()
      if (now - last < LINE_EVERY_MS) return
      last = now
      err(`${text()}\n`)
    },
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
