/** What the panel is made of: rows with a lamp for what plays, switches, lists of devices. */

import { h, setText } from '../dom.ts'
import { icon } from '../icons.ts'
import type { Light } from './light.ts'
import type { Said } from './words.ts'

export interface Row {
  readonly element: HTMLElement
  readonly light: Light | null
  readonly body: HTMLElement
  say(said: Said): void
  /** Switched on or off; what is off shows its one line alone. */
  set(on: boolean, said: Said): void
}

export function row(
  name: string,
  title: string,
  light: Light | null,
  control: HTMLElement | null = null,
): Row {
  const said = h('p', { class: 'input-said', role: 'status' })
  const body = h('div', { class: 'input-body' })
  const element = h(
    'section',
    { class: 'input-row', 'data-source': name, 'aria-label': title },
    light?.element ?? h('span', { class: 'input-icon' }, icon('output')),
    h(
      'div',
      { class: 'input-main' },
      h('div', { class: 'input-head' }, h('b', {}, title), control),
      said,
      body,
    ),
  )
  return {
    element,
    light,
    body,
    say,
    set(on, next) {
      body.hidden = !on
      element.classList.toggle('is-off', !on)
      say(next)
    },
  }

  function say({ text, tone }: Said): void {
    setText(said, text)
    said.hidden = text === ''
    said.dataset.tone = tone
  }
}

export interface Toggle {
  readonly element: HTMLElement
  set(on: boolean): void
}

export function toggle(id: string, label: string, onChange: (on: boolean) => void): Toggle {
  const element = h('input', { type: 'checkbox', role: 'switch', class: 'switch', id, 'aria-label': label })
  element.addEventListener('change', () => onChange(element.checked))
  return {
    element,
    set(on) {
      element.checked = on
    },
  }
}

export interface Chooser {
  readonly element: HTMLElement
  /** @param missing what stands for a choice that is not among them */
  set(options: readonly (readonly [value: string, text: string])[], value: string, missing: string): void
}

export function choose(id: string, label: string, onChange: (value: string) => void): Chooser {
  const select = h('select', { id, 'aria-label': label })
  const element = h('div', { class: 'input-choose' }, select)
  let shown = ''
  select.addEventListener('change', () => onChange(select.value))
  return {
    element,
    set(options, value, missing) {
      const known = options.some(([one]) => one === value)
      const all = known ? options : [...options, [value, missing] as const]
      const now = JSON.stringify([all, value])
      // What is open under a finger stays as it is while nothing has changed.
      if (now === shown) return
      shown = now
      select.replaceChildren(
        ...all.map(([one, text]) => h('option', { value: one, selected: one === value }, text)),
      )
    },
  }
}

/** A few things of which one holds. */
export function choices(
  name: string,
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  value: string,
  onChange: (value: string) => void,
): HTMLElement {
  const field = h('fieldset', { class: 'segmented' }, h('legend', {}, label))
  for (const [one, text] of options) {
    const id = `${name}-${one}`
    const input = h('input', { type: 'radio', name, id, value: one, checked: one === value })
    input.addEventListener('change', () => onChange(one))
    field.append(input, h('label', { for: id }, text))
  }
  return field
}
