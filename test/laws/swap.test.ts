import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import type { Swap, SwapMoment } from '../../runtime/swap.ts'
import { replaySession } from '../../runtime/testing/replay.ts'
import { runs } from '../harness/runs.ts'
import { expectSound } from '../sessions/logs.ts'
import { type Piece, piece, textOf } from './piece.ts'
import { anyPlayer, compile, load, said, type Tap } from './play.ts'

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

/** A bar that begins with much to remember, and a player who may bend every beat of it. */
const HARD = `
tempo 90 bpm in 60 bpm..140 bpm
swing 60%
zones all { snap 5 ms  follow 60 ms  strength 1  limit 150 ms  adapt 0.5  expect grid }
player { zones all }
drummer kit {
  hat   |[xx] ~ x . [xx] x? x ~ [x[xx]] . x . x ~ x .|  human 9 ms  feel behind 30 ms
  snare |.... x... .... x..r|
  tom1  |................|
  fill  every 2 bars  density 60%
  dynamics follow player 70% within 9 dB
}
bassist bass { line walk  approach chromatic  chance 60% }
bassist low { line |1/5 5 1/3/5 6 - 2 1/7 3|  range E1..E4 }
pianist keys { comp |x . x? x x~ x . x|  voicing spread }
guitarist gtr { comp |x x x [xx]|  strum 30 ms }
pianist pad { comp |x - - -|- - - x|- - - -|- - x? -| }
section long { bars 6  chords | Dm7 | % | Am7 D7 | Dm7 | % | G7 | }
section other { bars 3  chords | Fmaj7 | % | Bm7b5 E7 |  tempo 100 bpm -> 120 bpm over 2 bars }
form long, vamp other until cue, long * 2
rule away when player.late for 2 beats { level kit by -6 dB over 2 bars }
rule thin when player.early for 2 beats { mute low }
`

/** How far music is asked for beyond the moment: onsets come late then, and move what is waiting. */
const ahead = fc.double({ min: 0, max: 0.25, noNaN: true })

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
  ahead = 0,
): Played {
  const problems: string[] = []
  const set = policies[0]?.start({ seed: 5, onError: ({ message }) => problems.push(message) })
  if (set === undefined) throw new Error('nobody plays')
  const windows: { from: number; to: number; events: readonly Beat[] }[] = []
  const answers: Swap[] = []
  let from = 0
  const end = 20
  const marks = [
    ...player.map((tap) => ({ ...tap, swap: null, cue: false })),
    ...swaps.map((swap) => ({ time: swap.time, velocity: 0, swap, cue: false })),
    { time: 9, velocity: 0, swap: null, cue: true },
  ]
    .filter(({ time }) => time < end)
    .toSorted((a, b) => a.time - b.time)
  for (const { time, velocity, swap, cue } of marks) {
    take(time + ahead)
    if (cue) set.cue()
    else if (swap === null) set.onset(time, { velocity })
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
      runs(40, 20),
    )
    expect(swapped).toBeGreaterThan(30)
  })

  it('to the same policy changes nothing where a bar has much to remember', async () => {
    const compiled = compile(HARD)
    const policies = [await load(compiled), await load({ ...compiled, js: `${compiled.js}// again\n` })]
    const many = fc.array(asked, { minLength: 30, maxLength: 90 })
    await fc.assert(
      fc.asyncProperty(anyPlayer, many, ahead, async (player, swaps, ahead) => {
        // Upon each onset, too: what it moved has partly been handed out.
        const often = [...swaps, ...player.map(({ time }) => ({ time, at: 'now', policy: 1 }) as const)]
        // Where music is asked for, it is asked for alike.
        const never = often.map(({ time }) => ({ time, at: 'bar', policy: -1 }) as const)
        const whole = play(policies, player, never, ahead)
        const parts = play(policies, player, often, ahead)
        expect(parts.events.map(said)).toEqual(whole.events.map(said))
        expect(unswapped(parts.log)).toBe(unswapped(whole.log))
      }),
      runs(40, 20),
    )
  })

  it('now hands out nothing again that an onset has moved behind what was asked for', async () => {
    const policy = await load(
      compile(`tempo 60 bpm in 30 bpm..120 bpm
        zones far { snap 5 ms  follow 60 ms  strength 1  limit 150 ms  expect grid }
        player { zones far  count 1 beat }
        drummer kit { hat |${'x '.repeat(32)}| }`),
    )
    const heard = [[], ['after'], ['before', 'after'], ['before', 'before', 'after', 'after']].map(
      (swaps) => {
        const set = policy.start()
        const swap = (when: string): void => {
          for (const one of swaps)
            if (one === when)
              expect(set.swap(policy, { at: 'now' })).toMatchObject({ ok: true, measure: 1, beatNumber: 2 })
        }
        const before = set.advance(2.4)
        swap('before')
        set.onset(2.1)
        // The stroke at 2.375 would be at 2.41 now.
        swap('after')
        return [...before, ...set.advance(6)].map(said)
      },
    )
    for (const one of heard) expect(one).toEqual(heard[0])
    expect(heard[0]?.length).toBeGreaterThan(30)
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
      runs(40),
    )
    expect(changed).toBeGreaterThan(4)
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
          const stored = expectSound(sessionText(played.log), policies[0]?.definition.slots ?? [])
          const replayed = replaySession(policies[0] ?? policyMissing(), stored, { policies })
          expect(replayed.events.map(said)).toEqual(played.events.map(said))
          expect(sessionText(replayed.log)).toBe(sessionText(played.log))
        },
      ),
      runs(60, 24),
    )
  })
})

function policyMissing(): never {
  throw new Error('no policy')
}
