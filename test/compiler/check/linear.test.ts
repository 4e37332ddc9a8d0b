/** Names that nobody knows, in files with many that everybody does: looking for the nearest must not cost quadratic time. */

import { describe, it } from 'vitest'
import { checkText } from '../../diagnostics/checking.ts'
import { expectLinear } from '../../language/linear-time.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const many = (times: number, line: (i: number) => string): string =>
  Array.from({ length: times }, (_, i) => line(i)).join('')

describe('time grows with the text and no faster', () => {
  it.each<readonly [string, (i: number) => string]>([
    ['members', (i) => `drummer d${i} follows clic { kick |x| }\n`],
    ['zones', (i) => `zones z${i} { snap 20 ms }\nsection s${i} { bars 1 zones y${i} }\n`],
    ['sections', (i) => `section s${i} { bars 1 }\nrule r${i} when player.silent { section q${i} }\n`],
    ['rewards', (i) => `reward w${i} = session.completed\ntrain x${i} { explore 10% }\n`],
    [
      'members in rules',
      (i) => `timbre t${i} = "dry"\nrule r${i} when player.silent { level q${i} to -6 dB mute z${i} }\n`,
    ],
    ['members in sections', (i) => `section s${i} { bars 1 k${i}.hat |x| }\n`],
    ['lets', (i) => `zones z${i} { snap zz${i} }\n`],
    ['timbres', (i) => `drummer d${i} { kick |x| timbre u${i}v }\n`],
  ])('for unknown %s', (_, line) => {
    expectLinear((size) => {
      const text = CLICK + many(size, line)
      return () => checkText(text)
    }, 500)
  })

  it.each<readonly [string, string, (i: number) => string, string]>([
    ['members in the braces of a section', 'section s { bars 1\n', () => 'click { level -6 dB }\n', '}'],
    ['strokes of a drum that does not open', 'drummer k { kick |', () => 'o ', '| }'],
    ['the same on a line', 'section s { bars 1', () => ' click { level -6 dB }', '}'],
    [
      'loudness of many members',
      '',
      (i) => `drummer d${i} { kick |x| }\nsection s${i} { dynamics mp }\n`,
      '',
    ],
  ])('for %s', (_, start, line, end) => {
    expectLinear((size) => {
      const text = CLICK + start + many(size, line) + end
      return () => checkText(text)
    }, 2000)
  })
})
