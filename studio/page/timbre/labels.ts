/** Where the names stand on the map of timbres: beside their dots, and not upon each other. */

import type { Place } from './places.ts'

/** In the map's units, from the dot. */
export interface Label {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Letters of 8 units are on average so wide, of a plain sans. */
const LETTER = 4.6
const DOT = 6
const RIGHT: Label = { x: 8, y: 3.5, anchor: 'start' }
const LEFT: Label = { x: -8, y: 3.5, anchor: 'end' }
const ABOVE: Label = { x: 0, y: -9, anchor: 'middle' }
const BELOW: Label = { x: 0, y: 15, anchor: 'middle' }

/**
 * @param half from the map's middle to its edge
 * @param dots in the map's units, y downwards
 */
export function labelsOf(
  dots: readonly (Place & { readonly name: string })[],
  half: number,
): readonly Label[] {
  const taken: Box[] = dots.map(({ x, y }) => ({
    left: x - DOT,
    right: x + DOT,
    top: y - DOT,
    bottom: y + DOT,
  }))
  return dots.map((dot) => {
    // Towards the middle first, where there is room.
    const wanted = dot.x > 0.2 * half ? [LEFT, ABOVE, BELOW, RIGHT] : [RIGHT, ABOVE, BELOW, LEFT]
    const free = wanted.find((label) => {
      const box = boxOf(dot, label)
      return box.left > -half && box.right < half && !taken.some((other) => meet(box, other))
    })
    const label = free ?? wanted[0] ?? RIGHT
    taken.push(boxOf(dot, label))
    return label
  })
}

function boxOf({ x, y, name }: Place & { readonly name: string }, label: Label): Box {
  const width = LETTER * name.length
  const left = x + label.x - width * { start: 0, middle: 0.5, end: 1 }[label.anchor]
  return { left, right: left + width, top: y + label.y - 7, bottom: y + label.y + 2 }
}

const meet = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
