/**
 * The language server while somebody types: a script of single letters, typed and taken back all over a file, each followed by the
 * questions that editors ask. Over a connection in memory; the start over stdio, as an editor does it.
 */

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { ensureBuilt } from '../scripts/build/ensure.ts'
import { type Editor, openEditor } from '../test/lsp/client.ts'
import { quantile } from './measure.ts'
import type { BenchResult, Row } from './report.ts'

const top = join(import.meta.dirname, '..')
const KEYS = 300
/** Until the engine has compiled what is measured. */
const WARM = 100
const MANY_EDITS = 10_000

export async function editorBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  await ensureBuilt(top, { parts: ['bundles'] })
  const rows: Row[] = []
  const most = (value: number, unit: string): Row['bar'] => ({ relation: 'at most', value, unit })
  for (const [size, bar] of [
    [4000, 5],
    [200_000, 40],
  ] as const) {
    const { keys, completions } = await typed(size)
    rows.push(row(`key to problems, ${size / 1000} kB, 95th percentile`, keys, most(bar, 'ms')))
    rows.push(
      row(
        `completion, ${size / 1000} kB, 95th percentile`,
        completions,
        size === 4000 ? most(10, 'ms') : null,
      ),
    )
  }
  rows.push({
    what: `heap after ${MANY_EDITS} edits, beside that after ${MANY_EDITS / 2}`,
    ours: { value: await growth(), unit: '×' },
    peer: null,
    ratio: null,
    bar: most(1.1, '×'),
  })
  const starts: number[] = []
  for (let round = 0; round < Math.max(3, rounds); round++) starts.push(await start())
  rows.push({
    what: 'start to first problems, over stdio',
    ours: { value: quantile(starts, 0.5), unit: 'ms' },
    peer: null,
    ratio: null,
    bar: most(500, 'ms'),
  })
  rows.push({
    what: 'worker, gzipped',
    ours: { value: gzipSync(readFileSync(join(top, 'dist/lsp/worker.js'))).length / 1000, unit: 'kB' },
    peer: null,
    ratio: null,
    bar: most(250, 'kB'),
  })
  return { bench: 'editor', subject: 'the language server while somebody types', rows, notes: [] }
}

const row = (what: string, taken: readonly number[], bar: Row['bar']): Row => ({
  what,
  ours: { value: quantile(taken, 0.95), unit: 'ms', from: quantile(taken, 0.25), to: quantile(taken, 0.75) },
  peer: null,
  ratio: null,
  bar,
})

/** The trio, and as many more sections as make the size. */
function pieceOf(size: number): string {
  const trio = readFileSync(join(top, 'examples/pocket-trio/pocket-trio.sil'), 'utf8')
  const parts = [trio]
  for (let n = 0, length = trio.length; length < size; n++) {
    const section = `\nsection part${n} {\n  bars 8\n  chords | Dm7 | G7 | Cmaj7 | A7 |\n  kit.kick |x... x.x. x... ..x.|\n}\n`
    parts.push(section)
    length += section.length
  }
  return parts.join('').slice(0, size)
}

async function typed(
  size: number,
): Promise<{ readonly keys: readonly number[]; readonly completions: readonly number[] }> {
  const text = pieceOf(size)
  const lines = text.split('\n').length
  const editor = await openEditor()
  const uri = editor.open('piece.sil', text)
  const keys: number[] = []
  const completions: number[] = []
  for (let n = 0; n < WARM + KEYS; n++) {
    const position = { line: (n * 37) % lines, character: 2 }
    let from = performance.now()
    await key(editor, uri, n, position)
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    const key_ = performance.now() - from
    from = performance.now()
    await editor.ask('textDocument/completion', { textDocument: { uri }, position })
    const completion = performance.now() - from
    await taken(editor, uri, n, position)
    if (n < WARM) continue
    keys.push(key_)
    completions.push(completion)
  }
  editor.close()
  return { keys, completions }
}

interface Place {
  readonly line: number
  readonly character: number
}

const key = (editor: Editor, uri: string, n: number, at: Place): Promise<void> =>
  changed(editor, uri, 2 * n + 2, at, at, 'x')
const taken = (editor: Editor, uri: string, n: number, at: Place): Promise<void> =>
  changed(editor, uri, 2 * n + 3, at, { ...at, character: at.character + 1 }, '')

function changed(
  editor: Editor,
  uri: string,
  version: number,
  start: Place,
  end: Place,
  text: string,
): Promise<void> {
  const contentChanges = [{ range: { start, end }, text }]
  return editor.client.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges,
  })
}

/** Heap after all edits, as a multiple of that after half of them: 1 where nothing is kept. */
async function growth(): Promise<number> {
  const editor = await openEditor()
  const uri = editor.open('piece.sil', pieceOf(4000))
  let half = Number.NaN
  for (let n = 0; n < MANY_EDITS / 2; n++) {
    const at = { line: n % 40, character: 1 }
    await key(editor, uri, n, at)
    await editor.ask('textDocument/semanticTokens/full', { textDocument: { uri } })
    await taken(editor, uri, n, at)
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    if (n === MANY_EDITS / 4) half = heap()
  }
  const all = heap()
  editor.close()
  return all / half
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

function heap(): number {
  collect()
  return process.memoryUsage().heapUsed
}

/** Milliseconds from nothing to the first problems of a file with an import. */
async function start(): Promise<number> {
  const path = join(top, 'examples/pocket-trio/pocket-trio.sil')
  const uri = pathToFileURL(path).href
  const from = performance.now()
  const child = spawn(process.execPath, [join(top, 'dist/cli/sil.js'), 'lsp', '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const client = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  )
  client.listen()
  const rootUri = pathToFileURL(top).href
  await client.sendRequest('initialize', {
    processId: process.pid,
    rootUri,
    capabilities: { textDocument: { diagnostic: {} } },
    workspaceFolders: [{ uri: rootUri, name: 'a' }],
  })
  await client.sendNotification('initialized', {})
  const textDocument = { uri, languageId: 'sil', version: 1, text: readFileSync(path, 'utf8') }
  await client.sendNotification('textDocument/didOpen', { textDocument })
  await client.sendRequest('textDocument/diagnostic', { textDocument: { uri } })
  const ms = performance.now() - from
  client.dispose()
  child.kill()
  return ms
}
