import { describe, expect, test } from 'vitest'
import { pageFiles } from '../../lsp/page-files.ts'

const ROOT = 'file:///studio'
const VECTOR = [1, 0, 0]

describe('files that a page tells of', () => {
  test('are there until they are taken away', () => {
    const files = pageFiles()
    files.take({ root: ROOT, files: { 'a.sil': 'tempo 90 bpm\n', 'b.txt': 'x' } })
    expect(files.sources(ROOT).read('a.sil')).toEqual({ kind: 'text', text: 'tempo 90 bpm\n' })
    expect(files.list(ROOT)).toEqual(['a.sil'])
    files.take({ root: ROOT, files: { 'a.sil': null } })
    expect(files.sources(ROOT).read('a.sil')).toEqual({ kind: 'missing' })
  })

  test('are heard where the page hears recordings, and nowhere else', () => {
    const files = pageFiles()
    files.take({ root: ROOT, files: {} })
    expect(files.sources(ROOT).hear).toBeUndefined()
    files.take({
      root: ROOT,
      files: {},
      sounds: {
        'k.wav': { kind: 'heard', vector: VECTOR, cutOff: false },
        'n.wav': { kind: 'refused', why: 'is silent' },
      },
    })
    const { hear } = files.sources(ROOT)
    expect(hear?.('k.wav')).toMatchObject({ kind: 'heard', vector: VECTOR })
    expect(hear?.('n.wav')).toEqual({ kind: 'refused', why: 'is silent' })
    expect(hear?.('other.wav')).toEqual({ kind: 'missing' })
    files.take({ root: ROOT, files: {}, sounds: null })
    expect(files.sources(ROOT).hear).toBeUndefined()
  })

  test.each([
    null,
    'text',
    { root: 3, files: {} },
    { root: ROOT, files: null },
    {
      root: ROOT,
      files: { 'a.sil': 7 },
      sounds: { 'k.wav': 7, 'l.wav': { kind: 'heard' }, 'm.wav': { kind: 'refused' } },
    },
  ])('that are none (%j) change nothing', (message) => {
    const files = pageFiles()
    files.take(message)
    expect(files.sources(ROOT).read('a.sil')).toEqual({ kind: 'missing' })
    for (const path of ['k.wav', 'l.wav', 'm.wav'])
      expect(files.sources(ROOT).hear?.(path) ?? { kind: 'missing' }).toEqual({ kind: 'missing' })
  })
})
