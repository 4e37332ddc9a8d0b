/** Commands that start something: the server once more, `sil` with the open file, a new band. */

import { commands, type ExtensionContext, type TextDocument, tasks, Uri, window, workspace } from 'vscode'
import { mayRun, silTask } from './sil.ts'

export function registerCommands(context: ExtensionContext, restart: () => Promise<void>): void {
  context.subscriptions.push(
    commands.registerCommand('silencio.restart', restart),
    commands.registerCommand('silencio.perform', perform),
    commands.registerCommand('silencio.render', render),
    commands.registerCommand('silencio.compile', compile),
    commands.registerCommand('silencio.train', train),
    commands.registerCommand('silencio.newBand', newBand),
  )
}

/** The piece that is meant, where `sil` may run with it; null, and said why, where not. @param given a lens gives the file's address */
async function piece(given?: unknown): Promise<TextDocument | null> {
  const document =
    typeof given === 'string'
      ? await workspace.openTextDocument(Uri.parse(given, true))
      : window.activeTextEditor?.document
  if (document?.languageId !== 'sil' || document.uri.scheme !== 'file') {
    void window.showInformationMessage('Open a .sil file of this machine first: it is what sil reads.')
    return null
  }
  return mayRun() ? document : null
}

/** Runs `sil` with the piece as it stands in the editor. */
async function runWith(document: TextDocument, command: string, args: readonly string[]): Promise<void> {
  if (!(await document.save())) return
  const folder = workspace.getWorkspaceFolder(document.uri)
  const all = [command, document.uri.fsPath, ...args]
  await tasks.executeTask(silTask({ type: 'sil', command }, command, all, folder))
}

/** `trio.sil` becomes `trio` and the ending. */
const beside = (document: TextDocument, ending: string): Uri =>
  document.uri.with({ path: document.uri.path.replace(/(\.sil)?$/, ending) })

async function perform(): Promise<void> {
  const document = await piece()
  if (document === null) return
  const chosen = await window.showOpenDialog({
    title: 'What the player played',
    openLabel: 'Perform',
    filters: { 'Onsets, MIDI, sound': ['json', 'mid', 'wav'] },
    defaultUri: Uri.joinPath(document.uri, '..'),
  })
  const onsets = chosen?.[0]
  if (onsets === undefined) return
  const out = beside(document, '-take').fsPath
  await runWith(document, 'perform', ['--onsets', onsets.fsPath, '--out', out])
}

async function render(): Promise<void> {
  const document = await piece()
  if (document === null) return
  const bars = await window.showInputBox({
    title: 'Render',
    prompt: 'How many bars',
    value: '16',
    validateInput: (text) => (/^[1-9]\d{0,3}$/.test(text) ? null : 'A whole number of bars, 1 to 9999.'),
  })
  if (bars === undefined) return
  const out = await window.showSaveDialog({
    title: 'Where the sound goes',
    filters: { Sound: ['wav'] },
    defaultUri: beside(document, '.wav'),
  })
  if (out !== undefined) await runWith(document, 'render', ['--bars', bars, '--out', out.fsPath])
}

async function compile(): Promise<void> {
  const document = await piece()
  if (document === null) return
  const chosen = await window.showOpenDialog({
    title: 'Where the policy goes',
    openLabel: 'Compile',
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: Uri.joinPath(document.uri, '..'),
  })
  const out = chosen?.[0]
  if (out !== undefined) await runWith(document, 'compile', ['--out', out.fsPath])
}

/** The values go beside the piece, where the editor and the player look for them. */
async function train(given?: unknown): Promise<void> {
  const document = await piece(given)
  if (document === null) return
  const chosen = await window.showOpenDialog({
    title: 'The folder of sessions to learn from',
    openLabel: 'Train',
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: Uri.joinPath(document.uri, '..'),
  })
  const sessions = chosen?.[0]
  if (sessions === undefined) return
  const out = beside(document, '.slots.json').fsPath
  await runWith(document, 'train', ['--sessions', sessions.fsPath, '--out', out])
}

async function newBand(): Promise<void> {
  if (!mayRun()) return
  const place = workspace.workspaceFolders?.[0]?.uri ?? (await chosenFolder())
  if (place === undefined || place.scheme !== 'file') return
  const name = await window.showInputBox({
    title: 'New band',
    prompt: 'The name of its folder',
    value: 'my-band',
    // As `sil new` has it; and nothing that a shell would take for an option.
    validateInput: (text) =>
      /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(text) ? null : 'Letters, digits, blanks, - and _ will do.',
  })
  if (name === undefined) return
  const folder = workspace.getWorkspaceFolder(place)
  const task = silTask({ type: 'sil', command: 'new' }, `new ${name}`, ['new', name], folder, place.fsPath)
  await tasks.executeTask(task)
}

async function chosenFolder(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: 'Where the band goes',
    canSelectFiles: false,
    canSelectFolders: true,
  })
  return chosen?.[0]
}
