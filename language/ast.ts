/**
 * The syntax tree of a `.sil` file.
 *
 * The tree is deliberately loose where the language is table-driven: a block holds `Property` nodes (a key, values,
 * modifiers), and `vocabulary.ts` says which keys, values and modifiers a block knows. So half-written code still
 * makes a tree, and checker, completion, hover and formatter read one table.
 *
 * Every node is a half-open range of UTF-16 offsets. Children lie inside their parent, in order, without overlap.
 * After recovery parts may be missing: such fields are `null`, lists are shorter, `Name.text` may be empty.
 */

export interface Span {
  /** Offset of the first UTF-16 unit. */
  readonly start: number
  /** Offset after the last one. */
  readonly end: number
}

/** An identifier, or a keyword standing where a name is allowed. Empty text: missing (recovered). */
export interface Name extends Span {
  readonly kind: 'name'
  readonly text: string
}

// ---- items ----------------------------------------------------------------------------------------------------

export interface File extends Span {
  readonly kind: 'file'
  readonly items: readonly Item[]
}

export type Item = ImportDecl | LetDecl | TimbreDecl | Setting | Block | FormDecl | RuleDecl | RewardDecl

/** `import { a as b, c } from "./x.sil"` */
export interface ImportDecl extends Span {
  readonly kind: 'import'
  readonly doc: Doc | null
  readonly names: readonly ImportName[]
  readonly path: StringLit | null
}

export interface ImportName extends Span {
  readonly kind: 'importName'
  readonly name: Name
  /** Local name, when `as` gives one. */
  readonly alias: Name | null
}

/** `let shy = 5 ms` */
export interface LetDecl extends Span {
  readonly kind: 'let'
  readonly doc: Doc | null
  readonly name: Name
  readonly value: Expr | null
}

/** `timbre brush = "soft brushed snare"` */
export interface TimbreDecl extends Span {
  readonly kind: 'timbre'
  readonly doc: Doc | null
  readonly name: Name
  readonly value: Expr | null
}

/** A property at the top level: `band tempo meter key swing seed`. */
export interface Setting extends Span {
  readonly kind: 'setting'
  readonly property: Property
}

export type BlockKind =
  | 'zones'
  | 'player'
  | 'metronome'
  | 'drummer'
  | 'bassist'
  | 'pianist'
  | 'guitarist'
  | 'section'
  | 'train'
  | 'scenario'

/** A head, perhaps a name, and properties in braces. */
export interface Block extends Span {
  readonly kind: 'block'
  readonly block: BlockKind
  readonly doc: Doc | null
  /** The head keyword. */
  readonly head: Name
  /** Null for `player` (which has none) and `scenario` (which has a title). For `train` the reward's name. */
  readonly name: Name | null
  /** `scenario "…"` */
  readonly title: StringLit | null
  /** `follows WHO` of a member. */
  readonly follows: Name | null
  readonly properties: readonly Property[]
  /** Declarations in its braces, where none has its place: each is told of, and read all the same. */
  readonly nested: readonly Item[]
  /** False when the closing brace is missing. */
  readonly closed: boolean
}

/** `form head * 2, stop, vamp head until cue repeat` */
export interface FormDecl extends Span {
  readonly kind: 'form'
  readonly doc: Doc | null
  readonly steps: readonly FormStep[]
  readonly repeat: Name | null
}

export interface FormStep extends Span {
  readonly kind: 'formStep'
  /** The `vamp` keyword of `vamp A until cue`. */
  readonly vamp: Name | null
  readonly section: Name
  readonly times: NumberLit | null
  /** `cue` in `until cue`. */
  readonly until: Name | null
}

/** `rule quiet when player.silent for 2 bars { … }` */
export interface RuleDecl extends Span {
  readonly kind: 'rule'
  readonly doc: Doc | null
  readonly name: Name
  readonly when: Expr | null
  readonly hold: Expr | null
  readonly actions: readonly Property[]
  /** As in a block. */
  readonly nested: readonly Item[]
  readonly closed: boolean
}

/** `reward practice = …` */
export interface RewardDecl extends Span {
  readonly kind: 'reward'
  readonly doc: Doc | null
  readonly name: Name
  readonly value: Expr | null
}

/** `/// …` lines before a declaration, property or slot. */
export interface Doc extends Span {
  readonly kind: 'doc'
  /** Lines joined by `\n`, without the slashes and one following blank. */
  readonly text: string
}

