import type { Analysis, Tap } from './analysis.ts'
import { type Bar, barName, groupBars } from './bars.ts'
import { percentage } from './charts/frame.ts'
import { MODES } from './charts/marks.ts'
import { capitalised } from './charts/timeline.ts'
import type { ReportInput, ReportSection, TempoPoint, ZonesAsSet } from './input.ts'
import { type Markup, markup, shorten } from './markup.ts'
import { beatsPerMinute, clock, milliseconds, percent, signedMilliseconds, whole } from './numerals.ts'
import { clamp, linear } from './scale.ts'
import { lowerBound, meanWithin } from './series.ts'
import { mean, standardDeviation } from './statistics.ts'
import { typical } from './zones.ts'

const MOST_SECTIONS = 60
const MOST_BAR_ROWS = 160

const NONE = '–'

export interface SectionSummary {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly beats: number
  readonly taps: readonly Tap[]
  readonly mean: number | null
  readonly spread: number | null
}

/** What was played in each section, in the order they were played. */
export function summariseSections(
  analysis: Analysis,
  sections: readonly ReportSection[],
): readonly SectionSummary[] {
  // Half a beat of grace, as for bars: the band bends time, and a tap may come before its section does.
  const grace = (analysis.period ?? 0) / 2
  const beatTimes = analysis.bars.filter((bar) => bar.from > 0).flatMap((bar) => bar.beatTimes)
  return sections.map(({ name, start, end }) => {
    const taps = analysis.taps.slice(
      lowerBound(analysis.taps, (tap) => tap.beat, start - grace),
      lowerBound(analysis.taps, (tap) => tap.beat, end - grace),
    )
    const ms = taps.map((tap) => tap.ms)
    const beats =
      lowerBound(beatTimes, (t) => t, end - grace) - lowerBound(beatTimes, (t) => t, start - grace)
    return { name, start, end, beats, taps, mean: mean(ms), spread: standardDeviation(ms) }
  })
}

/** A row a section: the numbers, and mean and spread drawn on one scale. */
export function sectionTable(
  analysis: Analysis,
  summaries: readonly SectionSummary[],
  tempo: readonly TempoPoint[],
): Markup {
  const player = analysis.playerTempo.flat()
  const rows = summaries.slice(0, MOST_SECTIONS)
  const reach = Math.max(
    ...analysis.allZones.map((zones) => zones.snapMs * 1.5),
    ...rows.map((row) => Math.abs(row.mean ?? 0) + (row.spread ?? 0) * 1.1),
    1,
  )
  return markup`<div class="scroll" role="group" aria-label="Numbers of every section" tabindex="0"><table><caption class="unseen">Section by section</caption><thead><tr><th scope="col">section</th><th scope="col">at</th><th scope="col" class="pic">early · beat · late</th><th scope="col" class="n">on average</th><th scope="col" class="n">spread</th><th scope="col" class="n">played</th><th scope="col" class="n">held</th><th scope="col" class="n">band</th><th scope="col" class="n">player</th></tr></thead><tbody>${rows.map(
    (row) =>
      markup`<tr><th scope="row">${shorten(row.name, 40)}</th><td>${clock(row.start)}</td><td class="pic">${whisker(row, reach)}</td><td class="n">${row.mean === null ? NONE : signedMilliseconds(row.mean)}</td><td class="n">${row.spread === null ? NONE : milliseconds(row.spread)}</td><td class="n">${whole(row.taps.length)} of ${whole(row.beats)}</td><td class="n">${heldShare(row.taps)}</td><td class="n">${bpm(meanWithin(tempo, row.start, row.end))}</td><td class="n">${bpm(meanWithin(player, row.start, row.end))}</td></tr>`,
  )}</tbody></table></div>${summaries.length > rows.length ? markup`<p class="fine">The first ${rows.length} of ${summaries.length} sections.</p>` : null}`
}

function whisker(row: SectionSummary, reach: number): Markup | null {
  if (row.mean === null) return null
  const x = linear(-reach, reach, 0, 1)
  const at = (ms: number) => percentage(clamp(x(ms), 0, 1))
  const { snapMs, centre } = typical(row.taps.map((tap) => tap.zones))
  const spread = row.spread ?? 0
  return markup`<svg class="mini" width="100%" height="18" aria-hidden="true"><rect class="band snap" x="${at(centre - snapMs)}" width="${percentage(clamp(x(centre + snapMs), 0, 1) - clamp(x(centre - snapMs), 0, 1))}" y="0" height="18"/><line class="zero" x1="50%" x2="50%" y1="0" y2="18"/><line class="whisker" x1="${at(row.mean - spread)}" x2="${at(row.mean + spread)}" y1="9" y2="9"/><circle class="centre" cx="${at(row.mean)}" cy="9" r="4"/></svg>`
}

