/** Writes models/timbre/text/words.i8, the vectors of all known words. After the words have changed. */

import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeWordVectors } from '../../models/timbre/text/nearest.ts'
import { openEncoder } from '../../models/timbre/text/node.ts'

const path = join(import.meta.dirname, '..', '..', 'models/timbre/text/words.i8')
const opened = await openEncoder()
if (opened.ok) {
  const bytes = await writeWordVectors(opened.encoder)
  writeFileSync(`${path}.tmp`, bytes)
  renameSync(`${path}.tmp`, path)
  console.log(`${path}: ${bytes.length} bytes`)
  await opened.encoder.close()
} else {
  console.error(opened.problem)
  process.exitCode = 3
}
