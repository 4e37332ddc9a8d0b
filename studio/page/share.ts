/**
 * A piece as a link: the text itself, packed into the part of the address that no browser sends anywhere.
 *
 *   #s=<base64url of: 1 byte version, then the UTF-8 text, deflated>
 *
 * A link comes from anybody. It can become text in the editor and nothing else, is never longer than a piece may be when
 * unpacked, and what is wrong with it is said.
 */

const VERSION = 1
const PREFIX = '#s='
/** Addresses beyond this are cut by messengers and refused by some servers that log them. */
export const LONGEST_LINK = 30_000
/** A piece of this size has some eight thousand lines. */
export const LONGEST_TEXT = 256 * 1024

export type LinkReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'broken'; readonly why: string }

/** The fragment, or null where the piece is too long for one. */
export async function linkOf(text: string): Promise<string | null> {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > LONGEST_TEXT) return null
  const packed = await collect(streamOf(bytes).pipeThrough(new CompressionStream('deflate-raw')), Infinity)
  if (packed === null) return null
  const all = new Uint8Array(packed.length + 1)
  all[0] = VERSION
  all.set(packed, 1)
  const fragment = PREFIX + toBase64Url(all)
  return fragment.length > LONGEST_LINK ? null : fragment
}

/** Never throws, whatever stands there. */
export async function readLink(fragment: string): Promise<LinkReading> {
  if (!fragment.startsWith(PREFIX)) return { kind: 'none' }
  if (fragment.length > LONGEST_LINK) return broken('it is longer than any link of the studio')
  const bytes = fromBase64Url(fragment.slice(PREFIX.length))
  if (bytes === null || bytes.length < 2) return broken('it was cut or changed on its way')
  if (bytes[0] !== VERSION) return broken('it was made by a newer studio')
  let unpacked: Uint8Array<ArrayBuffer> | null
  try {
    const plain = streamOf(bytes.subarray(1)).pipeThrough(new DecompressionStream('deflate-raw'))
    unpacked = await collect(plain, LONGEST_TEXT)
  } catch {
    return broken('it was cut or changed on its way')
  }
  if (unpacked === null) return broken('what it holds is larger than any piece')
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(unpacked) }
  } catch {
    return broken('what it holds is not text')
  }
}

function broken(why: string): LinkReading {
  return { kind: 'broken', why: `This link holds no piece: ${why}.` }
}

function streamOf(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new Blob([bytes]).stream()
}

/** Null where there is more than `most`: reading stops there, so that a small link fills no memory. */
async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > most) {
      await reader.cancel()
      return null
    }
    chunks.push(value)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null
  try {
    const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(decoded, (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
