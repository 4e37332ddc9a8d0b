import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import { runs } from '../harness/runs.ts'
import { piece, textOf } from './piece.ts'
import { anyPlayer, perform, policyOf, said, type Tap } from './play.ts'

const cuts = fc.array(fc.double({ min: 0, max: 24, noNaN: true }), { maxLength: 60 })

/** The same performance asked for in other windows. */
function inWindows(policy: Policy, player: readonly Tap[], at: readonly number[], end: number) {
  const set = policy.start({ seed: 1 })
  const marks = [
    ...at.filter((time) => time < end).map((time) => ({ time, tap: null })),
    ...player.map((tap) => ({ time: tap.time, tap })),
    { time: end, tap: null },
  ].toSorted((a, b) => a.time - b.time)
  const windows: { from: number; to: number; events: ReturnType<typeof set.advance> }[] = []
  let from = 0
  for (const { time, tap } of marks) {
    windows.push({ from, to: time, events: set.advance(time) })
    if (tap !== null) set.onset(tap.time, { velocity: tap.velocity })
    from = time
  }
  return { windows, timeline: set.timeline(), session: set.end() }
}

describe('any partition of a performance', () => {
  it('hands every event out once, in order and in its window', async () => {
    let heard = 0
    await fc.assert(
      fc.asyncProperty(piece, fc.oneof(fc.constant([]), anyPlayer), cuts, async (written, player, at) => {
        const policy = await policyOf(textOf(written))
        const end = 20 + (player.at(-1)?.time ?? 0)
        const whole = perform(policy, player, { seconds: end })
        const parts = inWindows(policy, player, at, end)
        const events = parts.windows.flatMap((window) => window.events)
        expect(events.map(said)).toEqual(whole.events.map(said))
        expect(parts.timeline).toEqual(whole.timeline)
        expect(parts.session).toEqual(whole.session)
        for (const { from, to, events: inside } of parts.windows) {
          let last = from
          for (const { timestamp } of inside) {
            expect(timestamp).toBeGreaterThanOrEqual(last)
            expect(timestamp).toBeLessThan(to)
            last = timestamp
          }
        }
        heard += events.length
      }),
      runs(50),
    )
    expect(heard).toBeGreaterThan(2000)
  })
})

describe('any partition of a score', () => {
  it('holds every beat exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(piece, cuts, fc.nat(), async (written, at, pick) => {
        const score = (await policyOf(textOf(written))).score({ bars: 10 })
        const { beats } = score
        // Cuts on the very moment of a beat are the dangerous ones.
        const exact = beats[pick % Math.max(1, beats.length)]?.timestamp ?? 0
        const bounds = [-1, ...[...at, exact].toSorted((a, b) => a - b), 1e6]
        const windows = bounds.slice(1).flatMap((to, i) => score.window(bounds[i] ?? 0, to))
        expect(windows).toEqual(beats)
        for (const time of at) {
          expect(score.at(time)).toBe(beats.findLast(({ timestamp }) => timestamp <= time) ?? null)
        }
      }),
      runs(30),
    )
  })
})
