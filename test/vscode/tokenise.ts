/** A text through the committed grammar, as VS Code reads it: a line at a time. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import oniguruma from 'vscode-oniguruma'
import textmate from 'vscode-textmate'

const top = join(import.meta.dirname, '..', '..')
export const grammarFile = join(top, 'vscode-extension', 'syntaxes', 'sil.tmLanguage.json')

/** Resolves to a function that gives the innermost scope of each UTF-16 unit; empty where there is none but the language's. */
export async function tokeniser(): Promise<(text: string) => readonly string[]> {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm')
  await oniguruma.loadWASM(readFileSync(wasm))
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => oniguruma.createOnigScanner(sources),
      createOnigString: (text) => oniguruma.createOnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, 'utf8'), grammarFile),
  })
  const grammar = await registry.loadGrammar('source.sil')
  if (grammar === null) throw new Error('the grammar was not read')
  return (text) => {
    const scopes: string[] = new Array(text.length).fill('')
    let state = textmate.INITIAL
    let at = 0
    for (const line of text.split(/\r\n|\r|\n/)) {
      const read = grammar.tokenizeLine(line, state)
      state = read.ruleStack
      for (const { startIndex, endIndex, scopes: stack } of read.tokens) {
        const scope = stack.length > 1 ? (stack.at(-1) ?? '') : ''
        for (let i = startIndex; i < Math.min(endIndex, line.length); i++) scopes[at + i] = scope
      }
      at += line.length + (text.startsWith('\r\n', at + line.length) ? 2 : 1)
    }
    return scopes
  }
}
