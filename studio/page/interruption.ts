/**
 * The context stops: a call comes in, another app takes the sound, the lid is closed. The session pauses and goes on with
 * it, so that the log says that nobody played, and what the player paused stays paused.
 */

export interface Interruption {
  /** The context stopped, or runs again. */
  running(running: boolean): void
  /** The band stands still since the sound does. */
  readonly holds: boolean
}

export interface InterruptionSetup {
  readonly isPlaying: () => boolean
  readonly isPaused: () => boolean
  readonly send: (command: { readonly kind: 'pause' | 'resume' }) => void
  readonly say: (text: string, tone?: 'calm' | 'warn') => void
}

export function createInterruption({ isPlaying, isPaused, send, say }: InterruptionSetup): Interruption {
  let holds = false
  return {
    running(running) {
      if (!running && isPlaying() && !holds) {
        if (!isPaused()) {
          holds = true
          send({ kind: 'pause' })
        }
        say('The sound was stopped from outside: tap, or press Pause, to go on.', 'warn')
      } else if (running && holds) {
        holds = false
        send({ kind: 'resume' })
        say('')
      }
    },
    get holds() {
      return holds
    },
  }
}
