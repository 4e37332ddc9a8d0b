import { describe, expect, it } from 'vitest'
import { type Analysis, analyse } from '../../../runtime/host/report/analysis.ts'
import { histogramChart } from '../../../runtime/host/report/charts/histogram.ts'
import { simulatedSession } from './simulated-session.ts'

interface Column {
  /** ms */
  readonly from: number
  readonly to: number
  readonly taps: number
}

/** The columns that are not empty, as they are read out. */
function columns(analysis: Analysis): readonly Column[] {
  const text = histogramChart(analysis).markup.replaceAll('\u2212', '-').replaceAll('\u00A0', ' ')
  const found = text.matchAll(/([+-]?[\d.]+) ms to ([+-]?[\d.]+) ms: (\d+) taps?\b/g)
  return [...found].map(([, from, to, taps]) => ({ from: Number(from), to: Number(to), taps: Number(taps) }))
}

describe('the histogram of asynchronies', () => {
  it.each([
    ['an even player', { minutes: 3, jitter: 6 }],
    ['a player who scatters', { minutes: 3, jitter: 40 }],
    ['one who plays far ahead', { minutes: 3, habit: -70 }],
  ])('counts every tap of %s where it fell', (_, session) => {
    const analysis = analyse(simulatedSession(session))
    const shown = columns(analysis)
    expect(histogramChart(analysis).markup).not.toMatch(/\b1 taps/)
    expect(shown.reduce((sum, { taps }) => sum + taps, 0)).toBe(analysis.taps.length)
    // What is read out is rounded to a whole millisecond.
    for (const { from, to, taps } of shown.slice(1, -1)) {
      const inside = (slack: number): number =>
        analysis.asynchronies.filter((ms) => ms >= from - slack && ms < to + slack).length
      expect(taps).toBeGreaterThanOrEqual(inside(-0.5))
      expect(taps).toBeLessThanOrEqual(inside(0.5))
    }
  })

  it('reaches as far as nearly all of them, and past the zone that follows, but not to the rare one far out', () => {
    const played = analyse(simulatedSession({ minutes: 5, jitter: 30 }))
    const far = { ...played, asynchronies: [...played.asynchronies, 900] }
    const { followMs } = far.zones
    const edge = Math.max(...columns(far).map(({ from, to }) => Math.max(Math.abs(from), Math.abs(to))))
    const within = far.asynchronies.filter((ms) => Math.abs(ms) <= edge).length / far.asynchronies.length
    expect(within).toBeGreaterThanOrEqual(0.98)
    expect(edge).toBeLessThan(4 * followMs)
  })

  it('reaches a quarter past the zone that follows where nobody strays further', () => {
    const even = analyse(simulatedSession({ minutes: 3, jitter: 6 }))
    const { followMs, snapMs } = even.zones
    const [, share] = /band follow" x="[\d.]+%" width="([\d.]+)%"/.exec(histogramChart(even).markup) ?? []
    const reach = (followMs - snapMs) / (2 * (Number(share) / 100))
    expect(reach).toBeGreaterThanOrEqual(1.25 * followMs)
    // Half the columns end beyond it, by less than one.
    expect(reach).toBeLessThan(1.25 * (followMs + Math.abs(even.centre)) + 20)
  })
})
