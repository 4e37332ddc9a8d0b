import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { keyOfPrompt, partOfBook, readBook, writeBook } from '../../../../models/timbre/text/book.ts'
import type { Sentence, SentenceEncoder } from '../../../../models/timbre/text/encoder.ts'
import { onGrid, packSentence, unpackSentence } from '../../../../models/timbre/text/grid.ts'
import { keptSentences } from '../../../../models/timbre/text/kept.ts'
import { keptInMemory, lazyEncoder } from '../../../../models/timbre/text/lazy.ts'
import { NoEncoder } from '../../../../models/timbre/text/no-encoder.ts'
import { portableEncoder } from '../../../../models/timbre/text/portable.ts'
import { bookPrompts } from '../../../../scripts/timbre/book.ts'
import { runs } from '../../../harness/runs.ts'
import { repositoryTop } from '../../../harness/sil.ts'

const EMPTY = { size: 0, sentenceOf: () => null }
const scratch = mkdtempSync(join(tmpdir(), 'silencio-book-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Unit vectors that hang on the prompt, and how often it was asked. */
function fakeEncoder(): SentenceEncoder & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    id: 'all-MiniLM-L6-v2',
    asked,
    async encode(prompt) {
      asked.push(prompt)
      return sentence(prompt.length)
    },
    async close() {},
  }
}
const sentence = (seed: number): Sentence => {
  const raw = Float32Array.from({ length: 384 }, (_, i) => Math.sin(seed + 1.7 * i))
  const length = Math.hypot(...raw)
  return { vector: onGrid(raw.map((x) => x / length)), read: seed, cut: seed % 2 === 1 }
}

describe('the book of sentences', () => {
  const committed = readFileSync(join(repositoryTop, 'models/timbre/text/book.bin'))

  it('has every prompt of the examples, the founding ones, and the neighbours that are offered', () => {
    const book = readBook(committed)
    const missing = bookPrompts(repositoryTop).filter(
      (prompt) => book.sentenceOf(keyOfPrompt(prompt)) === null,
    )
    expect(missing, 'npm run gen:timbre-words').toEqual([])
  })

  it('has what the encoder gives, bit for bit', async () => {
    const book = readBook(committed)
    const encoder = portableEncoder(EMPTY, { cache: '/nowhere' })
    for (const prompt of ['warm woody click', 'closed hi-hat', 'shimmering'])
      expect(book.sentenceOf(prompt), prompt).toEqual(await encoder.encode(prompt))
    await encoder.close()
  })

  it('gives back what was written, whatever the spelling', async () => {
    const encoder = fakeEncoder()
    const book = readBook(await writeBook(['Warm  CLICK', 'a', 'warm click', '鼓 🥁'], encoder))
    expect(encoder.asked).toEqual(['a', 'warm click', '鼓 🥁'])
    expect(book.size).toBe(3)
    expect(book.sentenceOf(keyOfPrompt(' WARM click '))).toEqual(sentence('warm click'.length))
    expect(book.sentenceOf('other')).toBeNull()
  })

  it('can be parted: the sentences are the same, and what is not in it is named', async () => {
    const whole = await writeBook(['a', 'b', 'warm click'], fakeEncoder())
    const part = readBook(partOfBook(whole, [' Warm CLICK', 'a', 'a']))
    expect(part.size).toBe(2)
    for (const key of ['a', 'warm click']) expect(part.sentenceOf(key)).toEqual(sentence(key.length))
    expect(part.sentenceOf('b')).toBeNull()
    expect(readBook(partOfBook(whole, [])).size).toBe(0)
    expect(() => partOfBook(whole, ['c'])).toThrow('"c" is not in book.bin; npm run gen:timbre-words')
    expect(() => partOfBook(whole.subarray(1), ['a'])).toThrow('is not the one that was installed')
  })

  it('is refused where it is cut, or is none', async () => {
    const bytes = await writeBook(['a', 'b'], fakeEncoder())
    for (const broken of [bytes.subarray(0, -1), bytes.subarray(0, 5), new Uint8Array(0), bytes.subarray(1)])
      expect(() => readBook(broken)).toThrow('npm run gen:timbre-words')
    for (const at of [12, 16, 25, 400, bytes.length - 1]) {
      const other = bytes.slice()
      other[at] = (other[at] ?? 0) ^ 1
      expect(() => readBook(other), `${at}`).toThrow('npm run gen:timbre-words')
    }
  })
})

