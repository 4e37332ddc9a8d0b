import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { SlotSpec } from '../../../runtime/policy.ts'
import type { EndOptions } from '../../../runtime/session/build.ts'
import { clickPolicy, groovePolicy } from '../fixtures.ts'

const PLAIN = {
  kind: 'categorical',
  unit: null,
  min: null,
  max: null,
  scale: 'linear',
  above: null,
  choices: null,
  features: null,
  doc: null,
  index: 0,
  size: 1,
} as const
const SPECS: readonly SlotSpec[] = [
  { ...PLAIN, name: 'snap', kind: 'continuous', unit: 'ms', default: 20, min: 5, max: 60 },
  { ...PLAIN, name: 'voicing', default: 'shell', choices: ['shell', 'spread'], index: 1 },
  { ...PLAIN, name: 'line[1:4]', default: '1', choices: ['1', '5'], index: 2, size: 2 },
]

function playing() {
  const problems: string[] = []
  const set = createPolicy(clickPolicy()).start({ onError: ({ message }) => problems.push(message) })
  set.advance(5)
  return { set, problems }
}

describe('a session that ends', () => {
  it('was interrupted to its end where it stood still', () => {
    const { set } = playing()
    set.pause(4.5)
    expect(set.checkpoint().clock.interruptions).toEqual([{ from: 4.5, to: 5 }])
    set.onset(20)
    expect(set.checkpoint()).toMatchObject({
      duration_seconds: 20,
      clock: { interruptions: [{ from: 4.5, to: 20 }] },
    })
    expect(set.end({ at: 60 })).toMatchObject({
      duration_seconds: 60,
      clock: { interruptions: [{ from: 4.5, to: 60 }] },
    })
  })

  it('was not killed: a checkpoint that comes after it is its log', () => {
    const { set, problems } = playing()
    const log = set.end({ rating: 4 })
    expect(set.checkpoint()).toEqual(log)
    expect(problems).toEqual([])
  })

  it('was not where it ends before the music stood still', () => {
    const { set } = playing()
    set.pause(5)
    expect(set.end({ at: 3 }).clock.interruptions).toEqual([])
  })

  it('went on from where it stood still if it is said to go on before that, and tells', () => {
    const { set, problems } = playing()
    set.pause(5)
    set.resume(2)
    expect(problems).toEqual(['resume(2): time has stood still only since 5 s'])
    expect(set.end().clock.interruptions).toEqual([])
  })

  it.each([
    [{ rating: 9 }, 'end: rating cannot be 9, only a number from 1 to 5'],
    [{ rating: 0 }, 'end: rating cannot be 0, only a number from 1 to 5'],
    [{ rating: 'good' }, 'end: rating cannot be "good", only a number from 1 to 5'],
    [{ rating: Number.NaN }, 'end: rating cannot be NaN, only a number from 1 to 5'],
    [{ at: -1 }, 'end: at cannot be -1, only a number from 0 to 2678400'],
    [{ at: 1e300 }, 'end: at cannot be 1e+300, only a number from 0 to 2678400'],
    [{ reason: 'bored' }, 'end: reason cannot be "bored", only completed, stopped, killed or error'],
    ['completed', 'end: "completed" is no set of options'],
  ])('tells what makes no sense in %j, and leaves it out', (options, message) => {
    const { set, problems } = playing()
    const log = set.end(options as EndOptions)
    expect(problems).toEqual([message])
    expect(log).toMatchObject({ duration_seconds: 5, explicit_rating: null, end_reason: 'stopped' })
  })

  it('keeps what makes sense beside what cannot be read', () => {
    const { set, problems } = playing()
    const options: EndOptions = {
      get rating(): number {
        throw new Error('gone')
      },
      reason: 'killed',
    }
    expect(set.end(options)).toMatchObject({ end_reason: 'killed', explicit_rating: null })
    expect(problems).toEqual(['end: rating cannot be read: gone'])
  })

  it.each([undefined, null, {}, { rating: null, at: undefined }])('takes %j for nothing said', (options) => {
    const { set, problems } = playing()
    expect(set.end(options as EndOptions)).toMatchObject({ end_reason: 'stopped', duration_seconds: 5 })
    expect(problems).toEqual([])
  })
})

