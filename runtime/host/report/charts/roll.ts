import type { Analysis } from '../analysis.ts'
import { type Bar, barName } from '../bars.ts'
import type { ReportEvent } from '../input.ts'
import { compact, type Markup, markup, shorten } from '../markup.ts'
import { clamp, linear } from '../scale.ts'
import { lowerBound } from '../series.ts'
import { everyNth } from '../thin.ts'
import { anchor, percentage, stretched, X_UNITS } from './frame.ts'
import { type Lane, laneKey, lanesOf } from './lanes.ts'
import { dotPath, dots, MODES, type Point } from './marks.ts'
import { capitalised } from './timeline.ts'

/**
 * What the band played, in systems of eight bars as on a page of music, with the player's onsets on their own line
 * and as hairlines through the band's, so that one sees who came first.
 */

const BARS_A_SYSTEM = 8
const SHOWN_SYSTEMS = 3

/** Bounds of the page's size: a note takes about 14 bytes, a system about 2 kB of frame. */
const MOST_NOTES = 24_000
const MOST_SYSTEMS = 48
const MOST_NOTES_A_SYSTEM = 4_000

/** Label strip, gap to the player's lane, and bar numbers below, px. */
const TOP = 20
const PLAYER_HEIGHT = 26
const BOTTOM = 18

export interface Roll {
  /** The systems, the first few in sight and the others folded. */
  readonly page: Markup
  /** One system of any bars, e.g. of the steadiest eight. */
  readonly system: (bars: readonly Bar[], name: string) => Markup
  readonly isEmpty: boolean
}

export function roll(
  analysis: Analysis,
  events: readonly ReportEvent[],
  onsets: readonly number[],
  player: string,
): Roll {
  const { lanes, left } = lanesOf(events)
  const systems = systemsOf(analysis.bars)
  // All systems share one scale, so that a system of four bars is half as long as one of eight.
  const seconds = systems.filter(isWhole).reduce((longest, bars) => Math.max(longest, duration(bars)), 1e-3)
  const draw = (bars: readonly Bar[], name: string) =>
    system(bars, name, { lanes, events, onsets, analysis, seconds, player })
  const shown: Markup[] = []
  let notes = 0
  for (const bars of systems.slice(0, MOST_SYSTEMS)) {
    notes += Math.min(MOST_NOTES_A_SYSTEM, within(events, timestamp, bars).length)
    if (shown.length > 0 && notes > MOST_NOTES) break
    shown.push(draw(bars, systemName(bars)))
  }
  const rest = systems.slice(shown.length)
  const folded = shown.slice(SHOWN_SYSTEMS)
  const more = markup`${folded.length === 0 ? null : markup`<details><summary>Show the next ${folded.length === 1 ? 'system' : `${folded.length} systems`}</summary>${scroller(folded)}</details>`}${rest.length === 0 ? null : markup`<p class="fine">The page ends at ${barName(lastOf(shown.length, systems))}; the score written beside this report has all of it.</p>`}${left === 0 ? null : markup`<p class="fine">${left} more voices play that are not drawn.</p>`}`
  return {
    page: markup`${scroller(shown.slice(0, SHOWN_SYSTEMS))}${more}`,
    system: (bars, name) => scroller([draw(bars, name)]),
    isEmpty: systems.length === 0 || (lanes.length === 0 && onsets.length === 0),
  }
}

function lastOf(shown: number, systems: readonly (readonly Bar[])[]): Bar {
  const bars = systems[shown - 1] ?? []
  const bar = bars[bars.length - 1]
  if (bar === undefined) throw new RangeError('a system without bars')
  return bar
}

/** On a phone a system keeps its size and scrolls sideways; the keyboard must reach it then. */
function scroller(systems: readonly Markup[]): Markup {
  return markup`<div class="systems" role="group" aria-label="Piano roll, scrolls sideways" tabindex="0">${systems}</div>`
}

