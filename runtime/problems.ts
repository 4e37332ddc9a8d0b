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

/** A host's value in words; `String` itself fails on some objects, and makes a text look like the number it is not. */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  return typeof value === 'object' || typeof value === 'function'
    ? `a value of type ${typeof value}`
    : String(value)
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : inWords(error)
}
