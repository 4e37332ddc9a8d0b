import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { keyOfPrompt, readBook } from '../../models/timbre/text/book.ts'
import { pageId } from '../../scripts/build/studio.ts'
import { piecePrompts } from '../../scripts/timbre/book.ts'
import { readAssets } from '../../studio/server/assets.ts'
import { repositoryTop } from '../harness/sil.ts'
import { studioFolder } from '../harness/studio.ts'

const size = (name: string): number => gzipSync(readFileSync(join(studioFolder, name))).length
const text = (name: string): string => readFileSync(join(studioFolder, name), 'utf8')
const kept: readonly string[] = JSON.parse(text('files.json'))
/** Without the chunks of an older build, which may still lie beside. */
const files = readdirSync(studioFolder).filter(
  (name) => !/^(?:chunk|compiler)-/.test(name) || kept.includes(name),
)
const sum = (names: readonly string[]): number => names.reduce((all, name) => all + size(name), 0)
/** A module and all that it imports. */
function loadedWith(name: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const [, next = ''] of text(name).matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
    loadedWith(next, found)
  return found
}

/** What threads that compile have in common. An older build's may still lie beside it. */
const COMPILING = ['compile.js', 'language-server.js', 'timbre-model.js']
const shared = [...new Set(COMPILING.flatMap((name) => [...loadedWith(name)]))].filter(
  (name) => !COMPILING.includes(name),
)

describe('the built page', () => {
  test('is no larger than 1.9 MB, compressed, with everything it may ever load', () => {
    expect(sum(files.filter((name) => name !== 'LICENCES.txt'))).toBeLessThan(1_900_000)
  })

  test('has one editor, without the two that set texts side by side, and a font of the icons that it shows', () => {
    const editor = text('editor.js')
    expect(editor).toContain('DiffEditorWidget is not part of this page')
    expect(editor).not.toContain('diffEditorSplitViewEnabled')
    const fonts = [...text('editor.css').matchAll(/[\w-]+\.(?:ttf|woff2?)/g)].map(([name]) => name)
    expect(fonts).toHaveLength(1)
    expect(sum(fonts)).toBeLessThan(10_000)
  })

  test('shows itself before the editor is there, and plays with a tenth of it', () => {
    expect(sum(['index.html', 'style.css', ...loadedWith('studio.js')])).toBeLessThan(50_000)
    expect(
      sum([
        ...['index.html', 'style.css', 'sound.js', 'runtime.js'],
        ...new Set(['studio.js', 'compile.js', 'band.js'].flatMap((name) => [...loadedWith(name)])),
      ]),
    ).toBeLessThan(245_000)
  })

  test('has of the language server’s library what its server uses: no notebooks, no monikers, no second store of documents', () => {
    const server = [...loadedWith('language-server.js')].map(text).join('')
    const has = [
      'textDocument/didOpen',
      'notebookDocument/didOpen',
      'textDocument/moniker',
      'textDocument/inlineValue',
      '_syncedDocuments',
    ].filter((word) => server.includes(word))
    expect(has).toEqual(['textDocument/didOpen'])
  })

  test('names no address but its own', () => {
    for (const name of [
      'studio.js',
      'band.js',
      'compile.js',
      ...shared,
      'sound.js',
      'ears.js',
      'loopback.js',
      'offline.js',
      'index.html',
      'style.css',
    ]) {
      const addresses = text(name).match(/https?:\/\/[\w.-]+/g) ?? []
      // Names of vocabularies, and a base for paths that have none: nobody asks there.
      const known = /^https?:\/\/(?:www\.w3\.org|foo\.com)$/
      expect(addresses.filter((one) => !known.test(one))).toEqual([])
    }
  })

  test('holds the compiler once, for the threads that have it', () => {
    expect(shared.length).toBeGreaterThan(0)
    for (const name of COMPILING)
      expect(
        shared.filter((chunk) => text(name).includes(chunk)),
        name,
      ).not.toEqual([])
    const said = 'Unknown timbre word'
    const holders = [...shared, ...COMPILING].filter((name) => text(name).includes(said))
    expect(holders).toHaveLength(1)
  })

  test('knows the prompts of every piece that it shows, and of voices that say nothing, without the whole book', () => {
    const [first, whole] = ['pieces.bin', 'book.bin'].map((name) =>
      readBook(readFileSync(join(studioFolder, '../timbre', name))),
    )
    const asked = piecePrompts(repositoryTop).map(keyOfPrompt)
    expect(asked.length).toBeGreaterThan(20)
    for (const key of asked) expect(first?.sentenceOf(key), key).toEqual(whole?.sentenceOf(key))
    expect(first?.size).toBeLessThan((whole?.size ?? 0) / 4)
  })

  test('has no script in its markup', () => {
    expect(text('index.html')).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:/i)
  })

  test('keeps for later what every page needs, and no more', () => {
    const assets = readAssets(studioFolder)
    for (const name of kept) expect([...assets.keys()]).toContain(`/${name}`)
    const space = ['text-head.onnx', 'space.json', 'pieces.bin'].map((name) => `timbre/${name}`)
    for (const name of [...space, 'timbre-model.js', ...shared]) expect(kept).toContain(name)
    for (const name of [
      'studio.js',
      'band.js',
      'compile.js',
      'sound.js',
      'ears.js',
      'loopback.js',
      'runtime.js',
      'style.css',
    ]) {
      expect(kept).toContain(name)
    }
    expect(kept.filter((name) => /^(?:editor|timbre\/book)/.test(name))).toEqual([])
  })

  test('has another service worker with each build, which is what makes a browser take over what is new', () => {
    const contents = kept.map((name): [string, Uint8Array] => [
      name,
      readFileSync(join(studioFolder, name.startsWith('timbre/') ? `../${name}` : name)),
    ])
    expect(text('offline.js')).toContain(pageId(contents))
    const [[first, bytes] = ['', new Uint8Array()], ...others] = contents
    expect(pageId([[first, bytes.map((byte) => byte ^ 1)], ...others])).not.toBe(pageId(contents))
  })

  test('credits those whose work is inside', () => {
    expect(text('LICENCES.txt')).toMatch(/^monaco-editor 0\.57\.0 \(MIT\)$/m)
    for (const said of [/Salamander Grand Piano V3.*by Alexander Holm/, /CC BY 3\.0/, /Changes:/])
      expect(text('LICENCES.txt')).toMatch(said)
    // The page's panels, which come when somebody asks for one.
    const pages = files.filter((name) => name === 'studio.js' || name.startsWith('chunk-'))
    expect(pages.filter((name) => text(name).includes('LICENCES.txt'))).not.toEqual([])
  })
})
