/**
 * What moves on the dial. HOT PATH: every frame while the band plays; allocates nothing.
 */

import type { Milliseconds, Ratio, Seconds } from '../../../runtime/units.ts'
import type { ZoneView } from '../../protocol.ts'
import { traceShape } from '../shapes.ts'
import type { Tokens } from '../tokens.ts'
import { pullOf } from '../zones.ts'
import { tracePull } from './face.ts'
import {
  FADES_AFTER,
  type Face,
  FIELD_INNER,
  LENS_INNER,
  RIM,
  radiusAtAge,
  strengthAtAge,
  turnOf,
  xOf,
  yOf,
} from './geometry.ts'
import type { Taps } from './taps.ts'

type Pen = CanvasRenderingContext2D

const TOP = -Math.PI / 2
const TURN = 2 * Math.PI
/** Below this the band holds its tempo and follows nobody (runtime/follow/confidence.ts). */
const COASTS_BELOW: Ratio = 0.3

export interface Moment {
  readonly now: Seconds
  /** Of the beat that sounds. */
  readonly beatTime: Seconds
  readonly beat: Seconds
  /** What one turn is: a usual beat. */
  readonly turn: Seconds
  readonly downbeat: boolean
  readonly playing: boolean
  readonly confidence: Ratio
  readonly centre: Milliseconds
  readonly zones: ZoneView | null
}

/** The rim carries the band's confidence: broad and bright when it is sure, thin and broken when it plays on alone. */
export function drawRim(pen: Pen, face: Face, tokens: Tokens, moment: Moment, dash: readonly number[]): void {
  const { zones, turn, centre, confidence, playing } = moment
  const sure = playing ? confidence : 0.5
  const width = face.radius * (0.012 + 0.045 * sure)
  pen.lineWidth = width
  pen.globalAlpha = playing ? 0.3 + 0.7 * sure : 0.45
  if (playing && confidence < COASTS_BELOW) pen.setLineDash(dash)
  if (zones !== null) {
    const middle = turnOf(centre, turn)
    const reach = turnOf(zones.limit, turn)
    const follow = Math.min(reach, turnOf(zones.follow, turn))
    const snap = Math.min(follow, turnOf(zones.snap, turn))
    arc(pen, face, tokens.limit, middle - reach, middle - follow)
    arc(pen, face, tokens.limit, middle + follow, middle + reach)
    arc(pen, face, tokens.follow, middle - follow, middle - snap)
    arc(pen, face, tokens.follow, middle + snap, middle + follow)
    arc(pen, face, tokens.snap, middle - snap, middle + snap)
  }
  pen.setLineDash(NO_DASH)
  pen.globalAlpha = 1
}

const NO_DASH: number[] = []

function arc(pen: Pen, face: Face, colour: string, from: number, to: number): void {
  pen.strokeStyle = colour
  pen.beginPath()
  pen.arc(face.x, face.y, face.radius * RIM, TOP + from, TOP + to)
  pen.stroke()
}

/** The beat at the top, as in the founding picture: |●|. It flashes when it sounds. */
export function drawBeat(pen: Pen, face: Face, tokens: Tokens, moment: Moment, still: boolean): void {
  const phase = (moment.now - moment.beatTime) / moment.beat
  const flash = !moment.playing || still || phase < 0 || phase > 1 ? 0 : (1 - phase) ** 3
  pen.strokeStyle = tokens.ink
  pen.lineWidth = Math.max(1.5, face.radius * 0.014)
  pen.beginPath()
  pen.moveTo(face.x, yOf(face, 0, FIELD_INNER))
  pen.lineTo(face.x, yOf(face, 0, RIM + 0.03))
  pen.stroke()
  if (flash <= 0) return
  pen.strokeStyle = moment.downbeat ? tokens.accent : tokens.ink
  pen.globalAlpha = 0.8 * flash
  pen.lineWidth = face.radius * (moment.downbeat ? 0.05 : 0.03) * flash
  pen.beginPath()
  pen.arc(face.x, face.y, face.radius * (LENS_INNER - 0.02), 0, TURN)
  pen.stroke()
  pen.globalAlpha = 1
}