// ---- properties -----------------------------------------------------------------------------------------------

/** `kit.hat |xxxx| timbre brush level -6 dB`: target, key, values, modifiers. */
export interface Property extends Span {
  readonly kind: 'property'
  readonly doc: Doc | null
  /** The member in a section's override `kit.hat`. */
  readonly target: Name | null
  readonly key: Name
  /** A `:` or `=` someone wrote between key and value; reported with a fix. */
  readonly stray: Name | null
  /** Side by side: `count player 4 beats` has two. A comma list is one `ListExpr`. */
  readonly values: readonly Expr[]
  readonly modifiers: readonly Modifier[]
}

export interface Modifier extends Span {
  readonly kind: 'modifier'
  readonly key: Name
  readonly values: readonly Expr[]
}

// ---- expressions ----------------------------------------------------------------------------------------------

export type Expr =
  | NumberLit
  | StringLit
  | PitchLit
  | OrdinalLit
  | NameRef
  | UnaryExpr
  | BinaryExpr
  | ParenExpr
  | CallExpr
  | ListExpr
  | PhraseExpr
  | LearnExpr
  | LearnChoice
  | MeterLit
  | KeyLit
  | BarsLit

/** `20 ms`, `0.5`, `-6 dB` (the sign belongs to a literal), `58%`. */
export interface NumberLit extends Span {
  readonly kind: 'number'
  readonly value: number
  /** Canonical unit (`bars` for `bar`), or null. */
  readonly unit: UnitName | null
  /**
   * What was wrong with the spelling, if anything: `unit` an unknown unit such as `20MS` (its text in `unitText`),
   * `plusMinus` `+-20 ms`, `comma` `0,5`. The value is the best guess.
   */
  readonly flaw: 'unit' | 'plusMinus' | 'comma' | null
  /** The unit as written. */
  readonly unitText: string
}

export type UnitName =
  | 'ms'
  | 's'
  | 'min'
  | 'h'
  | 'days'
  | 'weeks'
  | 'beats'
  | 'bars'
  | 'steps'
  | 'bpm'
  | 'Hz'
  | 'kHz'
  | 'dB'
  | '%'
  | 'semitones'
  | 'cents'

export interface StringLit extends Span {
  readonly kind: 'string'
  /** Decoded. */
  readonly value: string
  /** `smart`: typographic quotes; `open`: no closing quote; `escape`: an unknown escape. */
  readonly flaw: 'smart' | 'open' | 'escape' | null
}

/** `C4`, `F#3`, `Bb2` */
export interface PitchLit extends Span {
  readonly kind: 'pitch'
  readonly text: string
}

/** `4th`, `8ths` */
export interface OrdinalLit extends Span {
  readonly kind: 'ordinal'
  readonly value: number
  /** `8ths` rather than `8th`. */
  readonly plural: boolean
}

/** `pocket`, `player.spread`, `session.duration` */
export interface NameRef extends Span {
  readonly kind: 'ref'
  /** At least one. */
  readonly path: readonly Name[]
}

export interface UnaryExpr extends Span {
  readonly kind: 'unary'
  readonly op: '-' | '+' | 'not'
  readonly operand: Expr | null
}

export type BinaryOp =
  | '+'
  | '-'
  | '*'
  | '/'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | 'and'
  | 'or'
  | 'else'
  | '..'
  | '->'

/** Also ranges `lo..hi`, ramps `a -> b` and `metric else 0`. */
export interface BinaryExpr extends Span {
  readonly kind: 'binary'
  readonly op: BinaryOp
  readonly left: Expr
  /** Null when nothing follows the operator. */
  readonly right: Expr | null
  readonly opStart: number
}

export interface ParenExpr extends Span {
  readonly kind: 'paren'
  readonly inner: Expr | null
}

/** `mix(a, b, 30%)`, `improvement(across 5 sessions)` (a phrase argument). */
export interface CallExpr extends Span {
  readonly kind: 'call'
  readonly name: Name
  readonly args: readonly Expr[]
}

/** `kit, keys` */
export interface ListExpr extends Span {
  readonly kind: 'list'
  readonly items: readonly Expr[]
}

/** Expressions side by side: `across 5 sessions`, `sample "x.wav"`, `near "…" within learn …`. */
export interface PhraseExpr extends Span {
  readonly kind: 'phrase'
  readonly items: readonly Expr[]
}

