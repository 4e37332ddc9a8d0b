/**
 * Lines of a file as bytes, so that what is no text is noticed; a line without an end does not fill the memory. A line ends at \n alone:
 * `node:readline` ends one at U+2028, too, which JSON has in its strings.
 */

import { createReadStream, statSync } from 'node:fs'

/** A month of beats, with the replay, is a tenth of it. */
export const LONGEST_LINE = 64 * 1024 * 1024

export interface RawLine {
  /** From 1. */
  readonly number: number
  /** Null: too long, or no UTF-8. */
  readonly text: string | null
  readonly problem: string
}

/**
 * @param look at all bytes, as they come
 * @throws where it is no file on disk: a pipe may never say anything, and never end
 */
export async function* rawLines(
  path: string,
  look: (bytes: Uint8Array) => void = () => {},
): AsyncGenerator<RawLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let pieces: Buffer[] = []
  let length = 0
  let number = 0
  if (!statSync(path).isFile()) throw new Error('it is no file')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes: Buffer = chunk
    look(bytes)
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      take(bytes.subarray(from, end))
      yield line()
      from = end + 1
    }
    take(bytes.subarray(from))
  }
  if (length > 0) yield line()

  function take(piece: Buffer): void {
    length += piece.length
    // What is too long is counted, and not kept.
    if (length <= LONGEST_LINE) pieces.push(piece)
    else pieces = []
  }

  function line(): RawLine {
    number++
    const [bytes, size] = [pieces, length]
    pieces = []
    length = 0
    if (size > LONGEST_LINE)
      return { number, text: null, problem: `the line has ${size} bytes; ${LONGEST_LINE} are the most` }
    try {
      const whole = bytes.length === 1 ? bytes[0] : Buffer.concat(bytes)
      return { number, text: decoder.decode(whole).replace(/\r$/, ''), problem: '' }
    } catch {
      return { number, text: null, problem: 'the line is no UTF-8' }
    }
  }
}

/** The lines of a file that sil has written itself. */
export async function* ownLines(path: string): AsyncGenerator<string> {
  for await (const { text, number, problem } of rawLines(path)) {
    if (text === null) throw new Error(`${path}:${number}: ${problem}`)
    yield text
  }
}
