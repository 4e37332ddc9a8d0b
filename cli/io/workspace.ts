/**
 * The file system as the compiler may see it. The workspace is the working folder when the file lies inside it, else
 * the file's own folder; for what lies nowhere, as what comes by a pipe, the working folder. Imports never leave it, not even through a symbolic link.
 */

import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import type { SourceHost } from '../../compiler/compile-api.ts'
import type { Ear } from '../../lsp/host.ts'
import { isInside, MAX_SOURCE_BYTES, workspaceHost } from '../../lsp/node-files.ts'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'
import { workingFolder } from './here.ts'
import { readText } from './text.ts'

export interface OpenedFile {
  /** As the user named it. */
  readonly shown: string
  /** Relative to the workspace, with `/`. */
  readonly path: string
  readonly text: string
  readonly host: SourceHost
  /** Absolute paths of what was asked of `host` so far, also of what is not there: imports and recordings. */
  readonly asked: ReadonlySet<string>
  /** Absolute folder of the workspace. */
  readonly root: string
  /** Absolute path of the file. */
  readonly absolute: string
}

/** @param ear what hears recordings; the lexicon's where not given */
export function openSource(file: string, ear?: Ear): OpenedFile {
  if (file === '') throw new Failure(INPUT_ERROR, 'A file name is missing.')
  const { absolute, root, path } = placeOf(file)
  const text = readText(absolute, MAX_SOURCE_BYTES, file)
  const asked = new Set<string>()
  return {
    shown: file,
    path,
    text,
    host: noting(workspaceHost(root, ear), (path) => asked.add(resolve(root, path))),
    asked,
    root,
    absolute,
  }
}

function placeOf(file: string): Pick<OpenedFile, 'absolute' | 'root' | 'path'> {
  const cwd = workingFolder()
  const given = resolve(file)
  let absolute: string
  try {
    absolute = realpathSync(given)
  } catch (error) {
    if (!isThere(given)) throw fileFailure(file, error, 'read')
    absolute = ''
  }
  // What a shell puts in the place of `<(…)` can be read, and no real path leads to it.
  if (!existsSync(absolute) && isThere(given))
    return { absolute: given, root: cwd ?? dirname(given), path: basename(given) }
  const root = cwd !== null && isInside(cwd, absolute) ? cwd : dirname(absolute)
  return { absolute, root, path: relative(root, absolute).split(sep).join('/') }
}

function isThere(file: string): boolean {
  try {
    return !statSync(file).isDirectory()
  } catch {
    return false
  }
}

/** A host that tells what it is asked for. */
function noting(host: SourceHost, note: (path: string) => void): SourceHost {
  const { hear } = host
  return {
    read(path) {
      note(path)
      return host.read(path)
    },
    ...(hear && {
      hear(path) {
        note(path)
        return hear(path)
      },
    }),
  }
}
