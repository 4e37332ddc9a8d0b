import { describe, expect, it } from 'vitest'
import type { Policy } from '../../../runtime/create-policy.ts'
import type { Performer } from '../../../runtime/performer.ts'
import type { Beat } from '../../../runtime/score/beat.ts'
import { sessionText } from '../../../runtime/session/log.ts'
import { readSession } from '../../../runtime/session/read.ts'
import type { Swap, SwapOptions } from '../../../runtime/swap.ts'
import { replaySession } from '../../../runtime/testing/replay.ts'
import { policyOf } from '../../laws/play.ts'

/** Sections of two bars whose click is loud in a way of its own, so that it can be heard where the form is. */
function form(steps: string, levels: Readonly<Record<string, number>>, more = ''): Promise<Policy> {
  const sections = Object.entries(levels).map(
    ([name, level]) => `section ${name} { bars 2  click.level -${level} dB }`,
  )
  return policyOf(`tempo 120 bpm\nplayer { count 1 bar }\nmetronome click { beat |x x x x| }
${sections.join('\n')}\nform ${steps}\n${more}\n`)
}

/** The click's level on the first beat of each bar from 1 on. */
function levels(events: ReturnType<Performer['advance']>): readonly number[] {
  return events
    .filter(({ beatNumber, measure }) => beatNumber === 1 && measure > 0)
    .map(({ level }) => -level)
}

/** Two seconds a bar, one bar of count: asked in the middle of bar `bar`. */
function swapIn(
  bar: number,
  from: Policy,
  to: Policy,
  until: number,
  options?: SwapOptions,
): readonly number[] {
  const set = from.start()
  const before = set.advance(2 * bar + 1)
  expect(set.swap(to, options)).toMatchObject({ ok: true })
  return levels([...before, ...set.advance(2 * until + 2)])
}

const click = (more: string) => policyOf(`tempo 120 bpm\nmetronome click { beat |x x x x|${more} }\n`)

function happened(swap: Swap): Extract<Swap, { ok: true }> {
  if (!swap.ok) throw new Error(swap.problem.message)
  return swap
}

describe('the form after a swap', () => {
  it('is at the same section by name, wherever that stands now', async () => {
    const one = await form('a, b, c', { a: 1, b: 2, c: 3 })
    const other = await form('c, a, b, a', { a: 11, b: 12, c: 13 })
    // In the first bar of b: its second bar is the next one.
    expect(swapIn(3, one, other, 6)).toEqual([1, 1, 2, 12, 11, 11])
  })

  it('is in the same turn of a section that comes more than once', async () => {
    const one = await form('a, b, a, c', { a: 1, b: 2, c: 3 })
    const other = await form('b, a, c, a, b', { a: 11, b: 12, c: 13 })
    expect(swapIn(5, one, other, 8)).toEqual([1, 1, 2, 2, 1, 11, 12, 12])
    const repeated = await form('a * 3, b', { a: 1, b: 2 })
    const shorter = await form('a * 2, b', { a: 11, b: 12 })
    expect(swapIn(3, repeated, await form('a * 3, b', { a: 11, b: 12 }), 8)).toEqual([
      1, 1, 1, 11, 11, 11, 12, 12,
    ])
    expect(swapIn(5, repeated, shorter, 8)).toEqual([1, 1, 1, 1, 1, 11, 12, 12])
  })

  it('is as many bars from the start where there is no such section, and at the start of a shorter form', async () => {
    const one = await form('a, b, c', { a: 1, b: 2, c: 3 })
    expect(swapIn(3, one, await form('x, y, z', { x: 11, y: 12, z: 13 }), 6)).toEqual([1, 1, 2, 12, 13, 13])
    expect(swapIn(5, one, await form('x', { x: 11 }), 8)).toEqual([1, 1, 2, 2, 3, 11, 11])
  })

  it('goes on where the edited form is longer, asked in the last bar of the old one', async () => {
    const one = await form('a', { a: 1 })
    expect(swapIn(2, one, await form('a, b', { a: 11, b: 12 }), 9)).toEqual([1, 1, 12, 12])
  })
})

