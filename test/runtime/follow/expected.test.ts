import { describe, expect, it } from 'vitest'
import { alone, policyOf } from '../../../bench/policy.ts'
import { ANYTHING, expectedIn } from '../../../runtime/follow/expected.ts'
import { expecting } from '../../../runtime/follow/played.ts'

describe('what is expected of the player in each section', async () => {
  const { definition } = await policyOf(
    alone(
      'two.sil',
      `player { plays |x x x x| }
metronome click { beat |2: x x| }
section a { bars 2 }
section b { bars 2 }
section c { bars 2  meter 3/4  plays |x x x| }
form a, b, c`,
    ),
  )

  // Each start asks: a piece of many sections must not read its pattern for every one.
  it('is read once for all that share pattern and beat', () => {
    let asked = 0
    const counting: typeof expecting = (plays, beat, length) => {
      asked++
      return expecting(plays, beat, length)
    }
    const [a, b, c] = expectedIn(definition, counting)
    expect(asked).toBe(2)
    expect(a).toBe(b)
    expect(c).not.toBe(a)
  })

  it('is anything where nobody said, or nobody brings what reads it', () => {
    const silent = { ...definition, player: { ...definition.player, plays: null } }
    expect(expectedIn(definition, undefined)).toEqual([ANYTHING, ANYTHING, ANYTHING])
    expect(expectedIn(silent, expecting).slice(0, 2)).toEqual([ANYTHING, ANYTHING])
  })
})
