/** The scenarios of a file, also of one that has errors: whoever writes one sees it at once. */

import type { FileScenarios } from '../own-requests.ts'
import type { Analysis } from '../project.ts'

export function scenariosOf({ uri, text, program }: Analysis): FileScenarios {
  return {
    uri,
    scenarios: program.sources.main.tree.items.flatMap((item) =>
      item.kind === 'block' && item.block === 'scenario' && item.title !== null
        ? [{ title: item.title.value, range: text.rangeOf(item) }]
        : [],
    ),
  }
}
