/**
 * A Langium parser for SIL: the grammar of `grammar.ts`, with a lexer of two modes (text, and bars between `|`) whose patterns are
 * those of Silencio's token table, and NL tokens where a line ends. Everything else is Langium's default.
 */

import { Lexer as ChevrotainLexer, createToken } from 'chevrotain'
import { DefaultLexer, DefaultTokenBuilder } from 'langium'
import { createServicesForGrammar } from 'langium/grammar'

/**
 * @param {string} grammar
 * @param {typeof import('../chevrotain-lexer.ts')} table Silencio's tokens
 */
export async function createLangiumParser(grammar, table) {
  const services = await createLangiumServices(grammar, table)
  return {
    /** Syntax tree and concrete tree, as Langium's editors get them; no linking, no validation. */
    parse(text) {
      const { value, lexerErrors, parserErrors } = services.parser.LangiumParser.parse(text)
      return { file: value, errors: [...lexerErrors, ...parserErrors].map((error) => error.message) }
    },
  }
}

/**
 * What Langium makes of a language: parser, document builder, providers of an editor's answers.
 *
 * @param {string} grammar
 * @param {typeof import('../chevrotain-lexer.ts')} table Silencio's tokens
 * @param {object} sharedModule what takes the place of Langium's shared defaults
 */
export function createLangiumServices(grammar, table, sharedModule = {}) {
  return createServicesForGrammar({
    grammar,
    parserConfig: { skipValidations: true, recoveryEnabled: true },
    languageMetaData: {
      caseInsensitive: false,
      fileExtensions: ['.sil'],
      languageId: 'sil',
      mode: 'production',
    },
    module: {
      parser: {
        TokenBuilder: () => new SilTokenBuilder(table),
        Lexer: (services) => new SilLexer(services),
      },
    },
    sharedModule,
  })
}

/** Terminal → the token type of Silencio that has its pattern. */
const PATTERNS = {
  ORDINAL: 'Ordinal',
  QUANTITY: 'Quantity',
  BAD_QUANTITY: 'BadQuantity',
  PITCH: 'Pitch',
  SHARP_NAME: 'SharpName',
  ID: 'Identifier',
  BAR_SEP: 'BarSep',
  BAR_CLOSE: 'BarClose',
  COUNT: 'CountToken',
  DEGREE: 'DegreeToken',
  NO_CHORD: 'NoChordToken',
  BAR_NAME: 'NameToken',
  HIT: 'HitToken',
}

/** What Silencio reads only to say what is wrong with it: no rule takes these. */
const REFUSED = ['DecimalComma', 'PlusMinus', 'DrumTab', 'OpenString', 'SmartString', 'Colon']

