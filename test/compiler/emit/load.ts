/** Runs emitted modules: against a stand-in that hands the definition back, so that tests see what a runtime would. */

import type { Artefacts, EmitOptions } from '../../../compiler/compile-api.ts'
import { emit } from '../../../compiler/emit/emit.ts'
import { FEATURES } from '../../../compiler/emit/features.ts'
import type { PatternSink, PolicyDefinition, Slots } from '../../../runtime/policy.ts'
import type { Fixture } from './parts.ts'

/** A runtime that does nothing but show what it was given. */
export const STAND_IN = `
export const createPolicyWith = (definition, features) => ({ definition, features })
${Object.keys(FEATURES)
  .map((name) => `export const ${name} = '${name}'`)
  .join('\n')}
export const mixTimbre = (a, b, t) => {
  const mixed = a.map((x, i) => (1 - t) * x + t * b[i])
  const length = Math.sqrt(mixed.reduce((sum, x) => sum + x * x, 0))
  return mixed.map((x) => x / length)
}
`

const dataUrl = (text: string): string =>
  `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`

export function emitted({ ir, source }: Fixture, options: Partial<EmitOptions> = {}): Artefacts {
  return emit(ir, {
    target: 'esm',
    runtimeVersion: '0.1.0',
    sourcePath: `${ir.name}.sil`,
    sourceText: source,
    ...options,
  })
}

/** The definition that an emitted module hands to its runtime. */
export async function definitionOf(
  fixture: Fixture,
  options: Partial<EmitOptions> = {},
): Promise<PolicyDefinition> {
  const { js } = emitted(fixture, { runtimeModule: dataUrl(STAND_IN), ...options })
  const module = await importText(js)
  return module.definition
}

interface Emitted {
  readonly default: { readonly definition: PolicyDefinition }
  readonly definition: PolicyDefinition
}

/** Imports a module's text. Modules are cached by their text, as by a path. */
export async function importText(js: string): Promise<Emitted> {
  const module: Emitted = await import(dataUrl(js))
  return module
}

export type Call = readonly [name: string, ...values: unknown[]]

export interface SinkAnswers {
  readonly swing?: (at: number) => number
  readonly chance?: (cell: number, p: number) => boolean
  readonly choose?: (cell: number, n: number) => number
  readonly weigh?: (cell: number, weights: readonly number[]) => number
}

/** A sink that writes down what it is told. */
export function recorder(answers: SinkAnswers = {}): PatternSink & { readonly calls: readonly Call[] } {
  const calls: Call[] = []
  // What is left out is normal.
  const note =
    (name: string, articulationAt: number) =>
    (...values: readonly unknown[]): void => {
      calls.push([name, ...values, ...(values.length > articulationAt ? [] : ['normal'])])
    }
  return {
    calls,
    swing: answers.swing ?? ((at) => at),
    chance: (cell, p) => {
      calls.push(['chance', cell, p])
      return answers.chance?.(cell, p) ?? true
    },
    choose: (cell, n) => {
      calls.push(['choose', cell, n])
      return answers.choose?.(cell, n) ?? 0
    },
    weigh: (cell, s: Slots, index, n) => {
      const weights = [...s.subarray(index, index + n)]
      calls.push(['weigh', cell, weights])
      return answers.weigh?.(cell, weights) ?? 0
    },
    hit: note('hit', 3),
    degree: note('degree', 6),
    step: note('step', 6),
    pitch: note('pitch', 5),
    chord: note('chord', 4),
  }
}
