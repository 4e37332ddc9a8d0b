/** A policy in a careless host's hands. */

import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { PerformanceProblem } from '../../runtime/problems.ts'
import { readHistory } from '../../runtime/session/history.ts'
import { readSession } from '../../runtime/session/read.ts'
import { policyOf } from '../laws/play.ts'

const PIECE = `tempo 132 bpm in 112 bpm..152 bpm
zones near { snap learn 20 ms in 5 ms..60 ms
  follow 100 ms
  limit 200 ms }
player { zones near }
metronome click { beat |x x x x| }
bassist bass follows grid { line walk }
section turn { bars 1
  chords | Dm7 | }
form turn * 2
reward practice = improvement(across 5 sessions) else 0
`

/** Calls with any argument, typed or not: hosts are written in other languages too. */
const call = (target: object, name: string, ...args: readonly unknown[]): unknown => {
  const method: unknown = Reflect.get(target, name)
  if (typeof method !== 'function') throw new Error(`no method ${name}`)
  return Reflect.apply(method, target, args)
}

/** As some libraries leave what they have lent: whoever looks at it, and be it to ask whether it is a list, gets an error. */
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

const NONSENSE: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['a negative number', -1],
  ['a huge number', 1e300],
  ['a text', 'x'],
  ['an object', {}],
  ['an object without a prototype', Object.create(null)],
  ['a list', []],
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a big integer', 10n],
  ['an object that was revoked', revoked()],
]

const OPTIONS = [
  'slots',
  'seed',
  'tempo',
  'latency',
  'explore',
  'onError',
  'mode',
  'context',
  'source',
  'sessionId',
  'startedAt',
  'userId',
  'players',
  'clock',
] as const

describe('a start with nonsense', () => {
  it.each(NONSENSE)('plays and logs as if it had not been given: %s', async (_, value) => {
    const policy = await policyOf(PIECE)
    JSON.stringify(play(policy, value))
    for (const name of OPTIONS) JSON.stringify(play(policy, { [name]: value }))
    JSON.stringify(play(policy, { latency: { input: value, output: value } }))
  })

  function play(policy: Policy, options: unknown): unknown {
    const set = call(policy, 'start', options)
    if (typeof set !== 'object' || set === null) throw new Error('no performer')
    call(set, 'onset', 2)
    call(set, 'advance', 3)
    return call(set, 'end')
  }

  it('is reported, unless it is null', async () => {
    const policy = await policyOf(PIECE)
    const found: PerformanceProblem[] = []
    const onError = (problem: PerformanceProblem) => found.push(problem)
    call(policy, 'start', { onError, source: 'studio', players: null })
    expect(found).toEqual([
      { code: 'bad-option', message: 'source cannot be "studio", only app, recorded or simulated' },
    ])
  })

  // What a form gives is a text, and reads like the number that it is not.
  it('shows that a text is one', async () => {
    const found: string[] = []
    const onError = ({ message }: PerformanceProblem) => found.push(message)
    const set = call(await policyOf(PIECE), 'start', {
      onError,
      tempo: '120',
      players: '2',
      sessionId: '',
      latency: { input: '0.02', output: 0 },
    })
    if (typeof set !== 'object' || set === null) throw new Error('no performer')
    call(set, 'advance', '1')
    call(set, 'end', { rating: '4' })
    expect(found).toEqual([
      'tempo cannot be "120", only a number',
      'sessionId cannot be "", only a text with something in it',
      'players cannot be "2", only a whole number from 1',
      'latency.input must be in seconds, 0 to 1, not "0.02"',
      'advance("1"): that is no time',
      'end: rating cannot be "4", only a number from 1 to 5',
    ])
  })
})

