/**
 * SIL as a Langium grammar, written from the same vocabulary (`language/vocabulary.ts`) that Silencio's parser reads:
 * each block with its own properties, each property with its values and modifiers. `print.ts` shows it, and `parity.ts`
 * holds it to Silencio's parser.
 *
 * NL is a token that `peer.mjs` makes where a line of the language ends (newlines are free after and before operators,
 * commas, `=` and brackets). Cells are tokens of a second lexer mode, as in Silencio.
 */

import {
  HEADS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
  RESERVED,
} from '../../language/vocabulary.ts'

const unique = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort()

const specs = Object.values(PROPERTIES).flatMap((table) => Object.entries(table))

/** Every word that the grammar mentions: keywords of the lexer, and names wherever names may stand. */
const WORDS = unique([
  ...HEADS,
  ...RESERVED,
  ...specs.map(([name]) => name),
  ...specs.flatMap(([, spec]) => Object.keys(spec.modifiers)),
  'vamp',
  'repeat',
  'log',
])

/** Words that begin no value: those that join, and those with rules of their own. */
const NEVER_A_VALUE = [
  'in',
  'by',
  'or',
  'and',
  'else',
  'for',
  'over',
  'every',
  'until',
  'let',
  'import',
  'from',
  'as',
  'follows',
  'when',
  'learn',
  'not',
  // Behind `every 8 bars` of a fill.
  'density',
]

const without = (words: readonly string[], gone: readonly string[]): readonly string[] =>
  words.filter((word) => !gone.includes(word))

const either = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' | ')

/** `kick` → `Kick`. */
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

// ---- properties -------------------------------------------------------------------------------------------------

/** A list of values between `min` and `max` long. */
function values(min: number, max: number): string {
  if (max === 0) return ''
  const more = (left: number): string => (left <= 0 ? '' : ` (values+=List${more(left - 1)})?`)
  return min === 0 ? more(max).trim() : `values+=List${' values+=List'.repeat(min - 1)}${more(max - min)}`
}

const modifierRules = new Map<string, string>()

function modifierRule(name: string, max: number): string {
  const rule = `${capital(name)}Modifier${max}`
  modifierRules.set(rule, `${rule} returns Modifier: key='${name}' ${values(Math.min(1, max), max)};`)
  return rule
}

/** Properties that take the same things share an alternative. */
function alternatives(table: Readonly<Record<string, PropertySpec>>, target: string): readonly string[] {
  const groups = new Map<string, string[]>()
  for (const [name, spec] of Object.entries(table)) {
    const modifiers = Object.entries(spec.modifiers).map(([word, max]) => modifierRule(word, max))
    const tail = modifiers.length === 0 ? '' : ` (modifiers+=(${modifiers.join(' | ')}))*`
    const head =
      name === 'meter' ? 'values+=Meter' : name === 'key' ? 'values+=Key' : values(spec.min, spec.max)
    const key = `${head}${tail}`
    groups.set(key, [...(groups.get(key) ?? []), name])
  }
  return [...groups].map(([tail, names]) => `${target}key=(${either(names)}) ${tail}`.trim())
}

function propertyRule(context: PropertyContext): string {
  const own = alternatives(PROPERTIES[context], '')
  const overrides = context === 'section' ? alternatives(MEMBER_PROPERTIES, `target=AnyName '.' `) : []
  return `${capital(context)}Property returns Property:\n    ${[...own, ...overrides].join('\n  | ')};`
}

const body = (context: PropertyContext): string =>
  `'{' (properties+=${capital(context)}Property (NL* properties+=${capital(context)}Property)*)? NL* '}'`

const FOLLOWS = `('follows' follows=AnyName)?`

function blockRule(context: PropertyContext): string {
  const head =
    context === 'player'
      ? ''
      : context === 'scenario'
        ? ' title=STRING'
        : context === 'section'
          ? ' name=SectionName'
          : context === 'train'
            ? ' name=AnySectionName'
            : ' name=DeclaredName'
  return `${capital(context)}Block returns Block: kind='${context}'${head} ${FOLLOWS} ${body(context)};`
}

// ---- the grammar ------------------------------------------------------------------------------------------------

const BLOCKS: readonly PropertyContext[] = [
  'zones',
  'player',
  'metronome',
  'drummer',
  'bassist',
  'pianist',
  'guitarist',
  'section',
  'train',
  'scenario',
]

