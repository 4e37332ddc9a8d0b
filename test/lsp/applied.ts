import type { TextEdit } from 'vscode-languageserver'

/** The text after edits, as an editor applies them. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split('\n')
  const offset = ({ line, character }: TextEdit['range']['start']) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character
  return [...edits]
    .map((edit, i) => ({ ...edit, i }))
    .sort((a, b) => offset(b.range.start) - offset(a.range.start) || b.i - a.i)
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    )
}
