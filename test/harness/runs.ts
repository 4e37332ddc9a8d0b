/** How many times as many cases as usual are tried: `npm run laws`. */
export const TIMES = Number(process.env.FC_TIMES ?? '1')

/** So many cases for fast-check, of the seed that all tests share (./seed.ts). */
export function runs(cases: number): { readonly numRuns: number } {
  return { numRuns: cases * TIMES }
}
