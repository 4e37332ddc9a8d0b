import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlayhead } from '../../studio/views/playhead.ts'
import { nowOnPage, spanOf } from '../../studio/views/score/geometry.ts'

/** A band that reports every 33 ms, each report late by some of `delays`, and a screen that draws every 16 ms. */
function watch(delays: readonly number[]): {
  readonly drawn: readonly number[]
  readonly true: readonly number[]
} {
  let clock = 0
  const playhead = createPlayhead(() => clock)
  const reports = delays.map((delay, i) => ({ arrives: i * 33 + delay, says: (i * 33) / 1000 }))
  reports.sort((a, b) => a.arrives - b.arrives)
  const drawn: number[] = []
  const real: number[] = []
  let next = 0
  for (; clock < delays.length * 33; clock += 16) {
    for (
      let report = reports[next];
      report !== undefined && report.arrives <= clock;
      report = reports[++next]
    )
      playhead.report(report.says, true)
    if (next === 0) continue
    drawn.push(playhead.now())
    real.push(clock / 1000)
  }
  return { drawn, true: real }
}

describe('what moves with the band', () => {
  it('never runs backwards and is never far off, however unevenly reports come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 20, maxLength: 200 }), (delays) => {
        const { drawn, true: real } = watch(delays)
        drawn.forEach((at, i) => {
          if (i > 0) expect(at).toBeGreaterThan(drawn[i - 1] ?? 0)
          expect(Math.abs(at - (real[i] ?? 0))).toBeLessThan(0.04)
        })
      }),
    )
  })

  it('moves evenly: a frame’s step is a frame long, give or take a fifth', () => {
    const delays = Array.from({ length: 120 }, (_, i) => (i * 7) % 13)
    const { drawn } = watch(delays)
    const steps = drawn.slice(40).map((at, i) => at - (drawn[39 + i] ?? 0))
    expect(Math.max(...steps)).toBeLessThan(0.016 * 1.2)
    expect(Math.min(...steps)).toBeGreaterThan(0.016 * 0.8)
  })

  it('keeps with a band whose clock runs a hundredth faster than the screen’s', () => {
    let clock = 0
    const playhead = createPlayhead(() => clock)
    for (; clock < 30_000; clock += 33) playhead.report((clock * 1.01) / 1000, true)
    expect(Math.abs(playhead.now() - (clock * 1.01) / 1000)).toBeLessThan(0.005)
  })

  it('jumps where the band jumps, stands where it stands, and does not run on without it', () => {
    let clock = 0
    const playhead = createPlayhead(() => clock)
    playhead.report(5, true)
    clock = 100
    expect(playhead.now()).toBeCloseTo(5.1, 9)
    playhead.report(0, true)
    expect(playhead.now()).toBe(0)
    playhead.report(0.02, false)
    clock = 9000
    expect(playhead.now()).toBe(0.02)
    playhead.report(0.02, true)
    clock = 60_000
    expect(playhead.now()).toBeCloseTo(0.52, 9)
  })
})

describe('a page of the score', () => {
  it('keeps now in sight, and moves it only forward but for the turning of the page', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 100, max: 4000, noNaN: true }),
        (now, width) => {
          const span = spanOf(width)
          const at = nowOnPage(now, span)
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at).toBeLessThanOrEqual(0.9 + 1e-9)
        },
      ),
    )
  })
})
