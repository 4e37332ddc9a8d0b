/**
 * The Node that the project's own commands run on: the packaged one where there is one for this system, else
 * the one that runs this file. Plain JavaScript for Node 20, as is everything that may run before it is found.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const top = join(import.meta.dirname, '..')

/** The sources are TypeScript, read as they are; Node does that from here on. */
const OLDEST = [22, 18]

/** For which system a Node is among the packages: `scripts/node/package.json`. */
const PACKAGED = 'linux-x64'

/**
 * Path of the Node binary to run the project's tools with.
 *
 * @param {Pick<NodeJS.Process, 'platform' | 'arch' | 'versions' | 'execPath' | 'report'>} machine
 * @throws {Error} with a message for people when there is none that is new enough.
 */
export function ownNode(machine = process) {
  const packaged = join(top, 'node_modules', `node-${PACKAGED}`, 'bin', 'node')
  if (takesPackaged(machine) && existsSync(packaged)) return packaged
  refuseOld(machine)
  return machine.execPath
}

/**
 * To be asked before anything is fetched that could not be used.
 *
 * @param {Pick<NodeJS.Process, 'platform' | 'arch' | 'versions' | 'report'>} machine
 * @throws {Error} as `ownNode` does, where no packaged one will come either
 */
export function refuseTooOld(machine = process) {
  if (!takesPackaged(machine)) refuseOld(machine)
}

/** Alpine and its like have another C library than the packaged one is made for. */
function takesPackaged({ platform, arch, report }) {
  return `${platform}-${arch}` === PACKAGED && report.getReport().header.glibcVersionRuntime !== undefined
}

function refuseOld({ platform, arch, versions }) {
  const [major = 0, minor = 0] = versions.node.split('.').map(Number)
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return
  throw new Error(
    `This is Node ${versions.node}, and none is packaged for ${platform}-${arch}: ` +
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
