/** `sil lsp --stdio`: the language server, for editors to start. */

import { pathToFileURL } from 'node:url'
import type { Context } from '../context.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { packageFile } from '../package-files.ts'

/** Goes on until the editor says `exit` or closes the pipe; the server itself ends the process then. */
export async function runLsp(_: Context, stdio: boolean): Promise<ExitStatus> {
  if (!stdio)
    throw new Failure(
      WRONG_USAGE,
      'The language server speaks by stdin and stdout, and editors start it.',
      'They run: sil lsp --stdio (docs/editor.md says how to set one up)',
    )
  await import(pathToFileURL(packageFile('dist/lsp/node.cjs')).href)
  await new Promise<never>(() => {})
  return DONE
}
