import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { DAY, NIGHT } from '../../runtime/host/report/palette.ts'
import { themeOf } from '../../studio/editor/theme.ts'
import { contrast, difference, linearRgb, seen, VISION } from '../harness/colour.ts'
import { repositoryTop } from '../harness/sil.ts'

const css = readFileSync(join(repositoryTop, 'studio', 'views', 'theme.css'), 'utf8')
const styles = ['views.css', 'panels.css']
  .map((name) => readFileSync(join(repositoryTop, 'studio', 'views', name), 'utf8'))
  .join('')

/** Every colour of theme.css by name, light and dark. */
const light = new Map<string, string>()
const dark = new Map<string, string>()
for (const [, name = '', day = '', night = ''] of css.matchAll(
  /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g,
)) {
  light.set(name, day)
  dark.set(name, night)
}

const ZONES = ['snap', 'follow', 'limit'] as const
const TEXT = ['ink', 'soft', 'accent', ...ZONES.map((zone) => `${zone}-text`)]

describe.each([
  ['light', light],
  ['dark', dark],
])('the studio’s %s theme', (_, theme) => {
  const colour = (name: string): string => {
    const found = theme.get(name)
    if (found === undefined) throw new Error(`theme.css has no --${name}`)
    return found
  }

  it.each(TEXT)('writes in --%s so that it can be read on every ground (4.5:1)', (name) => {
    for (const ground of ['paper', 'card', 'raised']) {
      expect(contrast(colour(name), colour(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('writes readably on the accent', () => {
    expect(contrast(colour('on-accent'), colour('accent'))).toBeGreaterThanOrEqual(4.5)
  })

  it('draws marks that can be seen (3:1)', () => {
    for (const name of [...ZONES, 'ink', 'accent', 'soft']) {
      for (const ground of ['paper', 'card'])
        expect(contrast(colour(name), colour(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(3)
    }
  })

  it.each(Object.keys(VISION))('keeps the three zones apart for %s vision', (vision) => {
    const matrix = VISION[vision] ?? []
    const zones = ZONES.map((zone) => seen(linearRgb(colour(zone)), matrix))
    zones.forEach((a, i) => {
      // 20 is ten times what is just noticed side by side; dots are small and apart.
      for (const b of zones.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(20)
    })
  })
})

test('a zone has the same colour on the stage as in the report', () => {
  for (const zone of ZONES) {
    expect(light.get(zone)).toBe(DAY[zone])
    expect(dark.get(zone)).toBe(NIGHT[zone])
  }
})

test.each([
  ['day', DAY],
  ['night', NIGHT],
])(
  'the text by %s has its words and line numbers to read (4.5:1), as its messages name them, and its rests to count (3:1)',
  (_, palette) => {
    const { colors, rules } = themeOf(palette, palette === NIGHT)
    const numbers = colors['editorLineNumber.foreground'] ?? ''
    const here = colors['editorLineNumber.activeForeground'] ?? ''
    expect(contrast(numbers, palette.card)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(here, numbers), 'the line of the cursor stands out').toBeGreaterThanOrEqual(2)
    for (const { token, foreground } of rules) {
      if (token !== 'cell.rest')
        expect(contrast(`#${foreground}`, palette.card), token).toBeGreaterThanOrEqual(4.5)
    }
    const rest = rules.find(({ token }) => token === 'cell.rest')?.foreground
    expect(contrast(`#${rest}`, palette.card)).toBeGreaterThanOrEqual(3)
  },
)

test('the views take every colour from the theme', () => {
  expect(styles).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i)
  const used = [...styles.matchAll(/var\(--([\w-]+)/g)].map(([, name = '']) => name)
  // Set by the views themselves: shares of a length.
  const own = ['sure', 'level', 'peak']
  const known = [...css.matchAll(/--([\w-]+):/g)].map(([, name = '']) => name)
  expect(used.filter((name) => !known.includes(name) && !own.includes(name))).toEqual([])
})
