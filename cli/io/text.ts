/** Reading text from disk, with its limits. */

import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { decodeUtf8 } from '../../lsp/node-files.ts'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'

/** What pipes said: it comes once, and a command may have to look at it again. */
const heard = new Map<string, string>()

/**
 * Reads UTF-8 as it is, a byte order mark included; other bytes are refused.
 *
 * @param shown the path as messages should name it
 */
export function readText(path: string, maxBytes: number, shown = path): string {
  const known = heard.get(path)
  if (known !== undefined) return known
  const bytes = readBytes(path, maxBytes, shown)
  const text = decodeUtf8(bytes)
  if (text === null) throw new Failure(INPUT_ERROR, `${shown} is not UTF-8 text.`, howToSave(bytes))
  // A file that went away between reading and asking may come back with another text.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false) heard.set(path, text)
  return text
}

/** What an older PowerShell writes where `>` leads begins with a mark that no other text has. */
const howToSave = ([first, second]: Uint8Array): string =>
  first === 0xff && second === 0xfe
    ? 'It is UTF-16, as PowerShell writes by `>`: save it as UTF-8, there by `| Out-File -Encoding utf8`.'
    : 'Save it as UTF-8.'

/** Reads no more than the limit, even of a device or a pipe that never ends and tells no size. */
export function readBytes(path: string, maxBytes: number, shown = path): Uint8Array {
  try {
    const { handle, close } = opened(path)
    try {
      let bytes = Buffer.allocUnsafe(Math.min(fstatSync(handle).size, maxBytes) + 1)
      let length = 0
      for (;;) {
        const read = readSync(handle, bytes, length, bytes.length - length, null)
        if (read === 0) return bytes.subarray(0, length)
        length += read
        if (length > maxBytes) {
          throw new Failure(INPUT_ERROR, `${shown} is too large; the limit is ${maxBytes} bytes.`)
        }
        if (length === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(length + 65_536)])
      }
    } finally {
      close()
    }
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(shown, error, 'read')
  }
}

/** Standard input that is a socket, as Node gives its children, cannot be opened by its name: it is open already. */
function opened(path: string): { readonly handle: number; readonly close: () => void } {
  try {
    const handle = openSync(path, 'r')
    return { handle, close: () => closeSync(handle) }
  } catch (error) {
    const own = /^\/dev\/stdin$|^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)
    if (own === null || !(error instanceof Error && 'code' in error && error.code === 'ENXIO')) throw error
    return { handle: Number(own[1] ?? 0), close: () => {} }
  }
}

/** Reads a JSON text: UTF-8, without the byte order mark that some editors put first. */
export function readJsonText(path: string, maxBytes: number): string {
  return readText(path, maxBytes).replace(/^\uFEFF/, '')
}
