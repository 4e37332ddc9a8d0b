/*
 * The lexer of language/lexer.ts once more, for tree-sitter: its own lexer cannot look ahead, and in SIL it depends on the next line
 * whether bars go on. So every token is read here, whatever the parser expects: in half-written code, too, each is what the language
 * takes it for. test/tree-sitter holds the two together, on the whole corpus and on broken text.
 *
 * A token's end is marked as soon as it may be one; what is looked at behind the mark is read again.
 */

#include "tree_sitter/parser.h"
#include "words.h"

#include <stdlib.h>
#include <string.h>

/* As grammar.js has them. */
enum Token {
  WORD, HEAD, KEYWORD, LEARN, NUMBER, PITCH, STRING, WRONG, LBRACE, RBRACE, LPAREN, RPAREN, OPERATOR, DOC_COMMENT, COMMENT,
  BAR_OPEN, BAR_SEP, BAR_CLOSE, COUNT, LBRACKET, RBRACKET, ACCENT, HIT, GHOST, REST, CHANCE, DEGREE, CHORD, WRONG_CELL,
  UNKNOWN,
};

/* With which a drum tab begins. */
#define MOST_DASHES 64
/* No word of a table is longer. */
#define LONGEST 15

/* ---- characters (language/characters.ts) ---------------------------------------------------------------------- */

static bool is_blank(int32_t c) {
  return c == ' ' || c == '\t' || c == 0x0b || c == 0x0c || c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
         c == 0x202f || c == 0x205f || c == 0x3000 || c == 0xfeff;
}
static bool is_break(int32_t c) { return c == '\n' || c == '\r'; }
static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }
static bool starts_word(int32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || (c >= 0xc0 && c <= 0x1fff && c != 0x1680 && c != 0xd7 && c != 0xf7) ||
         (c >= 0x2c00 && c <= 0xd7ff && c != 0x3000) || (c >= 0xf900 && c <= 0xfdff);
}
static bool is_word(int32_t c) { return starts_word(c) || is_digit(c); }
static bool is_note(int32_t c) { return c >= 'A' && c <= 'G'; }
static bool is_degree(int32_t c) { return c >= '1' && c <= '8'; }
static bool is_stroke(int32_t c) {
  return c == 'x' || c == 'X' || c == 'o' || c == 'O' || c == 'g' || c == 'G';
}
/* `♯` and `♭`, which are as good as `#` and `b`. */
static bool is_sign(int32_t c) { return c == 0x266f || c == 0x266d; }
/* What a unit may begin with, right behind its number. */
static bool starts_unit(int32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == 0xb5;
}
static bool is_chord(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '#' || c == '+' || c == '(' || c == ')' ||
         c == '^' || is_sign(c) || c == 0xb0 || c == 0xf8 || c == 0xd8 || c == 0x394 || c == 0x25b3;
}

/* ---- reading ---------------------------------------------------------------------------------------------------- */

static void next(TSLexer *lexer) { lexer->advance(lexer, false); }
static void take(TSLexer *lexer) {
  lexer->advance(lexer, false);
  lexer->mark_end(lexer);
}
static bool done(TSLexer *lexer, enum Token token) {
  lexer->result_symbol = token;
  return true;
}
static void over_blanks(TSLexer *lexer) {
  while (is_blank(lexer->lookahead)) next(lexer);
}
static void over_digits(TSLexer *lexer) {
  while (is_digit(lexer->lookahead)) next(lexer);
}
static void over_word(TSLexer *lexer) {
  while (is_word(lexer->lookahead)) next(lexer);
}
static void over_line(TSLexer *lexer) {
  while (!lexer->eof(lexer) && !is_break(lexer->lookahead)) next(lexer);
}
/* CR LF is one. */
static void over_break(TSLexer *lexer) {
  bool cr = lexer->lookahead == '\r';
  next(lexer);
  if (cr && lexer->lookahead == '\n') next(lexer);
}