/** JSON's escapes only: Silencio reports others as it reads the string. */
const STRING = /"(?:[^"\\\n\r]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/
/** A `~` of its own stands after a rest, a tie, a blank or the start of a bar or bracket. */
const MAYBE = /(?<=[.\-|[ \t\n\r])~/

const BARS = [
  'WS',
  'BAR_NEWLINE',
  'COMMENT',
  'BAR_SEP',
  'BAR_CLOSE',
  'COUNT',
  'DEGREE',
  'NO_CHORD',
  'BAR_NAME',
  'HIT',
  'REST',
  'TIE',
  'MAYBE',
  'REPEAT',
  'LBRACKET',
  'RBRACKET',
]

class SilTokenBuilder extends DefaultTokenBuilder {
  constructor(table) {
    super()
    this.table = table
  }

  buildTokens(grammar, options) {
    const { table } = this
    const built = super.buildTokens(grammar, options)
    const byName = new Map(built.map((token) => [token.name, token]))
    for (const [name, of] of Object.entries(PATTERNS)) Object.assign(byName.get(name), like(table[of]))
    byName.get('STRING').PATTERN = STRING
    Object.assign(byName.get('MAYBE'), { PATTERN: MAYBE, START_CHARS_HINT: ['~'] })
    byName.get('WS').PATTERN = /[ \t\f\v\u00A0\uFEFF]+/
    byName.get('TIE').PATTERN = '-'
    byName.get('BAR_OPEN').PUSH_MODE = 'bars'
    byName.get('BAR_CLOSE').POP_MODE = true
    byName.get('NL').PATTERN = ChevrotainLexer.NA
    const id = byName.get('ID')
    byName.get('USER_WEEK').LONGER_ALT = id
    const words = built.filter((token) => typeof token.PATTERN === 'string' && /^[a-z]/.test(token.PATTERN))
    for (const word of words) word.LONGER_ALT = id

    const newline = createToken({
      name: 'NEWLINE',
      pattern: /\r\n|\n|\r/,
      line_breaks: true,
      group: ChevrotainLexer.SKIPPED,
    })
    byName.set('BAR_NEWLINE', { ...newline, name: 'BAR_NEWLINE' })
    const refused = REFUSED.map((name) => ({ name, ...like(table[name]) }))
    const at = (name) => refused.find((token) => token.name === name)
    const signs = built.filter(
      (token) => typeof token.PATTERN === 'string' && !words.includes(token) && !BARS.includes(token.name),
    )
    for (const sign of signs) delete sign.LONGER_ALT
    const text = [
      byName.get('WS'),
      newline,
      byName.get('COMMENT'),
      byName.get('ORDINAL'),
      at('DecimalComma'),
      byName.get('BAD_QUANTITY'),
      byName.get('QUANTITY'),
      at('PlusMinus'),
      at('DrumTab'),
      byName.get('STRING'),
      at('OpenString'),
      at('SmartString'),
      byName.get('BAR_OPEN'),
      // Langium has sorted them by length: `<=` before `<`.
      ...signs,
      at('Colon'),
      byName.get('PITCH'),
      byName.get('SHARP_NAME'),
      byName.get('USER_WEEK'),
      ...words,
      id,
      byName.get('NL'),
    ]
    return { modes: { text, bars: BARS.map((name) => byName.get(name)) }, defaultMode: 'text' }
  }
}

function like(type) {
  return {
    PATTERN: type.PATTERN,
    ...(type.START_CHARS_HINT === undefined ? {} : { START_CHARS_HINT: type.START_CHARS_HINT }),
    ...(type.LINE_BREAKS === undefined ? {} : { LINE_BREAKS: type.LINE_BREAKS }),
  }
}

/** Newlines are free after and before these, at depth 0. */
const OPEN_ENDS = [
  ...['=', ',', '{', '->', '..', '<=', '>=', '==', '!=', '<', '>', '+', '-', '*', '/', '.'],
  ...['and', 'or', 'else', 'learn', 'not'],
]
const OPEN_STARTS = [
  ...['=', ',', '{', '}', ')', '->', '..', '<=', '>=', '==', '!=', '<', '>', '+', '-', '*', '/'],
  ...['and', 'or', 'else'],
]

class SilLexer extends DefaultLexer {
  constructor(services) {
    const { TokenBuilder } = services.parser
    const built = TokenBuilder.buildTokens(services.Grammar, { caseInsensitive: false })
    super({
      ...services,
      Grammar: services.Grammar,
      LanguageMetaData: services.LanguageMetaData,
      parser: {
        LexerErrorMessageProvider: services.parser.LexerErrorMessageProvider,
        TokenBuilder: { buildTokens: () => built },
      },
    })
    const types = this.definition
    this.newline = types.NL
    this.openEnds = new Set(OPEN_ENDS.map((name) => types[name]))
    this.openStarts = new Set(OPEN_STARTS.map((name) => types[name]))
    this.left = types['(']
    this.right = types[')']
    this.inBars = new Set(BARS.map((name) => types[name]))
  }

  tokenize(text, options) {
    const result = super.tokenize(text, options)
    const tokens = []
    let depth = 0
    let last = null
    for (const token of result.tokens) {
      const type = token.tokenType
      if (
        last !== null &&
        token.startLine > last.endLine &&
        depth === 0 &&
        !this.openEnds.has(last.tokenType) &&
        !this.openStarts.has(type) &&
        !this.inBars.has(type)
      ) {
        tokens.push(this.lineEnd(last))
      }
      if (type === this.left) depth++
      else if (type === this.right && depth > 0) depth--
      tokens.push(token)
      last = token
    }
    // A setting ends with its line, and so with the file. What is cut off for a completion does not end there.
    if (last !== null && options?.mode !== 'partial') tokens.push(this.lineEnd(last))
    return { ...result, tokens }
  }

  lineEnd(after) {
    return {
      image: '',
      startOffset: after.endOffset + 1,
      endOffset: after.endOffset,
      startLine: after.endLine,
      endLine: after.endLine,
      startColumn: after.endColumn + 1,
      endColumn: after.endColumn,
      tokenType: this.newline,
      tokenTypeIdx: this.newline.tokenTypeIdx,
    }
  }
}
