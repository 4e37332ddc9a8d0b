/** What the committed parser was made from: a test sees when one of them was changed and the parser was not made anew. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const STAMP = 'src/made-from.txt'
const SOURCES = [
  'grammar.js',
  'src/scanner.c',
  'src/words.h',
  'src/parser.c',
  'tree-sitter-sil.wasm',
] as const

/** @param folder of the grammar */
export function digestOf(folder: string): string {
  const hash = createHash('sha256')
  for (const path of SOURCES)
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(folder, path)))
  return hash.digest('hex')
}
