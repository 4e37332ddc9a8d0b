/** In a browser the server is a worker, and knows of files what it is told. */

import { type ExtensionContext, Uri } from 'vscode'
import { LanguageClient } from 'vscode-languageclient/browser'
import { ABILITIES } from './abilities.ts'
import { activateWith, type Extension, NAME, type Server } from './extension.ts'
import { tellFiles } from './files.ts'
import type { Thread } from './scenarios/thread.ts'
import { SECTION } from './section.ts'

let extension: Extension | null = null

export async function activate(context: ExtensionContext): Promise<void> {
  const scriptOf = (name: string): string => Uri.joinPath(context.extensionUri, 'dist', name).toString(true)
  const connect = async (): Promise<Server> => {
    const worker = new Worker(scriptOf('worker.js'))
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
  const startThread = () => threadOf(scriptOf('scenarios.js'))
  extension = await activateWith(context, { connect, readLocal: () => null, startThread })
}

function threadOf(script: string): Thread {
  const worker = new Worker(script)
  return {
    modules: 'blob',
    post: (message) => worker.postMessage(message),
    listen(hear, gone) {
      worker.addEventListener('message', ({ data }) => hear(data))
      worker.addEventListener('error', ({ message }) => gone(message))
    },
    end: () => worker.terminate(),
  }
}

export async function deactivate(): Promise<void> {
  await extension?.stop()
}
