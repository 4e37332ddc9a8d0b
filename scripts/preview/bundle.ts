import { build } from 'esbuild'

/** One module for a page from a file of the studio's views. */
export async function bundleViews(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
  })
  return outputFiles[0]?.text ?? ''
}
