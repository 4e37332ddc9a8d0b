/** Reading text from disk, with its limits. */

import { readFileSync, statSync } from 'node:fs'
import { Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'

/** Reads UTF-8 as it is, a byte order mark included; other bytes are refused. */
export function readText(path: string, maxBytes: number): string {
  let bytes: Uint8Array
  try {
    const size = statSync(path).size
    if (size > maxBytes) {
      throw new Failure(INPUT_ERROR, `${path} is too large: ${size} bytes; the limit is ${maxBytes}.`)
    }
    bytes = readFileSync(path)
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(path, error, 'read')
  }
  const text = decodeUtf8(bytes)
  if (text === null) throw new Failure(INPUT_ERROR, `${path} is not UTF-8 text.`, 'Save it as UTF-8.')
  return text
}

/** Null where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

/** Reads a JSON text: UTF-8, without the byte order mark that some editors put first. */
export function readJsonText(path: string, maxBytes: number): string {
  return readText(path, maxBytes).replace(/^\uFEFF/, '')
}
