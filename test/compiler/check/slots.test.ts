import { describe, expect, it } from 'vitest'
import type { SlotIr } from '../../../compiler/ir.ts'
import { checkText, shown } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'

function slotsOf(text: string): readonly SlotIr[] {
  const result = checkText(text)
  if (result.ir === null) throw new Error(shown(result).join('\n'))
  return result.ir.slots
}

const names = (text: string) => slotsOf(text).map((slot) => slot.name)

describe('slots are called by their path', () => {
  it.each([
    ['zones pocket { snap learn 20 ms in 5 ms..60 ms }\nplayer { zones pocket }\n', 'pocket.snap'],
    [
      'zones pocket { follow 100 ms strength learn 0.5 in 0..1 }\nplayer { zones pocket }\n',
      'pocket.follow.strength',
    ],
    ['zones pocket { curve learn smooth or classic }\nplayer { zones pocket }\n', 'pocket.curve'],
    ['swing learn 58% in 50%..72% on 8ths\n', 'swing'],
    ['tempo learn 96 bpm in 88 bpm..104 bpm\n', 'tempo'],
    ['let shy = learn 5 ms in 1 ms..9 ms\nzones pocket { snap shy }\nplayer { zones pocket }\n', 'shy'],
    ['drummer kit {\n  kick |x... ..x. x... ..~.|\n}\n', 'kit.kick[1:15]'],
    ['drummer kit {\n  kick |x...|...~|\n}\n', 'kit.kick[2:4]'],
    ['drummer kit {\n  hat |x [xx~] x x|\n}\n', 'kit.hat[1:2.2]'],
    ['drummer kit {\n  hat |x [x[xx~]] x x|\n}\n', 'kit.hat[1:2.2.2]'],
    ['bassist bass {\n  line |1 - 5 1/5~|\n}\n', 'bass.line[1:4]'],
    [
      'bassist bass {\n  line walk\n  approach chromatic chance learn 40% in 0%..100%\n}\n',
      'bass.approach.chance',
    ],
    [
      'drummer kit {\n  kick |x...|\n  fill every 8 bars density learn 30% in 0%..80%\n}\n',
      'kit.fill.density',
    ],
    ['drummer kit {\n  kick |x...| level learn -6 dB in -12 dB..0 dB\n}\n', 'kit.kick.level'],
    ['drummer kit {\n  kick |x...|\n  level learn -6 dB in -12 dB..0 dB\n}\n', 'kit.level'],
    ['pianist keys {\n  comp |x...|\n  voicing learn shell or spread\n}\n', 'keys.voicing'],
    [
      'timbre a = mix("dry wood", "bright metal", learn 30% in 0%..100%)\nmetronome m {\n  beat |x x x x|\n  timbre a\n}\n',
      'a',
    ],
    [
      'metronome m {\n  beat |x x x x|\n  timbre mix("dry wood", "bright metal", learn 30% in 0%..100%) on 1\n}\n',
      'm.timbre[1]',
    ],
    ['rule r when player.silent { level click to learn -12 dB in -20 dB..-3 dB }\n', 'r.level.click'],
    ['rule r when player.spread < learn 12 ms in 5 ms..30 ms { cue }\n', 'r.when'],
    ['rule r when player.silent for learn 2 bars in 1 bar..8 bars { cue }\n', 'r.for'],
    [
      'drummer kit { hat |xxxx| }\nsection stop {\n  bars 2\n  kit.hat |x.~.|\n}\nform stop\n',
      'stop.kit.hat[1:3]',
    ],
    ['section stop {\n  bars 2\n  swing learn 58% in 50%..72%\n}\nform stop\n', 'stop.swing'],
  ])('%s', (text, name) => {
    expect(names(text + CLICK)).toEqual([name])
  })

  // [slot.stable]
  it('and no edit elsewhere changes one', () => {
    const before = names(`drummer kit {\n  kick |x..~|\n}\n${CLICK}`)
    const after = names(
      `${CLICK}zones z { snap learn 20 ms in 5 ms..60 ms }\nplayer { zones z }\ndrummer kit {\n  hat |xx.~|\n  kick |x..~|\n}\n`,
    )
    expect(after).toEqual(expect.arrayContaining([...before]))
  })

  it('and moving a block changes neither names nor places', () => {
    const a = 'zones z { snap learn 20 ms in 5 ms..60 ms }\n'
    const b = 'drummer kit {\n  kick |x..~|\n}\n'
    const plain = (text: string) => slotsOf(text).map(({ span: _, ...slot }) => slot)
    expect(plain(`${a}${b}player { zones z }\n`)).toEqual(plain(`player { zones z }\n${b}${a}`))
  })

  it('and what nothing plays has none', () => {
    expect(
      names(`let lost = learn 5 ms in 1 ms..9 ms\nzones z { adapt learn 0.2 in 0..0.6 }\n${CLICK}`),
    ).toEqual([])
  })
})

