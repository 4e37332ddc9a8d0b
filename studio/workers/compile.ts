/**
 * The compiler's own thread. It answers for the newest text only: while one is compiled, those that come and go in
 * between are never looked at.
 */

import type { CompileAnswer, CompileRequest, CompileSetup, Library } from '../compile-protocol.ts'
import type { Learned } from '../service/dials.ts'
import { createImports, type Imports } from '../service/imports.ts'
import { checkedProgram, esmModule, preparedProgram } from '../service/program.ts'

globalThis.addEventListener('message', ({ data, ports: [page] }: MessageEvent<CompileSetup>) => {
  if (page !== undefined) serve(page, data.runtime)
})

function serve(page: MessagePort, runtime: string): void {
  let path = 'piece.sil'
  let library: Library = { kind: 'files', files: {} }
  const wanted = new Map<number, (source: unknown) => void>()
  let questions = 0
  let imports = importsOf(library)
  let newest: (CompileRequest & { kind: 'text' }) | null = null
  let busy = false
  let learned: Learned = []
  let told: Readonly<Record<string, string>> = {}
  const answer = (message: CompileAnswer): void => page.postMessage(message)

  page.onmessage = ({ data }: MessageEvent<CompileRequest>) => {
    switch (data.kind) {
      case 'open':
        path = data.path
        library = data.library
        imports = importsOf(library)
        return
      case 'source':
        wanted.get(data.id)?.(data.source)
        wanted.delete(data.id)
        return
      case 'text':
        newest = data
        if (!busy) void work()
        return
      case 'prepare':
        void prepare(data)
        return
      case 'module':
        void module(data)
    }
  }

  function importsOf(from: Library): Imports {
    return createImports(from, from.kind === 'page' ? readFromPage : readFromServer)
  }

  function readFromPage(path: string): Promise<unknown> {
    const id = questions++
    return new Promise((resolve) => {
      wanted.set(id, resolve)
      answer({ kind: 'source-wanted', id, path })
    })
  }

  async function work(): Promise<void> {
    busy = true
    try {
      while (newest !== null) {
        const { version, text, loop } = newest
        newest = null
        const from = imports
        const { host, files } = await from.of(path, text)
        // The document may have become another one meanwhile.
        if (from !== imports) continue
        tellOf(files)
        const now = (): number => performance.now()
        const input = { version, path, text, host, runtime, now, loop, before: learned }
        const { learned: found, ...checked } = checkedProgram(input)
        learned = found
        if (newest === null) answer({ kind: 'checked', checked })
      }
    } catch (error) {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    } finally {
      busy = false
    }
  }

  async function prepare({ id, path, library, text }: CompileRequest & { kind: 'prepare' }): Promise<void> {
    try {
      const { host } = await importsOf(library).of(path, text)
      answer({ kind: 'prepared', id, prepared: preparedProgram(path, text, host, runtime) })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      answer({ kind: 'prepared', id, prepared: { program: null, problem } })
    }
  }

  function tellOf(files: Readonly<Record<string, string>>): void {
    const paths = Object.keys(files)
    const same = paths.length === Object.keys(told).length && paths.every((one) => told[one] === files[one])
    if (same) return
    told = files
    answer({ kind: 'sources', files })
  }

  async function module({ id, text }: CompileRequest & { kind: 'module' }): Promise<void> {
    const { host } = await imports.of(path, text)
    answer({ kind: 'module', id, text: esmModule(path, text, host) })
  }
}

async function readFromServer(path: string): Promise<unknown> {
  const response = await fetch(`/api/source?path=${encodeURIComponent(path)}`)
  return response.ok ? response.json() : null
}
