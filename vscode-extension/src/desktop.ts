/** On a desktop the server is a process of its own, and reads files from the disk. */

import { Worker } from 'node:worker_threads'
import type { ExtensionContext, Uri } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import type { SourceText } from '../../compiler/compile-api.ts'
import { nodeHost } from '../../lsp/node-files.ts'
import { DESKTOP_ABILITIES } from './abilities.ts'
import { activateWith, type Extension, NAME, type Server } from './extension.ts'
import type { Thread } from './scenarios/thread.ts'
import { SECTION } from './section.ts'

let extension: Extension | null = null

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.cjs')
  const connect = async (): Promise<Server> => {
    const client = new LanguageClient(
      SECTION,
      NAME,
      { module, transport: TransportKind.stdio },
      {
        documentSelector: ['file', 'untitled'].map((scheme) => ({ language: 'sil', scheme })),
        initializationOptions: DESKTOP_ABILITIES,
      },
    )
    return { client, dispose() {} }
  }
  const startThread = () => threadOf(context.asAbsolutePath('dist/scenarios.cjs'))
  extension = await activateWith(context, { connect, readLocal, startThread })
}

/** More than a band of any sense takes. */
const MOST_MEGABYTES = 1024

/** With nothing of what this process knows of its surroundings. */
function threadOf(program: string): Thread {
  const worker = new Worker(program, {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  })
  return {
    modules: 'data',
    post: (message) => worker.postMessage(message),
    listen(hear, gone) {
      worker.on('message', hear)
      worker.on('error', (error) => gone(error instanceof Error ? error.message : String(error)))
      worker.on('exit', () => gone('It ended before all was played.'))
    },
    end: () => void worker.terminate(),
  }
}

/** Links that leave the folder are refused. */
function readLocal(folder: Uri, path: string): SourceText | null {
  return folder.scheme === 'file' ? nodeHost().sources(folder.toString()).read(path) : null
}

export async function deactivate(): Promise<void> {
  await extension?.stop()
}