describe('an onset', () => {
  const heard = async (details: unknown) => {
    const found: PerformanceProblem[] = []
    const set = (await policyOf(PIECE)).start({ onError: (problem) => found.push(problem) })
    set.advance(2)
    call(set, 'onset', 2, details)
    return { found, velocity: set.end().replay?.calls[0]?.velocity }
  }
  const plain = 0.7

  it.each([
    ['MIDI’s 127', { velocity: 127 }, 'bad-number', 'onset: velocity 127 lies outside 0..1', 1],
    ['one below 0', { velocity: -1 }, 'bad-number', 'onset: velocity -1 lies outside 0..1', plain],
    ['NaN', { velocity: Number.NaN }, 'bad-number', 'onset: velocity NaN lies outside 0..1', plain],
    ['a text', { velocity: '0.8' }, 'bad-number', 'onset: velocity "0.8" lies outside 0..1', plain],
    ['one in place of details', 0.8, 'bad-option', 'onset: 0.8 is no set of details', plain],
  ])('whose velocity is %s is heard, and told', async (_, details, code, message, velocity) => {
    expect(await heard(details)).toEqual({ found: [{ code, message }], velocity })
  })

  it.each([
    [{ velocity: 0 }, 0],
    [{ velocity: 1 }, 1],
    [{ velocity: null }, plain],
    [{ pitch: 60 }, plain],
    [null, plain],
    [undefined, plain],
  ])('is heard with %j, and nothing is told', async (details, velocity) => {
    expect(await heard(details)).toEqual({ found: [], velocity })
  })
})

describe('a host whose objects throw', () => {
  const throwing = (...names: readonly string[]): object =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        names.map((name) => [
          name,
          {
            enumerable: true,
            get() {
              throw new Error(`no ${name} today`)
            },
          },
        ]),
      ),
    )

  it.each(OPTIONS.filter((name) => name !== 'onError'))('is told that %s cannot be read', async (name) => {
    const policy = await policyOf(PIECE)
    const found: PerformanceProblem[] = []
    const options = Object.assign(throwing(name), {
      onError: (problem: PerformanceProblem) => found.push(problem),
    })
    const set: unknown = call(policy, 'start', options)
    expect(found).toEqual([{ code: 'bad-option', message: `${name} cannot be read: no ${name} today` }])
    if (typeof set !== 'object' || set === null) throw new Error('no performer')
    expect(call(set, 'advance', 3)).not.toEqual([])
    expect(call(set, 'end')).toEqual(ended(policy))
  })

  const ended = (policy: Policy) => {
    const set = policy.start()
    set.advance(3)
    return set.end()
  }

  it.each([
    ['latency', throwing('input')],
    ['clock', throwing('drift')],
    ['context', throwing('tempo')],
    ['explore', throwing('unitId')],
    ['slots', throwing('near.snap')],
  ])('is told that something in %s cannot be read', async (name, value) => {
    const policy = await policyOf(PIECE)
    const found: PerformanceProblem[] = []
    const set: unknown = call(policy, 'start', {
      [name]: value,
      onError: (p: PerformanceProblem) => found.push(p),
    })
    if (typeof set !== 'object' || set === null) throw new Error('no performer')
    call(set, 'advance', 3)
    expect(call(set, 'end')).toEqual(ended(policy))
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(`^${name} cannot be read: no .* today$`),
    ])
  })

  it.each([
    ['no words', Object.create(null)],
    ['been revoked', revoked()],
    ['words that throw', Object.defineProperty(new Error(), 'message', { get: () => revoked() })],
    ['words that cannot be read', Object.defineProperty(new Error(), 'message', { get: () => neverRead() })],
  ])('plays on where what is thrown has %s', async (_, thrown) => {
    const set: unknown = call(await policyOf(PIECE), 'start', {
      get seed() {
        throw thrown
      },
    })
    expect(set).toHaveProperty('advance')
  })

  function neverRead(): never {
    throw new Error('not today')
  }

  it('gets a band where nobody can be told', async () => {
    const set: unknown = call(await policyOf(PIECE), 'start', throwing('onError'))
    expect(set).toHaveProperty('advance')
  })

  it('is heard, and its end is an end', async () => {
    const found: string[] = []
    const set = (await policyOf(PIECE)).start({ onError: ({ message }) => found.push(message) })
    set.advance(2)
    call(set, 'onset', 2, throwing('velocity'))
    call(set, 'onset', 2.1, throwing('pitch'))
    expect(call(set, 'end', throwing('reason'))).toMatchObject({
      end_reason: 'stopped',
      onset_times: [2, 2.1],
    })
    expect(found).toEqual([
      "the onset's details cannot be read: no velocity today",
      "the onset's details cannot be read: no pitch today",
      'end: reason cannot be read: no reason today',
    ])
  })

  it('may give options that are objects of a class', async () => {
    class Latency {
      get input() {
        return 0.25
      }
      get output() {
        return 0.5
      }
    }
    const set = (await policyOf(PIECE)).start({ latency: new Latency() })
    expect(set.end().latency).toEqual({ input: 0.25, output: 0.5, calibrated: false })
  })

  it('cannot change its mind about an option', async () => {
    const policy = await policyOf(PIECE)
    const context = { tempo: 96 }
    const set = policy.start({ context })
    context.tempo = 97
    expect(set.end().context).toEqual({ tempo: 96 })
  })
})

