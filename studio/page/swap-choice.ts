/** When an edit takes over. */

import type { SwapMoment } from '../protocol.ts'
import { choice } from './controls.ts'

export interface SwapChoice {
  readonly field: HTMLElement
  readonly moment: SwapMoment
}

export function swapChoice(): SwapChoice {
  const made = choice('An edit takes over', 'swap', [
    ['bar', 'next bar'],
    ['beat', 'next beat'],
    ['now', 'now'],
  ])
  return {
    field: made.field,
    get moment() {
      const { value } = made
      return value === 'beat' || value === 'now' ? value : 'bar'
    },
  }
}