/* Appends the word that stands here; what is in no table is cut off. */
static unsigned read_word(TSLexer *lexer, char *word, unsigned length) {
  for (; is_word(lexer->lookahead); next(lexer)) {
    if (length < LONGEST) word[length] = lexer->lookahead < 0x80 ? (char)lexer->lookahead : '?';
    length++;
  }
  word[length < LONGEST ? length : LONGEST] = 0;
  return length;
}
static bool is_one_of(const char *word, unsigned length, const char *const *table) {
  if (length > LONGEST - 1) return false;
  for (; *table != NULL; table++)
    if (strcmp(word, *table) == 0) return true;
  return false;
}

/* ---- numbers (language/lex-numbers.ts) -------------------------------------------------------------------------- */

/* Takes a unit, and the blanks before it, where one stands here. */
static bool take_unit(TSLexer *lexer) {
  over_blanks(lexer);
  if (lexer->lookahead == '%') {
    take(lexer);
    return true;
  }
  char word[LONGEST + 1];
  if (!starts_word(lexer->lookahead)) return false;
  if (!is_one_of(word, read_word(lexer, word, 0), UNITS)) return false;
  lexer->mark_end(lexer);
  return true;
}

/* Behind its digits: `th`, a unit, or letters that are none. */
static bool scan_touching(TSLexer *lexer, bool whole) {
  if (lexer->lookahead == 0xb5) {
    next(lexer);
    over_word(lexer);
    lexer->mark_end(lexer);
    return done(lexer, WRONG);
  }
  bool unit = starts_unit(lexer->lookahead);
  char word[LONGEST + 1];
  unsigned length = read_word(lexer, word, 0);
  bool known = is_one_of(word, length, UNITS) || (whole && is_one_of(word, length, ORDINALS));
  if (known || unit) lexer->mark_end(lexer);
  return done(lexer, known || !unit ? NUMBER : WRONG);
}

static bool scan_number(TSLexer *lexer) {
  bool zero = lexer->lookahead == '0';
  bool whole = true;
  take(lexer);
  zero = zero && !is_digit(lexer->lookahead);
  over_digits(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == ',') {
    next(lexer);
    if (!is_digit(lexer->lookahead)) return done(lexer, NUMBER);
    over_digits(lexer);
    /* Without a unit `1,5` may be a list; nothing is counted from 0. */
    bool comma = zero && lexer->lookahead != ',';
    if (comma) lexer->mark_end(lexer);
    return done(lexer, take_unit(lexer) || comma ? WRONG : NUMBER);
  }
  if (lexer->lookahead == '.') {
    next(lexer);
    if (!is_digit(lexer->lookahead)) return done(lexer, NUMBER);
    over_digits(lexer);
    lexer->mark_end(lexer);
    whole = false;
  }
  if (lexer->lookahead == '%') {
    take(lexer);
    return done(lexer, NUMBER);
  }
  if (starts_word(lexer->lookahead) || lexer->lookahead == 0xb5) return scan_touching(lexer, whole);
  if (!is_blank(lexer->lookahead)) return done(lexer, NUMBER);
  over_blanks(lexer);
  if (lexer->lookahead == '%') {
    take(lexer);
    return done(lexer, NUMBER);
  }
  if (!starts_word(lexer->lookahead)) return done(lexer, NUMBER);
  char word[LONGEST + 1];
  unsigned length = read_word(lexer, word, 0);
  bool near = is_one_of(word, length, NEAR_UNITS);
  if (near || is_one_of(word, length, UNITS)) lexer->mark_end(lexer);
  return done(lexer, near ? WRONG : NUMBER);
}

/* What follows `±`, `+-` or `+/-`. */
static bool take_tolerance(TSLexer *lexer) {
  over_blanks(lexer);
  if (!is_digit(lexer->lookahead)) return false;
  over_digits(lexer);
  lexer->mark_end(lexer);
  if (lexer->lookahead == '.') {
    next(lexer);
    if (!is_digit(lexer->lookahead)) return true;
    over_digits(lexer);
    lexer->mark_end(lexer);
  }
  take_unit(lexer);
  return true;
}

/* ---- text ------------------------------------------------------------------------------------------------------- */

static bool scan_string(TSLexer *lexer) {
  next(lexer);
  while (!lexer->eof(lexer) && !is_break(lexer->lookahead)) {
    int32_t c = lexer->lookahead;
    next(lexer);
    if (c == '"') break;
    if (c == '\\' && !lexer->eof(lexer) && !is_break(lexer->lookahead)) next(lexer);
  }
  lexer->mark_end(lexer);
  return done(lexer, STRING);
}

