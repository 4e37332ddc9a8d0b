/**
 * The founding picture, alive: snap, follow and limit around the beat, to scale; each tap where it was early or late;
 * how far the band leans for it; how sure it is.
 */

import type { ResponseMode } from '../../runtime/score/beat.ts'
import type { Milliseconds, Seconds } from '../../runtime/units.ts'
import type { BandView, TapMark } from '../protocol.ts'
import { createDescription } from './description.ts'
import { type CoreText, coreText, drawCore, drawCorners } from './dial/core.ts'
import { drawFace } from './dial/face.ts'
import { FADES_AFTER, type Face, faceIn, LEAST_NAMED, turnOf } from './dial/geometry.ts'
import { drawBeat, drawHabit, drawLean, drawRim, drawSweep, drawTaps, type Moment } from './dial/moving.ts'
import { createTaps } from './dial/taps.ts'
import { createUsualBeat } from './dial/usual-beat.ts'
import { type Clock, createPlayhead } from './playhead.ts'
import { soundOr } from './sound.ts'
import { createLayer, createSurface, type Surface } from './surface.ts'
import { earlyOrLate, meaningOf, stateOf, tempo } from './words.ts'
import { sameZones } from './zones.ts'

export interface ZoneDial {
  update(view: BandView): void
  /** The player's onset, once the band knows where it fell. */
  tap(tap: TapMark): void
  /** Forgets the taps: another session begins. */
  clear(): void
  destroy(): void
}

export interface ZoneDialOptions {
  readonly clock?: Clock
}

/** A player who has not played for so many beats is away. */
const AWAY_AFTER = 4
const NO_TEMPO: Seconds = 0.625
/** Beats that are shorter or longer are none. */
const SHORTEST: Seconds = 0.05
const LONGEST: Seconds = 30
/** A month, as in the log. */
const LONGEST_SESSION: Seconds = 2_678_400

type Changing<T> = { -readonly [K in keyof T]: T[K] }

