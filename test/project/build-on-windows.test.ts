/** What the build works out of the examples must not depend on how the system writes their paths. */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { examplePaths } from '../../scripts/build/examples.ts'
import { repositoryTop } from '../harness/sil.ts'

test('examples that import others are found with what they import, as Windows lists them', () => {
  const listed = ['examples\\uses-library.sil', 'examples\\bossa.sil', 'examples\\library\\timbres.sil']
  const paths = examplePaths(repositoryTop, listed)
  expect(paths).toEqual(['examples/bossa.sil', 'examples/library/timbres.sil', 'examples/uses-library.sil'])
  for (const path of paths) {
    const text = (of: string): string => readFileSync(join(repositoryTop, of), 'utf8')
    const host = {
      read: (of: string) =>
        existsSync(join(repositoryTop, of))
          ? ({ kind: 'text', text: text(of) } as const)
          : ({ kind: 'missing' } as const),
    }
    expect(
      check({ path, text: text(path), host }).diagnostics.map(({ code }) => code),
      path,
    ).not.toContain('SIL0701')
  }
  expect(examplePaths(repositoryTop)).toContain('examples/pocket-trio/pocket-trio.sil')
})
