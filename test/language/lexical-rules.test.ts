/** The rules of the design's page, in its order: bars, lines, numbers, pitches, learn, else, words, strings. */

import { describe, expect, test } from 'vitest'
import { parse } from '../../language/parse.ts'
import { HEADS, RESERVED, UNITS } from '../../language/vocabulary.ts'
import { codes, expr, items, properties } from './sketch.ts'
import { tokensOf } from './tokens.ts'

describe('where bars end', () => {
  test.each([
    ['|x|x|', ['kick |x|x|']],
    ['|x|x| timbre "a|b"', ['kick |x|x| +timbre "a|b"']],
    ['|x| timbre "a" on 1', ['kick |x| +timbre "a" +on 1']],
    ['|x| // not |bars|', ['kick |x|']],
    ['|x|\n   |x x|', ['kick |x|x x|']],
    ['|x|\n\t|x|\n|x|', ['kick |x|x|x|']],
    ['|x\n|x|', ['kick |x|x|']],
    ['|x| // one\n|x| // two', ['kick |x|x|']],
    ['|x|\n\n|x|', null],
    ['|x|\nmute', ['kick |x|', 'mute']],
    ['|x x\t x|', ['kick |x x x|']],
    ['||', ['kick ||']],
    ['| | |', ['kick |||']],
  ] as const)('after %j', (bars, expected) => {
    if (expected === null) expect(codes(parse(`drummer d {\nkick ${bars}\n}`))).not.toEqual([])
    else expect(properties('drummer d', `kick ${bars}`)).toEqual(expected)
  })

  test('a brace ends them: two blocks on a line', () => {
    expect(items('drummer a { kick |x| } drummer b { kick |x|x| }')).toEqual([
      'drummer a {kick |x|}',
      'drummer b {kick |x|x|}',
    ])
  })

  test('a pattern ends with its line, so a second one there is an error whose fix is a line break', () => {
    const text = 'drummer d {\n  kick |x| snare |x|\n}'
    expect(codes(parse(text))).toEqual(['SIL0112'])
  })
})

describe('cells', () => {
  test.each([
    ['xXg', 'x X g'],
    ['op fdr #', 'o p f d r #'],
    ['x.-~', 'x . - ~'],
    ['x~', 'x~'],
    ['x ~', 'x ~'],
    ['.~-~', '. ~ - ~'],
    ['[~x]~', null],
    ['x?', 'x?50'],
    ['x?30', 'x?30'],
    ['x?100', 'x?100'],
    ['x?1 00', null],
    ['x?305', 'x?30 5'],
    ['x?0', null],
    ['x!_', 'x!_'],
    ['[xx] x [x[xx]]', '[x x] x [x [x x]]'],
    ['15', '1 5'],
    ["5' 1, 3''", "5' 1, 3''"],
    ['b3 #4 bb7 ##1', 'b3 #4 bb7 ##1'],
    ['♭3 ♯4 ♭♭7 1/♭3', 'b3 #4 bb7 1/b3'],
    ['♭', null],
    ['1/5 1/3/5', '1/5 1/3/5'],
    ['1/5~', '1/5~'],
    ['b3,/5?20', 'b3,/5?20'],
    ['9', null],
    ['3: x x x', '3: x x x'],
    ['15:x', '15: x'],
    ['Dm7 G7 N.C. %', '<Dm7> <G7> <N.C.> %'],
    ['E1 - G1~', '<E1> - <G1>~'],
    ['C/E D-7 F#m7b5', '<C/E> <D-7> <F#m7b5>'],
    ['C2-', '<C2> -'],
    ['?', null],
    ['. ?', null],
    ['y', null],
  ] as const)('%s', (cells, expected) => {
    if (expected === null) expect(codes(parse(`let it = |${cells}|`))).not.toEqual([])
    else expect(expr(`|${cells}|`)).toBe(`|${expected}|`)
  })
})