/** Pieces of the hand's trail, and how far back it reaches. */
const TRAIL = 22
const TRAIL_TURN = TURN * 0.2

/** The hand: once round a beat. Hit when it stands at the top. */
export function drawSweep(pen: Pen, face: Face, tokens: Tokens, moment: Moment): void {
  const phase = (moment.now - moment.beatTime) / moment.beat
  const turn = (phase - Math.floor(phase)) * TURN
  pen.strokeStyle = tokens.accent
  pen.lineWidth = face.radius * (FIELD_OUTER_EDGE - FIELD_INNER)
  const step = TRAIL_TURN / TRAIL
  for (let i = 0; i < TRAIL; i++) {
    const share = 1 - i / TRAIL
    pen.globalAlpha = 0.2 * share * share
    pen.beginPath()
    pen.arc(
      face.x,
      face.y,
      (face.radius * (FIELD_OUTER_EDGE + FIELD_INNER)) / 2,
      TOP + turn - (i + 1) * step,
      TOP + turn - i * step,
    )
    pen.stroke()
  }
  pen.globalAlpha = 1
  pen.lineWidth = Math.max(2, face.radius * 0.016)
  pen.lineCap = 'round'
  pen.beginPath()
  pen.moveTo(xOf(face, turn, FIELD_INNER), yOf(face, turn, FIELD_INNER))
  pen.lineTo(xOf(face, turn, RIM), yOf(face, turn, RIM))
  pen.stroke()
  pen.lineCap = 'butt'
}

const FIELD_OUTER_EDGE = 0.975

/** Taps sink inwards and fade; the line through them shows which way the player drifts. */
export function drawTaps(
  pen: Pen,
  face: Face,
  tokens: Tokens,
  moment: Moment,
  taps: Taps,
  still: boolean,
): void {
  const { count } = taps
  pen.lineWidth = Math.max(1, face.radius * 0.007)
  pen.strokeStyle = tokens.ink
  for (let back = 1; back < count; back++) {
    if (taps.mode(back) === null || taps.mode(back - 1) === null) continue
    const age = ageOf(taps, back, moment, still)
    if (age >= FADES_AFTER) break
    pen.globalAlpha = 0.35 * strengthAtAge(age)
    pen.beginPath()
    moveTo(pen, face, taps, back, moment, still)
    lineTo(pen, face, taps, back - 1, moment, still)
    pen.stroke()
  }
  for (let back = count - 1; back >= 0; back--) {
    const age = ageOf(taps, back, moment, still)
    if (age >= FADES_AFTER) continue
    const turn = turnOf(taps.away(back), moment.turn)
    const radius = radiusAtAge(age)
    const x = xOf(face, turn, radius)
    const y = yOf(face, turn, radius)
    const mode = taps.mode(back)
    const size = face.radius * (0.02 + 0.016 * taps.velocity(back)) * (back === 0 ? 1.25 : 1)
    pen.globalAlpha = strengthAtAge(age)
    pen.beginPath()
    traceShape(pen, mode, x, y, size)
    if (mode === null) {
      pen.strokeStyle = tokens.soft
      pen.stroke()
      continue
    }
    // A rim of the ground's colour keeps dots apart that lie on each other.
    pen.strokeStyle = tokens.card
    pen.lineWidth = face.radius * 0.014
    pen.stroke()
    pen.fillStyle = tokens[mode]
    pen.fill()
    if (back === 0 && !still) ripple(pen, face, tokens[mode], x, y, moment.now - taps.time(0))
  }
  pen.globalAlpha = 1
}

function ageOf(taps: Taps, back: number, moment: Moment, still: boolean): number {
  const age = (moment.now - taps.time(back)) / moment.beat
  return still ? Math.floor(age) : age
}

function moveTo(pen: Pen, face: Face, taps: Taps, back: number, moment: Moment, still: boolean): void {
  const turn = turnOf(taps.away(back), moment.turn)
  const radius = radiusAtAge(ageOf(taps, back, moment, still))
  pen.moveTo(xOf(face, turn, radius), yOf(face, turn, radius))
}