/** `learn 20 ms in 5 ms..60 ms log by player.level, tempo` */
export interface LearnExpr extends Span {
  readonly kind: 'learn'
  readonly doc: Doc | null
  readonly default: Expr | null
  readonly low: Expr | null
  readonly high: Expr | null
  /** The word `log`. */
  readonly log: Name | null
  readonly by: readonly Feature[]
}

/** `player.level`, `days since last`: words joined as written, blanks folded. */
export interface Feature extends Span {
  readonly kind: 'feature'
  readonly text: string
}

/** `learn rootless or shell or spread` */
export interface LearnChoice extends Span {
  readonly kind: 'learnChoice'
  readonly doc: Doc | null
  readonly choices: readonly Expr[]
}

/** `7/8 (2+2+3)` */
export interface MeterLit extends Span {
  readonly kind: 'meter'
  readonly upper: number
  readonly lower: number
  /** Null where none are written. */
  readonly groups: readonly number[] | null
}

/** `C major`, `F# minor`, `Bb dorian` */
export interface KeyLit extends Span {
  readonly kind: 'key'
  readonly tonic: Name
  readonly mode: Name | null
}

// ---- bars -----------------------------------------------------------------------------------------------------

/** `|x... ..x.| x... |` */
export interface BarsLit extends Span {
  readonly kind: 'bars'
  /** Made anew at each look where `shape` stands elsewhere; whoever looks often takes that. */
  readonly bars: readonly Bar[]
  /** False when the closing `|` is missing. */
  readonly closed: boolean
  /** The same for all literals of a file that are written alike: songs repeat their grooves and their changes. */
  readonly shape: BarsShape
}

/** What a bars literal says, at the place of the first one that says it. */
export interface BarsShape {
  readonly start: number
  readonly bars: readonly Bar[]
}

/** One bar: what stands between two `|` (which are outside its span). */
export interface Bar extends Span {
  readonly kind: 'bar'
  /** `3` in `|3: x x x|`: the odd count is meant. */
  readonly count: number | null
  readonly countSpan: Span | null
  readonly cells: readonly Cell[]
}

export type Cell =
  | HitCell
  | RestCell
  | TieCell
  | GroupCell
  | DegreeCell
  | NameCell
  | RepeatCell
  | MaybeCell
  | BadCell

export interface Suffixes {
  /** `?30` is 30, `?` is 50; null: none. */
  readonly chance: number | null
  /** `~`: a learnable chance (on a choice: learnable weights). */
  readonly learn: boolean
  /** `!` */
  readonly accent: boolean
  /** `_` */
  readonly dead: boolean
}

/** `x X g o p f d r #` with suffixes. */
export interface HitCell extends Span, Suffixes {
  readonly kind: 'hit'
  readonly mark: 'x' | 'X' | 'g' | 'o' | 'p' | 'f' | 'd' | 'r' | '#'
}

/** `.` */
export interface RestCell extends Span {
  readonly kind: 'rest'
}

/** `-`: the note before goes on. */
export interface TieCell extends Span {
  readonly kind: 'tie'
}

/** A `~` alone: an `x` with a learnable chance. */
export interface MaybeCell extends Span {
  readonly kind: 'maybe'
}

/** `[xx]`: cells that share one cell. */
export interface GroupCell extends Span {
  readonly kind: 'group'
  readonly cells: readonly Cell[]
  readonly closed: boolean
}

/** `1`, `b3'`, `1/5~`: one degree, or an even (or weighted) choice. */
export interface DegreeCell extends Span, Suffixes {
  readonly kind: 'degree'
  readonly choices: readonly Degree[]
}

export interface Degree extends Span {
  readonly kind: 'degreeChoice'
  /** 1..8 */
  readonly degree: number
  /** −2..2, null where none is written (then 2, 4, 6 come from the key, 3, 5, 7 from the chord). */
  readonly accidental: number | null
  /** From `'` and `,`. */
  readonly octave: number
}

/** A chord or a pitch, read by its property: `Dm7`, `N.C.`, `E2`. */
export interface NameCell extends Span, Suffixes {
  readonly kind: 'nameCell'
  readonly text: string
}

/** `%`: the chord of the bar before. */
export interface RepeatCell extends Span {
  readonly kind: 'repeat'
}

/** Something no cell is: reported, takes a cell's place. */
export interface BadCell extends Span {
  readonly kind: 'bad'
  readonly text: string
}
