/**
 * From edits to the band: a text that compiles takes over, one that does not changes nothing. What is typed waits for a
 * short rest of the hands, so that `tempo 1` on the way to `tempo 120` is not played.
 */

import type { Bpm, Decibels } from '../../runtime/units.ts'
import type { BandRequest } from '../band-protocol.ts'
import type { Checked, PageProblem, Program } from '../compile-protocol.ts'
import type { Writer } from '../editor/writer.ts'
import type { BandReport, InputLatency, SwapMoment } from '../protocol.ts'

export interface Edits {
  /** The text is another one. It is the compiler's already. */
  changed(text: string, version: number, by: Writer): void
  checked(checked: Checked): void
  /** The band shall take the text as it is, whatever the settings say. What is ready need not be compiled first. */
  send(ready?: ReadyProgram): void
  /** The same text will compile to another program. */
  renew(): void
  loaded(report: BandReport & { kind: 'loaded' }): void
  /** Resolves when the compiler has said its first word. */
  readonly known: Promise<void>
  /** What the band was given last. */
  readonly program: Program | null
  readonly errors: readonly PageProblem[]
  /** That prompts are read by the lexicon, and why. */
  readonly notice: string | null
}

export interface EditsSetup<P> {
  readonly send: (request: BandRequest) => void
  readonly swap: () => SwapMoment
  /** Whether edits go to the band by themselves. */
  readonly live: () => boolean
  /** The piece that is open. */
  readonly piece: () => P
  /** What the player plays on now. */
  readonly input: () => InputLatency
  /** A program was given to the band. */
  readonly onSent: () => void
  /** A program sounds, from `at` on; null: with the next `play`. */
  readonly onTaken: (taken: Taken<P>, at: number | null) => void
  readonly onRefused: (problem: string) => void
}

export interface Taken<P> {
  /** Whose text it is. */
  readonly piece: P
  readonly text: string
  readonly version: number
  readonly program: Program
}

/** Another piece, compiled before: it begins with the next bar, and does not take over from the one that plays. */
export interface ReadyProgram {
  readonly program: Program
  readonly gain: Decibels
  readonly tempo: Bpm | null
}

/** A rest of the hands. */
const REST_MS = 280
/** A dial that is turned is heard while it turns, and no more often: each step is a module that the band loads. */
const TURN_MS = 150
/** Programs that were sent and not yet answered; more than this nobody waits for. */
const MOST_SENT = 32

export function createEdits<P>({
  send,
  swap,
  live,
  piece,
  input,
  onSent,
  onTaken,
  onRefused,
}: EditsSetup<P>): Edits {
  let text = ''
  let version = -1
  /** When the hands have rested, on the page's clock. */
  let restsAt = 0
  let timer: ReturnType<typeof setTimeout> | null = null
  /** The version that somebody wants at once; −1: none. What is typed after it waits for its rest again. */
  let urgent = -1
  let last: Checked | null = null
  let given = -1
  let givenAt = Number.NEGATIVE_INFINITY
  let program: Program | null = null
  const sent = new Map<number, Taken<P>>()
  let first = (): void => {}
  const known = new Promise<void>((resolve) => {
    first = resolve
  })

  return {
    known,
    changed(next, nextVersion, by) {
      text = next
      version = nextVersion
      if (by === 'hand') urgent = -1
      else if (urgent >= 0) urgent = nextVersion
      restsAt = by === 'hand' ? performance.now() + REST_MS : givenAt + TURN_MS
    },
    checked(checked) {
      last = checked
      offer()
      first()
    },
    send(ready) {
      if (ready !== undefined) {
        if (timer !== null) clearTimeout(timer)
        give(ready.program, ready)
        return
      }
      urgent = version
      offer()
    },
    renew() {
      last = null
      urgent = version
    },
    loaded({ revision, at, problem }) {
      const taken = sent.get(revision)
      sent.delete(revision)
      if (taken === undefined) return
      if (problem === null) onTaken(taken, at)
      else if (revision === given) onRefused(problem)
    },
    get program() {
      return program
    },
    get notice() {
      return last?.notice ?? null
    },
    get errors() {
      return last?.problems.filter(({ severity }) => severity === 'error') ?? []
    },
  }

  function offer(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (last === null || last.version !== version || last.program === null) return
    const isUrgent = urgent === version
    if (version === given && !isUrgent) return
    // The first one is the band itself.
    const wanted = isUrgent || live() || program === null
    if (!wanted) return
    const rest = isUrgent ? 0 : restsAt - performance.now()
    if (rest > 0) {
      timer = setTimeout(offer, rest)
      return
    }
    give(last.program)
  }

  function give(next: Program, ready?: ReadyProgram): void {
    urgent = -1
    given = version
    givenAt = performance.now()
    program = next
    sent.set(version, { piece: piece(), text, version, program: next })
    for (const old of sent.keys()) {
      if (sent.size <= MOST_SENT) break
      sent.delete(old)
    }
    onSent()
    const { code, seed } = next
    if (ready === undefined) send({ kind: 'load', code, at: swap(), revision: version, slots: null })
    else
      send({
        kind: 'next',
        code,
        revision: version,
        gain: ready.gain,
        seed,
        tempo: ready.tempo,
        input: input(),
      })
  }
}