/* Of “this”, or of 'this'. */
static bool scan_smart_string(TSLexer *lexer, bool single) {
  take(lexer);
  while (!lexer->eof(lexer)) {
    switch (lexer->lookahead) {
      case 0x201c: case 0x201d: case 0xbb:
        if (single) return done(lexer, UNKNOWN);
        take(lexer);
        return done(lexer, STRING);
      case 0x2018: case 0x2019: case '\'':
        if (!single) break;
        take(lexer);
        return done(lexer, STRING);
      case '"':
        take(lexer);
        return done(lexer, STRING);
      case 0x201a:
        if (single) return done(lexer, UNKNOWN);
        break;
      case 0x201e: case 0xab: case '\n': case '\r':
        return done(lexer, UNKNOWN);
    }
    next(lexer);
  }
  return done(lexer, UNKNOWN);
}

/* `F#3`, and `F#` or `B♭` as a key's tonic; behind the letter. */
static bool scan_sharp(TSLexer *lexer) {
  int32_t sign = lexer->lookahead;
  lexer->mark_end(lexer);
  next(lexer);
  bool two = lexer->lookahead == sign;
  if (two) {
    lexer->mark_end(lexer);
    next(lexer);
  }
  if (!is_digit(lexer->lookahead)) {
    lexer->mark_end(lexer);
    return done(lexer, PITCH);
  }
  over_digits(lexer);
  if (is_word(lexer->lookahead)) return done(lexer, two ? PITCH : WORD);
  lexer->mark_end(lexer);
  return done(lexer, PITCH);
}

/* `C4`, `Bb2`: a whole word. */
static bool is_pitch(const char *word, unsigned length) {
  if (!is_note(word[0]) || length > LONGEST - 1) return false;
  unsigned at = 1;
  if (word[at] == 'b' && word[++at] == 'b') at++;
  if (!is_digit(word[at])) return false;
  while (is_digit(word[at])) at++;
  return word[at] == 0;
}

static bool scan_word(TSLexer *lexer, bool first) {
  char word[LONGEST + 1];
  bool strokes = is_stroke(lexer->lookahead);
  bool note = is_note(lexer->lookahead);
  word[0] = lexer->lookahead < 0x80 ? (char)lexer->lookahead : '?';
  next(lexer);
  if (note && (lexer->lookahead == '#' || is_sign(lexer->lookahead))) return scan_sharp(lexer);
  unsigned length = 1;
  for (; is_word(lexer->lookahead); next(lexer)) {
    strokes = strokes && is_stroke(lexer->lookahead);
    if (length < LONGEST) word[length] = lexer->lookahead < 0x80 ? (char)lexer->lookahead : '?';
    length++;
  }
  word[length < LONGEST ? length : LONGEST] = 0;
  lexer->mark_end(lexer);
  if (is_pitch(word, length)) return done(lexer, PITCH);
  /* `b♭`: a note in a small letter. */
  if (length == 1 && word[0] >= 'a' && word[0] <= 'g' && is_sign(lexer->lookahead)) {
    int32_t sign = lexer->lookahead;
    take(lexer);
    if (lexer->lookahead == sign) take(lexer);
    return done(lexer, PITCH);
  }
  if (lexer->lookahead == '-') {
    if (length == 4 && strcmp(word, "user") == 0) {
      const char *week = "-week";
      while (*week != 0 && lexer->lookahead == *week) {
        next(lexer);
        week++;
      }
      if (*week == 0) lexer->mark_end(lexer);
      return done(lexer, WORD);
    }
    if (strokes) {
      next(lexer);
      if (lexer->lookahead != '-') return done(lexer, WORD);
      while (is_stroke(lexer->lookahead) || lexer->lookahead == '-') next(lexer);
      lexer->mark_end(lexer);
      return done(lexer, WRONG);
    }
  }
  if (strcmp(word, "learn") == 0) return done(lexer, LEARN);
  if (first && is_one_of(word, length, HEADS)) return done(lexer, HEAD);
  return done(lexer, is_one_of(word, length, RESERVED) ? KEYWORD : WORD);
}

