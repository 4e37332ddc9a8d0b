import { test } from 'vitest'

/**
 * For what plays long and says little that its neighbours do not say: `npm run test:slow` has it, `npm test` tells that it was left
 * out. Run before a release, and after a change of what it is about.
 */
export const slowly = test.runIf(process.env.SILENCIO_SLOW === '1')
