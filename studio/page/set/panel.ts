/** The panel of the set: its pieces in their order, each with what there is to do to it. */

import { openDialog } from '../dialogs.ts'
import { h } from '../dom.ts'
import { type IconName, icon } from '../icons.ts'
import type { Readiness } from './rehearsal.ts'
import type { StageSet } from './set.ts'
import type { GoingOn } from './set-list.ts'

export interface Addable {
  readonly title: string
  readonly add: () => void
}

export interface SetPanelOptions {
  readonly set: StageSet
  /** The text in the editor. */
  readonly current: Addable
  readonly gallery: readonly Addable[]
  /** Keys in words, of the next and the previous piece. */
  readonly keys: { readonly next: string; readonly previous: string }
}

export interface SetPanel {
  /** Draws anew; to be called when the set has changed. */
  update(): void
}

const GOING_ON: readonly (readonly [GoingOn, string])[] = [
  ['bar', 'at the next bar'],
  ['stop', 'when I start it'],
]

export function showSet({ set, current, gallery, keys }: SetPanelOptions): SetPanel {
  const list = h('ol', { class: 'set-pieces' })
  const empty = h(
    'p',
    { class: 'empty' },
    'The pieces of an evening, in their order. Each is compiled and tried when it is added, so that going on takes no time.',
  )
  openDialog('Set', 'set', () => [
    empty,
    list,
    h('div', { class: 'set-add' }, addCurrent(current), addFromGallery(gallery)),
    goingOn(set),
    h(
      'p',
      { class: 'hint' },
      `Next: ${keys.next}. Previous: ${keys.previous}. Pedals and MIDI buttons are bound under Pedals.`,
    ),
  ])
  update()
  return { update }

  function update(): void {
    if (!list.isConnected) return
    const held = focused(list)
    empty.hidden = set.list.pieces.length > 0
    list.replaceChildren(...set.list.pieces.map((_, place) => row(set, place)))
    if (held !== null) restore(list, held)
  }
}

function row(set: StageSet, place: number): HTMLElement {
  const { list } = set
  const piece = list.pieces[place]
  const title = piece?.title ?? ''
  const readiness = piece === undefined ? ({ kind: 'waiting' } as const) : set.readinessOf(piece)
  const open = h(
    'button',
    {
      type: 'button',
      class: 'choice',
      'data-do': 'open',
      disabled: readiness.kind !== 'ready',
      'aria-current': place === list.at ? 'true' : null,
    },
    h('b', {}, title),
    h(
      'span',
      { class: 'set-state', 'data-readiness': readiness.kind },
      stateInWords(readiness, place === list.at),
    ),
  )
  open.addEventListener('click', () => set.goTo(place))
  const act = (name: string, picture: IconName, label: string, action: () => void, off: boolean) => {
    const button = h(
      'button',
      {
        type: 'button',
        class: 'tool',
        'data-do': name,
        'aria-label': `${label}: ${title}`,
        title: label,
        disabled: off,
      },
      icon(picture),
    )
    button.addEventListener('click', action)
    return button
  }
  return h(
    'li',
    { 'data-place': place },
    h('span', { class: 'set-number', 'aria-hidden': 'true' }, String(place + 1)),
    open,
    act('up', 'up', 'Earlier', () => set.move(place, -1), place === 0),
    act('down', 'down', 'Later', () => set.move(place, 1), place === list.pieces.length - 1),
    act('remove', 'close', 'Remove', () => set.remove(place), false),
  )
}

function stateInWords(readiness: Readiness, isOpen: boolean): string {
  if (readiness.kind === 'waiting') return 'is being made ready'
  if (readiness.kind === 'broken') return `cannot be played: ${readiness.why}`
  return isOpen ? 'now' : 'ready'
}

function addCurrent({ title, add }: Addable): HTMLElement {
  const button = h('button', { type: 'button', class: 'primary' }, `Add “${title}”`)
  button.addEventListener('click', add)
  return button
}

function addFromGallery(gallery: readonly Addable[]): HTMLElement {
  const select = h(
    'select',
    { 'aria-label': 'Add a piece of the gallery' },
    h('option', { value: '' }, 'Add from the gallery…'),
    ...gallery.map(({ title }, i) => h('option', { value: i }, title)),
  )
  select.addEventListener('change', () => {
    gallery[Number(select.value)]?.add()
    select.value = ''
  })
  return select
}

function goingOn(set: StageSet): HTMLElement {
  const field = h('fieldset', { class: 'segmented' }, h('legend', {}, 'The next piece begins'))
  for (const [value, text] of GOING_ON) {
    const input = h('input', {
      type: 'radio',
      name: 'going-on',
      id: `going-on-${value}`,
      value,
      checked: set.list.goingOn === value,
    })
    input.addEventListener('change', () => set.setGoingOn(value))
    field.append(input, h('label', { for: `going-on-${value}` }, text))
  }
  return field
}

interface Held {
  readonly place: number
  readonly what: string
}

/** The keyboard stays on the row, however the rows move. */
function focused(list: HTMLElement): Held | null {
  const at = document.activeElement
  const item = at instanceof HTMLElement && list.contains(at) ? at.closest('li') : null
  if (!(at instanceof HTMLElement) || item === null) return null
  const what = at.dataset.do ?? 'open'
  const by = what === 'up' ? -1 : what === 'down' ? 1 : 0
  return { place: Number(item.dataset.place) + by, what }
}

function restore(list: HTMLElement, { place, what }: Held): void {
  const item = list.children.item(Math.min(place, list.children.length - 1))
  const button = item?.querySelector<HTMLButtonElement>(`[data-do="${what}"]:not(:disabled)`)
  const other = item?.querySelector<HTMLButtonElement>('button:not(:disabled)')
  ;(button ?? other)?.focus()
}
