/** Whatever a host does, and in whatever order: what the band plays depends on what was played and asked, not on how it was asked. */

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import type { SwapMoment } from '../../runtime/swap.ts'
import { replaySession } from '../../runtime/testing/replay.ts'
import { runs } from '../harness/runs.ts'
import { type Piece, piece, textOf } from './piece.ts'
import { compile, load, said } from './play.ts'

/** Whether somebody plays while time stands still, and when the band is told. */
type Tap = 'none' | 'told meanwhile' | 'told later'

type Deed =
  | { readonly k: 'onset'; readonly velocity: number; readonly late: number }
  | { readonly k: 'cue' }
  | { readonly k: 'checkpoint' }
  | { readonly k: 'swap'; readonly at: SwapMoment; readonly policy: number }
  | { readonly k: 'pause'; readonly lasts: number; readonly tap: Tap }

/** What is done, so long after what was done before: in 1024ths, which floating point adds without an error. */
interface Step {
  readonly after: number
  readonly deed: Deed
}

const ticks = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 1024)

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      k: fc.constant('onset' as const),
      velocity: ticks(100, 1024),
      late: ticks(0, 60),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ k: 'cue' as const }) },
  { weight: 1, arbitrary: fc.constant({ k: 'checkpoint' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      k: fc.constant('swap' as const),
      at: fc.constantFrom<SwapMoment>('bar', 'beat', 'now'),
      policy: fc.nat(1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      k: fc.constant('pause' as const),
      lasts: ticks(1, 6000),
      tap: fc.constantFrom<Tap>('none', 'told meanwhile', 'told later'),
    }),
  },
)

const script: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    after: fc.oneof({ weight: 5, arbitrary: ticks(300, 800) }, { weight: 1, arbitrary: ticks(1, 300) }),
    deed,
  }),
  { minLength: 4, maxLength: 40 },
)

interface Played {
  readonly events: readonly Beat[]
  readonly log: SessionLog
  /** By how much time each event comes later than it would without pauses. */
  readonly stood: readonly number[]
}

interface How {
  readonly ahead?: number
  readonly windows?: number
  readonly without?: readonly Deed['k'][]
}

function play(
  policies: readonly Policy[],
  steps: readonly Step[],
  { ahead = 0, windows = 1, without = [] }: How = {},
): Played {
  const problems: string[] = []
  const options = {
    seed: 7,
    sessionId: 'law',
    onError: ({ message }: { message: string }) => problems.push(message),
  }
  const set = policies[0]?.start(options)
  if (set === undefined) throw new Error('nobody plays')
  const events: Beat[] = []
  const stood: number[] = []
  let now = 0
  let asked = 0
  let paused = 0
  for (const { after, deed } of steps) {
    now += after
    take(now + ahead)
    if (without.includes(deed.k)) continue
    switch (deed.k) {
      case 'onset':
        set.onset(now - deed.late, { velocity: deed.velocity })
        break
      case 'cue':
        set.cue()
        break
      case 'checkpoint':
        set.checkpoint()
        break
      case 'swap': {
        const to = policies[deed.policy]
        if (to !== undefined && !set.ended) set.swap(to, { at: deed.at })
        break
      }
      case 'pause':
        set.pause(now)
        if (deed.tap === 'told meanwhile') set.onset(now + deed.lasts / 2, { velocity: 0.5 })
        now += deed.lasts
        paused += deed.lasts
        set.resume(now)
        if (deed.tap === 'told later') set.onset(now - deed.lasts / 2, { velocity: 0.5 })
        break
    }
  }
  take(now + 4)
  expect(problems.filter((problem) => !/is over|already|came after the end/.test(problem))).toEqual([])
  return { events, stood, log: set.end() }

  function take(until: number): void {
    const from = asked
    for (let part = 1; part <= windows; part++) {
      const to = part < windows ? from + ((until - from) * part) / windows : until
      for (const event of set?.advance(to) ?? []) {
        events.push(event)
        stood.push(paused)
      }
    }
    asked = Math.max(asked, until)
  }
}

const bothOf = async (one: Piece, other: Piece) => [
  await load(compile(textOf(one))),
  await load(compile(textOf(other))),
]

/** An edit that may take over in the middle of a beat, and has much to play there: the same piece, and somebody who ticks. */
const andTicks = (written: Piece): Piece => ({
  ...written,
  members: [
    ...written.members,
    {
      name: 'ticks',
      kind: 'metronome',
      follows: '',
      settings: [],
      voices: new Map([['beat', '|[xxxx]|  loop 4 steps']]),
    },
  ],
})

/** All of the log but how the host asked. */
function whatWasPlayed({ session_id: _, replay: __, ...log }: SessionLog): string {
  return JSON.stringify(log)
}

describe('a host', () => {
  it('gets the same music in however many windows', async () => {
    await fc.assert(
      fc.asyncProperty(
        piece,
        piece,
        script,
        fc.integer({ min: 2, max: 9 }),
        fc.boolean(),
        async (one, other, steps, windows, isEdit) => {
          const policies = await bothOf(one, isEdit ? andTicks(one) : other)
          const whole = play(policies, steps)
          const parts = play(policies, steps, { windows })
          expect(parts.events.map(said)).toEqual(whole.events.map(said))
          expect(whatWasPlayed(parts.log)).toBe(whatWasPlayed(whole.log))
        },
      ),
      runs(60),
    )
  })

  it('may look at the log whenever it likes', async () => {
    await fc.assert(
      fc.asyncProperty(piece, piece, script, ticks(0, 200), async (one, other, steps, ahead) => {
        const policies = await bothOf(one, other)
        const looks = play(policies, steps, { ahead })
        const never = play(policies, steps, { ahead, without: ['checkpoint'] })
        expect(looks.events.map(said)).toEqual(never.events.map(said))
        expect(sessionText(looks.log)).toBe(sessionText(never.log))
      }),
      runs(20),
    )
  })

  it('that was logged is replayed: the same events and the same log', async () => {
    await fc.assert(
      fc.asyncProperty(piece, piece, script, ticks(0, 200), async (one, other, steps, ahead) => {
        const policies = await bothOf(one, other)
        const played = play(policies, steps, { ahead })
        const [first] = policies
        if (first === undefined) throw new Error('no policy')
        const again = replaySession(first, played.log, { policies })
        expect(again.events.map(said)).toEqual(played.events.map(said))
        expect(sessionText(again.log)).toBe(sessionText(played.log))
      }),
      runs(20),
    )
  })

  it('that stands still and goes on gets what it would have got, so much later', async () => {
    await fc.assert(
      fc.asyncProperty(piece, piece, script, async (one, other, steps) => {
        const policies = await bothOf(one, other)
        const prompt = steps.map(
          ({ after, deed }): Step => ({
            after,
            deed: deed.k === 'onset' ? { ...deed, late: 0 } : deed,
          }),
        )
        const paused = play(policies, prompt)
        const straight = play(policies, prompt, { without: ['pause'] })
        const rest = ({ timestamp: _, gridTimestamp: __, timbre: ___, ...event }: Beat) => event
        expect(paused.events.map(rest)).toEqual(straight.events.map(rest))
        for (const [i, { timestamp }] of paused.events.entries())
          expect(timestamp - (paused.stood[i] ?? 0)).toBeCloseTo(
            straight.events[i]?.timestamp ?? Number.NaN,
            9,
          )
      }),
      runs(25),
    )
  })
})
