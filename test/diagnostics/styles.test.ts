/** What a reggae bandleader, a violin teacher, a metal drummer and an engineer wrote first: told of once, and mended. */

import { describe, expect, it } from 'vitest'
import { checkText } from './checking.ts'
import { mended, told } from './slips.ts'

describe('drums in two words', () => {
  const kit = (line: string): string => `drummer kit {\n  ${line}\n}\n`
  mended([
    [kit('double kick |xxxx xxxx|'), kit('kick |xxxx xxxx|')],
    [kit('bass  drum |x.x.|'), kit('kick |x.x.|')],
    [kit('snare drum |.x.x|'), kit('snare |.x.x|')],
    [kit('floor tom |x.x.|  level -3 dB'), kit('tom3 |x.x.|  level -3 dB')],
    [kit('side stick |..x.|'), kit('rim |..x.|')],
    [kit('rim shot |..x.|'), kit('rim |..x.|')],
    [kit('hi hat |xxxx|'), kit('hat |xxxx|')],
    [kit('ride bell |x.x.|'), kit('bell |x.x.|')],
    [kit('ride cymbal |x.x.|'), kit('ride |x.x.|')],
    [kit('crash cymbal |X...|'), kit('crash |X...|')],
    [
      `drummer kit { kick |x...| }\nsection a {\n  bars 1\n  kit.floor tom |x.x.|\n}\nform a\n`,
      `drummer kit { kick |x...| }\nsection a {\n  bars 1\n  kit.tom3 |x.x.|\n}\nform a\n`,
    ],
  ])
})

describe('a word that bars stand behind', () => {
  told([
    [
      'pianist keys { left |.x.x| }\nsection a {\n  bars 1\n  chords |C|\n}\nform a\n',
      /Both hands play what `comp` says/,
    ],
  ])
})

describe('players who are not in the band', () => {
  const tune = (member: string): string =>
    `bassist b { line walk }\n${member}\nsection a {\n  bars 1\n  chords |C|\n}\nform a\n`
  mended([
    [tune('trumpet t { line |1 2 3 4| }'), tune('bassist t { line |1 2 3 4| }')],
    [tune('organ o { comp |.x.x| }'), tune('pianist o { comp |.x.x| }')],
    [tune('horns h { comp |.x.x| }'), tune('pianist h { comp |.x.x| }')],
    [tune('guitars g { comp |.x.x|  strum 9 ms }'), tune('guitarist g { comp |.x.x|  strum 9 ms }')],
  ])
})

describe('what the player plays, in pitches', () => {
  const click = 'metronome click { beat |X x x x| }\n'
  const plays = (bars: string): string => `${click}player { plays ${bars} }\n`
  mended([
    [plays('|D4 D4 A4 A4|F#5 - E5 .|'), plays('|x x x x|x - x .|')],
    [plays('|C D E F|'), plays('|x x x x|')],
    ['metronome click { beat |1! 2 3 4| }\n', 'metronome click { beat |X x x x| }\n'],
    [plays('|[D4 E4] x 1 A4|'), plays('|[x x] x x x|')],
  ])
})

describe('rewards of an engineer', () => {
  const click = 'metronome click { beat |X x x x| }\n'
  const reward = (formula: string): string => `${click}reward r = ${formula}\n`
  mended([
    [reward('session.duration'), reward('min(session.duration / 10 min, 1)')],
    [reward('asynchrony'), reward('asynchrony(improvement within session)')],
    [reward('0.6 * (1 - player.spread / 100 ms)'), reward('0.6 * (max(1 - player.spread / 100 ms, -1))')],
  ])
  told([
    [reward('player.spread'), /less of it is better: 1 - min\(player\.spread \/ 100 ms, 1\)/],
    [reward('1 + asynchrony(within session)'), /1 - min\(asynchrony\(within session\) \/ 100 ms, 1\)/],
  ])
})

describe('a chance of its own place', () => {
  mended([
    ['drummer kit { kick |x~x.| }\n', 'drummer kit { kick |x ~x.| }\n'],
    ['drummer kit { kick |x...|x~x.| }\n', 'drummer kit { kick |x...|x ~x.| }\n'],
    ['drummer kit { kick |x~ x~ x~ x~ .| }\n', 'drummer kit { kick |5: x~ x~ x~ x~ .| }\n'],
  ])
})

describe('how steadily somebody plays', () => {
  const rule = (when: string): string =>
    `metronome click { beat |X x x x| }\nrule r when ${when} { level click to -9 dB }\n`
  told([
    [rule('player.steady for 4 bars'), /player\.spread < 20 ms/],
    [rule('player is unsteady for 4 bars'), /player\.spread < 20 ms/],
    [rule('steady for 4 bars'), /player\.spread < 20 ms/],
    [
      'metronome click { beat |X x x x| }\nreward r = player.steadiness\n',
      /1 - min\(player\.spread \/ 100 ms, 1\)/,
    ],
    ['metronome click { beat |X x x x| }\nreward r = accuracy\n', /1 - min\(player\.spread \/ 100 ms, 1\)/],
  ])
})

