import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the engine allocates nothing while it plays', { timeout: 60_000 }, () => {
  const printed = execFileSync(process.execPath, [join(import.meta.dirname, 'allocation.child.ts')], {
    encoding: 'utf8',
  })
  // What V8 boxes to hand numbers to functions that it does not inline: some bytes a voice and block, and no objects.
  expect(Number.parseFloat(printed)).toBeLessThan(300)
})
