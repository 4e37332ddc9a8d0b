/** Commands that start something: the server once more, a performance, a new band. */

import { commands, type ExtensionContext, tasks, Uri, window, workspace } from 'vscode'
import { mayRun, silTask } from './sil.ts'

export function registerCommands(context: ExtensionContext, restart: () => Promise<void>): void {
  context.subscriptions.push(
    commands.registerCommand('silencio.restart', restart),
    commands.registerCommand('silencio.perform', perform),
    commands.registerCommand('silencio.newBand', newBand),
  )
}

async function perform(): Promise<void> {
  const document = window.activeTextEditor?.document
  if (document?.languageId !== 'sil' || document.uri.scheme !== 'file') {
    void window.showInformationMessage('Open a .sil file of this machine first: it is what the band plays.')
    return
  }
  if (!mayRun()) return
  const chosen = await window.showOpenDialog({
    title: 'What the player played',
    openLabel: 'Perform',
    filters: { 'Onsets, MIDI, sound': ['json', 'mid', 'wav'] },
    defaultUri: Uri.joinPath(document.uri, '..'),
  })
  const onsets = chosen?.[0]
  if (onsets === undefined || !(await document.save())) return
  const file = document.uri.fsPath
  const out = file.replace(/(\.sil)?$/, '-take')
  const folder = workspace.getWorkspaceFolder(document.uri)
  const args = ['perform', file, '--onsets', onsets.fsPath, '--out', out]
  await tasks.executeTask(silTask({ type: 'sil', command: 'perform' }, 'perform', args, folder))
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
