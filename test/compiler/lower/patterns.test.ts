import { describe, expect, it } from 'vitest'
import type { EventIr, PatternIr, Position } from '../../../compiler/ir.ts'
import { checkText, shown } from '../../diagnostics/checking.ts'

function patternsOf(text: string): readonly PatternIr[] {
  const result = checkText(text)
  if (result.ir === null) throw new Error(shown(result).join('\n'))
  return result.ir.patterns
}

const drum = (bars: string, before = '') => eventsOf(`${before}drummer kit {\n  hat ${bars}\n}\n`)
const line = (bars: string, before = '') =>
  eventsOf(`${before}bassist bass {\n  line ${bars}\n  range C1..C5\n}\n`)

/** The bars of the only pattern. */
function eventsOf(text: string): readonly (readonly EventIr[])[] {
  const [pattern] = patternsOf(text)
  return pattern?.bars ?? []
}

/** `3/2` or `3/2~` where it swings; `0..1/2:1/3` inside a bracket. */
function place(at: Position | null): string {
  if (at === null) return 'rings'
  const share = at.den === 1 ? String(at.num) : `${at.num}/${at.den}`
  return 'from' in at ? `${place(at.from)}..${place(at.to)}:${share}` : `${share}${at.swing ? '~' : ''}`
}

const starts = (bars: readonly (readonly EventIr[])[]) =>
  bars.map((bar) => bar.map((event) => place(event.at)).join(' '))
const spans = (bars: readonly (readonly EventIr[])[]) =>
  bars.map((bar) => bar.map((event) => `${place(event.at)}–${place(event.end)}`).join(' '))

describe('cells share their bar evenly', () => {
  it.each([
    ['|x x x x|', '', ['0 1 2 3']],
    ['|x x|', '', ['0 2']],
    ['|x|', '', ['0']],
    ['|xxx xxx xxx xxx|', '', ['0 1/3 2/3 1 4/3 5/3 2 7/3 8/3 3 10/3 11/3']],
    ['|3: x x x|', '', ['0 4/3 8/3']],
    ['|5: x x x x x|', '', ['0 4/5 8/5 12/5 16/5']],
    ['|x x x|', 'meter 3/4\n', ['0 1 2']],
    ['|x x|', 'meter 6/8\n', ['0 3/2']],
    ['|xxx xxx|', 'meter 6/8\n', ['0 1/2 1 3/2 2 5/2']],
    ['|x x x x x x x|', 'meter 7/8 (2+2+3)\n', ['0 1/2~ 1 3/2~ 2 5/2~ 3~']],
    ['|x x x|', 'meter 7/8 (2+2+3)\n', ['0 1 2']],
    ['|3: x x x|', 'meter 7/8 (2+2+3)\n', ['0 7/6 7/3']],
    ['|x x|', 'meter 2/2\n', ['0 2']],
    ['|x.x.|..x.|', '', ['0 2', '2']],
  ])('%s %s', (bars, before, expected) => {
    expect(starts(drum(bars, before))).toEqual(expected)
  })

  it('8ths and 16ths swing where they lie between beats, triplets do not', () => {
    expect(starts(drum('|xx xx xx xx|'))).toEqual(['0 1/2~ 1 3/2~ 2 5/2~ 3 7/2~'])
    expect(starts(drum('|xxxx .... .... ....|'))).toEqual(['0 1/4~ 1/2~ 3/4~'])
    expect(starts(drum('|xxx ... ... ...|'))).toEqual(['0 1/3 2/3'])
  })

  it('cells of a bracket share the time between the warped ends of their cell', () => {
    expect(starts(drum('|x [xx] x x x x x x|'))).toEqual(['0 1/2~ 1/2~..1:1/2 1 3/2~ 2 5/2~ 3 7/2~'])
    expect(starts(drum('|x [x[xxx]] x x|'))).toEqual(['0 1 1..2:1/2 1..2:1/2..2:1/3 1..2:1/2..2:2/3 2 3'])
  })

  it('cells are numbered, those of brackets beyond the bar, and labelled by where they stand', () => {
    const [bar] = drum('|x [xx] [x[xx]] x|')
    expect(bar?.map((event) => [event.cell, event.label])).toEqual([
      [1, '1:1'],
      [5, '1:2.1'],
      [6, '1:2.2'],
      [7, '1:3.1'],
      [9, '1:3.2.1'],
      [10, '1:3.2.2'],
      [4, '1:4'],
    ])
    expect(new Set(bar?.map((event) => event.cell)).size).toBe(bar?.length)
  })
})

