/**
 * The compiler's own thread. It answers for the newest text only: while one is compiled, those that come and go in
 * between are never looked at.
 */

import type { JointModel } from '../../models/timbre/index.ts'
import { isAnswered } from '../answered.ts'
import type { CompileAnswer, CompileRequest, CompileSetup, Library, Sources } from '../compile-protocol.ts'
import type { Learned } from '../service/dials.ts'
import { createImports, type Imports } from '../service/imports.ts'
import { checkedProgram, esmModule, preparedProgram } from '../service/program.ts'
import type { createTimbreAnswers } from '../service/timbre-answers.ts'
import { createTimbres, lexiconTimbres } from '../service/timbres.ts'
import type { TimbreAnswer, TimbreQuestion } from '../timbre-protocol.ts'
import { isCold, loadLate } from './late.ts'

globalThis.addEventListener('message', ({ data, ports: [page] }: MessageEvent<CompileSetup>) => {
  if (page !== undefined) serve(page, data)
})

function serve(page: MessagePort, { runtime, timbre }: CompileSetup): void {
  const timbres = timbre === null ? lexiconTimbres : createTimbres(() => modelAt(timbre))
  let picker: ReturnType<typeof createTimbreAnswers> | null = null
  let path = 'piece.sil'
  let library: Library = { kind: 'files', files: {} }
  const wanted = new Map<number, (source: unknown) => void>()
  let questions = 0
  let imports = importsOf(library)
  let newest: (CompileRequest & { kind: 'text' }) | null = null
  let busy = false
  let learned: Learned = []
  let told = ''
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
        return
      case 'timbre':
        void timbreAnswer(data.question).then((said) => answer({ kind: 'timbre', id: data.id, answer: said }))
    }
  }

  /** What answers the picker comes with its first question. */
  async function timbreAnswer(question: TimbreQuestion): Promise<TimbreAnswer> {
    if (picker === null && !(await isAnswered()))
      return { about: 'nothing', why: 'the studio’s server does not answer: start it, and try again' }
    const { createTimbreAnswers } = await import('../service/timbre-answers.ts')
    picker ??= createTimbreAnswers(timbres)
    const answers = picker
    return withAll(() => answers(question))
  }

  function importsOf(from: Library): Imports {
    return createImports(
      from,
      from.kind === 'page'
        ? { source: readFromPage, sound: null }
        : {
            source: (path) => readFromServer('source', path),
            sound: (path) => readFromServer('sound', path),
          },
    )
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
        const found = await withAll(async () => {
          const { hostIn, sources } = await from.of(path, text)
          // The document may have become another one meanwhile.
          if (from !== imports) return null
          tellOf(sources)
          const now = (): number => performance.now()
          const asked = now()
          const piece = await timbres.check({ path, text, hostIn })
          if (from !== imports) return null
          return checkedProgram({ version, path, text, piece, runtime, asked, now, loop, before: learned })
        })
        if (found === null) continue
        const { learned: nowLearned, ...checked } = found
        learned = nowLearned
        if (newest === null) answer({ kind: 'checked', checked })
      }
    } catch (error) {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
    } finally {
      busy = false
      // What came while that failed is a text of its own.
      if (newest !== null) void work()
    }
  }

  async function prepare({ id, path, library, text }: CompileRequest & { kind: 'prepare' }): Promise<void> {
    try {
      const prepared = await withAll(async () => {
        const { hostIn } = await importsOf(library).of(path, text)
        const piece = await timbres.check({ path, text, hostIn })
        return preparedProgram({ path, text, piece, runtime })
      })
      answer({ kind: 'prepared', id, prepared })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      answer({ kind: 'prepared', id, prepared: { program: null, problem } })
    }
  }

  function tellOf(sources: Sources): void {
    const next = JSON.stringify(sources)
    if (next === told) return
    told = next
    answer({ kind: 'sources', ...sources })
  }

  async function module({ id, text }: CompileRequest & { kind: 'module' }): Promise<void> {
    const its = path
    try {
      const written = await withAll(async () => {
        const { hostIn } = await imports.of(its, text)
        const piece = await timbres.check({ path: its, text, hostIn })
        return esmModule({ path: its, text, piece })
      })
      answer({ kind: 'module', id, text: written })
    } catch (error) {
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      answer({ kind: 'module', id, text: null })
    }
  }
}

const NOBODY =
  'What tells of mistakes is not loaded yet, and the studio’s server does not answer: start it, and change the text.'

/** Once more, with all of the compiler, where the text calls for what right text needs not. */
async function withAll<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isCold(error)) throw error
    if (!(await isAnswered())) throw new Error(NOBODY)
    await loadLate()
    return run()
  }
}

/** It lies beside this file, and is loaded with the first piece: the page shows itself without it. */
async function modelAt(folder: string): Promise<JointModel> {
  const program: unknown = await import(new URL('../timbre-model.js', folder).href)
  if (!isModelProgram(program)) throw new Error('timbre-model.js is another program')
  return program.modelAt(folder)
}

const isModelProgram = (program: unknown): program is typeof import('./timbre-model.ts') =>
  typeof program === 'object' && program !== null && 'modelAt' in program

async function readFromServer(what: 'source' | 'sound', path: string): Promise<unknown> {
  const response = await fetch(`/api/${what}?path=${encodeURIComponent(path)}`)
  return response.ok ? response.json() : null
}
