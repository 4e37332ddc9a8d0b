/** What of the dial stands still between two beats: the zones to scale, their names, and the lens of the correction. */

import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { ZoneView } from '../../protocol.ts'
import { faded, type Tokens } from '../tokens.ts'
import { pullOf, zoneAt } from '../zones.ts'
import {
  CORE,
  type Face,
  FIELD_INNER,
  LEAST_NAMED,
  LENS_INNER,
  NAMES_AT,
  RIM,
  turnOf,
  xOf,
  yOf,
} from './geometry.ts'

type Pen = CanvasRenderingContext2D

export interface FaceSettings {
  readonly zones: ZoneView | null
  /** What one turn is. */
  readonly turn: Seconds
  /** Where the zones are centred: the player's habit where the band allows for it. */
  readonly centre: Milliseconds
}

/** Canvas angles begin at three o'clock. */
const TOP = -Math.PI / 2

export function drawFace(pen: Pen, face: Face, tokens: Tokens, settings: FaceSettings): void {
  plate(pen, face, tokens)
  const { zones } = settings
  if (zones === null) {
    names(pen, face, tokens, [])
    return
  }
  const { turn, centre } = settings
  const edge = (ms: Milliseconds): number => turnOf(ms, turn)
  const middle = turnOf(centre, turn)
  const reach = Math.min(Math.PI, edge(zones.limit))
  const follow = Math.min(reach, edge(zones.follow))
  const snap = Math.min(follow, edge(zones.snap))

  sector(pen, face, tokens.limit, 0.13, middle - reach, middle - follow)
  sector(pen, face, tokens.limit, 0.13, middle + follow, middle + reach)
  sector(pen, face, tokens.follow, 0.16, middle - follow, middle - snap)
  sector(pen, face, tokens.follow, 0.16, middle + snap, middle + follow)
  sector(pen, face, tokens.snap, 0.3, middle - snap, middle + snap)
  for (const side of [-1, 1]) {
    border(pen, face, tokens.snap, middle + side * snap)
    border(pen, face, tokens.follow, middle + side * follow)
    border(pen, face, tokens.limit, middle + side * reach)
  }
  lens(pen, face, tokens, settings, zones)
  names(pen, face, tokens, [
    { text: 'snap', colour: tokens['snap-text'], turn: middle },
    { text: 'follow', colour: tokens['follow-text'], turn: middle - (snap + follow) / 2 },
    { text: 'follow', colour: tokens['follow-text'], turn: middle + (snap + follow) / 2 },
    { text: 'limit', colour: tokens['limit-text'], turn: middle - (follow + reach) / 2 },
    { text: 'limit', colour: tokens['limit-text'], turn: middle + (follow + reach) / 2 },
    ...[-1, 1].flatMap((side) => [
      { text: figure(zones.snap), colour: tokens.soft, turn: middle + side * snap },
      { text: figure(zones.follow), colour: tokens.soft, turn: middle + side * follow },
      {
        text: side > 0 ? `${figure(zones.limit)} ms` : figure(zones.limit),
        colour: tokens.soft,
        turn: middle + side * reach,
      },
    ]),
  ])
}

const figure = (ms: Milliseconds): string => String(Math.round(ms))

function plate(pen: Pen, face: Face, tokens: Tokens): void {
  const { x, y, radius } = face
  pen.fillStyle = tokens.card
  disc(pen, x, y, radius)
  pen.strokeStyle = tokens.line
  pen.lineWidth = Math.max(1, radius * 0.008)
  for (const ring of [RIM, FIELD_INNER]) {
    pen.beginPath()
    pen.arc(x, y, radius * ring, 0, 2 * Math.PI)
    pen.stroke()
  }
  pen.fillStyle = tokens.paper
  disc(pen, x, y, radius * CORE)
}

function disc(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.fill()
}

/** A zone glows from its rim inwards. */
function sector(pen: Pen, face: Face, colour: string, strength: number, from: number, to: number): void {
  const { x, y, radius } = face
  const glow = pen.createRadialGradient(x, y, radius * FIELD_INNER, x, y, radius * RIM)
  glow.addColorStop(0, faded(colour, strength * 0.55))
  glow.addColorStop(1, faded(colour, strength * 1.7))
  pen.fillStyle = glow
  pen.beginPath()
  pen.arc(x, y, radius * RIM, TOP + from, TOP + to)
  pen.arc(x, y, radius * FIELD_INNER, TOP + to, TOP + from, true)
  pen.closePath()
  pen.fill()
}

