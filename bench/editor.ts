/**
 * The language server while somebody types: a script of single letters, typed and taken back all over a file, each followed by the
 * questions that editors ask. Over a connection in memory; the start over stdio, as an editor does it. Beside it the same script
 * on a Langium server, where its package is installed.
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
import { openEditor } from '../test/lsp/client.ts'
import { quantile } from './measure.ts'
import { peersInstalled } from './peers.mjs'
import type { BenchResult, Row } from './report.ts'
import { BESIDE, keysIn, pieceOf } from './typing/script.ts'
import { type Effort, typed } from './typing/turns.ts'

const top = join(import.meta.dirname, '..')
const ALONE: Effort = { warm: 100, keys: 300, turns: 1 }
const MANY_EDITS = 10_000

/** As issued: at least five times faster than a Langium server of an equivalent grammar. */
const FASTER = { relation: 'at least', value: 5, unit: '×' } as const
/** Of 200 kB Langium reads one a second. */
const BESIDE_LANGIUM: readonly (readonly [size: number, effort: Effort])[] = [
  [4000, { warm: 100, keys: 900, turns: 9 }],
  [200_000, { warm: 30, keys: 60, turns: 6 }],
]

export async function editorBench({ rounds }: { readonly rounds: number }): Promise<BenchResult> {
  await ensureBuilt(top, { parts: ['bundles'] })
  const rows: Row[] = []
  const most = (value: number, unit: string): Row['bar'] => ({ relation: 'at most', value, unit })
  for (const [size, bar] of [
    [4000, 5],
    [200_000, 40],
  ] as const) {
    const [asked] = await typed(['Silencio, asked'], size, ALONE)
    const { keys = [], backs = [], completions = [] } = asked ?? {}
    rows.push(row(`key to problems, ${size / 1000} kB, 95th percentile`, keys, most(bar, 'ms')))
    rows.push(row(`key taken back to problems, ${size / 1000} kB, 95th percentile`, backs, most(bar, 'ms')))
    rows.push(
      row(
        `completion, ${size / 1000} kB, 95th percentile`,
        completions,
        size === 4000 ? most(10, 'ms') : null,
      ),
    )
  }
  const { compared, notes } = await besideLangium()
  rows.push(...compared)
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
  return { bench: 'editor', subject: 'the language server while somebody types', rows, notes }
}

const row = (what: string, taken: readonly number[], bar: Row['bar']): Row => ({
  what,
  ours: spread(taken, 0.95),
  peer: null,
  ratio: null,
  bar,
})

/** The same keys on both servers in turn, each telling problems by itself: Langium's cannot be asked. */
async function besideLangium(): Promise<{
  readonly compared: readonly Row[]
  readonly notes: readonly string[]
}> {
  if (!peersInstalled())
    return { compared: [], notes: ['Langium is not installed (npm ci --prefix bench): not beside it.'] }
  const compared: Row[] = []
  const notes: string[] = []
  for (const [size, effort] of BESIDE_LANGIUM) {
    const [ours, theirs] = await typed(['Silencio, told', 'Langium, told'], size, effort)
    if (ours === undefined || theirs === undefined) throw new Error('a side is missing')
    for (const [what, share] of [
      ['median', 0.5],
      ['95th percentile', 0.95],
    ] as const) {
      const beside = (name: string, ours: readonly number[], theirs: readonly number[]): Row => ({
        what: `${name}, ${size / 1000} kB, ${what}`,
        ours: spread(ours, share),
        peer: { name: 'Langium', ...spread(theirs, share) },
        ratio: quantile(theirs, share) / quantile(ours, share),
        bar: FASTER,
      })
      compared.push(
        beside('key to problems told', ours.keys, theirs.keys),
        beside('key taken back to problems told', ours.backs, theirs.backs),
        beside('completion', ours.completions, theirs.completions),
      )
    }
    const offers = ({ offered }: typeof ours): string =>
      `${quantile(offered, 0.5)} (none at ${offered.filter((count) => count === 0).length})`
    notes.push(
      `${effort.keys} keys in ${size / 1000} kB after ${effort.warm} to warm up: ${ours.broke} brought problems to Silencio, ` +
        `${theirs.broke} to Langium; completions offered, median: Silencio ${offers(ours)}, Langium ${offers(theirs)}.`,
    )
  }
  return { compared, notes }
}

const spread = (taken: readonly number[], share: number): Row['ours'] => ({
  value: quantile(taken, share),
  unit: 'ms',
  from: quantile(taken, 0.25),
  to: quantile(taken, 0.75),
})

/** Heap after all edits, as a multiple of that after half of them: 1 where nothing is kept. */
async function growth(): Promise<number> {
  const editor = await openEditor(BESIDE)
  const piece = pieceOf(4000)
  const uri = editor.open('piece.sil', piece)
  let version = 1
  let half = Number.NaN
  for (const [n, { at, letter }] of keysIn(piece, MANY_EDITS / 2).entries()) {
    const behind = { ...at, character: at.character + 1 }
    await edited({ start: at, end: at }, letter)
    await editor.ask('textDocument/semanticTokens/full', { textDocument: { uri } })
    await edited({ start: at, end: behind }, '')
    await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
    if (n === MANY_EDITS / 4) half = heap()
  }
  const all = heap()
  editor.close()
  return all / half

  function edited(range: object, text: string): Promise<void> {
    version++
    return editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text }],
    })
  }
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
