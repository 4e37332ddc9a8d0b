/** Somebody else's project, which has the package and Node's types in its node_modules. */

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { link } from './links.ts'
import { repositoryTop, run } from './sil.ts'

/** Makes one, with files by name, and gives its folder. */
export function newProject(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'silencio-consumer-'))
  mkdirSync(join(folder, 'node_modules'))
  link(repositoryTop, join(folder, 'node_modules', 'silencio'))
  link(join(repositoryTop, 'node_modules', '@types'), join(folder, 'node_modules', '@types'))
  const all = { 'package.json': '{ "type": "module" }', ...files }
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text)
  return folder
}

/** A program that ended well and said nothing. */
export const WELL = { status: 0, stdout: '', stderr: '' }

/** What TypeScript says of files in a folder. @param options beside those of a strict program for Node */
export function typeChecked(folder: string, files: readonly string[], options: object = {}) {
  const usual = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
  }
  const compilerOptions = { ...usual, ...options }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const tsc = join(repositoryTop, 'node_modules', 'typescript', 'bin', 'tsc')
  return run(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], { cwd: folder })
}
