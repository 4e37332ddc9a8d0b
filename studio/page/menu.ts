/** The studio's menu: what is not about playing. */

import { h, part } from './dom.ts'
import { type IconName, icon } from './icons.ts'
import { type Action, inWords, SHORTCUTS } from './shortcuts.ts'

const MENU: readonly (readonly [Action, IconName, string])[] = [
  ['gallery', 'gallery', 'Pieces'],
  ['text', 'text', 'Text'],
  ['input', 'input', 'Input'],
  ['set', 'set', 'Set'],
  ['timbres', 'timbres', 'Timbres'],
  ['pedals', 'pedals', 'Pedals'],
  ['history', 'history', 'History'],
  ['sessions', 'sessions', 'Sessions'],
  ['share', 'share', 'Share'],
  ['export', 'export', 'Export'],
  ['lock', 'lock', 'Lock'],
  ['stage', 'stage', 'Stage'],
  ['theme', 'theme', 'Theme'],
  ['help', 'help', 'Keys'],
]

/** Those that stay down until they are pressed again. */
const TOGGLES: readonly Action[] = ['stage', 'lock', 'text']

export function buildMenu(run: (action: Action) => void): void {
  const menu = part('menu')
  for (const [action, name, text] of MENU) {
    const shortcut = SHORTCUTS.find((one) => one.action === action)
    const keys = shortcut === undefined ? '' : ` (${inWords(shortcut, navigator.platform)})`
    const button = h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-action': action,
        title: `${text}${keys}`,
        'aria-label': text,
        'aria-pressed': TOGGLES.includes(action) ? 'false' : null,
      },
      icon(name),
      h('span', {}, text),
    )
    button.addEventListener('click', () => run(action))
    menu.append(button)
  }
  part('open-gallery').addEventListener('click', () => run('gallery'))
}

/** A dot beside a button: something of it is on, or wants to be seen. */
export function mark(action: Action, state: 'on' | 'warn' | null): void {
  const button = document.querySelector<HTMLElement>(`[data-action="${action}"]`)
  if (state === null) delete button?.dataset.mark
  else if (button !== null) button.dataset.mark = state
}

export function press(action: Action, on: boolean): void {
  document.querySelector(`[data-action="${action}"]`)?.setAttribute('aria-pressed', String(on))
}
