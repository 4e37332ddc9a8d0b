/** The runtime as one text, made as the build makes it. */

import { buildSync } from 'esbuild'
import { repositoryTop } from '../../harness/sil.ts'

const made = new Map<boolean, string>()

export function runtimeBundle(minify = false): string {
  let text = made.get(minify)
  if (text === undefined) {
    const { outputFiles } = buildSync({
      absWorkingDir: repositoryTop,
      entryPoints: ['runtime/standalone.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      charset: 'utf8',
      legalComments: 'none',
      minify,
      logLevel: 'silent',
    })
    text = `// Silencio runtime\n${outputFiles[0]?.text ?? ''}`
    made.set(minify, text)
  }
  return text
}