describe('what a cell sounds like', () => {
  const sound = (bars: string) =>
    drum(bars)[0]?.map(({ velocity, articulation, chance }) => [
      velocity,
      articulation,
      chance.k === 'fixed' ? chance.p : chance.k,
    ])

  it('follows its mark and suffixes', () => {
    expect(sound('|xXgo pfdr|')).toEqual([
      [0.7, 'normal', 'always'],
      [1, 'normal', 'always'],
      [0.25, 'normal', 'always'],
      [0.7, 'open', 'always'],
      [0.7, 'pedal', 'always'],
      [0.7, 'flam', 'always'],
      [0.7, 'drag', 'always'],
      [0.7, 'roll', 'always'],
    ])
    expect(sound('|x? x?30 x! x_|')).toEqual([
      [0.7, 'normal', 0.5],
      [0.7, 'normal', 0.3],
      [1, 'normal', 'always'],
      [0.7, 'dead', 'always'],
    ])
    expect(sound('|x?100 x~ ~ .|')).toEqual([
      [0.7, 'normal', 'always'],
      [0.7, 'normal', 'slot'],
      [0.7, 'normal', 'slot'],
    ])
  })

  it('reads degrees, accidentals from the root, octaves and pitches', () => {
    const [bar] = line("|1 3 5 7' b3 #4 8 1,|")
    expect(bar?.map((event) => event.sounds[0])).toEqual([
      { k: 'degree', degree: 1, octave: 0 },
      { k: 'degree', degree: 3, octave: 0 },
      { k: 'degree', degree: 5, octave: 0 },
      { k: 'degree', degree: 7, octave: 1 },
      { k: 'step', semitones: 3, octave: 0 },
      { k: 'step', semitones: 6, octave: 0 },
      { k: 'degree', degree: 8, octave: 0 },
      { k: 'degree', degree: 1, octave: -1 },
    ])
    expect(line('|E1 - Bb2 .|')[0]?.map((event) => event.sounds[0])).toEqual([
      { k: 'pitch', midi: 28 },
      { k: 'pitch', midi: 46 },
    ])
  })

  it('reads choices, even and weighted', () => {
    const [bar] = line('|1/5 1/3/5~ 1/5?30 1~|')
    expect(bar?.map(({ sounds, weights, chance }) => [sounds.length, weights, chance.k])).toEqual([
      [2, null, 'always'],
      [3, 0, 'always'],
      [2, null, 'fixed'],
      [1, null, 'slot'],
    ])
  })

  it('chords of a comping pattern are chords', () => {
    const [bar] = eventsOf('pianist keys { comp |x . X -| }\n')
    expect(
      bar?.map((event) => [event.sounds[0]?.k, place(event.at), place(event.end), event.velocity]),
    ).toEqual([
      ['chord', '0', '1', 0.7],
      ['chord', '2', '4', 1],
    ])
  })
})

describe('ties', () => {
  it.each([
    ['|1 - 5 .|', ['0–2 2–3']],
    ['|1 - - -|', ['0–4']],
    ['|1 . . 5|- - 1 .|', ['0–1 3–6', '2–3']],
    ['|1 . . 5|- - - -|- 1 . .|', ['0–1 3–9', '', '1–2']],
    ['|- - 1 -|', ['2–6']],
    ['|- . 5 .|1 - - -|', ['2–3', '0–5']],
    ['|1 [-5] . .|', ['0–1..2:1/2 1..2:1/2–2']],
    ['|1 [5-] - .|', ['0–1 1–3']],
    ['|. . . [.1]|[-5] . . .|', ['3..4:1/2–4..5:1/2', '0..1:1/2–1']],
  ])('%s', (bars, expected) => {
    expect(spans(line(bars))).toEqual(expected)
  })

  it('end where swing puts the end', () => {
    expect(spans(line('|1 - 5 . . . . .|'))).toEqual(['0–1 1–3/2~'])
    expect(spans(line('|. . . . . . . 5|- . 1 . . . . .|'))).toEqual(['7/2~–9/2~', '1–3/2~'])
  })

  it('drums ring by themselves', () => {
    expect(spans(drum('|x . x .|'))).toEqual(['0–rings 2–rings'])
  })
})

