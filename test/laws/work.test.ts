/** Nothing is quadratic: what is done for eight times as much, as the engine counts it (test/harness/work.ts), is about eight times as much. */

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ownNode } from '../../scripts/own-node.mjs'
import { EXACT } from '../harness/work.ts'
import { TIMES } from './work/cases.ts'

interface Told {
  readonly name: string
  readonly small: number
  readonly large: number
  readonly faster: readonly string[]
}

describe('eight times as much', () => {
  let told: readonly Told[] = []
  beforeAll(() => {
    const program = join(import.meta.dirname, 'work', 'program.ts')
    told = JSON.parse(execFileSync(ownNode(), [...EXACT, program], { encoding: 'utf8' }))
  })

  it('takes no stretch of code more than eight times as often, but for sorting', () => {
    expect(told.length).toBeGreaterThan(40)
    expect(told.filter(({ faster }) => faster.length > 0)).toEqual([])
  })

  it('is no more than a little above eight times as much in all', () => {
    for (const { name, small, large } of told) expect(large / small, name).toBeLessThan(1.1 * TIMES)
  })
})
