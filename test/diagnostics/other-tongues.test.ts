/** What people bring along from JavaScript, YAML and other programs: one slip is told of once, with what was plainly meant. */

import { describe, expect, it } from 'vitest'
import { checkText } from './checking.ts'
import { mended, told } from './slips.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const KIT = 'drummer kit { hat |x x x x| }\n'
const when = (condition: string): string => `${CLICK}rule x when ${condition} { mute click }\n`
const rule = (body: string): string => `${KIT}rule x when player.silent { ${body} }\n`

describe('a condition with signs for its words', () => {
  mended([
    [when('player.early && player.tempo < 100 bpm'), when('player.early and player.tempo < 100 bpm')],
    [when('player.early & player.silent'), when('player.early and player.silent')],
    [when('player.early&&player.silent'), when('player.early and player.silent')],
    [when('player.early || player.silent for 2 bars'), when('player.early or player.silent for 2 bars')],
    [when('!player.silent'), when('not player.silent')],
    [when('! player.silent'), when('not player.silent')],
    [when('player.early and !(player.silent)'), when('player.early and not (player.silent)')],
    [
      `${CLICK}rule x when player.early\n  && player.late { mute click }\n`,
      `${CLICK}rule x when player.early\n  and player.late { mute click }\n`,
    ],
  ])
})

describe('a level that a rule sets with signs', () => {
  mended([
    [rule('kit.level -= 3 dB'), rule('level kit by -3 dB')],
    [rule('kit.level += 2 dB over 2 bars'), rule('level kit by +2 dB over 2 bars')],
    [rule('kit.level = -6 dB'), rule('level kit to -6 dB')],
    [rule('kit.level: -6 dB keep'), rule('level kit to -6 dB keep')],
    [rule('kit.level -= 3'), rule('level kit by -3 dB')],
    [rule('kit.level -6 dB'), rule('level kit to -6 dB')],
  ])
})

describe('a fill that is written out', () => {
  const kit = (line: string): string => `drummer kit {\n  hat |x x x x|\n  ${line}\n}\n`
  const said = /SIL0101 .*fill every 8 bars/
  told([
    [kit('fill every 4 bars { tom1 |xxxx| }'), said],
    [kit('fill every 4 bars {\n    tom1 |xxxx|\n    tom2 |xxxx|\n  }\n  level -3 dB'), said],
    [kit('fill every 4 bars density 30% {\n    tom1 |xxxx|\n  }'), said],
    [kit('fill every 4 bars: {\n    tom1 |xxxx|\n  }'), said],
  ])
})

describe('a member in braces inside a section', () => {
  const song = (body: string, member = KIT): string => `${member}section a {\n  bars 4\n${body}\n}\nform a\n`
  mended([
    [song('  kit {\n    kick |xxxx|\n    snare |.x.x|\n  }'), song('  kit.kick |xxxx|\n  kit.snare |.x.x|')],
    [song('  kit {\n    hat |xxxx|\n  }\n  tempo 100 bpm'), song('  kit.hat |xxxx|\n  tempo 100 bpm')],
    [song('  kit { level -6 dB  pan 30% }'), song('  kit.level -6 dB\n  kit.pan 30%')],
    [song('  kit: { hat |xxxx| }  tempo 100 bpm'), song('  kit.hat |xxxx|\n  tempo 100 bpm')],
    [song('  drummer kit { hat |xxxx| }'), song('  kit.hat |xxxx|')],
    [
      song('  drummer kit {\n    hat |xxxx|  timbre "dry closed hi-hat"\n    fill every 4 bars\n  }'),
      song('  kit.hat |xxxx|  timbre "dry closed hi-hat"\n  kit.fill every 4 bars'),
    ],
    [
      `${KIT}section a { bars 4  kit { kick |xxxx|\nsnare |.x.x| }  tempo 100 bpm }\nform a\n`,
      `${KIT}section a { bars 4  kit.kick |xxxx|\n  kit.snare |.x.x|\n  tempo 100 bpm }\nform a\n`,
    ],
    [
      `section a {\n  bars 4\n  drummer kit { hat |xxxx| }\n}\nform a\n${KIT}`,
      `section a {\n  bars 4\n  kit.hat |xxxx|\n}\nform a\n${KIT}`,
    ],
    [
      'section a {\n  bars 4\n  drummer kit { hat |xxxx| }\n}\nform a\n',
      'section a {\n  bars 4\n}\n\ndrummer kit { hat |xxxx| }\nform a\n',
    ],
    [
      song('  // loud here\n  kit {\n    // all of it\n    level 3 dB\n  }'),
      song('  // loud here\n  // all of it\n    kit.level 3 dB'),
    ],
  ])
  told([
    [song('  drums { hat |xxxx| }'), /SIL0201 .*no member called `drums`/],
    [song('  drummer kit follows player { hat |xxxx| }'), /SIL0101 .*kit\.hat/],
  ])
})

