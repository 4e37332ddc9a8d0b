/**
 * Where things stand on the dial. One turn is one beat: the beat is at the top, early to its left, late to its right,
 * the "and" at the bottom. So the hand, the zones and the player's taps share one scale, in milliseconds.
 *
 *                beat
 *          ╭──limit─┬─limit──╮
 *       follow    snap    follow       rim    1
 *         │   ·  · ● ·        │        field  where taps fall; a tap sinks inwards as it ages
 *         │     ╲ │ ╱         │        lens   from where the player is to where the band goes
 *         │    (word)         │        core
 *         ╰──────and──────────╯
 */

import type { Milliseconds, Ratio, Seconds } from '../../../runtime/units.ts'

/** Radii, as shares of the rim's. */
export const RIM = 1
const FIELD_OUTER = 0.94
export const FIELD_INNER = 0.67
export const LENS_INNER = 0.515
export const CORE = 0.495

/** Beats until a tap has faded. */
export const FADES_AFTER = 16

const HALF_TURN = Math.PI

export interface Face {
  readonly x: number
  readonly y: number
  /** Of the rim, px. */
  readonly radius: number
}

/** The rest of the square is for the zones' names around the rim. */
const RIM_SHARE = 0.41
/** Where they are, as a share of the rim's radius. */
export const NAMES_AT = 1.085
/** A smaller dial has no room for words around it, px. */
export const LEAST_NAMED = 64
/** What the words above the rim take at the least: the beat's, and half of the snap zone's, px. */
const WORDS_ABOVE = 16

export function faceIn(width: number, height: number): Face {
  const half = Math.min(width, height) / 2
  const named = (half - WORDS_ABOVE) / NAMES_AT
  return {
    x: width / 2,
    y: height / 2,
    radius: Math.min(2 * RIM_SHARE * half, Math.max(named, LEAST_NAMED - 1)),
  }
}

/** Radians from the top, clockwise; what is half a beat away or more stands at the bottom. */
export function turnOf(deviation: Milliseconds, beat: Seconds): number {
  const turn = (deviation / (beat * 1000)) * 2 * HALF_TURN
  return turn > HALF_TURN ? HALF_TURN : turn < -HALF_TURN ? -HALF_TURN : turn
}

export const xOf = (face: Face, turn: number, radius: Ratio): number =>
  face.x + face.radius * radius * Math.sin(turn)

export const yOf = (face: Face, turn: number, radius: Ratio): number =>
  face.y - face.radius * radius * Math.cos(turn)

/** How far in a tap has sunk, and how much of it is left. */
export function radiusAtAge(age: number): Ratio {
  const share = age <= 0 ? 0 : age >= FADES_AFTER ? 1 : age / FADES_AFTER
  return FIELD_OUTER - (FIELD_OUTER - FIELD_INNER - 0.05) * share - 0.02
}

export function strengthAtAge(age: number): Ratio {
  if (age >= FADES_AFTER) return 0
  const left = 1 - (age <= 0 ? 0 : age) / FADES_AFTER
  return 0.08 + 0.92 * left * left
}
