import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { CLICK, policy, steady, ZONES } from '../fixtures.ts'
import { BEAT, type Onset, onBeats, take, watched, withZones, written } from './playing.ts'

const GRID = withZones({})
const pitched = (onsets: readonly Onset[]): readonly Onset[] => onsets.map((o) => ({ ...o, pitch: 60 }))

/** What the zones make of 60 ms: half of half of it, and a fifth of that stays in the tempo. */
const PHASE = 0.015
const PERIOD = 0.2 * PHASE

/** One a beat: none on it, none near the off-beat, no two of them a beat, two or half of one apart. */
const NOTHING_LIKE_A_BEAT: readonly Onset[] = [0.16, 0.25, 0.34, 0.72, 0.64, 0.34].map((beats, i) => ({
  time: written(1 + i) + beats * BEAT,
}))

describe('which note', () => {
  // [onset.merge]
  it('onsets within 30 ms are one event, at the loudest one’s time', () => {
    const { log, beat } = take(GRID, [
      { time: 2.04, velocity: 0.2 },
      { time: 2.06, velocity: 0.9 },
    ])
    expect(log.beats.find(({ n }) => n === 1)?.onset).toBe(2.06)
    expect(beat(2).time).toBeCloseTo(written(2) + PHASE + PERIOD, 12)
  })

  // [onset.merge]
  it('a flam whose loud stroke comes too late for the beat is not logged as that beat after all', () => {
    const { set, log, beat } = take(GRID, [
      { time: 2.06, velocity: 0.2 },
      { time: 2.08, velocity: 0.9 },
    ])
    expect(log.beats.find(({ n }) => n === 1)).toMatchObject({ onset: null, deviation: null, mode: 'snap' })
    expect(set.timeline().find(({ n }) => n === 1)?.habit).toBeNull()
    expect(beat(2).time).toBe(written(2))
  })

  // [onset.merge]
  it('the notes of a chord are one within 50 ms, drums are not', () => {
    const apart = [{ time: 1.96 }, { time: 2.005 }]
    const first = (onsets: readonly Onset[]) => take(GRID, onsets).log.beats.find(({ n }) => n === 1)?.onset
    expect(first(apart)).toBe(2.005)
    expect(first(pitched(apart))).toBe(1.96)
  })

  // [onset.plays]
  it('is looked for where plays expects it, up to half the way to the next', () => {
    const late = [{ time: 2.15 }]
    const plays = [[0, 1, 2, 3]]
    const told = withZones({}, { player: { ...GRID.player, plays } })
    expect(take(told, late).log.beats.find(({ n }) => n === 1)?.onset).toBe(2.15)
    expect(take(told, late).beat(2).time).toBeGreaterThan(written(2) + 0.1)
    expect(take(GRID, late).beat(2).time).toBe(written(2))
  })

  // [onset.plays]
  it('lets a syncope that plays names speak for its beat', () => {
    const told = withZones({}, { player: { ...GRID.player, plays: [[0.75, 1.75, 2.75, 3.75]] } })
    const { beat, confidence } = take(told, [{ time: 2.375 + 0.06 }])
    expect(beat(2).time).toBeCloseTo(written(2) + PHASE + PERIOD, 12)
    expect(confidence(2)).toBe(1)
  })

  // [onset.plays]
  it('is none of a clave’s where somebody plays the beats: they move nothing', () => {
    const plays = [
      [0, 1.5, 3],
      [1, 2.5],
    ]
    const { beat } = take(withZones({}, { player: { ...GRID.player, plays } }), onBeats(1, 24))
    for (let n = 1; n <= 25; n++) expect(beat(n).time).toBeCloseTo(written(n), 12)
  })

  // [onset.plays]
  it('is no accented 16th before the barline, where plays expects that: it is nearer to its own place', () => {
    const plays = [[0, 1, 2, 3, 3.75]]
    const told = withZones({}, { player: { ...GRID.player, plays } })
    const bars = [0, 4, 8].flatMap((from) =>
      [0, 1, 2, 3, 3.75].map((at) => ({ time: written(1 + from + at), velocity: at === 3.75 ? 1 : 0.7 })),
    )
    const { log } = take(told, bars)
    const deviations = log.beats.flatMap(({ deviation }) => (deviation === null ? [] : Math.abs(deviation)))
    expect(deviations).toHaveLength(12)
    expect(Math.max(...deviations)).toBeLessThan(1e-9)
  })

  // [onset.nearest]
  it('without plays the loudest within 0.15 beat counts', () => {
    const { log } = take(GRID, [
      { time: 1.96, velocity: 0.5 },
      { time: 2.07, velocity: 0.8 },
      { time: 2.12, velocity: 1 },
    ])
    expect(log.beats.find(({ n }) => n === 1)?.onset).toBe(2.07)
  })

  // [onset.nearest]
  it('or within the limit where that is nearer', () => {
    const narrow = withZones({
      snap: { ms: 5, beats: 0 },
      follow: { ms: 20, beats: 0 },
      limit: { ms: 40, beats: 0 },
    })
    const first = (time: number) => take(narrow, [{ time }]).log.beats.find(({ n }) => n === 1)?.onset
    expect([first(2.039), first(2.041)]).toEqual([2.039, null])
  })

  // [onset.offbeat]
  it('one near the off-beat 8th counts half where the beat was left out, and the beat is explained', () => {
    const { beat, log, confidence } = take(GRID, [{ time: 2.25 + 0.06 }])
    expect(beat(2).time).toBeCloseTo(written(2) + 0.5 * (PHASE + PERIOD), 12)
    expect(log.beats.find(({ n }) => n === 1)?.onset).toBeNull()
    expect(confidence(2)).toBe(1)
  })

  // [onset.offbeat]
  it('the off-beat is where swing puts it', () => {
    const swung = policy({
      members: [CLICK],
      sections: [{ swing: () => ({ ratio: 0.62, unit: 0.5, shortMs: null }) }],
    })
    expect(take(swung, [{ time: 2 + 0.62 * BEAT + 0.06 }]).beat(2).time).toBeCloseTo(
      written(2) + 0.5 * (PHASE + PERIOD),
      12,
    )
    expect(take(swung, [{ time: 2 + 0.62 * BEAT }]).beat(2).time).toBe(written(2))
  })

  // [onset.weight]
  it('a note softer than the player’s usual ones moves the band less', () => {
    const before = onBeats(1, 8).map((onset) => ({ ...onset, velocity: 0.8 }))
    const moved = (velocity: number) =>
      take(GRID, [...before, { time: written(9) + 0.06, velocity }]).beat(10).time - written(10)
    expect(moved(0.8)).toBeCloseTo(PHASE + PERIOD, 12)
    expect(moved(0.64)).toBeCloseTo(PHASE + PERIOD, 12)
    expect(moved(0.32)).toBeCloseTo(0.5 * (PHASE + PERIOD), 12)
  })

  // [onset.logged]
  it('all others are logged, and only logged', () => {
    const { log, beat } = take(GRID, [{ time: 2.1 }, { time: 2.16 }])
    expect(log.onset_times).toEqual([2.1, 2.16])
    expect(log.beats.every(({ onset }) => onset === null)).toBe(true)
    expect([beat(2).time, beat(3).time]).toEqual([written(2), written(3)])
  })

  it('is logged and moves nothing where nobody listens', () => {
    const { log, beat } = take(withZones({}, { zones: [] }), [{ time: 2.06 }])
    expect(log.onset_times).toEqual([2.06])
    expect([log.beats.find(({ n }) => n === 1)?.onset, beat(2).time]).toEqual([null, written(2)])
  })
})

