import { describe, expect, test } from 'vitest'
import * as table from '../../bench/chevrotain-lexer.ts'
import { langiumGrammar } from '../../bench/langium/grammar.ts'
import { compareParsers } from '../../bench/parity.ts'
import { peersInstalled } from '../../bench/peers.mjs'

/** `npm run bench:parse` installs the peers, and compares before it measures. */
describe.skipIf(!peersInstalled())('Langium, where it is installed', () => {
  test('takes and refuses the same files', async () => {
    const { createLangiumParser } = await import('../../bench/langium/peer.mjs')
    const { files, rejected, disagreements } = compareParsers(
      await createLangiumParser(langiumGrammar(), table),
    )
    expect(disagreements).toEqual([])
    expect(rejected).toBeGreaterThan(50)
    expect(files - rejected).toBeGreaterThan(70)
  })
})
