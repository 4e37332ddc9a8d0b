/** From one list of semantic tokens to the next in one edit: what both begin with and end with stays. */

import type { SemanticTokensEdit } from 'vscode-languageserver'

export function deltaOf(before: readonly number[], after: readonly number[]): SemanticTokensEdit[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  const deleteCount = before.length - start - end
  const data = after.slice(start, after.length - end)
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }]
}
