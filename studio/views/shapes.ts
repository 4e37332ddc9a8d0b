/** A zone's shape beside its colour: snap is a disc, follow a diamond, limit a triangle, nothing near a ring. */

import type { ResponseMode } from '../../runtime/score/beat.ts'

/** Adds the shape to the present path, about as large to the eye whichever it is. */
export function traceShape(
  pen: CanvasRenderingContext2D,
  mode: ResponseMode | null,
  x: number,
  y: number,
  radius: number,
): void {
  switch (mode) {
    case 'follow': {
      const r = radius * 1.25
      pen.moveTo(x, y - r)
      pen.lineTo(x + r, y)
      pen.lineTo(x, y + r)
      pen.lineTo(x - r, y)
      pen.closePath()
      return
    }
    case 'limit': {
      const r = radius * 1.35
      pen.moveTo(x, y - r)
      pen.lineTo(x + 0.95 * r, y + 0.7 * r)
      pen.lineTo(x - 0.95 * r, y + 0.7 * r)
      pen.closePath()
      return
    }
    case 'snap':
    case null:
      pen.moveTo(x + radius, y)
      pen.arc(x, y, radius, 0, 2 * Math.PI)
  }
}
