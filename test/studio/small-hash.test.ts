import { createHash } from 'node:crypto'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { smallHash } from '../../scripts/build/small-hash.ts'
import { importFresh } from '../harness/fresh-module.ts'
import { repositoryTop } from '../harness/sil.ts'

type Sha256 = (bytes: Uint8Array) => Uint8Array

/** The page's hash in the place of the library's. */
async function pageHash(): Promise<Sha256> {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { sha256 } from '@noble/hashes/sha2.js'`,
      resolveDir: repositoryTop,
      loader: 'js',
    },
    bundle: true,
    write: false,
    format: 'esm',
    plugins: [smallHash(repositoryTop)],
  })
  return (await importFresh<{ readonly sha256: Sha256 }>(outputFiles[0]?.text ?? '')).sha256
}

describe('the hash of the page', () => {
  it('is SHA-256, whatever the length: a piece has one hash here and for sil', async () => {
    const sha256 = await pageHash()
    for (const length of [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 4_000, 100_003]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 131 + 7) % 256)
      const expected = new Uint8Array(createHash('sha256').update(bytes).digest())
      expect(sha256(bytes), `${length} bytes`).toEqual(expected)
    }
  })
})
