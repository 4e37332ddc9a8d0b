import { expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { runScenario } from '../../../runtime/player/scenario.ts'
import { clickPolicy } from '../fixtures.ts'

const span = { start: 0, end: 0 }
const MODE = { k: 'mode', mode: 'snap', share: 1, span } as const

it('judges the beats of the bars that it plays, and not the 1 of the next', () => {
  const policy = createPolicy(clickPolicy())
  const of = (bars: number) => runScenario(policy, { bars, player: [], expectations: [MODE] }, 0)
  expect(of(8)).toEqual([{ span, passed: true, found: 'snap on 100 % of 32 beats' }])
  expect(of(1)).toEqual([{ span, passed: true, found: 'snap on 100 % of 4 beats' }])
})
