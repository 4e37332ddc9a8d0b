/** Patterns of names, as in `songs\*.sil`: shells of Windows hand them on as they are, and others where they stand in quotes. */

import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** The files that a pattern fits, in their order; what is the name of a file, or fits none, stands for itself. */
export function filesNamed(given: string): readonly string[] {
  const name = basename(given)
  if (!/[*?]/.test(name) || !given.endsWith(name) || existsSync(given)) return [given]
  const folder = given.slice(0, given.length - name.length)
  const found = entriesOf(dirname(given))
    .filter((entry) => !entry.isDirectory() && fits(name, entry.name))
    .map((entry) => entry.name)
    // Hidden ones are left alone, as by every shell.
    .filter((one) => name.startsWith('.') || !one.startsWith('.'))
    .sort()
  return found.length === 0 ? [given] : found.map((one) => folder + one)
}

/** A star that is passed takes as little as it can, and only the last one ever more: no pattern takes longer than its length times the name's. */
function fits(pattern: string, name: string): boolean {
  const [signs = [], letters = []] = [pattern, name].map((one) => [...one.toLowerCase()])
  let at = 0
  let star = -1
  let taken = 0
  for (let i = 0; i < letters.length; ) {
    if (signs[at] === '*') {
      star = at++
      taken = i
    } else if (at < signs.length && (signs[at] === '?' || signs[at] === letters[i])) {
      at++
      i++
    } else if (star < 0) return false
    else {
      at = star + 1
      i = ++taken
    }
  }
  return signs.slice(at).every((sign) => sign === '*')
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
