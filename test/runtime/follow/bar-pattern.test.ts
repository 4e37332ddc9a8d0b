import { describe, expect, it } from 'vitest'
import { BarPattern } from '../../../runtime/follow/bar-pattern.ts'
import { type BeatPlace, Evidence, Loudness } from '../../../runtime/follow/evidence.ts'
import { eventsOf, type Heard, placeOf } from './heard.ts'

const BEAT = 0.5

/** Hears a player who plays at these places of each beat, in beats, for so many bars. */
function learned(player: readonly number[], bars = 16, only: (beat: number) => boolean = () => true) {
  const pattern = new BarPattern()
  for (let beat = 0; beat < bars * 4; beat++) {
    const heard = only(beat % 4) ? player.map((at): Heard => [at * BEAT]) : [[0] as Heard]
    tell(pattern, heard, { place: beat % 4 }, true)
  }
  return pattern
}

function tell(pattern: BarPattern, heard: readonly Heard[], place: Partial<BeatPlace> = {}, learn = false) {
  const evidence = new Evidence()
  const loudness = new Loudness()
  pattern.judge(eventsOf(heard), placeOf(place), loudness, evidence)
  if (learn) pattern.learn(placeOf(place), evidence, loudness)
  return evidence
}

describe('the learned bar pattern', () => {
  it('expects an off-beat 8th half before it has heard any, and other 16ths not at all', () => {
    const fresh = new BarPattern()
    expect(tell(fresh, [[0.27]]).weight).toBeCloseTo(0.25, 12)
    expect(tell(fresh, [[0.27]]).deviation).toBeCloseTo(0.02, 12)
    expect(tell(fresh, [[0.125 + 0.02]]).explained).toBe(false)
  })

  // [track.pattern]
  it.each([0.55, 0.58, 2 / 3, 0.7])('learns where a player who swings by %d puts the off-beat', (ratio) => {
    const swung = learned([0, ratio], 48)
    const late = tell(swung, [[ratio * BEAT + 0.015]])
    expect(Math.abs(late.deviation - 0.015)).toBeLessThan(0.005)
    expect(late.weight).toBeGreaterThan(0.45)
    // Who has not heard the player takes the swing for lateness, or hears nothing.
    const fresh = tell(new BarPattern(), [[ratio * BEAT + 0.015]])
    expect(Math.abs(fresh.deviation - 0.015) < 0.015).toBe(false)
  })

  // [track.pattern]
  it('learns syncopated 16ths, place by place in the bar', () => {
    const pattern = learned([0, 0.75], 16, (beat) => beat === 1)
    expect(tell(pattern, [[0.375 + 0.02]], { place: 1 }).weight).toBeGreaterThan(0.45)
    expect(tell(pattern, [[0.375 + 0.02]], { place: 1 }).deviation).toBeCloseTo(0.02, 6)
    expect(tell(pattern, [[0.375 + 0.02]], { place: 2 }).weight).toBeLessThan(0.05)
  })

  // [track.pattern] [onset.hardly]
  it('believes a place less that this player leaves out, and takes nothing for explained by it', () => {
    const quarters = learned([0])
    const offBeat = tell(quarters, [[0.27]])
    expect(offBeat.weight).toBeLessThan(0.01)
    expect(offBeat).toMatchObject({ heard: false, explained: false })
    expect(offBeat.weight).toBeGreaterThan(0)
  })

  // [track.pattern]
  it('gives an event to the place that this player plays, be another one nearer', () => {
    const offBeats = learned([0.5], 16, (beat) => beat === 1)
    const early = tell(offBeats, [[0.34 * BEAT]], { place: 1 })
    expect(early.deviation).toBeCloseTo(-0.16 * BEAT, 9)
    expect(early.weight).toBeGreaterThan(0.45)
    // Who is heard on all 16ths is not.
    const sixteenths = learned([0, 0.25, 0.5, 0.75])
    expect(tell(sixteenths, [[0.34 * BEAT]], { place: 1 }).deviation).toBeCloseTo(0.09 * BEAT, 9)
  })

  // [track.pattern]
  it('looks further before a bar’s first beat too, where the bar before ends with a rest', () => {
    const pattern = learned([0])
    const early: Heard[] = [[-0.2 * BEAT]]
    expect(tell(pattern, early).explained).toBe(false)
    for (let beat = 2; beat < 4; beat++) tell(pattern, [], { place: beat }, true)
    expect(tell(pattern, early)).toMatchObject({ onset: -0.2 * BEAT, weight: 1 })
  })

  it('lets all that was played speak for the beat, the beat itself loudest', () => {
    const eighths = learned([0, 0.5])
    const evidence = tell(eighths, [[0.03], [0.25]])
    expect(evidence.onset).toBe(0.03)
    expect(evidence.deviation).toBeGreaterThan(0.018)
    expect(evidence.deviation).toBeLessThan(0.022)
  })

  it('takes an event within the window for the beat, be the next 16th nearer and surely played', () => {
    const sixteenths = learned([0, 0.25, 0.5, 0.75])
    expect(tell(sixteenths, [[0.14 * BEAT]])).toMatchObject({ onset: 0.14 * BEAT, weight: 1 })
    expect(tell(sixteenths, [[0.16 * BEAT]]).onset).toBeNaN()
  })

  it('takes an event on the 16th before the beat for no part of it', () => {
    const sixteenths = learned([0, 0.25, 0.5, 0.75])
    const before = tell(sixteenths, [[-0.24 * BEAT]])
    expect([before.onset, before.weight]).toEqual([Number.NaN, 0])
  })

  it('takes an event before the next beat for that beat, not for a late 16th of this one', () => {
    const pattern = learned([0, 0.75])
    expect(tell(pattern, [[0.46]]).explained).toBe(false)
  })

  it('looks further where the player was lost and leaves the next 16th out anyway', () => {
    const pattern = learned([0])
    const far: Heard[] = [[0.11]]
    expect(tell(pattern, far).explained).toBe(false)
    for (let beat = 0; beat < 2; beat++) tell(pattern, [], { place: beat }, true)
    expect(tell(pattern, far)).toMatchObject({ onset: 0.11, weight: 1 })
    expect(tell(pattern, [[0.16]]).explained).toBe(false)
  })

  it('knows the places of long beats and of long bars', () => {
    const pattern = new BarPattern()
    const bar = { length: 1.5, beat: 0.75, place: 1.5 }
    for (let i = 0; i < 20; i++) tell(pattern, [[0], [0.25]], bar, true)
    expect(tell(pattern, [[0.27]], bar).deviation).toBeCloseTo(0.02, 9)
    expect(() => tell(pattern, [[0], [0.3]], { place: 1000, length: 400, beat: 200 }, true)).not.toThrow()
  })
})
