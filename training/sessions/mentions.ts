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
  for (const form of formsOf(id)) {
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      if (!WORD.test(text.charAt(at - 1)) && !WORD.test(text.charAt(at + form.length))) return true
    }
  }
  return false
}

/** An id as it stands in a text, in JSON, and in a text of JSON that is kept in JSON. */
export function formsOf(id: string): readonly string[] {
  const once = JSON.stringify(id).slice(1, -1)
  return [...new Set([id, once, JSON.stringify(once).slice(1, -1)])]
}

const WORD = /[\p{L}\p{N}_]/u
