import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { MemberDef, MemberSettings, SectionDef, VoiceDef } from '../../../runtime/policy.ts'
import { drums, FOUR_FOUR, part, policy } from '../fixtures.ts'

const KIT: MemberDef = { name: 'kit', kind: 'drummer', follows: 'player' }
const CHART = {
  kick: drums('x.......x.......'),
  snare: drums('....x.......x...'),
  hat: drums('x.x.x.x.x.x.x.x.'),
}

function kit(
  settings: Partial<MemberSettings>,
  bars: number,
  voices: Readonly<Record<string, VoiceDef>> = CHART,
  sections: readonly Partial<SectionDef>[] = [{}],
  seed = 0,
) {
  const definition = policy({
    members: [[KIT, part(voices, settings)]],
    sections,
    definition: { repeat: true },
  })
  return createPolicy(definition).score({ bars, seed }).beats
}

const inBar = (bar: number) => (beat: { measure: number }) => beat.measure === bar

describe('a drummer', () => {
  it('plays the chart, voice by voice, with articulations', () => {
    const beats = kit({}, 1, { hat: drums('xo') })
    expect(beats.map(({ voice, articulation, pitch }) => [voice, articulation, pitch])).toEqual([
      ['hat', 'normal', null],
      ['hat', 'open', null],
    ])
  })

  // [bars.loop]
  it('swings a pattern that loops across barlines with the beats that it falls on, not with its own', () => {
    const three = { ...drums('xxx', { ...FOUR_FOUR, quarters: 1.5 }), loopQuarters: 1.5 }
    const swing = () => ({ ratio: 0.66, unit: 0.5, shortMs: null })
    const beats = kit({}, 3, { hat: three }, [{ swing }])
    expect(beats.map(({ timestamp }) => timestamp)).toEqual(
      Array.from({ length: 24 }, (_, i) => expect.closeTo(0.5 * (Math.floor(i / 2) + (i % 2) * 0.66), 9)),
    )
  })

  it('fills the second half of the last bar of n, in 16ths, growing, while the feet go on', () => {
    const beats = kit({ fill: { everyBars: 4, density: 1 } }, 8)
    const half = beats.filter(inBar(4)).filter(({ beatNumber }) => beatNumber >= 3)
    const hands = half.filter(({ voice }) => voice === 'snare')
    expect(hands).toHaveLength(8)
    expect(hands.every(({ cell }) => cell === 0)).toBe(true)
    expect(hands[7]?.velocity).toBeGreaterThan((hands[0]?.velocity ?? 1) + 0.2)
    expect(half.filter(({ voice }) => voice === 'hat')).toEqual([])
    expect(half.filter(({ voice }) => voice === 'kick')).toHaveLength(1)
    expect(beats.filter(inBar(3)).filter(({ voice }) => voice === 'snare')).toHaveLength(2)
  })

  it('crashes on the 1 after a fill, on its own crash or another cymbal', () => {
    const fill = { everyBars: 2, density: 0.5 }
    const crashes = kit({ fill }, 6).filter(({ voice }) => voice === 'crash')
    expect(crashes.map(({ measure, beatNumber, duration }) => [measure, beatNumber, duration])).toEqual([
      [3, 1, 0],
      [5, 1, 0],
    ])
  })

  it('counts fills from the start of each section', () => {
    const fill = { everyBars: 4, density: 1 }
    const filled = kit({ fill }, 12, CHART, [{ bars: 6 }])
      .filter(({ cell, voice }) => cell === 0 && voice === 'snare')
      .map(({ measure }) => measure)
    expect([...new Set(filled)]).toEqual([4, 10])
  })

  it('fills the fuller the denser, and not at all at 0 %', () => {
    const strokes = (density: number) =>
      kit({ fill: { everyBars: 1, density } }, 64).filter(
        ({ cell, voice }) => cell === 0 && voice === 'snare',
      ).length
    const counts = [0, 0.3, 0.6, 1].map(strokes)
    expect(counts[0]).toBe(0)
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts[3]).toBe(64 * 8)
    expect((counts[1] ?? 0) / 512).toBeGreaterThan(0.25)
    expect((counts[1] ?? 0) / 512).toBeLessThan(0.5)
  })

  it('goes down the drums that the chart has', () => {
    const chart = { ...CHART, tom1: drums('................'), tom2: drums('................') }
    const order = kit({ fill: { everyBars: 1, density: 1 } }, 1, chart)
      .filter(({ cell }) => cell === 0)
      .map(({ voice }) => voice)
    expect([...new Set(order)]).toEqual(['snare', 'tom1', 'tom2'])
    const cymbalsOnly = { kick: drums('x...'), ride: drums('xxxx') }
    const filled = kit({ fill: { everyBars: 1, density: 1 } }, 1, cymbalsOnly).filter(
      ({ cell }) => cell === 0,
    )
    expect(filled.map(({ voice }) => voice)).toEqual(new Array(8).fill('ride'))
  })

  it('plays n bars and leaves n to the player when trading, without fills', () => {
    const beats = kit({ tradeBars: 2, fill: { everyBars: 2, density: 1 } }, 8)
    expect([...new Set(beats.map(({ measure }) => measure))]).toEqual([1, 2, 5, 6])
    expect(beats.every(({ cell }) => cell > 0)).toBe(true)
  })
})
