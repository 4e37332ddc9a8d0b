/** `silencio/language`: text to tree, diagnostics, formatter. */

export type * from './ast.ts'
export { CATALOGUE } from './catalogue/all.ts'
export * from './diagnostics.ts'
export { type FormatOptions, type Formatted, format } from './format/format.ts'
export { type Lexed, lex } from './lexer.ts'
export { type Code, diagnostic } from './messages.ts'
export { MAX_FILE_LENGTH, type Parsed, parse } from './parse.ts'
export * as tokenKinds from './token-kinds.ts'
export type { Token, TokenList } from './token-list.ts'
export { HEADS, PROPERTIES, RESERVED, UNITS } from './vocabulary.ts'
