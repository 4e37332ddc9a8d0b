/** `sil studio [FILE]`: serves the live-coding page on loopback until Ctrl-C. */

import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { SERVED_FILES } from '../../models/timbre/text/served-files.ts'
import { assetOf, readAssets } from '../../studio/server/assets.ts'
import type { StudioFile } from '../../studio/server/document.ts'
import { type StudioServer, startStudio } from '../../studio/server/server.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, MACHINE_FAILED } from '../outcome.ts'
import { packageFile } from '../package-files.ts'
import { printableLine } from '../print/printable.ts'
import { studioFile } from '../studio-file.ts'

export interface StudioCommand {
  readonly port: number | null
  readonly open: boolean
}

export async function runStudio(
  context: Context,
  file: string | null,
  options: StudioCommand,
): Promise<ExitStatus> {
  const assets = readAssets(dirname(packageFile('dist/studio/index.html')))
  const server = await started(assets, file === null ? null : studioFile(file), options.port)
  const done = interrupted()
  if (context.json) printJson(context, { version: 1, url: server.url })
  else {
    context.out(`${server.url}\n`)
    context.err(`The studio is open${file === null ? '' : ` with ${printableLine(file)}`}. Ctrl-C ends it.\n`)
  }
  if (options.open && context.terminal && process.stdout.isTTY === true && !process.env.CI) open(server.url)
  await done
  await server.close()
  return DONE
}

/** What reads prompts that the page has not met before: 38 MB, for pages that ask. */
const ENCODER = new Map(
  Object.entries(SERVED_FILES).map(([name, read]) => [`/timbre/${name}`, () => assetOf(read(), name)]),
)

async function started(
  assets: ReturnType<typeof readAssets>,
  file: StudioFile | null,
  port: number | null,
): Promise<StudioServer> {
  try {
    return await startStudio({ assets, late: ENCODER, file, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    const name = port === null ? 'a port' : `port ${port}`
    if (code === 'EADDRINUSE') {
      throw new Failure(
        MACHINE_FAILED,
        `Port ${port} is taken.`,
        'Without --port the studio takes one that is free.',
      )
    }
    if (code === 'EACCES') throw new Failure(MACHINE_FAILED, `I may not listen on ${name}.`)
    throw error
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    // Not once: `npm start` and the terminal may both say it, and the second one must not cut the ending short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

/** Whether it worked is the browser's affair: the address stands on the screen. */
function open(url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url]
  if (command === undefined) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {})
  child.unref()
}
