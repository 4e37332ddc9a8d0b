import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the engine allocates nothing while notes ring, and makes no objects for those that begin', {
  timeout: 60_000,
}, () => {
  const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'allocation.child.ts')], {
    encoding: 'utf8',
  })
  const { ringing, beginning } = JSON.parse(printed)
  expect(ringing).toBeLessThan(100)
  // What is computed once a note is computed too rarely for V8 to compile it well: it boxes each number on its way.
  expect(beginning).toBeLessThan(6000)
})
