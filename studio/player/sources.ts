/** Imported files, each asked of the editor, which knows what is open in it and what the workspace has. */

import type { SourceText } from '../../compiler/compile-api.ts'
import type { FromPlayer, ToPlayer } from '../player-protocol.ts'

export interface Sources {
  read(path: string): Promise<SourceText>
  hear(answer: ToPlayer & { kind: 'source' }): void
}

export function createSources(ask: (message: FromPlayer) => void): Sources {
  const waiting = new Map<number, (source: SourceText) => void>()
  let questions = 0
  return {
    read(path) {
      const id = questions++
      return new Promise((resolve) => {
        waiting.set(id, resolve)
        ask({ kind: 'source-wanted', id, path })
      })
    },
    hear({ id, source }) {
      waiting.get(id)?.(source)
      waiting.delete(id)
    },
  }
}
