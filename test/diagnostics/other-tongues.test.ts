/** What people bring along from JavaScript, YAML and other programs: one slip is told of once, with what was plainly meant. */

import { describe } from 'vitest'
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
      `${CLICK}rule x when player.early\n  && player.late { cue }\n`,
      `${CLICK}rule x when player.early\n  and player.late { cue }\n`,
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
