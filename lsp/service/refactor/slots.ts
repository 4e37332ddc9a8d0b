/** A number becomes a slot that the trainer may learn, and a slot a number again. */

import { CodeActionKind } from 'vscode-languageserver'
import type { LearnExpr, NumberLit } from '../../../language/ast.ts'
import { pathTo } from '../path.ts'
import type { Refactor } from './refactoring.ts'

/** Half and twice of what is written, or all of a share. */
export const makeSlot: Refactor = ({ program, text }, offset) => {
  const path = pathTo(program.sources.main.tree, offset)
  const number = path.at(-1)
  if (number?.kind !== 'number' || number.flaw !== null || number.value === 0) return []
  if (path.some(({ kind }) => kind === 'learn' || kind === 'learnChoice')) return []
  const written = text.content.slice(number.start, number.end)
  const newText = `learn ${written} in ${rangeOf(number)}`
  return [
    {
      title: `Let ${written} be learned`,
      kind: CodeActionKind.RefactorRewrite,
      edits: [{ span: number, newText }],
    },
  ]
}

function rangeOf({ value, unit }: NumberLit): string {
  if (unit === '%' && value > 0 && value <= 100) return '0%..100%'
  const [a, b] = [value / 2, value * 2].sort((x, y) => x - y)
  return `${amount(a, unit)}..${amount(b, unit)}`
}

function amount(value: number | undefined, unit: NumberLit['unit']): string {
  const digits = String(Number((value ?? 0).toPrecision(3)))
  return unit === null ? digits : unit === '%' ? `${digits}%` : `${digits} ${unit}`
}

export const fixSlot: Refactor = ({ program, text }, offset) => {
  const learn = pathTo(program.sources.main.tree, offset).findLast(
    (node): node is LearnExpr => node.kind === 'learn',
  )
  if (learn?.default == null) return []
  const newText = text.content.slice(learn.default.start, learn.default.end)
  return [
    {
      title: `Fix this slot at ${newText}`,
      kind: CodeActionKind.RefactorRewrite,
      edits: [{ span: learn, newText }],
    },
  ]
}
