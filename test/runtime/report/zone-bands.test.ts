import { describe, expect, it } from 'vitest'
import { type Analysis, analyse } from '../../../runtime/host/report/analysis.ts'
import { asynchronyReach, tapsChart } from '../../../runtime/host/report/charts/taps.ts'
import type { ReportInput } from '../../../runtime/host/report/input.ts'
import { renderReport } from '../../../runtime/host/report/report.ts'
import { zoneAt } from '../../../runtime/host/report/zones.ts'
import { simulatedSession } from './simulated-session.ts'

const TIGHT = { name: 'tight', snapMs: 8, followMs: 40, limitMs: 80, shrunken: false }

/** The session with other zones in the bars that `isTight` names, and the answers that go with them. */
function withSections(input: ReportInput, isTight: (measure: number) => boolean): ReportInput {
  const beats = input.session.beats.map((beat) => {
    if (!isTight(beat.measure)) return beat
    const zones = { ...TIGHT, centre: beat.zones.centre }
    const ms = beat.onset === null ? 0 : (beat.onset - beat.time) * 1000
    return { ...beat, zones, mode: zoneAt(ms, { ...zones, centre: zones.centre ?? 0 }) }
  })
  return { ...input, session: { ...input.session, beats } }
}

type Corner = readonly [x: number, y: number]

function polygons(html: string, kind: string): readonly (readonly Corner[])[] {
  const [, d = ''] = new RegExp(`class="band ${kind}" d="([^"]*)"`).exec(html) ?? []
  return d
    .split('Z')
    .filter((part) => part !== '')
    .map((part) =>
      [...part.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]): Corner => [Number(x), Number(y)]),
    )
}

/** Whether a point lies in one of them: how often a line to the right meets an edge. */
function isInside(all: readonly (readonly Corner[])[], x: number, y: number): boolean {
  return all.some((corners) => {
    let inside = false
    corners.forEach(([ax, ay], i) => {
      const [bx, by] = corners[(i + 1) % corners.length] ?? [ax, ay]
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside
    })
    return inside
  })
}

/** How the band that a tap is drawn in differs from what the band did, over all taps that are not on an edge. */
function strays(analysis: Analysis): { readonly looked: number; readonly strays: number } {
  const html = tapsChart(analysis, []).markup
  const [snap, follow] = [polygons(html, 'snap'), polygons(html, 'follow')]
  const reach = asynchronyReach(analysis)
  const height = 300
  let looked = 0
  let off = 0
  for (const tap of analysis.taps) {
    const distance = Math.abs(tap.ms - tap.centre)
    const edge = Math.min(
      Math.abs(distance - tap.zones.snapMs),
      Math.abs(distance - tap.zones.followMs),
      reach - Math.abs(tap.ms),
    )
    if (edge < 0.5) continue
    looked++
    // A hair after the beat: zones that begin with it are its own.
    const x = ((tap.beat - analysis.start) / (analysis.end - analysis.start)) * 1000 + 0.02
    const y = height / 2 - (tap.ms / reach) * (height / 2)
    const shade = isInside(snap, x, y) ? 'snap' : isInside(follow, x, y) ? 'follow' : 'limit'
    if (shade !== tap.mode) off++
  }
  return { looked, strays: off }
}

describe('the shades behind the taps', () => {
  it.each([
    ['a band that expects the grid', simulatedSession({ minutes: 2, jitter: 30 })],
    [
      'one that learns a habit',
      simulatedSession({ minutes: 2, jitter: 30, habit: -45, expectsPlayer: true }),
    ],
    [
      'sections with zones of their own',
      withSections(simulatedSession({ minutes: 2, jitter: 30, habit: -45, expectsPlayer: true }), (measure) =>
        [2, 3, 5].includes(Math.floor((measure - 1) / 8)),
      ),
    ],
    ['zones that shrink', simulatedSession({ minutes: 2, jitter: 20, bpm: 190 })],
  ])('are what the band did: %s', (_, input) => {
    const { looked, strays: off } = strays(analyse(input))
    expect(looked).toBeGreaterThan(100)
    // Widths are evened over nine beats where the tempo bends them.
    expect(off).toBeLessThanOrEqual(0.01 * looked)
  })

  it('of zones that change bar by bar for an hour are those that were played most, and the page says so', () => {
    const input = withSections(simulatedSession({ minutes: 60 }), (measure) => measure % 3 === 0)
    const html = renderReport(input)
    expect(html).toContain('The zones changed too often to be drawn')
    expect(html.length).toBeLessThan(1_500_000)
    expect(polygons(html, 'snap')).toHaveLength(1)
  })
})

it('the names of zones stay inside the picture', () => {
  for (const habit of [-75, 0, 75]) {
    const input = simulatedSession({ minutes: 2, jitter: 6, habit, expectsPlayer: true })
    const html = tapsChart(analyse(input), []).markup
    const feet = [...html.matchAll(/class="zone" x="100%" dx="-6" y="(-?[\d.]+)"/g)].map(([, y]) => Number(y))
    expect(feet.length).toBeGreaterThanOrEqual(2)
    for (const y of feet) expect(y > 8 && y < 300).toBe(true)
  }
})
