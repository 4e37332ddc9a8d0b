/** What a host makes of a result: a copy, a message to another thread, a proxy. */

import { expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { CheckResult } from '../../compiler/compile-api.ts'

const checked = (): CheckResult =>
  check({ path: 'a.sil', text: 'tempo 96 bpm\n', host: { read: () => ({ kind: 'missing' }) } })

test.each<readonly [string, (result: CheckResult) => CheckResult]>([
  ['a copy', (result) => ({ ...result })],
  ['a message', (result) => structuredClone(result)],
  ['a proxy', (result) => new Proxy(result, {})],
])('%s of a result has all that the result has', (_, wrap) => {
  const wrapped = wrap(checked())
  expect(Object.keys(wrapped).sort()).toEqual(['diagnostics', 'file', 'ir', 'sources'])
  expect(wrapped.ir).toEqual(checked().ir)
})
