import { join } from 'node:path'
import { build } from 'esbuild'
import { SERVED_FILES } from '../../models/timbre/text/served-files.ts'
import type { PageFiles } from './browser.ts'
import { repositoryTop } from './sil.ts'

/** A page that can run the sentence encoder: `page.js`, `worker.js`, and what the worker loads. */
export async function encoderPage(): Promise<PageFiles> {
  const folder = join(repositoryTop, 'models/timbre/text/browser')
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'encoder.ts'), join(folder, 'worker.ts')],
    outdir: 'out',
    bundle: true,
    format: 'esm',
    write: false,
  })
  const [page, worker] = outputFiles
  return {
    'page.js': page?.text ?? '',
    'worker.js': worker?.text ?? '',
    ...Object.fromEntries(Object.entries(SERVED_FILES).map(([name, read]) => [name, read()])),
  }
}
