/** `npm run gen:vscode`: writes the extension's generated files. A test fails while they are not up to date. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated } from './generated.ts'

const extension = join(import.meta.dirname, '..', '..', 'vscode-extension')
for (const [path, text] of Object.entries(generated)) {
  const file = join(extension, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
