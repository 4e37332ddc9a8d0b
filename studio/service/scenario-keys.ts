/** Which scenario is meant where titles are the same. */

import type { ScenarioKey } from '../scenario-protocol.ts'

/** In the order of the file. */
export function keyed<T extends { readonly title: string }>(
  scenarios: readonly T[],
): readonly { readonly scenario: T; readonly key: ScenarioKey }[] {
  const seen = new Map<string, number>()
  return scenarios.map((scenario) => {
    const { title } = scenario
    const nth = seen.get(title) ?? 0
    seen.set(title, nth + 1)
    return { scenario, key: { title, nth } }
  })
}

export const isSame = (a: ScenarioKey, b: ScenarioKey): boolean => a.title === b.title && a.nth === b.nth
