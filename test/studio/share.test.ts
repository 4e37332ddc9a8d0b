import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LONGEST_LINK, LONGEST_TEXT, linkOf, readLink } from '../../studio/page/share.ts'

const packed = (bytes: Uint8Array, version = 1): string =>
  `#s=${Buffer.concat([Buffer.from([version]), deflateRawSync(bytes)]).toString('base64url')}`

describe('a piece as a link', () => {
  test('comes back as it was, whatever it is written in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 400 }), async (text) => {
        fc.pre(!/[\ud800-\udfff]/u.test(text))
        const link = await linkOf(text)
        expect(link).toMatch(/^#s=[\w-]+$/)
        expect(await readLink(link ?? '')).toEqual({ kind: 'text', text })
      }),
    )
  })

  test('is none where there is nothing, or something else', async () => {
    for (const fragment of ['', '#', '#top', '#t=abc', 's=abc']) {
      expect(await readLink(fragment)).toEqual({ kind: 'none' })
    }
  })

  test('keeps a byte order mark and line ends', async () => {
    const text = '\uFEFFtempo 96 bpm\r\n'
    expect(await readLink((await linkOf(text)) ?? '')).toEqual({ kind: 'text', text })
  })

  test('that was cut or changed anywhere says so, and never throws', async () => {
    const link = (await linkOf('tempo 96 bpm\nmetronome click { beat |X x x x| }\n')) ?? ''
    await fc.assert(
      fc.asyncProperty(fc.nat(link.length - 5), fc.string({ maxLength: 3 }), async (at, other) => {
        const broken = link.slice(0, at + 4) + other
        const read = await readLink(broken)
        if (read.kind === 'broken') expect(read.why).toMatch(/^This link holds no piece: .+\.$/)
        else expect(read.kind).toBe('text')
      }),
    )
    expect(await readLink(link.slice(0, -6))).toMatchObject({ kind: 'broken' })
  })

  test.each([
    ['of a later studio', packed(Buffer.from('a'), 2), 'newer studio'],
    ['that is no text', packed(Buffer.from([0xff, 0xfe, 0xfd])), 'not text'],
    [
      'that unpacks to more than a piece',
      packed(Buffer.alloc(LONGEST_TEXT + 1, 'a')),
      'larger than any piece',
    ],
    ['that unpacks to a gigabyte', `${packed(Buffer.alloc(20_000_000))}`, 'larger than any piece'],
    ['that is too long', `#s=${'A'.repeat(LONGEST_LINK)}`, 'longer than any link'],
    ['with signs of no such alphabet', '#s=AQ<script>', 'cut or changed'],
    ['that is empty', '#s=', 'cut or changed'],
    ['that is no base64', '#s=A', 'cut or changed'],
  ])('%s is refused in words', async (_, link, why) => {
    const read = await readLink(link)
    expect(read).toMatchObject({ kind: 'broken' })
    expect(read.kind === 'broken' ? read.why : '').toContain(why)
  })

  test('is not made of a piece that fits none', async () => {
    expect(await linkOf('x'.repeat(LONGEST_TEXT + 1))).toBeNull()
    const noise = Array.from({ length: 40_000 }, (_, i) =>
      String.fromCharCode(33 + ((i * i * 7919) % 90)),
    ).join('')
    const link = await linkOf(noise)
    expect(link === null || link.length <= LONGEST_LINK).toBe(true)
  })
})
