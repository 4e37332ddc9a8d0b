import { describe, expect, it } from 'vitest'
import { playScript } from '../../../runtime/player/scripted.ts'
import { band, kit, only, SLOW, score, times, wrong } from './band.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const bpms = async (tempo: string, bars: number) => {
  const set = (await band(`${tempo}\n${CLICK}`)).start()
  set.advance(bars * 8)
  return set
    .timeline()
    .filter(({ n }) => n >= 1)
    .slice(0, bars * 4)
    .map(({ bpm }) => Math.round(bpm * 1e6) / 1e6)
}

describe('steps', () => {
  const inSix = (member: string, section: string, before = '') =>
    `${SLOW}${before}drummer kit {\n  ${member}\n}\nsection a {\n  meter 6/8\n  ${section}\n}\nform a\n`

  it('[unit.step] are 16ths in every metre: of a loop', async () => {
    const every = [0, 0.75, 1.5, 2.25]
    expect(times(await score(inSix('kick |x|', 'bars 1\n  kit.kick |x . .| loop 3 steps'), 1))).toEqual(every)
    expect(times(await score(inSix('kick |x . .| loop 3 steps', 'bars 1'), 1))).toEqual(every)
    const named = inSix('kick |x|', 'bars 1\n  kit.kick |x . .| loop long', 'let long = 3 steps\n')
    expect(times(await score(named, 1))).toEqual(every)
    const groups = (bars: string) => score(kit(`kick ${bars}`, 'meter 7/8 (2+2+3)\n'), 2)
    expect(times(await groups('|x .| loop 4 steps'))).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(wrong(kit('kick |x . .| loop 5 steps', 'meter 7/8 (2+2+3)\n'))).toEqual(['SIL0401'])
  })

  it('[unit.step] of a pickup', async () => {
    const six = await score(inSix('hat |xxxx xxxx xxxx|', 'bars 1  pickup 3 steps'), 1)
    expect(times(six).slice(0, 5)).toEqual([0.75, 1, 1.25, 1.5, 1.75])
    expect(six.filter(({ measure }) => measure === 0)).toHaveLength(3)
    const above = await score(inSix('hat |xxxx xxxx xxxx|', 'bars 1', 'pickup 3 steps\n'), 1)
    expect(times(above)).toEqual(times(six))
    const groups = await score(kit('hat |xxxx xxxx xxxxxx|', 'meter 7/8 (2+2+3)\npickup 4 steps\n'), 1)
    expect(groups.filter(({ measure }) => measure === 0)).toHaveLength(4)
    expect(wrong(kit('hat |xxxx xxxx xxxxxx|', 'meter 7/8 (2+2+3)\npickup 14 steps\n'))).toEqual(['SIL0424'])
  })

  const eighths = (lines: string, own = '') => inSix(`kick |x x x x x x|${own}`, `bars 3\n  ${lines}`, '')
  const levels = async (text: string) => (await score(text, 3)).map(({ level }) => level)

  it('[unit.step] of a fade and of a ramp, in the section and above it', async () => {
    const fade = (over: string) => levels(eighths(`kit.level -12 dB -> 0 dB over ${over}`))
    expect(await fade('12 steps')).toEqual(await fade('2 beats'))
    expect(await fade('12 steps')).not.toEqual(await fade('3 beats'))
    const own = eighths('', '\n  level -12 dB -> 0 dB over 12 steps')
    expect(await levels(own)).toEqual(await fade('2 beats'))
    const ramp = async (over: string) => {
      const tempo = `tempo 60 bpm -> 120 bpm over ${over}\n`
      const above = await score(eighths('').replace(SLOW, tempo), 3)
      return [times(await score(eighths(tempo), 3)), times(above)]
    }
    expect(await ramp('12 steps')).toEqual(await ramp('2 beats'))
    expect(await ramp('12 steps')).not.toEqual(await ramp('3 beats'))
  })

  it('[unit.step] of a rule', async () => {
    const quiet = async (hold: string, over: string) => {
      const rule = `rule r when player.silent for ${hold} { level kit to -12 dB over ${over} }\n`
      return (await band(eighths('') + rule))
        .start()
        .advance(12)
        .map(({ level }) => level)
    }
    const beats = await quiet('1 beat', '2 beats')
    expect(await quiet('6 steps', '12 steps')).toEqual(beats)
    expect(await quiet('1 beat', '3 beats')).not.toEqual(beats)
  })

  it('[unit.step] and bars, beside beats, are those of the section', async () => {
    const fade = (over: string) => levels(eighths(`kit.level -12 dB -> 0 dB over ${over}`))
    expect(await fade('(1 bar + 0 beats)')).toEqual(await fade('1 bar'))
    expect(await fade('(1 bar + 6 steps)')).toEqual(await fade('1.5 bars'))
  })
})

