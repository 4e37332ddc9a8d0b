/** The long story of a problem: a page for each code comes with the extension. */

import {
  CodeAction,
  CodeActionKind,
  commands,
  type Diagnostic,
  type ExtensionContext,
  languages,
  Uri,
  window,
  workspace,
} from 'vscode'

const EXPLAIN = 'silencio.explain'

export function registerExplain(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand(EXPLAIN, async (given: unknown) => {
      const code = typeof given === 'string' ? given : await chosen()
      if (code !== null) await show(context, code)
    }),
    languages.registerCodeActionsProvider(
      { language: 'sil' },
      { provideCodeActions: (_, __, { diagnostics }) => codesOf(diagnostics).map(actionFor) },
      { providedCodeActionKinds: [CodeActionKind.Empty] },
    ),
  )
}

function actionFor(code: string): CodeAction {
  const action = new CodeAction(`What ${code} means`, CodeActionKind.Empty)
  action.command = { command: EXPLAIN, title: action.title, arguments: [code] }
  return action
}

/** The one under the cursor; where there are several, or none, all of the file to choose from. */
async function chosen(): Promise<string | null> {
  const editor = window.activeTextEditor
  if (editor === undefined) return null
  const all = languages.getDiagnostics(editor.document.uri)
  const here = codesOf(all.filter(({ range }) => range.contains(editor.selection.active)))
  if (here.length === 1) return here[0] ?? null
  const codes = here.length > 0 ? here : codesOf(all)
  if (codes.length === 0) {
    void window.showInformationMessage('This file has no problems to explain.')
    return null
  }
  const items = codes.map((code) => ({
    label: code,
    description: all.find((one) => codeOf(one) === code)?.message.split('\n')[0] ?? '',
  }))
  return (await window.showQuickPick(items, { placeHolder: 'Which problem?' }))?.label ?? null
}

async function show(context: ExtensionContext, code: string): Promise<void> {
  // A code may come from a link or another extension: it must not name another file.
  const page = /^SIL\d{4}$/.test(code) ? Uri.joinPath(context.extensionUri, 'errors', `${code}.md`) : null
  try {
    if (page === null) throw new Error('no such code')
    await workspace.fs.stat(page)
  } catch {
    void window.showInformationMessage(`There is no page for ${code}.`)
    return
  }
  await commands.executeCommand('markdown.showPreviewToSide', page)
}

function codesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [...new Set(diagnostics.map(codeOf).filter((code) => code !== null))]
}

function codeOf({ code, source }: Diagnostic): string | null {
  if (source !== 'sil' || code === undefined) return null
  return String(typeof code === 'object' ? code.value : code)
}