describe('how sure', () => {
  // [confidence.start]
  it('the band is, it logs: 1 after the count, less for silence and for notes that explain nothing', () => {
    const { confidence } = take(GRID, [{ time: 2 }, { time: written(2) + 0.1 }, ...onBeats(5, 8)])
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(confidence)).toEqual([1, 1, 0.85, 0.8, 0.75, 0.85, 0.95, 1])
  })

  // [confidence.scale]
  it('corrections scale with it', () => {
    const { beat, confidence } = take(GRID, [{ time: 2.1 }, { time: 2.65 }, { time: written(3) + 0.06 }])
    expect(confidence(3)).toBe(0.7)
    expect(beat(4).time).toBeCloseTo(written(4) + 0.7 * (PHASE + PERIOD), 12)
  })

  // [confidence.coast]
  it('coasting it holds the tempo that it had, corrects nothing and goes on counting bars', () => {
    const early = onBeats(1, 4, -0.06)
    // Neither within a quarter beat of the band's beats nor one, two or half a beat from each other.
    const { log, beat, confidence } = take(GRID, early, 30)
    const { bpm } = beat(6)
    expect(bpm).toBeGreaterThan(121)
    expect(confidence(40)).toBe(0)
    expect(beat(41).bpm).toBe(bpm)
    expect(beat(41).measure).toBe(11)
    const stray = { time: (beat(41).time + beat(42).time) / 2 }
    const strayed = take(GRID, [...early, stray], 30)
    expect(strayed.beat(50).time).toBe(beat(50).time)
    expect(strayed.log.onset_times).toHaveLength(log.onset_times.length + 1)
  })

  // [confidence.coast]
  it('coasting it is not led by notes that keep no time', () => {
    const { beat, confidence } = take(GRID, NOTHING_LIKE_A_BEAT, 6)
    expect(confidence(6)).toBe(0.25)
    expect(beat(8).time).toBe(written(8))
  })
})

