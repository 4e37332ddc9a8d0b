/** What the piece costs and what it has learned, in the status bar; pressed, each slot by name. The figures are the language server's. */

import {
  commands,
  type ExtensionContext,
  MarkdownString,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  StatusBarAlignment,
  type TextDocument,
  ThemeColor,
  Uri,
  window,
  workspace,
} from 'vscode'
import { FIGURES, type Figures } from '../../lsp/own-requests.ts'
import type { Ask } from './extension.ts'

const SHOW = 'silencio.figures'

/** @returns asks anew: when the server has started, or files on the disk have changed */
export function registerFigures(context: ExtensionContext, ask: Ask): () => void {
  const item = window.createStatusBarItem('silencio.figures', StatusBarAlignment.Right, 90)
  item.name = 'Silencio: cost and slots'
  item.command = SHOW
  /** Answers to what is no longer seen are dropped. */
  let asked = 0
  context.subscriptions.push(
    item,
    window.onDidChangeActiveTextEditor(() => void update()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId === 'sil') void update()
    }),
    commands.registerCommand(SHOW, () => show(ask)),
  )
  void update()
  return () => void update()

  async function update(): Promise<void> {
    const mine = ++asked
    const document = open()
    const figures = document === null ? null : await figuresOf(document, ask)
    if (mine !== asked) return
    if (figures === null) {
      item.hide()
      return
    }
    item.text = `$(pulse) ${inShort(figures)}`
    item.tooltip = tooltipOf(figures)
    item.color = figures.trained === 'unfit' ? new ThemeColor('statusBarItem.warningForeground') : undefined
    item.backgroundColor =
      figures.trained === 'unfit' ? new ThemeColor('statusBarItem.warningBackground') : undefined
    item.show()
  }
}

function open(): TextDocument | null {
  const document = window.activeTextEditor?.document
  return document?.languageId === 'sil' ? document : null
}

const figuresOf = (document: TextDocument, ask: Ask): Promise<Figures | null> =>
  ask<Figures | null>(FIGURES, { textDocument: { uri: document.uri.toString() } })

const TRAINED: Readonly<Record<Figures['trained'], string>> = {
  none: 'not trained',
  trained: 'trained',
  older: 'trained before',
  unfit: 'trained values do not fit',
}

function inShort({ cost, errors, slots, trained }: Figures): string {
  if (cost === null) return errors === 1 ? '1 error' : `${errors} errors`
  const learned = slots.length === 0 ? 'no slots' : `${counted(slots.length, 'slot')}, ${TRAINED[trained]}`
  return `${counted(cost.eventsPerBar, 'event')}/bar · ${learned}`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function tooltipOf({ cost, words }: Figures): MarkdownString {
  const text = new MarkdownString()
  if (cost === null) return text.appendText('While there are errors it is not known what the piece costs.')
  text.appendText(
    `At most ${counted(cost.eventsPerBar, 'event')} a bar, ${counted(cost.voices, 'note')} at once.`,
  )
  if (words !== '') text.appendText(`\n${words}.`)
  return text
}

interface Choice extends QuickPickItem {
  readonly act?: () => unknown
}

async function show(ask: Ask): Promise<void> {
  const document = open()
  const figures = document === null ? null : await figuresOf(document, ask)
  if (document === null || figures === null) {
    void window.showInformationMessage('Open a .sil file first: cost and slots are those of a piece.')
    return
  }
  if (figures.cost === null) {
    await commands.executeCommand('workbench.actions.view.problems')
    return
  }
  const chosen = await window.showQuickPick(choicesOf(document, figures), {
    title: 'Cost and slots',
    placeHolder: 'A slot: to go where it is written',
    matchOnDescription: true,
  })
  await chosen?.act?.()
}

function choicesOf(document: TextDocument, { cost, slots, trained, words, manifest }: Figures): Choice[] {
  const values = document.uri.with({ path: document.uri.path.replace(/\.sil$/, '.slots.json') })
  return [
    {
      label: `$(pulse) At most ${counted(cost?.eventsPerBar ?? 0, 'event')} a bar, ${counted(cost?.voices ?? 0, 'note')} at once`,
      description: 'the policy’s manifest',
      act: () => shown(Uri.parse(manifest, true)),
    },
    ...(trained === 'none'
      ? []
      : [
          {
            label: '$(json) Trained values',
            description: words,
            act: () => shown(values),
          },
        ]),
    ...(slots.length === 0 ? [] : [{ label: words, kind: QuickPickItemKind.Separator }]),
    ...slots.map(({ name, written, trained: value, range }) => ({
      label: `$(symbol-variable) ${name}`,
      description: value === null ? written : `${written} ⟶ ${value}`,
      act: async () => {
        if (range === null) return
        const { start, end } = range
        const selection = new Range(start.line, start.character, end.line, end.character)
        await window.showTextDocument(document, { selection })
      },
    })),
  ]
}

async function shown(uri: Uri): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true })
}
