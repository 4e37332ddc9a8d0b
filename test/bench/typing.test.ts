import { describe, expect, it } from 'vitest'
import { peersInstalled } from '../../bench/peers.mjs'
import { keysIn, pieceOf } from '../../bench/typing/script.ts'
import { openTypist, SIDES } from '../../bench/typing/typist.ts'

describe('what the editor’s bench types', () => {
  it('goes into a piece of whole sections, as long as it says', () => {
    for (const size of [4000, 200_000]) {
      const piece = pieceOf(size)
      expect(piece.length).toBeLessThanOrEqual(size)
      expect(piece.length).toBeGreaterThan(size - 200)
      expect(piece.endsWith('}\n')).toBe(true)
    }
  })

  it('is the first letter of a word again, before it, all over the file', () => {
    const piece = pieceOf(4000)
    const lines = piece.split('\n')
    const keys = keysIn(piece, 200)
    const words = keys.filter(({ at, letter }) => {
      const { line, character } = at
      expect(lines[line]?.slice(0, character).trim()).toBe('')
      return lines[line]?.[character] === letter
    })
    expect(words.length).toBeGreaterThan(120)
    expect(new Set(keys.map(({ at }) => at.line)).size).toBeGreaterThan(100)
  })
})

describe.each(SIDES)('%s', (side) => {
  it.skipIf(side.startsWith('Langium') && !peersInstalled())(
    'reads the piece without errors, finds what a letter breaks, completes it, and finds it mended',
    async () => {
      const piece = pieceOf(4000)
      const typist = await openTypist(side, piece)
      expect(typist.atFirst.filter(({ severity }) => severity === 1)).toEqual([])
      let broke = 0
      let offered = 0
      for (const { at, letter } of keysIn(piece, 20)) {
        const behind = { ...at, character: at.character + 1 }
        if ((await typist.edit(at, at, letter)).length > typist.atFirst.length) broke++
        offered += await typist.complete(behind)
        expect(await typist.edit(at, behind, '')).toEqual(typist.atFirst)
      }
      expect(broke).toBeGreaterThan(15)
      expect(offered).toBeGreaterThan(20)
      typist.close()
    },
  )
})
