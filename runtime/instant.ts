/** Moments as ISO 8601 writes them: `2026-03-01`, `2026-03-01T10:00:00Z`, `2026-03-01T12:00:00.5+02:00`. */

const WRITTEN = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/

/** Is it one that the calendar has? `Date.parse` knows a 30 February, and each engine further spellings of its own. */
export function isInstant(text: string): boolean {
  const match = WRITTEN.exec(text)
  if (match === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31
  return month >= 1 && month <= 12 && day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60
}

/**
 * Milliseconds since 1970; NaN where it is none. A time without a zone is taken for UTC: machines in two time zones
 * must agree on the week that it belongs to.
 */
export function millisecondsOf(text: string): number {
  return Date.parse(/T[\d:.]+$/.test(text) ? `${text}Z` : text)
}
