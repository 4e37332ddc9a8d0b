import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VoicingMemory } from '../../../runtime/band/voicing.ts'
import type { ChordDef, Voicing } from '../../../runtime/policy.ts'
import { runs } from '../../harness/runs.ts'
import { CHORDS, chord } from '../fixtures.ts'

const RANGE = { low: 48, high: 72 }
const [, DM7, G7, CMAJ7] = CHORDS as readonly [ChordDef, ChordDef, ChordDef, ChordDef]
const STYLES: readonly Voicing[] = ['rootless', 'shell', 'spread', 'drop2', 'close']

function play(style: Voicing, chords: readonly ChordDef[], range = RANGE): readonly (readonly number[])[] {
  const memory = new VoicingMemory(true)
  return chords.map((c) => [...memory.play(c, style, range)])
}

describe('voicings', () => {
  it.each([
    // third, fifth, seventh and ninth: F A C E, then B D F A moves least, then B D E G
    [
      'rootless',
      [
        [53, 57, 60, 64],
        [53, 57, 59, 62],
        [52, 55, 59, 62],
      ],
    ],
    [
      'shell',
      [
        [50, 60, 65],
        [55, 59, 65],
        [48, 59, 64],
      ],
    ],
    [
      'close',
      [
        [57, 60, 62, 65],
        [55, 59, 62, 65],
        [55, 59, 60, 64],
      ],
    ],
  ] as const)('%s plays ii–V–I as a pianist would', (style, expected) => {
    expect(play(style, [DM7, G7, CMAJ7])).toEqual(expected)
  })

  it('keeps a voicing while the chord stays', () => {
    const [first, second] = play('close', [DM7, DM7])
    expect(second).toEqual(first)
  })

  it('is silent for N.C. and goes on from where the hands were', () => {
    const none = chord('N.C.', -1, [], [])
    const [before, silence, again, after] = play('close', [DM7, none, none, DM7])
    expect(silence).toEqual([])
    expect(again).toEqual([])
    expect(after).toEqual(before)
  })

  it('drops the second voice from the top by an octave', () => {
    const [close] = play('close', [CMAJ7])
    const [drop] = play('drop2', [CMAJ7])
    expect(close?.length).toBe(4)
    const spans = [close, drop].map((pitches) => (pitches?.[3] ?? 0) - (pitches?.[0] ?? 0))
    expect(spans[1]).toBeGreaterThan(spans[0] ?? 99)
  })

  it('leaves the root to the bassist when rootless', () => {
    for (const c of [DM7, G7, CMAJ7]) {
      for (const pitch of play('rootless', [c])[0] ?? []) expect(pitch % 12).not.toBe(c.root)
    }
  })

  it('lies otherwise once a bassist has come or gone', () => {
    const ninth = chord('X', 0, [0, 4, 7, 10, 14], [0, 2, 4, 5, 7, 9, 10])
    const classes = (memory: VoicingMemory) =>
      new Set(memory.play(ninth, 'close', RANGE).map((pitch) => pitch % 12))
    const memory = new VoicingMemory(true)
    expect(classes(memory)).toEqual(new Set([2, 4, 7, 10]))
    memory.join(false)
    expect(classes(memory)).toEqual(new Set([0, 2, 4, 10]))
    memory.join(true)
    expect(classes(memory)).toEqual(new Set([2, 4, 7, 10]))
  })

  // [comp.voicing]
  it.each([
    ['a thirteenth and the ninth', [0, 4, 7, 10, 14, 21], [4, 9, 10, 2]],
    ['a raised eleventh and the ninth', [0, 4, 7, 10, 14, 18], [4, 6, 10, 2]],
    ['an altered ninth and the fifth', [0, 4, 7, 10, 13], [4, 7, 10, 1]],
    ['a thirteenth and the altered ninth', [0, 4, 7, 10, 13, 18, 21], [4, 9, 10, 1]],
    ['an altered fifth and the ninth', [0, 4, 8, 10], [4, 8, 10, 2]],
  ])('rootless has %s beside third and seventh', (_, tones, expected) => {
    const [pitches] = play('rootless', [chord('X', 0, tones, [0, 2, 4, 5, 7, 9, 10])])
    expect(new Set(pitches?.map((pitch) => pitch % 12))).toEqual(new Set(expected))
  })

  // [comp.voicing]
  it('rootless leaves the fifth out beside a raised eleventh, where the key has no ninth for it either', () => {
    const [pitches] = play('rootless', [chord('X', 0, [0, 4, 7, 10, 18], [0, 1, 4, 5, 7, 8, 10])])
    expect(new Set(pitches?.map((pitch) => pitch % 12))).toEqual(new Set([4, 6, 10]))
  })

  const anyChord = fc
    .record({
      root: fc.integer({ min: 0, max: 11 }),
      tones: fc.constantFrom(
        [0, 4, 7],
        [0, 3, 7, 10],
        [0, 4, 7, 11],
        [0, 3, 6, 10],
        [0, 4, 8],
        [0, 5, 7, 10],
        [0, 4, 7, 10, 14],
        [0, 4, 7, 10, 13, 21],
        [0, 3, 6, 9],
        [0, 7],
      ),
    })
    .map(({ root, tones }) => chord('X', root, tones, [0, 2, 4, 5, 7, 9, 11]))

  // [comp.range] [comp.low]
  it('stays in the range, ascends, holds chord tones or the ninth, and is never muddy', () => {
    fc.assert(
      fc.property(
        fc.array(anyChord, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...STYLES),
        fc.integer({ min: 24, max: 60 }),
        fc.integer({ min: 7, max: 36 }),
        (chords, style, low, width) => {
          const range = { low, high: low + width }
          for (const [i, pitches] of play(style, chords, range).entries()) {
            const c = chords[i]
            for (const [v, pitch] of pitches.entries()) {
              expect(pitch).toBeGreaterThanOrEqual(range.low)
              expect(pitch).toBeLessThanOrEqual(range.high)
              const tone = (((pitch - (c?.root ?? 0)) % 12) + 12) % 12
              const tones = [...(c?.tones ?? []).map((t) => t % 12), ...(style === 'rootless' ? [2] : [])]
              expect(tones).toContain(tone)
              const above = pitches[v + 1]
              if (above === undefined) continue
              expect(above).toBeGreaterThan(pitch)
              if (pitch < 48) expect(above - pitch).toBeGreaterThanOrEqual(5)
            }
          }
        },
      ),
      runs(300),
    )
  })

  // [comp.smooth]
  it('moves no further than any other layout of the same kind would', () => {
    const motion = (a: readonly number[], b: readonly number[]) =>
      a.reduce((sum, pitch, i) => sum + Math.abs(pitch - (b[i] ?? 0)), 0)
    for (const [from, to] of [
      [DM7, G7],
      [G7, CMAJ7],
      [CMAJ7, DM7],
    ] as const) {
      const [first, second] = play('close', [from, to])
      const tones = to.tones.map((tone) => tone + to.root)
      for (let inversion = 0; inversion < 4; inversion++) {
        for (let octave = 3; octave <= 6; octave++) {
          const other = tones
            .map((tone, i) => tone + 12 * octave + (i < inversion ? 12 : 0))
            .toSorted((a, b) => a - b)
          if ((other[0] ?? 0) < RANGE.low || (other[3] ?? 0) > RANGE.high) continue
          expect(motion(first ?? [], second ?? [])).toBeLessThanOrEqual(motion(first ?? [], other))
        }
      }
    }
  })
})