/** Breaks the bars into lines: eight at most, and a new line for a new section unless that would leave a scrap. */
function systemsOf(bars: readonly Bar[]): readonly (readonly Bar[])[] {
  const systems: Bar[][] = []
  let current: Bar[] = []
  let played = 0
  for (const bar of bars) {
    const newSection = played >= 2 && current[current.length - 1]?.section !== bar.section
    if (bar.from > 0 && (played >= BARS_A_SYSTEM || newSection)) {
      systems.push(current)
      current = []
      played = 0
    }
    current.push(bar)
    if (bar.from > 0) played++
  }
  if (current.length > 0) systems.push(current)
  return systems
}

function duration(bars: readonly Bar[]): number {
  return (bars[bars.length - 1]?.end ?? 0) - (bars[0]?.start ?? 0)
}

/** A system without the count-in sets the scale; the one with it is squeezed where it must be. */
function isWhole(bars: readonly Bar[]): boolean {
  return (bars[0]?.from ?? 1) > 0
}

function systemName(bars: readonly Bar[]): string {
  const section = bars.find((bar) => bar.section !== null)?.section ?? null
  return section === null ? '' : shorten(section, 28)
}

interface Stage {
  readonly lanes: readonly Lane[]
  readonly events: readonly ReportEvent[]
  readonly onsets: readonly number[]
  readonly analysis: Analysis
  readonly seconds: number
  readonly player: string
}

function system(bars: readonly Bar[], name: string, stage: Stage): Markup {
  const start = bars[0]?.start ?? 0
  const end = start + Math.max(stage.seconds, duration(bars))
  // A first note must not be cut by the labels' edge.
  const at = linear(start, end, 0.008, 0.998)
  const last = stage.lanes[stage.lanes.length - 1]
  const playerTop = last === undefined ? 0 : last.top + last.height + 4
  const height = playerTop + PLAYER_HEIGHT
  const total = TOP + height + BOTTOM
  const labels = stage.lanes.map((lane) => ({
    y: lane.top + lane.height / 2,
    text: lane.label,
    kind: 'lane',
  }))
  return markup`<div class="system"><svg class="axis" width="92" height="${total}" aria-hidden="true">${[
    ...labels,
    { y: playerTop + PLAYER_HEIGHT / 2, text: stage.player, kind: 'lane own' },
  ].map(
    (label) =>
      markup`<text class="${label.kind}" x="84" y="${TOP + label.y + 4}" text-anchor="end">${label.text}</text>`,
  )}</svg><svg class="field" width="100%" height="${total}" role="img" aria-label="${capitalised(bars.map(barName)[0] ?? '')} to ${bars.map(barName)[bars.length - 1] ?? ''}${name === '' ? '' : `, ${name}`}">${name === '' ? null : markup`<text class="section" x="0" y="13">${name}</text>`}${stretched(
    TOP,
    height,
    [
      ruling(bars, at, stage.lanes, height, playerTop),
      notes(bars, at, stage),
      ownOnsets(bars, at, stage, playerTop, height),
    ],
  )}${bars.map((bar) => {
    const x = at(bar.start)
    return markup`<text class="tick" x="${percentage(x)}" y="${TOP + height + 14}" text-anchor="${anchor(x)}">${bar.from > 0 ? String(bar.from) : 'count'}</text>`
  })}</svg></div>`
}

/** Lane backgrounds, beat lines and bar lines. */
function ruling(
  bars: readonly Bar[],
  at: (time: number) => number,
  lanes: readonly Lane[],
  height: number,
  playerTop: number,
): Markup {
  const width = at(bars[bars.length - 1]?.end ?? 0) * X_UNITS
  const down = (time: number) => `M${compact(at(time) * X_UNITS)} 0V${compact(height)}`
  const ends = [...bars.map((bar) => bar.start), bars[bars.length - 1]?.end ?? 0]
  return markup`${lanes.map((lane) => markup`<rect class="laneback" x="0" y="${lane.top}" width="${width}" height="${lane.height}"/>`)}<rect class="laneback own" x="0" y="${playerTop}" width="${width}" height="${PLAYER_HEIGHT}"/><path class="beatline" d="${bars.flatMap((bar) => bar.beatTimes.slice(1).map(down)).join('')}"/><path class="barline" d="${ends.map(down).join('')}"/>`
}

