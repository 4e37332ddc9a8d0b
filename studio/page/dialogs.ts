/** Panels above the page. */

import { h } from './dom.ts'
import { icon } from './icons.ts'

/** Opens a panel and resolves when it is closed. Escape and a click beside it close it. */
export function openDialog(
  title: string,
  name: string,
  content: (close: () => void) => readonly Node[],
): HTMLDialogElement {
  document.querySelector<HTMLDialogElement>(`dialog.panel`)?.close()
  const dialog = h('dialog', { class: `panel ${name}`, 'aria-labelledby': `${name}-title` })
  const close = (): void => dialog.close()
  const closing = h('button', { type: 'button', class: 'tool close', 'aria-label': 'Close' }, icon('close'))
  closing.addEventListener('click', close)
  dialog.append(
    h('header', { class: 'panel-head' }, h('h2', { id: `${name}-title` }, title), closing),
    h('div', { class: 'panel-body' }, ...content(close)),
  )
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close()
  })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  return dialog
}

/** A list of things to choose from. */
export interface Choice {
  readonly title: string
  readonly detail: string
  readonly current?: boolean
  readonly choose: () => void
}

export function choiceList(choices: readonly Choice[], close: () => void, empty: string): HTMLElement {
  if (choices.length === 0) return h('p', { class: 'empty' }, empty)
  const list = h('ul', { class: 'choices' })
  for (const { title, detail, current = false, choose } of choices) {
    const button = h(
      'button',
      { type: 'button', class: 'choice', 'aria-current': current ? 'true' : null },
      h('b', {}, title),
      h('span', {}, detail),
    )
    button.addEventListener('click', () => {
      close()
      choose()
    })
    list.append(h('li', {}, button))
  }
  return list
}
