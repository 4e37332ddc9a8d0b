/** Programs that a trial starts, and ends again. */

import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'

/** Where a program is; null where it is not installed. */
export function installed(...names: readonly string[]): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const path of names.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {}
  }
  return null
}

export interface Running {
  readonly child: ChildProcess
  end(): Promise<void>
}

/**
 * Starts it and waits for a line that it says.
 *
 * @returns with what the pattern has found
 * @throws Error with what it said where it ends before, or says nothing of the kind in twenty seconds
 */
export async function started(
  path: string,
  args: readonly string[],
  { says, env = {} }: { readonly says: RegExp | null; readonly env?: Readonly<Record<string, string>> },
): Promise<Running & { readonly found: RegExpExecArray | null }> {
  const child = spawn(path, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const end = async (): Promise<void> => {
    child.kill()
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3000))])
    child.kill('SIGKILL')
    await gone
  }
  if (says === null) return { child, end, found: null }
  let said = ''
  const found = await new Promise<RegExpExecArray | null>((resolve) => {
    const read = (text: Buffer): void => {
      said += text.toString()
      const match = says.exec(said)
      if (match !== null) resolve(match)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    void gone.then(() => resolve(null))
    setTimeout(() => resolve(null), 20_000).unref()
  })
  if (found !== null) return { child, end, found }
  await end()
  throw new Error(`${path} did not start: ${said.slice(-500)}`)
}

/** A port that nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address === null || typeof address === 'string' ? reject() : resolve(address.port)))
    })
  })