describe('lines', () => {
  // [file.value-line]
  test('a property’s value starts on its line', () => {
    expect(codes(parse('zones z { snap\n 20 ms }'))).toEqual(['SIL0114'])
  })

  // [file.modifier-line]
  test('modifiers stand on the line of their property', () => {
    expect(properties('bassist b', 'line |1 .|  chance 30%  level -3 dB')).toEqual([
      'line |1 .| +chance 30% +level -3 dB',
    ])
    expect(codes(parse('bassist b { line |1 .|\n loop 3 beats }'))).toEqual(['SIL0118'])
    expect(codes(parse('bassist b { approach scale\n chance 30% }'))).toEqual(['SIL0118'])
    // No voice has a chance: joined to one it would be as wrong, so it is a property, and the checker says where chances stand.
    expect(properties('bassist b', 'line |1 .|\nchance 30%')).toEqual(['line |1 .|', 'chance 30%'])
    // What is a property, too, is one when it begins a line.
    expect(properties('bassist b', 'line |1 .|\nlevel -3 dB')).toEqual(['line |1 .|', 'level -3 dB'])
  })

  test.each([
    ['a +\n b', '(+ a b)'],
    ['a\n + b', '(+ a b)'],
    ['a and\n not b', '(and a (not b))'],
    ['a\nor b', '(or a b)'],
    ['1 ms ..\n 2 ms', '(.. 1 ms 2 ms)'],
    ['a\n -> b', '(-> a b)'],
    ['f(\n a\n ,\n b\n)', 'f(a, b)'],
    ['(\n a\n)', '⟨a⟩'],
    ['f(across\n 5 sessions)', 'f(across 5 sessions)'],
    ['\n a', 'a'],
  ])('an operator, a comma, = or an open bracket continues one: %j', (text, expected) => {
    expect(expr(text)).toBe(expected)
  })

  // [file.continue]
  test('an equals sign may begin the next line', () => {
    expect(items('reward r\n  = 1')).toEqual(['reward r = 1'])
  })

  // [file.continue]
  test('an open bracket continues its line at the end and not from the next one', () => {
    expect(items('timbre t = mix(\n a, b,\n 30%)')).toEqual(items('timbre t = mix(a, b, 30%)'))
    expect(items('meter 7/8 (\n2+2+3)')).toEqual(items('meter 7/8 (2+2+3)'))
    for (const text of ['timbre t = mix\n(a, b, 30%)', 'meter 7/8\n(2+2+3)']) {
      expect(parse(text).diagnostics.length).toBeGreaterThan(0)
    }
  })

  // [file.continue] [file.comma]
  test('a comma continues a form and a list, at the end of a line or at the start of the next', () => {
    expect(items('form a,\n b\n, c')).toEqual(['form a, b, c'])
    expect(properties('section s', 'mute kit,\n keys\n, bass')).toEqual(['mute [kit, keys, bass]'])
  })

  test('an operator continues a line with a name that is also a block’s head', () => {
    expect(items('reward r =\n  player.spread / 10 ms\n  + player.bias / 1 ms')).toEqual([
      'reward r = (+ (/ player.spread 10 ms) (/ player.bias 1 ms))',
    ])
  })

  test('otherwise line breaks are free: properties may share a line', () => {
    expect(properties('zones z', 'snap 20 ms follow 100 ms strength 0.5 limit 200 ms')).toEqual([
      'snap 20 ms',
      'follow 100 ms +strength 0.5',
      'limit 200 ms',
    ])
    expect(items('player\n{\n}\ntempo 96 bpm')).toEqual(['player {}', 'tempo 96 bpm'])
  })

  test('old and foreign line ends are line ends', () => {
    for (const newline of ['\n', '\r\n', '\r']) {
      expect(items(`tempo 96 bpm${newline}meter 3/4 // c${newline}seed 1`)).toEqual([
        'tempo 96 bpm',
        'meter 3/4',
        'seed 1',
      ])
    }
  })
})

describe('numbers', () => {
  test.each([
    ['5..60', '(.. 5 60)'],
    ['0.5..1.25', '(.. 0.5 1.25)'],
    ['-6 dB', '-6 dB'],
    ['+4 bpm', '4 bpm'],
    ['- 6 dB', '-6 dB'],
    ['1 - 6', '(- 1 6)'],
    ['1 -6', '(- 1 6)'],
    ['1 - -6', '(- 1 -6)'],
    ['-x', '(- x)'],
    ['20ms', '20 ms'],
    ['20   ms', '20 ms'],
    ['20\tms', '20 ms'],
    ['1 bar', '1 bars'],
    ['2 bars', '2 bars'],
    ['1 day + 2 weeks', '(+ 1 days 2 weeks)'],
    ['58%', '58%'],
    ['58 %', '58%'],
    ['58%*2', '(* 58% 2)'],
    ['min(1, 2)', 'min(1, 2)'],
    ['10 min', '10 min'],
    ['min', 'min'],
    ['5 sessions', '5 sessions'],
    ['4th', '#4'],
    ['8ths', '#8s'],
    ['1st', '#1'],
    ['2nd', '#2'],
    ['3rd', '#3'],
    ['007', '7'],
  ])('%s', (text, expected) => {
    expect(expr(text)).toBe(expected)
  })

  // [number.unit]
  test('every unit touches its number or follows it, singular or plural', () => {
    for (const [written, unit] of [...Object.entries(UNITS), ['%', '%']]) {
      const value = unit === '%' ? '3%' : `3 ${unit}`
      expect(expr(`3${written}`)).toBe(value)
      expect(expr(`3 ${written}`)).toBe(value)
    }
  })

  test('a unit on the next line is a name', () => {
    expect(expr('(3\nms)')).toBe('⟨3 ms⟩')
    expect(tokensOf('let it = (3\nms)').map(({ image }) => image)).toContain('3')
  })

  test('a number of many digits is still a number', () => {
    expect(expr('9'.repeat(400))).toBe(String(Number.MAX_SAFE_INTEGER))
  })

  // [number.form]
  test('.5 and 5. are none', () => {
    expect(codes(parse('let a = .5'))).not.toEqual([])
    expect(codes(parse('let a = 5.'))).not.toEqual([])
  })
})

