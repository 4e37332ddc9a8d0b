import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BeatMark } from '../../studio/protocol.ts'
import { binned, quantile, REACH, summarise } from '../../studio/views/charts/summary.ts'
import { faceIn, radiusAtAge, strengthAtAge, turnOf, xOf, yOf } from '../../studio/views/dial/geometry.ts'
import { createUsualBeat } from '../../studio/views/dial/usual-beat.ts'
import { earlyOrLate, signed, stateOf } from '../../studio/views/words.ts'
import { sameZones, zoneAt } from '../../studio/views/zones.ts'

const beat = (n: number, deviation: number | null, more: Partial<BeatMark> = {}): BeatMark => ({
  n,
  measure: 1 + Math.floor(n / 4),
  beatNumber: (n % 4) + 1,
  section: 'head',
  time: n * 0.5,
  grid: n * 0.5,
  length: 0.5,
  bpm: 120,
  mode: 'snap',
  confidence: 1,
  onset: deviation === null ? null : n * 0.5 + deviation / 1000,
  deviation,
  ...more,
})

describe('the summary of a session', () => {
  it('knows the middle, the spread and the zones of a session reckoned by hand', () => {
    const summary = summarise([
      beat(0, -30, { mode: 'follow' }),
      beat(1, -10),
      beat(2, null),
      beat(3, 10),
      beat(4, 150, { mode: 'limit', bpm: 126 }),
    ])
    expect(summary.met).toBe(4)
    expect(summary.beats).toBe(5)
    expect(summary.seconds).toBe(2)
    expect(summary.middle).toBe(0)
    // Mean 30; squares 3600 + 1600 + 400 + 14400 = 20000, over n − 1 = 3.
    expect(summary.spread).toBeCloseTo(Math.sqrt(20000 / 3), 9)
    expect(summary.zones).toEqual({ snap: 0.5, follow: 0.25, limit: 0.25 })
    expect([summary.from, summary.to]).toEqual([120, 126])
  })

  it('leaves the count out', () => {
    const summary = summarise([beat(0, -80, { measure: 0 }), beat(1, 5)])
    expect([summary.met, summary.beats, summary.middle]).toEqual([1, 1, 5])
  })

  it('says nothing where nobody played', () => {
    const summary = summarise([beat(0, null)])
    expect([summary.middle, summary.spread, summary.zones.snap]).toEqual([null, null, 0])
  })

  it('counts each tap in exactly one bin, however far off', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1000, max: 1000, noNaN: true })), (deviations) => {
        const bins = binned(deviations)
        expect(bins.reduce((sum, count) => sum + count, 0)).toBe(deviations.length)
      }),
    )
    const bins = binned([-REACH - 1, -0.1, 0, REACH])
    expect([bins[0], bins[14], bins[15], bins.at(-1)]).toEqual([1, 1, 1, 1])
  })

  it('finds quartiles between the values', () => {
    expect(quantile([4, 1, 3, 2], 0.25)).toBe(1.75)
    expect(quantile([], 0.5)).toBe(0)
  })
})

describe('the dial’s geometry', () => {
  const face = faceIn(400, 300)

  it('fits into the shorter side', () => {
    expect([face.x, face.y]).toEqual([200, 150])
    expect(face.radius).toBeLessThan(150)
  })

  it('puts the beat at the top, early to the left, late to the right, as far as they are', () => {
    expect(turnOf(0, 0.5)).toBe(0)
    expect(turnOf(125, 0.5)).toBeCloseTo(Math.PI / 2, 12)
    expect(xOf(face, turnOf(-40, 0.5), 1)).toBeLessThan(face.x)
    expect(xOf(face, turnOf(40, 0.5), 1)).toBeGreaterThan(face.x)
    expect(yOf(face, 0, 1)).toBe(face.y - face.radius)
  })

  it('is as far to the left for early as to the right for late, and never past the bottom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 0.2, max: 2, noNaN: true }),
        (ms, length) => {
          expect(turnOf(-ms, length)).toBe(-turnOf(ms, length))
          expect(turnOf(ms, length)).toBeLessThanOrEqual(Math.PI)
        },
      ),
    )
  })

  it('lets a tap sink and fade, steadily, until it is gone', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -2, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (age, later) => {
          expect(radiusAtAge(age + later)).toBeLessThanOrEqual(radiusAtAge(age))
          expect(strengthAtAge(age + later)).toBeLessThanOrEqual(strengthAtAge(age))
        },
      ),
    )
    expect(strengthAtAge(0)).toBe(1)
    expect(strengthAtAge(16)).toBe(0)
  })
})

describe('one turn of the dial', () => {
  it('is a usual beat: the dial does not breathe with beats of 2, 2 and 3', () => {
    const usual = createUsualBeat()
    const turns = Array.from({ length: 12 }, (_, n) => usual.hear(n, n % 3 === 2 ? 0.75 : 0.5, 3))
    expect(turns.slice(2)).toEqual(turns.slice(2).map(() => 1.75 / 3))
  })

  it('follows the tempo, but not its least changes', () => {
    const usual = createUsualBeat()
    for (let n = 0; n < 8; n++) usual.hear(n, 0.5, 4)
    expect(usual.hear(8, 0.501, 4)).toBe(0.5)
    for (let n = 9; n < 13; n++) usual.hear(n, 0.6, 4)
    expect(usual.hear(13, 0.6, 4)).toBeCloseTo(0.6, 12)
  })

  it('counts a beat once, however often it is told', () => {
    const usual = createUsualBeat()
    usual.hear(0, 0.5, 4)
    for (let i = 0; i < 9; i++) usual.hear(1, 0.7, 4)
    expect(usual.hear(1, 0.7, 4)).toBeCloseTo(0.6, 12)
  })
})

describe('the views’ words', () => {
  it.each([
    [-40.4, '40 ms early'],
    [12, '12 ms late'],
    [-2.4, 'on the beat'],
  ])('%d ms is %s', (ms, text) => expect(earlyOrLate(ms)).toBe(text))

  it('writes signs as wide as each other and none for nothing', () => {
    expect([signed(-7.6), signed(7.6), signed(-0.2)]).toEqual(['−8', '+8', '0'])
  })

  it('says what the band does by what matters most', () => {
    const view = {
      playing: true,
      paused: false,
      waiting: false,
      count: null,
      vamping: false,
      now: 0,
      beat: null,
      beatsInBar: 4,
      section: '',
      bpm: 96,
      playerBpm: null,
      bias: null,
      zones: null,
      members: [],
    }
    expect(stateOf(null, null)).toBe('ready')
    expect(stateOf({ ...view, playing: false }, 'snap')).toBe('ready')
    expect(stateOf({ ...view, waiting: true }, null)).toBe('waiting')
    expect(stateOf({ ...view, paused: true }, 'limit')).toBe('paused')
    expect(stateOf(view, 'follow')).toBe('follow')
    expect(stateOf(view, null)).toBe('coast')
  })

  it('calls a threshold the outer zone’s, as the band does', () => {
    const zones = {
      name: '',
      snap: 20,
      follow: 100,
      limit: 200,
      strength: 0.5,
      adapt: 0,
      curve: 'smooth',
    } as const
    expect([19, 20, -99, -100].map((ms) => zoneAt(ms, zones))).toEqual(['snap', 'follow', 'follow', 'limit'])
    expect(sameZones(zones, { ...zones })).toBe(true)
    expect(sameZones(zones, { ...zones, curve: 'classic' })).toBe(false)
    expect(sameZones(zones, null)).toBe(false)
  })
})