/* An arrow, a drum tab, or one minus. */
static bool scan_minus(TSLexer *lexer) {
  take(lexer);
  if (lexer->lookahead == '>') {
    take(lexer);
    return done(lexer, OPERATOR);
  }
  unsigned dashes = 1;
  for (; lexer->lookahead == '-' && dashes <= MOST_DASHES; dashes++) next(lexer);
  if (dashes < 3 || dashes > MOST_DASHES || !is_stroke(lexer->lookahead)) return done(lexer, OPERATOR);
  while (is_stroke(lexer->lookahead) || lexer->lookahead == '-') next(lexer);
  lexer->mark_end(lexer);
  return done(lexer, WRONG);
}

static bool scan_text(TSLexer *lexer, bool *bars, bool first) {
  int32_t c = lexer->lookahead;
  if (starts_word(c)) return scan_word(lexer, first);
  if (is_digit(c)) return scan_number(lexer);
  switch (c) {
    case '"':
      return scan_string(lexer);
    case 0x201c: case 0x201d: case 0x201e: case 0xab:
      return scan_smart_string(lexer, false);
    case 0x2018: case 0x2019: case 0x201a: case '\'':
      return scan_smart_string(lexer, true);
    case '-':
      return scan_minus(lexer);
  }
  take(lexer);
  switch (c) {
    case '|':
      *bars = true;
      return done(lexer, BAR_OPEN);
    case '{':
      return done(lexer, LBRACE);
    case '}':
      return done(lexer, RBRACE);
    case '(':
      return done(lexer, LPAREN);
    case ')':
      return done(lexer, RPAREN);
    case '.':
      if (lexer->lookahead == '.') take(lexer);
      return done(lexer, OPERATOR);
    case '=': case '<': case '>':
      if (lexer->lookahead == '=') take(lexer);
      return done(lexer, OPERATOR);
    case '!':
      if (lexer->lookahead != '=') return done(lexer, UNKNOWN);
      take(lexer);
      return done(lexer, OPERATOR);
    case ',': case ':': case '*': case '/':
    /* Signs of print (language/look-alikes.ts): − × ÷ → ≤ ≥ ≠ … */
    case 0x2212: case 0xd7: case 0xf7: case 0x2192: case 0x2264: case 0x2265: case 0x2260: case 0x2026:
      return done(lexer, OPERATOR);
    case '+':
      if (lexer->lookahead == '/') next(lexer);
      if (lexer->lookahead != '-') return done(lexer, OPERATOR);
      next(lexer);
      return done(lexer, take_tolerance(lexer) ? WRONG : OPERATOR);
    case 0x2013: case 0x2014:
      over_blanks(lexer);
      return done(lexer, is_digit(lexer->lookahead) ? OPERATOR : UNKNOWN);
    case 0xb1:
      return done(lexer, take_tolerance(lexer) ? WRONG : UNKNOWN);
    default:
      return done(lexer, UNKNOWN);
  }
}

/* ---- bars (language/lex-cells.ts) ------------------------------------------------------------------------------- */

/* Behind a `|`: another one before anything that ends bars, or at the start of the next line. */
static bool bars_go_on(TSLexer *lexer) {
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == '|') return true;
    if (c == '"' || c == '{' || c == '}') return false;
    if (c == '/') {
      next(lexer);
      if (lexer->lookahead != '/') continue;
      over_line(lexer);
      if (lexer->eof(lexer)) return false;
      c = lexer->lookahead;
    }
    if (is_break(c)) {
      over_break(lexer);
      over_blanks(lexer);
      return lexer->lookahead == '|';
    }
    next(lexer);
  }
  return false;
}

/* `!`, `_`, `~`, and `?` with 1 to 100. */
static void take_suffixes(TSLexer *lexer) {
  for (;;) {
    int32_t c = lexer->lookahead;
    if (c == '!' || c == '_' || c == '~') {
      take(lexer);
      continue;
    }
    if (c != '?') return;
    take(lexer);
    int32_t digit = lexer->lookahead;
    if (!is_digit(digit) || digit == '0') continue;
    take(lexer);
    if (!is_digit(lexer->lookahead)) continue;
    bool ten = digit == '1' && lexer->lookahead == '0';
    take(lexer);
    if (ten && lexer->lookahead == '0') take(lexer);
  }
}

