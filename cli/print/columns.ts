/** How wide a text stands on a terminal. */

/** Made when a text wants it: an engine takes longer to make one than to check a piece. */
let graphemes: Intl.Segmenter | null = null

/**
 * Cells of a terminal: two for what is wide, none for what is drawn onto the letter before. What a reader takes for one letter
 * counts once, however many code points it is written with.
 */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  graphemes ??= new Intl.Segmenter()
  let sum = 0
  for (const { segment } of graphemes.segment(text)) sum += widthOf(segment)
  return sum
}

/** East Asian Wide and Fullwidth (Unicode's annex 11), by their blocks. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/u
/** By themselves, or as the selector behind them asks. */
const PICTURE = /^(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f)/u
const UNSEEN = /^[\p{Mark}\p{Format}]+$/u

function widthOf(grapheme: string): number {
  if (UNSEEN.test(grapheme)) return 0
  return WIDE.test(grapheme) || PICTURE.test(grapheme) ? 2 : 1
}
