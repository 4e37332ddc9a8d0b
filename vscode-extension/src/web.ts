/** In a browser the server is a worker, and knows of files what it is told. */

import { type ExtensionContext, Uri } from 'vscode'
import { LanguageClient } from 'vscode-languageclient/browser'
import { ABILITIES } from './abilities.ts'
import { activateWith, type Extension, NAME, type Server } from './extension.ts'
import { tellFiles } from './files.ts'
import { SECTION } from './section.ts'

let extension: Extension | null = null

export async function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist', 'worker.js').toString(true)
  const connect = async (): Promise<Server> => {
    const worker = new Worker(script)
    // Before the protocol's first word: what is opened may import any of them.
    const files = await tellFiles(worker)
    const client = new LanguageClient(SECTION, NAME, worker, {
      documentSelector: [{ language: 'sil' }],
      initializationOptions: ABILITIES,
    })
    const watching = files.watch(client)
    return {
      client,
      dispose() {
        watching.dispose()
        worker.terminate()
      },
    }
  }
  extension = await activateWith(context, connect, () => null)
}

export async function deactivate(): Promise<void> {
  await extension?.stop()
}
