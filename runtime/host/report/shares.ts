/**
 * Parts of a whole in percent that add up to 100: each is rounded down, and what is missing goes to those that lost
 * most (the method of the largest remainder), to the larger of two that lost the same. A part that is neither none
 * nor all never reads 0 or 100.
 */
export function percentages(parts: readonly number[]): readonly string[] {
  const whole = parts.reduce((sum, part) => sum + part, 0)
  if (!(whole > 0)) return parts.map(() => inPercent('0'))
  const exact = parts.map((part) => (100 * part) / whole)
  const rounded = exact.map(Math.floor)
  const missing = 100 - rounded.reduce((sum, n) => sum + n, 0)
  const lost = (i: number) => (exact[i] ?? 0) - (rounded[i] ?? 0)
  const neediest = parts
    .map((_, i) => i)
    // A millionth of a percent is rounding of the sums, no loss.
    .sort((a, b) => Math.round(1e6 * (lost(b) - lost(a))) || (parts[b] ?? 0) - (parts[a] ?? 0) || a - b)
  for (const i of neediest.slice(0, missing)) rounded[i] = (rounded[i] ?? 0) + 1
  return parts.map((part, i) => {
    if (rounded[i] === 0 && part > 0) return inPercent(`<${GLUE}1`)
    if (rounded[i] === 100 && part < whole) return inPercent(`>${GLUE}99`)
    return inPercent(String(rounded[i]))
  })
}

/** Keeps a number and its unit on one line. */
const GLUE = '\u00A0'

function inPercent(text: string): string {
  return `${text}${GLUE}%`
}
