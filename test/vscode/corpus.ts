/** Every `.sil` text that the project has: what grammars for editors are held against. By its name. */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const top = join(import.meta.dirname, '..', '..')

export const corpus: readonly (readonly [string, string])[] = [
  ...globSync(['examples/**/*.sil', 'test/baselines/*/*.sil'], { cwd: top })
    .filter((path) => /examples|baselines.[^/\\]+.main\.sil$/.test(path))
    .sort()
    .map((path) => [path, readFileSync(join(top, path), 'utf8')] as const),
  ...[...readFileSync(join(top, 'language/REFERENCE.md'), 'utf8').matchAll(/```sil[^\n]*\n(.*?)```/gs)].map(
    (block, i) => [`REFERENCE.md, block ${i + 1}`, block[1] ?? ''] as const,
  ),
]
