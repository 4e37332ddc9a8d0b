/** The process of `./kept-sil.ts`: one command after the other, by the code that `dist/cli/sil.js` loads, in the folder that each is called in. */

import { readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Asked } from './kept-sil.ts'

const binary = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'sil.js')

enableCompileCache()
const main = mainOf(binary)
let last: Promise<void> = Promise.resolve()
process.on('message', (asked: Asked) => {
  last = last.then(() => answer(asked))
})
process.on('disconnect', () => process.exit())

async function answer({ args, cwd }: Asked): Promise<void> {
  process.chdir(cwd)
  const stdout = caught(process.stdout)
  const stderr = caught(process.stderr)
  const before = process.listeners('exit')
  const status = await (await main)(args)
  // What a command has left for its end is done, and does not wait for that of the next.
  for (const listener of process.listeners('exit')) {
    if (before.includes(listener)) continue
    process.off('exit', listener)
    listener.call(process, status)
  }
  // Its folder may go: no process must stand in it then.
  process.chdir(import.meta.dirname)
  process.send?.({ status, stdout: stdout(), stderr: stderr() })
}

/** From now on, until what it gives is called, the text that is written is kept. */
function caught(stream: NodeJS.WriteStream): () => string {
  const { write } = stream
  const chunks: Buffer[] = []
  stream.write = (chunk: string | Uint8Array, ...more: unknown[]): boolean => {
    chunks.push(Buffer.from(chunk))
    const written = more.find((one) => typeof one === 'function')
    if (written !== undefined) queueMicrotask(() => written())
    return true
  }
  return () => {
    stream.write = write
    return Buffer.concat(chunks).toString()
  }
}

/** The binary runs whatever it is called with as it is loaded: this is what it calls. */
async function mainOf(file: string): Promise<(argv: readonly string[]) => Promise<number>> {
  const [, chunk] = /import\("(\.\.\/chunks\/main-\w+\.js)"\)/.exec(readFileSync(file, 'utf8')) ?? []
  if (chunk === undefined) throw new Error(`${file} does not say where its main is`)
  const module = await import(new URL(chunk, pathToFileURL(file)).href)
  return module.main
}
