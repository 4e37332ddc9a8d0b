import { describe, expect, it } from 'vitest'
import { type BakedSound, leafSound, mixSound, nearSound } from '../../../runtime/timbre/baked.ts'

const leaf = (value: number): BakedSound =>
  leafSound(new Float64Array([value]), { percussion: [value, -value] })

const total = (sound: BakedSound): number => sound.reduce((sum, { weight }) => sum + weight, 0)

describe('a mix of sounds', () => {
  const [wood, brass] = [leaf(1), leaf(2)]

  it('weighs its two sides', () => {
    const sound = mixSound(wood, brass, 0.25)
    expect(sound.map(({ weight }) => weight)).toEqual([0.75, 0.25])
    expect(sound.map(({ leaf }) => leaf)).toEqual([wood[0]?.leaf, brass[0]?.leaf])
  })

  // A stranger's file nests thirty of them in less than a kilobyte.
  it('of mixes is no longer than the sounds it is made of', () => {
    let [a, b] = [wood, brass]
    for (let i = 0; i < 60; i++) [a, b] = [mixSound(a, b, 0.5), mixSound(b, a, 0.3)]
    expect([a.length, b.length]).toEqual([2, 2])
    expect(total(a)).toBeCloseTo(1, 12)
    let near = wood
    for (let i = 0; i < 60; i++) near = nearSound(near, [[near, brass]], 1, [0.5])
    expect(near).toHaveLength(2)
    expect(total(near)).toBeCloseTo(1, 12)
  })
})
