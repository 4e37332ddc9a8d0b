/** How a command ends. Exit statuses are part of the interface. */

import { existsSync, lstatSync } from 'node:fs'
import { dirname } from 'node:path'

export const DONE = 0
/** The input has errors, or a gate refused. */
export const INPUT_ERROR = 1
export const WRONG_USAGE = 2
/** Disk, port, server. */
export const MACHINE_FAILED = 3

export type ExitStatus = typeof DONE | typeof INPUT_ERROR | typeof WRONG_USAGE | typeof MACHINE_FAILED

/** Something the user can act on: printed as it is, never with a stack. */
export class Failure extends Error {
  readonly status: ExitStatus
  /** One sentence on how to mend it, or ''. */
  readonly hint: string
  /** What `--json` prints of it where that is more than message and hint. */
  readonly document: object | null

  /** @param message '' where people have been told */
  constructor(status: ExitStatus, message: string, hint = '', document: object | null = null) {
    super(message)
    this.name = 'Failure'
    this.status = status
    this.hint = hint
    this.document = document
  }
}

/** What a file-system call's failure means to a person. */
export function fileFailure(path: string, error: unknown, doing: 'read' | 'write'): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  switch (code) {
    case 'ENOENT':
      return doing === 'read'
        ? new Failure(INPUT_ERROR, `There is no file ${path}.`, path === '-' ? STDIN : '')
        : new Failure(
            MACHINE_FAILED,
            // /proc is there, and takes no files.
            existsSync(dirname(path))
              ? `Nothing can be written at ${path}.`
              : `The folder of ${path} does not exist.`,
          )
    case 'EISDIR':
      return new Failure(INPUT_ERROR, `${path} is a folder; a file belongs here.`)
    case 'ENOTDIR':
      return new Failure(INPUT_ERROR, `${lastThere(path)} is a file; a folder belongs here.`)
    case 'EEXIST':
      return new Failure(INPUT_ERROR, `${path} is a file; a folder belongs here.`)
    case 'ELOOP':
      return new Failure(INPUT_ERROR, `${path} is a link that leads back to itself.`)
    case 'ENAMETOOLONG':
      return new Failure(INPUT_ERROR, `The name ${path} is too long for this disk.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        MACHINE_FAILED,
        `I may not ${doing} ${path}.`,
        // Windows says this of a file that an editor plays or shows.
        doing === 'write' && process.platform === 'win32' ? HELD : '',
      )
    case 'EBUSY':
      return new Failure(MACHINE_FAILED, `I could not ${doing} ${path}: it is in use.`, HELD)
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new Failure(MACHINE_FAILED, `The disk is full: ${path} was not written.`, 'Nothing was changed.')
    default:
      return new Failure(MACHINE_FAILED, `I could not ${doing} ${path}${code === '' ? '' : ` (${code})`}.`)
  }
}

const STDIN =
  process.platform === 'win32'
    ? 'Standard input is read on other systems only: write it to a file.'
    : 'Standard input is /dev/stdin here.'

const HELD = 'If another program has it open, close it there and try again.'

/** The last thing on the way to a path that is there: where there should be folders, perhaps a file, or a link that leads nowhere. */
export function lastThere(path: string): string {
  let at = path
  while (!existsSync(at) && !isLink(at) && dirname(at) !== at) at = dirname(at)
  return at
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}
