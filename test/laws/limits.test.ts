import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../runtime/create-policy.ts'
import type { PolicyDefinition, Slots } from '../../runtime/policy.ts'
import { runs } from '../harness/runs.ts'
import { piece, textOf } from './piece.ts'
import { anyPlayer, type Performed, perform, policyOf } from './play.ts'
import { drawSlots } from './slot-values.ts'

/** Limits so near that players reach them. */
const TIGHT = `zones pocket {
  snap 4 ms
  follow 15 ms  strength 1
  limit learn 40 ms in 25 ms..60 ms
  adapt 0.3
}`
const ROUNDING = 1e-9

/** Settings in force on a beat of the timeline. */
function inForce(definition: PolicyDefinition, slots: Slots, name: string) {
  const section = definition.sections.find((s) => s.name === name)
  const tempo = (section?.tempo ?? definition.tempo)(slots)
  const zones = definition.zones[section?.zones ?? 0]?.(slots)
  return { tempo, zones }
}

function expectLimits(policy: Policy, slots: Slots, { timeline }: Performed): number {
  let corrected = 0
  for (const [i, beat] of timeline.entries()) {
    const { tempo, zones } = inForce(policy.definition, slots, beat.section)
    expect(beat.bpm).toBeGreaterThanOrEqual(tempo.lowBpm - ROUNDING)
    expect(beat.bpm).toBeLessThanOrEqual(tempo.highBpm + ROUNDING)
    const next = timeline[i + 1]
    // The player's own count is theirs.
    if (next === undefined || zones === undefined || beat.n < 1) continue
    const interval = next.time - beat.time
    const beats = beat.length * beat.bpm
    expect(interval).toBeGreaterThanOrEqual(beats / tempo.highBpm - ROUNDING)
    expect(interval).toBeLessThanOrEqual(beats / tempo.lowBpm + ROUNDING)
    const limit = Math.min(zones.limit.ms / 1000 + zones.limit.beats * beat.length, beat.length / 2)
    const moved = Math.abs(interval - beat.length)
    expect(moved).toBeLessThanOrEqual(limit * (1 + zones.adapt) + ROUNDING)
    if (moved > 1e-6) corrected++
  }
  return corrected
}

describe('whatever the player does', () => {
  // [tempo.range]
  it('the tempo stays in its range and no correction goes beyond the limit', async () => {
    let corrected = 0
    const players = fc.array(anyPlayer, { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(piece, fc.boolean(), fc.nat(), players, async (written, tight, draw, three) => {
        const others = written.others.map((line) => (tight && line.startsWith('zones') ? TIGHT : line))
        const policy = await policyOf(textOf({ ...written, others }))
        const slots = drawSlots(policy, draw)
        for (const player of three) {
          corrected += expectLimits(policy, slots.vector, perform(policy, player, { slots: slots.values }))
        }
      }),
      runs(50),
    )
    expect(corrected).toBeGreaterThan(150)
  })
})

describe('whatever the slots are', () => {
  // [learn.order] [zones.order]
  it('snap lies below follow and follow below limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        piece,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (written, draws) => {
          const policy = await policyOf(textOf(written))
          for (const draw of draws) {
            const { vector } = drawSlots(policy, draw)
            for (const read of policy.definition.zones) {
              const { snap, follow, limit } = read(vector)
              expect(snap.ms + snap.beats).toBeLessThan(follow.ms + follow.beats)
              expect(follow.ms + follow.beats).toBeLessThan(limit.ms + limit.beats)
            }
          }
        },
      ),
      runs(30),
    )
  })
})
