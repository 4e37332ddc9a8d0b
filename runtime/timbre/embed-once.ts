/** A model that is asked for a prompt once: neighbours are made of the same words every time. */

/** Embedded prompts that are kept: the words that neighbours are made of, and what a hand writes in an hour. */
const KEPT = 2000

export function embedOnce<T>(embed: (prompt: string) => Promise<T>): (prompt: string) => Promise<T> {
  const known = new Map<string, Promise<T>>()
  return (prompt) => {
    const before = known.get(prompt)
    if (before !== undefined) return before
    const embedded = embed(prompt)
    if (known.size >= KEPT) known.clear()
    known.set(prompt, embedded)
    // Asked again where it failed: the encoder may be there then.
    embedded.catch(() => known.delete(prompt))
    return embedded
  }
}
