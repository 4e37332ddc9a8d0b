/**
 * In which space the timbres of a file are read. Pieces sound in one that answers later, and a server answers at once: so the lexicon reads a
 * file until the other space knows all prompts of it, and these are learnt when its text has rested.
 */

import { TooManyPrompts, tooMany } from '../compiler/check-trained.ts'
import type { Program } from '../compiler/compile.ts'
import { promptsIn } from '../compiler/prompts.ts'
import type { SoundingTimbres, Timbres, TimbresHeard } from './host.ts'
import type { TimbreReader } from './readers.ts'
import { bySounding } from './sounding.ts'

export interface TimbresOptions extends TimbresHeard {
  /** Asked once, when a piece that is open has a timbre. Rejects with why the space cannot be had. */
  open(): Promise<SoundingTimbres>
  /** Milliseconds without a change after which a text has rested: nobody wants to hear of half a word. */
  readonly rest?: number
  /** Calls `run` after so many milliseconds, unless what it returns is called before. */
  readonly after?: (milliseconds: number, run: () => void) => () => void
}

const USUAL_REST = 300

interface Opened {
  readonly timbres: SoundingTimbres
  readonly reader: TimbreReader
}

export function createTimbres(options: TimbresOptions): Timbres {
  const { open, rest = USUAL_REST, after = afterwards, onReady, onProblem } = options
  /** Files that the lexicon reads. */
  const waiting = new Map<string, Program>()
  const told = new Set<string>()
  let opened: Opened | null = null
  /** The space cannot be had. */
  let none = false
  /** Of files whose texts have not rested yet: who types in one does not hold up the others. */
  const timers = new Map<string, () => void>()
  /** One after the other. */
  let learning: Promise<void> = Promise.resolve()

  return {
    readerOf: (uri) => (waiting.has(uri) ? null : (opened?.reader ?? null)),
    readByLexicon(uri, program) {
      if (none) return
      waiting.set(uri, program)
      timers.get(uri)?.()
      const cancel = after(rest, () => {
        timers.delete(uri)
        // Whatever it was: the lexicon goes on.
        learning = learning.then(learn).catch((error: unknown) => tell('', error))
      })
      timers.set(uri, cancel)
    },
    forget(uri) {
      waiting.delete(uri)
      timers.get(uri)?.()
      timers.delete(uri)
    },
    stop() {
      none = true
      waiting.clear()
      for (const cancel of timers.values()) cancel()
      timers.clear()
    },
  }

  async function learn(): Promise<void> {
    opened ??= await opening()
    if (opened === null) return
    const { space } = opened.timbres
    const asked = remembered((program: Program) => promptsIn(program, space))
    const unknownTo = (program: Program) => [...asked(program)].filter((prompt) => !space.knows(prompt))
    for (const [uri, program] of [...waiting]) {
      // It has not rested, or was typed in while another's were learnt.
      if (timers.has(uri) || waiting.get(uri) !== program) continue
      const problem = tooMany(asked(program))
      if (problem !== null) tell(uri, problem)
      const unknown = problem === null ? unknownTo(program) : []
      if (unknown.length === 0) continue
      for (const prompt of unknown) space.encode(prompt)
      await space.learn().catch((error: unknown) => tell(uri, error))
    }
    // Those that have a new prompt meanwhile wait on.
    const ready = [...waiting].flatMap(([uri, program]) =>
      tooMany(asked(program)) === null && unknownTo(program).length === 0 ? [uri] : [],
    )
    for (const uri of ready) waiting.delete(uri)
    if (ready.length > 0 && !none) onReady(ready)
  }

  async function opening(): Promise<Opened | null> {
    try {
      const timbres = await open()
      return { timbres, reader: bySounding(timbres) }
    } catch (error) {
      none = true
      waiting.clear()
      tell('', error)
      return null
    }
  }

  function tell(uri: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error)
    // How many there are changes with every letter.
    const reason = error instanceof TooManyPrompts ? `too many in ${uri}` : why
    if (told.has(reason)) return
    told.add(reason)
    onProblem(why)
  }
}

function afterwards(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  return () => clearTimeout(timer)
}

function remembered<K, T>(make: (of: K) => T): (of: K) => T {
  const known = new Map<K, T>()
  return (of) => {
    const before = known.get(of)
    if (before !== undefined) return before
    const made = make(of)
    known.set(of, made)
    return made
  }
}
