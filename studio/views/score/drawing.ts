/** What of the score moves. HOT PATH: every frame; allocates nothing. */

import type { Seconds } from '../../../runtime/units.ts'
import type { Tokens } from '../tokens.ts'
import { beatLabel } from './beat-label.ts'
import type { Ground } from './ground.ts'
import type { Lanes } from './lanes.ts'
import type { BeatRing, NoteRing } from './past.ts'

type Pen = CanvasRenderingContext2D

/** Where a time lies across. */
export interface Place {
  readonly left: number
  readonly right: number
  readonly now: Seconds
  readonly nowX: number
  readonly perSecond: number
}

const xOfTime = ({ nowX, now, perSecond }: Place, time: Seconds): number => nowX + (time - now) * perSecond

/** A struck note glows for so long. */
const GLOW: Seconds = 0.16
/** Width of a stroke on a drum, px. */
const STROKE = 5

export function drawNotes(pen: Pen, tokens: Tokens, notes: NoteRing, lanes: Lanes, place: Place): void {
  const { left, right, now, perSecond } = place
  const { count } = notes
  pen.fillStyle = tokens.ink
  for (let back = 0; back < count; back++) {
    const x = xOfTime(place, notes.time(back))
    // Notes come in the order of their times, but for a feel's few milliseconds.
    if (x < left - 4 * perSecond) break
    drawNote(pen, tokens, notes, lanes, back, x, left, right, now, perSecond)
  }
  pen.globalAlpha = 1
}

function drawNote(
  pen: Pen,
  tokens: Tokens,
  notes: NoteRing,
  lanes: Lanes,
  back: number,
  x: number,
  left: number,
  right: number,
  now: Seconds,
  perSecond: number,
): void {
  const voice = lanes.at(notes.voice(back))
  const pitch = notes.pitch(back)
  const duration = notes.duration(back)
  if (voice === undefined || voice.height === 0) return
  const held = voice.rise > 0 && !Number.isNaN(pitch)
  const width = held ? Math.max(STROKE, duration * perSecond - 1.5) : STROKE
  if (x > right || x + width < left) return
  const velocity = notes.velocity(back)
  const since = now - notes.time(back)
  const sounds = since >= 0 && since < (held && duration > GLOW ? duration : GLOW)
  const strength = (since < 0 ? 0.35 : 1) * (0.3 + 0.6 * velocity) * (voice.muted ? 0.25 : 1)
  pen.globalAlpha = sounds && !voice.muted ? 1 : strength
  if (sounds) pen.fillStyle = tokens.accent
  if (held) {
    const height = Math.max(3, Math.min(10, voice.rise * 1.3))
    const y = voice.y - (pitch - voice.lowest) * voice.rise
    pen.fillRect(x, y - height / 2, width, height)
  } else {
    const height = Math.max(3, voice.height * (0.25 + 0.55 * velocity))
    const glow = sounds ? (1 - since / GLOW) * 3 : 0
    pen.fillRect(x - STROKE / 2 - glow / 2, voice.y - height / 2 - glow / 2, STROKE + glow, height + glow)
  }
  if (sounds) pen.fillStyle = tokens.ink
}

/** Bar and beat lines, also those to come at the present tempo. */
export function drawBeats(pen: Pen, ground: Ground, tokens: Tokens, beats: BeatRing, place: Place): void {
  const { top, player } = ground
  const bottom = player.top + player.height
  pen.lineWidth = 1
  pen.strokeStyle = tokens.soft
  pen.fillStyle = tokens.soft
  pen.font = `500 ${ground.label - 2}px ${tokens.sans}`
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  for (let back = 0; back < beats.count; back++) {
    const beat = beats.at(back)
    if (beat === undefined) break
    const x = xOfTime(place, beat.time)
    if (x < place.left - 1) break
    if (x > place.right) continue
    line(pen, x, top, bottom, beat.beatNumber === 1 ? 0.55 : 0.2)
    const label = beatLabel(beat, beats.at(back + 1))
    if (label !== null) pen.fillText(label, x + 4, top - 4)
  }
  const last = beats.at(0)
  if (last === undefined) return
  for (let i = 1; i < 12; i++) {
    const x = xOfTime(place, last.time + i * last.length)
    if (x > place.right) break
    line(pen, x, top, bottom, 0.1)
  }
  pen.globalAlpha = 1
}

function line(pen: Pen, x: number, top: number, bottom: number, strength: number): void {
  const at = Math.round(x) + 0.5
  pen.globalAlpha = strength
  pen.beginPath()
  pen.moveTo(at, top)
  pen.lineTo(at, bottom)
  pen.stroke()
  pen.globalAlpha = 1
}

/** A section's name stands where it begins, and stays at the edge while it lasts. */
export function drawSections(pen: Pen, ground: Ground, tokens: Tokens, beats: BeatRing, place: Place): void {
  pen.font = `650 ${ground.label}px ${tokens.sans}`
  pen.fillStyle = tokens.ink
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  let free = place.right
  for (let back = 0; back < beats.count; back++) {
    const beat = beats.at(back)
    const before = beats.at(back + 1)
    if (beat === undefined) break
    const begins = before === undefined || before.section !== beat.section
    if (!begins) continue
    const x = xOfTime(place, beat.time)
    if (x > place.right) continue
    const width = pen.measureText(beat.section).width
    const at = Math.max(x + 4, place.left + 4)
    if (at + width < free) pen.fillText(beat.section, at, ground.top - ground.label - 5)
    free = x - 8
    if (x < place.left) break
  }
}
