/** The player's own count: the pad says how many taps are wanted, and lights one up with each. */

import type { BandView } from '../../protocol.ts'
import { h, setText } from '../dom.ts'

export interface CountIn {
  update(view: BandView): void
}

/** More would not be counted by anybody. */
const MOST_DOTS = 16

export function createCountIn(pad: HTMLElement): CountIn {
  const title = pad.querySelector('b') ?? pad
  const dots = h('i', { class: 'count-dots', 'aria-hidden': 'true' })
  let shown = ''
  return {
    update({ count }) {
      const now = count === null ? '' : `${count.heard}/${count.wanted}`
      if (now === shown) return
      shown = now
      setText(title, count === null ? 'Tap' : left(count.wanted - count.heard))
      if (count === null) {
        dots.remove()
        return
      }
      const wanted = Math.max(0, Math.min(MOST_DOTS, count.wanted))
      dots.replaceChildren(
        ...Array.from({ length: wanted }, (_, i) => h('i', { class: i < count.heard ? 'is-on' : '' })),
      )
      if (!dots.isConnected) title.after(dots)
    },
  }
}

const left = (taps: number): string => `Count in: ${taps} ${taps === 1 ? 'tap' : 'taps'}`
