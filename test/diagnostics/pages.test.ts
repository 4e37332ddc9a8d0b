import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { SourceHost } from '../../compiler/compile-api.ts'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import type { Code } from '../../language/messages.ts'
import { hearing, under } from './checking.ts'
import { readPage } from './pages.ts'

const FOLDER = new URL('../../docs/errors/', import.meta.url)

const pages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const)

/** A folder is what other paths begin with. */
function hostOf(files: ReadonlyMap<string, string>): SourceHost {
  return {
    hear: hearing,
    read(path) {
      const text = files.get(path)
      if (text !== undefined) return { kind: 'text', text }
      const isFolder = [...files.keys()].some((name) => name.startsWith(`${path}/`))
      return isFolder ? { kind: 'refused', why: 'it is a folder' } : { kind: 'missing' }
    },
  }
}

/** A title with `{arguments}` fits whatever stands in their place. */
function templatePattern(title: string): RegExp {
  const parts = title.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.+')}$`)
}

describe('the pages that sil explain prints', () => {
  it.each(pages)('%s shows the code, and how to be rid of it', (name, markdown) => {
    const { code, title, prose, blocks } = readPage(markdown)
    expect(`${code}.md`).toBe(name)
    expect(title).toMatch(templatePattern(CATALOGUE[code as Code].title))
    expect(prose.length).toBeGreaterThan(40)
    const kinds = blocks.map((block) => block.kind)
    expect(kinds).toContain('error')
    expect(kinds).toContain('good')

    const files = new Map<string, string>()
    for (const block of blocks) {
      if (block.kind === 'file') {
        files.set(block.path, block.text)
        continue
      }
      if (block.fragment) continue
      const host = hostOf(files)
      const given = block.kind === 'error' ? under(code, host) : { host }
      const result = check({ path: 'page.sil', text: block.text, ...given })
      const found = result.diagnostics.map((d) => `${d.code} ${d.message}`)
      if (block.kind === 'good') expect(found).toEqual([])
      else expect(found.join('\n')).toContain(code)
    }
  })

  it('exist for every code', () => {
    const there = new Set(pages.map(([name]) => name.replace('.md', '')))
    expect(Object.keys(CATALOGUE).filter((code) => !there.has(code))).toEqual([])
  })

  it('tell of no code that the catalogue has not', () => {
    const unknown = pages
      .map(([name]) => name.replace('.md', ''))
      .filter((code) => !Object.hasOwn(CATALOGUE, code))
    expect(unknown).toEqual([])
  })
})
