import type { Analysis } from '../analysis.ts'
import { type Markup, markup } from '../markup.ts'
import { clamp, type Scale } from '../scale.ts'
import { thinLine } from '../thin.ts'
import type { ZoneStretch, ZonesThen } from '../zones.ts'
import { X_UNITS } from './frame.ts'
import { linePath, type Point } from './marks.ts'
import type { Timeline } from './timeline.ts'

/**
 * The zones behind the taps, as they lay on each beat: bending with the habit that the band learned, and stepping
 * where a section brings zones of its own. A tap lies in the band of its colour.
 */

/** Points of an edge over the whole session: more than a curve of the habit needs. */
const MOST_POINTS = 200

/** Zones that change more often than this are stripes that nobody can tell apart. */
const MOST_STRETCHES = 200

export function zoneBands(analysis: Analysis, time: Timeline, y: Scale): Markup {
  const stretches = drawnStretches(analysis)
  const total = stretches.reduce((sum, { beats }) => sum + beats.length, 0)
  const spans = stretches.map((stretch, i) => {
    const share = Math.ceil((MOST_POINTS * stretch.beats.length) / Math.max(1, total))
    return { stretch, share, from: seam(stretches[i - 1], stretch), to: seam(stretch, stretches[i + 1]) }
  })
  const band = (kind: string, width: (zones: ZonesThen) => number) => {
    const d = spans.map(({ stretch, share, from, to }) => {
      const edge = (side: 1 | -1): readonly Point[] => {
        const at = (zones: ZonesThen) => zones.centre + side * width(zones)
        const points = thinLine(stretch.beats, (zones) => zones.time, at, share)
        const [first, last] = [points[0], points[points.length - 1]]
        if (first === undefined || last === undefined) return []
        return [{ ...first, time: from }, ...points, { ...last, time: to }].map((zones) => ({
          x: clamp(time.at(zones.time), 0, 1) * X_UNITS,
          y: y(clamp(at(zones), y.low, y.high)),
        }))
      }
      return `${linePath([...edge(1), ...[...edge(-1)].reverse()])}Z`
    })
    return markup`<path class="band ${kind}" d="${d.join('')}"/>`
  }
  const follow = (zones: ZonesThen) => zones.followMs
  const snap = (zones: ZonesThen) => zones.snapMs
  return markup`<rect class="band limit" x="0" y="0" width="${X_UNITS}" height="${y(y.low)}"/>${band('clear', follow)}${band('follow', follow)}${band('clear', snap)}${band('snap', snap)}`
}

/** The zones on the last beat, as they are drawn. */
export function lastZones(analysis: Analysis): ZonesThen | null {
  const stretches = drawnStretches(analysis)
  const last = stretches[stretches.length - 1]
  return last?.beats[last.beats.length - 1] ?? null
}

/** Too many of them, and those that were played most stand for all. */
export function drawsOnlyUsual(analysis: Analysis): boolean {
  return analysis.zoneStretches.length > MOST_STRETCHES
}

function drawnStretches(analysis: Analysis): readonly ZoneStretch[] {
  if (!drawsOnlyUsual(analysis)) return analysis.zoneStretches
  const { snapMs, followMs, centre } = analysis.zones
  const time = analysis.downbeat ?? analysis.start
  return [{ beats: [{ time, snapMs, followMs, centre }] }]
}

/** Where the one ends and the other begins: with its first beat, where the line of its section stands. */
function seam(before: ZoneStretch | undefined, after: ZoneStretch | undefined): number {
  if (before === undefined) return Number.NEGATIVE_INFINITY
  return after?.beats[0]?.time ?? Number.POSITIVE_INFINITY
}
