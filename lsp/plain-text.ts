/**
 * Markdown as people read it who see its signs: for editors that show text alone. Of what the services write: emphasis, code,
 * fenced pictures and links. In a fence all stays as it is.
 */
export function plainText(markdown: string): string {
  let fenced = false
  const lines: string[] = []
  for (const line of markdown.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    else lines.push(fenced ? line : unmarked(line))
  }
  return lines.join('\n')
}

const unmarked = (line: string): string =>
  line
    // What stands in backticks may have asterisks: a form's `vamp intro * 2`.
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1
        ? part.slice(1, -1)
        : part.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\[([^\]]*)\]\(([^)]*)\)/g, '$1 ($2)'),
    )
    .join('')
