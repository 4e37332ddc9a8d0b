import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'

interface Bundled {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly folder: string
}

/** What credits the packages inside a bundle that travels alone. */
export function credits(top: string, metafile: Metafile): string {
  const names = bundledPackages(top, [metafile]).map((one) => `${one.name} ${one.version} (${one.licence})`)
  return `Silencio runtime, MIT${names.length > 0 ? `; contains ${names.join(', ')}` : ''}`
}

/**
 * The licences of all packages inside the bundles, as their terms ask for wherever copies go.
 *
 * @param more folders of packages whose data is in the bundles, and not their code.
 */
export function licenceTexts(top: string, metafiles: readonly Metafile[], more: readonly string[]): string {
  const sections = bundledPackages(top, metafiles, more).map((one) => {
    const file = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: one.folder }).sort()[0]
    const text = file ? readFileSync(join(one.folder, file), 'utf8').trim() : `Licence: ${one.licence}`
    return `${one.name} ${one.version} (${one.licence})\n\n${text}\n`
  })
  return sections.join(`\n${'-'.repeat(80)}\n\n`)
}

function bundledPackages(
  top: string,
  metafiles: readonly Metafile[],
  more: readonly string[] = [],
): readonly Bundled[] {
  const folders = new Set<string>(more)
  for (const { inputs } of metafiles) {
    for (const path of Object.keys(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]
      if (folder) folders.add(folder)
    }
  }
  return [...folders].sort().map((folder) => describe(join(top, folder)))
}

function describe(folder: string): Bundled {
  const path = join(folder, 'package.json')
  const manifest: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const field = (key: string): string => {
    const value: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, key) : ''
    return typeof value === 'string' ? value : ''
  }
  return { name: field('name'), version: field('version'), licence: field('license'), folder }
}
