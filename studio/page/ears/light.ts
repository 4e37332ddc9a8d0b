/** A lamp that goes on with an onset, and out soon after. */

import type { Milliseconds, Ratio } from '../../../runtime/units.ts'
import { h } from '../dom.ts'

export interface Light {
  readonly element: HTMLElement
  flash(strength: Ratio): void
}

/** Long enough to be seen, short enough for 16ths. */
const ON: Milliseconds = 110

export function createLight(): Light {
  const element = h('span', { class: 'light', 'aria-hidden': 'true' })
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    element,
    flash(strength) {
      clearTimeout(timer)
      element.style.setProperty('--strength', String(0.4 + 0.6 * strength))
      element.dataset.on = ''
      timer = setTimeout(() => delete element.dataset.on, ON)
    },
  }
}
