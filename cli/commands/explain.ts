/** `sil explain CODE` */

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE } from '../../language/catalogue/all.ts'
import { nearest } from '../../language/nearest.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { packageRoot } from '../package-files.ts'

export function runExplain(context: Context, code: string): ExitStatus {
  const id = code
    .toUpperCase()
    .replace(/^(?:SIL)?0*(\d+)$/, (_, digits: string) => `SIL${digits.padStart(4, '0')}`)
  const entry = Object.entries(CATALOGUE).find(([known]) => known === id)?.[1]
  if (entry === undefined) {
    const near = nearest(id, Object.keys(CATALOGUE))
    throw new Failure(
      WRONG_USAGE,
      `There is no diagnostic ${code}.`,
      near === null
        ? 'Codes look like SIL0301. Words of the language are explained in language/REFERENCE.md.'
        : `Did you mean ${near}?`,
    )
  }
  const path = join(packageRoot(), 'docs', 'errors', `${id}.md`)
  const page = existsSync(path)
    ? readFileSync(path, 'utf8')
    : `# ${id} · ${entry.title}\n\n${entry.message}\n`
  if (context.json) {
    printJson(context, { version: 1, code: id, severity: entry.severity, title: entry.title, page })
  } else context.out(paint(context, page))
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