describe('a slot', () => {
  it('has its unit, range, scale and documentation', () => {
    const [slot] = slotsOf(
      `zones z {\n  /// This close.\n  snap learn 20 ms in 0.005 s..60 ms log\n}\nplayer { zones z }\n${CLICK}`,
    )
    expect(slot).toMatchObject({
      kind: 'continuous',
      unit: 'ms',
      default: 20,
      min: 5,
      max: 60,
      scale: 'log',
      doc: 'This close.',
      size: 1,
      index: 0,
    })
  })

  it('of a ratio has no unit, however it is written', () => {
    expect(slotsOf(`swing learn 58% in 0.5..72%\n${CLICK}`)[0]).toMatchObject({
      unit: null,
      default: 0.58,
      min: 0.5,
      max: 0.72,
    })
  })

  it('of a bare ~ is a chance that starts at one half', () => {
    expect(slotsOf('drummer kit { kick |x..~| }\n')[0]).toMatchObject({ kind: 'chance', default: 0.5 })
  })

  // [learn.chance-range]
  it('with a range is continuous, even if it is a chance', () => {
    const text = 'bassist bass {\n  line walk\n  approach scale chance learn 40% in 0%..100%\n}\n'
    expect(slotsOf(text)[0]).toMatchObject({ kind: 'continuous', default: 0.4, min: 0, max: 1 })
  })

  it('of a weighted choice takes a number for each choice, as written', () => {
    const slots = slotsOf("bassist bass { line |1 - b3'/5/1,~ ~|\n}\n".replace(' ~|', ' 1~|'))
    expect(
      slots.map(({ name, kind, choices, index, size }) => ({ name, kind, choices, index, size })),
    ).toEqual([
      { name: 'bass.line[1:3]', kind: 'categorical', choices: ["b3'", '5', '1,'], index: 0, size: 3 },
      { name: 'bass.line[1:4]', kind: 'chance', choices: null, index: 3, size: 1 },
    ])
  })

  it('of a choice starts with the first', () => {
    const [slot] = slotsOf('pianist keys {\n  comp |x...|\n  voicing learn spread or shell\n}\n')
    expect(slot).toMatchObject({
      kind: 'categorical',
      default: 'spread',
      choices: ['spread', 'shell'],
      size: 1,
    })
  })

  it('by features is contextual', () => {
    const [slot] = slotsOf(
      `zones z { adapt learn 0.2 in 0..0.6 by player.level, days since last }\nplayer { zones z }\n${CLICK}`,
    )
    expect(slot).toMatchObject({ kind: 'contextual', features: ['player.level', 'days since last'] })
  })
})

describe('nothing is learned', () => {
  it.each([
    ['in a seed', `seed learn 1 in 0..9\n${CLICK}`],
    ['in the length of a section', `${CLICK}section a { bars learn 2 in 1..4 }\nform a\n`],
    ['in a reward', 'reward r = learn 1 in 0..2\n'],
    ['in a reward, through a let', 'let a = learn 1 in 0..2\nreward r = a\n'],
    ['in training', 'reward r = session.completed\ntrain r { explore learn 10% in 1%..20% }\n'],
    ['in a scenario', `${CLICK}scenario "s" {\n  expect tempo within learn 2% in 1%..3% of 96 bpm\n}\n`],
    ['in the bounds of another slot', `let a = learn 1 in 0..2\nswing learn 58% in 50%..(0.5 + a)\n${CLICK}`],
    ['in a range of pitches', 'bassist bass {\n  line |1 . 5 .|\n  range (learn E1 in D1..F1)..G2\n}\n'],
  ])('%s', (_, text) => {
    const codes = checkText(text)
      .diagnostics.filter((d) => d.severity === 'error')
      .map((d) => d.code)
    expect(codes).toEqual(['SIL0505'])
  })

  // [learn.one]
  it('twice in one expression', () => {
    const result = checkText(`swing (learn 0.3 in 0.2..0.4) + (learn 0.3 in 0.2..0.4)\n${CLICK}`)
    expect(result.diagnostics.map((d) => d.code)).toEqual(['SIL0119'])
  })
})

