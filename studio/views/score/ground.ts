/** What of the score stands still: the lanes with their names, and the player's zones. */

import type { Milliseconds } from '../../../runtime/units.ts'
import type { ZoneView } from '../../protocol.ts'
import type { Tokens } from '../tokens.ts'
import { LANE_GAP, type Lane } from './lanes.ts'
import { drawPlayerGround, type PlayerLane } from './player-lane.ts'

type Pen = CanvasRenderingContext2D

export interface Ground {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Size of the names, px. */
  readonly label: number
  readonly player: PlayerLane
}

/** px */
const SMALLEST_NAME = 9
/** A row must be so high for its name to be written. */
const READABLE_ROW = 13

export function drawGround(
  pen: Pen,
  ground: Ground,
  tokens: Tokens,
  lanes: readonly Lane[],
  zones: ZoneView | null,
  centre: Milliseconds,
): void {
  const { left, right, player, label } = ground
  const narrow = left < 60
  pen.textBaseline = 'middle'
  let written = Number.NEGATIVE_INFINITY
  for (const lane of lanes) {
    pen.fillStyle = tokens.card
    pen.fillRect(left, lane.top, right - left, lane.height)
    rows(pen, ground, tokens, lane)
    pen.globalAlpha = lane.muted ? 0.5 : 1
    pen.fillStyle = tokens.ink
    pen.textAlign = 'left'
    const size = Math.max(SMALLEST_NAME, Math.min(narrow ? 11 : label, lane.height + LANE_GAP))
    const y = lane.top + Math.min(label * 0.85, lane.height / 2)
    pen.font = `650 ${size}px ${tokens.sans}`
    // Of a band that is larger than the score every second or third is named: one name on another says nothing.
    if (y - written >= SMALLEST_NAME) {
      pen.fillText(fitting(pen, lane.name, left - 8), narrow ? 2 : 6, y)
      written = y
    }
    pen.globalAlpha = 1
  }
  drawPlayerGround(pen, player, tokens, zones, centre)
  const middle = player.top + player.height / 2
  pen.textAlign = 'left'
  pen.fillStyle = tokens.ink
  pen.font = `650 ${narrow ? 11 : label}px ${tokens.sans}`
  pen.fillText('you', narrow ? 2 : 6, middle, left - 8)
  pen.font = `500 ${label - 2}px ${tokens.sans}`
  pen.fillStyle = tokens.soft
  pen.textAlign = 'right'
  pen.fillText('late', left - 6, player.top + 9)
  pen.fillText('early', left - 6, player.top + player.height - 9)
}

/** As much of a name as there is room for. */
function fitting(pen: Pen, name: string, room: number): string {
  let shown = name
  while (shown.length > 1 && pen.measureText(shown).width > room) shown = `${shown.slice(0, -2)}…`
  return shown
}

/** Between a drummer's rows and on the Cs of a roll a faint line; names where they can be read. */
function rows(pen: Pen, { left, right, label }: Ground, tokens: Tokens, lane: Lane): void {
  const { roll, height, top } = lane
  const gap = height / Math.max(1, lane.rows.length)
  const readable = gap >= READABLE_ROW && left >= 60
  pen.font = `500 ${label - 2}px ${tokens.sans}`
  pen.textAlign = 'right'
  pen.strokeStyle = tokens.line
  pen.lineWidth = 1
  lane.rows.forEach(({ name, y }, i) => {
    if (roll || i > 0) {
      const line = Math.round(roll ? y : top + gap * i) + 0.5
      pen.globalAlpha = 0.6
      pen.beginPath()
      pen.moveTo(left, line)
      pen.lineTo(right, line)
      pen.stroke()
      pen.globalAlpha = 1
    }
    // A roll's own name stands in its upper corner.
    if (!readable || (roll && y < top + label * 1.6 && left < label * 6)) return
    pen.fillStyle = tokens.soft
    pen.fillText(name, left - 6, y)
  })
}