describe('tempo', () => {
  it('[tempo.range-default] [default.tempo-range] alone has a range of a quarter to either side', async () => {
    const { lowBpm, highBpm } = (await band(`tempo 96 bpm\n${CLICK}`)).definition.tempo(new Float64Array())
    expect([lowBpm, highBpm]).toEqual([72, 120])
  })

  it('[tempo.range] never leaves its range, whoever pushes', async () => {
    const policy = await band(
      `tempo 100 bpm in 96 bpm..104 bpm\nzones z { snap 1 ms  follow 20 ms  limit 300 ms  adapt 1 }\nplayer { zones z }\n${CLICK}`,
    )
    for (const change of [0.2, -0.2]) {
      const set = policy.start()
      playScript(set, [{ k: 'tempo', change, over: { amount: 8, unit: 'bars' } }], {
        bars: 16,
        beatsPerBar: 4,
        seed: 1,
      })
      const beats = set.timeline()
      for (const [i, { time }] of beats.slice(1).entries()) {
        expect(time - (beats[i]?.time ?? 0)).toBeGreaterThan(60 / 104 - 1e-9)
        expect(time - (beats[i]?.time ?? 0)).toBeLessThan(60 / 96 + 1e-9)
      }
    }
  })

  it('[tempo.inside] lies inside its range', () => {
    expect(wrong(`tempo 96 bpm in 100 bpm..120 bpm\n${CLICK}`)).not.toEqual([])
    expect(wrong(`tempo 96 bpm in 90 bpm..120 bpm\n${CLICK}`)).toEqual([])
  })

  it('[tempo.ramp] the band leads a ramp, linear in bpm per beat, and a player cannot bend it', async () => {
    expect(await bpms('tempo 120 bpm -> 96 bpm over 2 bars', 3)).toEqual([
      120, 117, 114, 111, 108, 105, 102, 99, 96, 96, 96, 96,
    ])
    const set = (await band(`tempo 120 bpm -> 96 bpm over 8 bars\n${CLICK}`)).start()
    playScript(set, [{ k: 'drags', ms: 60 }], { bars: 4, beatsPerBar: 4, seed: 1 })
    const late = set.timeline().filter(({ n }) => n >= 1)
    expect(late.slice(0, 8).map(({ bpm }) => bpm)).toEqual(
      [120, 119.25, 118.5, 117.75, 117, 116.25, 115.5, 114.75].map((bpm) => expect.closeTo(bpm, 9)),
    )
  })

  it('[tempo.ladder] a ladder climbs to its top and stays', async () => {
    expect(await bpms('tempo ladder 80 bpm..90 bpm by 4 bpm every 1 bars', 5)).toEqual(
      [80, 84, 88, 90, 90].flatMap((bpm) => [bpm, bpm, bpm, bpm]),
    )
  })

  it('[tempo.unit] counts quarters, dotted quarters or what it says, and keeps the 8th over changes of metre', async () => {
    const eighths = async (before: string, cells: string) =>
      times(await score(`${before}drummer kit { hat ${cells} }\n`, 1))
    expect(await eighths('tempo 60 bpm\n', '|xxxx xxxx|')).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    expect(await eighths('tempo 60 bpm\nmeter 6/8\n', '|xxx xxx|')).toEqual(
      [0, 1, 2, 3, 4, 5].map((n) => expect.closeTo(n / 3, 6)),
    )
    expect(await eighths('tempo 120 bpm on 8ths\n', '|xxxx xxxx|')).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    const change = `tempo 60 bpm\nmetronome m { beat |x| }\nsection a { bars 1 }\nsection b { bars 1  meter 6/8 }\nform a, b, a\n`
    expect(times(await score(change, 3))).toEqual([0, 4, 7])
  })

  it('[tempo.learn] can be learned', async () => {
    const policy = await band(`tempo learn 96 bpm in 88 bpm..104 bpm\n${CLICK}`)
    expect(policy.definition.slots.map(({ name }) => name)).toEqual(['tempo'])
    expect(policy.score({ bars: 1, slots: { tempo: 100 } }).beats[1]?.timestamp).toBeCloseTo(0.6, 9)
  })
})

