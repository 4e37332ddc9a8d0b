/** `sil new NAME`: a folder with a first band. */

import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve } from 'node:path'
import { type Context, printJson } from '../context.ts'
import { writeInto } from '../io/write.ts'
import { DONE, type ExitStatus, Failure, INPUT_ERROR } from '../outcome.ts'
import { printableLine } from '../print/printable.ts'
import { newBand } from '../templates/new-band.ts'

/** Names of devices, whatever their ending is; and a dot or blank at the end, which is lost there. */
const NOT_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)|[. ]$/i

export function runNew(context: Context, name: string): ExitStatus {
  const folder = resolve(name)
  const stem = basename(folder)
  if (name === '' || !/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u.test(stem)) {
    throw new Failure(
      INPUT_ERROR,
      `${JSON.stringify(name)} is no name for a band's folder.`,
      'Letters, digits, blanks, - and _ will do.',
    )
  }
  if (NOT_ON_WINDOWS.test(stem)) {
    throw new Failure(
      INPUT_ERROR,
      `${JSON.stringify(name)} is no name for a band's folder: Windows takes none of that name.`,
      'Choose another name; nothing was changed.',
    )
  }
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new Failure(INPUT_ERROR, `${name} is a file.`, 'Choose another name; nothing was changed.')
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Failure(
      INPUT_ERROR,
      `${name} exists and is not empty.`,
      'Choose another name; nothing was changed.',
    )
  }
  const files = newBand(stem)
  // As it was given: failures name it.
  writeInto(
    join(name, '.vscode'),
    files.map(({ path, text }) => ({ path: join(name, path), data: text })),
  )
  const paths = files.map((f) => f.path)
  if (context.json) printJson(context, { version: 1, folder: name, files: paths })
  else {
    const first = paths.find((p) => p.endsWith('.sil')) ?? ''
    context.err(`${printableLine(name)} holds your first band.\n\n`)
    const sil = ownName(folder)
    const steps = [
      `check ${first}`,
      `test ${first}`,
      `studio ${first}`,
      `render ${first} --bars 8 --out first.wav`,
      `score ${first} --bars 8 --out first.mid`,
    ]
    context.out(
      [`  cd ${printableLine(quoted(name))}`, ...steps.map((step) => `  ${sil} ${step}`), ''].join('\n'),
    )
  }
  return DONE
}

/**
 * How this program is called in that folder. Whoever came by npx has no `sil` on the path, and outside of where npx found it
 * npx would ask the registry for somebody else's package of that name.
 */
function ownName(folder: string): string {
  const { npm_command, npm_config_local_prefix: project } = process.env
  if (npm_command !== 'exec') return 'sil'
  const way = project === undefined ? '..' : relative(project, folder)
  if (way !== '' && !/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way)) return 'npx sil'
  return `node ${quoted(realpathSync(process.argv[1] ?? ''))}`
}

/** As a shell takes it. On Windows no name has a quote in it, and \ goes between folders. */
const quoted = (name: string): string => (process.platform === 'win32' ? `"${name}"` : JSON.stringify(name))
