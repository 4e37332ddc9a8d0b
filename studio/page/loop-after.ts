/** The section that goes round from now on: where it is called otherwise now, the one in its place; else none. */
export function loopAfter(looped: string, before: readonly string[], now: readonly string[]): string {
  if (now.includes(looped)) return looped
  const next = now.length === before.length ? (now[before.indexOf(looped)] ?? '') : ''
  return before.includes(next) ? '' : next
}
