/** The page's end of the compiler's worker. */

import type {
  Checked,
  CompileAnswer,
  CompileRequest,
  CompileSetup,
  Library,
  Prepared,
  Sources,
} from '../compile-protocol.ts'
import type { TimbreQuestion } from '../timbre-protocol.ts'
import type { Addresses } from './addresses.ts'

export interface Compiler {
  open(path: string, library: Library): void
  /** The text as it is now; `onChecked` hears what became of it, or of a newer one. */
  text(version: number, text: string, loop: string | null): void
  module(text: string): Promise<string | null>
  /** Another piece than the one that is open; null where the compiler does not answer. */
  prepare(
    piece: Pick<CompileRequest & { kind: 'prepare' }, 'path' | 'library' | 'text'>,
  ): Promise<Prepared | null>
  /** What the trained timbre model says; null where nothing came back. Samples of a recording are gone afterwards. */
  timbre(question: TimbreQuestion): Promise<unknown>
}

export interface CompilerSetup {
  readonly addresses: Pick<Addresses, 'compile' | 'runtime' | 'timbre'>
  readonly onChecked: (checked: Checked) => void
  readonly onFailed: (message: string) => void
  /** What the text imports is another than before: all of it, by path. */
  readonly onSources?: (sources: Sources) => void
  /** What a text of a library that the page has imports; the answer is a `SourceText`, and is looked at. */
  readonly readSource?: (path: string) => Promise<unknown>
}

/** An answer that takes longer comes too late for a hand that types. */
const PATIENCE_MS = 4000
/** What is made ready for later may wait for what is asked now. */
const LATER_MS = 60_000

export function createCompiler(setup: CompilerSetup): Compiler {
  const { addresses, onChecked, onFailed, onSources, readSource } = setup
  const worker = new Worker(addresses.compile, { type: 'module', name: 'compiler' })
  const { port1: port, port2 } = new MessageChannel()
  const open = new Map<number, (answer: CompileAnswer | null) => void>()
  let newest = -1
  let questions = 0
  port.onmessage = ({ data }: MessageEvent<CompileAnswer>) => {
    if (data.kind === 'checked') {
      // An older text's answer says nothing about this one.
      if (data.checked.version === newest) onChecked(data.checked)
    } else if (data.kind === 'failed') onFailed(data.message)
    else if (data.kind === 'sources') onSources?.(data)
    else if (data.kind === 'source-wanted') void bring(data.id, data.path)
    else {
      open.get(data.id)?.(data)
      open.delete(data.id)
    }
  }
  worker.onerror = (event) => onFailed(event.message || 'the compiler could not be loaded')
  const { runtime, timbre } = addresses
  worker.postMessage({ runtime, timbre } satisfies CompileSetup, [port2])
  const send = (request: CompileRequest, gone: Transferable[] = []): void => port.postMessage(request, gone)

  return {
    open: (path, library) => send({ kind: 'open', path, library }),
    text(version, text, loop) {
      newest = version
      send({ kind: 'text', version, text, loop })
    },
    async module(text) {
      const answer = await question((id) => ({ kind: 'module', id, text }))
      return answer?.kind === 'module' ? answer.text : null
    },
    async prepare(piece) {
      const answer = await question((id) => ({ kind: 'prepare', id, ...piece }), LATER_MS)
      return answer?.kind === 'prepared' ? answer.prepared : null
    },
    async timbre(asked) {
      // Who asks decides how long it waits: a late answer is still the right one.
      const gone = asked.about === 'recording' ? [asked.samples.buffer] : []
      const answer = await question((id) => ({ kind: 'timbre', id, question: asked }), LATER_MS, gone)
      return answer?.kind === 'timbre' ? answer.answer : null
    },
  }

  async function bring(id: number, path: string): Promise<void> {
    const source = await readSource?.(path).catch(() => undefined)
    send({ kind: 'source', id, source })
  }

  function question(
    of: (id: number) => CompileRequest,
    patience = PATIENCE_MS,
    gone: Transferable[] = [],
  ): Promise<CompileAnswer | null> {
    const id = questions++
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        open.delete(id)
        resolve(null)
      }, patience)
      open.set(id, (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
      send(of(id), gone)
    })
  }
}
