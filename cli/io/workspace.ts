/**
 * The file system as the compiler may see it. The workspace is the working folder when the file lies inside it, else
 * the file's own folder. Imports never leave it, not even through a symbolic link.
 */

import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { SourceHost, SourceText } from '../../compiler/compile-api.ts'
import { MAX_FILE_LENGTH } from '../../language/parse.ts'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'
import { decodeUtf8, readText } from './text.ts'

/** A UTF-16 unit takes at most three bytes of UTF-8. */
const MAX_BYTES = MAX_FILE_LENGTH * 3

export interface OpenedFile {
  /** As the user named it. */
  readonly shown: string
  /** Relative to the workspace, with `/`. */
  readonly path: string
  readonly text: string
  readonly host: SourceHost
  /** Absolute folder of the workspace. */
  readonly root: string
  /** Absolute path of the file. */
  readonly absolute: string
}

export function openSource(file: string): OpenedFile {
  if (file === '') throw new Failure(INPUT_ERROR, 'A file name is missing.')
  let absolute: string
  try {
    absolute = realpathSync(resolve(file))
  } catch (error) {
    throw fileFailure(file, error, 'read')
  }
  const text = readText(absolute, MAX_BYTES, file)
  const cwd = realpathSync(process.cwd())
  const root = isInside(cwd, absolute) ? cwd : dirname(absolute)
  return {
    shown: file,
    path: relative(root, absolute).split(sep).join('/'),
    text,
    host: workspaceHost(root),
    root,
    absolute,
  }
}

export function workspaceHost(root: string): SourceHost {
  return { read: (path) => readConfined(root, path) }
}

function readConfined(root: string, path: string): SourceText {
  const absolute = resolve(root, path)
  if (!isInside(root, absolute)) return { kind: 'refused', why: 'it lies outside the workspace' }
  try {
    const real = realpathSync(absolute)
    if (!isInside(root, real)) return { kind: 'refused', why: 'it is a link that leaves the workspace' }
    const stat = statSync(real)
    if (!stat.isFile()) return { kind: 'refused', why: 'it is not a file' }
    if (stat.size > MAX_BYTES) return { kind: 'refused', why: `it is larger than ${MAX_BYTES} bytes` }
    const text = decodeUtf8(readFileSync(real))
    return text === null ? { kind: 'refused', why: 'it is not UTF-8 text' } : { kind: 'text', text }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' }
    if (code === 'ELOOP') return { kind: 'refused', why: 'it is a link that leads back to itself' }
    return { kind: 'refused', why: 'it cannot be read' }
  }
}

/** Is `path` the folder `root` or below it? Both absolute. */
function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}
