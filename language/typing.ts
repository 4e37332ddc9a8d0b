/** What an editor does while somebody types: pairs, indentation, comments that go on. Patterns are texts, since JSON takes no others. */

export const LINE_COMMENT = '//'

export const BRACKETS = [
  ['{', '}'],
  ['(', ')'],
  ['[', ']'],
] as const

export const PAIRS = [
  ...BRACKETS.map(([open, close]) => ({ open, close })),
  { open: '"', close: '"', notIn: ['string', 'comment'] },
] as const

/** A brace in a comment or in quotes opens nothing. */
export const INDENTATION = {
  increase: '^(?:[^"/]|/(?!/)|"[^"]*")*\\{[^}"]*$',
  decrease: '^\\s*\\}',
} as const

/** `indent`: where the cursor's line goes when Enter is pressed there. */
export const ENTER = [
  // On a line of documentation that says nothing yet, Enter ends it.
  { before: '^\\s*///\\s*\\S.*$', after: null, indent: 'none', append: '/// ' },
  { before: '\\{\\s*$', after: '^\\s*\\}', indent: 'indentOutdent', append: '' },
] as const