describe('loops', () => {
  const loop = (text: string, before = '') => patternsOf(`${before}drummer kit {\n  ride ${text}\n}\n`)[0]

  it('run over their own length', () => {
    const pattern = loop('|x . x| loop 3 beats')
    expect(pattern?.loopQuarters).toBe(3)
    expect(starts(pattern?.bars ?? [])).toEqual(['0 2'])
  })

  it('swing by the cells of their own beats, not of the bar’s', () => {
    expect(starts(loop('|xx xx xx| loop 3 beats')?.bars ?? [])).toEqual(['0~ 1/2~ 1~ 3/2~ 2~ 5/2~'])
    // Four to a bar, and three to two beats.
    expect(starts(loop('|3: x x x| loop 2 beats')?.bars ?? [])).toEqual(['0 2/3 4/3'])
    expect(starts(loop('|xxxx xxxx| loop 1 beat')?.bars ?? [])[0]).toMatch(/^0~ 1\/8~ 1\/4~/)
  })

  it('count beats of the metre, and bars', () => {
    expect(loop('|x . x| loop 3 beats', 'meter 6/8\n')?.loopQuarters).toBe(4.5)
    expect(loop('|x x x x x x| loop 1.5 bars', 'meter 4/4\n')?.loopQuarters).toBe(6)
    expect(loop('|5: x . x . x| loop 5 steps')?.loopQuarters).toBe(1.25)
  })

  it('in beats of unequal length are refused, unless they come to whole bars', () => {
    const told = (text: string) =>
      checkText(`meter 7/8 (2+2+3)\ndrummer kit {\n  ride ${text}\n}\n`).diagnostics.map(({ code }) => code)
    expect(told('|x .| loop 2 beats')).toEqual(['SIL0423'])
    expect(told('|x . . x . . .| loop 3 beats')).toEqual([])
    expect(told('|x . . x . . .| loop 1 bar')).toEqual([])
    expect(told('|x . . . .| loop 3 beats')).toEqual(['SIL0401'])
    const beats = loop('|x x x x x x| loop 6 beats', 'meter 7/8 (2+2+3)\n')
    expect([beats?.loopQuarters, starts(beats?.bars ?? [])]).toEqual([7, ['0 1 2 7/2 9/2 11/2']])
    expect(loop('|x .| loop 4 steps', 'meter 7/8 (2+2+3)\n')?.loopQuarters).toBe(1)
  })
})

describe('a pattern', () => {
  it('is cut anew where a section has another metre, and once for all sections of one', () => {
    const patterns = patternsOf(
      'drummer kit { hat |x x x x x x| }\nsection a { bars 2  meter 3/4 }\nsection b { bars 2  meter 6/8 }\nsection c { bars 2  meter 3/4 }\nform a, b, c\n',
    )
    expect(patterns.map((p) => [p.id, p.barQuarters, starts(p.bars)])).toEqual([
      ['kit_hat', 3, ['0 1/2~ 1 3/2~ 2 5/2~']],
      ['kit_hat_2', 3, ['0 1/2 1 3/2 2 5/2']],
    ])
  })

  it('of an override is called by its section', () => {
    const patterns = patternsOf(
      'drummer kit { hat |xxxx| }\nsection stop { bars 2\n  kit.hat |x...|\n}\nsection go { bars 2 }\nform stop, go\n',
    )
    expect(patterns.map((p) => p.id).toSorted()).toEqual(['kit_hat', 'stop_kit_hat'])
  })

  it('knows where each cell is written, also where bars are written alike and read once', () => {
    const text =
      'drummer kit { kick |x..X x.g.| }\ndrummer two { kick |x..X x.g.| }\nsection a { bars 1  kit.kick |x..X x.g.| }\nsection b { bars 1 }\nform a, b\n'
    const patterns = patternsOf(text)
    const places = patterns.map(({ bars }) => bars.flat().map(({ span }) => span.start))
    const from = [...text.matchAll(/\|x/g)].map(({ index }) => index + 1)
    expect(places.toSorted(([a = 0], [b = 0]) => a - b)).toEqual(
      from.map((at) => [at, at + 3, at + 5, at + 7]),
    )
    for (const { span } of patterns.flatMap(({ bars }) => bars.flat())) expect(span.end).toBe(span.start + 1)
  })

  it('keeps ids apart, whatever the names', () => {
    const patterns = patternsOf(
      'drummer a_b { hat |xxxx| }\ndrummer b { hat |xxxx| }\nsection a { bars 1\n  b.hat |x...|\n}\nform a\n',
    )
    expect(new Set(patterns.map((p) => p.id)).size).toBe(patterns.length)
  })

  it('of what the player plays has places alone', () => {
    const result = checkText('player { plays |x [xx] x -| }\nmetronome click { beat |x x x x| }\n')
    expect(shown(result)).toEqual([])
    expect(result.ir?.player.plays?.map((bar) => bar.map(place))).toEqual([['0', '1', '1..2:1/2', '2']])
  })

  it('of what the player plays is cut to each metre, and a section may say another', () => {
    const result = checkText(
      `player { plays |x x x x| }
metronome click { beat |x| }
section a { bars 1 }
section b { bars 1  meter 6/8 }
section c { bars 1  meter 6/8 }
section d { bars 1  meter 3/4  plays |x . x| }
form a, b, c, d
`,
    )
    expect(shown(result)).toEqual([
      'SIL0428 [x x x x] Section `b` is in 6/8, where 4 cells are dotted 8ths; in 4/4 they are quarters.',
    ])
    const { ir } = result
    const said = (ir?.plays ?? []).map((bars) => bars.map((bar) => bar.map(place)))
    expect(said).toEqual([[['0', '3/4~', '3/2', '9/4~']], [['0', '2']]])
    expect(ir?.sections.map(({ plays }) => plays)).toEqual([undefined, 0, 0, 1])
  })
})