/** Ghosts, plain notes and accents are told apart by weight, as their cells are in the language (.25, .7, 1). */
const WEIGHTS = ['ghost', 'plain', 'accent'] as const

function weightOf(velocity: number): (typeof WEIGHTS)[number] {
  return velocity < 0.45 ? 'ghost' : velocity < 0.88 ? 'plain' : 'accent'
}

function notes(bars: readonly Bar[], at: (time: number) => number, stage: Stage): Markup {
  const lanes = new Map(stage.lanes.map((lane) => [lane.key, lane]))
  const hits = { ghost: [] as Point[], plain: [] as Point[], accent: [] as Point[] }
  const bodies = { ghost: '', plain: '', accent: '' }
  for (const event of everyNth(within(stage.events, timestamp, bars), MOST_NOTES_A_SYSTEM)) {
    const lane = lanes.get(laneKey(event))
    if (lane === undefined) continue
    const x = clamp(at(event.timestamp), 0, 1) * X_UNITS
    const weight = weightOf(event.velocity)
    if (lane.range === null) {
      hits[weight].push({ x, y: lane.top + lane.height / 2 })
    } else {
      const { low, high } = lane.range
      const y = lane.top + linear(low, high, lane.height - 5, 5)(event.pitch ?? low)
      const end = clamp(at(event.timestamp + event.duration), 0, 1) * X_UNITS
      bodies[weight] += `M${compact(x)} ${compact(y)}h${compact(Math.max(1.2, end - x - 1))}`
    }
  }
  return markup`${WEIGHTS.map((weight) => [
    bodies[weight] === '' ? null : markup`<path class="body ${weight}" d="${bodies[weight]}"/>`,
    hits[weight].length === 0 ? null : markup`<path class="struck ${weight}" d="${dotPath(hits[weight])}"/>`,
  ])}`
}

function ownOnsets(
  bars: readonly Bar[],
  at: (time: number) => number,
  stage: Stage,
  top: number,
  height: number,
): Markup {
  const { taps } = stage.analysis
  const start = bars[0]?.start ?? 0
  const end = bars[bars.length - 1]?.end ?? 0
  const early = (stage.analysis.period ?? 0) / 2
  const place = (time: number): Point => ({ x: clamp(at(time), 0, 1) * X_UNITS, y: top + PLAYER_HEIGHT / 2 })
  // A tap may come before its bar does.
  const own = taps.slice(
    lowerBound(taps, (tap) => tap.beat, start),
    lowerBound(taps, (tap) => tap.beat, end),
  )
  const matched = new Set(own.map((tap) => tap.onset))
  const others = everyNth(
    stage.onsets
      .slice(
        lowerBound(stage.onsets, (t) => t, start - early),
        lowerBound(stage.onsets, (t) => t, end),
      )
      .filter((time) => time >= start && !matched.has(time)),
    MOST_NOTES_A_SYSTEM / 4,
  )
  const hairs = own.map((tap) => `M${compact(place(tap.onset).x)} 0V${compact(height)}`).join('')
  return markup`${hairs === '' ? null : markup`<path class="hair" d="${hairs}"/>`}${dots('extra', others.map(place))}${MODES.map(
    (mode) =>
      dots(
        mode,
        own.filter((tap) => tap.mode === mode).map((tap) => place(tap.onset)),
      ),
  )}`
}

function timestamp(event: ReportEvent): number {
  return event.timestamp
}

/** What lies in these bars; `items` are in order of time. */
function within<T>(items: readonly T[], at: (item: T) => number, bars: readonly Bar[]): readonly T[] {
  // A member that plays ahead of the beat sounds a little before its bar.
  const grace = 0.04
  const start = (bars[0]?.start ?? 0) - grace
  const end = (bars[bars.length - 1]?.end ?? 0) - grace
  return items.slice(lowerBound(items, at, start), lowerBound(items, at, end))
}
