/** What all parts of an emitted module share: its names, its slots, its helpers, and declarations that are not repeated. */

import type { PolicyIr } from '../ir.ts'
import { type Code, textOf } from './code.ts'
import type { Names } from './names.ts'
import type { SlotCode } from './slots.ts'

/** Functions that a module imports from the runtime when something in it calls them. */
export const IMPORTED = [
  'mixTimbre',
  'nearTimbre',
  'leafSound',
  'mixSound',
  'nearSound',
  'unpackVector',
] as const
export type ImportedHelper = (typeof IMPORTED)[number]

/** Functions that a module declares or imports. */
export type Helper = 'between' | 'orElse' | ImportedHelper

export interface Emission {
  readonly ir: PolicyIr
  readonly names: Names
  readonly slots: SlotCode
  readonly needs: Set<Helper>
}

/** Declarations of one part of the module, in the order in which they were first needed. */
export interface Shelf {
  readonly declarations: readonly Code[]
  /**
   * The name of what `make` declares. Two declarations that differ in nothing but their name are one: sections that
   * override little share the rest.
   *
   * @param text what tells declarations apart, usually the code behind the name.
   */
  share(hint: string, text: Code | string, make: (name: string) => Code): string
}

export function createShelf(names: Names): Shelf {
  const declarations: Code[] = []
  const known = new Map<string, string>()
  return {
    declarations,
    share(hint, text, make) {
      const key = textOf(text)
      const shared = known.get(key)
      if (shared !== undefined) return shared
      const name = names.unique(hint)
      known.set(key, name)
      declarations.push(make(name))
      return name
    },
  }
}

/** `(s) => body`, or `() => body` where the body reads no slot. */
export function ofSlots(body: Code | string): Code {
  const text = textOf(body)
  const head = READS_SLOTS.test(text) ? '(s) => ' : '() => '
  const pieces = typeof body === 'string' ? [body] : body
  return text.startsWith('{') ? [head, '(', ...pieces, ')'] : [head, ...pieces]
}

// `s[…]`, or `s` handed on. Text in a literal may look alike: then a parameter is declared and not read.
export const READS_SLOTS = /\bs[[,]/

/** What the checker should have refused: not a user's mistake but ours. */
export class EmitError extends Error {
  constructor(what: string) {
    super(`cannot emit: ${what}`)
    this.name = 'EmitError'
  }
}

export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new EmitError(`there is no ${what}`)
  return value
}
