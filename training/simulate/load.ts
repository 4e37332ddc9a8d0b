/** Imports a compiled piece. It is real code: only what `sil` itself has compiled is loaded. */

import type { Policy } from '../../runtime/create-policy.ts'

/** @throws Error where the module exports no policy */
export async function loadModule(url: string): Promise<Policy> {
  const module: unknown = await import(url)
  const policy: unknown =
    typeof module === 'object' && module !== null ? Reflect.get(module, 'default') : null
  if (!isPolicy(policy)) throw new Error('the compiled module exports no policy')
  return policy
}

const isPolicy = (value: unknown): value is Policy =>
  typeof value === 'object' && value !== null && 'start' in value && 'loadSlots' in value
