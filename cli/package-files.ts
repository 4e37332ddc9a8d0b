/** Finds files that travel with the package: pages, runtime bundles, templates. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure, MACHINE_FAILED } from './outcome.ts'

let root: string | null = null

/** The package's folder, from the source tree and from dist/ alike. */
export function packageRoot(): string {
  if (root !== null) return root
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) {
      root = folder
      return folder
    }
    if (dirname(folder) === folder)
      throw new Failure(MACHINE_FAILED, 'This installation of silencio is incomplete.')
  }
}

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))
  const version: unknown =
    typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : null
  return typeof version === 'string' ? version : '0.0.0'
}

/** A file of the built package, e.g. `dist/runtime/standalone.json`. */
export function packageFile(path: string): string {
  const full = join(packageRoot(), path)
  if (!existsSync(full)) {
    throw new Failure(
      MACHINE_FAILED,
      `${path} is missing from this installation.`,
      'In the source tree: npm run build',
    )
  }
  return full
}
