import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { type Engine, MAIN, type Modules } from './engine.ts'
import { run } from './sil.ts'

/** Set this to the path of a `jsc` to have the tests use it. */
export const JSC_VARIABLE = 'SILENCIO_JSC'

/** Where the shell of JavaScriptCore lies on machines that have it: a Mac's, and Debian's libjavascriptcoregtk-*-bin. */
const INSTALLED = [
  '/System/Library/Frameworks/JavaScriptCore.framework/Versions/Current/Helpers/jsc',
  '/System/Library/Frameworks/JavaScriptCore.framework/Versions/Current/Resources/jsc',
]

const binary = findJsc()

/** JavaScriptCore, the engine of iOS, by its own shell: no console, no timers, nothing of a host but `print`. */
export const javaScriptCore: Engine =
  binary === undefined
    ? {
        name: 'JavaScriptCore',
        missing: `there is no jsc here: on Debian apt-get install libjavascriptcoregtk-4.0-bin, or set ${JSC_VARIABLE} to yours`,
        evaluate: () => Promise.reject(new Error('there is no jsc here')),
      }
    : {
        name: 'JavaScriptCore',
        missing: undefined,
        evaluate: (main, modules) => evaluate(binary, main, modules),
      }

if (javaScriptCore.missing !== undefined) console.warn(javaScriptCore.missing)

/** @throws when SILENCIO_JSC names a file that does not exist */
function findJsc(): string | undefined {
  const { [JSC_VARIABLE]: named, PATH = '' } = process.env
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`${JSC_VARIABLE} names ${named}, which does not exist`)
  }
  const inPath = PATH.split(delimiter).map((folder) => join(folder, 'jsc'))
  return [...inPath, ...INSTALLED].find(existsSync)
}

async function evaluate(jsc: string, main: string, modules: Modules = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'silencio-jsc-'))
  try {
    for (const [name, text] of Object.entries({ ...modules, [MAIN]: main, [PRINTER]: PRINT }))
      await writeFile(join(folder, name), text)
    const { status, stdout, stderr } = await run(jsc, ['-m', join(folder, PRINTER)])
    if (status !== 0 || !stdout.startsWith(GOOD)) throw new Error(`${stdout}${stderr}`.trim())
    // `print` ends its line.
    return stdout.slice(GOOD.length, -1)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Its shell ends with status 0 after an error in a promise: what is good says so. */
const GOOD = 'good:'
const PRINTER = 'print-default-export.js'
const PRINT = `
import('./${MAIN}').then(
  ({ default: value }) => {
    if (typeof value !== 'string') throw new TypeError('${MAIN} must export default a string, not ' + typeof value)
    print('${GOOD}' + value)
  },
).catch((error) => print(String(error)))
`