describe('a player who comes back', () => {
  const AWAY = 20

  // [confidence.relock]
  it('is met at once by the first event within a quarter beat', () => {
    const { beat, confidence } = take(GRID, [{ time: written(AWAY) + 0.12 }])
    expect(beat(AWAY + 1).time).toBeCloseTo(written(AWAY + 1) + 0.12, 12)
    expect(beat(AWAY + 1).bpm).toBe(120)
    expect([confidence(AWAY), confidence(AWAY + 1)]).toEqual([0.05, 0.5])
  })

  // [confidence.relock]
  it.each([1, 2, 0.5])('is met after two events %d beats apart, though off by more', (apart) => {
    const off = 0.4 * BEAT
    const last = written(AWAY + 2) + off
    const wide = withZones({}, { tempo: () => steady(120, 60, 240) })
    const { beat } = take(wide, [{ time: last - apart * BEAT }, { time: last }])
    const near = apart === 0.5 ? off - BEAT / 2 : off
    expect(beat(AWAY + 3).time).toBeCloseTo(written(AWAY + 3) + near, 9)
  })

  // [confidence.pace]
  it.each([1.086, 0.914])(
    'at %d times the beat is not lost again: their pace is heard from two notes on',
    (times) => {
      const wide = withZones({}, { tempo: () => steady(120, 60, 200) })
      const before = onBeats(1, 32, 0)
      const back = Array.from({ length: 40 }, (_, i) => ({ time: written(49) + i * BEAT * times }))
      const { log, beat } = take(wide, [...before, ...back], 24)
      const met = log.beats.filter(({ n }) => n > 49 && n <= 80)
      expect(met.map(({ onset }) => onset).filter((onset) => onset === null)).toEqual([])
      expect(beat(75).bpm).toBeCloseTo(120 / times, 0)
    },
  )

  // [confidence.relock]
  it('is not met by two events at another distance', () => {
    const last = written(AWAY + 2) + 0.4 * BEAT
    const { beat } = take(GRID, [{ time: last - 0.8 * BEAT }, { time: last }])
    expect(beat(AWAY + 3).time).toBe(written(AWAY + 3))
  })

  // [confidence.spread]
  it('is met step by step where the limit is narrower than the jump', () => {
    const narrow = withZones({
      snap: { ms: 5, beats: 0 },
      follow: { ms: 20, beats: 0 },
      limit: { ms: 50, beats: 0 },
    })
    const { beat } = take(narrow, [{ time: written(AWAY) + 0.12 }], 16)
    expect([1, 2, 3, 4].map((n) => beat(AWAY + n).time - written(AWAY + n))).toEqual(
      [0.05, 0.1, 0.12, 0.12].map((late) => expect.closeTo(late, 9)),
    )
  })

  // [confidence.spread]
  it('and where the tempo range is', () => {
    const strict = withZones({}, { tempo: () => steady(120, 115, 125) })
    const { beat } = take(strict, [{ time: written(AWAY) + 0.1 }], 18)
    const most = 60 / 115
    for (const n of [1, 2, 3]) {
      expect(beat(AWAY + n).time - beat(AWAY + n - 1).time).toBeCloseTo(most, 9)
    }
    expect(beat(AWAY + 6).time - written(AWAY + 6)).toBeCloseTo(0.1, 9)
  })

  // [confidence.coast]
  it('and gone again is not run after once the band coasts', () => {
    const two = policy({
      members: [CLICK],
      sections: [
        { name: 'strict', bars: 10, tempo: () => steady(120, 120, 120) },
        { name: 'free', bars: 4, tempo: () => steady(120, 90, 150) },
      ],
    })
    const { beat } = take(two, [{ time: written(AWAY) + 0.1 }], 30)
    for (let n = AWAY; n <= 56; n++) expect(beat(n).time).toBe(written(n))
  })
})

