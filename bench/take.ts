/**
 * `npm run bench:take -- ID [--out FOLDER]`: one recorded performance's beats as an onset file, and how to hear the band
 * play along. Without an ID: which there are.
 */

import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readJsonLines } from '../cli/io/json-lines.ts'

const DATA = new URL('../../shared/data/following/dev.jsonl', import.meta.url).pathname

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'out' } },
  allowPositionals: true,
})
if (!existsSync(DATA)) console.log('no recordings here (shared/data/following/dev.jsonl), skipped')
else process.exitCode = write(positionals[0], values.out)

function write(id: string | undefined, folder: string): number {
  const lines = readJsonLines(DATA).map(({ value }) => value)
  if (id === undefined) {
    for (const { id: known, domain } of lines) console.log(`${String(domain).padEnd(10)}${String(known)}`)
    return 0
  }
  const found = lines.find((line) => line.id === id)
  if (found === undefined || !Array.isArray(found.beats)) {
    console.error(`there is no performance ${id}; without an id this command lists all`)
    return 1
  }
  const beats: readonly number[] = found.beats
  const [first = 0] = beats
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${id.replaceAll(/[^\w-]+/g, '-')}.json`)
  const unfinished = `${file}.${process.pid}.tmp`
  writeFileSync(unfinished, `${JSON.stringify(beats.map((beat) => Number((beat - first).toFixed(6))))}\n`)
  renameSync(unfinished, file)
  console.log(`${file}: ${beats.length} beats. Play along:`)
  console.log(`  sil perform bench/pieces/along.sil --onsets ${file} --out ${join(folder, 'along')}`)
  return 0
}
