/** What people wrote in their first hour: one slip is told of once, and its fix makes what was plainly meant. */

import { describe, expect, it, test } from 'vitest'
import { applyEdits } from '../../language/diagnostics.ts'
import { checkText } from './checking.ts'
import { mended, told } from './slips.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
/** The same, where somebody is muted whom a rule may bring back. */
const muted = (body: string): string =>
  `metronome click { beat |X x x x|  mute }\nrule x when player.silent ${body}\n`
const rule = (body: string): string => `${CLICK}rule x when player.silent ${body}\n`

describe('what a rule does, in other words', () => {
  mended([
    [rule('{ level click -6 dB }'), rule('{ level click to -6 dB }')],
    [rule('{ level click 3 dB over 2 bars }'), rule('{ level click to 3 dB over 2 bars }')],
    [rule('{ level click = -6 dB }'), rule('{ level click to -6 dB }')],
    [rule('{ level click: -6 dB keep }'), rule('{ level click to -6 dB keep }')],
    [rule('{ level click +3 dB }'), rule('{ level click by +3 dB }')],
    [rule('{ level click -= 3 dB }'), rule('{ level click by -3 dB }')],
    [rule('{ level click -6 }'), rule('{ level click to -6 dB }')],
    [rule('{ level click -6 db }'), rule('{ level click to -6 dB }')],
    [rule('{ level -6 dB click }'), rule('{ level click to -6 dB }')],
    [rule('{ level to -6 dB click over 1 bar }'), rule('{ level click to -6 dB over 1 bar }')],
    [rule('{ tempo + 5 bpm }'), rule('{ tempo by +5 bpm }')],
    [rule('{ tempo -5 bpm over 2 bars }'), rule('{ tempo by -5 bpm over 2 bars }')],
    [rule('{ tempo += 5 }'), rule('{ tempo by +5 bpm }')],
    [rule('{ tempo = 104 bpm }'), rule('{ tempo to 104 bpm }')],
    [rule('{ tempo 104 bpm }'), rule('{ tempo to 104 bpm }')],
  ])
  told([
    [rule('{ tempo + 5% }'), /tempo by \+4 bpm/],
    [rule('{ level click 50% }'), /level click to -12 dB/],
    [rule('{ level -6 dB }'), /level click to -12 dB/],
  ])
})

describe('a change of tempo where a tempo stands', () => {
  const section = (line: string): string => `section a {\n  bars 4\n  ${line}\n}\nform a\n`
  mended([
    [
      `tempo 96 bpm\n${CLICK}${section('tempo + 5 bpm')}`,
      `tempo 96 bpm\n${CLICK}${section('tempo 101 bpm')}`,
    ],
    [`tempo 96 bpm\n${CLICK}${section('tempo -6 bpm')}`, `tempo 96 bpm\n${CLICK}${section('tempo 90 bpm')}`],
  ])
  told([
    [`${CLICK}tempo learn 96 bpm in 88 bpm..104 bpm\n${section('tempo + 5 bpm')}`, /rule .*tempo by \+5 bpm/],
  ])
})

describe('a tempo as people say it', () => {
  const piece = (tempo: string): string => `tempo ${tempo}\n${CLICK}`
  mended([
    [piece('from 96 bpm to 120 bpm over 8 bars'), piece('96 bpm -> 120 bpm over 8 bars')],
    [piece('from 96 bpm -> 120 bpm over 8 bars'), piece('96 bpm -> 120 bpm over 8 bars')],
    [piece('96 bpm to 120 bpm over 8 bars'), piece('96 bpm -> 120 bpm over 8 bars')],
    [piece('96 bpm from 90 bpm..120 bpm'), piece('96 bpm in 90 bpm..120 bpm')],
  ])
  told([[piece('between 90 bpm and 120 bpm'), /96 bpm in 72 bpm\.\.126 bpm/]])
})

describe('two settings on a line', () => {
  const waltz = 'drummer kit { kick |x..| }\n'
  mended([
    [`tempo 96 bpm meter 3/4\n${waltz}`, `tempo 96 bpm\nmeter 3/4\n${waltz}`],
    [`meter 3/4 ${waltz}`, `meter 3/4\n${waltz}`],
    [`tempo 96 bpm, meter 3/4\n${waltz}`, `tempo 96 bpm\nmeter 3/4\n${waltz}`],
    [`meter 3/4, ${waltz}`, `meter 3/4\n${waltz}`],
  ])
})

describe('what others may import, marked as elsewhere', () => {
  const player = `player { zones mild }\n${CLICK}`
  const zones = 'zones mild { snap 20 ms  follow 100 ms  limit 200 ms }\n'
  mended([
    [`export ${zones}${player}`, `${zones}${player}`],
    [`public ${CLICK}`, CLICK],
    [
      `export let soft = -6 dB\n${CLICK.replace(' }', '  level soft }')}`,
      `let soft = -6 dB\n${CLICK.replace(' }', '  level soft }')}`,
    ],
    [
      `export timbre wood = "warm wood"\n${CLICK.replace(' }', '  timbre wood }')}`,
      `timbre wood = "warm wood"\n${CLICK.replace(' }', '  timbre wood }')}`,
    ],
  ])
})

describe('patterns that share a line with a mark between them', () => {
  const right = 'drummer kit {\n  kick |x . x .|\n  snare |. x . x|\n}\n'
  mended(
    [',', ';', ' and', ' ,'].map((mark): readonly [string, string] => [
      `drummer kit {\n  kick |x . x .|${mark} snare |. x . x|\n}\n`,
      right,
    ]),
  )
})

describe('a member whose name stands where its kind does', () => {
  mended([
    ['kit { kick |x...| }\n', 'drummer kit { kick |x...| }\n'],
    ['walker { line walk  approach chromatic }\n', 'bassist walker { line walk  approach chromatic }\n'],
    ['drummr kit { kick |x...| }\n', 'drummer kit { kick |x...| }\n'],
  ])
})

