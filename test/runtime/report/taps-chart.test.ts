import { expect, it } from 'vitest'
import { type Analysis, analyse } from '../../../runtime/host/report/analysis.ts'
import { asynchronyReach, tapsChart } from '../../../runtime/host/report/charts/taps.ts'
import { simulatedSession } from './simulated-session.ts'

const session = simulatedSession({ minutes: 3, jitter: 6 })
const even = analyse(session)

/** The first taps as far from the beat as this, ms. */
function strayed(...places: readonly number[]): Analysis {
  return { ...even, taps: even.taps.map((tap, i) => ({ ...tap, ms: places[i] ?? tap.ms })) }
}

const drawn = (analysis: Analysis): string =>
  tapsChart(analysis, []).markup.replaceAll('\u2212', '-').replaceAll('\u00A0', ' ')
const dotsOf = (html: string): number => [...html.matchAll(/M[\d.]+ [\d.]+h0/g)].length

it('a tap that is further out than the chart is a caret at its edge, and not a dot where no tap was', () => {
  const reach = asynchronyReach(even)
  const html = drawn(strayed(-reach - 50, reach + 20, -reach - 10))
  expect([...html.matchAll(/class="beyond \w+"[^>]*>(.)</g)].map(([, caret]) => caret)).toEqual([
    '▼',
    '▲',
    '▼',
  ])
  expect(html).toContain(
    `<p class="fine">▲ ▼ 3 taps lie further out, the furthest at ${-Math.round(reach + 50)} ms.</p>`,
  )
  const near = drawn(even)
  expect(near).not.toMatch(/beyond|further out/)
  expect(dotsOf(near) - dotsOf(html)).toBe(3)
  expect(drawn(strayed(reach + 20))).toContain(
    `<p class="fine">▲ 1 tap lies further out, at +${Math.round(reach + 20)} ms.</p>`,
  )
})

it('a tap at the very edge is a dot', () => {
  expect(drawn(strayed(asynchronyReach(even)))).not.toContain('beyond')
})
