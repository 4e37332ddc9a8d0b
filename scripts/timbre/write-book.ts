/** Writes models/timbre/text/book.bin. `npm run gen:timbre-words`, after examples or words have changed. */

import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBook, writeBook } from '../../models/timbre/text/book.ts'
import { NoEncoder } from '../../models/timbre/text/package.ts'
import { portableEncoder } from '../../models/timbre/text/portable.ts'
import { bookPrompts } from './book.ts'

const top = join(import.meta.dirname, '..', '..')
const path = join(top, 'models/timbre/text/book.bin')
const encoder = portableEncoder({ size: 0, sentenceOf: () => null })
try {
  const bytes = await writeBook(bookPrompts(top), encoder)
  writeFileSync(`${path}.tmp`, bytes)
  renameSync(`${path}.tmp`, path)
  console.log(`${path}: ${readBook(bytes).size} prompts, ${bytes.length} bytes`)
} catch (error) {
  if (!(error instanceof NoEncoder)) throw error
  console.error(error.message)
  process.exitCode = 3
} finally {
  await encoder.close()
}
