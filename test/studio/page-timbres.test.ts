/** Pieces in the page: the trained space where its files are there, the lexicon and a word where they are not. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createImports } from '../../studio/service/imports.ts'
import { openTimbreModel, type TimbreSources } from '../../studio/service/timbre-model.ts'
import { createTimbres } from '../../studio/service/timbres.ts'
import { studioFolder } from '../harness/studio.ts'
import {
  timbreBook as book,
  noEncoder as encoder,
  timbreFiles as files,
  modelWithoutEncoder,
} from '../harness/timbre-files.ts'

const hostIn = () => ({ read: () => ({ kind: 'missing' }) as const })
const piece = (prompt: string) => ({
  path: 'a.sil',
  text: `tempo 90 bpm\nmetronome click { beat |x| timbre "${prompt}" }\n`,
  hostIn,
})

describe('timbres of the page', () => {
  test('are those of the trained space, without an encoder where all prompts are known', async () => {
    const { result, notice } = await createTimbres(modelWithoutEncoder).check(piece('Warm woody click'))
    expect([notice, result.ir?.timbreSpace]).toEqual([null, 'sil-timbre/2'])
  })

  test('are read by the lexicon, and that is said, where a prompt is new and there is no encoder', async () => {
    const { result, notice } = await createTimbres(modelWithoutEncoder).check(piece('clanky hubcap click'))
    expect([notice, result.ir?.timbreSpace]).toEqual(['the encoder is not here', undefined])
  })

  test('are asked for again after files were missing, and said to be damaged where they are', async () => {
    let tries = 0
    const flaky: TimbreSources = {
      book,
      encoder,
      files: async () => {
        if (++tries === 1) throw new Error('space.json is not there (404)')
        return files()
      },
    }
    const timbres = createTimbres(() => openTimbreModel(flaky))
    expect((await timbres.check(piece('warm woody click'))).notice).toBe('space.json is not there (404)')
    expect((await timbres.check(piece('warm woody click'))).notice).toBeNull()
    const damaged = createTimbres(() =>
      openTimbreModel({
        book,
        encoder,
        files: async () => {
          const all = await files()
          return { ...all, heads: { ...all.heads, decoder: all.heads.decoder.subarray(0, 1000) } }
        },
      }),
    )
    expect((await damaged.check(piece('warm woody click'))).notice).toContain('decoder.onnx cannot be read')
  })

  test('of every piece of the gallery are read with what comes with the first, and nothing else', async () => {
    const { files: texts, pieces }: { files: Record<string, string>; pieces: readonly { id: string }[] } =
      JSON.parse(readFileSync(join(studioFolder, 'gallery.json'), 'utf8'))
    expect(pieces.length).toBeGreaterThan(10)
    const wanted: string[] = []
    const nowhere = async () => {
      wanted.push('book')
      throw new Error('the server is gone')
    }
    const first = readFileSync(join(studioFolder, '../timbre/pieces.bin'))
    const timbres = createTimbres(() =>
      openTimbreModel({
        files: async () => ({ ...(await files()), book: first }),
        book: nowhere,
        encoder,
      }),
    )
    const imports = createImports({ kind: 'files', files: texts }, { source: async () => null, sound: null })
    for (const { id } of pieces) {
      const text = texts[id] ?? ''
      const { hostIn } = await imports.of(id, text)
      const { result, notice } = await timbres.check({ path: id, text, hostIn })
      expect([notice, result.ir?.timbreSpace, wanted], id).toEqual([null, 'sil-timbre/2', []])
    }
  })

  test('want the whole book with the first prompt that is not in the gallery, once, and the encoder where it is not there', async () => {
    let books = 0
    let opened = 0
    const whole: TimbreSources = {
      files,
      encoder: async () => {
        opened++
        return encoder()
      },
      book: async () => {
        books++
        return book()
      },
    }
    const timbres = createTimbres(() => openTimbreModel(whole))
    for (const prompt of ['warm woody click', 'warm metal click', 'clanky hubcap click', 'clanky lid click'])
      await timbres.check(piece(prompt))
    expect([books, opened > 0]).toEqual([1, true])

    // The encoder says the same as the book: a book that is not there is asked for again, and nothing is said.
    let tries = 0
    const encoders = createTimbres(() =>
      openTimbreModel({
        files,
        book: async () => {
          if (++tries === 1) throw new Error('book.bin is not there (404)')
          return book()
        },
        encoder,
      }),
    )
    expect((await encoders.check(piece('warm woody click'))).notice).toBe('the encoder is not here')
    expect((await encoders.check(piece('warm woody click'))).notice).toBeNull()
  })
})
