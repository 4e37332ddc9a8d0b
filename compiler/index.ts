/** `silencio/compiler`: text to diagnostics, intermediate representation and artefacts. Pure; runs in a worker. */

export { lexiconSpace } from '../runtime/timbre/lexicon-space.ts'
export type { TimbreSpace } from '../runtime/timbre/space.ts'
export type { GrowingSpace } from '../runtime/timbre/table-space.ts'
export { type PromptModel, tableSpace } from '../runtime/timbre/table-space.ts'
export { canonicalJson, hashOf } from './canonical.ts'
export { checkTrained, TooManyPrompts } from './check-trained.ts'
export { analyse, check, type Program } from './compile.ts'
export type * from './compile-api.ts'
export { emit } from './emit/emit.ts'
export type { PolicyIr } from './ir.ts'
export { LIMITS } from './limits.ts'
export { promptsOf } from './prompts.ts'
