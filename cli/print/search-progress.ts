/** How far a search is: a line on a terminal that is written over, nothing elsewhere. */

import type { MetricsLine } from '../../training/search/generation.ts'
import type { Context } from '../context.ts'
import { rewritten } from './progress.ts'

export interface SearchProgress {
  block(done: number, of: number): void
  generation(line: MetricsLine): void
  done(): void
}

/** @param before generations that were done when this began */
export function searchProgress(context: Context, generations: number, before: number): SearchProgress {
  if (!context.terminal || context.json) return { block: () => {}, generation: () => {}, done: () => {} }
  const started = Date.now()
  let last: MetricsLine | null = null
  const { show: write, clear } = rewritten(context)
  const show = (within: number): void => {
    const done = (last?.generation ?? before) + within
    const elapsed = (Date.now() - started) / 1000
    const left = done > before ? (elapsed / (done - before)) * (generations - done) : null
    const known =
      last === null
        ? ''
        : `  reward ${last.reward.mean.toFixed(3)} (${last.gain.mean >= 0 ? '+' : '−'}${Math.abs(last.gain.mean).toFixed(3)} ± ${(1.96 * last.gain.error).toFixed(3)})` +
          `  ${last.evaluations} evaluations, ${last.people} players each  σ ${last.sigma.toFixed(2)}`
    write(
      `generation ${Math.min(generations, Math.floor(done) + 1)}/${generations}${known}${left === null ? '' : `  ${duration(left)} left`}`,
    )
  }
  return {
    block: (done, of) => show(done / of),
    generation(line) {
      last = line
      show(0)
    },
    done: clear,
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
