/** What a practice session shows: where the taps fell, how the tempo went, and how it was in the sessions before. */

import type { Bpm, Milliseconds, Seconds } from '../../runtime/units.ts'
import type { BeatMark, ZoneView } from '../protocol.ts'
import {
  byBeatChart,
  byBeatFinding,
  histogramChart,
  minutes,
  percent,
  progressChart,
  sparkline,
  tempoChart,
  tempoFinding,
  zonesChart,
} from './charts/charts.ts'
import { metBeats, type SessionSummary, summarise } from './charts/summary.ts'
import { soundOr } from './sound.ts'
import { earlyOrLate } from './words.ts'

export { type SessionSummary, summarise } from './charts/summary.ts'

export interface PastSession {
  readonly title: string
  /** When it began, as it is to be read: `27 Nov, 18:40`. */
  readonly when: string
  readonly summary: SessionSummary
}

export interface PracticeData {
  /** Of the session, as far as it has come; each with its onset once that is known. */
  readonly beats: readonly BeatMark[]
  readonly beatsInBar: number
  readonly zones: ZoneView | null
  /** The player's habit, around which the zones lie; null while unknown. */
  readonly bias: Milliseconds | null
  /** The player's own tempo, where it was known. */
  readonly player: readonly { readonly time: Seconds; readonly bpm: Bpm }[]
  /** Newest first. */
  readonly history: readonly PastSession[]
}

export interface PracticeCharts {
  update(data: PracticeData): void
  destroy(): void
}

/** A session still being played changes its charts no more often. */
const CALM_MS = 500
const HISTORY_ROWS = 12

export function createPracticeCharts(host: HTMLElement): PracticeCharts {
  host.classList.add('practice')
  const numbers = document.createElement('dl')
  numbers.className = 'practice-numbers'
  const beat = card('By beat of the bar')
  const spread = card('Early and late')
  const tempo = card('Tempo')
  const zones = card('How the band answered')
  const past = card('Sessions before')
  past.box.classList.add('practice-past')
  host.append(numbers, beat.box, spread.box, tempo.box, zones.box, past.box)
  const cards = [beat, spread, tempo, zones, past]

  let data: PracticeData | null = null
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let drawnAt = Number.NEGATIVE_INFINITY
  let width = 0
  const sizes = new ResizeObserver(() => {
    if (host.clientWidth === width) return
    width = host.clientWidth
    drawnAt = Number.NEGATIVE_INFINITY
    schedule()
  })
  sizes.observe(host)

  return { update, destroy }

  function update(next: PracticeData): void {
    data = next
    schedule()
  }

  function schedule(): void {
    if (frame !== 0 || timer !== undefined) return
    const wait = drawnAt + CALM_MS - performance.now()
    if (wait <= 0) frame = requestAnimationFrame(draw)
    else
      timer = setTimeout(() => {
        timer = undefined
        frame = requestAnimationFrame(draw)
      }, wait)
  }

  function draw(): void {
    frame = 0
    if (data === null || host.clientWidth === 0) return
    drawnAt = performance.now()
    // All sizes are read before anything is written.
    const widths = cards.map(({ room }) => Math.max(120, room.clientWidth))
    const [beatWidth = 0, spreadWidth = 0, tempoWidth = 0, zonesWidth = 0, pastWidth = 0] = widths
    const { history } = data
    // What has no time or tempo cannot be drawn, nor reckoned with.
    const beats = data.beats.filter(isSound)
    const player = data.player.filter(({ time, bpm }) => Number.isFinite(time) && isTempo(bpm))
    const beatsInBar = soundOr(data.beatsInBar, 0, 32, 0)
    const bias = soundOr(data.bias, -1000, 1000, 0)
    const summary = summarise(beats)
    const met = metBeats(beats)
    const centre = bias
    showNumbers(summary)
    show(beat, byBeatFinding(met, beatsInBar), byBeatChart(met, beatsInBar, data.zones, centre, beatWidth))
    show(spread, spreadFinding(summary), histogramChart(summary, data.zones, centre, spreadWidth))
    show(
      tempo,
      tempoFinding(summary.from || undefined, summary.to || undefined),
      tempoChart(beats, player, tempoWidth),
    )
    show(zones, zonesFinding(summary), zonesChart(summary, beats, zonesWidth))
    showPast(history, summary, pastWidth)
  }

  function showNumbers(summary: SessionSummary): void {
    const entries: readonly (readonly [string, string])[] = [
      ['played', minutes(summary.seconds)],
      ['beats met', `${summary.met} of ${summary.beats}`],
      ['usually', summary.middle === null ? '–' : earlyOrLate(summary.middle)],
      ['spread', summary.spread === null ? '–' : `± ${Math.round(summary.spread)} ms`],
      ['held by the band', summary.met === 0 ? '–' : percent(summary.zones.snap)],
    ]
    numbers.replaceChildren(
      ...entries.map(([name, value]) => {
        const pair = document.createElement('div')
        const term = document.createElement('dt')
        const what = document.createElement('dd')
        term.textContent = name
        what.textContent = value
        pair.append(term, what)
        return pair
      }),
    )
  }

  function showPast(history: readonly PastSession[], present: SessionSummary, pastWidth: number): void {
    past.box.hidden = history.length === 0
    if (history.length === 0) return
    const spreads = [...history.map(({ summary }) => summary.spread).reverse(), present.spread].flatMap(
      (spread) => (spread !== null && Number.isFinite(spread) ? [spread] : []),
    )
    const list = document.createElement('ol')
    list.className = 'practice-list'
    list.append(...history.slice(0, HISTORY_ROWS).map(pastRow))
    show(past, progressFinding(spreads), progressChart(spreads, pastWidth))
    past.room.append(list)
  }

  function destroy(): void {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    sizes.disconnect()
    numbers.remove()
    for (const { box } of cards) box.remove()
    host.classList.remove('practice')
  }
}

