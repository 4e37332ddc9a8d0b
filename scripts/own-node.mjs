/**
 * The Node that the project's own commands run on: the packaged one where there is one for this system, else
 * the one that runs this file. Plain JavaScript for Node 20, as is everything that may run before it is found.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const top = join(import.meta.dirname, '..')

/** The sources are TypeScript, read as they are; Node does that from here on. */
const OLDEST = [22, 18]

/**
 * Path of the Node binary to run the project's tools with.
 *
 * @throws {Error} with a message for people when there is none that is new enough.
 */
export function ownNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const binary = process.platform === 'win32' ? 'node.exe' : 'node'
  const packaged = join(top, 'node_modules', `node-${system}-${process.arch}`, 'bin', binary)
  if (existsSync(packaged)) return packaged
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return process.execPath
  throw new Error(
    `This is Node ${process.versions.node}, and none is packaged for ${process.platform}-${process.arch}: ` +
      `please install Node ${OLDEST.join('.')} or newer (24 is what we use).`,
  )
}

/** The environment for child processes: the project's tools, and its Node, come first in PATH. */
export function ownEnvironment() {
  // Windows spells it Path; a second spelling beside it would be ignored.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const path = [join(top, 'node_modules', '.bin'), process.env[name] ?? ''].join(delimiter)
  return { ...process.env, [name]: path }
}
