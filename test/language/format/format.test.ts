import { describe, expect, test } from 'vitest'
import { format } from '../../../language/format/format.ts'
import { wholeFile } from '../corpus.ts'

function formatted(text: string): string {
  const result = format(text)
  if (!('text' in result)) throw new Error(`refused: ${result.refused} ${JSON.stringify(result.diagnostics)}`)
  return result.text
}

/** Source and what it becomes; both without the indent of this file. */
function becomes(before: string, after: string): void {
  expect(formatted(trimmed(before))).toBe(trimmed(after))
}

function trimmed(text: string): string {
  const lines = text.replace(/^\n/, '').split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join('\n')
}

describe('the whole-file example', () => {
  test('is in house style to the letter', () => {
    expect(formatted(wholeFile)).toBe(wholeFile)
  })

  test('comes back to it from a version without any style', () => {
    const careless = wholeFile
      .split('\n')
      .map((line) => {
        const [code = '', ...comment] = line.split('//')
        const [before = '', ...strings] = code.split(/(?=["|])/)
        return before.replace(/ {2,}/g, ' ').trim() + strings.join('') + comment.map((c) => `//${c}`).join('')
      })
      .join('\n')
    expect(careless).not.toBe(wholeFile)
    // The column in which comments stand is the author's, and here it is gone.
    const code = (text: string): string[] => text.split('\n').map((line) => line.replace(/ *\/\/.*/, ''))
    expect(code(formatted(careless))).toEqual(code(wholeFile))
  })
})

describe('patterns', () => {
  test('line up beat by beat, as their author grouped them', () =>
    becomes(
      `
      drummer kit {
        kick |x...   x?30...|x... x...|
        snare |  .. X.    ..X. |.. X. .. [XX]. |
        hat |xxxx xxxx|
      }
      `,
      `
      drummer kit {
        kick   |x... x?30...|x... x...|
        snare  |.. X. ..X.|.. X. .. [XX].|
        hat    |xxxx xxxx   |
      }
      `,
    ))

  test('of another shape keep their own widths', () =>
    becomes(
      `
      drummer kit {
        ride |x . x x x . x x|
        pedal |. x . x?100|
      }
      `,
      `
      drummer kit {
        ride   |x . x x x . x x|
        pedal  |. x . x?100|
      }
      `,
    ))

  test('keep clear of the modifiers behind them, which stand in columns', () =>
    becomes(
      `
      drummer kit {
        kick |x... ..x. ..x. ....|x... ..x. .x.. ..x.| timbre "deep dusty kick drum"
        snare |.... X... .... X..g| timbre "crisp dry snare" feel behind 9 ms
        hat |x.x. x.x.|   timbre hats level -7 dB
        rim |x...|
      }
      `,
      `
      drummer kit {
        kick   |x... ..x. ..x. ....|x... ..x. .x.. ..x.|  timbre "deep dusty kick drum"
        snare  |.... X... .... X..g|                      timbre "crisp dry snare"  feel behind 9 ms
        hat    |x.x. x.x.|                                timbre hats               level -7 dB
        rim    |x...|
      }
      `,
    ))

  test('of several lines stand below each other, comments and modifiers included', () =>
    becomes(
      `
      drummer kit {
        kick |x... x...|x... x.x.| // four bars
          |x... x..g?|x| timbre deep // and their end
        hat |xx| timbre hats
      }
      `,
      `
      drummer kit {
        kick  |x... x... |x... x.x.|               // four bars
              |x... x..g?|x        |  timbre deep  // and their end
        hat   |xx|                    timbre hats
      }
      `,
    ))

  test('may say their count, and keep the blanks inside brackets', () =>
    becomes('drummer k { rim |3:x [ x  x ] x| }', 'drummer k { rim |3: x [x x] x| }'))

  test('that are others than those above keep the blank line that says so', () => {
    becomes(
      `
      drummer kit {
        kick |x...|->


       |x...|
      }
      `,
      `
      drummer kit {
        kick  |x...| ->

            |x...|
      }
      `,
    )
    const once = formatted('drummer kit { kick |x...|->\n\n |x...|\n}\n')
    expect(formatted(once)).toBe(once)
  })

  test('of pitches and degrees are tight, too', () =>
    becomes(
      "bassist b { line | 1 -  5' 1/5~ | E1 |  feel ahead 4ms }",
      "bassist b { line |1 - 5' 1/5~|E1|  feel ahead 4 ms }",
    ))

  test('in overrides of a section line up', () =>
    becomes(
      `
      section a {
        bars 4
        kit.hat |x.x.|
        kit.snare |..x.|
        keys.level -3 dB
      }
      `,
      `
      section a {
        bars 4
        kit.hat   |x.x.|
        kit.snare |..x.|
        keys.level -3 dB
      }
      `,
    ))
})

test('attributes stand right of the longest pattern, also of one that has none', () =>
  becomes(
    `
    drummer k {
      kick |x...|  level -6 dB
      hat |x.x.|x.x.|
    }
    `,
    `
    drummer k {
      kick  |x...|       level -6 dB
      hat   |x.x.|x.x.|
    }
    `,
  ))

describe('chords', () => {
  test('have a blank on either side of a bar line', () =>
    becomes(
      'section a { bars 4 chords |Dm7 G7|Cmaj7|%|N.C.|\n}',
      'section a { bars 4  chords | Dm7 G7 | Cmaj7 | % | N.C. |\n}',
    ))

  test('of several lines line up', () =>
    becomes(
      `
      section blues {
        bars 12
        chords | F7  | Bb7 | F7 | Cm7 F7 |
               | Bb7 | Bdim7 | F7 | D7 |
          | Gm7 | C7 | F7 D7 | Gm7 C7 |
      }
      `,
      `
      section blues {
        bars 12
        chords | F7  | Bb7   | F7    | Cm7 F7 |
               | Bb7 | Bdim7 | F7    | D7     |
               | Gm7 | C7    | F7 D7 | Gm7 C7 |
      }
      `,
    ))
})

describe('properties', () => {
  test('get a line each, and their values a column', () =>
    becomes(
      `
      zones pocket { snap 20ms  follow 100 ms strength 0.5
        limit 200   ms }
      `,
      `
      zones pocket {
        snap   20 ms
        follow 100 ms  strength 0.5
        limit  200 ms
      }
      `,
    ))

  test('on one line with their braces stay there', () =>
    becomes('player {zones pocket   count 1bar}', 'player { zones pocket  count 1 bar }'))

  test('keep at most one blank line between them, and none at the braces', () =>
    becomes(
      `
      player {

        zones pocket



        count 1 bar

      }
      `,
      `
      player {
        zones pocket

        count 1 bar
      }
      `,
    ))

  test('that read as sentences do not push the others aside', () =>
    becomes(
      `
      pianist keys {
        comp |x . x .|
        dynamics   follow player 50%   within 6 dB
      }
      `,
      `
      pianist keys {
        comp |x . x .|
        dynamics follow player 50% within 6 dB
      }
      `,
    ))

  test('of one kind with one clause line it up', () =>
    becomes(
      `
      metronome m {
        beat |X x x x|
        timbre "deep kick drum" on 1
        timbre woody on 2
      }
      `,
      `
      metronome m {
        beat   |X x x x|
        timbre "deep kick drum" on 1
        timbre woody            on 2
      }
      `,
    ))

  test('of another kind keep theirs where they stand', () => {
    const text = 'pianist p {\n  comp   |x|\n  timbre "a" on 1\n  level  -3 dB -> -2 dB over 2 bars\n}\n'
    expect(formatted(text)).toBe(text)
  })

  test('without braces line up until a blank line', () =>
    becomes(
      `
      band "A"
      tempo 96 bpm   in 72 bpm .. 126 bpm
      meter 7/8(2+2+3)

      key C major
      seed 7
      `,
      `
      band  "A"
      tempo 96 bpm in 72 bpm..126 bpm
      meter 7/8 (2+2+3)

      key  C major
      seed 7
      `,
    ))

  test('of an empty block need no line', () => becomes('player\n{\n\n}\n', 'player {}\n'))
})

describe('declarations', () => {
  test('below each other line up their equals signs', () =>
    becomes(
      `
      timbre brush = "soft brushed snare"
      // half and half
      timbre accent = mix( woody,tick , 30 % )
      let a = 1

      let abc = 2
      `,
      `
      timbre brush  = "soft brushed snare"
      // half and half
      timbre accent = mix(woody, tick, 30%)
      let a = 1

      let abc = 2
      `,
    ))

  test('of rules make a table', () =>
    becomes(
      `
      rule quiet when player.silent for 2 bars {level click to -12dB over 2 bars}
      rule push when player . spread<12 ms and not player.late for 8 bars { tempo by +4 bpm keep }
      `,
      `
      rule quiet when player.silent for 2 bars                             { level click to -12 dB over 2 bars }
      rule push  when player.spread < 12 ms and not player.late for 8 bars { tempo by +4 bpm keep }
      `,
    ))

  test('of rules make none with one whose head stands on two lines', () => {
    const text = `rule quiet
    when player.silent for 2 bars { mute kit }
rule push when player.spread < 12 ms { mute kit }
`
    expect(formatted(text)).toBe(text)
  })

  test('that go on keep their line breaks; operators hang so that operands line up', () =>
    becomes(
      `
      reward practice =
      0.2*(improvement(within session) else 0)
      + 0.4 * return_rate( 3 days )
      + min(
      session.duration/10min,
      1)
      `,
      `
      reward practice =
          0.2 * (improvement(within session) else 0)
        + 0.4 * return_rate(3 days)
        + min(
          session.duration / 10 min,
          1)
      `,
    ))

  test('of forms and imports are spaced evenly', () =>
    becomes(
      `
      import {woody as w,tick}   from "./timbres.sil"
      form head*2,stop ,vamp head until cue repeat
      `,
      `
      import { woody as w, tick } from "./timbres.sil"
      form head * 2, stop, vamp head until cue repeat
      `,
    ))

  test('with signs keep them apart from operators and from each other', () =>
    becomes('let x = -5 dB - -y + - - z*( -3)', 'let x = -5 dB - -y + - -z * (-3)'))
})

describe('comments', () => {
  test('behind code line up within a block, two blanks off', () =>
    becomes(
      `
      zones z { // how close
        snap 20 ms // one
        follow 100 ms  strength 0.5 // two
        // a line of its own

        limit 200 ms     // three
      } // done
      `,
      `
      zones z {  // how close
        snap   20 ms                 // one
        follow 100 ms  strength 0.5  // two
        // a line of its own

        limit  200 ms                // three
      }  // done
      `,
    ))

  test('that their author lined up stay in that column while there is room', () => {
    const text =
      'zones z {        // wide\n  snap   20 ms   // one\n  follow 100 ms  // two\n  limit  200 ms\n}\n'
    expect(formatted(text)).toBe(text)
    expect(formatted(text.replace('100 ms', '1000 ms'))).toBe(
      'zones z {        // wide\n  snap   20 ms    // one\n  follow 1000 ms  // two\n  limit  200 ms\n}\n',
    )
  })

  test('that go on below the code, in the same column, stay there', () =>
    becomes(
      `
      player { // me,
               // the player
        zones pocket   // how
                       // they listen

        // on its own
        count 1 bar
      }
      `,
      `
      player {  // me,
                // the player
        zones pocket   // how
                       // they listen

        // on its own
        count 1 bar
      }
      `,
    ))

  test('that stand lower, or document what follows, are no rest of the one above', () =>
    becomes(
      `
      tempo 96 bpm   // how fast

                     // a line of its own
      key D dorian   // where
                     /// The click.
      metronome m { beat |x| }
      `,
      `
      tempo 96 bpm   // how fast

      // a line of its own
      key D dorian   // where
      /// The click.
      metronome m { beat |x| }
      `,
    ))

  test('below all that a block says put it on lines of its own', () =>
    becomes('drummer k { kick |x...|\n// c\n}', 'drummer k {\n  kick  |x...|\n  // c\n}'))

  test('keep every character', () => {
    const text = 'tempo 96 bpm  //x  |  " }\t \n//// not a doc  \n///doc\nmeter 4/4\n'
    expect(formatted(text)).toBe(text)
  })

  test('stay where an expression goes on', () =>
    becomes(
      `
      let x = a // first
      // between
      + b // second
      `,
      `
      let x = a  // first
        // between
        + b      // second
      `,
    ))

  test('between a head and its brace keep the brace below', () =>
    becomes('player // me\n  // here\n{ count 1 bar }', 'player  // me\n// here\n{ count 1 bar }'))

  test('alone make a file', () => becomes('\n\n   // one\n\n\n\n //two', '// one\n\n//two'))
})

describe('the ends of lines', () => {
  test('are the file’s', () => {
    expect(formatted('let a = 1\r\nlet bc = 2\r\n')).toBe('let a  = 1\r\nlet bc = 2\r\n')
    expect(formatted('let a = 1\r\n\nlet bc = 2\n')).toBe('let a = 1\n\nlet bc = 2\n')
    expect(formatted('let a = 1\rlet bc = 2\r')).toBe('let a  = 1\rlet bc = 2\r')
  })

  test('are what the caller asks for', () => {
    expect(format('let a = 1\n', { newline: '\r\n' })).toEqual({ text: 'let a = 1\r\n' })
  })

  test('end the file where they did', () => {
    expect(formatted('let a = 1')).toBe('let a = 1')
    expect(formatted('let a = 1\n\n\n  ')).toBe('let a = 1\n')
    expect(formatted('')).toBe('')
    expect(formatted(' \n\n')).toBe('')
  })

  test('have no blanks before them', () => {
    expect(formatted('drummer k {  \n\tkick  \t|x|  \n  mute \n}  \n')).toBe(
      'drummer k {\n  kick  |x|\n  mute\n}\n',
    )
  })

  test('leave a byte order mark alone', () => {
    expect(formatted('\uFEFFlet a   = 1\n')).toBe('\uFEFFlet a = 1\n')
  })
})

describe('a text with errors', () => {
  test('is refused, with what is wrong', () => {
    const result = format('zones z {\n  snap: 20 ms\n}\n')
    expect(result).toMatchObject({ refused: 'syntax', diagnostics: [{ code: 'SIL0108' }] })
  })
})

test('columns count what is seen: wide and combining characters', () => {
  const text = [
    'drummer k {',
    '  kick   |x|  timbre "太鼓"     level 1 dB',
    '  snare  |x|  timbre "e\u0301touffe\u0301"  level 1 dB',
    '  hat    |x|  timbre "plain 12"',
    '}',
    '',
  ].join('\n')
  expect(formatted(text.replace(/ {2,}(?=level)/g, ' '))).toBe(text)
})
