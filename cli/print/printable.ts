/** What a terminal obeys, and what turns text around; blanks and line ends are none. */
export const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** Control characters of a stranger's file must not reach the terminal. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '·')

/** The same in one line: a stranger's words must not look like ours. */
export const printableLine = (text: string): string => printable(text).replace(/[\t\n]+/g, '·')
