/** What the catalogue says of one thing that can be wrong. */

import type { Severity } from '../diagnostics.ts'

export interface Entry {
  readonly severity: Severity
  readonly title: string
  readonly message: string
  readonly hint: string
}

export const error = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'error', title, message, hint }) as const satisfies Entry
export const warning = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'warning', title, message, hint }) as const satisfies Entry

export const info = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'info', title, message, hint }) as const satisfies Entry

export const hint = <const T extends string, const M extends string, const H extends string>(
  title: T,
  message: M,
  hint: H,
) => ({ severity: 'hint', title, message, hint }) as const satisfies Entry
