/** Patterns of names, as in `songs\*.sil`: shells of Windows hand them on as they are, and others where they stand in quotes. */

import { type Dirent, existsSync, readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

/** The files that a pattern fits, in their order; what is the name of a file, or fits none, stands for itself. */
export function filesNamed(given: string): readonly string[] {
  const name = basename(given)
  if (!/[*?]/.test(name) || !given.endsWith(name) || existsSync(given)) return [given]
  const folder = given.slice(0, given.length - name.length)
  const fits = new RegExp(
    `^${name.replace(/[^*?]/g, escaped).replaceAll('*', '.*').replaceAll('?', '.')}$`,
    'isu',
  )
  const found = entriesOf(dirname(given))
    .filter((entry) => !entry.isDirectory() && fits.test(entry.name))
    .map((entry) => entry.name)
    // Hidden ones are left alone, as by every shell.
    .filter((one) => name.startsWith('.') || !one.startsWith('.'))
    .sort()
  return found.length === 0 ? [given] : found.map((one) => folder + one)
}

const escaped = (letter: string): string => letter.replace(/[\\^$.+()|[\]{}/]/, '\\$&')

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
