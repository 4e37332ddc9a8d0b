/** Whether Node takes a `.js` for what it is: the package.json above it says, and `npm init` has it say CommonJS. */

import { realpathSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isInside } from '../../lsp/node-files.ts'
import { readJsonText } from './text.ts'

/** A package.json that is larger is none. */
const MOST_BYTES = 1_048_576

/**
 * The package.json by which Node takes the modules in a folder for CommonJS; null where it takes them for ES modules, or
 * looks into them to find out.
 *
 * @param folder one that is there
 * @param tops folders above which nothing is read
 */
export function commonJsBy(folder: string, tops: readonly string[]): string | null {
  for (let at = realpathSync(folder); tops.some((top) => isInside(top, at)); at = dirname(at)) {
    const path = join(at, 'package.json')
    if (isFile(path)) return typeOf(path) === 'commonjs' ? path : null
    if (dirname(at) === at) break
  }
  return null
}

/** Not so where nobody can know: a link that leads to itself, or where one may not look. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function typeOf(path: string): unknown {
  try {
    const manifest: unknown = JSON.parse(readJsonText(path, MOST_BYTES))
    return typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'type') : null
  } catch {
    // Whoever reads it next says so; here it says nothing.
    return null
  }
}
