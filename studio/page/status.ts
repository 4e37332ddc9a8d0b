/** The line that says what happened last. */

import { h, setText } from './dom.ts'

export interface Status {
  readonly element: HTMLElement
  /** The last word stays. */
  say(text: string, tone?: 'calm' | 'warn'): void
  /** Takes it back, where nothing else was said since. */
  unsay(text: string): void
}

export function createStatus(): Status {
  const element = h('p', { class: 'status', role: 'status', id: 'status' })
  return {
    element,
    say(text, tone = 'calm') {
      setText(element, text)
      element.dataset.tone = tone
    },
    unsay(text) {
      if (element.textContent === text) setText(element, '')
    },
  }
}