export function createZoneDial(host: HTMLElement, options: ZoneDialOptions = {}): ZoneDial {
  const playhead = createPlayhead(options.clock)
  const taps = createTaps()
  const usual = createUsualBeat()
  const surface = createSurface(host, { draw })
  const layer = createLayer()
  const description = createDescription(surface.canvas, options.clock)
  let view: BandView | null = null
  let text: CoreText = coreText('ready', null, null, null)
  let face: Face = faceIn(0, 0)
  let dash: readonly number[] = []
  let drawnVersion = -1
  /** Counts up with each change of what stands still. */
  let settings = 0
  const moment: Changing<Moment> = {
    now: 0,
    beatTime: 0,
    beat: NO_TEMPO,
    turn: NO_TEMPO,
    downbeat: true,
    playing: false,
    confidence: 0,
    centre: 0,
    zones: null,
  }
  describe()

  return { update, tap, clear, destroy: surface.destroy }

  function update(next: BandView): void {
    const before = view
    view = next
    const moving = next.playing && !next.paused && !next.waiting
    playhead.report(next.now, moving)
    const changed =
      before === null ||
      before.playing !== next.playing ||
      before.paused !== next.paused ||
      before.waiting !== next.waiting ||
      before.beat?.n !== next.beat?.n ||
      !sameZones(before.zones, next.zones) ||
      before.bias !== next.bias
    if (changed) settle(next, moving)
    if (changed || (moving && !surface.still)) surface.invalidate()
    if (before?.playing !== next.playing) describe()
    else description.offer(described)
  }

  /** What changes with a beat or a state. */
  function settle(next: BandView, moving: boolean): void {
    const { beat } = next
    const length = soundOr(beat?.length ?? 60 / next.bpm, SHORTEST, LONGEST, NO_TEMPO)
    const centre = soundOr(next.bias, -1000, 1000, 0)
    const turn = beat === null ? length : usual.hear(beat.n, length, next.beatsInBar)
    if (turn !== moment.turn || centre !== moment.centre || !sameZones(next.zones, moment.zones))
      settings += 1
    moment.beat = length
    moment.turn = turn
    moment.beatTime = soundOr(beat?.time, -LONGEST_SESSION, LONGEST_SESSION, 0)
    moment.downbeat = beat?.beatNumber === 1
    moment.confidence = soundOr(beat?.confidence, 0, 1, 0)
    moment.playing = moving
    moment.centre = centre
    moment.zones = next.zones
    say()
  }

  function tap(mark: TapMark): void {
    const away = mark.deviation ?? inTurn(mark.time)
    taps.add(mark.time, away, mark.deviation === null ? null : mark.mode, soundOr(mark.velocity, 0, 1, 0.7))
    say()
    surface.invalidate()
  }

  /** Where the hand stood when a tap came that met no beat. */
  function inTurn(time: Seconds): Milliseconds {
    const phase = (time - moment.beatTime) / moment.beat
    return (phase - Math.round(phase)) * moment.turn * 1000
  }

  function clear(): void {
    taps.clear()
    usual.clear()
    say()
    surface.invalidate()
  }

  /** How the band answered, if the player is about. */
  function answer(): ResponseMode | null {
    for (let back = 0; back < taps.count; back++) {
      const mode = taps.mode(back)
      if (mode === null) continue
      return playhead.now() - taps.time(back) < AWAY_AFTER * moment.beat ? mode : null
    }
    return null
  }

  function say(): void {
    const away = taps.count > 0 ? { away: taps.away(0), mode: taps.mode(0) } : null
    const confidence = moment.playing ? moment.confidence : null
    text = coreText(stateOf(view, answer()), away, view?.bias ?? null, confidence)
  }

  function draw(to: Surface): boolean {
    const { pen, tokens, still, width, height } = to
    if (drawnVersion !== to.version) {
      drawnVersion = to.version
      face = faceIn(width, height)
      dash = [face.radius * 0.05, face.radius * 0.06]
    }
    moment.now = playhead.now()
    pen.clearRect(0, 0, width, height)
    layer.show(to, settings, (onto) => drawFace(onto, face, tokens, moment))
    drawRim(pen, face, tokens, moment, dash)
    if (moment.playing && !still) drawSweep(pen, face, tokens, moment)
    drawBeat(pen, face, tokens, moment, still)
    if (view?.bias != null) drawHabit(pen, face, tokens, turnOf(view.bias, moment.turn))
    drawLean(pen, face, tokens, moment, taps, still)
    drawTaps(pen, face, tokens, moment, taps, still)
    drawCore(
      pen,
      face,
      tokens,
      text,
      view?.beatsInBar ?? 0,
      moment.playing ? (view?.beat?.beatNumber ?? 0) : 0,
    )
    if (face.radius >= LEAST_NAMED) drawCorners(pen, face, tokens, text)
    return moment.playing && !still
  }

  function describe(): void {
    description.say(described())
  }

  function described(): string {
    const state = stateOf(view, answer())
    if (view === null || !view.playing) return 'Zone dial. Nothing plays.'
    const spread = recent()
    const habit = view.bias === null ? '' : ` The player's habit is ${earlyOrLate(view.bias)}.`
    return `Zone dial. The band at ${tempo(view.bpm)} bpm ${meaningOf(state)}.${spread}${habit}`
  }

  /** How many of the taps still to be seen lay where. */
  function recent(): string {
    const counts = { snap: 0, follow: 0, limit: 0 }
    let last: Milliseconds | null = null
    for (let back = 0; back < taps.count; back++) {
      const mode = taps.mode(back)
      if (mode === null || playhead.now() - taps.time(back) > FADES_AFTER * moment.beat) continue
      last ??= taps.away(back)
      counts[mode] += 1
    }
    if (last === null) return ' No taps.'
    return ` Last tap ${earlyOrLate(last)}; lately ${counts.snap} in snap, ${counts.follow} in follow, ${counts.limit} at the limit.`
  }
}