/** The numbers behind the pictures: a row a bar, or a few bars when the session is long. */
export function barTable(analysis: Analysis, tempo: readonly TempoPoint[]): Markup {
  const player = analysis.playerTempo.flat()
  const rows = groupBars(
    analysis.bars.filter((bar) => bar.from > 0),
    MOST_BAR_ROWS,
    analysis.usual,
  )
  return markup`<div class="scroll" role="group" aria-label="Numbers of every bar" tabindex="0"><table class="dense"><caption class="unseen">Every bar in numbers</caption><thead><tr><th scope="col">bar</th><th scope="col">section</th><th scope="col">at</th><th scope="col" class="n">played</th><th scope="col" class="n">on average</th><th scope="col" class="n">from usual place</th><th scope="col" class="n">held</th><th scope="col" class="n">followed</th><th scope="col" class="n">limit</th><th scope="col" class="n">band</th><th scope="col" class="n">player</th></tr></thead><tbody>${rows.map(
    (bar) => barRow(bar, meanWithin(tempo, bar.start, bar.end), meanWithin(player, bar.start, bar.end)),
  )}</tbody></table></div>`
}

function barRow(bar: Bar, band: number | null, player: number | null): Markup {
  return markup`<tr><th scope="row">${capitalised(barName(bar))}</th><td>${bar.section === null ? '' : shorten(bar.section, 24)}</td><td>${clock(bar.start)}</td><td class="n">${whole(bar.taps.length)} of ${whole(bar.beats)}</td><td class="n">${bar.mean === null ? NONE : signedMilliseconds(bar.mean)}</td><td class="n">${bar.wander === null ? NONE : milliseconds(bar.wander)}</td>${MODES.map((mode) => markup`<td class="n">${whole(bar.modes[mode])}</td>`)}<td class="n">${bpm(band)}</td><td class="n">${bpm(player)}</td></tr>`
}

const MOST_SLOTS = 80
const MOST_ZONES = 20

/** How the band was set: what one needs to play this session again. */
export function settingsTable(input: ReportInput): Markup {
  const { session, zones } = input
  const slots = Object.entries(session.slots)
  const rows: readonly (readonly [string, string])[] = [
    ['file', shorten(input.source, 80)],
    ['seed', String(input.seed)],
    ['policy', shorten(session.policy.name, 60)],
    ['behaviour', shorten(session.policy.behaviour, 80)],
    ['session', shorten(session.session_id, 80)],
    ...zones.slice(0, MOST_ZONES).map(zonesRow),
    ...slots.slice(0, MOST_SLOTS).map(([name, value]) => [shorten(name, 60), slotText(value)] as const),
  ]
  return markup`<div class="scroll"><table class="dense pairs"><caption class="unseen">How the band was set</caption><tbody>${rows.map(
    ([name, value]) => markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>`,
  )}</tbody></table></div>${slots.length > MOST_SLOTS ? markup`<p class="fine">${slots.length - MOST_SLOTS} more slots are in session.json.</p>` : null}`
}

function zonesRow({
  name,
  snapMs,
  followMs,
  limitMs,
  strength,
  curve,
}: ZonesAsSet): readonly [string, string] {
  const widths = `snap ${exactMs(snapMs)}, follow ${exactMs(followMs)}, limit ${exactMs(limitMs)}`
  return [`zones ${shorten(name, 40)}`, `${widths}, strength ${Number(strength.toFixed(3))}, ${curve}`]
}

/** Numbers as short as they are exact enough to read; the exact ones are in session.json. */
function slotText(value: number | string | readonly number[]): string {
  const short = (n: number) => String(Number(n.toPrecision(6)))
  if (typeof value === 'string') return shorten(value, 60)
  return typeof value === 'number' ? short(value) : shorten(value.slice(0, 16).map(short).join(', '), 120)
}

function exactMs(ms: number): string {
  return `${Number(ms.toFixed(1))}\u00A0ms`
}

function heldShare(taps: readonly Tap[]): string {
  return taps.length === 0 ? NONE : percent(taps.filter((tap) => tap.mode === 'snap').length / taps.length)
}

function bpm(value: number | null): string {
  return value === null ? NONE : beatsPerMinute(value).replace(/\u00A0bpm$/, '')
}
