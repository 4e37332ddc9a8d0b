/** `sil check`, `compile`, `test` and `train` as tasks: those of the open file, and those that a tasks.json names. */

import { type ExtensionContext, type Task, tasks, Uri, type WorkspaceFolder, window, workspace } from 'vscode'
import { type SilTask, silTask } from './sil.ts'

// biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code puts the open file in.
const OPEN_FILE = '${file}'
// biome-ignore lint/suspicious/noTemplateCurlyInString: its path without the ending.
const OPEN_STEM = '${fileDirname}/${fileBasenameNoExtension}'
const COMMANDS = ['check', 'compile', 'test', 'train'] as const

export function registerTasks(context: ExtensionContext): void {
  context.subscriptions.push(
    tasks.registerTaskProvider('sil', {
      provideTasks() {
        const document = window.activeTextEditor?.document
        if (!workspace.isTrusted || document?.languageId !== 'sil' || document.uri.scheme !== 'file')
          return []
        const folder = workspace.getWorkspaceFolder(document.uri)
        const file = document.uri.fsPath
        return COMMANDS.map((command) =>
          taskOf({ type: 'sil', command, file: workspace.asRelativePath(file, false) }, file, folder),
        )
      },
      resolveTask(task) {
        const { command, file, out, sessions } = task.definition
        if (!workspace.isTrusted || !COMMANDS.some((known) => known === command)) return undefined
        const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0]
        const definition: SilTask = {
          ...task.definition,
          type: 'sil',
          command: String(command),
          ...(typeof out === 'string' ? { out } : {}),
          ...(typeof sessions === 'string' ? { sessions } : {}),
        }
        return taskOf(definition, typeof file === 'string' ? pathOf(file, folder) : OPEN_FILE, folder)
      },
    }),
  )
}

function taskOf(definition: SilTask, file: string, folder: WorkspaceFolder | undefined): Task {
  const { command } = definition
  const args = [command, file, ...argumentsOf(definition, file)]
  return silTask(definition, `${command} ${definition.file ?? 'the open file'}`, args, folder)
}

function argumentsOf({ command, out, sessions }: SilTask, file: string): readonly string[] {
  switch (command) {
    case 'compile':
      return ['--out', out ?? 'build']
    case 'train': {
      // The values stand beside the piece, where they are looked for.
      const stem = file === OPEN_FILE ? OPEN_STEM : file.replace(/\.sil$/, '')
      return ['--sessions', sessions ?? 'sessions', '--out', out ?? `${stem}.slots.json`]
    }
    default:
      return []
  }
}

/** Whole, so that no name can be taken for an option. */
function pathOf(file: string, folder: WorkspaceFolder | undefined): string {
  const isWhole = /^([\\/]|[A-Za-z]:|\$\{)/.test(file)
  return isWhole || folder === undefined ? file : Uri.joinPath(folder.uri, file).fsPath
}