static bool scan_hit(TSLexer *lexer, int32_t c) {
  bool accent = c == 'X' || (c == 'x' && lexer->lookahead == '!');
  take_suffixes(lexer);
  return done(lexer, accent ? ACCENT : c == 'g' ? GHOST : HIT);
}

static bool is_octave(int32_t c) { return c == '\'' || c == 0x2019 || c == ','; }

/* Behind a degree's digit: octaves, choices, suffixes. */
static bool scan_degree(TSLexer *lexer) {
  for (;;) {
    while (is_octave(lexer->lookahead)) next(lexer);
    lexer->mark_end(lexer);
    if (lexer->lookahead != '/') break;
    next(lexer);
    int32_t sign = lexer->lookahead;
    if (sign == 'b' || sign == '#' || is_sign(sign)) {
      next(lexer);
      if (lexer->lookahead == sign) next(lexer);
    }
    if (!is_degree(lexer->lookahead)) return done(lexer, DEGREE);
    next(lexer);
  }
  take_suffixes(lexer);
  return done(lexer, DEGREE);
}

static bool scan_bad_word(TSLexer *lexer) {
  over_word(lexer);
  lexer->mark_end(lexer);
  return done(lexer, WRONG_CELL);
}

/* `3:`, a degree, or what is none. */
static bool scan_digit(TSLexer *lexer) {
  bool degree = is_degree(lexer->lookahead);
  take(lexer);
  bool many = is_digit(lexer->lookahead);
  if (degree && !many && !is_blank(lexer->lookahead) && lexer->lookahead != ':') return scan_degree(lexer);
  over_digits(lexer);
  if (!degree) {
    if (is_word(lexer->lookahead)) return scan_bad_word(lexer);
    lexer->mark_end(lexer);
  }
  over_blanks(lexer);
  if (lexer->lookahead != ':') return done(lexer, degree ? DEGREE : WRONG_CELL);
  take(lexer);
  return done(lexer, COUNT);
}

/* `o`, or `over`, `on` …: a word that ends bars whose closing `|` is missing. */
static bool scan_exit(TSLexer *lexer, bool *bars, int32_t c, bool hit) {
  char word[LONGEST + 1];
  unsigned length = 1;
  word[0] = (char)c;
  /* A suffix may be part of a word. */
  if (hit) {
    lexer->mark_end(lexer);
    while (lexer->lookahead == '_') take(lexer);
    if (!is_word(lexer->lookahead)) return scan_hit(lexer, c);
  }
  length = read_word(lexer, word, length);
  if (is_one_of(word, length, EXIT_WORDS)) {
    lexer->mark_end(lexer);
    *bars = false;
    return done(lexer, WORD);
  }
  if (hit) return done(lexer, HIT);
  lexer->mark_end(lexer);
  return done(lexer, WRONG_CELL);
}

/* The rest of a chord or a pitch. `-` belongs to it only before a digit or `m`. */
static bool scan_chord(TSLexer *lexer) {
  for (;;) {
    int32_t c = lexer->lookahead;
    if (is_chord(c)) {
      take(lexer);
      continue;
    }
    if (c != '/' && c != '-') break;
    next(lexer);
    int32_t behind = lexer->lookahead;
    if (c == '/' ? !(is_note(behind) || is_digit(behind)) : !(is_digit(behind) || behind == 'm'))
      return done(lexer, CHORD);
    take(lexer);
  }
  take_suffixes(lexer);
  return done(lexer, CHORD);
}

/* `N.C.`, `N.C`, `NC` */
static bool scan_no_chord(TSLexer *lexer) {
  if (lexer->lookahead == 'C') {
    take(lexer);
    return done(lexer, CHORD);
  }
  if (lexer->lookahead != '.') return scan_bad_word(lexer);
  next(lexer);
  if (lexer->lookahead != 'C') return done(lexer, WRONG_CELL);
  take(lexer);
  if (lexer->lookahead == '.') take(lexer);
  return done(lexer, CHORD);
}

