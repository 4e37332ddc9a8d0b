/** `silencio/compiler`: text to diagnostics, intermediate representation and artefacts. Pure; runs in a worker. */

export { canonicalJson, hashOf } from './canonical.ts'
export { analyse, check, type Program } from './compile.ts'
export type * from './compile-api.ts'
export { emit } from './emit/emit.ts'
export type { PolicyIr } from './ir.ts'
export { LIMITS } from './limits.ts'
