import { type Markup, markup, type Piece } from '../markup.ts'

/**
 * The frame all charts share. The plot is as wide as the page and as high as told: x is in percent, y in pixels, so
 * text and marks keep their size on a phone. Marks live in an inner drawing of 0..1000 that is stretched in x
 * only, with strokes that do not stretch.
 */

/** Width of the inner drawing; marks give x in 0..X_UNITS. */
export const X_UNITS = 1000

/** Room above the plot for section labels and below for x labels, px. */
const TOP = 22
const BOTTOM = 22
/** A label this near the top of the plot would run into the unit above it, px; its line stays. */
const UNDER_TITLE = 6

interface XLabel {
  /** 0..1 across the plot. */
  readonly at: number
  readonly text: string
  /** A label that a phone has no room for. */
  readonly wideOnly: boolean
}

export interface Divider {
  readonly at: number
  /** Null for a line without a name. */
  readonly text: string | null
  readonly wideOnly: boolean
}

/** A column that answers to the pointer with a text, which takes the place of what stands under the axis. */
export interface Readout {
  readonly from: number
  readonly to: number
  readonly text: string
}

export interface Frame {
  /** Ids of the heading and of the sentence that say in words what is drawn. */
  readonly heading: string
  readonly caption: string
  /** Of the plot alone, px. */
  readonly height: number
  readonly yLabels: readonly { readonly at: number; readonly text: string }[]
  /** Unit of the y axis. */
  readonly yTitle: string
  readonly xLabels: readonly XLabel[]
  /** Under the axis, e.g. its unit. */
  readonly xTitle: string
  readonly dividers: readonly Divider[]
  /** Behind and above the marks: x in percent of the plot, y in px. */
  readonly behind: Piece
  /** x in 0..X_UNITS, y in px. */
  readonly marks: Piece
  readonly above: Piece
  readonly readouts: readonly Readout[]
}

export function frame(spec: Frame): Markup {
  const total = TOP + spec.height + BOTTOM
  const floor = TOP + spec.height
  return markup`<div class="plot"><svg class="axis" width="46" height="${total}" aria-hidden="true"><text x="40" y="14" text-anchor="end">${spec.yTitle}</text>${spec.yLabels.map(
    (label) =>
      label.at < UNDER_TITLE
        ? null
        : markup`<text x="40" y="${TOP + label.at + 4}" text-anchor="end">${label.text}</text>`,
  )}</svg><div class="area"><svg class="field" width="100%" height="${total}" role="img" aria-labelledby="${spec.heading}" aria-describedby="${spec.caption}"><svg x="0" y="${TOP}" width="100%" height="${spec.height}">${spec.behind}${spec.yLabels.map(
    (label) => markup`<line class="grid" x1="0" x2="100%" y1="${label.at}" y2="${label.at}"/>`,
  )}</svg>${stretched(TOP, spec.height, spec.marks)}${spec.dividers.map((divider) => dividerMark(divider, floor))}<svg x="0" y="${TOP}" width="100%" height="${spec.height}" overflow="visible">${spec.above}</svg><line class="floor" x1="0" x2="100%" y1="${floor}" y2="${floor}"/>${spec.xLabels.map(
    (label) =>
      markup`<text class="${label.wideOnly ? 'tick wide' : 'tick'}" x="${percentage(label.at)}" y="${floor + 16}" text-anchor="${anchor(label.at)}">${label.text}</text>`,
  )}</svg>${said(spec)}</div></div>`
}

/** Text of a page, which breaks into lines where a phone is too narrow for it: text of a drawing does not. */
function said({ xTitle, readouts, height }: Frame): Markup {
  return markup`<div class="said"><p class="hint">${xTitle}</p>${readouts.map(
    ({ from, to, text }) =>
      markup`<div class="hit"><i style="left:${percentage(from)};width:${percentage(Math.max(0, to - from))};top:${TOP}px;height:${height}px"></i><p class="readout">${text}</p></div>`,
  )}</div>`
}

/** The inner drawing: x from 0..X_UNITS stretched over the whole width. */
export function stretched(top: number, height: number, marks: Piece): Markup {
  return markup`<svg x="0" y="${top}" width="100%" height="${height}" viewBox="0 0 ${X_UNITS} ${height}" preserveAspectRatio="none" overflow="visible">${marks}</svg>`
}

function dividerMark(divider: Divider, floor: number): Markup {
  const x = percentage(divider.at)
  const label =
    divider.text === null
      ? null
      : markup`<text class="${divider.wideOnly ? 'section wide' : 'section'}" x="${x}" y="14" dx="${divider.at > 0 ? 4 : 0}">${divider.text}</text>`
  return markup`<line class="divider" x1="${x}" x2="${x}" y1="${divider.at > 0 ? 4 : TOP}" y2="${floor}"/>${label}`
}

export function percentage(share: number): Markup {
  return markup`${share * 100}%`
}

/** Labels at the edges stay inside the plot. */
export function anchor(at: number): 'start' | 'middle' | 'end' {
  return at < 0.02 ? 'start' : at > 0.98 ? 'end' : 'middle'
}

/** Width of one character of small text as a share of a plot: on a desk (900 px) and on a phone (300 px). */
const DESK_CHARACTER = 0.0078
const PHONE_CHARACTER = 0.027

/** Labels stand around their place: half of one is not as long as all of it. */
const PAST_THE_PLOT = 1.05

/** Leaves out labels that would run into the one before, and marks those that only a wide page has room for. @param edge no label ends beyond, were it to begin at its place */
export function placed<T extends { readonly at: number; readonly text: string }>(
  labels: readonly T[],
  edge = PAST_THE_PLOT,
): readonly (T & { readonly wideOnly: boolean })[] {
  const onDesk = fitting(labels, DESK_CHARACTER, edge)
  const onPhone = new Set(fitting(onDesk, PHONE_CHARACTER, edge))
  return onDesk.map((label) => ({ ...label, wideOnly: !onPhone.has(label) }))
}

function fitting<T extends { readonly at: number; readonly text: string }>(
  labels: readonly T[],
  character: number,
  edge: number,
): T[] {
  let free = Number.NEGATIVE_INFINITY
  return labels.filter((label) => {
    if (label.at < free || (label.at < 0.98 && label.at + label.text.length * character > edge)) return false
    free = label.at + (label.text.length + 2) * character
    return true
  })
}
