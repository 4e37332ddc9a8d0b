import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rename } from '../../training/rename.ts'

export interface Output {
  /** From the repository's top, with `/`. */
  readonly path: string
  readonly text: string | Uint8Array
}

/** Of a program; esbuild's own of what is no text has another way. */
export const toOutput = (top: string, file: { readonly path: string; readonly text: string }): Output => ({
  path: file.path.slice(top.length + 1).replaceAll('\\', '/'),
  text: file.text,
})

/** A running `sil` may still load the chunks of the build it was started from. */
const OLD_CHUNK_GRACE_MS = 10 * 60_000

/**
 * Writes a build's files and returns those that changed. Each appears whole or not at all, and unchanged ones
 * keep their time: somebody else may be running what we replace. What an older build left in `folder` goes.
 */
export function replaceOutputs(top: string, outputs: readonly Output[], folder = 'dist'): readonly string[] {
  const written: string[] = []
  for (const { path, text } of outputs) {
    const file = join(top, path)
    if (holds(file, text)) continue
    mkdirSync(dirname(file), { recursive: true })
    const unfinished = `${file}.${process.pid}.tmp`
    writeFileSync(unfinished, text)
    rename(unfinished, file)
    written.push(path)
  }
  removeLeftovers(top, folder, new Set(outputs.map((output) => output.path)))
  return written
}

/** Folders of dist/ that are made by a build of their own. */
const APART = ['dist/types', 'dist/studio', 'dist/sounds', 'dist/timbre']

function removeLeftovers(top: string, folder: string, current: ReadonlySet<string>): void {
  for (const found of globSync(`${folder}/**/*.{js,css,ttf,json,map,txt,onnx,bin,tmp}`, { cwd: top })) {
    const path = found.replaceAll('\\', '/')
    if (current.has(path)) continue
    if (APART.some((apart) => apart !== folder && path.startsWith(`${apart}/`))) continue
    const file = join(top, path)
    if (Date.now() - statSync(file).mtimeMs > OLD_CHUNK_GRACE_MS) rmSync(file, { force: true })
  }
}

function holds(file: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(file).equals(typeof content === 'string' ? Buffer.from(content) : content)
  } catch {
    return false
  }
}