describe('a bass that is tuned lower', () => {
  told([['bassist b { line |A0 . 1 E3| }\n', /range A0\.\.E3`,/]])
})

describe('settings of a band on the road', () => {
  const bass = (line: string): string => `bassist b {\n  line |A1 . . .|\n  ${line}\n}\n`
  const click = 'metronome click { beat |X x x x| }\n'
  mended([
    [bass('behind 15 ms'), bass('feel behind 15 ms')],
    [bass('ahead 5 ms'), bass('feel ahead 5 ms')],
    [bass('staccato'), bass('length 40%')],
    [
      `tempo 60 bpm -> 100 bpm by 4 bpm every 4 bars\n${click}`,
      `tempo ladder 60 bpm..100 bpm by 4 bpm every 4 bars\n${click}`,
    ],
    [
      `${click}zones z { snap 20 ms  follow 100 ms  strength = 0.5  limit 200 ms }\nplayer { zones z }\n`,
      `${click}zones z { snap 20 ms  follow 100 ms  strength 0.5  limit 200 ms }\nplayer { zones z }\n`,
    ],
    [
      `${click}scenario "late" { player late 40 ms  expect tempo within 5% of 96 bpm }\n`,
      `${click}scenario "late" { player drags 40 ms  expect tempo within 5% of 96 bpm }\n`,
    ],
  ])
  told([
    [`meter 7/8, 5/8\nmetronome click { beat |x| }\n`, /section b \{ bars 1 {2}meter 5\/8 \}/],
    [`meter 7/8 + 5/8\nmetronome click { beat |x| }\n`, /section b \{ bars 1 {2}meter 5\/8 \}/],
    ['drummer kit { hat |xxxx xxxx| swing 62% }\n', /Swing is the piece’s/],
    ['drummer kit { kick |x...| behind 9 ms }\n', /feel behind 8 ms/],
    ['drummer kit { kick |x...| every 4 bars }\n', /Bars that come once in four/],
    ['drummer kit { kick |x..x..x.| over 3 bars }\n', /loop 3 beats/],
    [
      `${click}section a { bars 4  tempo half }\nform a\n`,
      /the same tempo, the backbeat on three: snare \|\. \. x \.\|/,
    ],
    [
      `${click}section a {\n  bars 4\n  halftime\n}\nform a\n`,
      /the same tempo, the backbeat on three: snare \|\. \. x \.\|/,
    ],
  ])
})

describe('a range that is learned, as other languages write it', () => {
  const click = 'metronome click { beat |X x x x|  level L }\n'
  const level = (learn: string): string => click.replace('L', learn)
  mended([
    [level('learn -6 dB in [-20 dB, 0 dB]'), level('learn -6 dB in -20 dB..0 dB')],
    [level('learn(-6 dB, -20 dB, 0 dB)'), level('learn -6 dB in -20 dB..0 dB')],
    [level('learn(-6 dB, -20 dB..0 dB)'), level('learn -6 dB in -20 dB..0 dB')],
    [level('learn -6 dB between -20 dB and 0 dB'), level('learn -6 dB in -20 dB..0 dB')],
    [level('learn -6 dB from -20 dB to 0 dB'), level('learn -6 dB in -20 dB..0 dB')],
    ...['[0,1]', '(0, 1)', '[0..1]'].map(
      (range) =>
        [
          `${level('0 dB')}zones z { follow 100 ms  strength learn 0.5 in ${range} }\nplayer { zones z }\n`,
          `${level('0 dB')}zones z { follow 100 ms  strength learn 0.5 in 0..1 }\nplayer { zones z }\n`,
        ] as const,
    ),
    [
      `let a = learn 0.5 in 0-1\nzones z { follow 100 ms  strength a }\nplayer { zones z }\n${level('0 dB')}`,
      `let a = learn 0.5 in 0..1\nzones z { follow 100 ms  strength a }\nplayer { zones z }\n${level('0 dB')}`,
    ],
  ])
})

it('a range that ends with the file is read to its end, where no token stands for its bracket', () => {
  const codes = checkText('zones z { strength learn 0.5 in [0, 1]').diagnostics.map(({ code }) => code)
  expect(codes).toContain('SIL0121')
})

describe('a training with nothing more to say', () => {
  const reward = 'metronome click { beat |X x x x| }\nreward r = session.completed\n'
  const slots = 'drummer kit { kick |x ~ x .| }\n'
  mended([[`${reward}train r\n${slots}`, `${reward}train r { }\n${slots}`]])
})
