/** What a performance reports instead of throwing. */
export interface PerformanceProblem {
  readonly code:
    | 'bad-number'
    | 'bad-slot'
    | 'bad-option'
    | 'bad-swap'
    | 'onset-ahead'
    | 'advance-too-far'
    | 'already-ended'
    | 'pattern-failed'
    | 'rule-failed'
    | 'unsupported'
    | 'internal'
  readonly message: string
}

export type OnProblem = (problem: PerformanceProblem) => void

/** A host's error handler that fails, or that causes the next error itself, must not take the band with it. */
export function guarded(onError: OnProblem | undefined): OnProblem {
  let reporting = false
  return (problem) => {
    if (reporting) return
    reporting = true
    try {
      onError?.(problem)
    } catch {
      // Reporting the failure of the reporter would fail again.
    }
    reporting = false
  }
}

/** A value in a message, `not a list`: `String` itself fails on some objects, and makes a text look like the number it is not. */
export function inWords(value: unknown): string {
  if (value === undefined) return 'left out'
  if (value === null || typeof value === 'number') return String(value)
  if (typeof value === 'string') return `"${value.slice(0, 40)}${value.length > 40 ? '…' : ''}"`
  try {
    if (Array.isArray(value)) return 'a list'
  } catch {
    // A Proxy that was revoked: it is an object all the same.
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

export function messageOf(error: unknown): string {
  try {
    if (error instanceof Error) return `${error.message}`
  } catch {
    // Some have words that cannot be read.
  }
  return inWords(error)
}
