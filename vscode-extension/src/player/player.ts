/**
 * *Silencio: Play*: the band beside the text. The pane compiles and plays; it is told the text here, each time that it is another
 * one, and what the text imports when it asks.
 */

import {
  commands,
  type Disposable,
  type ExtensionContext,
  type TextDocument,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode'
import { readFromPlayer, type ToPlayer } from '../../../studio/player-protocol.ts'
import { SECTION } from '../section.ts'
import { createLights } from './lights.ts'
import { playerFolder, playerPage } from './page.ts'
import { folderOf, pathOf, type ReadLocal, readSource } from './sources.ts'

interface Player {
  readonly panel: WebviewPanel
  open(document: TextDocument): void
}

export function registerPlayer(context: ExtensionContext, readLocal: ReadLocal): void {
  let player: Player | null = null
  context.subscriptions.push(
    commands.registerCommand('silencio.play', async (given: unknown) => {
      // The button above the text gives its file, a lens of the server the file's address.
      const file = typeof given === 'string' ? Uri.parse(given, true) : given
      const document =
        file instanceof Uri ? await workspace.openTextDocument(file) : window.activeTextEditor?.document
      if (document?.languageId !== 'sil') {
        void window.showInformationMessage('Open a .sil file first: it is what the band plays.')
        return
      }
      player ??= openPlayer(context.extensionUri, readLocal, () => {
        player = null
      })
      player.open(document)
    }),
  )
}

/** Whether the band takes what is typed; else what is saved. */
const takesTyping = (): boolean =>
  workspace.getConfiguration(SECTION).get<string>('player.takes', 'typing') === 'typing'

function openPlayer(extension: Uri, readLocal: ReadLocal, onClosed: () => void): Player {
  const panel = window.createWebviewPanel(
    'silencio.player',
    'Silencio',
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    {
      enableScripts: true,
      localResourceRoots: [playerFolder(extension)],
      // The band plays on while another tab is looked at.
      retainContextWhenHidden: true,
    },
  )
  panel.iconPath = Uri.joinPath(extension, 'icons', 'sil.svg')
  let document: TextDocument | null = null
  /** Before it listens, it is told nothing. */
  let listens = false
  let version = 0
  /** The document's own number for the text that the pane was told last. */
  let toldAs = -1
  const lights = createLights()
  const watcher = workspace.createFileSystemWatcher('**/*.sil')
  const sources = (): void => tell({ kind: 'sources' })
  const heard: readonly Disposable[] = [
    lights,
    panel.webview.onDidReceiveMessage((message: unknown) => void hear(message)),
    workspace.onDidChangeTextDocument(({ document: changed }) => {
      if (takesTyping()) told(changed)
    }),
    workspace.onDidSaveTextDocument((saved) => {
      if (!takesTyping()) told(saved)
    }),
    watcher,
    watcher.onDidCreate(sources),
    watcher.onDidChange((uri) => {
      // What is open is told as it is typed or saved.
      if (workspace.textDocuments.every((open) => open.uri.toString() !== uri.toString())) sources()
    }),
    watcher.onDidDelete(sources),
  ]
  panel.onDidDispose(() => {
    for (const one of heard) one.dispose()
    onClosed()
  })
  panel.webview.html = playerPage(panel.webview, extension)
  return {
    panel,
    open(given) {
      if (document !== null) lights.show(document, [])
      document = given
      panel.title = `Silencio: ${pathOf(given).replace(/^.*\//, '')}`
      panel.reveal(undefined, true)
      tellPiece()
    },
  }

  function told(changed: TextDocument): void {
    // A file that was closed and opened again is another document of the same name.
    if (changed.uri.toString() === document?.uri.toString()) {
      document = changed
      version++
      toldAs = changed.version
      tell({ kind: 'text', text: changed.getText(), version })
    } else if (changed.languageId === 'sil') sources()
  }

  function tellPiece(): void {
    if (document === null) return
    version++
    toldAs = document.version
    tell({ kind: 'open', path: pathOf(document), title: panel.title, text: document.getText(), version })
  }

  async function hear(given: unknown): Promise<void> {
    const message = readFromPlayer(given)
    if (message?.kind === 'ready') {
      // Also when its page was loaded anew.
      listens = true
      tellPiece()
    } else if (message?.kind === 'source-wanted') {
      const folder = document === null ? null : folderOf(document)
      const source = await readSource(folder, message.path, takesTyping(), readLocal)
      tell({ kind: 'source', id: message.id, source })
    } else if (message?.kind === 'lit' && document !== null) {
      // Places of another text than the one that is seen would light the wrong cells.
      const isSeen = message.version === version && document.version === toldAs
      lights.show(document, isSeen ? message.cells : [])
    }
  }

  function tell(message: ToPlayer): void {
    if (listens) void panel.webview.postMessage(message)
  }
}
