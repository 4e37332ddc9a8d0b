/**
 * SIL for tree-sitter: a shallow tree. Declarations, blocks, brackets and bars with their cells: enough for colours, folding, indentation,
 * an outline and text objects; what it means, the language server says. Every token comes from src/scanner.c.
 */

/** In the order of the scanner's own list. */
const TOKENS = [
  ...[
    'word',
    'head',
    'keyword',
    'learn',
    'number',
    'pitch',
    'string',
    'wrong',
    'lbrace',
    'rbrace',
    'lparen',
    'rparen',
  ],
  ...[
    'operator',
    'doc_comment',
    'comment',
    'bar_open',
    'bar_sep',
    'bar_close',
    'count',
    'lbracket',
    'rbracket',
    'accent',
  ],
  ...['hit', 'ghost', 'rest', 'chance', 'degree', 'chord', 'wrong_cell', 'unknown'],
]

module.exports = grammar({
  name: 'sil',

  externals: ($) => TOKENS.map((name) => $[name]),
  // The scanner goes over blanks by itself; these are the ones behind the last token.
  extras: ($) => [/[\s\u200b\ufeff]/, $.comment, $.doc_comment],

  rules: {
    source_file: ($) => repeat(choice($.declaration, $._item)),

    // As far as the next word that opens one, at the start of a line.
    declaration: ($) =>
      prec.right(
        seq(
          field('kind', $.head),
          choice(seq(field('name', $._name), repeat($._item)), optional(seq($._nameless, repeat($._item)))),
        ),
      ),

    _item: ($) => choice($._name, $._nameless),
    _name: ($) => choice($.word, $.string, $.pitch),
    _nameless: ($) =>
      choice(
        ...[$.keyword, $.learn, $.number, $.operator],
        ...[$.block, $.group, $.bars, $.wrong, $.unknown],
      ),

    block: ($) => seq($.lbrace, repeat($._item), $.rbrace),
    group: ($) => seq($.lparen, repeat($._item), $.rparen),

    // Where the closing one is missing, they end before what no cell is.
    bars: ($) =>
      prec.right(seq($.bar_open, repeat(choice($.bar_sep, $.count, $._cell)), optional($.bar_close))),
    subdivision: ($) => prec.right(seq($.lbracket, repeat($._cell), optional($.rbracket))),
    _cell: ($) =>
      choice(
        ...[$.accent, $.hit, $.ghost, $.rest, $.chance, $.degree, $.chord],
        ...[$.subdivision, $.wrong_cell, $.unknown],
      ),
  },
})
