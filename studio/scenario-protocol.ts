/**
 * What an editor and the thread that plays scenarios say to each other. Each takes from the other what these functions can read,
 * and nothing else.
 *
 * Places are offsets in UTF-16 units of the text that was sent.
 */

import type { SourceText } from '../compiler/compile-api.ts'
import { field, isCount, isText, readSource } from './read-message.ts'

/** A scenario of a file: titles may be the same, so it is the nth of its title, counted from 0. */
export interface ScenarioKey {
  readonly title: string
  readonly nth: number
}

/** From the editor. */
export type ToScenarios =
  /** First of all. */
  | {
      readonly kind: 'setup'
      /** The text of the module that compiled pieces import. */
      readonly runtime: string
      /** How this thread can be given the text of a module: browsers import `blob:`, Node imports `data:`. */
      readonly modules: 'blob' | 'data'
    }
  /** Answered by a `started` and a `judged` for each wanted scenario, in the order of the file, and one `done` or `failed`. */
  | {
      readonly kind: 'run'
      readonly id: number
      /** From the top of its folder: decides what its imports mean. */
      readonly path: string
      readonly text: string
      /** Null: all. */
      readonly wanted: readonly ScenarioKey[] | null
    }
  | { readonly kind: 'source'; readonly id: number; readonly source: SourceText }

interface JudgedExpectation {
  readonly start: number
  readonly end: number
  readonly passed: boolean
  /** What was found, in words. */
  readonly found: string
}

/** From the thread. */
export type FromScenarios =
  | { readonly kind: 'source-wanted'; readonly id: number; readonly path: string }
  | { readonly kind: 'started'; readonly id: number; readonly scenario: ScenarioKey }
  | {
      readonly kind: 'judged'
      readonly id: number
      readonly scenario: ScenarioKey
      readonly milliseconds: number
      readonly expectations: readonly JudgedExpectation[]
    }
  | { readonly kind: 'done'; readonly id: number }
  /** The file has errors, so that none was played; the first of them, in words. */
  | {
      readonly kind: 'failed'
      readonly id: number
      readonly message: string
      readonly start: number
      readonly end: number
    }

/** Null where it is no such message. */
export function readToScenarios(given: unknown): ToScenarios | null {
  const id = field(given, 'id')
  switch (field(given, 'kind')) {
    case 'setup': {
      const runtime = field(given, 'runtime')
      const modules = field(given, 'modules')
      return isText(runtime) && (modules === 'blob' || modules === 'data')
        ? { kind: 'setup', runtime, modules }
        : null
    }
    case 'run': {
      const path = field(given, 'path')
      const text = field(given, 'text')
      const wanted = field(given, 'wanted')
      if (!isCount(id) || !isText(path) || !isText(text)) return null
      if (wanted === null) return { kind: 'run', id, path, text, wanted }
      return isListOf(wanted, isKey) ? { kind: 'run', id, path, text, wanted } : null
    }
    case 'source': {
      const source = readSource(field(given, 'source'))
      return isCount(id) && source !== null ? { kind: 'source', id, source } : null
    }
    default:
      return null
  }
}

/** Null where it is no such message. */
export function readFromScenarios(given: unknown): FromScenarios | null {
  const id = field(given, 'id')
  if (!isCount(id)) return null
  const scenario = field(given, 'scenario')
  switch (field(given, 'kind')) {
    case 'source-wanted': {
      const path = field(given, 'path')
      return isText(path) ? { kind: 'source-wanted', id, path } : null
    }
    case 'started':
      return isKey(scenario) ? { kind: 'started', id, scenario } : null
    case 'judged': {
      const milliseconds = field(given, 'milliseconds')
      const expectations = field(given, 'expectations')
      return isKey(scenario) && typeof milliseconds === 'number' && isListOf(expectations, isJudged)
        ? { kind: 'judged', id, scenario, milliseconds, expectations }
        : null
    }
    case 'done':
      return { kind: 'done', id }
    case 'failed': {
      const message = field(given, 'message')
      const start = field(given, 'start')
      const end = field(given, 'end')
      return isText(message) && isCount(start) && isCount(end)
        ? { kind: 'failed', id, message, start, end }
        : null
    }
    default:
      return null
  }
}

const isKey = (value: unknown): value is ScenarioKey =>
  isText(field(value, 'title')) && isCount(field(value, 'nth'))
const isJudged = (value: unknown): value is JudgedExpectation =>
  isCount(field(value, 'start')) &&
  isCount(field(value, 'end')) &&
  typeof field(value, 'passed') === 'boolean' &&
  isText(field(value, 'found'))
const isListOf = <T>(value: unknown, is: (one: unknown) => one is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is)
