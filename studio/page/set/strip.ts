/** What is played now and what comes next, to be read from where one stands. */

import { h, setText } from '../dom.ts'
import type { StageSet } from './set.ts'

export interface SetStrip {
  update(): void
}

export interface SetStripOptions {
  readonly set: () => StageSet
  readonly next: () => void
}

export function createSetStrip(host: HTMLElement, { set, next: goOn }: SetStripOptions): SetStrip {
  const place = h('span', { class: 'set-place' })
  const now = h('span', { class: 'set-title' })
  const next = h('span', { class: 'set-title' })
  const nextBox = h(
    'button',
    { type: 'button', class: 'set-next' },
    h('span', { class: 'set-label' }, 'next'),
    next,
  )
  nextBox.addEventListener('click', goOn)
  host.append(h('span', { class: 'set-now' }, h('span', { class: 'set-label' }, 'now'), now), nextBox, place)
  return { update }

  function update(): void {
    const { list, readinessOf } = set()
    const { pieces, at } = list
    host.hidden = pieces.length === 0
    const coming = pieces[at + 1]
    setText(now, pieces[at]?.title ?? '–')
    setText(next, coming?.title ?? 'the end')
    setText(
      place,
      at < 0 ? `${pieces.length} piece${pieces.length > 1 ? 's' : ''}` : `${at + 1} of ${pieces.length}`,
    )
    const readiness = coming === undefined ? 'ready' : readinessOf(coming).kind
    nextBox.disabled = coming === undefined
    nextBox.dataset.readiness = readiness
    nextBox.title = readiness === 'broken' ? 'cannot be played' : ''
  }
}
