/**
 * What the band plays, running past a line that is now: a lane for each member, the player's onsets below, bars, beats
 * and sections above.
 */

import type { Milliseconds } from '../../runtime/units.ts'
import type { BandView, BeatMark, NoteMark, TapMark, ZoneView } from '../protocol.ts'
import { createDescription } from './description.ts'
import { type Clock, createPlayhead } from './playhead.ts'
import { drawBeats, drawNotes, drawSections } from './score/drawing.ts'
import { fieldLeft, labelIn, NOW_AT, nowOnPage, spanOf, topIn } from './score/geometry.ts'
import { drawGround, type Ground } from './score/ground.ts'
import { createLanes, type Lane } from './score/lanes.ts'
import { createBeatRing, createNoteRing, createTapRing } from './score/past.ts'
import { drawTapsOnLane, reachOf } from './score/player-lane.ts'
import { soundOr } from './sound.ts'
import { createLayer, createSurface, type Surface } from './surface.ts'
import { earlyOrLate } from './words.ts'
import { sameZones } from './zones.ts'

export interface ScrollingScore {
  update(view: BandView): void
  beats(beats: readonly BeatMark[]): void
  notes(notes: readonly NoteMark[]): void
  tap(tap: TapMark): void
  /** Another session begins. */
  clear(): void
  destroy(): void
}

export interface ScrollingScoreOptions {
  readonly clock?: Clock
}

export function createScrollingScore(host: HTMLElement, options: ScrollingScoreOptions = {}): ScrollingScore {
  const playhead = createPlayhead(options.clock)
  const notes = createNoteRing()
  const beats = createBeatRing()
  const taps = createTapRing()
  const lanes = createLanes()
  const surface = createSurface(host, { draw })
  const layer = createLayer()
  const description = createDescription(surface.canvas, options.clock)
  let view: BandView | null = null
  let drawnVersion = -1
  let drawnChanges = -1
  let laid: readonly Lane[] = []
  let ground: Ground = groundIn(0, 0)
  let centre: Milliseconds = 0
  let zones: ZoneView | null = null
  /** Counts up with each change of what stands still. */
  let settings = 0
  description.say('Score. Nothing plays.')

  return {
    update,
    beats(told) {
      for (const beat of told) beats.add(beat)
      surface.invalidate()
    },
    notes(told) {
      for (const note of told) notes.add(note, lanes.voice(note.member, note.voice, note.pitch))
      surface.invalidate()
    },
    tap(tap) {
      const met = tap.n === null ? undefined : beats.timeOf(tap.n)
      const inferred = tap.deviation === null ? Number.NaN : tap.time - tap.deviation / 1000
      taps.add(tap, met ?? inferred)
      surface.invalidate()
    },
    clear() {
      notes.clear()
      lanes.clear()
      beats.clear()
      taps.clear()
      surface.invalidate()
    },
    destroy: surface.destroy,
  }

  function update(next: BandView): void {
    const began = view?.playing !== next.playing
    view = next
    const moving = next.playing && !next.paused && !next.waiting
    playhead.report(next.now, moving)
    lanes.members(next.members)
    const middle = soundOr(next.bias, -1000, 1000, 0)
    if (!sameZones(next.zones, zones) || Math.abs(middle - centre) >= 1) {
      zones = next.zones
      centre = middle
      settings += 1
    }
    if (began) description.say(described())
    else description.offer(described)
    surface.invalidate()
  }

  function groundIn(width: number, height: number): Ground {
    const left = fieldLeft(width, height)
    const player = Math.max(56, Math.min(150, height * 0.24))
    return {
      left,
      right: width,
      top: topIn(height),
      bottom: height - player - 8,
      label: labelIn(height),
      player: { left, right: width, top: height - player, height: player },
    }
  }

  function draw(to: Surface): boolean {
    const { pen, tokens, width, height } = to
    if (drawnVersion !== to.version || drawnChanges !== lanes.changes) {
      drawnVersion = to.version
      drawnChanges = lanes.changes
      ground = groundIn(width, height)
      laid = lanes.layOut(ground.top, ground.bottom)
      settings += 1
    }
    const now = playhead.now()
    const { left } = ground
    const span = spanOf(width - left)
    const perSecond = (width - left) / span
    const nowX = left + (width - left) * (to.still ? nowOnPage(now, span) : NOW_AT)
    const place = { left, right: width, now, nowX, perSecond }
    pen.clearRect(0, 0, width, height)
    layer.show(to, settings, (onto) => drawGround(onto, ground, tokens, laid, zones, centre))
    pen.save()
    pen.beginPath()
    pen.rect(left, 0, width - left, height)
    pen.clip()
    drawBeats(pen, ground, tokens, beats, place)
    drawNotes(pen, tokens, notes, lanes, place)
    drawTapsOnLane(pen, ground.player, tokens, taps, reachOf(zones), nowX, now, perSecond)
    drawSections(pen, ground, tokens, beats, place)
    if (notes.count === 0) drawHint()
    drawNow()
    pen.restore()
    return view?.playing === true && !view.paused && !view.waiting && !to.still

    /** Before anything was played. */
    function drawHint(): void {
      pen.font = `500 ${ground.label}px ${tokens.sans}`
      pen.fillStyle = tokens.soft
      pen.textAlign = 'center'
      pen.textBaseline = 'middle'
      const middle = left + ((width - left) * NOW_AT) / 2
      pen.fillText('what the band plays runs by here', middle, (ground.top + ground.bottom) / 2)
      pen.fillText('and here what you play', middle, ground.player.top + ground.player.height * 0.25)
    }

    function drawNow(): void {
      pen.strokeStyle = tokens.accent
      pen.lineWidth = 2
      pen.beginPath()
      pen.moveTo(nowX, ground.top - 6)
      pen.lineTo(nowX, height)
      pen.stroke()
      pen.fillStyle = tokens.accent
      pen.beginPath()
      pen.moveTo(nowX - 6, ground.top - 12)
      pen.lineTo(nowX + 6, ground.top - 12)
      pen.lineTo(nowX, ground.top - 3)
      pen.fill()
    }
  }

  function described(): string {
    if (view === null || !view.playing) return 'Score. Nothing plays.'
    const members = view.members.filter(({ muted }) => !muted).map(({ name }) => name)
    const place = view.beat === null ? '' : ` Bar ${view.beat.measure}, section ${view.section}.`
    const last = taps.count > 0 ? taps.deviation(0) : Number.NaN
    const tap = !Number.isNaN(last) ? ` Last tap ${earlyOrLate(last)}.` : ''
    return `Score of ${members.join(', ')}.${place}${tap}`
  }
}
