import { describe, expect, it } from 'vitest'
import { alone, policyOf } from '../../../bench/policy.ts'
import { type Page, pageOf } from '../../../runtime/player/page.ts'
import { playScript } from '../../../runtime/player/scripted.ts'
import { personOf } from '../../../training/players/people.ts'
import { playSession } from '../../../training/simulate/session.ts'

const ZONES = `zones z { snap 20 ms  follow 80 ms  limit 160 ms }`
const CLICK = 'metronome click { beat |X| }'
const piece = (text: string) => policyOf(alone('piece.sil', `tempo 120 bpm\n${ZONES}\n${text}`))
const pageFor = async (text: string): Promise<Page> => pageOf((await piece(text)).definition)
const upTo = (count: number, what: (n: number) => unknown): unknown[] =>
  Array.from({ length: count }, (_, i) => what(i + 1))

/** What is played to a band that follows nobody, in quarters of its 120 bpm from bar 1 on. */
async function played(text: string, bars: number): Promise<readonly number[]> {
  const policy = await piece(text)
  const set = policy.start({ seed: 1, source: 'simulated' })
  playScript(set, [{ k: 'steady' }], { bars, page: pageOf(policy.definition), seed: 1 })
  const log = set.end()
  const start = log.beats.find(({ n }) => n === 1)?.grid ?? 0
  return log.onset_times.map((time) => Math.round((time - start) * 200) / 100)
}

describe('what a player reads', () => {
  it('has the beats of each bar along the form, turn by turn', async () => {
    const page = await pageFor(`${CLICK}
section a { bars 2 }
section b { bars 1  meter 3/4 }
form a, b, a`)
    expect([0, 1, 2, 3, 4, 5, 9].map((bars) => page.beatsIn(bars))).toEqual([0, 4, 8, 11, 15, 19, 19])
    expect(page.beatsIn(2.5)).toBe(9.5)
    expect(upTo(13, page.barOf)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3])
    expect([-4, -3, 0].map(page.barOf)).toEqual([-2, -1, -1])
  })

  it('has the long beats of an additive metre, in the count as well', async () => {
    const page = await pageFor(`meter 7/8 (2+2+3)\n${CLICK}`)
    expect(upTo(6, page.countsIn)).toEqual([1, 1, 1.5, 1, 1, 1.5])
    expect([-3, -2, -1, 0].map(page.countsIn)).toEqual([1.5, 1, 1, 1.5])
  })

  it('has dotted beats as long as the tempo counts them', async () => {
    expect(upTo(3, (await pageFor(`meter 6/8\n${CLICK}`)).countsIn)).toEqual([1, 1, 1])
    const page = await pageFor(`${CLICK}
section a { bars 1 }
section b { bars 1  meter 6/8 }
form a, b`)
    expect(upTo(6, page.countsIn)).toEqual([1, 1, 1, 1, 1.5, 1.5])
  })

  it('has new tempi where a section says one or has the piece’s again, and not at the start', async () => {
    const page = await pageFor(`${CLICK}
section a { bars 1  tempo 100 bpm }
section b { bars 2  tempo 140 bpm }
section c { bars 1 }
form a, b, c, a`)
    const found = upTo(21, (n) => n).filter((n) => page.isNewTempo(n as number))
    expect(found).toEqual([5, 13, 17])
  })

  it('is turned to the section that sounds, where a rule or a cue leads elsewhere', async () => {
    const page = await pageFor(`${CLICK}
section a { bars 2 }
section b { bars 1  meter 3/4 }
section c { bars 1  meter 2/4  tempo 90 bpm }
form a, b, a, c`)
    expect(page.beatsIn(4)).toBe(15)
    page.hear({ n: 4, section: 'a' })
    page.hear({ n: 5, section: 'c' })
    expect(page.beatsIn(3)).toBe(6)
    expect(upTo(6, page.barOf)).toEqual([0, 0, 0, 0, 1, 1])
    expect(page.isNewTempo(5)).toBe(true)
    page.hear({ n: 7, section: 'b' })
    page.hear({ n: 10, section: 'a' })
    expect([2, 3, 5].map(page.beatsIn)).toEqual([6, 9, 17])
  })

  it('has the notes of `plays`, bar by bar of its section, and all of none where it says nothing', async () => {
    const page = await pageFor(`player { zones z  plays |x..x..x.|..x.x...| }\n${CLICK}`)
    expect(upTo(9, page.strokesOn)).toEqual([[0], [0.5], [], [0], [], [0], [0], [], [0]])
    expect((await pageFor(CLICK)).strokesOn(1)).toBeNull()
  })
})

describe('a player who reads', () => {
  // [scenario.reads]
  it('plays the clave that the piece says they play, and no beats beside it', async () => {
    const text = `player { zones z  plays |x..x..x.|..x.x...| }\n${CLICK}`
    expect(await played(text, 4)).toEqual([0, 1.5, 3, 5, 6, 8, 9.5, 11, 13, 14])
  })

  it('plays off-beats where they lie in a long beat', async () => {
    const text = `meter 7/8 (2+2+3)\nplayer { zones z  plays |x.x.x.x| }\n${CLICK}`
    expect(await played(text, 2)).toEqual([0, 1, 2, 3, 3.5, 4.5, 5.5, 6.5])
  })

  // [scenario.reads]
  it.each(['novice', 'musician', 'drummer'] as const)(
    'knows the long beat of 7/8: a simulated %s',
    async (who) => {
      const policy = await piece(`meter 7/8 (2+2+3)\nplayer { zones z }\n${CLICK}`)
      const set = policy.start({ seed: 1, source: 'simulated' })
      playScript(set, [{ k: 'simulated', who }], { bars: 24, page: pageOf(policy.definition), seed: 1 })
      const beats = set.end().beats.filter(({ n }) => n > 3)
      expect(
        beats.filter(({ mode, onset }) => mode !== 'limit' && onset !== null).length / beats.length,
      ).toBeGreaterThan(0.95)
    },
  )

  it('takes a new tempo where one is written', async () => {
    const policy = await piece(`player { zones z }\n${CLICK}
section a { bars 2 }
section b { bars 2  tempo 150 bpm }
form a, b repeat`)
    const set = policy.start({ seed: 1, source: 'simulated' })
    playScript(set, [{ k: 'simulated', who: 'drummer' }], {
      bars: 24,
      page: pageOf(policy.definition),
      seed: 1,
    })
    const beats = set.end().beats.filter(({ n }) => n >= 1)
    expect(
      beats.filter(({ mode, onset }) => mode !== 'limit' && onset !== null).length / beats.length,
    ).toBeGreaterThan(0.9)
  })

  it('is a person of simulated sessions as well, who may leave at the end of any bar', async () => {
    const policy = await piece(`player { zones z  plays |x..x..x.|..x.x...| }\n${CLICK}`)
    const person = { ...personOf(7, 3), slips: { misses: 0, extras: 0, subdivides: 0 } }
    const { log, together } = playSession(policy, person, {
      seed: 5,
      index: 0,
      startedAt: '2026-01-01T00:00:00Z',
      bars: 4,
      context: {},
      explore: false,
      noise: 1,
    })
    expect(log.onset_times.length).toBe(10)
    expect(together).toBeGreaterThan(0.5)
  })
})
