/** Messages that say what was written, in its own unit. */

import { expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'

const messages = (text: string) =>
  check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } }).diagnostics.map(
    (d) => d.message,
  )

it.each([
  ['seed -1\n', 'The seed must be 0 to 9007199254740991; this is -1.'],
  ['section a { bars 0 }\n', 'The length of a section must be 1 to 10000; this is 0.'],
  ['section a { bars 4 }\nform a * 0\n', 'The number of times must be 1 to 10000; this is 0.'],
])('counts are not told in percent: %j', (text, message) => {
  expect(messages(text)).toContain(message)
})
