import { globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Output {
  /** From the repository's top, with `/`. */
  readonly path: string
  readonly text: string
}

/** A running `sil` may still load the chunks of the build it was started from. */
const OLD_CHUNK_GRACE_MS = 10 * 60_000

/**
 * Writes a build's files and returns those that changed. Each appears whole or not at all, and unchanged ones
 * keep their time: somebody else may be running what we replace.
 */
export function replaceOutputs(top: string, outputs: readonly Output[]): readonly string[] {
  const written: string[] = []
  for (const { path, text } of outputs) {
    const file = join(top, path)
    if (contentOf(file) === text) continue
    mkdirSync(dirname(file), { recursive: true })
    const unfinished = `${file}.${process.pid}.tmp`
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
    written.push(path)
  }
  removeLeftovers(top, new Set(outputs.map((output) => output.path)))
  return written
}

function removeLeftovers(top: string, current: ReadonlySet<string>): void {
  for (const found of globSync('dist/**/*.{js,json,map,txt,tmp}', { cwd: top })) {
    const path = found.replaceAll('\\', '/')
    if (current.has(path) || path.startsWith('dist/types/')) continue
    const file = join(top, path)
    if (Date.now() - statSync(file).mtimeMs > OLD_CHUNK_GRACE_MS) rmSync(file, { force: true })
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
