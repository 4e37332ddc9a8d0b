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

  it('offers every word of the prompts, and every chord of the lead sheet with its root typed', () => {
    const missed: string[] = []
    let looked = 0
    const look = (start: number, word: string, typed: number): void => {
      looked++
      const step = { before: wholeFile.slice(0, start), word }
      if (!offered(step, typed).includes(word)) missed.push(`${step.before.split('\n').at(-1)}│${word}`)
    }
    for (const { 1: prompt = '', index } of wholeFile.matchAll(/timbre(?: +\w+ +=)? +"([^"]+)"/g)) {
      const at = wholeFile.indexOf(prompt, index)
      for (const word of prompt.matchAll(/[\w-]+/g)) look(at + word.index, word[0], 1)
    }
    for (const { 0: line, index } of wholeFile.matchAll(/chords [^}\n]+/g))
      for (const chord of line.matchAll(/[A-G]\w+/g)) look(index + chord.index, chord[0], 1)
    expect(looked).toBeGreaterThan(20)
    expect(missed).toEqual([])
  })

  it('offers nothing where a name is made up, nor in a comment, a title, a path or between strokes', () => {
    for (const before of [
      'zones ',
      'drummer ',
      '// zon',
      'band "wa',
      'import { a } from "wa',
      'timbre a = sample "wa',
      'drummer kit {\n  hat |x',
      'timbre a = "warm" // wa',
    ])
      expect(completionsAt(before, before.length), before).toEqual([])
  })
})