describe('zones stay in order for every draw', () => {
  const zonesOf = (lines: string, before = '') =>
    checkText(`${before}zones z {\n${lines}\n}\nplayer { zones z }\n${CLICK}`)

  // [learn.order]
  it('by construction, where neighbours are slots', () => {
    const result = zonesOf(
      '  snap learn 20 ms in 5 ms..60 ms\n  follow learn 80 ms in 30 ms..150 ms\n  limit learn 200 ms in 100 ms..300 ms',
    )
    expect(shown(result)).toEqual([])
    expect(result.ir?.slots.map((slot) => [slot.name, slot.above])).toEqual([
      ['z.follow', 'z.snap'],
      ['z.limit', 'z.follow'],
      ['z.snap', null],
    ])
  })

  it.each([
    ['a slot that may pass a fixed neighbour', '  snap learn 20 ms in 5 ms..100 ms'],
    ['a slot that may fall below a fixed neighbour', '  follow learn 100 ms in 10 ms..150 ms'],
    [
      'no room above the lower slot',
      '  snap learn 20 ms in 5 ms..150 ms\n  follow learn 100 ms in 50 ms..150 ms',
    ],
    [
      'defaults the wrong way round',
      '  snap learn 50 ms in 5 ms..60 ms\n  follow learn 40 ms in 30 ms..150 ms',
    ],
    ['a calculation that may pass', '  snap 2 * (learn 20 ms in 5 ms..60 ms)'],
  ])('%s is an error', (_, lines) => {
    expect(zonesOf(lines).diagnostics.map((d) => d.code)).toEqual(['SIL0507'])
  })

  it('for shares of the beat beside times, at all tempi of the piece', () => {
    const lines = '  snap 0.04 beats\n  follow 100 ms'
    expect(shown(zonesOf(lines, 'tempo 60 bpm in 30 bpm..120 bpm\n'))).toEqual([])
    expect(zonesOf(lines, 'tempo 60 bpm in 20 bpm..120 bpm\n').diagnostics.map((d) => d.code)).toEqual([
      'SIL0506',
    ])
  })

  it.each([
    // A beat of 2/2 is a half: 0.12 of one are 192 ms at 75 bpm.
    ['tempo 100 bpm\nmeter 2/2\n', '0.12 beats', ['SIL0506']],
    ['tempo 200 bpm on 8ths\n', '0.2 beats', ['SIL0506']],
    ['tempo 200 bpm on 8ths\nmeter 7/8\n', '0.2 beats', []],
    // The longest group decides: 0.12 of three 8ths are 144 ms at 75 bpm.
    ['tempo 100 bpm\nmeter 7/8 (2+2+3)\n', '0.12 beats', ['SIL0506']],
    ['tempo 100 bpm\nmeter 7/8\n', '0.15 beats', []],
    ['tempo 100 bpm\nmeter 6/8\n', '0.12 beats', []],
    ['tempo 100 bpm\nmeter 6/8\n', '0.13 beats', ['SIL0506']],
  ])('as long as its beats are: %j, snap %s', (before, snap, codes) => {
    const result = zonesOf(`  snap ${snap}\n  follow 100 ms\n  limit 300 ms`, before)
    expect(result.diagnostics.map((d) => d.code).filter((code) => code !== 'SIL0401')).toEqual(codes)
  })

  it('and the message says how long a share of the beat may be', () => {
    const { diagnostics } = zonesOf('  snap 0.12 beats\n  follow 100 ms', 'tempo 100 bpm\n')
    expect(diagnostics).toEqual([])
    const [told] = zonesOf('  snap 0.14 beats\n  follow 100 ms', 'tempo 100 bpm\n').diagnostics
    expect(told?.message).toBe('`follow` (100 ms) must lie beyond `snap` (0.14 beats, which may be 112 ms).')
    const [above] = zonesOf('  snap 99 ms\n  follow 0.2 beats', 'tempo 100 bpm\n').diagnostics
    expect(above?.message).toBe('`follow` (0.2 beats, which may be 96 ms) must lie beyond `snap` (99 ms).')
  })

  it('in the sections that they are for, by the metre and tempo there', () => {
    const codes = (section: string, before = '') =>
      checkText(
        `${before}zones z { snap 0.1 beats  follow 100 ms }\nzones y { snap 20 ms }\n${CLICK.replace('|X x x x|', '|X|')}` +
          `section a { bars 4  zones y }\nsection b { bars 4  zones z ${section} }\nform a, b\n`,
      ).diagnostics.map((d) => d.code)
    expect(codes('')).toEqual([])
    expect(codes('meter 2/2')).toEqual(['SIL0506'])
    expect(codes('tempo 70 bpm')).toEqual(['SIL0506'])
    // What does not sound with them does not speak of them.
    expect(codes('tempo 100 bpm', 'tempo 50 bpm\n')).toEqual([])
    expect(codes('tempo 100 bpm  meter 4/4', 'meter 2/2\n')).toEqual([])
  })

  it('where one is the other and something more', () => {
    const learned = 'let a = learn 20 ms in 5 ms..60 ms\nlet k = learn 0.02 in 0.01..0.09\n'
    const told = (lines: string) =>
      zonesOf(lines, learned).diagnostics.flatMap((d) => (d.severity === 'error' ? d.code : []))
    expect(told('  snap a\n  follow a + 50 ms')).toEqual([])
    expect(told('  snap a\n  follow 2 * a')).toEqual([])
    expect(told('  snap a / 2\n  follow a * 50% + 1 ms')).toEqual([])
    expect(told('  snap a\n  follow 80 ms - a')).toEqual(['SIL0507'])
    expect(told('  snap a\n  follow a')).toEqual(['SIL0507'])
    expect(told('  snap k * 1 beat\n  follow k * 2 s')).toEqual([])
    expect(told('  snap k * 1 beat\n  follow k * 700 ms')).toEqual(['SIL0507'])
  })

  it('and imported ones are held to the tempi of the piece that imports them', () => {
    const files = { 'z.sil': 'zones z {\n  snap 0.04 beats\n  follow 100 ms\n}\n' }
    const text = 'import { z } from "./z.sil"\ntempo 60 bpm in 20 bpm..120 bpm\nplayer { zones z }\n'
    expect(checkText(`${text}${CLICK}`, files).diagnostics.map((d) => [d.file, d.code])).toEqual([
      ['', 'SIL0506'],
    ])
  })

  it('two zones cannot order one pair of lets both ways', () => {
    const result = checkText(
      `let a = learn 20 ms in 5 ms..60 ms\nlet b = learn 30 ms in 6 ms..70 ms\n` +
        `zones z { snap a  follow b }\nzones y { snap b  follow a }\nplayer { zones z }\n${CLICK}` +
        'section s { bars 4  zones y }\nform s\n',
    )
    expect(result.diagnostics.map((d) => d.code)).toEqual(['SIL0507'])
  })
})

