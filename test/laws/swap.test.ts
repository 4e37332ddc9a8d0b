import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { StartOptions } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'
import type { Swap, SwapMoment } from '../../runtime/swap.ts'
import { replaySession } from '../../runtime/testing/replay.ts'
import { type Piece, piece, textOf } from './piece.ts'
import { anyPlayer, compile, load, SEED, said, type Tap } from './play.ts'

/** A swap to the policy of that number, at that time of the host. */
interface Asked {
  readonly time: number
  readonly at: SwapMoment
  readonly policy: number
}

const asked: fc.Arbitrary<Asked> = fc.record({
  time: fc.double({ min: 0, max: 18, noNaN: true }),
  at: fc.constantFrom('bar', 'beat', 'now'),
  policy: fc.nat(1),
})

interface Played {
  readonly events: readonly Beat[]
  readonly log: SessionLog
  readonly answers: readonly Swap[]
  /** Windows in which the events were handed out. */
  readonly windows: readonly {
    readonly from: number
    readonly to: number
    readonly events: readonly Beat[]
  }[]
}

function play(
  policies: readonly Policy[],
  player: readonly Tap[],
  swaps: readonly Asked[],
  options: StartOptions = {},
): Played {
  const problems: string[] = []
  const set = policies[0]?.start({ seed: 5, onError: ({ message }) => problems.push(message), ...options })
  if (set === undefined) throw new Error('nobody plays')
  const windows: { from: number; to: number; events: readonly Beat[] }[] = []
  const answers: Swap[] = []
  let from = 0
  const end = 20
  const marks = [
    ...player.map((tap) => ({ ...tap, swap: null })),
    ...swaps.map((swap) => ({ time: swap.time, velocity: 0, swap })),
  ]
    .filter(({ time }) => time < end)
    .toSorted((a, b) => a.time - b.time)
  for (const { time, velocity, swap } of marks) {
    take(time)
    if (swap === null) set.onset(time, { velocity })
    else {
      const to = policies[swap.policy]
      if (to !== undefined && !set.ended) answers.push(set.swap(to, { at: swap.at }))
    }
  }
  take(end)
  // What is over may be asked to swap: that is said, and no fault.
  expect(problems.filter((problem) => !problem.includes('is over'))).toEqual([])
  return { events: windows.flatMap(({ events }) => events), log: set.end(), answers, windows }

  function take(to: number): void {
    if (set === undefined) return
    windows.push({ from, to, events: set.advance(to) })
    from = Math.max(from, to)
  }
}

/** The log but for what says that there was a swap. */
function unswapped({ session_id: _, segments: __, replay: ___, ...log }: SessionLog): string {
  return JSON.stringify(log)
}

/** The piece with one member playing something else. */
function edited(written: Piece): { readonly piece: Piece; readonly member: string } | null {
  const member = written.members.find(({ kind, voices }) => kind !== 'metronome' && voices.size > 0)
  const [voice, bars] = [...(member?.voices ?? [])].at(-1) ?? []
  if (member === undefined || voice === undefined || bars === undefined) return null
  const cells = bars.replaceAll(/[xX](?![?~!_])/g, 'g').replaceAll(' 5 ', ' 1 ')
  if (cells === bars) return null
  const voices = new Map([...member.voices, [voice, cells]])
  return {
    member: member.name,
    piece: { ...written, members: written.members.map((one) => (one === member ? { ...one, voices } : one)) },
  }
}

describe('a swap', () => {
  it('to the same policy changes no event at all, whenever it is asked for', async () => {
    let swapped = 0
    await fc.assert(
      fc.asyncProperty(
        piece,
        anyPlayer,
        fc.array(asked, { minLength: 1, maxLength: 6 }),
        async (written, player, swaps) => {
          const compiled = compile(textOf(written))
          const policies = [await load(compiled), await load({ ...compiled, js: `${compiled.js}// again\n` })]
          const whole = play(policies, player, [])
          const parts = play(policies, player, swaps)
          expect(parts.events.map(said)).toEqual(whole.events.map(said))
          expect(unswapped(parts.log)).toBe(unswapped(whole.log))
          swapped += parts.log.segments.length - 1
        },
      ),
      { seed: SEED, numRuns: 80 },
    )
    expect(swapped).toBeGreaterThan(100)
  })

  it('at a barline to an edited piece leaves everybody else as they were', async () => {
    let changed = 0
    await fc.assert(
      fc.asyncProperty(
        piece,
        anyPlayer,
        fc.array(asked, { minLength: 1, maxLength: 3 }),
        async (written, player, swaps) => {
          const edit = edited(written)
          if (edit === null) return
          const policies = [await load(compile(textOf(written))), await load(compile(textOf(edit.piece)))]
          const others = (played: Played) =>
            played.events.filter(({ member }) => member !== edit.member).map(said)
          const whole = play(policies, player, [])
          const parts = play(policies, player, swaps)
          expect(others(parts)).toEqual(others(whole))
          if (parts.events.map(said).join() !== whole.events.map(said).join()) changed++
        },
      ),
      { seed: SEED, numRuns: 80 },
    )
    expect(changed).toBeGreaterThan(10)
  })

  it('hands out the events of the old piece before it and of the new one from it on, each once and in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        piece,
        piece,
        anyPlayer,
        fc.array(asked, { minLength: 1, maxLength: 5 }),
        async (one, other, player, swaps) => {
          const policies = [await load(compile(textOf(one))), await load(compile(textOf(other)))]
          const played = play(policies, player, swaps)
          for (const { from, to, events } of played.windows) {
            let last = from
            for (const { timestamp } of events) {
              expect(timestamp).toBeGreaterThanOrEqual(last)
              expect(timestamp).toBeLessThan(to)
              last = timestamp
            }
          }
          expect(play(policies, player, swaps).events.map(said)).toEqual(played.events.map(said))
          const stored = readSession(sessionText(played.log))
          if (!stored.ok) throw new Error(JSON.stringify(stored.problems))
          const replayed = replaySession(policies[0] ?? policyMissing(), stored.value, { policies })
          expect(replayed.events.map(said)).toEqual(played.events.map(said))
          expect(sessionText(replayed.log)).toBe(sessionText(played.log))
        },
      ),
      { seed: SEED, numRuns: 60 },
    )
  })
})

function policyMissing(): never {
  throw new Error('no policy')
}
