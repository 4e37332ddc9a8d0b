import type { Analysis } from '../analysis.ts'
import { type Bar, barName, groupBars } from '../bars.ts'
import type { ReportSection } from '../input.ts'
import { shorten } from '../markup.ts'
import { clock } from '../numerals.ts'
import { clockTicks, linear } from '../scale.ts'
import { type Divider, type Frame, placed, type Readout } from './frame.ts'

/** What the charts over time have in common: the same axis, so that the eye can go down from one to the next. */

/** Columns that answer to the pointer: finer ones cannot be hit. */
const MOST_READOUTS = 160
/** Lines closer than this are a fence, not a form. */
const MOST_DIVIDERS = 32

export interface Timeline {
  /** 0..1 across the plot for a session time in seconds. */
  readonly at: (time: number) => number
  readonly frame: Pick<Frame, 'xLabels' | 'dividers'>
  readonly readouts: (text: (bar: Bar) => string) => readonly Readout[]
}

export function timeline(analysis: Analysis, sections: readonly ReportSection[]): Timeline {
  const at = linear(analysis.start, analysis.end, 0, 1)
  const groups = groupBars(analysis.bars, MOST_READOUTS, analysis.usual)
  return {
    at,
    frame: {
      xLabels: placed(
        clockTicks(analysis.start, analysis.end, 12).map((time) => ({ at: at(time), text: clock(time) })),
      ),
      dividers: sectionDividers(sections, at),
    },
    readouts: (text) =>
      groups.map((bar) => ({
        from: at(bar.start),
        to: at(bar.end),
        text: `${capitalised(barName(bar))}${bar.section === null ? '' : ` (${shorten(bar.section, 24)})`}: ${text(bar)}`,
      })),
  }
}

/** A line at every start of a section, with its name where there is room; none when there are too many. */
export function sectionDividers(
  sections: readonly { readonly name: string; readonly start: number }[],
  at: (time: number) => number,
): readonly Divider[] {
  if (sections.length > MOST_DIVIDERS) return []
  const lines = sections.map((section) => ({
    at: at(section.start),
    text: shorten(section.name, 16),
  }))
  // Names run to the right of their line.
  const named = placed(
    lines.filter((line) => line.at >= 0 && line.at <= 1),
    1,
  )
  const unnamed = lines
    .filter(
      (line) => line.at >= 0 && line.at <= 1 && !named.some((n) => n.at === line.at && n.text === line.text),
    )
    .map((line) => ({ at: line.at, text: null, wideOnly: false }))
  return [...named, ...unnamed]
}

export function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
