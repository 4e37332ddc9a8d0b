/** The text in a plain field, for narrow pages: a page that is enlarged, a phone. Loaded when somebody wants to see the text. */

import { h } from './dom.ts'

export interface TextField {
  setText(text: string): void
  setLocked(locked: boolean): void
  focus(): void
  remove(): void
}

export function textField(host: HTMLElement, onText: (text: string) => void): TextField {
  const area = h('textarea', {
    class: 'text-field',
    // Of code nothing is put right.
    spellcheck: 'false',
    autocapitalize: 'off',
    autocomplete: 'off',
    autocorrect: 'off',
    'aria-label': 'The piece, as SIL text. Escape leaves it',
  })
  area.addEventListener('input', () => onText(area.value))
  host.append(area)
  return {
    setText(text) {
      if (area.value === text) return
      // Browsers go to the end of a text that is set.
      const { selectionStart, scrollTop } = area
      area.value = text
      area.setSelectionRange(selectionStart, selectionStart)
      area.scrollTop = scrollTop
    },
    setLocked(locked) {
      area.readOnly = locked
    },
    focus: () => area.focus(),
    remove: () => area.remove(),
  }
}