describe('a tempo that may go to both sides', () => {
  const piece = (tempo: string): string => `tempo ${tempo}\n${CLICK}`
  const range = piece('96 bpm in 86 bpm..106 bpm')
  mended([
    [piece('96 bpm ± 10 bpm'), range],
    [piece('96 bpm +/- 10'), range],
    [piece('96 bpm +- 10 bpm'), range],
    [piece('96±10 bpm'), range],
    [piece('96 bpm in ±10 bpm'), range],
    [piece('96 bpm ± 25%'), piece('96 bpm in 72 bpm..120 bpm')],
    [piece('60 bpm ± 10 bpm on 8ths'), piece('60 bpm in 50 bpm..70 bpm on 8ths')],
    [
      `${CLICK}section a {\n  bars 4\n  tempo 96 bpm ± 10 bpm\n}\nform a\n`,
      `${CLICK}section a {\n  bars 4\n  tempo 96 bpm in 86 bpm..106 bpm\n}\nform a\n`,
    ],
    [
      'drummer kit {\n  hat |x x x x|\n  human ±4 ms\n}\n',
      'drummer kit {\n  hat |x x x x|\n  human 4 ms\n}\n',
    ],
  ])
  told([
    [piece('96 bpm ± 200 bpm'), /SIL0109 .*As in: tempo 96 bpm in 72 bpm\.\.126 bpm/],
    ['drummer kit {\n  hat |x x x x|\n  level ±3 dB\n}\n', /SIL0109 (?!.*[Zz]ones)/],
  ])
})

describe('a mark between a property and its value', () => {
  it.each([
    [`tempo = 120 bpm\n${CLICK}`, 'As in: tempo 120 bpm'],
    [`meter = 4/4\n${CLICK}`, 'As in: meter 4/4'],
    [`key: C minor\n${CLICK}`, 'As in: key C minor'],
    ['drummer kit { hat: |x x x x| }\n', 'As in: hat |x x x x|'],
    ['drummer kit { hat: |x x x x|  timbre = "dry closed hi-hat" }\n', 'As in: hat |x x x x|'],
    [`${CLICK}section a {\n  bars: 4\n  click.level = -6 dB\n}\nform a\n`, 'As in: bars 4'],
    [`zones z { snap: 20 }\nplayer { zones z }\n${CLICK}`, 'As in: snap 20 ms'],
    [`tempo =\n${CLICK}`, 'As in: tempo 96 bpm'],
  ])('is told of with what was written: %j', (text, hint) => {
    const [first] = checkText(text).diagnostics.filter(({ code }) => code === 'SIL0108')
    expect(first?.hint).toBe(hint)
  })
})

describe('a fill that says when in other words', () => {
  const kit = (line: string): string => `drummer kit {\n  hat |x x x x|\n  ${line}\n}\n`
  const song = 'section verse { bars 8 }\nsection chorus { bars 8 }\nform verse, chorus\n'
  const said = /SIL0101 .*`every`.*fill every 8 bars.*each section.*as many bars as the section has/
  mended([
    [kit('fill 8 bars'), kit('fill every 8 bars')],
    [kit('fill 8 bars density 30%'), kit('fill every 8 bars density 30%')],
    [kit('fill each 4 bars'), kit('fill every 4 bars')],
    [kit('fill: every 8 bars'), kit('fill every 8 bars')],
  ])
  told([
    [`${kit('fill before chorus { snare |xxxx| }')}${song}`, said],
    [`${kit('fill before chorus {\n    snare |xxxx|\n  }\n  level -3 dB')}${song}`, said],
    [kit('fill last bar'), said],
    [kit('fill |x.x. xxxx|'), said],
    [kit('fill at the end'), said],
    [kit('fill every section'), /SIL0305 .*fill every 8 bars.*each section/],
    [`${kit('human 4 ms')}section a {\n  bars 8\n  kit.fill last bar\n}\nform a\n`, said],
  ])
})

describe('members that stand before what is done with them', () => {
  const section = (line: string): string => `${CLICK}section a {\n  bars 4\n  ${line}\n}\nform a\n`
  mended([
    [section('click mute'), section('mute click')],
    [
      `${CLICK}section a { bars 4  click mute }\nform a\n`,
      `${CLICK}section a { bars 4  mute click }\nform a\n`,
    ],
    [rule('{ click mute }'), rule('{ mute click }')],
    [muted('{ click unmute keep }'), muted('{ unmute click keep }')],
  ])
})

describe('a mute with a value', () => {
  mended([
    [muted('{ click.mute = off }'), muted('{ unmute click }')],
    [muted('{ click.mute off }'), muted('{ unmute click }')],
    [muted('{ click.mute: false keep }'), muted('{ unmute click keep }')],
    [muted('{ click.mute = 0 }'), muted('{ unmute click }')],
    [muted('{ click.mute = no }'), muted('{ unmute click }')],
    [muted('{ click.mute = on }'), muted('{ mute click }')],
    [muted('{ click.mute true }'), muted('{ mute click }')],
    [muted('{ click.mute = 1 }'), muted('{ mute click }')],
    [muted('{ click.mute yes }'), muted('{ mute click }')],
    [muted('{ click.unmute = false }'), muted('{ mute click }')],
    [muted('{ click.unmute = on }'), muted('{ unmute click }')],
    [muted('{ mute click = off }'), muted('{ unmute click }')],
    [muted('{ mute click on keep }'), muted('{ mute click keep }')],
    [muted('{ unmute click: true }'), muted('{ unmute click }')],
    [muted('{ click.mute }'), muted('{ mute click }')],
  ])
})

