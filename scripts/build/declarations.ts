import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rename } from '../../training/rename.ts'

/** Emits the `.d.ts` of everything that can be imported into dist/types. Checking types is the lint's work. */
export async function buildDeclarations(top: string): Promise<void> {
  const types = join(top, 'dist', 'types')
  const unfinished = `${types}.${process.pid}.tmp`
  const tsc = join(createRequire(import.meta.url).resolve('typescript/package.json'), '..', 'bin', 'tsc')
  await promisify(execFile)(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', unfinished], {
    cwd: top,
  })
  // Whoever reads them meanwhile finds the old ones until the new ones are whole.
  rmSync(types, { recursive: true, force: true })
  rename(unfinished, types)
}
