/** Play, pause, cue, and when an edit takes over: what one hand needs while the other writes. */

import { button, playButton } from '../page/controls.ts'
import { h } from '../page/dom.ts'
import { createStatus, type Status } from '../page/status.ts'
import { swapChoice } from '../page/swap-choice.ts'
import type { BandView, SwapMoment } from '../protocol.ts'

export interface Deck extends Pick<Status, 'say' | 'unsay'> {
  readonly element: HTMLElement
  readonly swap: SwapMoment
  update(view: BandView): void
}

export interface DeckActions {
  play(): void
  stop(): void
  pause(): void
  cue(): void
}

export function createDeck(actions: DeckActions): Deck {
  const play = playButton(actions)
  const pause = button('pause', 'Pause', actions.pause)
  const cue = button('cue', 'Cue', actions.cue)
  const swap = swapChoice()
  const { element: status, say, unsay } = createStatus()
  pause.disabled = true
  cue.disabled = true
  return {
    element: h(
      'div',
      { class: 'player-deck' },
      h('div', { class: 'deck-main' }, play.element, pause, cue),
      h('div', { class: 'deck-edit' }, swap.field),
      status,
    ),
    say,
    unsay,
    get swap() {
      return swap.moment
    },
    update({ playing, paused, vamping }) {
      play.show(playing)
      pause.disabled = !playing
      pause.setAttribute('aria-pressed', String(paused))
      cue.disabled = !playing
      cue.classList.toggle('is-asked', vamping)
    },
  }
}
