import { describe, expect, it } from 'vitest'
import { analyse } from '../../../runtime/host/report/analysis.ts'
import { disc } from '../../../runtime/host/report/charts/disc.ts'
import type { ReportInput, SessionBeat } from '../../../runtime/host/report/input.ts'
import { simulatedSession } from './simulated-session.ts'

/** Bars of beats so many bpm units long at 120 bpm, every beat met to the millisecond; `cut` beats are missing at the end. */
function exact(units: readonly number[], bars: number, cut = 0): ReportInput {
  const zones = { name: '', snapMs: 20, followMs: 100, limitMs: 200, shrunken: false, centre: 0 }
  const beats: SessionBeat[] = []
  let time = 2
  for (let i = 0; i < units.length * bars - cut; i++) {
    const long = units[i % units.length] ?? 1
    const measure = 1 + Math.floor(i / units.length)
    beats.push({ measure, time, mode: 'snap', confidence: 1, onset: time, units: long, written: 120, zones })
    time += long / 2
  }
  const base = simulatedSession({ minutes: 0.1 })
  return { ...base, session: { ...base.session, beats, onset_times: beats.map((beat) => beat.time) } }
}

function drawn(input: ReportInput): string {
  return disc(analyse(input), input.session.beats, input.session.onset_times).markup
}

/** Turns from the top, clockwise, of points as SVG has them. */
function turns(points: readonly (readonly [number, number])[]): readonly number[] {
  return points.map(([x, y]) => {
    const turn = Math.atan2(x, -y) / (2 * Math.PI)
    return Math.round(1000 * (turn < -1e-3 ? turn + 1 : turn)) / 1000
  })
}

const pairs = (found: IterableIterator<RegExpMatchArray>) =>
  [...found].map(([, x = '', y = '']) => [Number(x), Number(y)] as const)
const spokes = (html: string) => turns(pairs(html.matchAll(/class="spoke[^>]*L(-?[\d.]+) (-?[\d.]+)"/g)))
const dots = (html: string) => turns(pairs(html.matchAll(/M(-?[\d.]+) (-?[\d.]+)h0/g)))

it('says of early taps what is drawn: before their spoke, as the bar runs', () => {
  const exactly = exact([1, 1, 1, 1], 1)
  const early = exactly.session.beats.map((beat) => ({ ...beat, onset: beat.time - 0.05 }))
  const session = { ...exactly.session, beats: early, onset_times: early.map(({ onset }) => onset) }
  const html = drawn({ ...exactly, session })
  expect([...dots(html)].sort((a, b) => a - b)).toEqual([0.225, 0.475, 0.725, 0.975])
  expect(html).toContain(
    'On a spoke is on the beat. The bar runs clockwise, so early taps lie just before their spoke.',
  )
})

describe('the spokes of the record', () => {
  it.each([
    ['4/4', [1, 1, 1, 1], [0, 0.25, 0.5, 0.75]],
    ['2/2', [2, 2], [0, 0.5]],
    ['7/8 (2+2+3)', [1, 1, 1.5], [0, 0.286, 0.571]],
    ['8/8 (3+3+2)', [1.5, 1.5, 1], [0, 0.375, 0.75]],
  ])('stand in proportion to the beats of %s, and taps on the beat lie on them', (_, units, places) => {
    const html = drawn(exact(units, 6))
    expect(spokes(html)).toEqual(places)
    const found = [...new Set(dots(html))].sort((a, b) => a - b)
    for (const dot of found)
      expect(Math.min(...places.map((place) => Math.abs(place - dot)))).toBeLessThan(0.004)
    expect(found.length).toBeGreaterThanOrEqual(places.length)
  })

  it('stay where they are for a bar that the end cut short', () => {
    const places = [0, 0.286, 0.571]
    for (const dot of dots(drawn(exact([1, 1, 1.5], 6, 1))))
      expect(Math.min(...places.map((place) => Math.abs(place - dot)))).toBeLessThan(0.004)
  })

  it('are those of the metre that most bars have', () => {
    const seven = exact([1, 1, 1.5], 6)
    const four = exact([1, 1, 1, 1], 2).session.beats.map((beat) => ({
      ...beat,
      measure: beat.measure + 6,
      time: beat.time + 30,
      onset: beat.time + 30,
    }))
    const session = { ...seven.session, beats: [...seven.session.beats, ...four] }
    expect(spokes(drawn({ ...seven, session }))).toEqual([0, 0.286, 0.571])
  })
})
