/** The prompts of a piece, for those who embed them before it is compiled. */

import { lexiconSpace } from '../runtime/timbre/lexicon-space.ts'
import type { TimbreSpace } from '../runtime/timbre/space.ts'
import { TIMBRE_SPACES } from '../runtime/timbre/spaces.ts'
import { check, laidOut, type Program } from './compile.ts'
import type { CompileInput } from './compile-api.ts'

/**
 * Every prompt that compiling this asks a timbre space about, imports and the voices' own timbres included, each once and in
 * the order of asking. A piece with errors is asked about as far as it is right.
 *
 * @param space which prompts it takes for names of what sounds
 */
export function promptsOf(
  input: CompileInput,
  { namesSound }: Pick<TimbreSpace, 'namesSound'>,
): readonly string[] {
  const asked = new Set<string>()
  const asking = askingSpace(namesSound, asked)
  // What a host hears in recordings is another question, and takes longer.
  const vector = Array.from({ length: TIMBRE_SPACES[asking.id] }, (_, i) => (i === 0 ? 1 : 0))
  const host = { read: input.host.read.bind(input.host), hear: () => ({ kind: 'heard', vector }) as const }
  // Voices that say nothing of their timbre are met when the piece is laid out.
  void check({ ...input, host, timbres: asking }).ir
  return [...asked]
}

/** The same of a program that is checked already, its prompts in whatever space. */
export function promptsIn(
  program: Program,
  { namesSound }: Pick<TimbreSpace, 'namesSound'>,
): ReadonlySet<string> {
  const { diagnostics, values } = program
  const asked = new Set(values.prompts.keys())
  if (diagnostics.some(({ severity }) => severity === 'error')) return asked
  void laidOut({ ...program, values: { ...values, space: askingSpace(namesSound, asked) } })
  return asked
}

function askingSpace(namesSound: TimbreSpace['namesSound'], asked: Set<string>): TimbreSpace {
  return {
    ...lexiconSpace,
    namesSound,
    // What is only described is asked about together with what plays it, where there is a decoder.
    decode: () => [],
    encode(prompt) {
      asked.add(prompt)
      return lexiconSpace.encode(prompt)
    },
  }
}