describe('the player’s habit', () => {
  const PLAYER = { expect: 'player' } as const

  // [bias.no-drift] [bias.learn]
  it('of being early does not move the band by a hair', () => {
    const { beat } = take(withZones(PLAYER), onBeats(1, 64, -0.045))
    for (let n = 1; n <= 64; n++) expect(beat(n).time).toBe(written(n))
  })

  // [bias.grid]
  it('is none of its business where it expects the grid: early is early', () => {
    const { beat } = take(GRID, onBeats(1, 16, -0.045))
    expect(beat(16).time).toBeLessThan(written(16) - 0.03)
  })

  // [bias.phase-waits]
  it('waits for eight used onsets before it believes a phase', () => {
    const zones = withZones({ ...PLAYER, adapt: 0 })
    const moved = (before: number) => {
      const n = before + 1
      const onsets = [...onBeats(1, before), { time: written(n) + 0.06 }]
      return take(zones, onsets).beat(n + 1).time - written(n + 1)
    }
    expect(moved(7)).toBe(0)
    expect(moved(8)).toBeCloseTo(PHASE, 12)
  })

  // [bias.tempo-never-waits] [bias.first-notes]
  it('does not wait with the tempo: that comes from the player’s own, as soon as it is beyond snap and scatter', () => {
    const faster = Array.from({ length: 5 }, (_, i) => ({ time: 2 + i * BEAT * 0.96 - 0.04 }))
    const { beat } = take(withZones({ ...PLAYER, adapt: 1 }), faster, 5)
    expect(beat(3).bpm).toBe(120)
    // The third note is 40 ms ahead of the first one's tempo: 20 beyond snap, two thirds of the 30 that are wholly a tempo.
    expect(beat(4).bpm).toBeCloseTo(60 / (0.5 - (2 / 3) * 0.02), 6)
    expect(beat(5).bpm).toBeCloseTo(125, 6)
  })

  // [bias.first-notes]
  it('puts the beats 0.3 of the way to where the tempo of the first notes would have had them', () => {
    const faster = Array.from({ length: 3 }, (_, i) => ({ time: 2 + i * BEAT * 0.92 }))
    const { beat } = take(withZones({ ...PLAYER, adapt: 0.5 }), faster, 4)
    // The third note is 80 ms ahead: all of it is tempo. Of 40 ms a beat three quarters are taken after two notes.
    const period = BEAT - 0.75 * 0.04
    expect(beat(3).time).toBe(written(3))
    expect(beat(4).time).toBeCloseTo(written(3) + period + 0.3 * 2 * (period - BEAT), 12)
  })

  // [bias.tempo-never-waits] [bias.reached]
  it('of who is known does not hide that they go faster: 4 % are reached within eight beats', () => {
    const onsets = Array.from({ length: 24 }, (_, i) => ({
      time: written(1) - 0.04 + Math.min(i, 11) * BEAT + Math.max(0, i - 11) * BEAT * 0.96,
    }))
    const { beat } = take(withZones({ ...PLAYER, adapt: 1, snap: { ms: 60, beats: 0 } }), onsets)
    expect(beat(12).bpm).toBe(120)
    for (let n = 21; n <= 24; n++) expect(Math.abs(beat(n).bpm / 125 - 1)).toBeLessThan(0.01)
  })

  // [bias.learn] [bias.when]
  it('is seen by rules: the mean of the first onsets, then a slow one, and how sure the band is', () => {
    const { definition, seen } = watched({ ...PLAYER, adapt: 0 })
    take(definition, [...onBeats(1, 4, -0.03), ...onBeats(5, 8, -0.05), { time: written(9) + 0.1 }])
    expect(seen[3]?.bias).toBeCloseTo(-30, 6)
    expect(seen[7]?.bias).toBeCloseTo(-40, 6)
    expect([seen[0]?.confidence, seen[8]?.confidence]).toEqual([1, 0.85])
  })

  // [bias.grid]
  it('is for rules the plain mean of the last deviations where the grid is expected', () => {
    const { definition, seen } = watched({ snap: { ms: 70, beats: 0 } })
    take(definition, [...onBeats(1, 4, -0.03), ...onBeats(5, 8, -0.05)])
    expect(seen[7]?.bias).toBeCloseTo(-40, 6)
  })

  it('belongs to somebody who is silent for rules on no beat that has its note, before it or behind it', () => {
    const { definition, seen } = watched({ snap: { ms: 40, beats: 0 } })
    const { set } = take(
      definition,
      onBeats(1, 12).map(({ time }, i) => ({ time: time + (i % 2 === 0 ? 0.01 : -0.01) })),
      written(14) + 0.1,
    )
    expect(set.timeline().filter(({ n, onset }) => n >= 1 && onset !== null)).toHaveLength(12)
    expect(seen.map(({ silent }) => silent)).toEqual([...Array<boolean>(12).fill(false), true])
  })

  it('has each note in it before rules hear how far that lay from it: who is always 50 ms early does not spread', () => {
    const { definition, seen } = watched(PLAYER)
    take(definition, onBeats(1, 5, -0.05))
    expect(seen[3]?.spread).toBeCloseTo(0, 9)
    expect(seen[3]).toMatchObject({ early: false, late: false })
  })

  // [bias.learn] [onset.hardly]
  it('is learned from what explains a beat, and from nothing that is far too soft for that', () => {
    const loud = onBeats(1, 12, -0.02).map((onset) => ({ ...onset, velocity: 0.8 }))
    const soft = onBeats(13, 14, -0.06).map((onset) => ({ ...onset, velocity: 0.02 }))
    const { set } = take(withZones(PLAYER), [...loud, ...soft])
    expect(set.timeline().filter(({ onset }) => onset !== null)).toHaveLength(14)
    expect(set.habit).toBeCloseTo(-0.02, 12)
  })

  // [onset.window]
  it('is where the window lies: who is 60 ms early by habit may be 60 ms earlier still', () => {
    const { log } = take(withZones(PLAYER), [...onBeats(1, 12, -0.06), { time: written(13) - 0.13 }])
    expect(log.beats.find(({ n }) => n === 13)?.onset).toBeCloseTo(written(13) - 0.13, 12)
    const unknown = take(withZones(PLAYER), [{ time: written(1) - 0.13 }])
    expect(unknown.log.beats.find(({ n }) => n === 1)?.onset).toBeNull()
  })

  // [onset.early]
  it('while it is unknown the window reaches 25 ms further on the early side', () => {
    const first = (off: number, zones = withZones(PLAYER)) =>
      take(zones, [{ time: written(1) + off }]).log.beats.find(({ n }) => n === 1)?.onset ?? null
    expect(first(-0.0995)).not.toBeNull()
    expect(first(-0.1005)).toBeNull()
    expect(first(0.0745)).not.toBeNull()
    expect(first(0.0755)).toBeNull()
    expect(first(-0.0755, GRID)).toBeNull()
  })
})

