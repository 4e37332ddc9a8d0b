/** Where there is no room for an editor: the text, held, and shown in a plain field once somebody wants to see it. */

import type { Editor, EditorOptions } from '../editor/handle.ts'
import type { Writer } from '../editor/writer.ts'
import type { TextField } from './text-field.ts'

export interface PlainEditor extends Editor {
  /** From here on the text is written there. */
  readonly wear: (field: TextField) => void
  /** What somebody writes in the field. */
  readonly written: (text: string) => void
}

export function plainEditor(first: string, onChange: EditorOptions['onChange']): PlainEditor {
  let text = first
  let version = 1
  let locked = false
  let field: TextField | null = null
  return {
    get text() {
      return text
    },
    get version() {
      return version
    },
    setText(next) {
      if (next === text) return
      become(next, 'tool')
      field?.setText(next)
    },
    wear(its) {
      field = its
      its.setText(text)
      its.setLocked(locked)
    },
    written: (next) => become(next, 'hand'),
    open() {},
    sources() {},
    show() {},
    light() {},
    format() {},
    undo() {},
    nudge: () => false,
    setDark() {},
    setLocked(on) {
      locked = on
      field?.setLocked(on)
    },
    setFontSize() {},
    focus: () => field?.focus(),
  }

  function become(next: string, by: Writer): void {
    text = next
    version++
    onChange(text, version, by)
  }
}
