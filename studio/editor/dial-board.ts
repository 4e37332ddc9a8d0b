/**
 * Numbers that a hand may turn. A slot has its slider behind its number at all times; a plain number gets one while the
 * cursor is in it. What is turned is written into the text, and all else follows from that: there is one truth.
 */

import type { Dial } from '../compile-protocol.ts'
import { writtenAs } from './dial-scale.ts'
import { type editor, editor as monaco } from './monaco.ts'
import { rangeOf } from './places.ts'
import { createSlider, ROOM, type Slider } from './slider.ts'

export interface DialBoard {
  show(dials: readonly Dial[]): void
  nudge(by: -1 | 1): boolean
  /** A dial is writing just now. */
  readonly turning: boolean
}

export function dialBoard(view: editor.IStandaloneCodeEditor, model: editor.ITextModel): DialBoard {
  let dials: readonly Dial[] = []
  /** The digits of each dial, moving with the text. */
  const places = view.createDecorationsCollection()
  const rooms = view.createDecorationsCollection()
  const sliders = new Map<string, Slider>()
  let held: string | null = null
  let atCursor: Slider | null = null
  let turning = false

  view.onDidChangeCursorPosition(() => showAtCursor())
  view.onDidBlurEditorWidget(() => closeAtCursor())
  // Another size of letters is another place for all of them.
  view.onDidChangeConfiguration((event) => {
    if (event.hasChanged(monaco.EditorOption.fontInfo)) show(dials)
  })

  return {
    show,
    nudge,
    get turning() {
      return turning
    },
  }

  function show(next: readonly Dial[]): void {
    dials = next
    places.set(
      dials.map(({ digits, slot }) => ({
        range: rangeOf(model, digits),
        // AlwaysGrowsWhenTypingAtEdges: a digit more is still the same number.
        options: {
          description: 'sil-number',
          stickiness: 0,
          inlineClassName: slot === null ? 'sil-number' : 'sil-slot',
        },
      })),
    )
    rooms.set(
      dials
        .filter(({ slot }) => slot !== null)
        .map((dial) => ({
          range: rangeOf(model, dial),
          options: {
            description: 'sil-room',
            stickiness: 1,
            showIfCollapsed: true,
            after: {
              content: '\u00a0'.repeat(ROOM),
              inlineClassName: 'sil-room',
              cursorStops: monaco.InjectedTextCursorStops.None,
            },
          },
        })),
    )
    const used = new Set<string>()
    for (const [i, dial] of dials.entries()) {
      if (dial.slot === null) continue
      const key = used.has(dial.slot) ? `${dial.slot}#${i}` : dial.slot
      used.add(key)
      const slider = sliders.get(key) ?? openSlider(key)
      sliders.set(key, slider)
      slider.show(dial, rangeOf(model, dial).getEndPosition(), key === held)
    }
    for (const [key, slider] of sliders) {
      if (used.has(key)) continue
      slider.close()
      sliders.delete(key)
    }
    if (held === null) showAtCursor()
  }

  function openSlider(key: string): Slider {
    return createSlider(view, {
      where: 'behind',
      onTurn: (value) => turn(indexOf(key), value),
      onHold: (holds) => hold(holds ? key : null),
    })
  }

  /** The dial that a slider belongs to, as dials are now. */
  function indexOf(key: string): number {
    const [slot, index] = key.split('#')
    return index === undefined ? dials.findIndex((dial) => dial.slot === slot) : Number(index)
  }

  function hold(key: string | null): void {
    held = key
    view.pushUndoStop()
  }

  function turn(index: number, value: number): void {
    const dial = dials[index]
    const range = places.getRange(index)
    if (dial === undefined || range === null || view.getOption(monaco.EditorOption.readOnly)) return
    const text = writtenAs(value, dial)
    if (model.getValueInRange(range) === text) return
    turning = true
    view.executeEdits('dial', [{ range, text }])
    turning = false
  }

  /** The plain number that the cursor is in. */
  function cursorDial(): number {
    const at = view.getPosition()
    if (at === null) return -1
    return dials.findIndex((_, i) => places.getRange(i)?.containsPosition(at) ?? false)
  }

  function showAtCursor(): void {
    if (held === AT_CURSOR) return
    const index = cursorDial()
    const dial = dials[index]
    const range = index < 0 ? null : places.getRange(index)
    if (dial === undefined || dial.slot !== null || range === null || !view.hasTextFocus()) {
      closeAtCursor()
      return
    }
    let shown = index
    atCursor?.close()
    atCursor = createSlider(view, {
      where: 'below',
      onTurn: (value) => turn(shown, value),
      onHold: (holds) => {
        // While it is held the text moves and the dial keeps its number.
        if (holds) shown = index
        hold(holds ? AT_CURSOR : null)
      },
    })
    atCursor.show(dial, range.getStartPosition(), false)
  }

  function closeAtCursor(): void {
    atCursor?.close()
    atCursor = null
  }

  function nudge(by: -1 | 1): boolean {
    const index = cursorDial()
    const dial = dials[index]
    const range = index < 0 ? null : places.getRange(index)
    if (dial === undefined || range === null) return false
    const now = Number(model.getValueInRange(range))
    turn(index, Math.min(dial.max, Math.max(dial.min, now + by * dial.step)))
    return true
  }
}

const AT_CURSOR = ' '
