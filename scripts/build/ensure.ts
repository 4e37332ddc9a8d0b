import { buildBundles } from './bundles.ts'
import { buildDeclarations } from './declarations.ts'
import { type Part, readStamp, sourcesKey, writeStamp } from './stamp.ts'
import { buildStudio } from './studio.ts'

/** Builds the parts of dist/ that are stale and resolves to their names. */
export async function ensureBuilt(
  top: string,
  { parts, force = false }: { readonly parts: readonly Part[]; readonly force?: boolean },
): Promise<readonly Part[]> {
  const key = sourcesKey(top)
  const stamp = readStamp(top)
  const stale = parts.filter((part) => force || stamp[part] !== key)
  for (const part of stale) {
    if (part === 'bundles') await buildBundles(top)
    else if (part === 'studio') await buildStudio(top)
    else await buildDeclarations(top)
    // A source edited meanwhile has another key than the one stamped here, and is built next time.
    writeStamp(top, part, key)
  }
  return stale
}
