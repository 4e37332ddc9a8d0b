import { describe, expect, it } from 'vitest'
import type { Num } from '../../../compiler/ir.ts'
import { LIMITS } from '../../../compiler/limits.ts'
import { checkText, shown } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'

/** The snap threshold that an expression comes to; the other two lie far outside. */
function snapOf(expression: string, before = ''): { readonly ms: Num; readonly beats: Num } {
  const result = checkText(
    `${before}zones z {\n  snap ${expression}\n  follow 3000 ms\n  limit 4000 ms\n}\nplayer { zones z }\n${CLICK}`,
  )
  const zones = result.ir?.zones[0]
  if (zones === undefined) throw new Error(shown(result).join('\n'))
  return zones.snap
}

const constant = (v: number): Num => ({ k: 'const', v })

describe('arithmetic', () => {
  it.each([
    ['20 ms', 20],
    ['0.02 s', 20],
    ['20 ms + 5 ms', 25],
    ['20 ms - 5 ms * 2', 10],
    ['(20 ms - 5 ms) * 2', 30],
    ['50% * 60 ms', 30],
    ['60 ms / 4', 15],
    ['10 ms * (60 ms / 20 ms)', 30],
    ['min(20 ms, 30 ms, 15 ms)', 15],
    ['max(20 ms, 2 * 30 ms)', 60],
    ['1 beat / 96 bpm', 625],
    ['1 step / 60 bpm', 250],
    ['1 bar / 120 bpm', 2000],
    ['(1 bar - 3 beats) / 60 bpm', 1000],
    ['1 / 40 Hz', 25],
    ['- 5 ms + 25 ms', 20],
    ['- (5 ms - 25 ms)', 20],
    ['+ (5 ms + 15 ms)', 20],
    ['30 ms - - (5 ms - 15 ms)', 20],
  ])('%s is %d ms', (expression, ms) => {
    expect(snapOf(expression)).toEqual({ ms: constant(ms), beats: constant(0) })
  })

  it.each([
    ['0.04 beats', 0.04],
    ['96 bpm * 25 ms', 0.04],
    ['0.01 bars * 4 beats / 1 bar', 0.04],
  ])('%s is %d beats', (expression, beats) => {
    const { beats: found } = snapOf(expression)
    expect(found.k === 'const' ? found.v : NaN).toBeCloseTo(beats, 12)
  })

  it('counts bars and steps in the metre of the piece', () => {
    expect(snapOf('1 bar / 120 bpm', 'meter 3/4\n'.replace('3/4', '2/4')).ms).toEqual(constant(1000))
    expect(snapOf('1 step / 60 bpm', 'meter 6/8\n').ms).toEqual(constant(1000 / 6))
  })

  it('says of lets in a circle that they are one, and not that nothing uses them', () => {
    const circle = (text: string) => checkText(`${text}${CLICK}`).diagnostics.map((d) => d.code)
    expect(circle('let a = b\nlet b = a\n')).toEqual(['SIL0208'])
    expect(circle('timbre a = mix(b, b, 10%)\ntimbre b = a\n')).toEqual(['SIL0208'])
  })

  it('follows lets in any order, with pitches and choices, too', () => {
    expect(snapOf('late', 'let late = early * 2\nlet early = 10 ms\n').ms).toEqual(constant(20))
    const result = checkText(
      'let low = E1\nlet high = low + 15 semitones\nlet touch = learn shell or spread\n' +
        'bassist bass {\n  line |1 . 5 .|\n  range low..high\n}\npianist keys {\n  comp |x . x .|\n  voicing touch\n}\n',
    )
    expect(shown(result)).toEqual([])
    expect(result.ir?.parts[0]?.range).toEqual({ low: 28, high: 43 })
    expect(result.ir?.slots.map((slot) => [slot.name, slot.choices])).toEqual([
      ['touch', ['shell', 'spread']],
    ])
  })

  it('of a reward has a limit over all of its summands', () => {
    const codes = (summands: number) =>
      checkText(
        `${CLICK}reward r = ${new Array(summands).fill('session.completed').join(' + ')}\n`,
      ).diagnostics.map(({ code }) => code)
    expect(codes(LIMITS.expressionSize)).toEqual([])
    expect(codes(LIMITS.expressionSize + 1)).toEqual(['SIL0312'])
  })

  describe('have a limit together, since each is written out wherever it is used', () => {
    const STEPS = 400
    const most = LIMITS.formulas / STEPS
    const codes = (text: string) => checkText(text).diagnostics.map(({ code }) => code)
    const many = (n: number, line: (i: number) => string) =>
      Array.from({ length: n }, (_, i) => line(i)).join('')
    const sum = (term: string, terms: number) => new Array(terms).fill(term).join(' + ')

    it('in properties that use a long let', () => {
      // The let itself is one of them.
      const zones = (n: number) =>
        `${CLICK}let a = learn 0.001 in 0..0.002\nlet b = ${sum('a', STEPS)}\n` +
        many(n, (i) => `zones z${i} { snap 20 ms follow 100 ms limit 200 ms adapt b }\n`)
      expect(codes(zones(most - 2))).not.toContain('SIL0422')
      expect(codes(zones(most + 2)).filter((code) => code === 'SIL0422')).toHaveLength(1)
    })

    it('in rewards of rewards', () => {
      const rewards = (n: number) =>
        `${CLICK}reward r0 = ${sum('session.completed', STEPS / 2)}\n${many(n, (i) => `reward s${i} = 0.5 * r0\n`)}`
      expect(codes(rewards(most - 2))).toEqual([])
      expect(codes(rewards(most + 2))).toEqual(['SIL0422'])
    })

    it('in rules', () => {
      const rules = (n: number) =>
        `player { }\n${CLICK}let a = learn 1 ms in 0 ms..2 ms\nlet b = ${sum('a', STEPS)}\n` +
        many(n, (i) => `rule r${i} when player.spread < b { mute click }\n`)
      expect(codes(rules(most - 2))).not.toContain('SIL0422')
      expect(codes(rules(most + 2)).filter((code) => code === 'SIL0422')).toHaveLength(1)
    })

    it('however many numbers there are', () => {
      expect(codes(many(LIMITS.formulas + 2, (i) => `let a${i} = 2 * 1 ms\n`))).not.toContain('SIL0422')
    })
  })

  it('keeps what a slot is calculated with', () => {
    expect(snapOf('2 * half', 'let half = learn 10 ms in 5 ms..20 ms\n').ms).toEqual({
      k: 'op',
      op: '*',
      a: constant(2),
      b: { k: 'slot', slot: 0 },
    })
  })
})