describe('bars that a rule shall count', () => {
  const said = /tempo ladder 80 bpm\.\.140 bpm by 2 bpm every 4 bars.*sections.*form/
  told([
    [rule('{ tempo by +2 bpm every 4 bars }'), said],
    [rule('{ mute click every 4 bars }'), said],
    [`${CLICK}rule faster { every 4 bars  tempo += 2 bpm }\n`, said],
    [`${CLICK}rule faster {\n  every 4 bars\n  tempo by +2 bpm\n}\n`, said],
    [`${CLICK}rule faster {\n  every 4 bars { tempo by +2 bpm }\n}\n`, said],
    [`${CLICK}rule up every 4 bars { tempo by +2 bpm }\n`, said],
    [`${CLICK}rule up when player.early every 4 bars { tempo by +2 bpm }\n`, said],
    [`${CLICK}rule up when every 4 bars { tempo by +2 bpm }\n`, said],
    [`${CLICK}rule up when bar > 4 { tempo by +2 bpm }\n`, said],
    [`${CLICK}rule up when beat > 4 and player.early { mute click }\n`, said],
    [`${CLICK}rule up when player.bar > 4 { mute click }\n`, said],
    [`${CLICK}rule up when session.bars > 4 { mute click }\n`, said],
  ])
})

describe('lines that say one thing twice', () => {
  const kit = (...lines: string[]): string => `drummer kit {\n  ${lines.join('\n  ')}\n}\n`
  told([
    [kit('kick |x... x...|', 'rim |.... ..x.|', 'crossstick |..x. ..x.|'), /SIL0204 .*`crossstick`.*`rim`/],
    [kit('kick |x... x...|', 'crossstick |..x. ..x.|', 'rim |.... ..x.|'), /SIL0204 .*`crossstick`.*`rim`/],
    [kit('kick |x... x...|', 'kick |x.x. x...|'), /SIL0205 .*Keep one of them/],
    [kit('kick |x... x...|', 'kik |x.x. x...|'), /SIL0204 .*`kik`.*It has/],
  ])
  mended([[kit('kick |x... x...|', 'kick  |x... x...|'), kit('kick |x... x...|')]])
  it('are guessed once', () => {
    const { diagnostics } = checkText(kit('kick |x... x...|', 'rimshot |.... ..x.|', 'sidestick |..x. ..x.|'))
    expect(diagnostics.map(({ code, fixes }) => `${code} ${fixes.length}`)).toEqual([
      'SIL0204 1',
      'SIL0204 0',
    ])
  })
})

describe('a player of a scenario who stops', () => {
  const scenario = (line: string): string =>
    `${CLICK}scenario "s" {\n  bars 8\n  ${line}\n  expect mode follow on 80% of beats\n}\n`
  mended([[scenario('player stops for 4 bars'), scenario('player silent for 4 bars')]])
  told([
    [scenario('player stops at bar 4'), /SIL0210 .*player silent for 2 bars/],
    [scenario('player stops at 4'), /SIL0210 .*player silent for 2 bars/],
    [scenario('player steady at bar 4'), /SIL0305 .*nothing more/],
  ])
  it('is silent', () => {
    const text = scenario('player stops')
    const { diagnostics } = checkText(text)
    expect(diagnostics).toHaveLength(1)
    expect(applyEdits(text, diagnostics[0]?.fixes[0]?.edits ?? [])).toBe(scenario('player silent'))
  })
  it('and what is expected at a bar are no bars of the block', () => {
    const { diagnostics } = checkText(scenario('expect tempo at 4'))
    expect(diagnostics.at(-1)).toMatchObject({
      message: expect.stringContaining('after `expect`'),
      fixes: [],
    })
  })
  it.each(['bar 4', '4', 'bars 4'])('at %s leaves the brace behind it to its block', (place) => {
    const text = `${CLICK}scenario "s" {\n  expect mode follow on 80% of beats\n  player stops at ${place}\n}\n`
    expect(checkText(text).diagnostics.map(({ code }) => code)).toEqual(['SIL0210'])
  })
})

describe('how often bars are played', () => {
  const kit = (line: string): string => `drummer kit {\n  ${line}\n}\n`
  const plain = kit('kick |x... x...|')
  mended([
    [kit('kick |x... x...| x3'), plain],
    [kit('kick |x... x...| x 3'), plain],
    [kit('kick |x... x...| *3'), plain],
    [kit('kick |x... x...| * 3'), plain],
    [kit('kick |x... x...| (x4)'), plain],
    [kit('kick |x... x...| :2'), plain],
    [kit('kick |x... x...| 3x'), plain],
    [kit('kick |x... x...| 4 times'), plain],
    ['drummer kit { kick |x... x...| x3 }\n', 'drummer kit { kick |x... x...| }\n'],
    [
      `pianist keys { comp |x . x .| }\nsection a {\n  bars 4\n  chords | C | G | x2\n}\nform a\n`,
      `pianist keys { comp |x . x .| }\nsection a {\n  bars 4\n  chords | C | G |\n}\nform a\n`,
    ],
  ])
  told([
    [kit('kick |x... x...| x'), /SIL0101 .*cells stand between/],
    [kit('kick |x... x...| X'), /SIL0101 .*cells stand between/],
  ])
})

describe('what parts and drums are called elsewhere', () => {
  const kit = (line: string): string => `drummer kit {\n  kick |x... x...|\n  ${line}\n}\n`
  mended([
    ['bassist low {\n  root |1..5|\n}\n', 'bassist low {\n  line |1..5|\n}\n'],
    [kit('cross |..x. ..x.|'), kit('rim |..x. ..x.|')],
    [kit('crossstick |..x. ..x.|'), kit('rim |..x. ..x.|')],
    [kit('sidestick |..x. ..x.|'), kit('rim |..x. ..x.|')],
    [kit('stick |..x. ..x.|'), kit('rim |..x. ..x.|')],
    [kit('floor |..x. ..x.|'), kit('tom3 |..x. ..x.|')],
  ])
})

