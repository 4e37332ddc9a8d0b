import { describe, expect, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'
import { policyOf } from '../../laws/play.ts'
import { band, kit, SLOW, score, times, wrong } from './band.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const ZONES = (snap: string, more = '') =>
  `zones pocket { snap ${snap}  follow 100 ms  limit 200 ms${more} }\nplayer { zones pocket }\n${CLICK}`
const slots = async (text: string) => (await band(text)).definition.slots
const right: readonly string[] = []

describe('names and numbers', () => {
  it('[name.form] a name starts with a letter or _, accents are welcome and capitals count', () => {
    expect(wrong('drummer größe_2 { kick |x| }\n')).toEqual(right)
    expect(wrong('drummer _a { kick |x| }\n')).toEqual(right)
    expect(wrong('drummer Kit { kick |x| }\ndrummer hand follows kit { rim |x| }\n')).toEqual(['SIL0201'])
  })

  it('[name.once] is declared once', () => {
    expect(wrong(`${CLICK}drummer click { kick |x| }\n`)).not.toEqual(right)
  })

  it('[number.sign] a literal may have a sign', async () => {
    const beats = await score(`${SLOW}metronome click {\n  beat |X|\n  level -6 dB\n}\n`, 1)
    expect(beats[0]?.level).toBe(-6)
    const up = await score(`${SLOW}metronome click {\n  beat |X|\n  level +3 dB\n}\n`, 1)
    expect(up[0]?.level).toBe(3)
  })

  it('[number.percent] outside bars % is the unit', async () => {
    const zones = (await band(ZONES('20 ms').replace('100 ms', '100 ms strength 30%'))).definition.zones
    expect(zones[0]?.(new Float64Array()).strength).toBe(0.3)
  })

  it('[number.ordinal] ordinals and 8ths are words', () => {
    expect(
      wrong(
        `tempo 100 bpm\nswing 58% on 16ths\nmetronome click {\n  beat |X x x x|\n  rest every 2nd bar\n}\n`,
      ),
    ).toEqual(right)
  })

  it('[unit.required] every quantity has a unit', () => {
    expect(wrong(ZONES('20'))).toEqual(['SIL0301'])
    expect(wrong('tempo 120\n')).toEqual(['SIL0301'])
  })

  it('[unit.dimension] and the right one', () => {
    expect(wrong(`metronome click {\n  beat |X|\n  level 20 ms\n}\n`)).not.toEqual(right)
  })

  it('[unit.time-and-music] time and musical time meet only through a tempo', () => {
    expect(wrong(`let a = 20 ms + 1 beat\n${ZONES('a')}`)).toContain('SIL0304')
    expect(wrong(`let a = 0.05 * (1 beat / 96 bpm)\n${ZONES('a')}`)).toEqual(right)
    // In 2/2 a beat is two of the quarters that bpm counts: a second.
    const beat = (text: string) => wrong(`${text}let a = 1 beat / 120 bpm\n${ZONES('a / 10')}`)
    expect(beat('')).toEqual(right)
    expect(beat('meter 2/2\n')).toEqual(['SIL0506'])
  })

  it('[unit.pitch] a pitch moves by an interval', async () => {
    const line = (high: string) =>
      `${SLOW}let top = ${high}\nbassist bass {\n  line |1|\n  range E1..top\n}\n`
    expect(wrong(line('E1 + 12 semitones'))).toEqual(right)
    expect(wrong(line('E1 + 12 ms'))).not.toEqual(right)
  })
})

describe('the piece', () => {
  it('[band.title] has a title, or its file’s name', async () => {
    expect((await band(`band "Late Train"\n${CLICK}`)).definition.title).toBe('Late Train')
    expect((await band(CLICK)).definition.title).toBe('rule')
  })

  it('[key.form] a key is a tonic and a mode', () => {
    for (const key of ['Bb major', 'F# minor', 'D dorian'])
      expect(wrong(`key ${key}\n${CLICK}`)).toEqual(right)
    expect(wrong(`key H major\n${CLICK}`)).not.toEqual(right)
  })

  it('[pitch.signs] ♭ and ♯ are read as b and #, in keys, pitches and degrees', async () => {
    const heard = async (flat: string, sharp: string) =>
      (
        await score(
          `${SLOW}key E${flat} minor\nbassist bass {\n  line |1 ${flat}3 ${sharp}4 G${flat}2|\n  range C${sharp}2..E${flat}4\n}\n`,
          1,
        )
      ).map(({ pitch }) => pitch)
    expect(await heard('♭', '♯')).toEqual(await heard('b', '#'))
    expect(await heard('♭', '♯')).not.toEqual([])
    expect(wrong(`key F♯ minor\n${CLICK}`)).toEqual(right)
  })

  it('[key.use] supplies the scale, and the harmony where there are no chords', async () => {
    const line = async (key: string) =>
      (await score(`${SLOW}key ${key}\nbassist bass {\n  line |1 2 3 6|\n  range C2..C4\n}\n`, 1)).map(
        ({ pitch }) => (pitch ?? 0) % 12,
      )
    expect(await line('C major')).toEqual([0, 2, 4, 9])
    expect(await line('C minor')).toEqual([0, 2, 3, 8])
  })

  it('[seed.order] [default.seed] the file’s seed plays, else 0, and the host’s before both', async () => {
    const text = (seed: string) => `${SLOW}${seed}drummer kit { hat |~ ~ ~ ~ ~ ~ ~ ~| }\n`
    const without = await band(text(''))
    const seven = await band(text('seed 7\n'))
    const heard = (policy: typeof without, seed?: number) =>
      times(policy.score(seed === undefined ? { bars: 8 } : { bars: 8, seed }).beats)
    expect(heard(without)).toEqual(heard(without, 0))
    expect(heard(seven)).toEqual(heard(without, 7))
    expect(heard(seven)).not.toEqual(heard(without))
    expect(heard(seven, 0)).toEqual(heard(without))
    // As a log names one.
    const long = 6141676636458139
    expect(heard(await band(text(`seed ${long}\n`)))).toEqual(heard(without, long))
  })
})

describe('timbres', () => {
  const vectors = async (lines: string, use: string) => {
    const [beat] = await score(`${SLOW}${lines}\nmetronome click {\n  beat |X|\n  timbre ${use}\n}\n`, 1)
    return [...(beat?.timbre.vector ?? [])]
  }
  const TWO = 'timbre woody = "warm woody click"\ntimbre tick = "sharp metallic tick"'

  it('[timbre.name] may be another’s name', async () => {
    expect(await vectors(`${TWO}\ntimbre alias = woody`, 'alias')).toEqual(await vectors(TWO, 'woody'))
  })

  it('[timbre.mix] or a mix: the first at 0 %, the second at 100 %', async () => {
    const mixed = (share: string) => vectors(`${TWO}\ntimbre alloy = mix(woody, tick, ${share})`, 'alloy')
    const [woody, tick] = [await vectors(TWO, 'woody'), await vectors(TWO, 'tick')]
    expect(await mixed('0%')).toEqual(woody.map((x) => expect.closeTo(x, 3)))
    expect(await mixed('100%')).toEqual(tick.map((x) => expect.closeTo(x, 3)))
    expect(await mixed('50%')).not.toEqual(woody.map((x) => expect.closeTo(x, 2)))
  })

  it('[timbre.near] or near a prompt, which learned is six slots', async () => {
    const near = `${SLOW}timbre around = near "warm woody click" within learn 20% in 0%..40%\nmetronome click {\n  beat |X|\n  timbre around\n}\n`
    expect((await slots(near)).map(({ name }) => name)).toEqual(
      [1, 2, 3, 4, 5, 6].map((direction) => `around.near[${direction}]`),
    )
  })

  it('[timbre.sample] or a recording', () => {
    const sample = (path: string) =>
      wrong(`timbre knock = sample "${path}"\nmetronome click {\n  beat |X|\n  timbre knock\n}\n`)
    expect(sample('knock.wav')).toEqual(right)
    expect(sample('')).not.toEqual(right)
  })

  it('[default.timbre] a voice without one sounds like its kind', async () => {
    const own = (await score(kit('kick |x|'), 1))[0]?.timbre.vector
    const said = (await score(kit('kick |x| timbre "deep kick drum"'), 1))[0]?.timbre.vector
    expect([...(own ?? [])]).toEqual([...(said ?? [])])
  })
})

describe('slots', () => {
  it('[learn.range] the default lies inside the range, and on no bound', () => {
    expect(wrong(ZONES('learn 20 ms in 5 ms..60 ms'))).toEqual(right)
    expect(wrong(ZONES('learn 60 ms in 5 ms..60 ms'))).not.toEqual(right)
    expect(wrong(ZONES('learn 70 ms in 5 ms..60 ms'))).not.toEqual(right)
  })

  it('[learn.operand] default and bounds are literals, names or in brackets', async () => {
    expect(wrong(`let shy = 5 ms\n${ZONES('learn (2 * 10 ms) in shy..60 ms')}`)).toEqual(right)
    const [sum] = await slots(`let a = 1 ms + learn 20 ms in 5 ms..60 ms\n${ZONES('a')}`)
    expect(sum).toMatchObject({ default: 20, max: 60 })
  })

  it('[learn.where] not in metre, key, form, bars, seed, nor in rewards', () => {
    expect(wrong(`seed learn 7 in 1..9\n${CLICK}`)).toEqual(['SIL0505'])
    expect(wrong(`reward r = learn 0.5 in 0..1\n`)).toContain('SIL0505')
    const counted = 'learn 4 bars in 2 bars..8 bars'
    const all = (lines: string, before = '') => wrong(`${before}drummer kit { kick |x...|\n${lines} }\n`)
    expect(all(`trade ${counted}`)).toEqual(['SIL0505'])
    expect(all(`rest every ${counted}`)).toEqual(['SIL0505'])
    expect(all(`fill every ${counted}`)).toEqual(['SIL0505'])
    expect(all('', `pickup learn 1 beat in 0.5 beats..2 beats\n`)).toEqual(['SIL0505'])
    expect(all('', `player { count learn 1 bar in 1 bar..2 bars }\n`)).toContain('SIL0505')
    expect(wrong(`drummer kit { kick |x . .| loop learn 3 beats in 2 beats..4 beats }\n`)).toEqual([
      'SIL0505',
    ])
    expect(
      wrong(`bassist b { line |1 5|\n  range E1..learn 40 semitones in 30 semitones..50 semitones }\n`),
    ).toContain('SIL0505')
  })

  it('[learn.unit] default and bounds have one dimension', () => {
    expect(wrong(ZONES('learn 20 ms in 5 dB..60 ms'))).not.toEqual(right)
  })

  it('[learn.log] log needs bounds above zero', async () => {
    expect(wrong(ZONES('learn 20 ms in 0 ms..60 ms log'))).not.toEqual(right)
    expect((await slots(ZONES('learn 20 ms in 5 ms..60 ms log')))[0]?.scale).toBe('log')
  })

  it('[learn.by] by takes the names up to the end of the line, or to a modifier', async () => {
    const [slot] = await slots(ZONES('20 ms', '\n  adapt learn 0.2 in 0..0.6 by player.level, tempo\n'))
    expect(slot).toMatchObject({ kind: 'contextual', features: ['player.level', 'tempo'] })
  })

  it('[learn.network] a contextual slot plays its default until a network answers to the session', async () => {
    const policy = await policyOf(ZONES('20 ms', '\n  adapt learn 0.2 in 0..0.6 by player.level\n'))
    const { behaviour, slotSchema } = policy.definition
    const plays = (level?: number) =>
      policy.start({ context: level === undefined ? {} : { 'player.level': level } }).end().slots[
        'pocket.adapt'
      ]
    expect(plays(1)).toBe(0.2)
    const network = {
      features: ['player.level'],
      mean: [0.5],
      scale: [0.5],
      layers: [{ weights: [[3]], bias: [0] }],
    }
    const file = { version: 1, policy: behaviour, slot_schema: slotSchema, transform: 'z/1', slots: {} }
    expect(policy.loadSlots({ ...file, networks: { 'pocket.adapt': network } }).errors).toEqual([])
    expect(plays()).toBe(0.3)
    expect(plays(0.5)).toBe(0.3)
    expect(plays(1)).toBeCloseTo(0.6 / (1 + Math.exp(-3)), 12)
  })

  it('[slot.path] a slot is called by its path', async () => {
    const text = `${ZONES('learn 20 ms in 5 ms..60 ms')}drummer kit { kick |x .~ .| }\nsection stop { bars 1\n  kit.kick |x ~ x x|\n}\nform stop\n`
    expect((await slots(text)).map(({ name }) => name)).toEqual(['pocket.snap', 'stop.kit.kick[1:2]'])
    expect((await slots(kit('hat |x [x~x] x x|'))).map(({ name }) => name)).toEqual(['kit.hat[1:2.1]'])
  })
})

describe('rewards', () => {
  const reward = (formula: string) => wrong(`${CLICK}reward r = ${formula}\n`)

  it('[reward.unit] units cancel', () => {
    expect(reward('session.duration')).not.toEqual(right)
    expect(reward('min(session.duration / 10 min, 1)')).toEqual(right)
  })

  it('[reward.bounded] bounds are known beforehand', () => {
    expect(reward('session.duration / 10 min')).not.toEqual(right)
  })

  it('[reward.else] else stands after a metric or in brackets', () => {
    expect(reward('(session.rating else 3) / 5')).toEqual(right)
    expect(reward('5 else 0')).not.toEqual(right)
  })

  it('[reward.functions] the arithmetic is + − * /, brackets, min and max', () => {
    expect(reward('max(0, min(1, (session.completed + 1) * 0.5 - 0.2 / 2))')).toEqual(right)
    expect(reward('sqrt(session.completed)')).not.toEqual(right)
  })

  it('[default.train] training explores 10 % by user-week, with a gate of 95 %', async () => {
    const { train } = (await band(`${CLICK}reward r = session.completed\ntrain r { }\n`)).definition
    expect(train).toEqual([expect.objectContaining({ explore: 0.1, unit: 'user-week', gate: 0.95 })])
  })
})

describe('scenarios', () => {
  it('[scenario.needs-expect] expect something', () => {
    expect(wrong(`${CLICK}scenario "s" { player steady }\n`)).not.toEqual(right)
    expect(
      wrong(`${CLICK}scenario "s" {\n  player steady\n  expect tempo within 2% of 100 bpm\n}\n`),
    ).toEqual(right)
  })
})

describe('lets and imports', () => {
  const library = { 'lib.sil': 'timbre woody = "warm woody click"\nlet shy = learn 5 ms in 1 ms..9 ms\n' }
  const codes = (text: string, files: Readonly<Record<string, string>> = library) =>
    checkText(text, files).diagnostics.map(({ code }) => code)

  it('[let.value] let names a quantity', async () => {
    const { zones } = (await band(`let shy = 7 ms\n${ZONES('2 * shy')}`)).definition
    expect(zones[0]?.(new Float64Array()).snap.ms).toBe(14)
  })

  it('[let.cycle] which is not defined by itself', () => {
    expect(wrong(`let a = b\nlet b = a\n${ZONES('a')}`)).not.toEqual(right)
  })

  it('[import.path] a relative path, never a URL', () => {
    const from = (path: string) =>
      codes(`import { woody } from "${path}"\nmetronome m {\n  beat |x|\n  timbre woody\n}\n`)
    expect(from('./lib.sil')).toEqual(right)
    expect(from('https://example.org/lib.sil')).not.toEqual(right)
    expect(from('lib.sil')).not.toEqual(right)
  })

  it('[import.as] under a local name, by which its slots go', () => {
    const text = `import { shy as brave } from "./lib.sil"\n${ZONES('brave')}`
    const { ir } = checkText(text, library)
    expect(ir?.slots.map(({ name }) => name)).toEqual(['brave'])
  })

  it('[import.what] zones, timbres, lets and rewards, from the file that declares them', () => {
    const other = {
      'lib.sil': CLICK,
      'over.sil': 'import { shy } from "./low.sil"\n',
      'low.sil': 'let shy = 5 ms\n',
    }
    expect(codes(`import { click } from "./lib.sil"\n${CLICK}`, other)).not.toEqual(right)
    expect(codes(`import { shy } from "./over.sil"\n${ZONES('shy')}`, other)).not.toEqual(right)
    expect(codes(`import { shy } from "./low.sil"\n${ZONES('shy')}`, other)).toEqual(right)
  })

  it('[import.unused] what nothing uses gets a hint', () => {
    expect(codes(`import { woody } from "./lib.sil"\n${CLICK}`)).toEqual(['SIL0709'])
    expect(codes(`let shy = 5 ms\n${CLICK}`)).toEqual(['SIL0203'])
  })
})

describe('defaults', () => {
  it('[default.meter] are 4/4, 100 bpm, C major and straight', async () => {
    const { definition } = await band(CLICK)
    const none = new Float64Array()
    expect(definition.sections[0]?.meter).toMatchObject({ upper: 4, lower: 4 })
    expect(definition.tempo(none).program).toEqual({ kind: 'steady', bpm: 100 })
    expect(definition.sections[0]?.swing(none).ratio).toBe(0.5)
    expect((await score('bassist b { line |1| }\n', 1)).map(({ pitch }) => (pitch ?? 0) % 12)).toEqual([0])
  })

  it('[default.range] [default.voicing] are a kind’s range and voicing', async () => {
    const { definition } = await band(
      'bassist b { line |1| }\npianist p { comp |x| }\nguitarist g { comp |x| }\n',
    )
    const [bass, guitar, keys] =
      definition.sections[0]?.parts.map(({ settings }) => settings(new Float64Array())) ?? []
    expect([bass?.range, keys?.range, guitar?.range]).toEqual([
      { low: 28, high: 43 },
      { low: 48, high: 72 },
      { low: 40, high: 64 },
    ])
    expect([keys?.voicing, guitar?.voicing]).toEqual(['close', 'drop2'])
  })
})

describe('rules', () => {
  const watch = (when: string) =>
    `tempo 120 bpm\n${CLICK}rule quiet when ${when} { level click to -12 dB over 1 beats }\n`
  const levels = async (text: string, play: (n: number) => boolean) => {
    const set = (await band(text)).start()
    const heard: number[] = []
    for (let n = 1; n <= 24; n++) {
      const time = 2 + (n - 1) / 2
      set.advance(time)
      if (play(n)) set.onset(time)
      heard.push(set.level('click'))
    }
    return heard
  }

  it('[rule.when] conditions are read once a beat', async () => {
    const heard = await levels(watch('player.silent'), (n) => n <= 8)
    expect(heard.slice(0, 8)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(heard.at(-1)).toBe(-12)
  })

  it('[rule.unknown] a value that is not known yet makes its comparison false', async () => {
    for (const when of ['player.spread < 500 ms', 'player.spread >= 0 ms', 'player.tempo > 1 bpm']) {
      expect(await levels(watch(when), () => false)).toEqual(new Array<number>(24).fill(0))
    }
  })
})
