/** A view draws on with nonsense: what a rule divided by zero may come as a tempo, and must not stop the page. */

/** The value, if it is a number between the two, else the other. */
export function soundOr(
  value: number | null | undefined,
  low: number,
  high: number,
  otherwise: number,
): number {
  return typeof value === 'number' && value >= low && value <= high ? value : otherwise
}
