/** `sil explain CODE` or `WORD` */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import { nearest } from '../../language/nearest.ts'
import { glossary, meaningsOf } from '../../lsp/service/glossary.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { packageRoot } from '../package-files.ts'

export function runExplain(context: Context, code: string): ExitStatus {
  const id = code
    .toUpperCase()
    .replace(/^(?:SIL)?0*(\d+)$/, (_, digits: string) => `SIL${digits.padStart(4, '0')}`)
  const entry = Object.entries(CATALOGUE).find(([known]) => known === id)?.[1]
  if (entry === undefined) return explainWord(context, code, id)
  const path = join(packageRoot(), 'docs', 'errors', `${id}.md`)
  const page = existsSync(path)
    ? readFileSync(path, 'utf8')
    : `# ${id} · ${entry.title}\n\n${entry.message}\n`
  if (context.json) {
    printJson(context, { version: 1, code: id, severity: entry.severity, title: entry.title, page })
  } else context.out(paint(context, page))
  return DONE
}

/** @param id what it would be, were it a code */
function explainWord(context: Context, word: string, id: string): ExitStatus {
  const meanings = meaningsOf(word)
  if (meanings.length === 0) {
    const near = /^(sil)?\d/i.test(word) ? nearest(id, Object.keys(CATALOGUE)) : nearest(word, glossary())
    throw new Failure(
      WRONG_USAGE,
      `There is no diagnostic and no word of the language called ${word}.`,
      near === null ? 'As in: sil explain SIL0301, sil explain swing' : `Did you mean ${near}?`,
    )
  }
  if (context.json) printJson(context, { version: 1, word, meanings })
  else {
    const told = meanings.map(({ where, text }) => (where === '' ? text : `${where}: ${text}`))
    context.out(`${paint(context, `# ${word}\n\n${told.join('\n\n')}`)}\n`)
    context.out('\nThe whole language: language/REFERENCE.md\n')
  }
  return DONE
}

/** Markdown for a terminal: headings bold, code indented, fences gone. */
function paint(context: Context, page: string): string {
  const { outColors: colors } = context
  let code = false
  return page
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) {
        code = !code
        return []
      }
      if (code) return [colors.cyan(`    ${line}`)]
      return [line.startsWith('#') ? colors.bold(line.replace(/^#+ /, '')) : line]
    })
    .join('\n')
}