describe('metre', () => {
  const clicks = async (meter: string, cells: string) =>
    times(await score(`${SLOW}meter ${meter}\nmetronome m { beat ${cells} }\n`, 1))

  it('[meter.simple] the lower number is the beat', async () => {
    expect(await clicks('3/4', '|x x x|')).toEqual([0, 1, 2])
    expect(await clicks('5/4', '|x x x x x|')).toEqual([0, 1, 2, 3, 4])
    expect(wrong('meter 5/4\nmetronome m { beat |x x x x| }\n')).toEqual(['SIL0401'])
  })

  it('[meter.compound] in 6/8, 9/8 and 12/8 a dotted quarter is', async () => {
    expect(await clicks('6/8', '|x x|')).toEqual([0, 1])
    expect(await clicks('9/8', '|x x x|')).toEqual([0, 1, 2])
    expect(await clicks('12/8', '|x x x x|')).toEqual([0, 1, 2, 3])
  })

  it('[meter.groups] groups are beats, and add up', async () => {
    const unit = await score(`tempo 60 bpm on 8ths\nmeter 7/8 (2+2+3)\nmetronome m { beat |x x x| }\n`, 2)
    expect(times(unit)).toEqual([0, 2, 4, 7, 9, 11])
    expect(wrong('meter 7/8 (2+2+2)\nmetronome m { beat |x| }\n')).toEqual(['SIL0407'])
  })

  it('[meter.no-learn] metre, key, form, bars and seed are not learned', () => {
    expect(wrong(`seed learn 7 in 1..9\n${CLICK}`)).toEqual(['SIL0505'])
    expect(wrong(`${CLICK}section a { bars learn 4 in 2..8 }\nform a\n`)).toEqual(['SIL0505'])
  })
})

describe('swing', () => {
  const hats = async (swing: string, cells: string, before = '') =>
    times(await score(kit(`hat ${cells}`, `${before}swing ${swing}\n`), 1))

  it('[swing.ratio] puts the second of two 8ths at its share of the beat', async () => {
    expect(await hats('58%', '|xx xx xx xx|')).toEqual([0, 0.58, 1, 1.58, 2, 2.58, 3, 3.58])
    expect(wrong(kit('hat |xx xx xx xx|', 'swing 80%\n'))).not.toEqual([])
    expect(wrong(kit('hat |xx xx xx xx|', 'swing 78%\n'))).toEqual([])
  })

  it('[swing.warp] 16ths swing along in a straight line', async () => {
    expect(await hats('60%', '|xxxx .... .... ....|')).toEqual([0, 0.3, 0.6, 0.8])
  })

  it('[swing.cells] three and six to the beat play as written', async () => {
    expect(await hats('66%', '|xxx xxx xxx xxx|')).toEqual(await hats('50%', '|xxx xxx xxx xxx|'))
    expect(await hats('66%', '|3: x x x|')).toEqual([0, 1.333333, 2.666667])
  })

  it('[swing.bracket] a bracket shares the time between its warped ends', async () => {
    expect(await hats('60%', '|x[xx] .. .. ..|')).toEqual([0, 0.6, 0.8])
    // A cell that is a beat has straight ends: its 8ths do not swing.
    expect(await hats('60%', '|x [xx] x [xx]|')).toEqual([0, 1, 1.5, 2, 3, 3.5])
    expect(await hats('60%', '|x. xx x. xx|')).toEqual([0, 1, 1.6, 2, 3, 3.6])
  })

  it('[swing.pairs] pairs start at each beat or group, and an odd last one stays straight', async () => {
    const beats = await score(
      'tempo 60 bpm on 8ths\nmeter 7/8 (2+2+3)\nswing 60%\ndrummer kit { hat |xx xx xxx| }\n',
      1,
    )
    expect(times(beats)).toEqual([0, 1.2, 2, 3.2, 4, 5.2, 6])
  })

  it('[swing.unit] swings 16ths where it says so', async () => {
    expect(await hats('60% on 16ths', '|xxxx .... .... ....|')).toEqual([0, 0.3, 0.5, 0.8])
  })

  it('[swing.short] or keeps the short note as long at any tempo', async () => {
    const gap = async (tempo: string) => {
      const [, second = 0, third = 0] = times(
        await score(`tempo ${tempo}\nswing short 200 ms\ndrummer kit { hat |xx xx xx xx| }\n`, 1),
      )
      return third - second
    }
    expect(await gap('90 bpm')).toBeCloseTo(0.2, 6)
    expect(await gap('120 bpm')).toBeCloseTo(0.2, 6)
    // As far as swing goes.
    expect(await gap('40 bpm')).toBeCloseTo(1.5 * 0.22, 6)
    expect(await gap('200 bpm')).toBeCloseTo(0.15, 6)
  })
})

