import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { LIMITS } from '../../compiler/limits.ts'
import { HEADS, PROPERTIES, RESERVED, UNITS } from '../../language/vocabulary.ts'
import { sil } from '../harness/sil.ts'
import { headingAnchors, innerLinks, ruleIds, silBlocks } from './blocks.ts'

const markdown = readFileSync(new URL('../../language/REFERENCE.md', import.meta.url), 'utf8')

/** Everything in code font, cut into words: what the page can be said to mention. */
const mentioned = new Set(
  [...markdown.matchAll(/```[\s\S]*?```|`[^`]*`/g)].flatMap(
    (match) => match[0].match(/[A-Za-z][\w-]*/g) ?? [],
  ),
)

const blocks = silBlocks(markdown)
const files = new Map(blocks.flatMap(({ file, text }) => (file === null ? [] : [[file, text] as const])))

/** What checking says about a block that stands in a file of its own, beside the named ones. */
function diagnose(text: string): readonly string[] {
  const host = {
    read: (path: string) => {
      const found = files.get(path)
      return found === undefined ? ({ kind: 'missing' } as const) : ({ kind: 'text', text: found } as const)
    },
  }
  const { diagnostics } = check({ path: 'block.sil', text, host })
  return diagnostics.map(({ code, span, message }) => `${code} at ${span.start}: ${message}`)
}

describe('the blocks of the reference', () => {
  test.each(blocks.filter(({ codes }) => codes.length === 0))(
    'the one at line $line is sound, without even a warning',
    ({ text }) => {
      expect(diagnose(text)).toEqual([])
    },
  )

  test.each(blocks.filter(({ codes }) => codes.length > 0))(
    'the one at line $line says $codes',
    ({ text, codes }) => {
      expect(diagnose(text).map((message) => message.slice(0, 'SIL0101'.length))).toEqual(codes)
    },
  )
})

describe('the scenarios of the reference', () => {
  const played = blocks.filter(({ text, codes }) => codes.length === 0 && text.includes('\nscenario "'))

  test.each(played)('those at line $line hold', async ({ text }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sil-reference-'))
    try {
      const path = join(folder, 'block.sil')
      writeFileSync(path, text)
      const { status, stderr } = await sil(['test', path])
      expect(stderr).toContain('0 failed')
      expect(status).toBe(0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the reference', () => {
  test('names every rule once, in one form', () => {
    const ids = ruleIds(markdown)
    expect(ids.length).toBeGreaterThan(100)
    expect(ids.filter((id) => !/^[a-z]+(\.[a-z0-9]+(-[a-z0-9]+)*)$/.test(id))).toEqual([])
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('links only to headings it has', () => {
    const anchors = new Set(headingAnchors(markdown))
    expect(innerLinks(markdown).filter((link) => !anchors.has(link))).toEqual([])
  })

  test('mentions every word of the language', () => {
    const words = new Set<string>([...HEADS, ...RESERVED, ...Object.values(UNITS)])
    for (const properties of Object.values(PROPERTIES)) {
      for (const [name, spec] of Object.entries(properties)) {
        words.add(name)
        for (const modifier of Object.keys(spec.modifiers)) words.add(modifier)
      }
    }
    expect([...words].filter((word) => !mentioned.has(word))).toEqual([])
  })

  test('lists the limits that the compiler keeps', () => {
    const rows = [...markdown.matchAll(/^\| `(\w+)` \| (\d+) \| [^|]+ \|$/gm)]
    expect(Object.fromEntries(rows.map(([, name, most]) => [name, Number(most)]))).toEqual(LIMITS)
  })

  test('starts with a newcomer’s guide of at most two printed pages', () => {
    const start = markdown.indexOf('\n## Start here')
    const guide = markdown.slice(start, markdown.indexOf('\n## ', start + 1))
    expect(silBlocks(guide).length).toBeGreaterThanOrEqual(3)
    expect(guide.split('\n').length).toBeLessThan(170)
  })
})
