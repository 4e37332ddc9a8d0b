import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cliEntry, libraryEntries, withoutExtension } from '../../scripts/build/entries.ts'
import { BUNDLED } from '../../scripts/rooms/bundled.ts'
import { olderNodeBinary } from '../harness/node.ts'
import { repositoryTop, run } from '../harness/sil.ts'

interface Manifest {
  readonly files: readonly string[]
  readonly engines: { readonly node: string }
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly optionalDependencies?: unknown
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>
}

interface Locked {
  readonly dev?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly link?: boolean
  readonly optional?: boolean
  readonly resolved?: string
  readonly os?: string | readonly string[]
}

const readJson = <T>(...path: readonly string[]): T =>
  JSON.parse(readFileSync(join(repositoryTop, ...path), 'utf8'))

const manifest = readJson<Manifest>('package.json')
const { packages } = readJson<{ packages: Readonly<Record<string, Locked>> }>('package-lock.json')

/** What an entry exports by name from other files, with these. */
function namesOf(source: string): readonly (readonly [name: string, file: string])[] {
  const text = readFileSync(join(repositoryTop, source), 'utf8')
  return [...text.matchAll(/export \{([^}]*)\} from '([^']+)'/g)].flatMap(([, names = '', from = '']) =>
    (names.match(/\w+/g) ?? []).map((name) => [name, join(repositoryTop, source, '..', from)] as const),
  )
}

describe('the package', () => {
  test('offers exactly what the build makes', () => {
    const built = libraryEntries.map(({ subpath, source }) => [
      subpath,
      {
        types: `./dist/types/${withoutExtension(source)}.d.ts`,
        default: `./dist/${withoutExtension(source)}.js`,
      },
    ])
    expect(manifest.exports).toEqual({
      ...Object.fromEntries(built),
      // The audio is a part of the runtime, and is found there, too.
      './runtime/audio': Object.fromEntries(built)['./audio'],
      // Programs, and not modules: an editor starts them.
      './lsp': { browser: './dist/lsp/worker.js', default: './dist/lsp/node.cjs' },
      './lsp/node': './dist/lsp/node.cjs',
      './lsp/worker': './dist/lsp/worker.js',
      './golden-sessions/*.json': './test/golden/sessions/*.json',
      './runtime/standalone.json': './dist/runtime/standalone.json',
      './score.proto': './runtime/score/score.proto',
      './sounds/*': './dist/sounds/*',
      './schemas/*.json': './schemas/*.json',
      './package.json': './package.json',
    })
    expect(manifest.bin).toEqual({ sil: `./dist/${withoutExtension(cliEntry)}.js` })
  })

  test('says of each function and class that it offers what that does, where an editor looks for it', () => {
    const bare = libraryEntries.flatMap(({ source }) =>
      namesOf(source).filter(([name, file]) => {
        const text = readFileSync(file, 'utf8')
        const at = text.search(new RegExp(`^export (async function|function|class) ${name}\\b`, 'm'))
        return at > 0 && !text.slice(0, at).endsWith('*/\n')
      }),
    )
    expect(bare).toEqual([])
  })

  test('brings no Node along: that is for this repository only', () => {
    expect(manifest.optionalDependencies).toBeUndefined()
    const brought = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)]
    expect(brought.filter((name) => /^node(-|$)/.test(name))).toEqual([])
  })

  test('asks whoever installs it for nothing that is bundled, whose licences are there', () => {
    for (const name of BUNDLED) {
      expect(Object.keys(manifest.dependencies)).not.toContain(name)
      expect(Object.keys(manifest.devDependencies)).toContain(name)
    }
    const texts = readFileSync(join(repositoryTop, 'dist', 'THIRD-PARTY-LICENCES.txt'), 'utf8')
    const inside = [...texts.matchAll(/^(\S+) \d+\.\d+\.\d+ \(/gm)].map(([, name]) => name)
    const named = [...BUNDLED, ...Object.keys(manifest.dependencies)]
    expect(inside).toEqual(expect.arrayContaining(named))
  })

  test('installs only what takes the oldest Node that it promises', () => {
    expect(manifest.engines.node).toBe('>=20')
    for (const name of Object.keys(manifest.dependencies)) {
      const { engines } = readJson<{ engines?: { node?: string } }>('node_modules', name, 'package.json')
      expect(engines?.node ?? 'any', name).toMatch(/^(any|>= ?(1?\d|20)(\.0)*)$/)
    }
  })

  test('pins every dependency to one version', () => {
    // DuckDB counts its releases behind DuckDB's own version: `1.5.6-r.1`.
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-r\.\d+)?$/.test(version))).toEqual([])
  })

  test('can be installed beside any version of what it can do without', () => {
    expect(new Set(Object.values(manifest.peerDependencies))).toEqual(new Set(['*']))
    for (const name of Object.keys(manifest.peerDependencies))
      expect(manifest.peerDependenciesMeta[name], name).toEqual({ optional: true })
  })

  test('is locked without the address of anybody’s registry', () => {
    const addresses = Object.values(packages).flatMap(({ resolved, link }) =>
      resolved && !link ? [resolved] : [],
    )
    expect(addresses).toEqual([])
  })
})

