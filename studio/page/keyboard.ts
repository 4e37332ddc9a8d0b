/** The page's keys: shortcuts before the editor has them, and the space bar kept for tapping. */

import { part } from './dom.ts'
import { type Action, findShortcut } from './shortcuts.ts'

export function listenToKeys(run: (action: Action) => void): void {
  // Before the editor, which has uses of its own for some of the keys.
  window.addEventListener('keydown', (event) => onKey(event, run), { capture: true })
  document.addEventListener('click', leaveControls)
}

function onKey(event: KeyboardEvent, run: (action: Action) => void): void {
  if (document.querySelector('dialog[open]') !== null) return
  const writing = isWriting(document.activeElement)
  const shortcut = findShortcut(event, writing)
  if (shortcut === undefined) return
  if (shortcut.action === 'leave') {
    // Escape closes what the editor has open first.
    if (!writing || document.querySelector('.suggest-widget.visible, .find-widget.visible') !== null) return
  } else {
    event.preventDefault()
    event.stopPropagation()
  }
  run(shortcut.action)
}

/**
 * The space bar shall tap after a click on a control, and not press that control again. Who came with the keyboard
 * (a click without a count) stays where they are.
 */
function leaveControls({ detail, target }: MouseEvent): void {
  if (detail === 0 || !(target instanceof Element) || target.closest('#meters, .bar, .deck') === null) return
  if (target.closest('select, input[type=number], summary') !== null) return
  const at = document.activeElement
  if (at instanceof HTMLElement && at.closest('dialog') === null) at.blur()
  part('tap').focus({ preventScroll: true })
}

function isWriting(element: Element | null): boolean {
  return (
    element instanceof HTMLElement &&
    (element.matches('input, textarea, [contenteditable]') || element.closest('.monaco-editor') !== null)
  )
}
