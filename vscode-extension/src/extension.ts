/** What the extension does in every VS Code: on a desktop and in a browser. Its two entries say where the server runs. */

import { type ExtensionContext, window } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { CHANGED } from '../../lsp/own-requests.ts'
import { registerCommands } from './commands.ts'
import { registerExplain } from './explain.ts'
import { registerFigures } from './figures.ts'
import { registerPlayer } from './player/player.ts'
import type { ReadLocal } from './player/sources.ts'
import { registerScenarios } from './scenarios/explorer.ts'
import type { Thread } from './scenarios/thread.ts'
import { registerTasks } from './tasks.ts'

export interface Server {
  readonly client: BaseLanguageClient
  /** Ends what the client itself does not end. */
  dispose(): void
}

export const NAME = 'Silencio'

/** Asks the server what only ours is asked. Null where it does not run, or cannot answer. */
export type Ask = <T>(method: string, params: object) => Promise<T | null>

/** What desktops and browsers have each in their own way. */
export interface Host {
  connect(): Promise<Server>
  /** Where there is no disk: null for every file. */
  readonly readLocal: ReadLocal
  /** The thread that plays scenarios. */
  startThread(): Thread
}

export interface Extension {
  stop(): Promise<void>
}

/** Commands first: they stand although the server does not start. */
export async function activateWith(
  context: ExtensionContext,
  { connect, readLocal, startThread }: Host,
): Promise<Extension> {
  let server: Server | null = null
  /** One after the other: two restarts at once would leave a server behind. */
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work).catch((error: unknown) => {
      void window.showErrorMessage(`The SIL language server: ${said(error)}`)
    })
    return turn
  }
  registerCommands(context, () =>
    inTurn(async () => {
      await stop()
      await start()
    }),
  )
  registerExplain(context)
  registerPlayer(context, readLocal)
  registerTasks(context)
  const showFigures = registerFigures(context, ask)
  await inTurn(start)
  registerScenarios(context, ask, startThread, readLocal)
  return { stop: () => inTurn(stop) }

  async function start(): Promise<void> {
    server = await connect()
    server.client.onNotification(CHANGED, showFigures)
    await server.client.start()
    showFigures()
  }

  async function ask<T>(method: string, params: object): Promise<T | null> {
    const client = server?.client
    if (client?.isRunning() !== true) return null
    try {
      return await client.sendRequest<T>(method, params)
    } catch {
      // It is being stopped, or the question came too late: the next change asks again.
      return null
    }
  }

  async function stop(): Promise<void> {
    const old = server
    server = null
    if (old === null) return
    try {
      await old.client.dispose()
    } finally {
      old.dispose()
    }
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
