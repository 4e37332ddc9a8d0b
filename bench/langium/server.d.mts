import type { Readable, Writable } from 'node:stream'
import type { TokenType } from 'chevrotain'

/** @param table Silencio's token table: `bench/chevrotain-lexer.ts`. */
export function startLangiumServer(
  grammar: string,
  table: Readonly<Record<string, TokenType | unknown>>,
  input: Readable,
  output: Writable,
): Promise<void>
