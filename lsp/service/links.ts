/** Paths that can be followed. */

import type { DocumentLink } from 'vscode-languageserver'
import type { Analysis } from '../project.ts'

export function linksOf(analysis: Analysis): DocumentLink[] {
  const links: DocumentLink[] = []
  for (const [{ path }, file] of analysis.program.sources.main.imports) {
    if (path === null || file === null) continue
    // Without the quotes.
    const range = analysis.text.rangeOf({
      start: path.start + 1,
      end: Math.max(path.start + 1, path.end - 1),
    })
    links.push({ range, target: analysis.uriOf(file.path), tooltip: file.path })
  }
  return links
}