describe('pitches', () => {
  // [name.pitch]
  test('A1 is a pitch in an expression and a name in section and form', () => {
    expect(expr('A1..G2')).toBe('(.. A1 G2)')
    expect(items('section A1 { bars 4 }\nform A1 * 2, vamp Bb2 until cue')).toEqual([
      'section A1 {bars 4}',
      'form A1 * 2, vamp Bb2 until cue',
    ])
  })

  test.each([
    'let A1 = 1',
    'timbre C4 = "x"',
    'drummer Bb2 { }',
    'zones F#3 { }',
    'rule G9 when a { cue }',
    'reward E1 = 1',
  ])('%s may not be called so', (text) => expect(codes(parse(text))).toEqual(['SIL0117']))

  test('a sharp without a number is a key’s tonic', () => {
    expect(items('key F# minor')).toEqual(['key F# minor'])
    expect(items('key Bb')).toEqual(['key Bb'])
  })
})

describe('learn', () => {
  test.each([
    ['learn 20 ms in 5 ms..60 ms', 'learn(20 ms, 5 ms..60 ms)'],
    ['learn -6 dB in -12 dB..0 dB', 'learn(-6 dB, -12 dB..0 dB)'],
    ['learn shy in (a + b)..c.d', 'learn(shy, ⟨(+ a b)⟩..c.d)'],
    ['learn 5 in 1..9 + 2', '(+ learn(5, 1..9) 2)'],
    ['2 * learn 5 in 1..9 * 3', '(* (* 2 learn(5, 1..9)) 3)'],
    ['learn 5 in 1..9 log', 'learn(5, 1..9 log)'],
    ['learn 5 in 1..9 by player.level, days since last', 'learn(5, 1..9 by player.level, days since last)'],
    ['learn 5 in 1..9 log by tempo', 'learn(5, 1..9 log by tempo)'],
    ['learn a or b or c', 'learn(a | b | c)'],
    ['mix(a, b, learn 30% in 0%..100%)', 'mix(a, b, learn(30%, 0%..100%))'],
    ['(learn 5 in 1..9 by tempo) + 1', '(+ ⟨learn(5, 1..9 by tempo)⟩ 1)'],
  ])('%s', (text, expected) => {
    expect(expr(text)).toBe(expected)
  })

  // [learn.by]
  test('by takes the names up to the end of the line', () => {
    expect(properties('zones z', 'adapt learn 0.2 in 0..0.6 by player.level, tempo\nlimit 200 ms')).toEqual([
      'adapt learn(0.2, 0..0.6 by player.level, tempo)',
      'limit 200 ms',
    ])
  })

  test('needs a range', () => {
    for (const text of ['learn 5', 'learn 5 in', 'learn 5 in 1', 'learn 5 in 1..']) {
      expect(codes(parse(`let it = ${text}`)), text).toContain('SIL0121')
    }
  })
})

describe('else', () => {
  test.each([
    ['rating else 0', '(else rating 0)'],
    ['(rating else 0) / 5', '(/ ⟨(else rating 0)⟩ 5)'],
    ['2 * improvement(within session) else 0', '(* 2 (else improvement(within session) 0))'],
    ['a + b else 0', '(+ a (else b 0))'],
    ['a else b else 0', '(else (else a b) 0)'],
    ['((a + b) else 0)', '⟨(else ⟨(+ a b)⟩ 0)⟩'],
  ])('stands directly after a metric or inside brackets: %s', (text, expected) => {
    expect(expr(text)).toBe(expected)
  })

  test.each(['(a + b) else 0', '5 else 0', '"x" else 0', 'a / 5 else 0', '(a / 5 else 0)'])(
    'not so: %s',
    (text) => {
      expect(codes(parse(`let it = ${text}`))).toEqual(['SIL0120'])
    },
  )
})

