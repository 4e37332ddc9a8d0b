/**
 * From a prompt to the numbers of its word pieces, as the encoder was trained with them (WordPiece, lower case, accents off), by
 * Hugging Face's tokenizer. Nothing in a prompt can fail: what has no piece becomes [UNK] and is counted.
 */

import { Tokenizer } from '@huggingface/tokenizers'

/** As the model card has it: what stands behind is not read. */
const MOST_TOKENS = 256
/** A text of 256 pieces is far shorter; a longer one is cut before anything is spent on it. */
const MOST_CHARACTERS = 4000

interface Tokens {
  /** With [CLS] at its front and [SEP] at its end. */
  readonly ids: readonly number[]
  /** Pieces of words that the vocabulary has: 0 is a prompt of which nothing is understood. */
  readonly read: number
  /** The prompt is longer than what was read. */
  readonly cut: boolean
}

export interface PromptTokenizer {
  tokensOf(prompt: string): Tokens
}

/** The package's own types are lost where modules are named in full. */
interface Pieces {
  readonly ids: readonly number[]
  readonly tokens: readonly string[]
}

const UNKNOWN = '[UNK]'
const CLOSE = '[SEP]'
/** What the model's own marks look like: written in a prompt they are no marks. */
const MARKS = /\[(?:PAD|UNK|CLS|SEP|MASK)\]/gi

/**
 * @param json tokenizer.json
 * @throws where that is no tokenizer
 */
export function createTokenizer(json: object): PromptTokenizer {
  const options = { tokenizer_class: 'BertTokenizer', do_lower_case: true }
  // As stored every text is filled up to 128 pieces and cut there.
  const tokenizer = new Tokenizer({ ...json, padding: null, truncation: null }, options)
  const close = tokenizer.token_to_id(CLOSE)
  if (close === undefined) throw new RangeError(`the tokenizer has no ${CLOSE}`)
  return {
    tokensOf(prompt) {
      const { ids, tokens }: Pieces = tokenizer.encode(prompt.slice(0, MOST_CHARACTERS).replace(MARKS, ' '))
      const inside = tokens.slice(1, -1)
      const cut = prompt.length > MOST_CHARACTERS || ids.length > MOST_TOKENS
      return {
        ids: ids.length > MOST_TOKENS ? [...ids.slice(0, MOST_TOKENS - 1), close] : ids,
        read: inside
          .slice(0, MOST_TOKENS - 2)
          .filter((token) => token !== UNKNOWN && /[\p{L}\p{N}]/u.test(token)).length,
        cut,
      }
    },
  }
}