describe('the README', () => {
  const links = [...readFileSync(join(repositoryTop, 'README.md'), 'utf8').matchAll(/\]\(([a-z][^):#]*)\)/g)]

  test('has links', () => {
    expect(links.length).toBeGreaterThan(10)
  })

  test.each(links.map(([, path = '']) => path))('links to %s, which is published', (path) => {
    expect(existsSync(join(repositoryTop, path))).toBe(true)
    const whole = path.replace(/\/$/, '')
    expect(manifest.files.some((part) => whole === part || whole.startsWith(`${part}/`))).toBe(true)
  })
})

describe('a tool with a binary for each system', () => {
  const tools = ['@biomejs/biome', '@esbuild', 'oxc-parser', 'rolldown', 'typescript', 'lightningcss']
  const scopes = [
    '@biomejs/cli',
    '@esbuild/',
    '@oxc-parser/binding',
    '@rolldown/binding',
    '@typescript/typescript',
    'lightningcss',
  ]
  test.each(tools.map((tool, index) => [tool, scopes[index] ?? '']))(
    '%s is locked for all of them',
    (_, scope) => {
      const systems = Object.keys(packages).filter((path) => path.startsWith(`node_modules/${scope}`))
      for (const system of ['darwin-arm64', 'darwin-x64', 'linux-x64', 'linux-arm64', 'win32-x64']) {
        expect(systems.filter((path) => path.includes(system))).not.toEqual([])
      }
    },
  )
})

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('the packaged Node', () => {
  test('is the `node` that the project’s commands find, whatever the machine has', async () => {
    const { stdout } = await run(join(repositoryTop, 'node_modules', '.bin', 'node'), ['--version'])
    expect(stdout).toMatch(/^v24\./)
    expect(process.version).toMatch(/^v24\./)
  })

  test('has an older one beside it that stays out of the way', async () => {
    expect(olderNodeBinary).toBeDefined()
    const { stdout } = await run(olderNodeBinary ?? '', ['--version'])
    expect(stdout).toMatch(/^v22\./)
  })
})

/** Licences that let anyone use, change and pass on the package, in anything. */
const PERMISSIVE = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']

/** An SPDX expression is permissive when one side of each OR, and both of each AND, are. */
function isPermissive(expression: string): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  return bare
    .split(' OR ')
    .some((side) => side.split(' AND ').every((name) => PERMISSIVE.includes(name.trim())))
}

describe('licences', () => {
  const bundled = [...BUNDLED.map((name) => `node_modules/${name}`)]
  // What these need is bundled with them.
  for (const path of bundled) {
    for (const name of Object.keys(packages[path]?.dependencies ?? {})) {
      if (!bundled.includes(`node_modules/${name}`)) bundled.push(`node_modules/${name}`)
    }
  }
  const shipped = Object.entries(packages).filter(
    ([path, entry]) =>
      bundled.includes(path) ||
      (path.includes('node_modules/') && !entry.dev && !entry.link && !/\/node-[a-z]+-\w+$/.test(path)),
  )

  test('there are dependencies to look at', () => {
    expect(shipped.length).toBeGreaterThanOrEqual(Object.keys(manifest.dependencies).length + BUNDLED.length)
  })

  test.each(shipped.map(([path]) => path))('%s is MIT, Apache, BSD or ISC', (path) => {
    const { license } = readJson<{ license?: unknown }>(path, 'package.json')
    expect(license).toSatisfy(
      (value: unknown) => typeof value === 'string' && isPermissive(value),
      `not ${license}`,
    )
  })

  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['Apache-2.0 AND MIT', true],
    ['AGPL-3.0-or-later', false],
    ['MIT AND GPL-3.0', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('%s: may be shipped is %s', (expression, expected) => {
    expect(isPermissive(expression)).toBe(expected)
  })

  test('ours is there', () => {
    expect(existsSync(join(repositoryTop, 'LICENSE'))).toBe(true)
  })
})
