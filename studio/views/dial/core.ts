/** The dial's words: the state in the core, how far off the last tap was, the bar's beats, and the corners. */

import type { ResponseMode } from '../../../runtime/score/beat.ts'
import type { Milliseconds, Ratio } from '../../../runtime/units.ts'
import { traceShape } from '../shapes.ts'
import { type Tokens, textToken } from '../tokens.ts'
import { earlyOrLate, meaningOf, type State } from '../words.ts'
import type { Face } from './geometry.ts'

type Pen = CanvasRenderingContext2D

/** Size of the word, as a share of the rim: the zones' names are set, `waiting` is longer. */
const WORD = 0.27
const LONG_WORD = 0.225

/** Strings are made when something is said anew, not in each frame. */
export interface CoreText {
  state: State
  /** How the band answered the last tap, where there was one. */
  mode: ResponseMode | null
  line: string
  habit: string
  sure: string
}

export function coreText(
  state: State,
  last: { readonly away: Milliseconds; readonly mode: ResponseMode | null } | null,
  bias: Milliseconds | null,
  confidence: Ratio | null,
): CoreText {
  const met = last !== null && last.mode !== null && isAnswer(state)
  return {
    state,
    mode: met ? last.mode : null,
    line: met ? earlyOrLate(last.away) : meaningOf(state),
    habit: bias === null ? '' : `your habit: ${earlyOrLate(bias)}`,
    sure: confidence === null ? '' : `confidence ${Math.round(confidence * 100)} %`,
  }
}

const isAnswer = (state: State): state is ResponseMode =>
  state === 'snap' || state === 'follow' || state === 'limit'

export function drawCore(
  pen: Pen,
  face: Face,
  tokens: Tokens,
  text: CoreText,
  beatsInBar: number,
  beatNumber: number,
): void {
  const { x, y, radius } = face
  pen.textAlign = 'center'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = isAnswer(text.state) ? tokens[textToken(text.state)] : tokens.ink
  const size = radius * (text.state.length > 5 && !isAnswer(text.state) ? LONG_WORD : WORD)
  pen.font = `750 ${size}px ${tokens.sans}`
  pen.fillText(text.state, x, y + radius * 0.07, radius * 0.88)

  pen.font = `500 ${radius * 0.095}px ${tokens.sans}`
  pen.fillStyle = text.mode === null ? tokens.soft : tokens.ink
  pen.fillText(text.line, x, y + radius * 0.225, radius * 0.8)

  drawPips(pen, face, tokens, beatsInBar, beatNumber)
}

/** Above the word, one pip a beat of the bar. */
function drawPips(pen: Pen, face: Face, tokens: Tokens, beats: number, beat: number): void {
  if (beats < 1 || beats > 12) return
  const gap = face.radius * (beats > 6 ? 0.075 : 0.11)
  const size = gap * 0.3
  const y = face.y - face.radius * 0.275
  for (let i = 0; i < beats; i++) {
    const x = face.x + (i - (beats - 1) / 2) * gap
    const on = i + 1 === beat
    pen.beginPath()
    pen.arc(x, y, on ? size * 1.15 : size * 0.8, 0, 2 * Math.PI)
    pen.fillStyle = on ? (i === 0 ? tokens.accent : tokens.ink) : tokens.line
    pen.fill()
  }
}

/** Early and late in the upper corners, the habit and the confidence in the lower ones. */
export function drawCorners(pen: Pen, face: Face, tokens: Tokens, text: CoreText): void {
  const { x, y, radius } = face
  const size = Math.max(12, radius * 0.1)
  // The face stands in the middle of its canvas.
  const furthest = x - size * 0.3
  const out = Math.min(furthest, radius * 1.18)
  const top = Math.max(size, y - radius * 1.02)
  const bottom = y + Math.min(y - size * 0.4, radius * 1.15)
  pen.textBaseline = 'alphabetic'
  pen.font = `650 ${size}px ${tokens.sans}`
  pen.fillStyle = tokens.ink
  pen.textAlign = 'left'
  pen.fillText('◂ early', x - out, top)
  pen.textAlign = 'right'
  pen.fillText('late ▸', x + out, top)

  const small = Math.max(11, radius * 0.075)
  pen.font = `500 ${small}px ${tokens.sans}`
  pen.fillStyle = tokens.soft
  // The rim's lowest word stands between the two: beside a small dial they reach as far out as letters of 11 px need.
  const middle = Math.max(20, radius * 0.144)
  const end = Math.min(furthest, Math.max(out, 115))
  pen.fillText(text.sure, x + end, bottom, end - middle)
  if (text.habit === '') return
  const mark = small * 1.1
  const start = Math.min(furthest, Math.max(out, 165))
  pen.textAlign = 'left'
  pen.fillText(text.habit, x - start + mark, bottom, start - mark - middle)
  pen.fillStyle = tokens.accent
  pen.beginPath()
  traceShape(pen, 'limit', x - start + small * 0.4, bottom - small * 0.32, small * 0.32)
  pen.fill()
}
