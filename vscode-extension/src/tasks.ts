/** `sil check`, `compile` and `test` as tasks: those of the open file, and those that a tasks.json names. */

import { type ExtensionContext, type Task, tasks, Uri, type WorkspaceFolder, window, workspace } from 'vscode'
import { type SilTask, silTask } from './sil.ts'

const COMMANDS = ['check', 'compile', 'test'] as const

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
        const { command, file, out } = task.definition
        if (!workspace.isTrusted || !COMMANDS.some((known) => known === command)) return undefined
        const folder = typeof task.scope === 'object' ? task.scope : workspace.workspaceFolders?.[0]
        const definition: SilTask = {
          ...task.definition,
          type: 'sil',
          command: String(command),
          ...(typeof out === 'string' ? { out } : {}),
        }
        // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code puts the open file in.
        return taskOf(definition, typeof file === 'string' ? pathOf(file, folder) : '${file}', folder)
      },
    }),
  )
}

function taskOf(definition: SilTask, file: string, folder: WorkspaceFolder | undefined): Task {
  const { command, out } = definition
  const args = [command, file, ...(command === 'compile' ? ['--out', out ?? 'build'] : [])]
  return silTask(definition, `${command} ${definition.file ?? 'the open file'}`, args, folder)
}

/** Whole, so that no name can be taken for an option. */
function pathOf(file: string, folder: WorkspaceFolder | undefined): string {
  const isWhole = /^([\\/]|[A-Za-z]:|\$\{)/.test(file)
  return isWhole || folder === undefined ? file : Uri.joinPath(folder.uri, file).fsPath
}
