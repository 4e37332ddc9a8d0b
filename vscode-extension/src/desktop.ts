/** On a desktop the server is a process of its own, and reads files from the disk. */

import type { ExtensionContext, Uri } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import type { SourceText } from '../../compiler/compile-api.ts'
import { nodeHost } from '../../lsp/node-files.ts'
import { ABILITIES } from './abilities.ts'
import { activateWith, type Extension, NAME, type Server } from './extension.ts'
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
        initializationOptions: ABILITIES,
      },
    )
    return { client, dispose() {} }
  }
  extension = await activateWith(context, connect, readLocal)
}

/** Links that leave the folder are refused. */
function readLocal(folder: Uri, path: string): SourceText | null {
  return folder.scheme === 'file' ? nodeHost().sources(folder.toString()).read(path) : null
}

export async function deactivate(): Promise<void> {
  await extension?.stop()
}
