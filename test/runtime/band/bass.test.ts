import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { degreePitch, foldIntoRange, nearestPitch } from '../../../runtime/band/line.ts'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { ChordSpan, MemberDef, MemberSettings, SectionDef, VoiceDef } from '../../../runtime/policy.ts'
import { runs } from '../../harness/runs.ts'
import { CHORDS, degrees, part, policy, SETTINGS } from '../fixtures.ts'

const BASS: MemberDef = { name: 'bass', kind: 'bassist', follows: 'player' }
const E1_TO_G2 = { low: 28, high: 43 }

function walk(
  chords: readonly ChordSpan[],
  settings: Partial<MemberSettings>,
  seed = 0,
  sections: readonly Partial<SectionDef>[] = [{ bars: 4, chords }],
) {
  const own = part({ line: degrees('1') }, { walk: true, range: E1_TO_G2, approach: null, ...settings })
  return createPolicy(policy({ members: [[BASS, own]], sections, definition: { repeat: true } })).score({
    bars: 16,
    seed,
  }).beats
}

/** One chord a bar, by index into `CHORDS`. */
function bars(...indices: readonly number[]): readonly ChordSpan[] {
  return indices.map((index, bar) => ({ bar, at: 0, chord: index }))
}

const II_V_I = bars(1, 2, 3, 4)
const SCALE = [0, 2, 4, 5, 7, 9, 11]

/** Evenly spread, where `fc.double` would draw mostly tiny numbers. */
const within = (low: number, high: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.round(low * 1e6), max: Math.round(high * 1e6) }).map((micros) => micros / 1e6)

describe('pitches of a line', () => {
  it('lie in the octave nearest to the note before', () => {
    expect(nearestPitch(0, 41, E1_TO_G2)).toBe(36)
    expect(nearestPitch(4, 29, E1_TO_G2)).toBe(28)
    expect(nearestPitch(4, 41, E1_TO_G2)).toBe(40)
    expect(nearestPitch(3, 30, { low: 28, high: 30 })).toBeNaN()
    // Of two the lower, and for the first note of all the one nearest to the middle.
    expect(nearestPitch(0, 42, { low: 28, high: 60 })).toBe(36)
    expect(nearestPitch(0, Number.NaN, { low: 28, high: 60 })).toBe(48)
  })

  it('fold into the range by octaves', () => {
    expect(foldIntoRange(60, E1_TO_G2)).toBe(36)
    expect(foldIntoRange(20, E1_TO_G2)).toBe(32)
    expect(foldIntoRange(44, { low: 45, high: 50 })).toBeNaN()
  })

  it('count degrees from the chord, the bass of a slash chord being a bassist’s 1', () => {
    const [c, , , , , , overE] = CHORDS
    if (c === undefined || overE === undefined) throw new Error('chords')
    const range = { low: 36, high: 60 }
    expect([1, 2, 3, 5, 8].map((d) => degreePitch(c, d, 0, true, 48, range))).toEqual([48, 50, 52, 43, 60])
    expect(degreePitch(c, 5, 1, true, 48, range)).toBe(55)
    expect(degreePitch(overE, 1, 0, true, 48, range)).toBe(52)
    expect(degreePitch(overE, 1, 0, false, 48, range)).toBe(48)
  })
})

