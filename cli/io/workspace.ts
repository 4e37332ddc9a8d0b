/**
 * The file system as the compiler may see it. The workspace is the working folder when the file lies inside it, else
 * the file's own folder. Imports never leave it, not even through a symbolic link.
 */

import { realpathSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
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
  let absolute: string
  try {
    absolute = realpathSync(resolve(file))
  } catch (error) {
    throw fileFailure(file, error, 'read')
  }
  const text = readText(absolute, MAX_SOURCE_BYTES, file)
  const cwd = workingFolder()
  const root = cwd !== null && isInside(cwd, absolute) ? cwd : dirname(absolute)
  const asked = new Set<string>()
  return {
    shown: file,
    path: relative(root, absolute).split(sep).join('/'),
    text,
    host: noting(workspaceHost(root, ear), (path) => asked.add(resolve(root, path))),
    asked,
    root,
    absolute,
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
