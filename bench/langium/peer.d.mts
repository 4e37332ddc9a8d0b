import type { TokenType } from 'chevrotain'

export interface LangiumParser {
  /** Syntax tree and concrete tree, as Langium's editors get them; no linking, no validation. */
  parse(text: string): { readonly file: unknown; readonly errors: readonly string[] }
}
/** @param table Silencio's token table: `bench/chevrotain-lexer.ts`. */
export function createLangiumParser(
  grammar: string,
  table: Readonly<Record<string, TokenType | unknown>>,
): Promise<LangiumParser>
