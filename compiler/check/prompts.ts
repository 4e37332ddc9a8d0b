/** Prompts as timbres, each read once: an editor checks the same file on every keystroke. */

import { type PromptReading, readPrompt } from '../../runtime/timbre/prompt.ts'

/** Texts kept; then the oldest goes. */
const KEPT = 500

const readings = new Map<string, PromptReading>()

export function promptReading(text: string): PromptReading {
  const known = readings.get(text)
  if (known !== undefined) return known
  const reading = readPrompt(text)
  if (readings.size >= KEPT) {
    for (const oldest of readings.keys()) {
      readings.delete(oldest)
      break
    }
  }
  readings.set(text, reading)
  return reading
}

/** The vector as plain numbers, its −0 as 0: canonical JSON refuses those. */
export function vectorOf({ vector }: { readonly vector: Float64Array }): readonly number[] {
  return Array.from(vector, (x) => x + 0)
}