describe('an 8', () => {
  const line = (cells: readonly number[], root: number, range: { low: number; high: number }) => {
    const chord = { symbol: '', root, bass: root, tones: [0, 4, 7], degrees: SCALE, scale: SCALE }
    const voice: VoiceDef = {
      name: 'line',
      bars: 1,
      loopQuarters: null,
      octavesUp: cells.includes(8) ? 1 : 0,
      play: (e) => {
        for (const [i, degree] of cells.entries()) e.degree(i + 1, i / 4, (i + 1) / 4, 0.7, degree, 0)
      },
    }
    const own = part({ line: voice }, { range })
    const sections = [{ bars: 1, chords: [{ bar: 0, at: 0, chord: 0 }] }]
    return createPolicy(policy({ members: [[BASS, own]], sections, definition: { chords: [chord] } }))
      .score({ bars: 1 })
      .beats.map(({ pitch }) => pitch ?? Number.NaN)
  }
  const cells = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 2, maxLength: 16 })
  const key = fc.nat(11)
  const low = fc.integer({ min: 20, max: 60 })

  // [bars.eight]
  it('is the next root above the note before, and another 8 is the same, wherever there is room', () => {
    fc.assert(
      fc.property(cells, key, low, fc.integer({ min: 11, max: 48 }), (degrees, root, from, size) => {
        const range = { low: from, high: from + size }
        const played = line(degrees, root, range)
        expect(played).toHaveLength(degrees.length)
        for (const [i, pitch] of played.entries()) {
          const before = played[i - 1]
          expect(pitch).toBeGreaterThanOrEqual(range.low)
          expect(pitch).toBeLessThanOrEqual(range.high)
          expect((pitch - root - (SCALE[((degrees[i] ?? 1) - 1) % 7] ?? 0) + 120) % 12).toBe(0)
          if (before === undefined) continue
          const behind = degrees[i - 1] === 8
          if (degrees[i] === 8) {
            const above = before + ((root - before + 119) % 12) + 1
            if (behind) expect(pitch).toBe(before)
            else if (above <= range.high) expect(pitch).toBe(above)
          } else if (degrees[i] === 1 && behind) {
            if (before - 12 >= range.low) expect(pitch).toBe(before - 12)
          } else if (before - 6 >= range.low && before + 6 <= range.high) {
            expect(Math.abs(pitch - before)).toBeLessThanOrEqual(6)
          }
        }
      }),
      runs(300),
    )
  })

  // [bars.eight] [bars.first]
  it('is an octave above a 1 that begins, wherever the range has one', () => {
    fc.assert(
      fc.property(key, low, fc.integer({ min: 12, max: 48 }), fc.boolean(), (root, from, size, first) => {
        const range = { low: from, high: from + size }
        const played = line(first ? [1, 8, 1, 8] : [8, 1, 8, 1], root, range)
        const lowest = from + ((((root - from) % 12) + 12) % 12)
        if (lowest + 12 > range.high) return
        const [a = 0, b = 0] = played
        expect(Math.abs(b - a)).toBe(12)
        expect(played).toEqual([a, b, a, b])
      }),
      runs(300),
    )
  })
})

describe('a written line', () => {
  it('follows the chords, holds what is held and is silent for N.C.', () => {
    const own = part({ line: degrees('1-5.') }, { range: E1_TO_G2, length: 0.5 })
    const { beats } = createPolicy(
      policy({ members: [[BASS, own]], sections: [{ bars: 2, chords: bars(1, 5) }] }),
    ).score({ bars: 2 })
    expect(beats.map(({ pitch, timestamp, duration, cell }) => [pitch, timestamp, duration, cell])).toEqual([
      [38, 0, 0.5, 1],
      [33, 1, 0.25, 3],
    ])
  })

  // [chords.none]
  it('is silent for N.C. with an accidental, too', () => {
    const flatSeventh: VoiceDef = {
      name: 'line',
      bars: 1,
      loopQuarters: null,
      play: (e) => e.step(1, 0, 4, 0.7, 10, 0),
    }
    const own = part({ line: flatSeventh }, { range: E1_TO_G2 })
    const { beats } = createPolicy(
      policy({ members: [[BASS, own]], sections: [{ bars: 2, chords: bars(1, 5) }] }),
    ).score({ bars: 2 })
    expect(beats.map(({ measure, pitch, duration }) => [measure, pitch, duration])).toEqual([[1, 36, 2]])
  })
})

