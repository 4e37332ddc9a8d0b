/** Imports a compiled piece. It is real code: only what `sil` itself has compiled is loaded. */

import type { Policy } from '../../runtime/create-policy.ts'

let loaded = 0

/**
 * A policy of its own each time: the engine keeps one module for each address, and a policy keeps the slots that it was told
 * last. Only a fragment tells the addresses apart.
 *
 * @throws Error where the module exports no policy
 */
export async function loadModule(url: string): Promise<Policy> {
  const module: unknown = await import(`${url}#${++loaded}`)
  const policy: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : null
  if (!isPolicy(policy)) throw new Error('the compiled module exports no policy')
  return policy
}

const isPolicy = (value: unknown): value is Policy =>
  typeof value === 'object' && value !== null && 'start' in value && 'loadSlots' in value
