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

/** Whether an id may be any word of a text, and any number of a log: then only what stands where ids do is about them. */
export const isCommon = (id: string): boolean => /^\d+$/.test(id) || [...id].length < 3

/** The id itself, or a unit of theirs: `anna` and `anna/week-2`, and not `anna-2`, who is somebody else. */
export const isTheirs = (value: string, id: string): boolean => value === id || value.startsWith(`${id}/`)

/** Whether a value of this JSON is the id or a unit of theirs; a number only where it says whose something is. */
export function holds(json: unknown, id: string): boolean {
  // A stranger's JSON may be nested as deep as it is long.
  const open: (readonly [key: string, value: unknown])[] = [['', json]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [key, value] = next
    if (typeof value === 'string' && isTheirs(value, id)) return true
    if (typeof value === 'number' && WHOSE.test(key) && String(value) === id) return true
    if (Array.isArray(value)) for (const one of value) open.push([key, one])
    else if (typeof value === 'object' && value !== null)
      for (const entry of Object.entries(value)) open.push(entry)
  }
  return false
}

/** The same of a text that need not be whole JSON. */
export function holdsInPart(text: string, id: string): boolean {
  for (const one of stringsIn(text)) if (isTheirs(one, id)) return true
  for (const [, key = '', number] of text.matchAll(NUMBERED))
    if (number === id && WHOSE.test(key)) return true
  return false
}

/** Not `players: 1`, how many there are, and not `player.level`. */
const WHOSE = /user|^player(_?id)?$/i
const NUMBERED = /"([^"\\]{1,80})"\s{0,9}:\s{0,9}(\d+)(?![\w.])/g

/** An id as it stands in a text, in JSON, and in a text of JSON that is kept in JSON. */
export function formsOf(id: string): readonly string[] {
  const once = JSON.stringify(id).slice(1, -1)
  return [...new Set([id, once, JSON.stringify(once).slice(1, -1)])]
}

const WORD = /[\p{L}\p{N}_]/u
