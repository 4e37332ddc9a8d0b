import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildBundles } from './bundles.ts'
import { buildDeclarations } from './declarations.ts'
import { buildPiano } from './piano/piano.ts'
import { type Part, readStamp, sourcesKey, writeStamp } from './stamp.ts'
import { buildStudio } from './studio.ts'

/**
 * Builds the parts of dist/ that are stale and resolves to their names.
 *
 * @param anew of what was built before nothing stays: a package holds one build, and nobody's unfinished files
 */
export async function ensureBuilt(
  top: string,
  {
    parts,
    force = false,
    anew = false,
  }: { readonly parts: readonly Part[]; readonly force?: boolean; readonly anew?: boolean },
): Promise<readonly Part[]> {
  if (anew) rmSync(join(top, 'dist'), { recursive: true, force: true })
  const stamp = readStamp(top)
  const keys = new Map(parts.map((part) => [part, sourcesKey(top, part)]))
  const stale = parts.filter((part) => force || stamp[part] !== keys.get(part))
  for (const part of stale) {
    if (part === 'bundles') await buildBundles(top)
    else if (part === 'studio') await buildStudio(top)
    else if (part === 'sounds') buildPiano(top)
    else await buildDeclarations(top)
    // A source edited meanwhile has another key than the one stamped here, and is built next time.
    writeStamp(top, part, keys.get(part) ?? '')
  }
  return stale
}
