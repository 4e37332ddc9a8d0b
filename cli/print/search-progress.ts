/** How far a search is: a line that is written over on a terminal, one now and then elsewhere. */

import type { MetricsLine } from '../../training/search/generation.ts'
import type { Context } from '../context.ts'
import { nowAndThen, rewritten } from './progress.ts'

export interface SearchProgress {
  block(done: number, of: number): void
  generation(line: MetricsLine): void
  done(): void
}

/** @param before generations that were done when this began */
export function searchProgress(context: Context, generations: number, before: number): SearchProgress {
  if (context.progress === 'none') return { block: () => {}, generation: () => {}, done: () => {} }
  const started = Date.now()
  let last: MetricsLine | null = null
  const { show: over, clear } = rewritten(context)
  const log = nowAndThen(context)
  const show = (within: number): void =>
    context.progress === 'bar' ? over(said(within)) : log.show(() => said(within))
  const said = (within: number): string => {
    const done = (last?.generation ?? before) + within
    const elapsed = (Date.now() - started) / 1000
    const left = done > before ? (elapsed / (done - before)) * (generations - done) : null
    const known =
      last === null
        ? ''
        : `  reward ${last.reward.mean.toFixed(3)} (${last.gain.mean >= 0 ? '+' : '−'}${Math.abs(last.gain.mean).toFixed(3)} ± ${(1.96 * last.gain.error).toFixed(3)})` +
          `  ${last.evaluations} evaluations, ${last.people} players each  σ ${last.sigma.toFixed(2)}`
    return `generation ${Math.min(generations, Math.floor(done) + 1)}/${generations}${known}${left === null ? '' : `  ${duration(left)} left`}`
  }
  return {
    block: (done, of) => show(done / of),
    generation(line) {
      last = line
      show(0)
    },
    done: context.progress === 'bar' ? clear : () => {},
  }
}

function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}
