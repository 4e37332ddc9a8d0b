import { describe, expect, it } from 'vitest'
import { alone, policyOf } from '../../../bench/policy.ts'
import { runScenario } from '../../../runtime/player/scenario.ts'

const NOWHERE = { start: 0, end: 0 }

async function found(text: string, bars: number): Promise<readonly string[]> {
  const policy = await policyOf(alone('piece.sil', text))
  const judged = runScenario(
    policy,
    {
      bars,
      player: [{ k: 'steady' }],
      expectations: [
        { k: 'tempo', within: 0.01, bpm: 80, span: NOWHERE },
        { k: 'mode', mode: 'snap', share: 1, span: NOWHERE },
      ],
    },
    0,
  )
  return judged.map((one) => `${one.passed ? 'passed' : 'failed'}: ${one.found}`)
}

describe('a scenario of so many bars', () => {
  const LADDER = `tempo ladder 80 bpm..120 bpm by 4 bpm every 8 bars
zones z { snap 60 ms  follow 100 ms  limit 200 ms }
player { zones z }
metronome click { beat |x x x x| }`

  // What begins with the barline after it is in no bar that was asked for.
  it.each([7, 8])('is judged by them and no bar more, here %d of 8 to a rung', async (bars) => {
    expect(await found(LADDER, bars)).toEqual([
      'passed: 80.0 bpm at the end',
      `passed: snap on 100 % of ${4 * bars} beats`,
    ])
  })

  it('sees the rung that its last bar is on', async () => {
    expect((await found(LADDER, 9))[0]).toBe('failed: 84.0 bpm at the end')
  })

  it('has the bars of the section that the form opens with', async () => {
    const piece = `tempo 80 bpm
zones z { snap 60 ms  follow 100 ms  limit 200 ms }
player { zones z }
metronome click { beat |2: x x| }
section coda { bars 2  meter 3/4 }
section song { bars 4 }
form song repeat`
    expect((await found(piece, 6))[1]).toBe('passed: snap on 100 % of 24 beats')
  })
})
