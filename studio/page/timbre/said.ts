/** The line below the prompt. */

import type { UnknownPromptWord } from '../../timbre-protocol.ts'

export interface SaidPrompt {
  readonly prompt: string
  readonly unknown: readonly UnknownPromptWord[]
  readonly isInText: boolean
  /** By the trained model, which goes by the whole sentence; the lexicon leaves out what it does not know. */
  readonly isWholeRead: boolean
}

export function promptInWords({ prompt, unknown, isInText, isWholeRead }: SaidPrompt): {
  readonly words: string
  readonly warns: boolean
} {
  const [first] = unknown
  if (prompt.trim() === '') return { words: 'Say how it sounds, as in: warm woody click', warns: true }
  if (first === undefined) {
    return {
      words: isInText ? 'What you change here changes the text.' : 'Not in the text yet.',
      warns: false,
    }
  }
  const { word, meant } = first
  const goesBy = isWholeRead ? ' I go by what it means.' : ''
  return {
    words: `I do not know how "${word}" sounds.${meant === null ? goesBy : ` Did you mean "${meant}"?`}`,
    warns: true,
  }
}