function lineTo(pen: Pen, face: Face, taps: Taps, back: number, moment: Moment, still: boolean): void {
  const turn = turnOf(taps.away(back), moment.turn)
  const radius = radiusAtAge(ageOf(taps, back, moment, still))
  pen.lineTo(xOf(face, turn, radius), yOf(face, turn, radius))
}

const RIPPLE: Seconds = 0.35

function ripple(pen: Pen, face: Face, colour: string, x: number, y: number, since: Seconds): void {
  if (since < 0 || since > RIPPLE) return
  const share = since / RIPPLE
  pen.globalAlpha = (1 - share) ** 2
  pen.strokeStyle = colour
  pen.lineWidth = face.radius * 0.016
  pen.beginPath()
  pen.arc(x, y, face.radius * (0.04 + 0.12 * share), 0, TURN)
  pen.stroke()
}

/** How long the band takes to lean, to the eye. */
const LEANS_FOR: Seconds = 0.14

/** In beats after the tap: the string is out, the dot is home. */
const OUT_AT = 0.72
const HOME_AT = 0.9

/** The string of the last tap lights up, and the band's dot goes where it leads; with the next beat it is home again. */
export function drawLean(
  pen: Pen,
  face: Face,
  tokens: Tokens,
  moment: Moment,
  taps: Taps,
  still: boolean,
): void {
  const { zones, beat, centre, now } = moment
  const mode = taps.count > 0 ? taps.mode(0) : null
  const since = taps.count > 0 ? now - taps.time(0) : Number.POSITIVE_INFINITY
  let turn = 0
  if (moment.playing && zones !== null && mode !== null && since >= 0 && since < HOME_AT * beat) {
    const goes = mode === 'snap' ? 0 : turnOf(pullOf(taps.away(0) - centre, zones), moment.turn)
    const there = still ? 1 : Math.min(1, since / LEANS_FOR)
    // First the string goes out, then the dot goes home.
    const phase = since / beat
    turn = goes * there * (2 - there) * (still ? 1 : Math.min(1, (HOME_AT - phase) / 0.2))
    pen.globalAlpha = still ? 1 : Math.max(0, Math.min(1, (OUT_AT - phase) / 0.25))
    pen.strokeStyle = tokens[mode]
    pen.lineWidth = Math.max(2, face.radius * 0.02)
    pen.lineCap = 'round'
    const from = turnOf(taps.away(0), moment.turn)
    const tapped = radiusAtAge(ageOf(taps, 0, moment, still))
    pen.beginPath()
    pen.moveTo(xOf(face, from, tapped), yOf(face, from, tapped))
    pen.lineTo(xOf(face, from, FIELD_INNER), yOf(face, from, FIELD_INNER))
    tracePull(pen, face, from, goes)
    pen.stroke()
    pen.lineCap = 'butt'
    pen.globalAlpha = 1
  }
  const size = face.radius * 0.045
  pen.fillStyle = tokens.ink
  pen.strokeStyle = tokens.card
  pen.lineWidth = face.radius * 0.016
  pen.beginPath()
  pen.arc(xOf(face, turn, LENS_INNER + 0.015), yOf(face, turn, LENS_INNER + 0.015), size, 0, TURN)
  pen.stroke()
  pen.fill()
}

/** Where the player usually is: a notch that points from the field's inner edge outwards. */
export function drawHabit(pen: Pen, face: Face, tokens: Tokens, turn: number): void {
  const wide = 0.03
  pen.fillStyle = tokens.accent
  pen.beginPath()
  pen.moveTo(xOf(face, turn, FIELD_INNER + 0.055), yOf(face, turn, FIELD_INNER + 0.055))
  pen.lineTo(
    xOf(face, turn + wide / FIELD_INNER, FIELD_INNER - 0.01),
    yOf(face, turn + wide / FIELD_INNER, FIELD_INNER - 0.01),
  )
  pen.lineTo(
    xOf(face, turn - wide / FIELD_INNER, FIELD_INNER - 0.01),
    yOf(face, turn - wide / FIELD_INNER, FIELD_INNER - 0.01),
  )
  pen.closePath()
  pen.fill()
}
