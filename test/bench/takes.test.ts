import { expect, it } from 'vitest'
import { isLost } from '../../bench/follow-raw.ts'
import { loadPiece } from '../../bench/policy.ts'
import { simulatedTakes } from '../../bench/takes.ts'

/** None of the seeds that the bench plays. */
const [FROM, TAKES] = [7000, 40]

// [track.pattern] [track.gaps]
it.each(simulatedTakes(FROM, TAKES))(
  'the band keeps the beat of %s, steady or a tenth faster',
  async (_, takes) => {
    const policy = await loadPiece('examples/follow.sil')
    for (const ramp of [false, true]) {
      expect(takes.filter((take) => isLost(policy, take, ramp)).length).toBeLessThanOrEqual(TAKES / 10)
    }
  },
)

it('a take knows of each onset where it is written', () => {
  for (const [, takes] of simulatedTakes(FROM, TAKES)) {
    for (const { beat, onsets, places } of takes) {
      expect(places).toHaveLength(onsets.length)
      for (const [i, [seconds]] of onsets.entries()) {
        expect(Math.abs(seconds / beat - (places[i] ?? 0))).toBeLessThan(0.3)
      }
    }
  }
})
