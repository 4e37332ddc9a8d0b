/** Where a text from a link lies: in the folder of the gallery in which it finds what it imports. */

const IMPORT = /^\s*import\b[^"\n]*"([^"\n]+)"/gm
const USUAL = 'examples'

/** @param files paths of the gallery */
export function folderOf(files: readonly string[], text: string): string {
  const wanted = [...text.matchAll(IMPORT)].map(([, path = '']) => path)
  const known = new Set(files)
  const folders = new Set([USUAL, ...files.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))])
  for (const folder of folders) if (wanted.every((path) => known.has(joined(folder, path)))) return folder
  return USUAL
}

function joined(folder: string, path: string): string {
  const steps = folder.split('/')
  for (const step of path.split('/')) {
    if (step === '..') steps.pop()
    else if (step !== '.') steps.push(step)
  }
  return steps.join('/')
}
