/** The parts of the panel, by the names under which the studio's views look for them. */

import { h } from '../page/dom.ts'

export function layOut(deck: HTMLElement, body: HTMLElement): void {
  body.append(
    h(
      'main',
      { id: 'stage', class: 'stage', 'aria-label': 'The band' },
      h('div', { id: 'readout' }),
      h(
        'div',
        { class: 'stage-middle' },
        h('div', { id: 'dial', class: 'dial' }),
        h(
          'div',
          { id: 'side', class: 'side' },
          h('div', { id: 'meters' }),
          h(
            'button',
            { id: 'tap', class: 'tap', type: 'button' },
            h('b', {}, 'Tap'),
            h('span', { id: 'tap-hint' }, 'space bar, or here'),
          ),
        ),
      ),
      h('div', { id: 'score', class: 'score' }),
    ),
    h(
      'footer',
      { id: 'transport', class: 'deck' },
      deck,
      h('p', { id: 'swap-note', class: 'swap-note', role: 'status' }),
    ),
  )
}