describe('options that a host gets wrong', () => {
  it.each([8, 10, 2, 1.001])('takes %d for no latency in seconds, and says which unit it wants', (input) => {
    const problems: string[] = []
    const set = createPolicy(clickPolicy()).start({
      latency: { input, output: 0.3 },
      onError: ({ message }) => problems.push(message),
    })
    expect(set.end().latency).toMatchObject({ input: 0, output: 0.3 })
    expect(problems).toEqual([`latency.input must be in seconds, 0 to 1, not ${input}`])
  })

  it('tells which features and clocks are no numbers', () => {
    const problems: string[] = []
    const set = createPolicy(clickPolicy()).start({
      context: { 'player.level': 'x', mood: null, tempo: 96 } as never,
      clock: { offset: Number.NaN, drift: 1e-5 },
      onError: ({ message }) => problems.push(message),
    })
    const log = set.end()
    expect(log.context).toEqual({ tempo: 96 })
    expect(log.clock).toMatchObject({ offset: 0, drift: 1e-5 })
    expect(problems).toEqual([
      'context: player.level must be a number, not "x"',
      'clock: offset must be a number, not NaN',
    ])
  })

  it.each([
    [{ mode: 'clik' }, 'mode cannot be "clik", only band or click'],
    [{ source: 'web' }, 'source cannot be "web", only app, recorded or simulated'],
    [{ explore: 'yes' }, 'explore cannot be "yes", only true, false or { unitId }'],
    [{ latency: 12 }, 'latency cannot be 12, only { input, output }'],
    [{ clock: 12 }, 'clock cannot be 12, only { offset, drift }'],
    [{ context: 5 }, 'context cannot be 5, only numbers by name'],
    [{ slots: 'x' }, 'slots cannot be "x", only values by name or a Float64Array'],
    [{ seed: '7' }, 'seed cannot be "7", only a number'],
    [{ userId: 5 }, 'userId cannot be 5, only a text'],
    [{ sessionId: 5 }, 'sessionId cannot be 5, only a text with something in it'],
    [{ players: 0 }, 'players cannot be 0, only a whole number from 1'],
    [{ startedAt: 1e12 }, 'startedAt cannot be 1000000000000, only a text as of toISOString()'],
    [{ startedAt: new Date(0) }, 'startedAt cannot be an object, only a text as of toISOString()'],
  ])('are told with what is allowed: %j', (options, message) => {
    const problems: string[] = []
    const onError = ({ message }: { readonly message: string }) => problems.push(message)
    createPolicy(clickPolicy()).start({ ...options, onError } as never)
    expect(problems).toEqual([message])
  })

  it.each([[new Float32Array(1)], [[0.5]], [new Float64Array(2)], [Float64Array.of(Number.NaN)]])(
    'a slot vector can only be one of the right kind: %j',
    (slots) => {
      const problems: string[] = []
      const set = createPolicy(groovePolicy()).start({
        slots: slots as never,
        onError: ({ message }) => problems.push(message),
      })
      expect(problems).toEqual(['the slot vector must be a Float64Array of 1 finite numbers'])
      expect(set.end().slots).toEqual(createPolicy(groovePolicy()).start().end().slots)
    },
  )

  it.each<readonly [string, readonly number[], string]>([
    ['beyond its range', [61, 1, 0.5, 0.5], 'snap: must lie in 5..60 ms, not 61 ms'],
    ['of no choice', [20, 2, 0.5, 0.5], 'voicing: must be one of shell, spread, not 2'],
    ['between two choices', [20, 0.5, 0.5, 0.5], 'voicing: must be one of shell, spread, not 0.5'],
    ['that are no chances', [20, 1, 0.5, 0.6], 'line[1:4]: must be probabilities that add up to 1, not 1.1'],
  ])('numbers of a slot vector that are %s are told of, and those slots stay', (_, numbers, message) => {
    const policy = createPolicy({ ...clickPolicy(), slots: SPECS })
    const problems: string[] = []
    const set = policy.start({
      slots: Float64Array.from(numbers),
      onError: ({ message }) => problems.push(message),
    })
    expect(problems).toEqual([message])
    const plays = { snap: 20, voicing: 'spread', 'line[1:4]': [0.5, 0.5] }
    expect(set.end().slots).toEqual({ ...plays, ...(message.startsWith('voicing') && { voicing: 'shell' }) })
    expect(() => policy.score({ bars: 1, slots: Float64Array.from(numbers) })).toThrow(message)
  })

  it('a slot vector that fits plays as it is, on its bounds, too', () => {
    const policy = createPolicy({ ...clickPolicy(), slots: SPECS })
    const problems: string[] = []
    const onError = ({ message }: { readonly message: string }) => problems.push(message)
    const set = policy.start({ slots: Float64Array.of(60, 1, 0.25, 0.75), onError })
    expect(set.end().slots).toEqual({ snap: 60, voicing: 'spread', 'line[1:4]': [0.25, 0.75] })
    createPolicy(clickPolicy()).start({ slots: new Float64Array(0), onError })
    expect(problems).toEqual([])
  })

  it.each([
    [new Map([['kit.kick[1:5]', 0.9]])],
    [new Date(0)],
    [Promise.resolve({ 'kit.kick[1:5]': 0.9 })],
    [new Set([0.9])],
  ])('what holds nothing under names is told of, not taken for none: %s', (held) => {
    const problems: string[] = []
    const set = createPolicy(groovePolicy()).start({
      slots: held as never,
      context: held as never,
      onError: ({ message }) => problems.push(message),
    })
    set.swap(createPolicy(groovePolicy()) as never, { slots: held as never })
    const slots = 'slots cannot be an object, only values by name or a Float64Array'
    expect(problems).toEqual([slots, 'context cannot be an object, only numbers by name', `swap: ${slots}`])
  })

  it('values may come without a prototype, or from a module', async () => {
    const problems: string[] = []
    const name = Object.keys(createPolicy(groovePolicy()).slotValues)[0] ?? ''
    const module = await import(
      `data:text/javascript,const it = 0.9; export { it as ${JSON.stringify(name)} }`
    )
    for (const slots of [Object.assign(Object.create(null), { [name]: 0.9 }), module, Object.create(null)])
      createPolicy(groovePolicy()).start({ slots, onError: ({ message }) => problems.push(message) })
    expect(problems).toEqual([])
  })

  it.each<readonly [string, unknown]>([
    ['null', null],
    ['nothing', undefined],
    ['a number', 7],
    ['an object', {}],
    ['the module that holds one', { default: createPolicy(clickPolicy()) }],
    ['the promise of one', Promise.resolve()],
  ])('swaps to no policy that is %s, in words of its own', (_, policy) => {
    const { set, problems } = playing()
    expect(set.swap(policy as never).ok).toBe(false)
    expect(problems).toEqual(['swap takes a policy: the default export of its module'])
  })

  it('swaps to no policy that another build made', () => {
    const { set, problems } = playing()
    const { definition, slots } = createPolicy(clickPolicy())
    expect(set.swap({ definition, slots }).ok).toBe(false)
    expect(problems).toEqual([
      'policies take over from each other only where one version of Silencio compiled both for one target',
    ])
  })
})
