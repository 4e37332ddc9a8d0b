import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build/ensure.ts'
import { libraryEntries } from '../../scripts/build/entries.ts'
import { newProject, typeChecked, WELL } from '../harness/consumer.ts'
import { link } from '../harness/links.ts'
import { olderNodeBinary } from '../harness/node.ts'
import { repositoryTop, run } from '../harness/sil.ts'

/** Somebody else's project, which has the package in its node_modules. */
let project = ''
const offered = libraryEntries.filter(({ source }) => existsSync(join(repositoryTop, source)))
const names = offered.map(({ subpath }) => subpath.replace('.', 'silencio'))

beforeAll(async () => {
  await ensureBuilt(repositoryTop, { parts: ['bundles', 'declarations'] })
  const imports = names.map((name, index) => `import * as room${index} from '${name}'\n`).join('')
  const sizes = names.map((_, index) => `Object.keys(room${index}).length > 0`).join(', ')
  project = newProject({ 'main.ts': `${imports}console.log(JSON.stringify([${sizes}]))\n` })
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('a project that uses the package', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ])(
    'type-checks with module %s and resolution %s, declarations included',
    async (module, moduleResolution) => {
      expect(await typeChecked(project, ['main.ts'], { module, moduleResolution })).toEqual(WELL)
    },
  )

  test('type-checks where nothing is installed but the package and what it depends on', async () => {
    const installed = join(project, 'installed')
    const copy = join(installed, 'node_modules', 'silencio')
    for (const part of ['dist/types', 'package.json']) {
      cpSync(join(repositoryTop, part), join(copy, part), { recursive: true })
    }
    const { dependencies }: { dependencies: object } = JSON.parse(
      readFileSync(join(repositoryTop, 'package.json'), 'utf8'),
    )
    for (const name of [...Object.keys(dependencies), '@types/node']) {
      mkdirSync(join(installed, 'node_modules', name, '..'), { recursive: true })
      link(join(repositoryTop, 'node_modules', name), join(installed, 'node_modules', name))
    }
    writeFileSync(join(installed, 'package.json'), '{ "type": "module" }')
    cpSync(join(project, 'main.ts'), join(installed, 'main.ts'))
    expect(await typeChecked(installed, ['main.ts'])).toEqual(WELL)
  })

  const nodes = [process.execPath, olderNodeBinary].filter((binary) => binary !== undefined)
  test.each(nodes)('loads every part of it, without the project’s own packages: %s', async (node) => {
    // A copy of what is published: nothing in it may be found through the repository.
    const bare = join(project, 'bare')
    const copy = join(bare, 'node_modules', 'silencio')
    for (const part of ['dist', 'package.json']) {
      cpSync(join(repositoryTop, part), join(copy, part), { recursive: true })
    }
    const text = names.map((name) => `Object.keys(await import('${name}')).length > 0`).join(', ')
    writeFileSync(join(bare, 'main.mjs'), `console.log(JSON.stringify([${text}]))\n`)
    const loaded = await run(node, [join(bare, 'main.mjs')], { cwd: bare })
    expect(loaded).toEqual({ status: 0, stdout: `${JSON.stringify(names.map(() => true))}\n`, stderr: '' })
  })

  test('compiles for pages and phones with the runtime that is published', async () => {
    const main = `import { check, emit } from 'silencio/compiler'
import runtimeBundle from 'silencio/runtime/standalone.json' with { type: 'json' }
import { RUNTIME_VERSION as runtimeVersion } from 'silencio/runtime'
const text = 'tempo 96 bpm\\nmetronome click { beat |x x x x| }\\n'
const { ir } = check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } })
if (ir === null) throw new Error('no policy')
const options = { target: 'standalone', runtimeVersion, sourcePath: 'a.sil', sourceText: text } as const
const { js } = emit(ir, { ...options, runtimeBundle })
const policy = await import(\`data:text/javascript,\${encodeURIComponent(js)}\`)
console.log(policy.default.start().advance(2).length)
try {
  emit(ir, options)
} catch (error) {
  console.log(String(error))
}
`
    writeFileSync(join(project, 'compiles.ts'), main)
    expect(await typeChecked(project, ['compiles.ts'])).toEqual(WELL)
    const ran = await run(process.execPath, [join(project, 'compiles.ts')], { cwd: project })
    expect(ran.stdout).toBe(
      '4\nTypeError: target standalone needs the runtime bundle, silencio/runtime/standalone.json\n',
    )
  })
})