describe('slots that nobody hears', () => {
  const told = (text: string) =>
    checkText(text).diagnostics.flatMap(({ code }) => (code === 'SIL0513' ? [code] : []))
  const zones = 'zones z { adapt learn 0.2 in 0..0.6 }\nplayer { zones z }\n'
  const fill = 'fill every 4 bars  density learn 30% in 0%..80%'

  it('are those of fills where the drummer trades, in every section that has them', () => {
    const piece = (own: string, section: string) =>
      `drummer kit {\n  kick |x...|\n  ${own}\n}\nsection a {\n  bars 8\n  ${section}\n}\nform a\n`
    expect(told(piece(`${fill}\n  trade 4 bars`, ''))).toEqual(['SIL0513'])
    expect(told(piece('trade 4 bars', `kit.${fill}`))).toEqual(['SIL0513'])
    expect(told(piece(fill, 'kit.trade 4 bars'))).toEqual([])
    expect(told(piece(fill, ''))).toEqual([])
    expect(
      told(`let full = learn 30% in 0%..80%\n${piece('fill every 4 bars density full\n  trade 4 bars', '')}`),
    ).toEqual([])
  })

  it('and those of zones where everybody keeps the grid, unless rules go by them', () => {
    const band = (first: string, second: string) =>
      `${zones}metronome click follows ${first} { beat |X x x x| }\ndrummer kit follows ${second} { kick |x.x.| }\n`
    expect(told(band('grid', 'grid'))).toEqual(['SIL0513'])
    expect(told(band('grid', 'click'))).toEqual(['SIL0513'])
    expect(told(band('grid', 'player'))).toEqual([])
    expect(told(band('kit', 'player'))).toEqual([])
    expect(told(band('kit', 'click'))).toEqual([])
    expect(told(`${band('grid', 'grid')}rule r when player.late { mute kit }\n`)).toEqual([])
  })
})
