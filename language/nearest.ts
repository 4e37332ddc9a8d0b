/** "Did you mean": the closest of some names. */

/**
 * The candidate with the smallest edit distance (insert, delete, replace, swap neighbours; case counts half), or null
 * when none is within `most`. Ties go to the first. Long words are cut: a stranger's name must not cost quadratic time.
 */
export function nearest(word: string, candidates: Iterable<string>, most = 2): string | null {
  let best: string | null = null
  let bestDistance = Number.POSITIVE_INFINITY
  const target = word.slice(0, 40)
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - target.length) > most) continue
    const distance = editDistance(target, candidate.slice(0, 40))
    // A short word must not turn into another one altogether: of `A` nothing is left in `B`.
    const mayDiffer = target.length + candidate.length > 2 ? Math.max(1, candidate.length / 2) : 0.5
    if (distance <= Math.min(most, mayDiffer) && distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Optimal string alignment distance; letters that differ in case only cost one half. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const x = a.charAt(i - 1)
      const y = b.charAt(j - 1)
      const replace = x === y ? 0 : x.toLowerCase() === y.toLowerCase() ? 0.5 : 1
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + replace)
      if (i > 1 && j > 1 && x === b.charAt(j - 2) && a.charAt(i - 2) === y) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      row.push(cost)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