describe('a choice with weights', () => {
  // [bars.choice]
  it.each([
    { weights: [1, 2, 1], shares: [0.25, 0.5, 0.25] },
    { weights: [0, 3, 1], shares: [0, 0.75, 0.25] },
    { weights: [1, 0, 0], shares: [1, 0, 0] },
    // What is no weight counts as none; where there is none at all, each is as likely.
    { weights: [-5, Number.NaN, 2], shares: [0, 0, 1] },
    { weights: [0, 0, 0], shares: [1 / 3, 1 / 3, 1 / 3] },
  ])('of $weights is drawn as often as they say', ({ weights, shares }) => {
    const voice: VoiceDef = {
      name: 'line',
      bars: 1,
      loopQuarters: null,
      // The first number is another slot's.
      play: (e) => e.pitch(1, 0, 1, 0.7, 60 + e.weigh(1, Float64Array.of(9, ...weights), 1, 3)),
    }
    const own = part({ line: voice })
    const { beats } = createPolicy(policy({ members: [[BASS, own]] })).score({ bars: 2000 })
    for (const [i, share] of shares.entries()) {
      const drawn = beats.filter(({ pitch }) => pitch === 60 + i).length / beats.length
      // Three standard errors of a half.
      expect(Math.abs(drawn - share)).toBeLessThanOrEqual(share % 1 === 0 ? 0 : 0.034)
    }
  })
})

describe('a dead note', () => {
  // [bassist.dead]
  it('sounds for a 32nd, or shorter where its cell is', () => {
    const line: VoiceDef = {
      name: 'line',
      bars: 1,
      loopQuarters: null,
      play: (e) => {
        e.degree(1, 0, 2, 0.7, 1, 0, 'dead')
        e.pitch(2, 2, 2.0625, 0.7, 40, 'dead')
        e.degree(3, 3, 4, 0.7, 1, 0)
      },
    }
    const own = part({ line }, { range: E1_TO_G2 })
    const { beats } = createPolicy(
      policy({ members: [[BASS, own]], sections: [{ bars: 1, chords: bars(1) }] }),
    ).score({
      bars: 1,
    })
    expect(beats.map(({ duration }) => duration)).toEqual([0.0625, 0.03125, 0.5])
  })
})

describe('an approach on a written line', () => {
  const TUNE: readonly Partial<SectionDef>[] = [
    { bars: 4, chords: II_V_I },
    { bars: 1, chords: bars(2) },
  ]
  const line = (
    cells: string,
    kind: 'chromatic' | 'scale' | 'dominant',
    chance = 1,
    seed = 0,
    sections = TUNE,
  ) => {
    const own = part({ line: degrees(cells) }, { range: E1_TO_G2, approach: { kind, chance } })
    return createPolicy(policy({ members: [[BASS, own]], sections, definition: { repeat: true } })).score({
      bars: 40,
      seed,
    }).beats
  }
  const steps = (beats: ReturnType<typeof line>) =>
    beats.flatMap(({ pitch, beatNumber }, i) => {
      const next = beats[i + 1]
      return beatNumber === 4 && next !== undefined ? [(next.pitch ?? 0) - (pitch ?? 0)] : []
    })

  // [bassist.approach-line]
  it('changes the last note before a change, across joins and repeats, and leaves the others alone', () => {
    const plain = createPolicy(
      policy({
        members: [[BASS, part({ line: degrees('1-35') }, { range: E1_TO_G2 })]],
        sections: [{ bars: 4, chords: II_V_I }],
      }),
    ).score({ bars: 4 }).beats
    const led = line('1-35', 'chromatic').slice(0, 12)
    for (const [i, { pitch, beatNumber }] of plain.entries()) {
      if (beatNumber === 1) expect((led[i]?.pitch ?? 0) % 12).toBe((pitch ?? 0) % 12)
    }
    for (const step of steps(line('1-35', 'chromatic'))) expect(Math.abs(step)).toBe(1)
    for (const step of steps(line('1-35', 'scale'))) expect([1, 2]).toContain(Math.abs(step))
    for (const step of steps(line('1-35', 'dominant'))) expect([5, 7]).toContain(Math.abs(step))
    // The third change is into A: both its neighbours are near.
    const third = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => steps(line('1-35', 'chromatic', 1, seed))[2])
    expect(new Set(third)).toEqual(new Set([-1, 1]))
  })

  // [bassist.approach-line]
  it('has nothing to do while the chord stays', () => {
    const tune = [{ bars: 2, chords: bars(1) }]
    for (const { pitch, beatNumber } of line('1-35', 'chromatic', 1, 0, tune)) {
      if (beatNumber === 4) expect((pitch ?? 0) % 12).toBe(9)
    }
  })

  // [bassist.approach-line]
  it('comes as often as it says, and not to a note that is held over from before', () => {
    const led = [1, 2, 3, 4, 5].flatMap((seed) => steps(line('1-35', 'chromatic', 0.5, seed)))
    const share = led.filter((step) => Math.abs(step) === 1).length / led.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.75)
    const held = line('1-5-', 'chromatic')
    expect(
      held
        .filter(({ beatNumber }) => beatNumber === 3)
        .every(({ pitch, measure }) => {
          const chord = CHORDS[[1, 2, 3, 4, 2][(measure - 1) % 5] ?? 0]
          return ((pitch ?? 0) - (chord?.root ?? 0) - 7) % 12 === 0
        }),
    ).toBe(true)
  })
})

