import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Confidence } from '../../../runtime/follow/confidence.ts'

type Beat = 'explained' | 'unexplained' | 'silent'

function afterBeats(beats: readonly Beat[]): Confidence {
  const confidence = new Confidence()
  for (const beat of beats) confidence.closeBeat(beat === 'explained', beat !== 'silent')
  return confidence
}

const many = (count: number, beat: Beat): readonly Beat[] => new Array<Beat>(count).fill(beat)

describe('confidence', () => {
  // [confidence.start]
  it('starts at 1, falls by 0.15 for notes that explain nothing and by 0.05 for silence, and rises by 0.1', () => {
    expect(afterBeats([]).value).toBe(1)
    expect(afterBeats(['unexplained']).value).toBe(0.85)
    expect(afterBeats(['silent']).value).toBe(0.95)
    expect(afterBeats(['unexplained', 'unexplained', 'explained']).value).toBe(0.8)
  })

  // [confidence.start]
  it('stays within 0 and 1, in exact twentieths', () => {
    const beat = fc.constantFrom<Beat>('explained', 'unexplained', 'silent')
    fc.assert(
      fc.property(fc.array(beat, { maxLength: 60 }), (beats) => {
        const { value } = afterBeats(beats)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        expect(value).toBe(Math.round(value * 20) / 20)
      }),
    )
    expect(afterBeats(many(30, 'silent')).value).toBe(0)
    expect(afterBeats([...many(30, 'silent'), 'explained']).value).toBe(0.1)
  })

  // [confidence.coast]
  it('coasts below 0.3 and not at it: after fifteen silent beats, or five that nothing explains', () => {
    expect(afterBeats(many(14, 'silent'))).toMatchObject({ value: 0.3, coasts: false })
    expect(afterBeats(many(15, 'silent'))).toMatchObject({ value: 0.25, coasts: true })
    expect(afterBeats(many(4, 'unexplained')).coasts).toBe(false)
    expect(afterBeats(many(5, 'unexplained')).coasts).toBe(true)
  })

  it('is half of what it can be in a player who has come back', () => {
    const confidence = afterBeats(many(30, 'silent'))
    confidence.foundAgain()
    expect(confidence).toMatchObject({ value: 0.5, coasts: false })
  })
})
