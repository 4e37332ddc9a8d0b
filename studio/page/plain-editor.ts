/** Where there is no room for an editor: the text, held and not shown. */

import type { Editor, EditorOptions } from '../editor/handle.ts'

export function plainEditor(first: string, onChange: EditorOptions['onChange']): Editor {
  let text = first
  let version = 1
  return {
    get text() {
      return text
    },
    get version() {
      return version
    },
    setText(next) {
      if (next === text) return
      text = next
      version++
      onChange(text, version, 'tool')
    },
    open() {},
    sources() {},
    show() {},
    light() {},
    format() {},
    undo() {},
    nudge: () => false,
    setDark() {},
    setLocked() {},
    setFontSize() {},
    focus() {},
  }
}