describe('form', () => {
  const song = (form: string, more = '') =>
    `${SLOW}metronome click { beat |X x x x| }\ndrummer kit { kick |x...|.x..| }\nsection a { bars 1 }\nsection b { bars 2${more} }\n${form}\n`
  const sections = async (text: string, seconds = 200) => {
    const set = (await band(text)).start()
    set.advance(seconds)
    return set
      .timeline()
      .filter(({ n }) => n >= 1 && n % 4 === 1)
      .map(({ section }) => section)
  }

  it('[section.bars] a section needs its length', () => {
    expect(wrong(song('form a, b').replace('bars 1', ''))).not.toEqual([])
  })

  it('[form.times] plays a section as often as it says', async () => {
    expect(await sections(song('form a * 3, b'))).toEqual(['a', 'a', 'a', 'b', 'b'])
  })

  it('[form.vamp] [default.vamp] a vamp goes round until somebody cues, finishes, and alone plays once', async () => {
    const vamp = song('form vamp b until cue, a')
    const set = (await band(vamp)).start()
    set.advance(4 + 8 + 8 + 2)
    set.cue()
    set.advance(100)
    const bars = set.timeline().filter(({ n }) => n >= 1 && n % 4 === 1)
    expect(bars.map(({ section }) => section)).toEqual(['b', 'b', 'b', 'b', 'b', 'b', 'a'])
    const alone = await band(vamp)
    expect(alone.score({ bars: 9 }).beats.at(-1)?.measure).toBe(3)
  })

  it('[form.end] ends, or repeats', async () => {
    const set = (await band(song('form a, b'))).start()
    set.advance(50)
    expect(set.ended).toBe(true)
    expect((await sections(song('form a, b repeat'), 40)).slice(0, 7)).toEqual([
      'a',
      'b',
      'b',
      'a',
      'b',
      'b',
      'a',
    ])
  })

  it('[form.unknown] knows the names in it, and warns of sections that nobody plays', () => {
    expect(wrong(song('form a, c'))).toContain('SIL0201')
    expect(wrong(song('form a')).length).toBe(1)
  })

  it('[form.none] without a form sections play once, with a warning', async () => {
    expect(await sections(song(''))).toEqual(['a', 'b', 'b'])
    expect(wrong(song('')).length).toBe(1)
  })

  it('[section.restart] patterns begin anew with each section', async () => {
    expect(times(only(await score(song('form b, a, b'), 5), 'kit'))).toEqual([0, 5, 8, 12, 17])
  })

  it('[section.override] a section changes what it names', async () => {
    const beats = await score(
      song('form a, b, a', '\n  tempo 120 bpm\n  kit.kick |xxxx|\n  click.level -6 dB\n'),
      4,
    )
    expect(times(only(beats, 'kit'))).toEqual([0, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8])
    expect(only(beats, 'click').map(({ level }) => level)).toEqual(
      [0, -6, -6, 0].flatMap((db) => [db, db, db, db]),
    )
  })

  it('[section.override-end] and what it does not say stays: the voice keeps its level', async () => {
    const text = song('form a, b, a', '\n  kit.kick |xxxx|\n').replace(
      'kick |x...|.x..|',
      'kick |x...|.x..| level -9 dB\n',
    )
    expect(only(await score(text, 4), 'kit').every(({ level }) => level === -9)).toBe(true)
  })

  it('[section.meter] cells share the bars of the section’s metre, and other notes are told of', async () => {
    const piece = (more: string) => `${kit('hat |xxxx xxxx|')}section a { bars 1  meter ${more} }\nform a\n`
    expect(wrong(piece('3/4'))).toEqual(['SIL0418'])
    expect(wrong(piece('6/8'))).toEqual(['SIL0428'])
    expect(wrong(piece('2/2'))).toEqual([])
    expect(wrong(piece('6/8  kit.hat |xxx xxx|'))).toEqual([])
    const places = times(await score(piece('6/8'), 1))
    expect(places.slice(1).map((time, i) => time - (places[i] ?? 0))).toEqual(Array(7).fill(0.375))
    expect(times(await score(piece('6/8  kit.hat |xxx xxx|'), 1))).toHaveLength(6)
  })

  it('[section.mute] silences members for the section', async () => {
    expect(times(only(await score(song('form a, b, a', '  mute kit'), 4), 'kit'))).toEqual([0, 12])
  })
})
