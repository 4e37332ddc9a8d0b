/** What a performance reports instead of throwing. */
export interface PerformanceProblem {
  readonly code:
    | 'bad-number'
    | 'bad-slot'
    | 'bad-option'
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

/** A host's error handler that fails must not take the band with it. */
export function guarded(onError: OnProblem | undefined): OnProblem {
  return (problem) => {
    try {
      onError?.(problem)
    } catch {
      // Reporting the failure of the reporter would fail again.
    }
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
