/**
 * The compiler's SHA-256 in the page: the runtime's small one, which the band's thread has anyway, in place of the
 * library's (2 kB, compressed, that everybody waits for). It takes half a millisecond more for a large piece; on a
 * machine that compiles many files the library stays.
 */

import type { Plugin } from 'esbuild'

const CONTENTS = `import { sha256 as hex } from './runtime/session/sha256.ts'
export const sha256 = (bytes) => Uint8Array.from(hex(bytes).match(/../g), (byte) => Number.parseInt(byte, 16))
`

/** @param top where the repository lies */
export const smallHash = (top: string): Plugin => ({
  name: 'small-hash',
  setup(build) {
    build.onResolve({ filter: /^@noble\/hashes\/sha2\.js$/ }, () => ({ path: 'sha2', namespace: 'small' }))
    build.onLoad({ filter: /^sha2$/, namespace: 'small' }, () => ({
      contents: CONTENTS,
      loader: 'js',
      resolveDir: top,
    }))
  },
})