describe('files that are objects of a host', () => {
  const throwing = (): object =>
    new Proxy(
      {},
      {
        get() {
          throw new Error('not today')
        },
      },
    )

  it('are refused in words where they throw', async () => {
    const policy = await policyOf(PIECE)
    const before = policy.slotValues
    expect(policy.loadSlots(throwing())).toEqual({
      ok: false,
      errors: ['the slots cannot be read: not today'],
      warnings: [],
    })
    expect(policy.slotValues).toEqual(before)
    const log = policy.start().end()
    for (const session of [throwing(), { ...log, clock: throwing() }]) {
      expect(readSession(session)).toEqual({
        ok: false,
        problems: [{ path: 'session', message: 'cannot be read: not today' }],
      })
    }
    expect(readHistory(throwing())).toEqual({
      ok: false,
      problems: [{ path: 'history', message: 'cannot be read: not today' }],
    })
  })

  it.each(NONSENSE)('a timeline from nowhere is the whole: %s', async (_, from) => {
    const set = (await policyOf(PIECE)).start()
    set.advance(3)
    const beats = call(set, 'timeline', from)
    if (typeof from === 'number' && from > 0) expect(beats).toEqual([])
    else expect(beats).toEqual(set.timeline())
  })
})

describe('a session that starts at no time', () => {
  it.each(['not a date', '', 'yesterday', '2026-02-30', '2026-13-01', '5', '2026-03-01T25:00:00Z'])(
    'is reported, and starts at the epoch: %s',
    async (startedAt) => {
      const found: PerformanceProblem[] = []
      const log = (await policyOf(PIECE))
        .start({ startedAt, onError: (problem) => found.push(problem) })
        .end()
      const message = `startedAt cannot be "${startedAt}", only a text as of toISOString()`
      expect(found).toEqual([{ code: 'bad-option', message }])
      expect(log.started_at).toBe('1970-01-01T00:00:00.000Z')
    },
  )

  it.each(['2026-03-01', '2024-02-29T10:00:00Z', '2026-03-01T12:00:00.25+02:00', '2026-03-01T12:00Z'])(
    'is none of these: %s',
    async (startedAt) => {
      const log = (await policyOf(PIECE)).start({ startedAt }).end()
      expect(log.started_at).toBe(startedAt)
      expect(readSession(log)).toMatchObject({ ok: true })
    },
  )
})

describe('a reward of what cannot be read', () => {
  const known = { version: 1, complete_through: '2030-01-01T00:00:00Z', sessions: [] }
  it.each<readonly [string, unknown, RegExp]>([
    [
      'a history of another version',
      { ...known, version: 2 },
      /^the history is of version 2, and this runtime reads 1$/,
    ],
    ['a history of no version', {}, /^the history is of version undefined/],
    ['a history without sessions', { version: 1 }, /cannot be read/],
    ['a history with holes', { ...known, sessions: [null] }, /cannot be read/],
    ['a history that throws', throwing(), /cannot be read: not today/],
    ['a text', 'history', /^the history is of version undefined/],
  ])('is missing, with the reason: %s', async (_, history, problem) => {
    const policy = await policyOf(PIECE)
    const practice = policy.rewards.practice
    const log = policy.start().end()
    expect(call({ practice }, 'practice', log, history)).toEqual({
      missing: true,
      parts: [{ label: expect.any(String), missing: true }],
      mature: false,
      problem: expect.stringMatching(problem),
    })
  })

  it.each<readonly [string, unknown]>([
    ['nothing', null],
    ['a session of another version', { version: 2 }],
    ['half a session', { version: 1 }],
  ])('is missing, with the reason: %s', async (_, log) => {
    const { practice } = (await policyOf(PIECE)).rewards
    expect(call({ practice }, 'practice', log)).toMatchObject({
      missing: true,
      mature: false,
      problem: expect.any(String),
    })
  })

  function throwing(): object {
    return {
      version: 1,
      get sessions() {
        throw new Error('not today')
      },
    }
  }
})

