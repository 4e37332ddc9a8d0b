/** Numbers as people read them. No locale: the bytes are the same on every machine. */

/** Keeps a number and its unit on one line. */
const GLUE = '\u00A0'
const MINUS = '\u2212'

/** `12 ms`, unsigned. */
export function milliseconds(ms: number): string {
  return `${whole(Math.abs(ms))}${GLUE}ms`
}

/** `−12 ms`, `+5 ms`, `0 ms`: early is negative. */
export function signedMilliseconds(ms: number): string {
  return `${signed(Math.round(ms))}${GLUE}ms`
}

/** `−12`, `+5`, `0`: on axes, where the unit stands once. */
export function signedNumber(value: number): string {
  return signed(Math.round(value))
}

/** `64 %` from 0.64; a part that is neither none nor all never reads 0 or 100. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100)
  if (rounded === 0 && share > 0) return `<${GLUE}1${GLUE}%`
  if (rounded === 100 && share < 1) return `>${GLUE}99${GLUE}%`
  return `${rounded}${GLUE}%`
}

/** `96 bpm`, with a decimal where it is not whole. */
export function beatsPerMinute(bpm: number): string {
  return `${Number(bpm.toFixed(1))}${GLUE}bpm`
}

/** `1:02:03`, `2:05`; rounds down to whole seconds, as clocks do. */
export function clock(seconds: number): string {
  const s = Math.floor(Math.abs(seconds))
  const sign = seconds < 0 && s > 0 ? MINUS : ''
  const two = (n: number) => String(n).padStart(2, '0')
  const minutes = Math.floor(s / 60)
  return minutes < 60
    ? `${sign}${minutes}:${two(s % 60)}`
    : `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(s % 60)}`
}

/** `48 seconds`, `3 minutes`, `1 h 12 min`: for sentences. */
export function span(seconds: number): string {
  const s = Math.round(seconds)
  if (s < 90) return count(s, 'second')
  const minutes = Math.round(s / 60)
  if (minutes < 90) return count(minutes, 'minute')
  return `${Math.floor(minutes / 60)}${GLUE}h ${minutes % 60}${GLUE}min`
}

/** `1 tap`, `1,204 taps`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${whole(n)}${GLUE}${n === 1 ? noun : plural}`
}

/** `1,204`. */
export function whole(n: number): string {
  return String(Math.round(n) + 0).replace(/\B(?=(\d{3})+$)/g, ',')
}

function signed(n: number): string {
  if (n === 0) return '0'
  return n < 0 ? MINUS + whole(-n) : `+${whole(n)}`
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/**
 * `12 March 2026, 18:04` from ISO 8601, as written (no time zone arithmetic); null for the Unix epoch, which stands
 * for "not told", and for anything else that is not such a date.
 */
export function calendarDate(iso: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(iso)
  const month = MONTHS[Number(match?.[2]) - 1]
  if (match === null || month === undefined || iso.startsWith('1970-01-01T00:00')) return null
  return `${Number(match[3])} ${month} ${match[1]}, ${match[4]}`
}
