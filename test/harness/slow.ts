import { test } from 'vitest'

/** `npm run test:slow` */
export const SLOW = process.env.SILENCIO_SLOW === '1'

/**
 * For what plays long and says little that its neighbours do not say: `npm run test:slow` has it, `npm test` tells that it was left
 * out. Run before a release, and after a change of what it is about.
 */
export const slowly = test.runIf(SLOW)
