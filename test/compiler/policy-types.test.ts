import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryTop, run } from '../harness/sil.ts'

/** What the compiler repeats of the runtime's contract, because it may not import it. */
const repeated = [
  ...readFileSync(join(repositoryTop, 'compiler', 'policy-types.ts'), 'utf8').matchAll(
    /^export (?:type|interface) (\w+)/gm,
  ),
].flatMap(([, name]) => name ?? [])

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-types-'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Which of these pairs of types tsc finds to be no pair. */
async function different(
  pairs: Readonly<Record<string, readonly [string, string]>>,
): Promise<readonly string[]> {
  const modulePath = (room: string): string => JSON.stringify(join(repositoryTop, room))
  const lines = [
    `import type * as Compiler from ${modulePath('compiler/policy-types.ts')}`,
    `import type * as Runtime from ${modulePath('runtime/policy.ts')}`,
    // True where two types are one, `readonly` and optional fields included.
    'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false',
    ...Object.entries(pairs).map(([name, [a, b]]) => `export const ${name}: Same<${a}, ${b}> = true`),
  ]
  writeFileSync(join(folder, 'pairs.ts'), lines.join('\n'))
  const project = {
    extends: join(repositoryTop, 'tsconfig.json'),
    compilerOptions: { types: [] },
    include: [],
    files: ['pairs.ts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project))
  const tsc = join(repositoryTop, 'node_modules', 'typescript', 'bin', 'tsc')
  const { stdout } = await run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const number = Number(/^pairs\.ts\((\d+),/.exec(line)?.[1])
      return Object.keys(pairs)[number - 4] ?? line
    })
}

test('the compiler’s types of the policy contract are the runtime’s', async () => {
  expect(repeated).toEqual(['Articulation', 'MemberKind', 'Voicing', 'SlotSpec', 'MeterDef', 'ChordDef'])
  const pairs = repeated.map((name) => [name, [`Compiler.${name}`, `Runtime.${name}`] as const] as const)
  expect(await different(Object.fromEntries(pairs))).toEqual([])
})

test('a difference would be seen', async () => {
  const found = await different({
    missing: ["Omit<Compiler.SlotSpec, 'doc'>", 'Runtime.SlotSpec'],
    writable: ['{ -readonly [K in keyof Compiler.MeterDef]: Compiler.MeterDef[K] }', 'Runtime.MeterDef'],
    wider: ["Compiler.Voicing | 'drop3'", 'Runtime.Voicing'],
    alike: ['Compiler.ChordDef', 'Runtime.ChordDef'],
  })
  expect(found).toEqual(['missing', 'writable', 'wider'])
})
