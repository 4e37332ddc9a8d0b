/** Where a user's id stands in a text, be it JSON or what is left of it. */

const STRING = /"((?:[^"\\]|\\.)*)(?:"|$)/g

/** The strings of a text that need not be whole JSON; the last one may be cut. */
export function* stringsIn(text: string): Generator<string> {
  for (const [, written = ''] of text.matchAll(STRING)) {
    let value = written
    try {
      value = JSON.parse(`"${written}"`)
    } catch {
      // Cut within an escape: as it stands.
    }
    yield value
  }
}

/** Whether a text has the id as a word of its own: `u-1` is in `u-1/week-2` and not in `u-10`. */
export function mentions(text: string, id: string): boolean {
  for (const form of new Set([id, JSON.stringify(id).slice(1, -1)])) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      if (!WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + form.length))) return true
    }
  }
  return false
}

const WORD = /[\p{L}\p{N}_]/u