describe('a member’s block in a section', () => {
  const keys = 'pianist keys { comp |x . x .| }\n'
  const piece = (inside: string): string => `${keys}section a {\n  bars 4\n  ${inside}\n}\nform a\n`
  mended([
    [piece('keys { comp |xxxx| }'), piece('keys.comp |xxxx|')],
    [piece('keys {\n    comp |xxxx|\n    level -6 dB\n  }'), piece('keys.comp |xxxx|\n  keys.level -6 dB')],
    [
      `${keys}section a { bars 4  keys { comp |xxxx| } }\nform a\n`,
      `${keys}section a { bars 4  keys.comp |xxxx| }\nform a\n`,
    ],
    [
      `drummer drums { kick |x...| }\nsection a {\n  drums { kick |xx| timbre "deep kick"\n    snare |.x| }\n  bars 4\n}\nform a\n`,
      `drummer drums { kick |x...| }\nsection a {\n  drums.kick |xx| timbre "deep kick"\n  drums.snare |.x|\n  bars 4\n}\nform a\n`,
    ],
  ])
})

describe('a whole file that is imported', () => {
  const LIB = 'let t = 96 bpm\ntimbre wood = "wooden knock"\nzones tight { snap 10 ms }\n'
  const files = { 'lib.sil': LIB }
  const used = (dot: string): string =>
    `tempo ${dot}t\nplayer { zones ${dot}tight }\nmetronome click { beat |X x x x|  timbre ${dot}wood }\n`
  it.each([['import "./lib.sil" as g'], ['import * as g from "./lib.sil"']])('%s', (line) => {
    const text = `${line}\n${used('g.')}`
    const { diagnostics } = checkText(text, files)
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^SIL0101 .*imported singly, as in import \{ t \} from "\.\/lib\.sil"/),
    ])
    const meant = applyEdits(text, diagnostics[0]?.fixes[0]?.edits ?? [])
    expect(meant).toBe(`import { t, tight, wood } from "./lib.sil"\n${used('')}`)
    expect(checkText(meant, files).diagnostics).toEqual([])
  })
  it.each([
    ['of which nothing is used', `import "./lib.sil" as g\n${CLICK}`],
    ['of which a name is taken', `import * as g from "./lib.sil"\nlet t = 90 bpm\ntempo g.t\n${CLICK}`],
  ])('%s has no fix', (_, text) => {
    const [first, ...others] = checkText(text, files).diagnostics
    expect(first?.message).toContain('imported singly')
    expect(first?.fixes).toEqual([])
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

it('a piece of one section may end with it or go on', () => {
  const text = `${CLICK}section head { bars 4 }\n`
  const [told, ...others] = checkText(text).diagnostics
  expect(others).toEqual([])
  expect(told?.hint).toContain('form head repeat')
  const fixed = told?.fixes.map(({ edits }) => applyEdits(text, edits))
  expect(fixed).toEqual([`${text}form head\n`, `${text}form head repeat\n`])
})

describe('what may be heard after all is not told of', () => {
  const kick = 'kick |x...| timbre "deep kick"'
  const kit = (...lines: string[]): string => `drummer kit {\n  ${lines.join('\n  ')}\n}\n`
  const shaker = 'timbre "shaker"'
  it.each([
    kit(kick, 'snare |..x.|', shaker),
    kit(kick, shaker, 'fill every 8 bars'),
    `${kit(kick, shaker)}section a { bars 4  kit.snare |..x.| }\nform a\n`,
    'metronome click { beat |X x x x|  timbre "cowbell" on 1  timbre "shaker" }\n',
    'metronome click { beat |X x x|  timbre "cowbell" on 1  timbre "woodblock" on 2, 3  timbre "shaker" }\nsection a { bars 4 }\nform a\n',
    `${kit(kick, 'fill every 8 bars')}section a { bars 4 }\nsection b { bars 8 }\nform a, b, a\n`,
    `${kit(kick, 'fill every 8 bars')}section a { bars 4 }\nsection b { bars 8 }\nform a, b repeat\n`,
    `${kit(kick, 'fill every 8 bars')}section b { bars 8 }\nform vamp b until cue\n`,
    `${kit(kick, 'fill every 8 bars')}section b { bars 9 }\nform b\n`,
    `${kit(kick, 'fill every 8 bars')}section b { bars 8  kit.fill every 4 bars }\nform b\n`,
    `${kit(kick, 'fill every 8 bars')}section a { bars 4 }\nsection b { bars 8 }\nform a\nrule x when player.silent { section b }\n`,
    kit(kick, 'rest every 40th bar'),
    `${CLICK}section a { bars 4 }\nform vamp a until cue\n${rule('{ cue }').slice(CLICK.length)}`,
    `${CLICK}section a { bars 4  mute click }\nform a\n${rule('{ unmute click }').slice(CLICK.length)}`,
    `${rule('{ mute click }')}rule y when player.late { unmute click }\n`,
  ])('%j', (text) => {
    const codes = checkText(text).diagnostics.map(({ code }) => code)
    expect(codes.filter((code) => ['SIL0220', 'SIL0221', 'SIL0222'].includes(code))).toEqual([])
  })
})

describe('the size of a value in a reward', () => {
  told([
    [`${CLICK}reward r = 1 - abs(player.bias) / 50 ms\n`, /SIL0211 .*max\(player\.bias, -player\.bias\)/],
    [`${CLICK}reward r = abs(2 * session.rating)\n`, /SIL0211 .*max\(x, -x\)/],
  ])
})

describe('a voice where a member stands', () => {
  const piece = (more: string): string => `drummer kit {\n  kick |x x x x|\n  hat |xxxx|\n}\n${more}`
  const section = (line: string): string => piece(`section a {\n  bars 4\n  ${line}\n}\nform a\n`)
  mended([
    [section('mute kick'), section('kit.kick |.|')],
    [section('mute hat'), section('kit.hat |.|')],
  ])
  told([
    [section('mute kit, kick'), /SIL0201 .*`kick` is a voice of `kit`.*kit\.kick \|\.\|/],
    [
      piece('rule r when player.silent { mute hat }\n'),
      /SIL0201 .*`hat` is a voice of `kit`.*section.*kit\.hat \|\.\|/,
    ],
  ])
})

describe('a rule whose condition stands in its braces', () => {
  const meant = `${CLICK}rule x when player.silent for 2 bars {\n  mute click\n}\n`
  mended([
    [`${CLICK}rule x {\n  when player.silent for 2 bars\n  mute click\n}\n`, meant],
    [`${CLICK}rule x {\n  when player.silent\n  for 2 bars\n  mute click\n}\n`, meant],
    [`${CLICK}rule x {\n  when player.silent for 2 bars:\n  mute click\n}\n`, meant],
    [
      `${CLICK}rule x { when player.silent for 2 bars  mute click }\n`,
      `${CLICK}rule x when player.silent for 2 bars { mute click }\n`,
    ],
    [
      `${CLICK}rule x { when player.silent for 2 bars, mute click }\n`,
      `${CLICK}rule x when player.silent for 2 bars { mute click }\n`,
    ],
    [
      `${CLICK}rule x { when player.silent then mute click }\n`,
      `${CLICK}rule x when player.silent { mute click }\n`,
    ],
    [`${CLICK}rule x {\n  when: player.silent for 2 bars\n  do: mute click\n}\n`, meant],
    [
      `${CLICK}rule x {\n  if player.silent for 2 bars { mute click }\n}\n`,
      meant.replace(/\s*\n {2}(mute click)\n/, ' $1 '),
    ],
    [
      `${CLICK}rule x {\n  when player.silent for 2 bars {\n  mute click\n}\ntempo 96 bpm\n`,
      `${meant}tempo 96 bpm\n`,
    ],
    [meant.replace(' when', ': when'), meant],
    [meant.replace('when', 'if'), meant],
    [
      `${CLICK}rule x { mute click when player.silent }\n`,
      `${CLICK}rule x when player.silent { mute click }\n`,
    ],
    [
      `${CLICK}rule x {\n  when player.silent for 2 bars { mute click }\n}\n`,
      `${CLICK}rule x when player.silent for 2 bars { mute click }\n`,
    ],
    [
      `${CLICK}rule x {\n  when player.silent\n    and player.spread > 30 ms\n  mute click\n}\n`,
      `${CLICK}rule x when player.silent and player.spread > 30 ms {\n  mute click\n}\n`,
    ],
  ])
  told([
    [
      `${CLICK}rule x {\n  when player.silent // not a word\n    and player.spread > 30 ms\n  mute click\n}\n`,
      /SIL0101 .*rule NAME when CONDITION for TIME \{ ACTIONS \}/,
    ],
    [
      `${CLICK}rule x when player.silent {\n  when player.spread > 30 ms\n  mute click\n}\n`,
      /SIL0101 .*one condition/,
    ],
    [
      `${CLICK}rule x { when player.silent { mute click }  when player.late { cue } }\n`,
      /SIL0101 .*one condition/,
    ],
  ])
})

describe('a strum that is a rhythm', () => {
  const said = 'comp |x . x .|'
  mended([
    ['guitarist g { strum |x . x .| }\n', `guitarist g { ${said} }\n`],
    ['pianist g { strum |x . x .| }\n', `pianist g { ${said} }\n`],
    [
      'guitarist g { comp |x x x x| }\nsection a {\n  bars 4\n  g.strum |x . x .|\n}\nform a\n',
      `guitarist g { comp |x x x x| }\nsection a {\n  bars 4\n  g.${said}\n}\nform a\n`,
    ],
  ])
  told([
    ['guitarist g {\n  comp |x x x x|\n  strum |x . x .|\n}\n', /SIL0305 .*`comp` says when.*strum 12 ms/],
  ])
})

describe('a name that no block can have', () => {
  told([
    [`zones A1 { snap 20 ms }\nplayer { zones A1 }\n${CLICK}`, /SIL0117/],
    [`metronome A1 { beat |X x x x| }\nsection a {\n  bars 4\n  mute A1\n}\nform a\n`, /SIL0117/],
    [`timbre A1 = "dry click"\nmetronome click { beat |X x x x|  timbre A1 }\n`, /SIL0117/],
    [`let A1 = 5 ms\nzones z { snap A1 }\nplayer { zones z }\n${CLICK}`, /SIL0117/],
    ['bassist B2 { line |1 . 5 .| }\ndrummer kit follows B2 { kick |x x x x| }\n', /SIL0117/],
    ['drummer player { kick |x x x x| }\n', /SIL0116/],
    [`drummer player { kick |x x x x| }\nmetronome click follows player { beat |X x x x| }\n`, /SIL0116/],
    ['drummer grid { kick |x x x x| }\n', /SIL0116/],
  ])
})

describe('bars that stand before their word', () => {
  const section = (inside: string): string => `${CLICK}section verse {${inside}}\nform verse\n`
  mended([
    [section(' 8 bars  chords | C | '), section(' bars 8  chords | C | ')],
    [section(' 8 bars, mute click '), section(' bars 8 mute click ')],
    [section('\n  8 bars\n  mute click\n'), section('\n  bars 8\n  mute click\n')],
    [section('\n  8 bars,\n  mute click\n'), section('\n  bars 8\n  mute click\n')],
    [section(' 8 '), section(' bars 8 ')],
    [section(' mute click  8 bars '), section(' mute click  bars 8 ')],
    [
      `${CLICK}scenario "s" { 8 bars  expect mode follow on 80% of beats }\n`,
      `${CLICK}scenario "s" { bars 8  expect mode follow on 80% of beats }\n`,
    ],
  ])
})

describe('a count outside of the player', () => {
  const player = (inside: string): string => `${CLICK}player {\n  ${inside}\n}\n`
  mended([
    [player('count-in 2 bars'), player('count 2 bars')],
    [player('count in 2 bars'), player('count 2 bars')],
    [player('count in: 2 bars'), player('count 2 bars')],
    [player('count-in player 4 beats'), player('count player 4 beats')],
    [`${CLICK}count 2 bars\n`, `${CLICK}player { count 2 bars }\n`],
    [`${CLICK}count in 2 bars\n`, `${CLICK}player { count 2 bars }\n`],
    [`${CLICK}count-in 2 bars\n`, `${CLICK}player { count 2 bars }\n`],
    [`${CLICK}countin 2 bars\n`, `${CLICK}player { count 2 bars }\n`],
    [`${CLICK}plays |x x x x|\n`, `${CLICK}player { plays |x x x x| }\n`],
    [
      `player { plays |x x x x| }\ncount 2 bars\n${CLICK}`,
      `player { count 2 bars  plays |x x x x| }\n${CLICK}`,
    ],
    [
      `player {\n  plays |x x x x|\n}\ncount 2 bars\n${CLICK}`,
      `player {\n  count 2 bars\n  plays |x x x x|\n}\n${CLICK}`,
    ],
  ])
  told([[`player { count 1 bar }\ncount 2 bars\n${CLICK}`, /SIL0204 .*`player` block/]])
})

describe('a metre and a key in other words', () => {
  const waltz = (meter: string): string => `${meter}\nmetronome click { beat |X x x| }\n`
  const section = (meter: string): string =>
    `${CLICK}section a {\n  bars 4\n  ${meter}\n  click.beat |X x x|\n}\nform a\n`
  mended([
    [`key "C minor"\n${CLICK}`, `key C minor\n${CLICK}`],
    [`key "F# minor"\n${CLICK}`, `key F# minor\n${CLICK}`],
    [`key "C" minor\n${CLICK}`, `key C minor\n${CLICK}`],
    [`key "C minor\n${CLICK}`, `key C minor\n${CLICK}`],
    [`key "Cm"\n${CLICK}`, `key C minor\n${CLICK}`],
    [waltz('time signature 3/4'), waltz('meter 3/4')],
    [waltz('time 3/4'), waltz('meter 3/4')],
    [waltz('signature 3/4'), waltz('meter 3/4')],
    [waltz('metre 3/4'), waltz('meter 3/4')],
    [waltz('time_signature 3/4'), waltz('meter 3/4')],
    [section('time signature 3/4'), section('meter 3/4')],
    [section('time 3/4'), section('meter 3/4')],
  ])
})

describe('a block for an instrument', () => {
  mended([
    ['instrument drums { kick |x x x x| }\n', 'drummer drums { kick |x x x x| }\n'],
    ['instrument low { line |1 . 5 .| }\n', 'bassist low { line |1 . 5 .| }\n'],
    ['instrument piano { comp |x x x x| }\n', 'pianist piano { comp |x x x x| }\n'],
    ['instrument guitar { comp |x x x x| }\n', 'guitarist guitar { comp |x x x x| }\n'],
    ['instrument tick { beat |X x x x| }\n', 'metronome tick { beat |X x x x| }\n'],
    ['track one follows grid { snare |. x . x| }\n', 'drummer one follows grid { snare |. x . x| }\n'],
  ])
  it('in quotes has two slips, which are mended one after the other', () => {
    let text = 'instrument "Piano" { comp |x x x x| }\n'
    for (let left = 2; left > 0; left--) {
      const { diagnostics } = checkText(text)
      expect(diagnostics).toHaveLength(left)
      text = applyEdits(text, diagnostics[0]?.fixes[0]?.edits ?? [])
    }
    expect(text).toBe('pianist Piano { comp |x x x x| }\n')
  })
  told([
    ['instrument tuba { play |x x x x| }\n', /SIL0128 .*metronome, drummer, bassist, pianist, guitarist/],
    ['instrument thing { comp |x x x x| }\n', /SIL0128 .*metronome, drummer, bassist, pianist, guitarist/],
  ])
})

describe('a form between bars', () => {
  const song = `${CLICK}section A { bars 4 }\nsection B { bars 4 }\nsection chorus { bars 4 }\n`
  mended([
    [`${song}form A | B | chorus\n`, `${song}form A, B, chorus\n`],
    [`${song}form | A | B | chorus |\n`, `${song}form A, B, chorus\n`],
    [`${song}form |A|B|chorus|\n`, `${song}form A, B, chorus\n`],
    [`${song}form A | chorus * 2 | B\ntempo 96 bpm\n`, `${song}form A, chorus * 2, B\ntempo 96 bpm\n`],
    [`${song}form A | B x2 | chorus repeat\n`, `${song}form A, B * 2, chorus repeat\n`],
    [`${song}form chorus | A | A B |\n`, `${song}form chorus, A, A, B\n`],
  ])
})

describe('values in words', () => {
  const kit = (line: string): string => `drummer kit {\n  hat |x x x x|\n  ${line}\n}\n`
  const piece = (line: string): string => `${line}\n${CLICK}`
  mended([
    [kit('level mf'), kit('level 0 dB')],
    [kit('level pp'), kit('level -12 dB')],
    [kit('level loud'), kit('level 4 dB')],
    ['drummer kit {\n  hat |x x x x|  level quiet\n}\n', 'drummer kit {\n  hat |x x x x|  level -8 dB\n}\n'],
    [rule('{ level click to mp over 2 bars }'), rule('{ level click to -4 dB over 2 bars }')],
    [kit('pan left'), kit('pan -100%')],
    [kit('pan right'), kit('pan 100%')],
    [kit('pan center'), kit('pan 0%')],
    [kit('pan Left 30%'), kit('pan -30%')],
    [kit('pan 30% left'), kit('pan -30%')],
    [kit('pan right 30'), kit('pan 30%')],
    [kit('pan hard left'), kit('pan -100%')],
    [piece('swing on'), piece('swing 58%')],
    [piece('swing on 16ths'), piece('swing 58% on 16ths')],
    [piece('swing 8ths'), piece('swing 58% on 8ths')],
    [piece('swing hard'), piece('swing 67%')],
    [piece('swing hard on 16ths'), piece('swing 67% on 16ths')],
    [piece('swing light'), piece('swing 54%')],
    [piece('swing straight'), piece('swing 50%')],
    [piece('swing off'), piece('swing 50%')],
    [kit('level 0'), kit('level 0 dB')],
  ])
  told([
    [kit('level 80'), /SIL0301 .*-80 dB to 24 dB.*0 dB is as it comes/],
    [kit('level 100'), /SIL0301 .*-80 dB to 24 dB/],
    [kit('level learn 80 in 60..100'), /SIL0301 .*-80 dB to 24 dB/],
    [kit('level 80%'), /SIL0303 .*0 dB is as it comes/],
    [kit('pan 30% 40%'), /SIL0305 .*nothing more/],
    [kit('level shiny'), /SIL0201 /],
  ])
})

it('takes words that somebody has declared for what they are', () => {
  const text =
    'let loud = 3 dB\nlet left = 10%\ndrummer kit {\n  hat |x x x x|\n  level loud\n  pan left\n}\n'
  expect(checkText(text).diagnostics).toEqual([])
})

describe('what is measured, without the word before it', () => {
  mended([
    [`${CLICK}reward r = min(spread / 100 ms, 1)\n`, `${CLICK}reward r = min(player.spread / 100 ms, 1)\n`],
    [
      `${CLICK}reward r = min(durations / 10 min, 1)\n`,
      `${CLICK}reward r = min(session.duration / 10 min, 1)\n`,
    ],
    [`${CLICK}reward r = improvement\n`, `${CLICK}reward r = improvement(within session)\n`],
    [`${CLICK}reward r = return_rate\n`, `${CLICK}reward r = return_rate(3 days)\n`],
    [
      `${CLICK}rule x when silent for 2 bars { mute click }\n`,
      `${CLICK}rule x when player.silent for 2 bars { mute click }\n`,
    ],
    [
      `${CLICK}rule x when spread > 30 ms { mute click }\n`,
      `${CLICK}rule x when player.spread > 30 ms { mute click }\n`,
    ],
    [`${CLICK}rule x when not late { mute click }\n`, `${CLICK}rule x when not player.late { mute click }\n`],
  ])
  told([
    [
      `${CLICK}reward r = accuracy\n`,
      /SIL0201 .*session\.duration.*player\.spread.*improvement\(within session\).*return_rate\(3 days\)/,
    ],
    [`${CLICK}rule x when loudness > 3 { cue }\n`, /SIL0201 .*player\.silent.*player\.confidence/],
  ])
})

describe('a measurement without its dot', () => {
  const when = (condition: string): string => `${CLICK}rule x when ${condition} { mute click }\n`
  mended([
    [when('player silent'), when('player.silent')],
    [when('player is late for 2 bars'), when('player.late for 2 bars')],
    [when('player silent 2 bars'), when('player.silent for 2 bars')],
    [when('player.early and player silent'), when('player.early and player.silent')],
    [when('player spread > 20 ms'), when('player.spread > 20 ms')],
  ])
})

describe('a line written where its player cannot reach', () => {
  const bass = (line: string): string => `bassist b {\n  line ${line}\n}\n`
  mended([
    [bass('|A2 . C#3 . | E3 . F#3 .|'), bass('|A1 . C#2 . | E2 . F#2 .|')],
    [bass('|A0 A0 B0 C1|'), bass('|A1 A1 B1 C2|')],
    [bass('|A2?50 [C#3 E3] A2~ .|'), bass('|A1?50 [C#2 E2] A1~ .|')],
  ])
  told([
    [bass('|E4 . G1 .|'), /E4 lies outside E1\.\.G2/],
    [bass('|1 . A2 C3|'), /A2 \(with 1 more note\) lies outside/],
  ])
})

describe('names, keys and texts in quotes', () => {
  const sections = (name: string): string => `${CLICK}section ${name} {\n  bars 8\n}\nform ${name}\n`
  mended([
    [sections('Café').replace('Café', '"Café"'), sections('Café')],
    [sections('Über_uns').replace('Über_uns', '"Über uns"'), sections('Über_uns')],
    [`${CLICK}key "c# dorian"\n`, `${CLICK}key C# dorian\n`],
    [`${CLICK}key "bb minor"\n`, `${CLICK}key Bb minor\n`],
    [`${CLICK}band "My {\n`, `${CLICK}band "My {"\n`],
  ])
})

describe('a comment between what is moved', () => {
  const code = (text: string): readonly string[] => checkText(text).diagnostics.map((one) => one.code)
  it.each([
    `${CLICK}section C bars 8 // important\n{\n  mute click\n}\nform C\n`,
    `${CLICK}section A { bars 1 }\nsection B { bars 1 }\nform A x 2, // twice\n  B x 2\n`,
    `${CLICK}section A { bars 1 }\nsection B { bars 1 }\nform A -> // first\n  B -> A\n`,
  ])('stays: %j', (text) => {
    expect(code(text)).toEqual(['SIL0101'])
    expect(checkText(text).diagnostics[0]?.fixes ?? []).toEqual([])
  })

  it('is no reason to leave half of a form out', () => {
    const text = `${CLICK}section A { bars 1 }\nsection B { bars 1 }\nform A ->\n  B -> A\n`
    const [told] = checkText(text).diagnostics
    expect(applyEdits(text, told?.fixes?.[0]?.edits ?? [])).toMatch(/form A, B, A\n$/)
  })
})

test('of three patterns on a line two are told of, each once', () => {
  const { diagnostics } = checkText('drummer kit { hat |x| kick |x| snare |x| }\n')
  expect(diagnostics.map(({ code, fixes: [fix] }) => `${code} ${fix?.title}`)).toEqual([
    'SIL0112 Put `kick` on a line of its own',
    'SIL0112 Put `snare` on a line of its own',
  ])
})

test('what nobody knows before a brace leaves the block whole', () => {
  const text = 'drummer kit level -6 dB loud, rest every 4 bars {\n  hat |x|\n}\n'
  const { diagnostics } = checkText(text)
  expect(diagnostics.map(({ span }) => text.slice(span.start, span.end))).toEqual(['loud, rest every 4 bars'])
})

test('of members with names alike the one that nobody mutes is told of', () => {
  const band = 'bassist bass { line |1| }\nbassist bass2 { line |1| }\n'
  const text = `${band}rule r when player.silent { mute bass2 unmute bass2 unmute bass }\n`
  const { diagnostics } = checkText(text)
  expect(diagnostics.map(({ span }) => text.slice(span.start))).toEqual(['unmute bass }\n'])
})

describe('no fix takes a comment away', () => {
  it.each([
    'rule x {\n  when: player.silent for 2 bars // now\n  do: mute click\n}\n',
    'rule x {\n  when player.silent // now\n  { mute click }\n}\n',
    'tempo 96 bpm // slow\n  in 80 bpm..100 bpm\n',
    'tempo // slow\n  96 bpm\n',
  ])('%j', (text) => {
    const { diagnostics } = checkText(`${CLICK}${text}`)
    expect(diagnostics.map(({ fixes }) => fixes)).toEqual([[]])
  })
})

test('bars below modifiers are those of the next line, and what stands behind a comment is none', () => {
  const text = 'drummer kit {\n  kick |x...| level -6 dB\n  // low\n       |..x.|\n}\n'
  expect(checkText(text).diagnostics.map(({ message }) => message)).toEqual([
    expect.stringContaining('a property begins with its name'),
  ])
})

describe('words that only a mark keeps apart stay two', () => {
  const zones = (snap: string): string => `${CLICK}zones z { ${snap} }\nplayer { zones z }\n`
  const song = (section: string): string => `${CLICK}section s${section}\nform s\n`
  mended([
    [zones('snap:20 ms'), zones('snap 20 ms')],
    [zones('snap=20 ms'), zones('snap 20 ms')],
    [zones('snap 20 ms,follow 40 ms'), zones('snap 20 ms follow 40 ms')],
    [zones('snap 20 ms;follow 40 ms;'), zones('snap 20 ms follow 40 ms')],
    [song('{8 bars,mute click}'), song('{bars 8 mute click}')],
    [song(' 8 bars{mute click}'), song(' { bars 8 mute click}')],
    [`${CLICK}section"s"{bars 1}\nform s\n`, `${CLICK}section s{bars 1}\nform s\n`],
    [`${CLICK}rule r:when player.silent{mute click}\n`, `${CLICK}rule r when player.silent{mute click}\n`],
    [`${CLICK}rule r when player.silent{tempo+=5}\n`, `${CLICK}rule r when player.silent{tempo by +5 bpm}\n`],
    ['key"C minor"\n', 'key C minor\n'],
  ])
})

describe('how often a section is played, said before it', () => {
  const song = (form: string): string => `${CLICK}section A { bars 1 }\nsection B { bars 1 }\nform ${form}\n`
  mended([
    [song('2x A, B'), song('A * 2, B')],
    [song('A, 2x B'), song('A, B * 2')],
    [song('A -> 2 B'), song('A, B * 2')],
    [song('A, 2x (A, B)'), song('A, A, B, A, B')],
    [song('(A, B) * 3'), song('A, B, A, B, A, B')],
  ])
  it.each(['(A, B) * 0', '(A, B) x0', '(A, B) * 65'])(
    'is written for nobody where that is no song: %s',
    (form) => {
      const { diagnostics } = checkText(song(form))
      expect(diagnostics.length).toBeGreaterThan(0)
      expect(diagnostics.flatMap(({ fixes }) => fixes)).toEqual([])
    },
  )
})

describe('a definition as in Pascal', () => {
  mended([
    [
      `${CLICK}let a := 5 ms\nzones z { snap a }\nplayer { zones z }\n`,
      `${CLICK}let a = 5 ms\nzones z { snap a }\nplayer { zones z }\n`,
    ],
  ])
})

describe('zones in the braces of a player, on one line', () => {
  mended([
    [
      `${CLICK}player { zones { snap 15 ms } plays |x x x x| }\n`,
      `${CLICK}zones pocket { snap 15 ms }\n\nplayer { zones pocket plays |x x x x| }\n`,
    ],
  ])
})

describe('a letter that looks like a digit', () => {
  mended([
    [`tempo 12O bpm\n${CLICK}`, `tempo 120 bpm\n${CLICK}`],
    [`tempo 1O5 bpm\n${CLICK}`, `tempo 105 bpm\n${CLICK}`],
    [`tempo 9l bpm\n${CLICK}`, `tempo 91 bpm\n${CLICK}`],
  ])
})

describe('what is declared behind a form on its line is no section', () => {
  const song = `${CLICK}section A { bars 1 }\nsection B { bars 1 }\n`
  it.each([
    'form A, B drummer kit { kick |x| }\n',
    'form A, B drummer kit {\n  kick |x|\n}\n',
    'form A * 2, B repeat tempo 90 bpm in 80 bpm..\n100 bpm\n',
    'form A,\nB rule r when player.silent { mute click }\n',
  ])('%j', (text) => {
    expect(checkText(`${song}${text}`).diagnostics).toEqual([])
  })
  mended([[`${song}form A -> B seed 3\n`, `${song}form A, B seed 3\n`]])
})

test('cells that nobody put into bars end before a brace', () => {
  const { diagnostics } = checkText('metronome click beat X x x x {\n}\n')
  expect(diagnostics.flatMap(({ fixes }) => fixes.map(({ title }) => title))).toEqual(['Put them in bars'])
})
