/** Tasks that run `sil`. Nothing here runs before the workspace is trusted: what is run is a setting, and a folder has settings. */

import {
  ShellExecution,
  ShellQuoting,
  Task,
  type TaskDefinition,
  TaskScope,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode'
import { SECTION } from './section.ts'

export interface SilTask extends TaskDefinition {
  readonly type: 'sil'
  readonly command: string
  readonly file?: string
  readonly out?: string
  readonly sessions?: string
}

export function silTask(
  definition: SilTask,
  name: string,
  args: readonly string[],
  folder: WorkspaceFolder | undefined,
  cwd?: string,
): Task {
  const program = workspace.getConfiguration(SECTION).get<string>('path', 'sil')
  const quoted = args.map((value) => ({ value, quoting: ShellQuoting.Strong }))
  const execution = new ShellExecution(
    // A plain name needs no quotes, and shells differ in how they call a quoted one.
    /^[\w.-]+$/.test(program) ? program : { value: program, quoting: ShellQuoting.Strong },
    quoted,
    cwd === undefined ? {} : { cwd },
  )
  return new Task(definition, folder ?? TaskScope.Workspace, name, 'sil', execution, '$sil')
}

/** Says why not, where it may not. */
export function mayRun(): boolean {
  if (workspace.isTrusted) return true
  void window.showWarningMessage('sil is run only in a folder that you trust.')
  return false
}
