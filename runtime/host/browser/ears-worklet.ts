/** `silencio/browser/ears-worklet`: the module that a page gives to `addModule`; it makes `EARS_PROCESSOR` known there. */

import { registerEars, type WorkletScope } from '../../audio/ears/processor.ts'

export { EARS_PROCESSOR } from '../../audio/ears/processor.ts'

/** TypeScript has no library for this scope. Elsewhere, say in a test that imports everything, nothing happens. */
function isWorkletScope(scope: unknown): scope is WorkletScope {
  return typeof scope === 'object' && scope !== null && 'registerProcessor' in scope
}

const scope: unknown = globalThis
if (isWorkletScope(scope)) registerEars(scope)
