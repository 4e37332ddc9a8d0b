/** Pieces in the page: the trained space where its files are there, the lexicon and a word where they are not. */

import { describe, expect, test } from 'vitest'
import { openTimbreModel, type TimbreSources } from '../../studio/service/timbre-model.ts'
import { createTimbres } from '../../studio/service/timbres.ts'
import { noEncoder as encoder, timbreFiles as files, modelWithoutEncoder } from '../harness/timbre-files.ts'

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
        encoder,
        files: async () => {
          const all = await files()
          return { ...all, heads: { ...all.heads, decoder: all.heads.decoder.subarray(0, 1000) } }
        },
      }),
    )
    expect((await damaged.check(piece('warm woody click'))).notice).toContain('decoder.onnx cannot be read')
  })
})
