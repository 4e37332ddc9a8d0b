/**
 * The player's lane: each onset at its time, as far below or above the middle as it was early or late (late is up, as
 * in the report), with a line to the beat that it met.
 * HOT PATH: every frame; allocates nothing.
 */

import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { ZoneView } from '../../protocol.ts'
import { traceShape } from '../shapes.ts'
import type { Tokens } from '../tokens.ts'
import type { TapRing } from './past.ts'

type Pen = CanvasRenderingContext2D

export interface PlayerLane {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly height: number
}

/** What the lane reaches to where no zones are known. */
const REACH: Milliseconds = 120
/** Of the lane's half height: a dot at the limit stays inside. */
const USED = 0.82

export function reachOf(zones: ZoneView | null): Milliseconds {
  // Half again as far as the follow zone: what lies further out is clamped, and the inner zones stay readable.
  return zones === null ? REACH : Math.min(zones.limit, 1.5 * zones.follow)
}

function yOfDeviation(lane: PlayerLane, deviation: Milliseconds, reach: Milliseconds): number {
  const share = Math.max(-1, Math.min(1, deviation / reach))
  return lane.top + lane.height / 2 - (share * USED * lane.height) / 2
}

export function drawPlayerGround(
  pen: Pen,
  lane: PlayerLane,
  tokens: Tokens,
  zones: ZoneView | null,
  centre: Milliseconds,
): void {
  const { left, right, top, height } = lane
  const reach = reachOf(zones)
  if (zones !== null) {
    strip(pen, lane, tokens.limit, 0.07, top, top + height)
    const follow = zones.follow
    strip(
      pen,
      lane,
      tokens.follow,
      0.1,
      yOfDeviation(lane, centre + follow, reach),
      yOfDeviation(lane, centre - follow, reach),
    )
    strip(
      pen,
      lane,
      tokens.snap,
      0.2,
      yOfDeviation(lane, centre + zones.snap, reach),
      yOfDeviation(lane, centre - zones.snap, reach),
    )
  } else strip(pen, lane, tokens.raised, 1, top, top + height)
  pen.strokeStyle = tokens.ink
  pen.globalAlpha = 0.5
  pen.lineWidth = 1
  pen.beginPath()
  pen.moveTo(left, Math.round(top + height / 2) + 0.5)
  pen.lineTo(right, Math.round(top + height / 2) + 0.5)
  pen.stroke()
  pen.globalAlpha = 1
}

function strip(
  pen: Pen,
  lane: PlayerLane,
  colour: string,
  strength: number,
  top: number,
  bottom: number,
): void {
  pen.globalAlpha = strength
  pen.fillStyle = colour
  pen.fillRect(lane.left, top, lane.right - lane.left, bottom - top)
  pen.globalAlpha = 1
}

export function drawTapsOnLane(
  pen: Pen,
  lane: PlayerLane,
  tokens: Tokens,
  taps: TapRing,
  reach: Milliseconds,
  nowX: number,
  now: Seconds,
  perSecond: number,
): void {
  const size = Math.max(3.2, Math.min(7, lane.height * 0.07))
  const middle = lane.top + lane.height / 2
  for (let back = 0; back < taps.count; back++) {
    const x = nowX + (taps.time(back) - now) * perSecond
    if (x < lane.left - 10) break
    const mode = taps.mode(back)
    const deviation = taps.deviation(back)
    const y = mode === null ? middle : yOfDeviation(lane, deviation, reach)
    const colour = mode === null ? tokens.soft : tokens[mode]
    pen.strokeStyle = colour
    pen.lineWidth = 2
    const beatX = nowX + (taps.beatTime(back) - now) * perSecond
    if (!Number.isNaN(beatX)) {
      pen.beginPath()
      pen.moveTo(x, y)
      pen.lineTo(beatX, middle)
      pen.stroke()
    }
    pen.beginPath()
    traceShape(pen, mode, x, y, size * (0.75 + 0.4 * taps.velocity(back)))
    if (mode === null) {
      pen.stroke()
      continue
    }
    pen.fillStyle = colour
    pen.fill()
  }
}
