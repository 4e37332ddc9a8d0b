/** What the extension does in every VS Code: on a desktop and in a browser. Its two entries say where the server runs. */

import { type ExtensionContext, window } from 'vscode'
import type { BaseLanguageClient } from 'vscode-languageclient'
import { registerCommands } from './commands.ts'
import { registerExplain } from './explain.ts'
import { registerPlayer } from './player/player.ts'
import type { ReadLocal } from './player/sources.ts'
import { registerTasks } from './tasks.ts'

export interface Server {
  readonly client: BaseLanguageClient
  /** Ends what the client itself does not end. */
  dispose(): void
}

export const NAME = 'Silencio'

export interface Extension {
  stop(): Promise<void>
}

/** Commands first: they stand although the server does not start. */
export async function activateWith(
  context: ExtensionContext,
  connect: () => Promise<Server>,
  /** Where there is no disk: null for every file. */
  readLocal: ReadLocal,
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
  await inTurn(start)
  return { stop: () => inTurn(stop) }

  async function start(): Promise<void> {
    server = await connect()
    await server.client.start()
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
