/** The thread that plays scenarios, and what it is asked. It is started for a run and ended with it. */

import { type ExtensionContext, type TextDocument, Uri, workspace } from 'vscode'
import {
  type FromScenarios,
  readFromScenarios,
  type ScenarioKey,
  type ToScenarios,
} from '../../../studio/scenario-protocol.ts'
import { playerFolder } from '../player/page.ts'
import { folderOf, pathOf, type ReadLocal, readSource } from '../player/sources.ts'

/** Where the extension runs decides what a thread is. */
export interface Thread {
  readonly modules: 'blob' | 'data'
  post(message: ToScenarios): void
  /** What it says, and that it is gone: in words. */
  listen(hear: (message: unknown) => void, gone: (why: string) => void): void
  end(): void
}

export interface Played {
  started(scenario: ScenarioKey): void
  judged(judged: FromScenarios & { readonly kind: 'judged' }): void
}

/** Why a file's scenarios could not be played: in words, and where in the text. */
export interface Unplayed {
  readonly message: string
  readonly start: number
  readonly end: number
}

export interface Scenarios {
  /** Null when all were played. One file at a time. */
  play(
    document: TextDocument,
    wanted: readonly ScenarioKey[] | null,
    played: Played,
  ): Promise<Unplayed | null>
  end(): void
}

/** A scenario of ten thousand bars takes some seconds; one that says nothing for so long never will. */
const PATIENCE_MS = 60_000
/** All of a file's together: thousands of long ones would go on for hours. */
const FILE_MS = 10 * 60_000
const ENDED = 'It was stopped.'

export async function startScenarios(
  context: ExtensionContext,
  start: () => Thread,
  readLocal: ReadLocal,
): Promise<Scenarios> {
  const runtime = await workspace.fs.readFile(Uri.joinPath(playerFolder(context.extensionUri), 'runtime.js'))
  const thread = start()
  let runs = 0
  /** What is waited for, and how it ends. */
  let current: { readonly id: number; readonly document: TextDocument; readonly played: Played } | null = null
  let finish: (why: Unplayed | null) => void = () => {}
  let patience: ReturnType<typeof setTimeout> | undefined
  let began = 0
  let gone: string | null = null
  thread.listen(
    (given) => void hear(given),
    (why) => leave(why),
  )
  thread.post({ kind: 'setup', runtime: new TextDecoder().decode(runtime), modules: thread.modules })
  return {
    play(document, wanted, played) {
      if (gone !== null) return Promise.resolve({ message: gone, start: 0, end: 0 })
      const id = runs++
      current = { id, document, played }
      began = Date.now()
      thread.post({ kind: 'run', id, path: pathOf(document), text: document.getText(), wanted })
      wait()
      return new Promise((resolve) => {
        finish = (why) => {
          clearTimeout(patience)
          current = null
          resolve(why)
        }
      })
    },
    end: () => leave(ENDED),
  }

  function leave(why: string): void {
    gone ??= why
    thread.end()
    finish({ message: gone, start: 0, end: 0 })
  }

  function wait(): void {
    clearTimeout(patience)
    const left = began + FILE_MS - Date.now()
    const why =
      left < PATIENCE_MS
        ? `The file's scenarios did not end within ${FILE_MS / 60_000} minutes.`
        : `It did not end within ${PATIENCE_MS / 1000} s.`
    patience = setTimeout(() => leave(why), Math.max(0, Math.min(PATIENCE_MS, left)))
  }

  async function hear(given: unknown): Promise<void> {
    const message = readFromScenarios(given)
    if (message === null || current === null) return
    const { id, document, played } = current
    if (message.kind === 'source-wanted') {
      const source = await readSource(folderOf(document), message.path, true, readLocal)
      if (gone === null) thread.post({ kind: 'source', id: message.id, source })
      return
    }
    if (message.id !== id) return
    wait()
    switch (message.kind) {
      case 'started':
        return played.started(message.scenario)
      case 'judged':
        return played.judged(message)
      case 'done':
        return finish(null)
      case 'failed':
        return finish(message)
    }
  }
}
