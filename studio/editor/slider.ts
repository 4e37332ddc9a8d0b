/** One slider among the text. */

import type { Dial } from '../compile-protocol.ts'
import { dialPosition, dialValue, STEPS } from './dial-scale.ts'
import { type editor, type IPosition, editor as monaco } from './monaco.ts'

export interface SliderOptions {
  /** Behind its number in the line, or below it. */
  readonly where: 'behind' | 'below'
  readonly onTurn: (value: number) => void
  /** A hand took hold of it, or let go. */
  readonly onHold: (holds: boolean) => void
}

export interface Slider {
  /** @param held a hand is on it: its place may move, its value is the hand's */
  show(dial: Dial, at: IPosition, held: boolean): void
  close(): void
}

/** Characters that a slider behind a number takes on its line. */
export const ROOM = 9

let count = 0

export function createSlider(
  view: editor.IStandaloneCodeEditor,
  { where, onTurn, onHold }: SliderOptions,
): Slider {
  const id = `sil-slider-${count++}`
  const node = document.createElement('div')
  node.className = `sil-slider ${where}`
  const input = document.createElement('input')
  input.type = 'range'
  input.min = '0'
  input.max = String(STEPS)
  // The editor sets how the widget itself is laid out.
  const row = document.createElement('div')
  row.append(input)
  node.append(row)
  let dial: Dial | null = null
  let place: IPosition = { lineNumber: 1, column: 1 }
  const widget: editor.IContentWidget = {
    getId: () => id,
    getDomNode: () => node,
    getPosition: () => ({
      position: place,
      preference: [
        where === 'behind'
          ? monaco.ContentWidgetPositionPreference.EXACT
          : monaco.ContentWidgetPositionPreference.BELOW,
      ],
      positionAffinity: monaco.PositionAffinity.LeftOfInjectedText,
    }),
  }
  const told = (): void => {
    if (dial === null) return
    const value = dialValue(dial, Number(input.value))
    name(dial, value)
    onTurn(value)
  }
  input.addEventListener('input', told)
  input.addEventListener('pointerdown', () => onHold(true))
  for (const end of ['pointerup', 'pointercancel'] as const) input.addEventListener(end, () => onHold(false))
  // Keys on the slider are the slider's.
  input.addEventListener('keydown', (event) => event.stopPropagation())
  view.addContentWidget(widget)

  return {
    show(next, at, held) {
      dial = next
      place = at
      if (where === 'behind') fitLine()
      if (!held) {
        input.value = String(dialPosition(next, next.value))
        name(next, next.value)
      }
      view.layoutContentWidget(widget)
    },
    close: () => view.removeContentWidget(widget),
  }

  /** As high as its line, and as wide as the room that is kept for it. */
  function fitLine(): void {
    const { typicalHalfwidthCharacterWidth } = view.getOption(monaco.EditorOption.fontInfo)
    row.style.height = `${view.getOption(monaco.EditorOption.lineHeight)}px`
    row.style.paddingLeft = `${typicalHalfwidthCharacterWidth}px`
    input.style.width = `${(ROOM - 2) * typicalHalfwidthCharacterWidth}px`
  }

  function name({ slot, unit, min, max }: Dial, value: number): void {
    input.style.setProperty('--filled', `${(100 * Number(input.value)) / STEPS}%`)
    input.setAttribute('aria-label', slot === null ? 'this number' : `slot ${slot}`)
    input.setAttribute('aria-valuetext', `${value} ${unit}`.trim())
    input.title = `${slot === null ? '' : `${slot}, `}${min} to ${max} ${unit}`.trim()
  }
}