function border(pen: Pen, face: Face, colour: string, turn: number): void {
  pen.globalAlpha = 0.75
  pen.strokeStyle = colour
  pen.lineWidth = Math.max(1, face.radius * 0.006)
  pen.beginPath()
  pen.moveTo(xOf(face, turn, FIELD_INNER), yOf(face, turn, FIELD_INNER))
  pen.lineTo(xOf(face, turn, RIM + 0.025), yOf(face, turn, RIM + 0.025))
  pen.stroke()
  pen.globalAlpha = 1
}

/** Between two strings of the lens, and how many there are on a side at most. */
const STRING_GAP: Milliseconds = 8
const MOST_STRINGS = 60

/**
 * The correction curve, bent round: each string leads from where the player is (outside) to where the band goes for
 * it (inside). Strings of the snap zone meet on the beat; further out they lean further with the player.
 */
function lens(pen: Pen, face: Face, tokens: Tokens, settings: FaceSettings, zones: ZoneView): void {
  const { turn, centre } = settings
  const furthest = Math.min(zones.limit, turn * 500)
  const gap = Math.max(STRING_GAP, furthest / MOST_STRINGS)
  pen.lineWidth = Math.max(0.75, face.radius * 0.005)
  pen.globalAlpha = 0.6
  for (let side = -1; side <= 1; side += 2) {
    for (let ms = gap / 2; ms <= furthest; ms += gap) {
      const away = side * ms
      pen.strokeStyle = tokens[zoneAt(away, zones)]
      pen.beginPath()
      tracePull(pen, face, turnOf(centre + away, turn), turnOf(pullOf(away, zones), turn))
      pen.stroke()
    }
  }
  pen.globalAlpha = 1
}

/** From the player's place at the field to the band's at the core, leaving and arriving straight. */
export function tracePull(pen: Pen, face: Face, from: number, to: number): void {
  const bend = (FIELD_INNER + LENS_INNER) / 2
  pen.moveTo(xOf(face, from, FIELD_INNER), yOf(face, from, FIELD_INNER))
  pen.bezierCurveTo(
    xOf(face, from, bend),
    yOf(face, from, bend),
    xOf(face, to, bend),
    yOf(face, to, bend),
    xOf(face, to, LENS_INNER),
    yOf(face, to, LENS_INNER),
  )
}

interface Name {
  readonly text: string
  readonly colour: string
  readonly turn: number
}

/** Names lie along the rim. A later one that would touch an earlier one is left out. */
function names(pen: Pen, face: Face, tokens: Tokens, wanted: readonly Name[]): void {
  if (face.radius < LEAST_NAMED) return
  const size = Math.max(10, face.radius * 0.072)
  pen.font = `600 ${size}px ${tokens.sans}`
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillStyle = tokens.ink
  pen.fillText('beat', face.x, Math.min(yOf(face, 0, BEAT_AT), yOf(face, 0, NAMES_AT) - size))
  const taken: { turn: number; half: number }[] = []
  const everything: readonly Name[] = [...wanted, { text: 'and', colour: tokens.soft, turn: Math.PI }]
  for (const { text, colour, turn } of everything) {
    const half = (pen.measureText(text).width / 2 + size * 0.25) / (face.radius * NAMES_AT)
    if (taken.some((other) => turnsApart(other.turn, turn) < other.half + half)) continue
    taken.push({ turn, half })
    pen.fillStyle = colour
    along(pen, face, text, turn)
  }
}

const BEAT_AT = 1.175

function turnsApart(a: number, b: number): number {
  const apart = Math.abs(a - b) % (2 * Math.PI)
  return apart > Math.PI ? 2 * Math.PI - apart : apart
}

/** Letter by letter, upright towards the rim; in the lower half turned round so that nothing stands on its head. */
function along(pen: Pen, face: Face, text: string, turn: number): void {
  const below = Math.cos(turn) < 0
  const total = pen.measureText(text).width
  const perPixel = (below ? -1 : 1) / (face.radius * NAMES_AT)
  let done = 0
  for (const letter of text) {
    const width = pen.measureText(letter).width
    const at = turn + (done + width / 2 - total / 2) * perPixel
    pen.save()
    pen.translate(xOf(face, at, NAMES_AT), yOf(face, at, NAMES_AT))
    pen.rotate(below ? at + Math.PI : at)
    pen.fillText(letter, 0, 0)
    pen.restore()
    done += width
  }
}
