import fc from 'fast-check'

/**
 * Every run of the tests tries the same random cases, so that a build is green or red for what it holds, not by luck.
 * To look further: `npm run laws`
 */
const { FC_SEED = '20261123' } = process.env
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(FC_SEED) })
