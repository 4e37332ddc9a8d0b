/**
 * How much is done, as the engine counts it: how often each stretch of our code runs (V8's block coverage). The same on every machine,
 * however busy, so that growth shows where a clock would see none: a loop that runs over all before it shows itself by the line.
 * What the engine does within a call of its own (`includes`, a regular expression) is not counted; test/language/linear-time.ts times it.
 *
 * For a process of its own, started with EXACT: compiled code counts less than it does.
 */

import { Session } from 'node:inspector/promises'
import { repositoryTop } from './sil.ts'

export const EXACT = ['--no-opt', '--no-maglev']

/** How often each stretch ran, by `file:function:from-to`. */
export type Work = ReadonlyMap<string, number>

export interface Counter {
  of(run: () => unknown): Promise<Work>
}

export async function countWork(): Promise<Counter> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  return {
    async of(run) {
      await session.post('Profiler.takePreciseCoverage')
      run()
      const { result } = await session.post('Profiler.takePreciseCoverage')
      const work = new Map<string, number>()
      for (const { url, functions } of result) {
        const file = url.split(`${repositoryTop}/`)[1]
        if (file === undefined || file.startsWith('node_modules/') || file.startsWith('test/')) continue
        for (const { functionName, ranges } of functions)
          for (const { startOffset, endOffset, count } of ranges)
            work.set(`${file}:${functionName}:${startOffset}-${endOffset}`, count)
      }
      return work
    },
  }
}

export const total = (work: Work): number => [...work.values()].reduce((sum, count) => sum + count, 0)

/**
 * Stretches that run more often than `times` as much asks for. Sorting may: n log n is half as much again at most, of what we sort.
 * @param slack runs that nobody minds: of what only begins where there is much
 */
export function faster(small: Work, large: Work, times: number, slack: number): readonly string[] {
  return [...large]
    .filter(([place, count]) => count > 1.6 * times * (small.get(place) ?? 0) + slack)
    .map(([place, count]) => `${place} ran ${small.get(place) ?? 0} times, then ${count}`)
}
