/** The page's keys: shortcuts before the editor has them, and the space bar kept for tapping. */

import type { Commands } from './commands/commands.ts'
import { part } from './dom.ts'
import { type Action, findShortcut } from './shortcuts.ts'

export interface Keys {
  readonly run: (action: Action) => void
  /** Keys that the player has bound. */
  readonly commands: Pick<Commands, 'key' | 'learning'>
  /** A text that is locked is not written. */
  readonly isLocked: () => boolean
}

/** To be called before anybody else listens: a key that the player has bound is nothing else. */
export function listenToKeys(keys: Keys): void {
  // Before the editor, which has uses of its own for some of the keys.
  window.addEventListener('keydown', (event) => onKey(event, keys), { capture: true })
  document.addEventListener('click', leaveControls)
}

/** What a key that is held does again and again. All else is one press, one action. */
const REPEATED: ReadonlySet<Action> = new Set(['up', 'down'])

function onKey(event: KeyboardEvent, { run, commands, isLocked }: Keys): void {
  if (document.querySelector('dialog[open]') !== null && commands.learning === null) return
  const at = document.activeElement
  const writing = isWriting(at)
  const writes = writing && !(isLocked() && isInEditor(at))
  if (commands.key(event, writes)) {
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  if (commands.learning !== null) return
  const shortcut = findShortcut(event, writes, navigator.platform)
  if (shortcut === undefined) return
  if (event.repeat && !REPEATED.has(shortcut.action)) {
    // A key that is held stays ours: the editor must not take its repeats for something else.
    event.preventDefault()
    event.stopPropagation()
    return
  }
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
  if (
    detail === 0 ||
    !(target instanceof Element) ||
    target.closest('#meters, .bar, .deck, #set-strip') === null
  )
    return
  if (target.closest('select, input[type=number], summary') !== null) return
  const at = document.activeElement
  if (at instanceof HTMLElement && at.closest('dialog, .text-field') === null) at.blur()
  part('tap').focus({ preventScroll: true })
}

function isWriting(element: Element | null): boolean {
  return (
    element instanceof HTMLElement &&
    (element.matches('input, textarea, [contenteditable]') || isInEditor(element))
  )
}

function isInEditor(element: Element | null): boolean {
  return element !== null && element.closest('.monaco-editor') !== null
}
