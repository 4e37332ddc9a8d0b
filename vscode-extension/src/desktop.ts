/** On a desktop the server is a process of its own, and reads files from the disk. */

import type { ExtensionContext } from 'vscode'
import { LanguageClient, TransportKind } from 'vscode-languageclient/node'
import { activateWith, type Extension, NAME } from './extension.ts'
import { SECTION } from './section.ts'

let extension: Extension | null = null

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath('dist/server.cjs')
  extension = await activateWith(context, async () => {
    const client = new LanguageClient(
      SECTION,
      NAME,
      { module, transport: TransportKind.stdio },
      { documentSelector: ['file', 'untitled'].map((scheme) => ({ language: 'sil', scheme })) },
    )
    return { client, dispose() {} }
  })
}

export async function deactivate(): Promise<void> {
  await extension?.stop()
}