describe('operators', () => {
  test.each([
    ['1 + 2 * 3', '(+ 1 (* 2 3))'],
    ['1 * 2 + 3', '(+ (* 1 2) 3)'],
    ['1 - 2 - 3', '(- (- 1 2) 3)'],
    ['a < 1 and b >= 2 or c != 3', '(or (and (< a 1) (>= b 2)) (!= c 3))'],
    ['not a and b', '(and (not a) b)'],
    ['not a > 30 ms or b', '(or (not (> a 30 ms)) b)'],
    ['a and not b + 1 < c', '(and a (not (< (+ b 1) c)))'],
    ['not not a == b', '(not (not (== a b)))'],
    ['(not a) == b', '(== ⟨(not a)⟩ b)'],
    ['1 + 2..3 * 4', '(.. (+ 1 2) (* 3 4))'],
    ['-12 dB -> 0 dB', '(-> -12 dB 0 dB)'],
    ['a == b', '(== a b)'],
    ['- - -x', '(- (- (- x)))'],
  ])('%s', (text, expected) => {
    expect(expr(text)).toBe(expected)
  })
})

describe('words', () => {
  // [name.reserved]
  test('reserved ones and block heads are no names to declare', () => {
    for (const word of new Set<string>([...RESERVED, ...HEADS])) {
      expect(codes(parse(`let ${word} = 1`)), word).toEqual(['SIL0116'])
    }
  })

  // [name.reserved]
  test('everything else is free, also words that are properties somewhere', () => {
    for (const word of [
      'snap',
      'kick',
      'level',
      'min',
      'ms',
      'log',
      'vamp',
      'repeat',
      'mix',
      'bars',
      'größe',
      '_x1',
    ]) {
      expect(items(`let ${word} = 1`)).toEqual([`let ${word} = 1`])
    }
  })

  // [name.heads-inside]
  test('heads are properties inside blocks', () => {
    expect(
      properties('section s', 'tempo 90 bpm\nmeter 3/4\nkey D minor\nswing 60%\nzones tight\nbars 2'),
    ).toEqual(['tempo 90 bpm', 'meter 3/4', 'key D minor', 'swing 60%', 'zones tight', 'bars 2'])
    expect(properties('metronome m', 'timbre woody')).toEqual(['timbre woody'])
  })

  test('a longer word that begins like a keyword is its own', () => {
    expect(expr('learning + inside - orchid * byte')).toBe('(- (+ learning inside) (* orchid byte))')
  })

  test('the one name with a hyphen is user-week', () => {
    expect(properties('train t', 'unit user-week')).toEqual(['unit user-week'])
    expect(expr('user - week')).toBe('(- user week)')
  })
})

describe('strings and documentation', () => {
  // [file.string]
  test('strings are one line with the escapes of JSON', () => {
    const text = 'a "b" \\ / \b\f\n\r\t é \u2028 😀'
    expect(expr(JSON.stringify(text))).toBe(JSON.stringify(text))
    expect(expr('"\\u00e9\\/"')).toBe('"é/"')
    expect(codes(parse('band "open\nseed 1'))).toEqual(['SIL0105'])
    expect(codes(parse('band "\\x"'))).toEqual(['SIL0107'])
  })

  // [file.doc]
  test('/// before a declaration, a property or a slot is its documentation', () => {
    const { file } = parse(
      '/// One.\n///   Two.\n\nzones z {\n  /// How close.\n  snap learn 1 ms in 0 ms..2 ms\n}\n//// no\ntempo 96 bpm',
    )
    const [block, setting] = file.items
    expect(block?.kind === 'block' && [block.doc?.text, block.properties[0]?.doc?.text]).toEqual([
      'One.\n  Two.',
      'How close.',
    ])
    expect(setting?.kind === 'setting' && setting.property.doc).toBeNull()
  })

  // [file.comment]
  test('a comment ends with its line and is no part of the tree', () => {
    expect(items('tempo 96 bpm // " | } {\n// let x = 1\nseed 1')).toEqual(['tempo 96 bpm', 'seed 1'])
  })
})
