/** Lines of a file as bytes, so that what is no text is noticed; a line without an end does not fill the memory. */

import { createReadStream } from 'node:fs'

/** A month of beats, with the replay, is a tenth of it. */
export const LONGEST_LINE = 64 * 1024 * 1024

export interface RawLine {
  /** From 1. */
  readonly number: number
  /** Null: too long, or no UTF-8. */
  readonly text: string | null
  readonly problem: string
}

export async function* rawLines(path: string): AsyncGenerator<RawLine> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  let pieces: Buffer[] = []
  let length = 0
  let number = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const bytes: Buffer = chunk
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
      return { number, text: decoder.decode(Buffer.concat(bytes)).replace(/\r$/, ''), problem: '' }
    } catch {
      return { number, text: null, problem: 'the line is no UTF-8' }
    }
  }
}