describe('a performer called with nonsense', () => {
  it.each(NONSENSE)('goes on: %s', async (_, value) => {
    const set = (await policyOf(PIECE)).start({ seed: 1 })
    set.advance(2)
    call(set, 'onset', value)
    call(set, 'onset', 2, value)
    call(set, 'onset', 2.1, { velocity: value, pitch: value })
    call(set, 'advance', value)
    call(set, 'pause', value)
    call(set, 'level', value)
    const log: unknown = call(set, 'end', { reason: value, rating: value, at: value })
    expect(log).toMatchObject({ end_reason: expect.stringMatching(/^(completed|stopped)$/) })
  })

  it('ends without being told how', async () => {
    const set = (await policyOf(PIECE)).start()
    expect(call(set, 'end', null)).toMatchObject({ end_reason: 'stopped' })
  })

  it('survives an error handler that causes the next error', async () => {
    let calls = 0
    const set = (await policyOf(PIECE)).start({
      onError() {
        calls++
        set.onset(Number.NaN)
        set.advance(Number.NaN)
      },
    })
    set.onset(Number.NaN)
    expect(calls).toBe(1)
  })
})

describe('a player who plays on when the form is through', () => {
  it.each([4, 64])('hears nothing, and the band comes to its end (beats of 1/%i)', async (beat) => {
    const policy = await policyOf(`tempo 132 bpm in 112 bpm..152 bpm
meter 4/${beat}
metronome click { beat |x x x x| }
section turn { bars 1 }
form turn * 2
`)
    let state = 12_345
    const draw = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
    for (let take = 0; take < 40; take++) {
      const set = policy.start({ seed: 1 })
      for (let i = 0, time = 0.1 + 0.5 * draw(); i < 40; i++, time += 0.1 + 0.5 * draw()) {
        // An onset that moved a next beat which there is not made `advance` decide it for ever.
        set.advance(time)
        set.onset(time - 0.2 * draw(), { velocity: draw() })
      }
      expect(set.advance(60).length).toBe(0)
      expect(set.ended).toBe(true)
    }
  })
})

describe('names that JavaScript keeps for itself', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'arguments', 'await'])(
    'a slot may be called %s',
    async (name) => {
      const policy = await policyOf(`let ${name} = learn 7 ms in 5 ms..9 ms
zones z { snap ${name}
  follow 100 ms
  limit 200 ms }
player { zones z }
metronome m { beat |x~ x x x| }
`)
      const set = policy.start()
      set.advance(4)
      const log = set.end()
      expect(new Set(Object.keys(log.slots))).toEqual(new Set([name, 'm.beat[1:1]']))
      expect(Object.getOwnPropertyDescriptor(JSON.parse(JSON.stringify(log)).slots, name)?.value).toBe(7)
      const again = policy.start({ slots: Object.fromEntries([[name, 8]]) }).end()
      expect(Object.getOwnPropertyDescriptor(again.slots, name)?.value).toBe(8)
    },
  )
})

it('a first session has no history, said as null too', async () => {
  const policy = await policyOf(PIECE)
  const log = policy.start().end()
  expect(policy.rewards.practice?.(log, null)).toEqual(policy.rewards.practice?.(log))
})

it('a score is refused a tempo that is none, and plays as written where null is said', async () => {
  const policy = await policyOf(PIECE)
  for (const tempo of [Number.NaN, 0, -5, 'x'])
    expect(() => call(policy, 'score', { bars: 2, tempo })).toThrow(RangeError)
  expect(call(policy, 'score', { bars: 2, tempo: null, slots: null })).toEqual(policy.score({ bars: 2 }))
})
