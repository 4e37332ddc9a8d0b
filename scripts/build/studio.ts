import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type BuildOptions, build, type OutputFile } from 'esbuild'
import type { SourceHost } from '../../compiler/compile-api.ts'
import { partOfBook } from '../../models/timbre/text/book.ts'
import { examplePaths } from './examples.ts'
import { withItsIcons } from './icons.ts'
import { versionDefined } from './language-server.ts'
import { lateFunctions } from './late/plugin.ts'
import { leanEditor } from './lean-editor.ts'
import { leanServer } from './lean-server.ts'
import { licenceTexts } from './licences.ts'
import { monacoLspClient } from './monaco-lsp.ts'
import { type Output, replaceOutputs } from './outputs.ts'
import { credit } from './piano/piano.ts'
import { smallHash } from './small-hash.ts'
import { squeezed } from './squeeze.ts'
import { withoutStubs } from './stubs.ts'
import { computedTables, TABLE_PACKAGES } from './tables.ts'

/** What the page loads: its own code and style, and the editor and the style of panels when they are wanted. They share chunks. */
const PAGE_ENTRIES = {
  studio: 'studio/page/main.ts',
  editor: 'studio/editor/editor.ts',
  style: 'studio/style/style.css',
  panels: 'studio/style/late.css',
  timbres: 'studio/style/timbres.css',
}

/** What runs in a thread of its own: one file each, for worklets and service workers load no second one alike. */
const THREAD_ENTRIES = {
  // What each edit's module imports, and the band's thread loads once: what policies carry, and no more.
  runtime: 'runtime/standalone.ts',
  sound: 'runtime/host/browser/band-processor.ts',
  samples: 'studio/workers/samples.ts',
  recorder: 'runtime/host/browser/recording/recorder-processor.ts',
  take: 'studio/workers/take.ts',
  ears: 'studio/workers/ears.ts',
  loopback: 'studio/workers/loopback.ts',
  'editor-worker': 'studio/editor/editor-worker.ts',
  'sentence-encoder': 'models/timbre/text/browser/worker.ts',
}

/** Threads that compile, and what they load beside: most of each is the compiler, which they share; with the band's thread they share the lexicon. */
const COMPILING_ENTRIES = {
  band: 'studio/workers/band.ts',
  compile: 'studio/workers/compile.ts',
  'language-server': 'lsp/worker.ts',
  'timbre-model': 'studio/workers/timbre-model.ts',
}

/** The trained timbre space, but for its encoder: `sil studio` has that. */
const TIMBRE_FILES = [
  'heads/text-head.onnx',
  'heads/audio-head.onnx',
  'heads/decoder.onnx',
  'heads/attributes.onnx',
  'heads/space.json',
  'text/book.bin',
]

/**
 * Bundles the studio's page into dist/studio/ and resolves to the paths written.
 *
 * @throws esbuild's BuildFailure, whose message names file and line.
 */
export async function buildStudio(top: string): Promise<readonly string[]> {
  const program = studioProgram(top)
  const whole = ['lsp/worker.ts', 'studio/page/timbre/prompts.ts']
  const page = await build({
    ...program,
    plugins: [...program.plugins, lateFunctions(top, whole)],
    entryPoints: { ...PAGE_ENTRIES, ...COMPILING_ENTRIES },
    splitting: true,
    chunkNames: 'chunk-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.ttf': 'file' },
  })
  const threads = await build({ ...studioProgram(top), entryPoints: THREAD_ENTRIES })
  const built = [...page.outputFiles, ...threads.outputFiles].map((file) => toOutput(top, file))
  const bundled = withoutStubs(await withItsIcons(top, built, page.metafile))
    // The editor's style comes with the editor; what the page itself would take is the same once more.
    .filter(({ path }) => path !== 'dist/studio/studio.css')
    .map(squeezed)
  const outputs: Output[] = [
    ...bundled,
    copied(top, 'studio/page/index.html', 'index.html'),
    copied(top, 'studio/page/icon.svg', 'icon.svg'),
    copied(top, 'studio/page/studio.webmanifest', 'studio.webmanifest'),
    { path: 'dist/studio/gallery.json', text: await gallery(top) },
    {
      path: 'dist/studio/LICENCES.txt',
      // The page plays the recordings, wherever it is put.
      text: `${licenceTexts(top, [page.metafile, threads.metafile], TABLE_PACKAGES)}\n${'-'.repeat(80)}\n\n${credit(top)}`,
    },
  ]
  // Numbers, as recordings are: they lie beside the page.
  const space = [
    ...TIMBRE_FILES.map(
      (path): Output => ({
        path: `dist/timbre/${basename(path)}`,
        text: readFileSync(join(top, 'models/timbre', path)),
      }),
    ),
    { path: 'dist/timbre/pieces.bin', text: await pieceSentences(top) },
  ]
  // What every page needs to live without its server. The editor is kept where it was loaded: a phone has none, and nobody
  // who asks for prompts that the gallery has not.
  const files = [...outputs, ...space].map(({ path }) => nameOf(path))
  const kept = files
    .filter(
      (file) => !/^(?:editor|language-server|sentence-encoder|codicon|LICENCES|timbre\/book)/.test(file),
    )
    .sort()
  const texts = new Map([...outputs, ...space].map(({ path, text }) => [nameOf(path), text]))
  outputs.push(
    { path: 'dist/studio/files.json', text: JSON.stringify(kept) },
    ...(await serviceWorker(top, pageId(kept.map((name) => [name, texts.get(name) ?? ''])))),
  )
  return [...replaceOutputs(top, outputs, 'dist/studio'), ...replaceOutputs(top, space, 'dist/timbre')]
}