describe('a swap', () => {
  it('happens at the next barline, at the next beat, or at once', async () => {
    const loud = await click('')
    const soft = await click('  level -9 dB')
    const heard = (options?: SwapOptions): readonly number[] => {
      const set = loud.start()
      const before = set.advance(2.6)
      set.swap(soft, options)
      // Bar 1 begins at 2 s.
      return [...before, ...set.advance(6)].filter(({ measure }) => measure > 0).map(({ level }) => level)
    }
    expect(heard()).toEqual([0, 0, 0, 0, -9, -9, -9, -9])
    expect(heard({ at: 'beat' })).toEqual([0, 0, -9, -9, -9, -9, -9, -9])
    const sixteenths = (level: string) =>
      policyOf(`tempo 120 bpm\ndrummer kit { hat |${'x '.repeat(16)}|${level} }\n`)
    const [one, other] = [await sixteenths(''), await sixteenths('  level -9 dB')]
    const set = one.start()
    const before = set.advance(2.6)
    expect(set.swap(other, { at: 'now' })).toMatchObject({ ok: true, time: 2.6, measure: 1, beatNumber: 2 })
    const strokes = [...before, ...set.advance(3.2)].filter(({ measure }) => measure > 0)
    expect(strokes.map(({ timestamp, level }) => [timestamp, level])).toEqual(
      Array.from({ length: 10 }, (_, i) => [2 + i / 8, i < 5 ? 0 : -9]),
    )
  })

  it('is heard in time, however little music is asked for at once', async () => {
    const sparse = await click('')
    const dense = await policyOf('tempo 120 bpm\nmetronome click { beat |[xxxx] [xxxx] [xxxx] [xxxx]| }\n')
    const early = await click('  feel ahead 20 ms')
    const inTens = (set: Performer, from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => set.advance((from + i + 1) / 100)).flatMap((beats) =>
        beats.map(({ timestamp }) => Math.round(timestamp * 1000)),
      )

    const now = sparse.start()
    inTens(now, 0, 210)
    now.swap(dense, { at: 'now' })
    expect(inTens(now, 210, 270)).toEqual([2125, 2250, 2375, 2500, 2625])

    const atBeat = sparse.start()
    inTens(atBeat, 0, 210)
    atBeat.swap(early, { at: 'beat' })
    expect(inTens(atBeat, 210, 320)).toEqual([2480, 2980])
  })

  it('says where and when it will be, and the log where and when it was', async () => {
    const set = (await click('')).start()
    set.advance(3.2)
    expect(set.swap(await click('  level -9 dB'))).toEqual({ ok: true, measure: 2, beatNumber: 1, time: 4 })
    set.advance(5)
    set.pause(5)
    set.resume(105)
    const beat = set.swap(await click('  level -3 dB'), { at: 'beat' })
    expect(beat).toEqual({ ok: true, measure: 2, beatNumber: 3, time: 105 })
    set.advance(107)
    const { segments, slots } = set.end()
    expect(segments.map(({ from }) => from)).toEqual([0, 4, 105])
    expect(segments.every(({ slots_hash }) => slots_hash === segments[0]?.slots_hash)).toBe(true)
    expect(slots).toEqual({})
  })

  it('plays other slots of the same policy, and the log keeps those of the start', async () => {
    const policy = await click('\n  level learn -6 dB in -12 dB..0 dB\n')
    const set = policy.start({ slots: { 'click.level': -5 } })
    const before = set.advance(3)
    set.swap(policy, { slots: { 'click.level': -2 } })
    expect(levels([...before, ...set.advance(5)])).toEqual([5, 2])
    const { segments, slots, policy: logged } = set.end()
    expect(slots).toEqual({ 'click.level': -5 })
    expect(segments[0]?.slots_hash).toBe(logged.slots_hash)
    expect(segments[1]?.slots_hash).not.toBe(logged.slots_hash)
  })

  it('during the count waits for bar 1, and while the player is to count is at once', async () => {
    const set = (await click('')).start()
    set.advance(0.7)
    expect(set.swap(await click('  level -9 dB'), { at: 'now' })).toMatchObject({
      measure: 1,
      beatNumber: 1,
      time: 2,
    })
    expect(levels(set.advance(3))).toEqual([9])
    const counted = (level: string) =>
      policyOf(
        `tempo 120 bpm\nplayer { count player 2 beats }\nmetronome click { beat |x x x x|  level ${level} dB }\n`,
      )
    const other = (await counted('-1')).start()
    expect(other.swap(await counted('-4'))).toMatchObject({ ok: true, measure: 1 })
    other.onset(1)
    other.onset(1.5)
    expect(levels(other.advance(3))).toEqual([4])
  })

  it('leaves what was drawn at the start in the log, and the kill switch thrown', async () => {
    const learned = await policyOf(
      'tempo learn 120 bpm in 90 bpm..150 bpm\nmetronome m { beat |x x x x| }\nreward r = session.completed\ntrain r { unit session }\n',
    )
    const set = learned.start({ explore: { unitId: 'u' } })
    const { exploration } = set.checkpoint()
    set.advance(4)
    expect(set.swap(await click('')).ok).toBe(true)
    set.advance(9)
    const log = set.end()
    expect(log.segments).toHaveLength(2)
    expect(log.exploration).toEqual(exploration)
    expect(log.policy.behaviour).toBe(learned.definition.behaviour)
    const killed = (await click('')).start({ mode: 'click' })
    killed.advance(3)
    killed.swap(await policyOf(`tempo 120 bpm\ndrummer kit { hat |${'x '.repeat(16)}| }\n`), { at: 'now' })
    expect(killed.advance(7).map(({ timestamp }) => timestamp)).toEqual([3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5])
  })

  it('lets members come, go and change whose time they keep, one at a time and none twice', async () => {
    const band = (members: string) => policyOf(`tempo 120 bpm\nplayer { count 1 bar }\n${members}\n`)
    const beat = (name: string, follows: string) => `metronome ${name} follows ${follows} { beat |x x x x| }`
    const one = await band(`${beat('a', 'player')}\n${beat('b', 'player')}`)
    const other = await band(`${beat('b', 'grid')}\n${beat('c', 'player')}`)
    for (const at of ['bar', 'beat', 'now'] as const) {
      const set = one.start()
      const events = [...set.advance(3.1)]
      set.swap(other, { at })
      events.push(...set.advance(7))
      set.swap(one, { at })
      events.push(...set.advance(11))
      const of = (name: string) => events.filter(({ member, measure }) => member === name && measure > 0)
      expect(of('b').map(({ timestamp }) => timestamp)).toEqual(
        Array.from({ length: 18 }, (_, i) => 2 + i / 2),
      )
      const both = [...of('a'), ...of('c')].map(({ timestamp }) => timestamp)
      expect(both.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 18 }, (_, i) => 2 + i / 2))
      expect(of('c').length).toBeGreaterThan(5)
    }
  })

  it('leads to a tempo that is written otherwise, and keeps the player’s where it is not', async () => {
    const at = (tempo: string, level: number) =>
      policyOf(
        `tempo ${tempo}\nplayer { count 1 bar }\nmetronome click { beat |x x x x|  level -${level} dB }\n`,
      )
    const one = await at('100 bpm in 60 bpm..200 bpm', 0)
    const set = one.start()
    for (let i = 4; i < 40; i++) {
      set.advance(0.5 * i + 0.3)
      set.onset(2.4 + 0.57 * (i - 4))
    }
    const { bpm } = set
    expect(bpm).toBeGreaterThan(101)
    set.swap(await at('100 bpm in 60 bpm..200 bpm', 3))
    set.advance(24)
    expect(set.bpm).toBeCloseTo(bpm, 6)
    set.swap(await at('140 bpm in 60 bpm..200 bpm', 3))
    set.advance(28)
    expect(set.bpm).toBeCloseTo(140, 6)
  })

  it('leads from where a rule that is no more has moved the tempo', async () => {
    const at = (bpm: number, rule = '') =>
      policyOf(`tempo ${bpm} bpm\nmetronome click { beat |x x x x| }\n${rule}\n`)
    const pushing = 'rule push when player.silent for 2 beats { tempo by +8 bpm over 2 bars }'
    const set = (await at(120, pushing)).start()
    set.advance(5)
    expect(set.bpm).toBe(124)
    set.swap(await at(110))
    const tempi: number[] = []
    for (let time = 5; time < 14; time += 0.25) {
      set.advance(time)
      tempi.push(set.bpm)
    }
    expect(Math.min(...tempi)).toBeCloseTo(110, 9)
    expect(tempi.at(-1)).toBeCloseTo(110, 9)
  })

  it.each([
    ['slower', 0.54],
    ['faster', 0.45],
  ])(
    'waits for the bar that is still to come for all, where a %s player has left the grid',
    async (_, gap) => {
      const piece = (level: number) =>
        policyOf(`tempo 120 bpm in 60 bpm..240 bpm\nzones z { adapt 100% }\nplayer { zones z }
metronome click { beat |x x x x|  level -${level} dB }\nmetronome steady follows grid { beat |x x x x|  level -${level} dB }\n`)
      const set = (await piece(1)).start()
      const events: Beat[] = []
      for (let i = 0; i < 36; i++) {
        events.push(...set.advance(2 + gap * i))
        set.onset(2 + gap * i)
      }
      const bars = ['click', 'steady'].map(
        (name) => events.findLast(({ member }) => member === name)?.measure ?? 0,
      )
      expect(bars[0]).not.toBe(bars[1])
      const { measure } = happened(set.swap(await piece(3)))
      expect(measure).toBe(Math.max(...bars) + 1)
      const after = set.advance(2 + gap * 36 + 12)
      for (const beat of after) expect(beat.level).toBe(beat.measure < measure ? -1 : -3)
      expect(new Set(after.filter(({ level }) => level === -3).map(({ member }) => member)).size).toBe(2)
    },
  )

  it('keeps the tempo of the section that plays, and takes a tempo that moves from one that does not', async () => {
    const piece = (tempo: string, more: string) =>
      policyOf(`tempo ${tempo} in 60 bpm..200 bpm\nmetronome click { beat |x x x x|${more} }
section a { bars 4  tempo 90 bpm in 60 bpm..200 bpm }\nform a repeat\n`)
    const own = (await piece('120 bpm', '')).start()
    own.advance(4)
    const { time } = happened(own.swap(await piece('120 bpm', '  level -3 dB')))
    own.advance(time + 1)
    expect(own.bpm).toBeCloseTo(90, 9)
    const steady = (await click('')).start()
    steady.advance(3)
    const ladder =
      'tempo ladder 100 bpm..140 bpm by 10 bpm every 1 bars\nmetronome click { beat |x x x x| }\n'
    expect(steady.swap(await policyOf(ladder))).toMatchObject({ ok: true })
    steady.advance(4.1)
    expect(steady.bpm).toBeCloseTo(100, 9)
    steady.advance(6.5)
    expect(steady.bpm).toBeCloseTo(110, 9)
  })

  it('listens as the other policy says, be it by ideas that this one has not', async () => {
    const listening = (more: string) =>
      policyOf(
        `tempo 120 bpm in 60 bpm..200 bpm\nzones z { adapt 100%  expect player${more} }\nplayer { zones z }\nmetronome click { beat |x x x x| }\n`,
      )
    const set = (await listening('')).start()
    set.advance(3)
    expect(set.swap(await listening('  track many'))).toMatchObject({ ok: true })
    for (let i = 0; i < 24; i++) {
      set.advance(4 + 0.48 * i)
      set.onset(4 + 0.48 * i)
    }
    expect(Math.abs(set.bpm - 125)).toBeLessThan(0.8)
  })

  it('to another feel of the reference member moves no beat while the player is new', async () => {
    const felt = (feel: string) =>
      policyOf(`tempo 120 bpm\nplayer { count 1 bar }\nmetronome click { beat |x x x x|\n feel ${feel} }\n`)
    const [even, late] = await Promise.all([felt('behind 0 ms'), felt('behind 30 ms')])
    for (const after of [3, 5]) {
      for (const at of ['now', 'beat'] as const) {
        const set = even.start()
        for (let n = 1; n <= 16; n++) {
          const time = 2 + (n - 1) * 0.5
          set.advance(time)
          set.onset(time)
          if (n === after) set.swap(late, { at })
        }
        set.advance(10)
        for (const { time, grid } of set.timeline()) expect(time).toBeCloseTo(grid, 9)
      }
    }
  })

  it('that cannot be is told, and the band plays on', async () => {
    const policy = await click('')
    const told: string[] = []
    const set = policy.start({ onError: ({ code }) => told.push(code) })
    set.advance(3)
    const answers: Swap[] = [
      // @ts-expect-error: hosts are not all written in TypeScript
      set.swap(),
      // @ts-expect-error: the same
      set.swap({ definition: policy.definition, slots: 'none' }),
      set.swap({
        ...policy,
        definition: {
          ...policy.definition,
          tempo: () => {
            throw new Error('no tempo')
          },
        },
      }),
    ]
    expect(answers.map(({ ok }) => ok)).toEqual([false, false, false])
    expect(told).toEqual(['bad-swap', 'bad-swap', 'bad-swap'])
    // @ts-expect-error: the same
    expect(set.swap(policy, { at: 'soon', slots: { nothing: 1 } })).toMatchObject({ ok: true, measure: 2 })
    expect(told.slice(3)).toEqual(['bad-option', 'bad-slot'])
    expect(set.advance(4.1).map(({ timestamp }) => timestamp)).toEqual([3, 3.5, 4])
    set.end()
    expect(set.swap(policy)).toMatchObject({ ok: false, problem: { code: 'already-ended' } })
  })

  it('goes by what is usual where null is said', async () => {
    const policy = await click('')
    const told: string[] = []
    const set = policy.start({ onError: ({ message }) => told.push(message) })
    // @ts-expect-error: some hosts say null for nothing
    expect(set.swap(policy, { at: null, slots: null })).toMatchObject({ ok: true })
    expect(told).toEqual([])
    // @ts-expect-error: hosts are not all written in TypeScript
    set.swap(policy, { at: 'soon' })
    // @ts-expect-error: the same
    set.swap(policy, 'now')
    // @ts-expect-error: the same
    set.swap(policy, { slots: 5 })
    expect(told).toEqual([
      'swap: at cannot be "soon", only bar, beat or now',
      'swap: "now" is no set of options',
      'swap: slots cannot be 5, only values by name or a Float64Array',
    ])
  })

  it('is stored, and replayed with the policies, and without them the replay says which is missing', async () => {
    const [one, other] = [await click(''), await click('  level -9 dB')]
    const set = one.start()
    set.advance(3)
    set.swap(other)
    const events = set.advance(7)
    const log = set.end()
    expect(readSession(sessionText(log))).toEqual({ ok: true, value: log })
    expect(replaySession(one, log, { policies: [other] }).events.slice(-events.length)).toEqual(events)
    expect(() => replaySession(one, log)).toThrow(other.definition.behaviour)
  })
})

describe('a chord that is held into the bar of a swap', () => {
  it('ends where the new pattern strikes, and goes on as long as it was written where that does not', async () => {
    const comping = (comp: string) =>
      policyOf(
        `tempo 60 bpm\nplayer { count 1 bar }\npianist keys follows grid { comp ${comp} }\nsection s { bars 2  chords | C | G | }\nform s repeat\n`,
      )
    const from = await comping('|x - - -|- - - -|')
    const played = async (comp: string) => {
      const set = from.start()
      const before = set.advance(5)
      expect(set.swap(await comping(comp), { at: 'bar' })).toMatchObject({ ok: true })
      const beats = [...before, ...set.advance(11.5)].filter(({ member }) => member === 'keys')
      return [
        ...new Set(beats.map(({ timestamp, duration }) => `${timestamp} ${Number(duration.toFixed(9))}`)),
      ]
    }
    expect(await played('|x x x x|')).toEqual(['4 4', '8 1', '9 1', '10 1', '11 1'])
    expect(await played('|. . x .|')).toEqual(['4 4', '8 2', '10 1'])
    expect(await played('|. . . .|')).toEqual(['4 4', '8 4'])
  })
})
