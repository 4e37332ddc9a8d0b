/** Play, stop, panic, and how an edit takes over. */

import type { BandView, SwapMoment } from '../protocol.ts'
import { h, setText } from './dom.ts'
import { icon } from './icons.ts'

export interface TransportActions {
  play(): void
  stop(): void
  panic(): void
  pause(): void
  cue(): void
  back(): void
  record(): void
  /** Another section is to go round, or none. */
  loop(): void
}

export interface Transport {
  update(view: BandView): void
  /** What the status line says; the last word stays. */
  say(text: string, tone?: 'calm' | 'warn'): void
  /** Takes it back, where nothing else was said since. */
  unsay(text: string): void
  readonly swap: SwapMoment
  /** Whether an edit goes to the band by itself. */
  readonly live: boolean
  /** Share of the written tempo. */
  readonly tempo: number
  readonly fromBar: number
  /** The section to go round in; null: the form. */
  readonly loop: string | null
  /** Another piece: the whole of it. */
  forgetLoop(): void
  /** What the recording has come to; null where there is none. */
  recording(time: string | null): void
  /** The sections that the piece has now. */
  sections(names: readonly string[]): void
}

export function createTransport(host: HTMLElement, actions: TransportActions): Transport {
  const play = h(
    'button',
    { type: 'button', class: 'play', 'aria-label': 'Play' },
    icon('play'),
    h('span', {}, 'Play'),
  )
  const pause = button('pause', 'Pause', actions.pause)
  const panic = button('panic', 'Panic', actions.panic)
  const cue = button('cue', 'Cue', actions.cue)
  const back = button('back', 'Back', actions.back)
  const recordTime = h('span', { class: 'record-time', 'aria-hidden': 'true' })
  const record = button('record', 'Record', actions.record)
  record.setAttribute('aria-pressed', 'false')
  record.append(recordTime)
  const swap = choice('An edit takes over', 'swap', [
    ['bar', 'next bar'],
    ['beat', 'next beat'],
    ['now', 'now'],
  ])
  const live = h('input', { type: 'checkbox', id: 'live-edits', checked: true })
  const tempo = number('tempo', 'Tempo', 100, 25, 200, '%')
  const fromBar = number('from-bar', 'From bar', 1, 1, 9999, '')
  const loop = h('select', { id: 'loop' })
  const loopField = h('label', { class: 'number', for: 'loop' }, 'Loop', loop)
  loop.addEventListener('change', () => actions.loop())
  const status = h('p', { class: 'status', role: 'status', id: 'status' })
  const settings = h(
    'details',
    { class: 'settings' },
    h('summary', {}, 'Practice'),
    h('div', { class: 'settings-panel' }, tempo.field, fromBar.field, loopField),
  )
  closeOutside(settings)
  let playing = false
  play.addEventListener('click', () => (playing ? actions.stop() : actions.play()))
  host.append(
    h('div', { class: 'deck-main' }, play, pause, panic, cue, back, record),
    h(
      'div',
      { class: 'deck-edit' },
      swap.field,
      h('label', { class: 'check', for: 'live-edits' }, live, 'as I type'),
      settings,
    ),
    status,
  )

  return {
    update,
    say(text, tone = 'calm') {
      setText(status, text)
      status.dataset.tone = tone
    },
    unsay(text) {
      if (status.textContent === text) setText(status, '')
    },
    get swap() {
      const { value } = swap
      return value === 'beat' || value === 'now' ? value : 'bar'
    },
    get live() {
      return live.checked
    },
    get tempo() {
      return tempo.value / 100
    },
    get fromBar() {
      return Math.round(fromBar.value)
    },
    get loop() {
      return loop.value === '' ? null : loop.value
    },
    forgetLoop() {
      loop.value = ''
    },
    recording(time) {
      record.setAttribute('aria-pressed', String(time !== null))
      setText(recordTime, time ?? '')
    },
    sections,
  }

  function sections(names: readonly string[]): void {
    const known = [...loop.options].slice(1).map(({ value }) => value)
    const now = names.filter((name) => name !== '')
    if (known.length > 0 && known.join() === now.join()) return
    const chosen = loop.value
    loop.replaceChildren(
      h('option', { value: '' }, 'the whole form'),
      ...now.map((name) => h('option', { value: name, selected: name === chosen }, name)),
    )
    loopField.hidden = now.length === 0
  }

  function update(view: BandView): void {
    if (view.playing !== playing) {
      playing = view.playing
      play.replaceChildren(icon(playing ? 'stop' : 'play'), h('span', {}, playing ? 'Stop' : 'Play'))
      play.setAttribute('aria-label', playing ? 'Stop' : 'Play')
      play.classList.toggle('is-playing', playing)
    }
    pause.disabled = !playing
    pause.setAttribute('aria-pressed', String(view.paused))
    cue.disabled = !playing
    cue.classList.toggle('is-asked', view.vamping)
  }
}

function button(name: Parameters<typeof icon>[0], text: string, action: () => void): HTMLButtonElement {
  const made = h(
    'button',
    { type: 'button', class: `tool ${name}`, title: text },
    icon(name),
    h('span', {}, text),
  )
  made.addEventListener('click', action)
  return made
}

function choice(
  label: string,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
): { readonly field: HTMLElement; readonly value: string } {
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

function number(
  id: string,
  label: string,
  value: number,
  min: number,
  max: number,
  unit: string,
): { readonly field: HTMLElement; readonly value: number } {
  const input = h('input', { type: 'number', id, value, min, max, inputmode: 'numeric' })
  return {
    field: h('label', { class: 'number', for: id }, label, input, unit),
    get value() {
      const given = input.valueAsNumber
      return Number.isNaN(given) ? value : Math.min(max, Math.max(min, given))
    },
  }
}

/** As a menu does: by Escape, and by whatever happens beside it. */
function closeOutside(settings: HTMLDetailsElement): void {
  const leave = ({ target }: Event): void => {
    if (!(target instanceof Node && settings.contains(target))) settings.open = false
  }
  document.addEventListener('pointerdown', leave)
  document.addEventListener('focusin', leave)
  settings.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !settings.open) return
    settings.open = false
    settings.querySelector('summary')?.focus()
  })
}