/** The text of the grammar. */
export function langiumGrammar(): string {
  const contexts: readonly PropertyContext[] = ['file', 'actions', ...BLOCKS]
  const properties = contexts.map(propertyRule)
  return `// Made by grammar.ts from language/vocabulary.ts.
grammar Sil

interface Block { kind: string  name?: string  title?: string  follows?: string  properties: Property[] }
interface Property { target?: string  key: string  values: Value[]  modifiers: Modifier[] }
interface Modifier { key: string  values: Value[] }
type Value = List | Meter | Key

entry File: NL* (items+=Item NL*)*;

Item: Import | Let | Timbre | Reward | Form | Rule | AnyBlock | Setting;

Import: {infer Import} 'import' NL* ('{' (names+=ImportName ','? NL*)* '}')? NL* 'from' path=STRING;
ImportName: name=AnyName ('as' alias=DeclaredName)?;
Let: 'let' name=DeclaredName '=' value=Phrase;
Timbre: 'timbre' name=DeclaredName '=' value=Phrase;
Reward: 'reward' name=DeclaredName '=' value=Phrase;
Setting: property=FileProperty NL;

Form: 'form' steps+=FormStep (',' steps+=FormStep)* repeat?='repeat'?;
FormStep: (vamp?='vamp' section=AnySectionName | section=AnySectionName) ('*' times=QUANTITY?)? (NL? 'until' (NL? until=AnyName)?)?;

Rule: 'rule' name=DeclaredName NL? 'when' NL? when=Binary (NL? 'for' NL? hold=Binary)?
  '{' (actions+=ActionsProperty (NL* actions+=ActionsProperty)*)? NL* '}';

AnyBlock returns Block: ${BLOCKS.map((context) => `${capital(context)}Block`).join(' | ')};
${BLOCKS.map(blockRule).join('\n')}

${properties.join('\n')}

${[...modifierRules.values()].sort().join('\n')}

Meter: upper=QUANTITY '/' lower=QUANTITY ('(' groups+=QUANTITY ('+' groups+=QUANTITY)* ')')?;
Key: tonic=AnyNoteName mode=AnyName?;

List: Binary ({infer List.items+=current} (',' items+=Binary)+)?;
Phrase: Binary ({infer Phrase.items+=current} items+=Binary+)?;

infix Binary on Operand:
    'else'
  > '*' | '/'
  > '+' | '-'
  > '..'
  > '<' | '<=' | '>' | '>=' | '==' | '!='
  > 'and'
  > 'or'
  > '->';

Operand: Quantity | Learn | Unary | Reference | Text | Bars | Pitch | Parenthesis | Ordinal | SharpName;
Quantity: text=(QUANTITY | BAD_QUANTITY);
Text: text=STRING;
Pitch: text=PITCH;
Ordinal: text=ORDINAL;
SharpName: text=SHARP_NAME;
Unary: op=('-' | '+' | 'not') operand=Operand;
Parenthesis: {infer Parenthesis} '(' inner=Phrase? ')';
Reference: path+=ValueName (('.' path+=AnyNoteName)+ | call?='(' (args+=Phrase (',' args+=Phrase?)*)? ')')?;
Learn: 'learn' default=Operand
  ( ('or' choices+=Operand)+
  | 'in' low=Operand '..' high=Operand log?='log'? ('by' features+=Feature (',' features+=Feature)*)? );

Bars: BAR_OPEN bars+=Bar (BAR_SEP bars+=Bar)* BAR_CLOSE;
Bar: {infer Bar} count=COUNT? cells+=Cell*;
Cell: Hit | Rest | Tie | Maybe | Degree | NameCell | Repeat | Group;
Hit: text=HIT;
Rest: {infer Rest} REST;
Tie: {infer Tie} TIE;
Maybe: {infer Maybe} MAYBE;
Degree: text=DEGREE;
NameCell: text=(BAR_NAME | NO_CHORD);
Repeat: {infer Repeat} REPEAT;
Group: {infer Group} LBRACKET cells+=Cell* RBRACKET;

Feature returns string: AnyName ('.'? AnyName)*;
ValueName returns string: ID | USER_WEEK | ${either(without(WORDS, NEVER_A_VALUE))};
DeclaredName returns string: ID | USER_WEEK | ${either(without(WORDS, [...HEADS, ...RESERVED]))};
SectionName returns string: DeclaredName | PITCH;
AnyName returns string: ID | USER_WEEK | ${either(WORDS)};
AnySectionName returns string: AnyName | PITCH;
AnyNoteName returns string: AnyName | SHARP_NAME | PITCH;

// Patterns are those of chevrotain-lexer.ts: peer.mjs puts them in.
hidden terminal WS: /\\s+/;
hidden terminal COMMENT: /\\/\\/[^\\n\\r]*/;
terminal NL: /\\n/;
terminal ORDINAL: /ordinal/;
terminal QUANTITY: /quantity/;
terminal BAD_QUANTITY: /badQuantity/;
terminal STRING: /string/;
terminal PITCH: /pitch/;
terminal SHARP_NAME: /sharpName/;
terminal USER_WEEK: /user-week/;
terminal ID: /[_a-zA-Z][\\w_]*/;
terminal BAR_OPEN: /\\|/;
terminal BAR_SEP: /barSep/;
terminal BAR_CLOSE: /barClose/;
terminal COUNT: /count/;
terminal DEGREE: /degree/;
terminal NO_CHORD: /noChord/;
terminal BAR_NAME: /barName/;
terminal HIT: /hit/;
terminal REST: /\\./;
terminal TIE: /tie/;
terminal MAYBE: /~/;
terminal REPEAT: /%/;
terminal LBRACKET: /\\[/;
terminal RBRACKET: /\\]/;
`
}
