import { describe, expect, it } from 'vitest'
import { gaussian, isCentral, keyOf, uniform } from '../../../runtime/random.ts'
import { Noise } from '../../../training/env/noise.ts'
import { BLOCK, createNoiseKernel } from '../../../training/env/noise-kernel.ts'

const NAMES = ['drift', 'timekeeper', 'motor'] as const

/** Seeds of every size. */
const seedAt = (i: number): number => Math.floor(uniform(9, 0, 0, i, 0, 0) * 2 ** (1 + (i % 53)))

/** More than two blocks, and no whole number of vectors. */
const SIZE = 2 * BLOCK + 3

function drawn(kernel: null | undefined, n: number, from = 0, to = SIZE): Noise {
  const noise = new Noise(SIZE, kernel)
  for (let i = 0; i < SIZE; i++) noise.seed(i, seedAt(i))
  for (let i = 0; i < SIZE; i++) noise.n[i] = n + (i % 7)
  noise.draw(from, to)
  return noise
}

describe('noise drawn in WebAssembly', () => {
  it('is there on this host', () => {
    expect(createNoiseKernel()).not.toBeNull()
  })

  it.each([-5, 0, 1, 640, 2 ** 31 - 8])('is what JavaScript draws, to the bit, at beat %i', (n) => {
    const fast = drawn(undefined, n)
    const plain = drawn(null, n)
    for (const name of NAMES) expect(fast[name]).toEqual(plain[name])
  })

  it('is what one person draws, in the middle of the bell and beyond', () => {
    const fast = drawn(undefined, 3)
    let outside = 0
    for (const name of NAMES)
      for (let i = 0; i < SIZE; i++) {
        const place = [seedAt(i), keyOf('player'), keyOf(name), 3 + (i % 7), 0, 0] as const
        if (!isCentral(uniform(...place))) outside++
        expect(fast[name][i]).toBe(gaussian(...place))
      }
    expect(outside / (3 * SIZE)).toBeGreaterThan(0.1)
    expect(outside / (3 * SIZE)).toBeLessThan(0.2)
  })

  it('leaves those alone whom nobody asked for', () => {
    const part = drawn(undefined, 1, 5, 7)
    expect([...part.motor].flatMap((x, i) => (x === 0 ? [] : [i]))).toEqual([5, 6])
  })
})
