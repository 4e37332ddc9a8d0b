/** Which known word did somebody mean? For messages that end in "nearest: …". */

/**
 * The least number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment:
 * Damerau's distance without touching a letter twice).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/**
 * The candidates most like `word`, nearest first, at most `count`; those at one distance in their own order, so
 * list the commonest first. A candidate more than `within` edits away is no help and left out.
 */
export function nearestSpellings(
  word: string,
  candidates: Iterable<string>,
  { count = 3, within = 1 + Math.floor(word.length / 3) }: { count?: number; within?: number } = {},
): readonly string[] {
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ distance }) => distance <= within)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate)
}
