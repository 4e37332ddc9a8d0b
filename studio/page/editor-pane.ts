/** Where the text is written: the editor where there is room, a plain field where there is little, and one after the other. */

import type { Sources } from '../compile-protocol.ts'
import type { CreateEditor, Editor, EditorOptions } from '../editor/handle.ts'
import { h, part } from './dom.ts'
import { late } from './late.ts'
import { isSmall, onceWide, prefersStill } from './looks.ts'
import { press } from './menu.ts'
import type { Piece } from './piece.ts'
import { type PlainEditor, plainEditor } from './plain-editor.ts'

const FONT = 16
const STAGE_FONT = 22

const FIELD = late(() => import('./text-field.ts'), 'panels')

export interface EditorPane {
  readonly editor: Editor
  readonly locked: boolean
  setLocked(on: boolean): void
  setStage(on: boolean): void
  /** What the text imports and sounds like. */
  sources(sources: Sources): void
  /** On a narrow page the text stands in the band's place, or the band in the text's. */
  show(on: boolean): Promise<void>
  readonly shown: boolean
}

export interface EditorPaneSetup {
  readonly first: Piece
  /** The one that is open. */
  readonly piece: () => Piece
  readonly dark: () => boolean
  readonly onChange: EditorOptions['onChange']
  readonly say: (text: string, tone: 'warn') => void
}

export async function openEditorPane(setup: EditorPaneSetup): Promise<EditorPane> {
  let sources: Sources | null = null
  let locked = false
  let onStage = false
  let shown = false
  let plain: PlainEditor | null = null
  let field: { remove(): void } | null = null
  let editor: Editor = await opened(setup.first)

  return {
    get editor() {
      return editor
    },
    get locked() {
      return locked
    },
    get shown() {
      return shown
    },
    setLocked(on) {
      locked = on
      editor.setLocked(on)
    },
    setStage(on) {
      onStage = on
      editor.setFontSize(on ? STAGE_FONT : FONT)
    },
    sources(told) {
      sources = told
      editor.sources(told)
    },
    show,
  }

  async function show(on: boolean): Promise<void> {
    shown = on
    if (on && plain !== null && field === null) {
      const parts = await FIELD(setup.say)
      // It was drawn wide meanwhile, or asked for twice.
      if (plain !== null && field === null && parts !== null) {
        const made = parts.textField(part('editor'), plain.written)
        plain.wear(made)
        field = made
      }
      shown = plain === null || field !== null
    }
    document.documentElement.classList.toggle('shows-text', shown)
    press('text', shown)
  }

  async function opened({ text, path }: Piece): Promise<Editor> {
    if (isSmall()) {
      onceWide(() => void widen())
      plain = plainEditor(text, setup.onChange)
      return plain
    }
    document.head.append(h('link', { rel: 'stylesheet', href: '/editor.css' }))
    const { createEditor }: { createEditor: CreateEditor } = await import('../editor/editor.ts')
    field?.remove()
    plain = null
    return createEditor(part('editor'), {
      text,
      path,
      dark: setup.dark(),
      still: prefersStill(),
      onChange: setup.onChange,
      onServerFailed: (message) =>
        setup.say(`The language server stopped, and with it completion and squiggles: ${message}`, 'warn'),
    })
  }

  /** The text gets its editor, as it is by then. */
  async function widen(): Promise<void> {
    const before = editor
    const wide = await opened({ ...setup.piece(), text: before.text })
    wide.open(setup.piece().path)
    wide.setText(before.text)
    if (sources !== null) wide.sources(sources)
    wide.setLocked(locked)
    wide.setFontSize(onStage ? STAGE_FONT : FONT)
    editor = wide
    setup.onChange(editor.text, editor.version, 'tool')
  }
}