describe('competing ideas', () => {
  const MANY = {
    snap: { ms: 0, beats: 0.0005 },
    follow: { ms: 0, beats: 0.001 },
    limit: { ms: 0, beats: 0.5 },
    adapt: 1,
    curve: 'classic',
    expect: 'player',
    track: 'many',
  } as const
  const range = { tempo: () => steady(120, 12, 480) }

  // [track.many]
  it('keep the written tempo to the last bit while nobody plays', () => {
    const { set } = take(withZones(MANY, { tempo: () => steady(97, 12, 480) }), [], 200)
    for (const { time, grid } of set.timeline()) expect(time).toBe(grid)
    expect(set.timeline().length).toBeGreaterThan(300)
  })

  // [track.many]
  it('reach a player who is 4 % faster within eight beats, habit and all', () => {
    const faster = Array.from({ length: 20 }, (_, i) => ({ time: 2 + i * BEAT * 0.96 - 0.03 }))
    const { beat } = take(withZones(MANY, range), faster, 12)
    for (let n = 9; n <= 16; n++) expect(Math.abs(beat(n).bpm - 125)).toBeLessThan(0.8)
  })

  // [track.many]
  it('begin in the middle of a piece, with the section that asks for them', () => {
    const definition = policy({
      members: [CLICK],
      sections: [{ bars: 2 }, { zones: 1 }],
      definition: { zones: [() => ZONES, () => ({ ...ZONES, ...MANY })], ...range },
    })
    const faster = Array.from({ length: 20 }, (_, i) => ({ time: written(9) + i * BEAT * 0.96 }))
    const { beat } = take(definition, [...onBeats(1, 8), ...faster])
    expect(beat(9).bpm).toBe(120)
    for (let n = 19; n <= 26; n++) expect(Math.abs(beat(n).bpm - 125)).toBeLessThan(0.8)
  })

  // [track.many]
  it('go with the band where it leads to another tempo', () => {
    const ladder = { kind: 'ladder', from: 100, to: 120, by: 20, everyBars: 4 } as const
    const tempo = () => ({ program: ladder, lowBpm: 40, highBpm: 240 })
    const set = createPolicy(withZones(MANY, { tempo })).start()
    set.advance(2.5)
    for (let beat = 1; beat <= 24; beat++) {
      const { time = 0, length = 0 } = set.timeline().at(-1) ?? {}
      set.onset(time)
      set.advance(time + length + 0.01)
    }
    expect(set.timeline().at(-1)?.n).toBe(25)
    expect(Math.abs(set.bpm - 120)).toBeLessThan(0.5)
  })

  // [track.pattern]
  it('follow a player of nothing but swung off-beats, once the swing is known', () => {
    const both = Array.from({ length: 64 }, (_, i) => [
      { time: written(i + 1) },
      { time: written(i + 1) + 0.6 * BEAT },
    ]).flat()
    const offBeats = Array.from({ length: 24 }, (_, i) => ({ time: written(i + 65) + 0.6 * BEAT }))
    const { beat, confidence } = take(withZones(MANY, range), [...both, ...offBeats])
    expect(confidence(85)).toBe(1)
    expect(Math.abs(beat(88).time - written(88))).toBeLessThan(0.02)
  })

  // [track.doubt]
  it('do not move the phase for what a wrong idea of the habit would explain', () => {
    const onsets = [...onBeats(1, 12), { time: written(13) + 0.012 }]
    const moved = (zones: Partial<typeof ZONES>) =>
      take(withZones({ ...MANY, adapt: 0, ...zones }, range), onsets).beat(14).time - written(14)
    expect(moved({})).toBe(0)
    expect(moved({ expect: 'grid' })).toBeGreaterThan(0.003)
  })

  // [onset.window]
  it('are looked for where the player is, not where the band is, and so is a single one', () => {
    // Tempo held, phase held: the band stays where it is while the player slows down by 3 %.
    const leaving = Array.from({ length: 12 }, (_, i) => ({ time: 2 + i * BEAT * 1.03 }))
    const held = { ...MANY, adapt: 0, snap: { ms: 0, beats: 0.3 }, follow: { ms: 0, beats: 0.4 } }
    const heard = (track: 'one' | 'many') =>
      take(withZones({ ...held, track }, range), leaving).log.beats.filter(({ onset }) => onset !== null)
        .length
    expect([heard('many'), heard('one')]).toEqual([12, 12])
  })
})
