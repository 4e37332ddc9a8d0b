/** Play, stop, panic, and how an edit takes over. */

import type { BandView, SwapMoment } from '../protocol.ts'
import { button, playButton } from './controls.ts'
import { h, setText } from './dom.ts'
import { loopAfter } from './loop-after.ts'
import { createStatus } from './status.ts'
import { swapChoice } from './swap-choice.ts'

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
  /** The sections that the piece has now. True where the one that goes round has another name by now. */
  sections(names: readonly string[]): boolean
}

export function createTransport(host: HTMLElement, actions: TransportActions): Transport {
  const play = playButton(actions)
  const pause = button('pause', 'Pause', actions.pause)
  const panic = button('panic', 'Panic', actions.panic)
  const cue = button('cue', 'Cue', actions.cue)
  const back = button('back', 'Back', actions.back)
  const recordTime = h('span', { class: 'record-time', 'aria-hidden': 'true' })
  const record = button('record', 'Record', actions.record)
  record.setAttribute('aria-pressed', 'false')
  record.append(recordTime)
  const swap = swapChoice()
  const live = h('input', { type: 'checkbox', id: 'live-edits', checked: true })
  const tempo = number('tempo', 'Tempo', 100, 25, 200, '%')
  const fromBar = number('from-bar', 'From bar', 1, 1, 9999, '')
  const loop = h('select', { id: 'loop' })
  const loopField = h('label', { class: 'number', for: 'loop' }, 'Loop', loop)
  loop.addEventListener('change', () => actions.loop())
  const status = createStatus()
  const settings = h(
    'details',
    { class: 'settings' },
    h('summary', {}, 'Practice'),
    h('div', { class: 'settings-panel' }, tempo.field, fromBar.field, loopField),
  )
  closeOutside(settings)
  host.append(
    h('div', { class: 'deck-main' }, play.element, pause, panic, cue, back, record),
    h(
      'div',
      { class: 'deck-edit' },
      swap.field,
      h('label', { class: 'check', for: 'live-edits' }, live, 'as I type'),
      settings,
    ),
    status.element,
  )

  return {
    update,
    say: status.say,
    unsay: status.unsay,
    get swap() {
      return swap.moment
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

  function sections(names: readonly string[]): boolean {
    const known = [...loop.options].slice(1).map(({ value }) => value)
    const now = names.filter((name) => name !== '')
    if (known.length > 0 && known.join() === now.join()) return false
    const before = loop.value
    const chosen = before === '' ? '' : loopAfter(before, known, now)
    loop.replaceChildren(
      h('option', { value: '' }, 'the whole form'),
      ...now.map((name) => h('option', { value: name, selected: name === chosen }, name)),
    )
    loopField.hidden = now.length === 0
    if (before !== '' && chosen === '')
      status.say(`There is no section ${before} any more: its loop is over, and the form goes on.`, 'warn')
    return chosen !== before && chosen !== ''
  }

  function update(view: BandView): void {
    const { playing } = view
    play.show(playing)
    pause.disabled = !playing
    pause.setAttribute('aria-pressed', String(view.paused))
    cue.disabled = !playing
    cue.classList.toggle('is-asked', view.vamping)
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
  const limited = (): number => {
    const given = input.valueAsNumber
    return Number.isNaN(given) ? value : Math.min(max, Math.max(min, given))
  }
  // What stands there is what holds.
  input.addEventListener('change', () => {
    input.valueAsNumber = limited()
  })
  return {
    field: h('label', { class: 'number', for: id }, label, input, unit),
    get value() {
      return limited()
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
