/** Whatever a stranger writes again and again, wherever: what it costs grows with its length, and no faster. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PROPERTIES, RESERVED, UNITS } from '../../language/vocabulary.ts'
import { checkText } from '../diagnostics/checking.ts'
import { runs, TIMES } from '../harness/runs.ts'

/** Places of a piece that something is written into. */
const PLACES: readonly (readonly [before: string, behind: string])[] = [
  ['', '\n'],
  ['tempo ', '\n'],
  ['tempo 96 ', '\n'],
  ['meter ', '\n'],
  ['key ', '\n'],
  ['let a = ', '\n'],
  ['// ', '\ntempo 96 bpm\n'],
  ['import { ', ' } from "./lib.sil"\n'],
  ['import { a } from "', '"\n'],
  ['timbre a = "', '"\n'],
  ['timbre a = mix(', ')\n'],
  ['zones z { ', ' }\n'],
  ['zones z { snap learn ', ' in 5 ms..60 ms }\n'],
  ['player { plays |', '| }\n'],
  ['drummer ', ' { kick |x| }\n'],
  ['drummer k { kick |', '| }\n'],
  ['drummer k { kick |x-|', '| }\n'],
  ['drummer k { kick |', '\n}\n'],
  ['drummer k { kick |x| ', ' }\n'],
  ['drummer k { ', ' }\n'],
  ['bassist b { line |', '| }\n'],
  ['pianist p { comp |', '| }\n'],
  ['section a { bars 1 chords | ', ' | }\n'],
  ['section a { bars 1 chords | C', ' | }\n'],
  ['section a { bars 1 }\nform ', '\n'],
  ['section a { bars 1 }\nform a ', '\n'],
  ['rule r when ', ' { stop }\n'],
  ['rule r when player.silent for 2 bars { ', ' }\n'],
  ['reward r = ', '\n'],
  ['train r { ', ' }\n'],
  ['scenario "s" { ', ' }\n'],
]

const SIGNS = [...'~.|-_%#♯b♭+*/?!\'"`,:;=<>()[]{}\\&@^$°ø×–—…“«éßİ\t\n\r\u2028\u200b\ud83c'].concat([
  '..',
  '->',
  '||',
  '//',
  '/*',
  '\r\n',
])
const CELLS = [...'xXogs0123456789ABCDEFGHRLabh'].concat([
  '1/5~',
  'x?50',
  'x~',
  'x3',
  '(x x x)',
  '3:2',
  'C7',
  'Dm7',
  'C(b9)',
  'E2',
  'N.C.',
])
const WORDS = [
  ...RESERVED,
  ...Object.values(PROPERTIES).flatMap((its) => Object.keys(its)),
  ...Object.keys(UNITS),
  'a',
  'k',
  'hat',
  '1.5',
  '0,5',
  '4/4',
  '50%',
]

const piece = fc.oneof(fc.constantFrom(...SIGNS), fc.constantFrom(...CELLS), fc.constantFrom(...WORDS))
const repeated = fc
  .tuple(
    fc.array(piece, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', ' ', '\n'),
    fc.constantFrom('', ' '),
  )
  .map(([pieces, between, behind]) => pieces.join(between) + behind)

const SHORT = 4000
const LONG = 10 * SHORT
/** Two hundred a kilobyte and a second: nobody waits for less. */
const NOTHING_MS = 200

function milliseconds(text: string): number {
  const start = process.cpuUsage()
  checkText(text)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

test(
  'in ten times the text it takes no more than some ten times as long',
  () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), repeated, ([before, behind], again) => {
        const text = (length: number): string =>
          before + again.repeat(Math.ceil(length / again.length)) + behind
        const short = text(SHORT)
        const long = text(LONG)
        let last = ''
        // A busy machine does not decide: once in three is enough.
        for (let attempt = 0; attempt < 3; attempt++) {
          const ms = milliseconds(long)
          if (ms < NOTHING_MS) return
          const shorter = Math.min(milliseconds(short), milliseconds(short))
          if (ms < 25 * Math.max(1, shorter)) return
          last = `${shorter} ms, and ${ms} ms`
        }
        expect.fail(last)
      }),
      runs(40),
    )
  },
  60_000 * TIMES,
)