/** A browser looks at a service worker anew when its file is another one: so it has a word in it that says which page it keeps. */
async function serviceWorker(top: string, page: string): Promise<readonly Output[]> {
  const program = studioProgram(top)
  const { outputFiles } = await build({
    ...program,
    entryPoints: { offline: 'studio/workers/offline.ts' },
    define: { ...program.define, SILENCIO_PAGE: JSON.stringify(page) },
  })
  return outputFiles.map((file) => squeezed(toOutput(top, file)))
}

/** @param files names and contents */
export function pageId(files: readonly (readonly [name: string, content: string | Uint8Array])[]): string {
  const hash = createHash('sha256')
  for (const [name, content] of files)
    hash.update(`${name}\n`).update(createHash('sha256').update(content).digest())
  return hash.digest('base64url').slice(0, 16)
}

/** As the page asks for it. */
const nameOf = (path: string): string => path.replace(/^dist\/(?:studio\/)?/, '')

/** How everything that runs in the page is bundled. */
export function studioProgram(top: string) {
  return {
    absWorkingDir: top,
    outdir: join(top, 'dist', 'studio'),
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    plugins: [computedTables, leanEditor, leanServer, monacoLspClient, smallHash(top)],
    // A name for what the minifier writes as 1/0: it takes the long one for a property of something.
    define: { ...versionDefined(top), 'Number.POSITIVE_INFINITY': 'Infinity', 'Number.NaN': 'NaN' },
    charset: 'utf8',
    // Licences stand in one file; the page need not carry them through its chunks.
    legalComments: 'none',
    logLevel: 'silent',
  } as const satisfies BuildOptions
}

const toOutput = (top: string, file: OutputFile): Output => ({
  path: file.path.slice(top.length + 1).replaceAll('\\', '/'),
  text: file.contents,
})

const copied = (top: string, from: string, to: string): Output => ({
  path: `dist/studio/${to}`,
  text: readFileSync(join(top, from)),
})

/** Of the book what the gallery's pieces say: all that a page needs until somebody writes. */
async function pieceSentences(top: string): Promise<Uint8Array> {
  const { piecePrompts } = await import('../timbre/book.ts')
  return partOfBook(readFileSync(join(top, 'models/timbre/text/book.bin')), piecePrompts(top))
}

/** The examples by their path, as the page opens them: with the files that they import. */
async function gallery(top: string): Promise<string> {
  const files = Object.fromEntries(
    examplePaths(top).map((path) => [path, readFileSync(join(top, path), 'utf8')]),
  )
  // The compiler is loaded for this alone: a build of something else does not wait for it.
  const { check } = await import('../../compiler/compile.ts')
  const { galleryPiece } = await import('../../studio/service/gallery-piece.ts')
  const host: SourceHost = {
    read: (path) =>
      Object.hasOwn(files, path) ? { kind: 'text', text: files[path] ?? '' } : { kind: 'missing' },
  }
  const pieces = Object.entries(files).flatMap(([path, text]) => {
    const { ir } = check({ path, text, host })
    // Files that others import have nobody who plays.
    return ir === null || ir.members.length === 0 ? [] : [galleryPiece(path, text, ir)]
  })
  return JSON.stringify({ files, pieces })
}
