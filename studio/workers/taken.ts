/** What was played until a moment, for whoever makes a score of it later. */

import type { Engine } from './engine-setup.ts'

export interface Taken {
  readonly played: Engine['played']
  readonly piece: {
    readonly policy: NonNullable<Engine['piece']>['policy']
    readonly marks: Pick<NonNullable<Engine['piece']>['marks'], 'all'>
  } | null
}

export function takenFrom({ played, piece }: Engine): Taken {
  return {
    played: [...played],
    piece: piece === null ? null : { policy: piece.policy, marks: { all: [...piece.marks.all] } },
  }
}
