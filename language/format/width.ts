/** How many columns of a terminal or an editor a text takes. */

const PLAIN = /^[\x20-\x7e]*$/
/** Combining marks and format characters take none. */
const NONE = /[\p{Mn}\p{Me}\p{Cf}]/u
/** East Asian wide and full-width characters, and emoji, take two (Unicode TR 11, the blocks without exceptions). */
const TWO =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u

export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const char of text) width += NONE.test(char) ? 0 : TWO.test(char) ? 2 : 1
  return width
}
