import { describe, expect, it } from 'vitest'
import { DAY, NIGHT, type Palette } from '../../../runtime/host/report/palette.ts'
import { contrast, difference, linearRgb, seen, VISION } from '../../harness/colour.ts'

const PALETTES: readonly (readonly [string, Palette])[] = [
  ['day', DAY],
  ['night', NIGHT],
]

describe.each(PALETTES)('the palette by %s', (_, palette) => {
  it.each(Object.keys(VISION))('keeps the three zones apart for %s vision', (vision) => {
    const matrix = VISION[vision] ?? []
    const zones = [palette.snap, palette.follow, palette.limit].map((c) => seen(linearRgb(c), matrix))
    zones.forEach((a, i) => {
      // 20 is ten times what is just noticed side by side; dots are small and apart.
      for (const b of zones.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(20)
    })
  })

  it('has text that can be read (4.5:1) and marks that can be seen (3:1)', () => {
    for (const ground of [palette.paper, palette.card]) {
      expect(contrast(palette.ink, ground)).toBeGreaterThan(7)
      expect(contrast(palette.soft, ground)).toBeGreaterThan(4.5)
      expect(contrast(palette.accent, ground)).toBeGreaterThan(4.5)
    }
    for (const mark of [palette.snap, palette.follow, palette.limit]) {
      expect(contrast(mark, palette.card)).toBeGreaterThan(3)
    }
  })
})
