/** What keeps people with a screen reader, without a pointer, or with weak eyes from a page: by axe-core's rules for WCAG 2.2 AA, and its good practice. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** As the page stands now: each rule that is broken, and where. */
export async function barriers(page: Page): Promise<readonly string[]> {
  // By the debugger's way in, which the page's own rules about scripts do not stop.
  await page.evaluate(AXE)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(RULES)} }).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary].join(' | '))))`)
}