static bool scan_bars(TSLexer *lexer, bool *bars) {
  int32_t c = lexer->lookahead;
  if (c == '"') {
    *bars = false;
    return scan_string(lexer);
  }
  if (is_digit(c)) return scan_digit(lexer);
  take(lexer);
  switch (c) {
    case '|': {
      bool on = bars_go_on(lexer);
      *bars = on;
      return done(lexer, on ? BAR_SEP : BAR_CLOSE);
    }
    case '{':
      *bars = false;
      return done(lexer, LBRACE);
    case '}':
      *bars = false;
      return done(lexer, RBRACE);
    case '.': case '-':
      return done(lexer, REST);
    case '~':
      return done(lexer, CHANCE);
    case '%':
      return done(lexer, CHORD);
    case '[':
      return done(lexer, LBRACKET);
    case ']':
      return done(lexer, RBRACKET);
    case 'x': case 'X': case 'd': case 'g': case 'r':
      return scan_hit(lexer, c);
    case 'o': case 'p': case 'f':
      return scan_exit(lexer, bars, c, true);
    case 't': case 'l': case 'h': case 'c':
      return scan_exit(lexer, bars, c, false);
    case '#': case 'b': case 0x266d: case 0x266f: {
      bool two = lexer->lookahead == c;
      if (two) next(lexer);
      if (is_degree(lexer->lookahead)) {
        take(lexer);
        return scan_degree(lexer);
      }
      if (is_sign(c)) return done(lexer, WRONG_CELL);
      if (c == 'b') return scan_bad_word(lexer);
      return two ? done(lexer, HIT) : scan_hit(lexer, c);
    }
    case 'N':
      return scan_no_chord(lexer);
    /* White space to others, and nothing to the language. */
    case 0x2028: case 0x2029:
      return done(lexer, UNKNOWN);
  }
  if (is_note(c)) return scan_chord(lexer);
  return is_word(c) ? scan_bad_word(lexer) : done(lexer, WRONG_CELL);
}

/* ---- what tree-sitter calls --------------------------------------------------------------------------------------- */

/* All that is remembered from token to token. */
typedef struct {
  /* Between bars. */
  bool bars;
  /* Something was read: no token holds a line break, so what comes next begins a line only behind a break that is read with it. The
     column would say the same, and costs a walk back to the start of the line. */
  bool begun;
} Mode;

bool tree_sitter_sil_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  Mode *mode = payload;
  bool bars = mode->bars;
  bool first = !mode->begun;
  mode->begun = true;
  (void)valid;
  for (;;) {
    if (lexer->eof(lexer)) return false;
    int32_t c = lexer->lookahead;
    if (is_break(c)) {
      lexer->advance(lexer, true);
      if (c == '\r' && lexer->lookahead == '\n') lexer->advance(lexer, true);
      first = true;
      if (!bars) continue;
      for (; is_blank(lexer->lookahead); first = false) lexer->advance(lexer, true);
      bars = lexer->lookahead == '|';
    } else if (is_blank(c)) {
      lexer->advance(lexer, true);
      first = false;
    } else {
      break;
    }
  }
  if (lexer->lookahead == '/') {
    take(lexer);
    if (lexer->lookahead != '/') {
      mode->bars = bars;
      return done(lexer, bars ? WRONG_CELL : OPERATOR);
    }
    next(lexer);
    bool doc = lexer->lookahead == '/';
    over_line(lexer);
    lexer->mark_end(lexer);
    mode->bars = bars;
    return done(lexer, doc ? DOC_COMMENT : COMMENT);
  }
  if (bars)
    scan_bars(lexer, &bars);
  else
    scan_text(lexer, &bars, first);
  mode->bars = bars;
  return true;
}

unsigned tree_sitter_sil_external_scanner_serialize(void *payload, char *buffer) {
  const Mode *mode = payload;
  buffer[0] = (char)((mode->bars ? 1 : 0) | (mode->begun ? 2 : 0));
  return 1;
}

void tree_sitter_sil_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  Mode *mode = payload;
  mode->bars = length > 0 && (buffer[0] & 1) != 0;
  mode->begun = length > 0 && (buffer[0] & 2) != 0;
}

void *tree_sitter_sil_external_scanner_create(void) { return calloc(1, sizeof(Mode)); }
void tree_sitter_sil_external_scanner_destroy(void *payload) { free(payload); }