describe('a walking bass', () => {
  // [bassist.walk]
  it('plays quarters, each as long as written', () => {
    const beats = walk(II_V_I, { length: 0.9 })
    expect(beats).toHaveLength(64)
    expect(beats.every(({ duration }) => Math.abs(duration - 0.45) < 1e-12)).toBe(true)
  })

  // [bassist.walk]
  it('has the root on every chord change, within the bar too', () => {
    const twoInABar = [...bars(1, 2), { bar: 1, at: 2, chord: 4 }, { bar: 2, at: 0, chord: 3 }]
    const roots = new Map([
      [1, 2],
      [5, 7],
      [7, 9],
      [9, 0],
    ])
    for (const beat of walk(twoInABar, {})) {
      const bar = (beat.measure - 1) % 4
      const root = roots.get(bar * 4 + beat.beatNumber)
      if (root !== undefined) expect((beat.pitch ?? 0) % 12).toBe(root)
    }
  })

  // [bassist.walk] [bassist.range]
  it('leaps no further than a fifth, stays in range and never repeats a note between changes', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom('chromatic', 'scale', 'dominant'),
        within(0, 1),
        (seed, kind, chance) => {
          const beats = walk(II_V_I, { approach: { kind, chance } }, seed)
          for (const [i, { pitch, beatNumber }] of beats.entries()) {
            const before = beats[i - 1]?.pitch
            expect(pitch).toBeGreaterThanOrEqual(E1_TO_G2.low)
            expect(pitch).toBeLessThanOrEqual(E1_TO_G2.high)
            if (before === undefined || before === null || pitch === null) continue
            expect(Math.abs(pitch - before)).toBeLessThanOrEqual(7)
            if (beatNumber !== 1) expect(pitch).not.toBe(before)
          }
        },
      ),
      runs(60),
    )
  })

  // [bassist.approach]
  it('comes to the next root by a semitone when it approaches chromatically, across joins of sections', () => {
    const sections = [
      { bars: 1, chords: bars(1) },
      { bars: 1, chords: bars(2) },
      { bars: 1, chords: bars(3) },
    ]
    const beats = walk([], { approach: { kind: 'chromatic', chance: 1 } }, 3, sections)
    for (const [i, beat] of beats.entries()) {
      const next = beats[i + 1]
      if (beat.beatNumber !== 4 || next === undefined) continue
      expect(Math.abs((next.pitch ?? 0) - (beat.pitch ?? 0))).toBe(1)
    }
  })

  // [bassist.approach]
  it('comes to the approach itself by a step more often than by a leap', () => {
    const sizes = Array.from({ length: 20 }, (_, seed) =>
      walk(II_V_I, { approach: { kind: 'chromatic', chance: 1 } }, seed).flatMap(
        ({ beatNumber, pitch }, i, all) =>
          beatNumber === 4 ? [Math.abs((pitch ?? 0) - (all[i - 1]?.pitch ?? 0))] : [],
      ),
    ).flat()
    expect(sizes.filter((size) => size <= 2).length / sizes.length).toBeGreaterThan(0.6)
  })

  // [bassist.approach]
  it('comes by a step of the scale, or by the dominant', () => {
    for (const [kind, intervals, share] of [
      ['scale', [1, 2], 0.7],
      ['dominant', [5, 7], 0.6],
    ] as const) {
      const beats = walk(II_V_I, { approach: { kind, chance: 1 } }, 5)
      const last = beats.filter(({ beatNumber }) => beatNumber === 4).slice(0, -1)
      const approached = last.filter((beat) => {
        const next = beats[beats.indexOf(beat) + 1]
        return intervals.some((interval) => interval === Math.abs((next?.pitch ?? 0) - (beat.pitch ?? 0)))
      })
      // Where the line already sits on the dominant, or the range has no room, another tone leads over.
      expect(approached.length).toBeGreaterThanOrEqual(share * last.length)
    }
  })

  it('uses chord and scale tones between', () => {
    for (const { pitch, beatNumber, measure } of walk(II_V_I, {}, 9)) {
      if (beatNumber === 1) continue
      const c = CHORDS[[1, 2, 3, 4][(measure - 1) % 4] ?? 0]
      const tones = [...SCALE, ...(c?.tones.map((tone) => (tone + c.root) % 12) ?? [])]
      expect(tones).toContain((pitch ?? 0) % 12)
    }
  })

  it('does not give the coming root away when it leads there without an approach', () => {
    for (const seed of [1, 2, 3, 4]) {
      const beats = walk(II_V_I, {}, seed)
      for (const [i, { beatNumber, pitch }] of beats.entries()) {
        if (beatNumber === 4 && beats[i + 1] !== undefined) expect(beats[i + 1]?.pitch).not.toBe(pitch)
      }
    }
  })

  it('begins anew on the root after bars of rest', () => {
    const beats = [1, 2, 3, 4, 5, 6].flatMap((seed) =>
      walk([], { restEvery: 3 }, seed, [{ bars: 16, chords: bars(1) }]),
    )
    for (const { measure, beatNumber, pitch } of beats) {
      if (measure % 3 === 1 && beatNumber === 1) expect((pitch ?? 0) % 12).toBe(2)
    }
  })

  it('tells a chord that goes on for bars by its root on many 1s, and by its tones on most', () => {
    const ones = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((seed) =>
      walk([], { approach: null }, seed, [{ bars: 16, chords: bars(1) }]).filter(
        ({ beatNumber, measure }) => beatNumber === 1 && measure > 1,
      ),
    )
    const share = (...tones: readonly number[]) =>
      ones.filter(({ pitch }) => tones.includes(((pitch ?? 0) - 2) % 12)).length / ones.length
    expect(share(0)).toBeGreaterThan(1 / 3)
    expect(share(0, 3, 7, 10)).toBeGreaterThan(0.8)
  })

  it('goes both ways: it turns at the ends of its range and now and then before', () => {
    const pitches = walk(II_V_I, {}, 2).map(({ pitch }) => pitch ?? 0)
    const ups = pitches.filter((pitch, i) => pitch > (pitches[i - 1] ?? pitch)).length
    expect(ups).toBeGreaterThan(16)
    expect(ups).toBeLessThan(48)
  })

  it('plays something sensible where the range holds no root', () => {
    for (const { pitch } of walk(II_V_I, { range: { low: 40, high: 45 } })) {
      expect(pitch).toBeGreaterThanOrEqual(40)
      expect(pitch).toBeLessThanOrEqual(45)
    }
    expect(SETTINGS.walk).toBe(false)
  })
})
