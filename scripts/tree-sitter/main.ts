/**
 * `npm run gen:tree-sitter`: writes the grammar's generated files. Those of the tables need nothing. The parser needs the program
 * `tree-sitter` (0.22), and its WebAssembly, which the tests load, `clang` and `wasm-ld` (14 or later): where they are missing it says so.
 */

import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generated } from './generated.ts'
import { digestOf, STAMP } from './sources.ts'

const folder = join(import.meta.dirname, '..', '..', 'editors', 'tree-sitter-sil')
for (const [path, text] of Object.entries(generated)) {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

run(process.env.TREE_SITTER ?? 'tree-sitter', ['generate', '--no-bindings'])
run(process.env.CLANG ?? 'clang', [
  ...[
    '--target=wasm32-unknown-emscripten',
    '-Os',
    '-std=c11',
    '-fPIC',
    '-nostdlib',
    '-ffreestanding',
    '-fvisibility=hidden',
    '-Wall',
    '-Wextra',
    '-Wno-unused-but-set-variable',
  ],
  ...['-isystem', 'wasm', '-I', 'src'],
  ...['-Wl,--no-entry,--allow-undefined,--export=tree_sitter_sil,--strip-all,--experimental-pic,-shared'],
  ...['src/parser.c', 'src/scanner.c', '-o', 'tree-sitter-sil.wasm'],
])
writeFileSync(join(folder, STAMP), `${digestOf(folder)}\n`)

function run(program: string, args: readonly string[]): void {
  const { error, status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit' })
  if (error === undefined && status === 0) return
  console.error(
    `gen:tree-sitter: ${program} ${error === undefined ? `ended with ${status}` : 'is not installed'}; the parser was not made anew.`,
  )
  process.exit(3)
}
