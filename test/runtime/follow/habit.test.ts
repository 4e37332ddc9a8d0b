import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Habit } from '../../../runtime/follow/habit.ts'

const PERIOD = 0.5
/** The habit is learned however much the tempo keeps. */
const ADAPT = 0.2

/** A habit that has heard these deviations from beats half a second apart. */
function heard(deviations: readonly number[], period = PERIOD): Habit {
  const habit = new Habit()
  tell(habit, deviations, 0, period)
  return habit
}

function tell(habit: Habit, deviations: readonly number[], from = 0, period = PERIOD): void {
  for (const [i, a] of deviations.entries()) {
    habit.learn((from + i) * period + a, from + i, a, period, period, ADAPT)
  }
}

describe('the player’s habit', () => {
  // [bias.learn]
  it('is the mean of the first deviations: b += (a − b) / n', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 8 }), (ms) => {
        const mean = ms.reduce((sum, a) => sum + a, 0) / ms.length
        expect(heard(ms.map((a) => a / 1000)).bias).toBeCloseTo(mean / 1000, 12)
      }),
    )
  })

  // [bias.learn]
  it('learns by 1/32 from the 32nd onset on', () => {
    const habit = heard(new Array<number>(100).fill(-0.03))
    tell(habit, [-0.03 + 0.0032], 100)
    expect(habit.bias).toBeCloseTo(-0.03 + 0.0001, 12)
  })

  // [bias.learn]
  it('is never further off than 80 ms, nor than a fifth of a beat', () => {
    expect(heard(new Array<number>(20).fill(-0.095)).bias).toBe(-0.08)
    expect(heard(new Array<number>(20).fill(0.095)).bias).toBe(0.08)
    expect(heard(new Array<number>(20).fill(-0.095), 0.3).bias).toBeCloseTo(-0.06, 12)
  })

  // [bias.learn]
  it('does not hear an onset that lies 0.15 beat away from it', () => {
    // Later, one such onset shows in the player's tempo too, and that alone would do.
    for (const [a, learns] of [
      [0.06, false],
      [-0.1, false],
      [0.05, true],
      [-0.09, true],
    ] as const) {
      const habit = heard(new Array<number>(20).fill(-0.02))
      habit.interrupt()
      tell(habit, [a], 20)
      expect(Math.abs(habit.bias + 0.02) > 1e-6).toBe(learns)
    }
  })

  // [bias.learn]
  it('hears every onset until it is known: what is an outlier nobody can say yet', () => {
    expect(heard([0, 0, 0.09]).bias).toBeCloseTo(0.03, 12)
  })

  // [onset.window]
  it('tells where the next note is by the last 8 intervals: one more than the notes between tell', () => {
    // One interval 80 ms longer, and so many like the band's after it.
    const next = (after: number) => heard([0, ...new Array<number>(after + 1).fill(0.08)]).next(after + 2)
    expect(next(7) - (9 * PERIOD + 0.08)).toBeCloseTo(0.01, 12)
    expect(next(8) - (10 * PERIOD + 0.08)).toBeCloseTo(0, 12)
  })

  // [bias.when]
  it('is learned while the player’s last 8 intervals agree with the band within 1 %', () => {
    for (const [faster, agrees] of [
      [0.009, true],
      [-0.009, true],
      [0.011, false],
      [-0.011, false],
    ] as const) {
      const habit = heard(new Array<number>(16).fill(0))
      for (let n = 16; n < 26; n++) {
        // The player's own beat, and a band that is always right about the phase.
        const onset = 15 * PERIOD + (n - 15) * PERIOD * (1 + faster)
        habit.learn(onset, n, -0.03, PERIOD, PERIOD, ADAPT)
      }
      const known = habit.bias
      habit.learn(15 * PERIOD + 11 * PERIOD * (1 + faster), 26, -0.03, PERIOD, PERIOD, ADAPT)
      expect(habit.bias !== known).toBe(agrees)
    }
  })

  // [bias.phase-waits]
  it('is known from the eighth used onset on', () => {
    expect(heard(new Array<number>(7).fill(0)).known).toBe(false)
    expect(heard(new Array<number>(8).fill(0)).known).toBe(true)
  })

  // [track.doubt]
  it('is in doubt by 100 ms over √(n + 3), and from 63 onsets on by no less', () => {
    expect(new Habit().doubt).toBeCloseTo(0.1 / Math.sqrt(3), 12)
    expect(heard(new Array<number>(13).fill(0)).doubt).toBeCloseTo(0.025, 12)
    for (const onsets of [63, 64, 200]) {
      expect(heard(new Array<number>(onsets).fill(0)).doubt).toBeCloseTo(0.1 / Math.sqrt(66), 12)
    }
  })

  it('knows the player’s own tempo from the last eight intervals, beats left out included', () => {
    const habit = new Habit()
    expect(habit.period(1, 0)).toBeNaN()
    for (const n of [0, 1, 2, 4, 5, 6, 8, 9, 10, 11]) habit.learn(n * 0.48, n, 0, 0.48, 0.48, ADAPT)
    expect(habit.period(12 * 0.48, 12)).toBeCloseTo(0.48, 12)
    const change = new Habit()
    for (let n = 0; n <= 20; n++) change.learn(n <= 10 ? n * 0.5 : 5 + (n - 10) * 0.4, n, 0, 0.5, 0.5, ADAPT)
    expect(change.period(5 + 11 * 0.4, 21)).toBeCloseTo(0.4, 12)
  })

  // [onset.window]
  it('says when a player who goes on as before plays next, for a bar', () => {
    const habit = new Habit()
    for (let n = 0; n < 2; n++) {
      expect(habit.next(n)).toBeNaN()
      habit.learn(n * 0.48 - 0.03, n, -0.03, 0.5, 0.5, ADAPT)
    }
    expect(habit.next(2)).toBeCloseTo(2 * 0.48 - 0.03, 12)
    habit.learn(2 * 0.48 - 0.03, 2, -0.03, 0.5, 0.5, ADAPT)
    expect(habit.next(3)).toBeCloseTo(3 * 0.48 - 0.03, 12)
    for (let n = 3; n <= 10; n++) habit.learn(n * 0.48 - 0.03, n, -0.03, 0.5, 0.5, ADAPT)
    expect(habit.next(11)).toBeCloseTo(11 * 0.48 - 0.03, 12)
    expect(habit.next(13)).toBeCloseTo(13 * 0.48 - 0.03, 12)
    expect(habit.next(14)).toBeCloseTo(14 * 0.48 - 0.03, 12)
    expect(habit.next(15)).toBeNaN()
    habit.interrupt()
    expect(habit.next(11)).toBeNaN()
    // Whose notes are known is known again from one interval.
    for (let n = 20; n < 22; n++) habit.learn(n * 0.48 - 0.03, n, -0.03, 0.5, 0.5, ADAPT)
    expect(habit.next(22)).toBeCloseTo(22 * 0.48 - 0.03, 12)
  })

  // [onset.stranger]
  it('is not known yet where n notes weigh n − 1 to one against what is expected of anybody', () => {
    const habit = new Habit()
    expect(habit.expects(0, 0, -0.0125)).toBe(-0.0125)
    for (let n = 0; n < 9; n++) {
      const seen = n * (0.48 - 0.5) - 0.03
      if (n >= 2) {
        const mixed = n < 8 ? ((n - 1) * seen - 0.0125) / n : seen
        expect(habit.expects(n, n * 0.5, -0.0125)).toBeCloseTo(mixed, 12)
      }
      habit.learn(n * 0.48 - 0.03, n, -0.03, 0.5, 0.5, ADAPT)
    }
  })

  // [bias.when]
  it('hears the player’s own tempo by least squares: of a note that is off at the end it takes 4/60 a beat', () => {
    const late = (at: number) => {
      const habit = heard(new Array<number>(20).fill(0).map((_, n) => (n === at ? 0.06 : 0)))
      return habit.period(20 * PERIOD, 20) - PERIOD
    }
    expect(late(12)).toBeCloseTo((-4 / 60) * 0.06, 12)
    expect(late(16)).toBeCloseTo(0, 12)
    expect(late(19)).toBeCloseTo((3 / 60) * 0.06, 12)
    expect(late(11)).toBeCloseTo(0, 12)
  })

  it('forgets intervals across a gap, not the habit', () => {
    const habit = heard(new Array<number>(10).fill(-0.03))
    habit.interrupt()
    expect(habit.period(20, 40)).toBeNaN()
    expect(habit.bias).toBeCloseTo(-0.03, 12)
    expect(habit.known).toBe(true)
  })
})
