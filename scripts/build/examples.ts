import { globSync } from 'node:fs'

/** The pieces of examples/, from the repository's top, with `/`: by a path with `\`, as Windows has them, no import is found. */
export const examplePaths = (
  top: string,
  found: readonly string[] = globSync('examples/**/*.sil', { cwd: top }),
): readonly string[] => found.map((path) => path.replaceAll('\\', '/')).sort()
