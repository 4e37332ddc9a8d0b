/** Prints the grammar that Langium is measured with: `node bench/langium/print.ts > sil.langium`. */
import { langiumGrammar } from './grammar.ts'

process.stdout.write(langiumGrammar())
