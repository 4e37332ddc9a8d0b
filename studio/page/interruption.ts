/**
 * The context stops: a call comes in, another app takes the sound, the lid is closed. The session pauses and goes on with
 * it, so that the log says that nobody played, and what the player paused stays paused.
 */

export interface Interruption {
  /** The context stopped, or runs again. */
  running(running: boolean): void
  /** The band stands still since the sound does. */
  readonly holds: boolean
  /** The player's own pause, and the end of it. Where the sound was stopped, it is what goes on first. */
  toggle(): void
}

export interface InterruptionSetup {
  readonly isPlaying: () => boolean
  readonly isPaused: () => boolean
  /** Lets the sound go on. */
  readonly open: () => void
  readonly send: (command: { readonly kind: 'pause' | 'resume' }) => void
  readonly say: (text: string, tone?: 'calm' | 'warn') => void
  /** Takes back what was said, where nothing else was said since. */
  readonly unsay: (text: string) => void
}

const STOPPED = 'The sound was stopped from outside: tap, or press Pause, to go on.'
/** A context also stops while it moves to another device, and nobody need hear of that. */
const MOVES_MS = 400

export function createInterruption({
  isPlaying,
  isPaused,
  open,
  send,
  say,
  unsay,
}: InterruptionSetup): Interruption {
  let holds = false
  let telling: ReturnType<typeof setTimeout> | undefined
  return {
    running(running) {
      if (running) clearTimeout(telling)
      if (!running && isPlaying() && !holds) {
        if (!isPaused()) {
          holds = true
          send({ kind: 'pause' })
        }
        telling = setTimeout(() => say(STOPPED, 'warn'), MOVES_MS)
      } else if (running && holds) {
        holds = false
        send({ kind: 'resume' })
        unsay(STOPPED)
      }
    },
    get holds() {
      return holds
    },
    toggle() {
      if (holds) open()
      else send({ kind: isPaused() ? 'resume' : 'pause' })
    },
  }
}
