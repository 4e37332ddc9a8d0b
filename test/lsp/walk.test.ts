import { describe, expect, it } from 'vitest'
import { lex } from '../../language/lexer.ts'
import * as t from '../../language/token-kinds.ts'
import { completionsAt } from '../../lsp/service/complete.ts'
import { wholeFile } from '../language/corpus.ts'

/** A person writes the trio of the language's design from an empty file, word by word, and looks at what is offered for each. */

const lexed = lex(wholeFile)
const isWord = (kind: number): boolean =>
  kind === t.Identifier || kind === t.UserWeek || kind >= t.FIRST_KEYWORD

interface Step {
  readonly before: string
  readonly word: string
}

const steps: readonly Step[] = Array.from({ length: lexed.tokens.count }, (_, i) => i + 1)
  .filter((token) => isWord(lexed.tokens.kind(token)))
  .map((token) => ({
    before: wholeFile.slice(0, lexed.tokens.start(token)),
    word: wholeFile.slice(lexed.tokens.start(token), lexed.tokens.end(token)),
  }))

/** What a person makes up: the names of things, where they are declared or brought in from a file that is not yet named. */
const isInvented = ({ before }: Step): boolean =>
  /(?:^|\n)(?:let|zones|timbre|metronome|drummer|bassist|pianist|section|rule|reward) +$/.test(before) ||
  /(?:^|\n)import \{[^}\n]*$/.test(before)

const offered = ({ before, word }: Step, typed: number): readonly string[] =>
  completionsAt(before + word.slice(0, typed), before.length + typed).map(({ label }) => label)

describe('writing the trio from an empty file', () => {
  it('takes many words', () => {
    expect(steps.length).toBeGreaterThan(150)
    expect(steps.filter(isInvented).length).toBeLessThan(20)
  })

  it.each([0, 1])('offers every word that is not made up, with %i letters of it typed', (typed) => {
    const missed = steps
      .filter((step) => !isInvented(step) && !offered(step, typed).includes(step.word))
      .map(({ before, word }) => `${before.split('\n').at(-1)}│${word}`)
    expect(missed).toEqual([])
  })

  it('offers nothing where a name is made up, nor in a comment, a string or between bars', () => {
    for (const before of ['zones ', 'drummer ', '// zon', 'timbre a = "wa', 'drummer kit {\n  hat |x'])
      expect(completionsAt(before, before.length), before).toEqual([])
  })
})