describe('where a beat is no quarter', () => {
  /** How far behind its grid a member plays, in ms. */
  const feelOf = (text: string, feel: string): number => {
    const part = checkText(`${text}bassist bass {\n  line |1|\n  feel behind ${feel}\n}\n`).ir?.parts[0]
    return part?.feelMs?.k === 'const' ? part.feelMs.v : Number.NaN
  }

  it.each([
    ['', '0.1 beats / 120 bpm', 50],
    ['meter 2/2\n', '0.1 beats / 120 bpm', 100],
    ['meter 2/2\n', '0.1 bars / 120 bpm', 200],
    ['meter 2/2\n', '0.4 steps / 120 bpm', 50],
    ['meter 5/8\n', '0.1 beats / 120 bpm', 25],
    ['meter 6/8\n', '0.1 beats / 120 bpm', 50],
    ['meter 6/8\ntempo 240 bpm on 8ths\n', '0.1 beats / 240 bpm', 75],
    ['tempo 400 bpm on 16ths\n', '0.1 beats / 400 bpm', 60],
    ['meter 7/8 (2+2+3)\n', '0.1 bars / 120 bpm', 175],
    ['meter 7/8 (2+2+3)\n', '0.4 steps / 120 bpm', 50],
    ['meter 2/2\n', '1 / (120 bpm / 0.1 beats)', 100],
    ['meter 2/2\n', '0.01 beats * (1 / 12 bpm)', 100],
    ['meter 2/2\n', '20 ms * (1 beat / 120 bpm / 1 s)', 20],
    ['meter 2/2\n', '20 ms * (1 beat / 1 s / 60 bpm)', 40],
  ])('%s%s is %d ms', (text, feel, ms) => {
    expect(feelOf(text, feel)).toBeCloseTo(ms, 9)
  })

  it('tells shares of a beat by a tempo, too', () => {
    const { beats } = snapOf('50 ms * 120 bpm', 'meter 2/2\n')
    expect(beats).toEqual(constant(0.05))
  })

  it.each([
    ['meter 3/4', 112.5],
    ['meter 2/2', 150],
    ['meter 6/8', 112.5],
    ['meter 6/8 tempo 96 bpm', 75],
    ['meter 6/8 tempo 96 bpm on 4ths', 112.5],
  ])('%s in a section is what its bars, and what bpm counts there', (own, ms) => {
    const section = `section a {\n  bars 2\n  ${own.replace(' tempo', '\n  tempo')}\n`
    const text = `metronome click { beat |1: X| }\n${section}  swing short 0.06 bars / 96 bpm\n  click.feel behind 0.06 bars / 96 bpm\n}\nform a\n`
    const { ir, ...rest } = checkText(text)
    expect(shown({ ir, ...rest })).toEqual([])
    for (const found of [ir?.sections[0]?.swing.shortMs, ir?.parts[0]?.feelMs])
      expect(found?.k === 'const' ? found.v : Number.NaN).toBeCloseTo(ms, 9)
  })

  it('zones know no steps and no bars: sections of any metre have them', () => {
    for (const [share, what] of [
      ['0.6 steps', 'steps'],
      ['0.05 bars', 'bars'],
      ['learn 0.3 steps in 0.1 steps..0.6 steps', 'steps'],
    ]) {
      const text = `zones z { snap ${share} }\nplayer { zones z }\n${CLICK}`
      const [told, ...more] = checkText(text).diagnostics
      expect(told).toMatchObject({ code: 'SIL0303', span: { start: 15, end: 15 + (share?.length ?? 0) } })
      expect(told?.message).toContain(`a time in ${what}`)
      expect(told?.hint).toContain('metre')
      expect(more).toEqual([])
    }
  })
})

