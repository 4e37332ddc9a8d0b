import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placed } from '../../../runtime/host/report/charts/frame.ts'
import { calendarDate, clock, percent, span, whole } from '../../../runtime/host/report/numerals.ts'
import { clockTicks, linear, onCircle, roundStep, ticks } from '../../../runtime/host/report/scale.ts'
import { lowerBound } from '../../../runtime/host/report/series.ts'
import { blocks, everyNth, thinCloud } from '../../../runtime/host/report/thin.ts'
import { runs } from '../../harness/runs.ts'

describe('scales and ticks', () => {
  it('steps by 1, 2 and 5', () => {
    expect([0.03, 0.7, 1, 1.1, 3, 17, 240].map(roundStep)).toEqual([0.05, 1, 1, 2, 5, 20, 500])
    expect(ticks(-130, 130, 6)).toEqual([-100, -50, 0, 50, 100])
  })

  it('ticks time where a clock would', () => {
    expect(clockTicks(0, 180, 12)).toEqual(Array.from({ length: 13 }, (_, i) => i * 15))
    expect(clockTicks(0, 3 * 3600, 12)).toHaveLength(13)
  })

  it('never makes more ticks than asked for, give or take the ends', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        fc.double({ min: 0.5, max: 1e5, noNaN: true }),
        (low, width) => {
          expect(ticks(low, low + width, 8).length).toBeLessThanOrEqual(9)
          expect(clockTicks(low, low + width, 8).length).toBeLessThanOrEqual(9)
        },
      ),
      runs(200),
    )
  })

  it('maps a range of no width to the middle instead of dividing by zero', () => {
    expect(linear(5, 5, 0, 100)(5)).toBe(50)
  })

  it('turns as sine and cosine do', () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (turns) => {
        const { x, y } = onCircle(turns)
        expect(x).toBeCloseTo(Math.cos(2 * Math.PI * turns), 7)
        expect(y).toBeCloseTo(Math.sin(2 * Math.PI * turns), 7)
      }),
      runs(300),
    )
  })

  it('finds the first item that is not before a time', () => {
    const times = [1, 2, 2, 5]
    expect([0, 2, 3, 5, 6].map((t) => lowerBound(times, (x) => x, t))).toEqual([0, 1, 3, 3, 4])
  })
})

describe('thinning', () => {
  const points = fc.array(
    fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: -200, max: 200 }) }),
    {
      minLength: 120,
      maxLength: 400,
    },
  )

  it('keeps the lowest and the highest point and stays within its bound', () => {
    fc.assert(
      fc.property(points, (cloud) => {
        const kept = thinCloud(
          cloud,
          (p) => p.x,
          (p) => p.y,
          10,
          4,
        )
        expect(kept.length).toBeLessThanOrEqual(40)
        const ys = (list: readonly { y: number }[]) => list.map((p) => p.y)
        expect(Math.min(...ys(kept))).toBe(Math.min(...ys(cloud)))
        expect(Math.max(...ys(kept))).toBe(Math.max(...ys(cloud)))
        expect(kept.every((p) => cloud.includes(p))).toBe(true)
      }),
      runs(200),
    )
  })

  it('takes exactly as many as asked for, in order, and the first among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 80 }), (n, most) => {
        const list = Array.from({ length: n }, (_, i) => i)
        const kept = everyNth(list, most)
        expect(kept).toHaveLength(Math.min(n, most))
        expect(kept[0]).toBe(0)
        expect(blocks(list, most).flat()).toEqual(list)
        expect(blocks(list, most).length).toBeLessThanOrEqual(most)
      }),
      runs(200),
    )
  })
})

describe('labels', () => {
  it('drops a label that would run into the one before, and one that would leave the page', () => {
    const labels = [0, 0.01, 0.5, 0.97].map((at) => ({ at, text: 'section name' }))
    expect(placed(labels).map((label) => label.at)).toEqual([0, 0.5])
  })

  it('hides on a phone what only a wide page has room for', () => {
    const labels = Array.from({ length: 10 }, (_, i) => ({ at: i / 10, text: '1:30' }))
    expect(placed(labels).some((label) => label.wideOnly)).toBe(true)
    expect(placed(labels)[0]?.wideOnly).toBe(false)
  })
})

/** Numbers are glued to their units. */
function spaced(text: string): string {
  return text.replace(/\u00A0/g, ' ')
}

describe('numbers as people read them', () => {
  it('groups thousands, and never rounds a part to none or to all', () => {
    expect([0, 999, 1000, 1234567].map(whole)).toEqual(['0', '999', '1,000', '1,234,567'])
    expect([0, 0.001, 0.5, 0.999, 1].map((x) => spaced(percent(x)))).toEqual([
      '0 %',
      '< 1 %',
      '50 %',
      '> 99 %',
      '100 %',
    ])
  })

  it('reads clocks and spans', () => {
    expect([0, 59.9, 61, 3725, -2].map(clock)).toEqual(['0:00', '0:59', '1:01', '1:02:05', '−0:02'])
    expect([1, 48, 174, 8665].map((x) => spaced(span(x)))).toEqual([
      '1 second',
      '48 seconds',
      '3 minutes',
      '2 h 24 min',
    ])
  })

  it('leaves out a date that nobody told', () => {
    expect(calendarDate('2026-03-02T08:04:00Z')).toBe('2 March 2026, 08:04')
    expect(calendarDate('1970-01-01T00:00:00.000Z')).toBeNull()
    expect(calendarDate('2026-13-02T08:04:00Z')).toBeNull()
    expect(calendarDate('yesterday')).toBeNull()
  })
})
