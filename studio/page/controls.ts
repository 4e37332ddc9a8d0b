/** Buttons and choices of the bar below the band. */

import { h } from './dom.ts'
import { type IconName, icon } from './icons.ts'

export function button(name: IconName, text: string, action: () => void): HTMLButtonElement {
  const made = h(
    'button',
    { type: 'button', class: `tool ${name}`, title: text },
    icon(name),
    h('span', {}, text),
  )
  made.addEventListener('click', action)
  return made
}

export interface PlayButton {
  readonly element: HTMLButtonElement
  show(playing: boolean): void
}

/** Play, and while the band plays: Stop. */
export function playButton(actions: { play(): void; stop(): void }): PlayButton {
  const element = h(
    'button',
    { type: 'button', class: 'play', 'aria-label': 'Play' },
    icon('play'),
    h('span', {}, 'Play'),
  )
  let playing = false
  element.addEventListener('click', () => (playing ? actions.stop() : actions.play()))
  return {
    element,
    show(now) {
      if (now === playing) return
      playing = now
      element.replaceChildren(icon(playing ? 'stop' : 'play'), h('span', {}, playing ? 'Stop' : 'Play'))
      element.setAttribute('aria-label', playing ? 'Stop' : 'Play')
      element.classList.toggle('is-playing', playing)
    },
  }
}

export interface Choice {
  readonly field: HTMLElement
  readonly value: string
}

/** The first option is chosen. */
export function choice(
  label: string,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
): Choice {
  const inputs = options.map(([value], i) =>
    h('input', { type: 'radio', name, id: `${name}-${value}`, value, checked: i === 0 }),
  )
  const field = h('fieldset', { class: 'segmented' }, h('legend', {}, label))
  for (const [i, [value, text]] of options.entries()) {
    field.append(inputs[i] ?? '', h('label', { for: `${name}-${value}` }, text))
  }
  return {
    field,
    get value() {
      return inputs.find(({ checked }) => checked)?.value ?? ''
    },
  }
}
