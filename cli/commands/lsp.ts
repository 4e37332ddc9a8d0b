/** `sil lsp --stdio`: the language server, for editors to start. */

import { pathToFileURL } from 'node:url'
import { Failure, WRONG_USAGE } from '../outcome.ts'
import { packageFile } from '../package-files.ts'

/** Goes on until the editor says `exit` or closes the pipe: the server itself ends the process then. */
export async function runLsp(stdio: boolean): Promise<never> {
  if (!stdio)
    throw new Failure(
      WRONG_USAGE,
      'The language server speaks by stdin and stdout, and editors start it.',
      'They run: sil lsp --stdio (docs/editor.md says how to set one up)',
    )
  await import(pathToFileURL(packageFile('dist/lsp/node.cjs')).href)
  return new Promise<never>(() => {})
}
