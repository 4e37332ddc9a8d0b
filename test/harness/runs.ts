/** How many times as many cases as usual are tried: `npm run laws`. */
export const TIMES = Number(process.env.FC_TIMES ?? '1')

/**
 * So many cases for fast-check, of the seed that all tests share (./seed.ts). Of a sweep that takes seconds `npm test` tries `usual`, and
 * `npm run laws` as many times all of them.
 */
export function runs(cases: number, usual = cases): { readonly numRuns: number } {
  return { numRuns: process.env.FC_TIMES === undefined ? usual : cases * TIMES }
}
