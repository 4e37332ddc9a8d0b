/** One slider of the panel: two words, a step between them, and a mark beneath it. */

import { h } from '../dom.ts'
import { MOST_STEP, type Slider } from './words.ts'

export interface SliderRow {
  readonly slider: Slider
  readonly element: HTMLElement
  /** What the prompt's words say. */
  step(step: number): void
  /** Where the whole prompt lies between the two, −1 to 1. */
  mark(grade: number): void
}

export function sliderRow(slider: Slider, onStep: (step: number) => void): SliderRow {
  const range = h('input', {
    type: 'range',
    min: -MOST_STEP,
    max: MOST_STEP,
    step: 1,
    'aria-label': `${slider.less} to ${slider.more}`,
    'data-axis': slider.axis,
  })
  const mark = h('i', { class: 'grade', 'aria-hidden': 'true' })
  range.addEventListener('input', () => onStep(Number(range.value)))
  const element = h(
    'div',
    { class: 'timbre-slider' },
    h('span', {}, slider.less),
    h('div', { class: 'track' }, range, mark),
    h('span', {}, slider.more),
  )
  return {
    slider,
    element,
    step(step) {
      range.value = String(step)
    },
    mark(grade) {
      mark.style.setProperty('--at', String(Math.max(-1, Math.min(1, grade))))
    },
  }
}