describe('a packed sentence', () => {
  it('is the sentence', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), (seed) => {
        expect(unpackSentence(packSentence(sentence(seed)))).toEqual(sentence(seed))
      }),
      runs(20),
    )
    expect(() => unpackSentence(new Uint8Array(10))).toThrow(RangeError)
    expect(() => unpackSentence(new Uint8Array(772))).toThrow('length 1')
  })
})

describe('an encoder that is opened late', () => {
  it('is not opened for what is known, and once for all that is not', async () => {
    const encoder = fakeEncoder()
    let opened = 0
    const lazy = lazyEncoder({
      book: readBook(await writeBook(['known'], fakeEncoder())),
      kept: () => keptInMemory(),
      open: async () => {
        opened++
        return encoder
      },
    })
    await lazy.encode('Known')
    expect(opened).toBe(0)
    await Promise.all([lazy.encode('new'), lazy.encode('newer')])
    await lazy.encode('NEW ')
    expect([opened, encoder.asked]).toEqual([1, ['new', 'newer']])
  })

  it('is asked for again where it could not be had', async () => {
    let tries = 0
    const lazy = lazyEncoder({
      book: EMPTY,
      kept: () => keptInMemory(),
      open: async () => {
        if (++tries === 1) throw new NoEncoder('not yet')
        return fakeEncoder()
      },
    })
    await expect(lazy.encode('a')).rejects.toThrow('not yet')
    expect((await lazy.encode('a')).read).toBe(1)
  })

  it('is opened anew where it broke, and that is a want of an encoder', async () => {
    let opened = 0
    const lazy = lazyEncoder({
      book: EMPTY,
      kept: () => keptInMemory(),
      open: async () => {
        const broken = ++opened === 1
        return {
          ...fakeEncoder(),
          encode: async (prompt) => {
            if (broken) throw new Error('the worker ended')
            return sentence(prompt.length)
          },
        }
      },
    })
    await expect(lazy.encode('a')).rejects.toThrow(NoEncoder)
    expect((await lazy.encode('a')).read).toBe(1)
  })

  it('has a thicker book asked for once by all who miss at once, and again where it could not be had', async () => {
    const encoder = fakeEncoder()
    const thick = readBook(await writeBook(['a', 'b'], fakeEncoder()))
    let books = 0
    const lazy = lazyEncoder({
      book: EMPTY,
      more: async () => {
        if (++books === 1) throw new Error('the server is not there')
        return thick
      },
      kept: () => keptInMemory(),
      open: async () => encoder,
    })
    // Without it the encoder answers; then it is there.
    await Promise.all(['a', 'b'].map((prompt) => lazy.encode(prompt)))
    expect([books, encoder.asked]).toEqual([1, ['a', 'b']])
    await Promise.all(['A', 'b', 'c'].map((prompt) => lazy.encode(prompt)))
    await lazy.encode('d')
    expect([books, encoder.asked]).toEqual([2, ['a', 'b', 'c', 'd']])
  })

  it('says in words that its weights are not there', async () => {
    await expect(portableEncoder(EMPTY, { folder: '/nowhere' }).encode('a')).rejects.toThrow(NoEncoder)
  })
})

describe('sentences that are kept on the disk', () => {
  const onlyFile = (folder: string): string => {
    const [file] = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    return join(file?.parentPath ?? '', file?.name ?? '')
  }

  it('are found again, and not where somebody changed them', () => {
    const folder = join(scratch, 'changed')
    const kept = keptSentences(folder)
    kept.keep('click', sentence(3))
    expect(keptSentences(folder).find('click')).toEqual(sentence(3))
    expect(kept.find('clack')).toBeNull()
    const path = onlyFile(folder)
    const bytes = readFileSync(path)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(kept.find('click')).toBeNull()
    writeFileSync(path, bytes.subarray(0, 50))
    expect(kept.find('click')).toBeNull()
  })

  it('are not missed where nothing can be written', () => {
    const file = join(scratch, 'file')
    mkdirSync(scratch, { recursive: true })
    writeFileSync(file, '')
    const kept = keptSentences(file)
    kept.keep('click', sentence(3))
    expect(kept.find('click')).toBeNull()
  })
})