describe('zones without a name inside of who has them', () => {
  const body = 'snap 15 ms  follow 100 ms  strength 0.5  limit 150 ms'
  mended([
    [
      `${CLICK}player {\n  zones { ${body} }\n  plays |x x x x|\n}\n`,
      `${CLICK}zones pocket { ${body} }\n\nplayer {\n  zones pocket\n  plays |x x x x|\n}\n`,
    ],
    [
      `${CLICK}player {\n  plays |x x x x|\n  zones {\n    snap 15 ms\n    limit 150 ms\n  }\n}\n`,
      `${CLICK}zones pocket {\n  snap 15 ms\n  limit 150 ms\n}\n\nplayer {\n  plays |x x x x|\n  zones pocket\n}\n`,
    ],
    [
      `${CLICK}player { zones pocket }\nzones pocket { snap 20 ms }\nsection a {\n  bars 4\n  zones { snap 40 ms }\n}\nform a\n`,
      `${CLICK}player { zones pocket }\nzones pocket { snap 20 ms }\nzones pocket2 { snap 40 ms }\n\nsection a {\n  bars 4\n  zones pocket2\n}\nform a\n`,
    ],
  ])
})

describe('what opens inside a block closes inside of it', () => {
  told([
    [`${CLICK}player {\n  count 1 bar {\n    x |x x|\n  }\n  plays |x x x x|\n}\n`, /SIL0101 /],
    ['drummer kit {\n  hat |x x x x|\n  human 4 ms { a b }\n  level -3 dB\n}\n', /SIL0101 /],
  ])
})

describe('dynamics of a section', () => {
  const song = (line: string): string => `${KIT}section a { ${line} }\nform a\n`
  mended([
    [song('bars 4  dynamics mp'), song('bars 4  kit.level -4 dB')],
    [song('bars 4\n  dynamics f'), song('bars 4\n  kit.level 4 dB')],
    [
      `${CLICK}${song('bars 4\n  dynamics mp')}`,
      `${CLICK}${song('bars 4\n  click.level -4 dB\n  kit.level -4 dB')}`,
    ],
  ])
  told([
    [song('bars 4\n  dynamics mp crescendo f'), /kit\.level -4 dB/],
    [song('bars 4  dynamics wild'), /kit\.level -4 dB/],
    [song('bars 4  dynamics f -> pp'), /kit\.level -4 dB/],
  ])
})

describe('what other languages say for what SIL has', () => {
  const piece = `tempo t\n${CLICK}`
  const reward = (formula: string): string => `${CLICK}reward r = ${formula}\n`
  const follower = (who: string): string =>
    `drummer kit { kick |x x x x| }\nbassist bass follows ${who} { line walk }\n`
  const kit = (line: string): string => `drummer kit {\n  hat |x x x x|\n  ${line}\n}\n`
  const scenario = (line: string): string => `${CLICK}scenario "s" {\n  player steady\n  ${line}\n}\n`
  mended([
    [`const t = 96 bpm\n${piece}`, `let t = 96 bpm\n${piece}`],
    [`var t = 96 bpm\n${piece}`, `let t = 96 bpm\n${piece}`],
    [`def t = 96 bpm\n${piece}`, `let t = 96 bpm\n${piece}`],
    [
      reward('Math.max(0, min(session.duration / 10 min, 1))'),
      reward('max(0, min(session.duration / 10 min, 1))'),
    ],
    [reward('Math.min(1, session.duration / 10 min)'), reward('min(1, session.duration / 10 min)')],
    [kit('rest every other bar'), kit('rest every 2nd bar')],
    [follower('kick'), follower('kit')],
    [scenario('assert(tempo within 2% of 96 bpm)'), scenario('expect tempo within 2% of 96 bpm')],
    [`key F#m\n${CLICK}`, `key F# minor\n${CLICK}`],
    [
      `metronome click:\n  beat |x x x x|\ntempo 100 bpm\n`,
      `metronome click {\n  beat |x x x x|\n}\ntempo 100 bpm\n`,
    ],
    [`player sax { plays |x x x x| }\n${CLICK}`, `player { plays |x x x x| }\n${CLICK}`],
  ])
  told([
    [`${CLICK}chords { | A7 | D7 | }\n`, /section head \{ bars 2 {2}chords \| Dm7 \| G7 \| \}/],
    [`${CLICK}chords {\n  | A7 | D7 |\n  | A7 | A7 |\n}\ntempo 100 bpm\n`, /chords \| Dm7/],
    [`metronome:\n  beat |x x x x|\ntempo 100 bpm\n`, /metronome NAME \{ … \}/],
    [
      `${CLICK}let vc = |G|D|Em|C|\nsection a { bars 4  chords vc }\nsection b { bars 4  chords vc }\nform a, b\n`,
      /SIL0305 .*chords \| Dm7 \| G7 \|/,
    ],
    [`${CLICK}let four = |x x x x|\nplayer { plays four }\n`, /SIL0305 .*stands where it is played/],
  ])
  it('offers both modes of a key in small letters, and quotes what is written', () => {
    const both = checkText(`key a\n${CLICK}`).diagnostics
    expect(both).toHaveLength(1)
    expect(both[0]?.fixes.map(({ title }) => title)).toEqual(['Write A minor', 'Write A major'])
    expect(checkText(`key F#m\n${CLICK}`).diagnostics[0]?.message).toContain('`F#m`')
  })
})
