import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import type { EndOptions } from '../../../runtime/session/build.ts'
import { clickPolicy } from '../fixtures.ts'

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
    [{ rating: 9 }, 'end: rating cannot be 9'],
    [{ rating: 0 }, 'end: rating cannot be 0'],
    [{ rating: 'good' }, 'end: rating cannot be "good"'],
    [{ rating: Number.NaN }, 'end: rating cannot be NaN'],
    [{ at: -1 }, 'end: at cannot be -1'],
    [{ at: 1e300 }, 'end: at cannot be 1e+300'],
    [{ reason: 'bored' }, 'end: reason cannot be "bored"'],
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
    expect(problems).toEqual(['the options of end cannot be read: gone'])
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

  it.each([null, undefined, 7])('swaps to no policy that is %j, in words of its own', (policy) => {
    const { set, problems } = playing()
    expect(set.swap(policy as never).ok).toBe(false)
    expect(problems).toEqual([
      'policies take over from each other only where one version of Silencio compiled both for one target',
    ])
  })
})
