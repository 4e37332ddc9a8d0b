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
  const found = text.matchAll(
    />(?:below ([+-]?[\d.]+) ms|above ([+-]?[\d.]+) ms|([+-]?[\d.]+) ms to ([+-]?[\d.]+) ms): (\d+) taps?\b/g,
  )
  return [...found].map(([, below, above, from, to, taps]) => ({
    from: Number(from ?? above ?? Number.NEGATIVE_INFINITY),
    to: Number(to ?? below ?? Number.POSITIVE_INFINITY),
    taps: Number(taps),
  }))
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
    for (const { from, to, taps } of shown) {
      const inside = (slack: number): number =>
        analysis.asynchronies.filter((ms) => ms >= from - slack && ms < to + slack).length
      expect(taps).toBeGreaterThanOrEqual(inside(-0.5))
      expect(taps).toBeLessThanOrEqual(inside(0.5))
    }
  })

  it('names what is further out than its axis as such, and says how many that are', () => {
    const analysis = analyse(simulatedSession({ minutes: 5, jitter: 30 }))
    const inner = columns(analysis).filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
    const [low, high] = [Math.min(...inner.map(({ from }) => from)), Math.max(...inner.map(({ to }) => to))]
    const far = analysis.taps.map((tap, i) => (i < 2 ? { ...tap, ms: i === 0 ? -900 : -800 } : tap))
    const changed = columns({ ...analysis, taps: far })
    expect(changed[0]).toMatchObject({ from: Number.NEGATIVE_INFINITY })
    expect(changed[0]?.to).toBeLessThanOrEqual(low)
    expect(changed.at(-1)?.from).toBeLessThanOrEqual(high)
    expect(histogramChart({ ...analysis, taps: far }).markup.replaceAll('\u00A0', ' ')).toMatch(
      /<p class="fine">\d+ taps lie further out than the axis goes: they stand in the outermost columns\.<\/p>/,
    )
    const near = analyse(simulatedSession({ minutes: 3, jitter: 6 }))
    expect(histogramChart(near).markup).not.toMatch(/further out|below|above/)
  })

  it('reaches as far as nearly all of them, and past the zone that follows, but not to the rare one far out', () => {
    const played = analyse(simulatedSession({ minutes: 5, jitter: 30 }))
    const far = { ...played, asynchronies: [...played.asynchronies, 900] }
    const { followMs } = far.zones
    const ends = columns(far).flatMap(({ from, to }) => [from, to])
    const edge = Math.max(...ends.filter(Number.isFinite).map(Math.abs))
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