describe('brackets', () => {
  it.each([
    ['tempo ladder (80 bpm)..120 bpm by 4 bpm every 8 bars\n', '80 bpm'],
    ['swing short (100 ms) on 16ths\n', '100 ms'],
    ['player { count player (4 beats) }\n', '4 beats'],
    ['bassist bass { line |1 2 3 5|  feel behind (8 ms) }\n', '8 ms'],
    ['bassist bass { line |1 2 3 5|  feel ahead(8 ms) }\n', '8 ms'],
    ['bassist bass { line |1 2 3 5|  dynamics follow player (2 * 25%) }\n', '2 * 25%'],
    ['scenario "a" {\n  player rushes (40 ms)\n  expect tempo within 2% of 96 bpm\n}\n', '40 ms'],
    ['scenario "a" {\n  player slows down (4%) over 8 bars\n  expect tempo within 2% of 96 bpm\n}\n', '4%'],
    ['timbre q = near "dry tick" within (20%)\n', '20%'],
  ])('%s: a value may stand in them behind any word', (text, value) => {
    const plain = text.replace(/ ?\(/, ' ').replace(')', '')
    expect(plain).toContain(value)
    expect(shown(checkText(CLICK + plain))).toEqual(
      shown(checkText(CLICK + plain)).filter((d) => /SIL0203/.test(d)),
    )
    expect(shown(checkText(CLICK + text))).toEqual(shown(checkText(CLICK + plain)))
  })

  it('may stand apart from the function that they belong to', () => {
    expect(snapOf('min (20 ms, 30 ms)')).toEqual({ ms: constant(20), beats: constant(0) })
    expect(shown(checkText('timbre a = mix ("dry tick", "warm tick", 20%)\n'))).toEqual([])
    expect(shown(checkText('reward w = improvement (within session) else 0\n'))).toEqual([])
  })
})

describe('units', () => {
  const codes = (line: string, before = '') =>
    checkText(`${before}zones z {\n  ${line}\n}\nplayer { zones z }\n${CLICK}`).diagnostics.map((d) => d.code)

  it.each([
    ['snap 20', 'SIL0301'],
    ['snap 20 dB', 'SIL0303'],
    ['snap 20 bpm', 'SIL0303'],
    ['snap 20 ms + 1 beat', 'SIL0304'],
    ['snap 20 ms + 5', 'SIL0301'],
    ['snap 20 ms * 5 ms', 'SIL0303'],
    ['strength 20 ms', 'SIL0303'],
    ['strength 150%', 'SIL0508'],
    ['snap E1', 'SIL0305'],
    ['snap E1 + 1 ms', 'SIL0304'],
    ['snap 1 ms + E1', 'SIL0305'],
  ])('%s is %s', (line, code) => {
    expect(codes(line)).toEqual([code])
  })

  it('a pitch that no instrument has is told of where it is named, and once', () => {
    const result = checkText('let top = C10\nbassist low { line |1|  range C1..top }\n')
    expect(shown(result)).toEqual(['SIL0305 [C10] This is no pitch of any instrument; I need a pitch.'])
  })

  it('say "did you mean 20 ms?" and mend it', () => {
    const [first] = checkText('zones z { snap 20 }\n').diagnostics
    expect(first).toMatchObject({
      title: 'A number without a unit',
      message: '20 has no unit; I need a time, as in 20 ms, or 0.04 beats.',
      hint: 'Did you mean 20 ms?',
    })
  })

  it.each([
    ['count 65 bars', 'The count must be 1 bar to 64 bars'],
    ['count 0.5 bars', 'The count must be 1 bar to 64 bars'],
    ['count 65 beats', 'The count must be 1 beat to 64 beats'],
  ])('of %s: %s', (line, said) => {
    const [first] = checkText(`player { ${line} }\n${CLICK}`).diagnostics
    expect(first?.message).toContain(said)
  })

  it('of one mistake are told once, not for each name that follows from it', () => {
    const result = checkText(
      `let a = 20 ms + 1 beat\nlet b = a * 2\nzones z { snap b }\nplayer { zones z }\n${CLICK}`,
    )
    expect(result.diagnostics.map((d) => d.code)).toEqual(['SIL0304'])
  })
})

describe('words of a measure are no names', () => {
  it.each(['session', 'within', 'improvement', 'sessions'])('a reward may be called %s', (name) => {
    const text = `reward ${name} =
    0.5 * (improvement(within session) else 0)
  + 0.5 * (improvement(across 5 sessions) else 0)
`
    expect(shown(checkText(text))).toEqual([])
  })
})

describe('a unit that there is not', () => {
  it.each([
    'metronome click { beat |X x x x|  feel behind 20foo }\n',
    'metronome click { beat |X x x x|  feel behind 1e-3 ms }\n',
    'metronome click { beat |X x x x|  feel behind min(20foo, 3 ms) }\n',
    'metronome click { beat |X x x x|  feel behind learn 20 ms in 5 ms..60foo }\n',
    'metronome click { beat |X x x x|\n  pan 50foo }\n',
    `let a = 5foo\nmetronome click { beat |X x x x|  feel behind (a + 3 ms) }\n`,
    `tempo 1e300 bpm\n${CLICK}`,
    `swing 58foo\n${CLICK}`,
    `${CLICK}rule r when player.spread < 12foo { mute click }\n`,
    `${CLICK}reward r = min(session.duration / 10foo, 1)\n`,
  ])('is told of once, and nothing else is made of its number: %j', (text) => {
    expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(['SIL0302'])
  })
})