const isTempo = (bpm: Bpm): boolean => bpm > 0 && bpm < 1000

function isSound({ time, bpm, deviation }: BeatMark): boolean {
  return Number.isFinite(time) && isTempo(bpm) && (deviation === null || Number.isFinite(deviation))
}

interface Card {
  readonly box: HTMLElement
  readonly finding: HTMLElement
  readonly room: HTMLElement
}

function card(title: string): Card {
  const box = document.createElement('section')
  box.className = 'practice-card'
  const heading = document.createElement('h3')
  heading.textContent = title
  const finding = document.createElement('p')
  const room = document.createElement('div')
  room.className = 'practice-room'
  box.append(heading, finding, room)
  return { box, finding, room }
}

function show({ finding, room }: Card, sentence: string, drawing: SVGElement): void {
  finding.textContent = sentence
  room.replaceChildren(drawing)
}

function pastRow({ title, when, summary }: PastSession): HTMLElement {
  const row = document.createElement('li')
  const cell = (className: string, text: string): HTMLElement => {
    const made = document.createElement('span')
    made.className = className
    made.textContent = text
    return made
  }
  row.append(
    cell('practice-when', when),
    cell('practice-title', title),
    sparkline(summary.bins),
    cell('practice-figure', summary.spread === null ? '–' : `± ${Math.round(summary.spread)} ms`),
    cell('practice-figure', minutes(summary.seconds)),
  )
  return row
}

function spreadFinding(summary: SessionSummary): string {
  if (summary.middle === null) return 'No taps yet.'
  const spread = summary.spread === null ? '' : `, give or take ${Math.round(summary.spread)} ms`
  return `Usually ${earlyOrLate(summary.middle)}${spread}.`
}

function zonesFinding({ met, zones }: SessionSummary): string {
  if (met === 0) return 'No taps yet.'
  if (zones.limit > 0.2) return 'Often further away than the band can stretch.'
  return zones.snap >= 0.6
    ? 'Mostly held: you were close to the beat.'
    : 'It leaned with you much of the time.'
}

/** @param spreads oldest first, the present session last */
function progressFinding(spreads: readonly Milliseconds[]): string {
  const before = spreads.slice(0, -1)
  const now = spreads.at(-1)
  if (now === undefined || before.length === 0) return ''
  const mean = before.reduce((sum, ms) => sum + ms, 0) / before.length
  const change = Math.round(now - mean)
  if (Math.abs(change) < 2) return 'As steady as in the sessions before.'
  return change < 0
    ? `${-change} ms steadier than in the sessions before.`
    : `${change} ms looser than in the sessions before.`
}
