/**
 * The parser: tokens to tree. Chevrotain `EmbeddedActionsParser` with recovery for files and blocks; what stands in
 * a block is read by plain functions (`properties.ts`, `expressions.ts`, `bars.ts`), which are most of every file.
 *
 * The grammar is *total*: whatever is missing is optional and reported, whatever is too much is skipped and reported,
 * so an unfinished line costs that line and nothing else. Nodes are attached to their parent on entry, so that even
 * chevrotain's own recovery (a safety net here) loses nothing. What a property takes is decided by `vocabulary.ts`.
 *
 * Newlines matter in four places only: a property's value starts on its line, modifiers stand on it, a comma-less
 * list of values ends with it, and `by` features end with it.
 */

import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain'
import type {
  Block,
  BlockKind,
  Doc,
  Expr,
  FormDecl,
  FormStep,
  ImportDecl,
  ImportName,
  Item,
  LetDecl,
  Name,
  Property,
  RewardDecl,
  RuleDecl,
  TimbreDecl,
} from './ast.ts'
import type { Diagnostic } from './diagnostics.ts'
import { isString, readExpr, readPhrase, readStringLit, valueFollows } from './expressions.ts'
import { readNumber } from './literals.ts'
import { diagnostic } from './messages.ts'
import { nearest } from './nearest.ts'
import { readProperty } from './properties.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  HEAD_WORDS,
  isLeftBrace,
  isName,
  isProperty,
  isRightBrace,
  isWord,
  type Mutable,
  missing,
  nameOf,
  type Reader,
  show,
  skipWhile,
  spanOf,
} from './reader.ts'
import * as t from './tokens.ts'
import { BLOCK_KINDS, type PropertyContext, RESERVED } from './vocabulary.ts'

const kw = {
  import: t.keyword('import'),
  from: t.keyword('from'),
  as: t.keyword('as'),
  let: t.keyword('let'),
  timbre: t.keyword('timbre'),
  form: t.keyword('form'),
  until: t.keyword('until'),
  rule: t.keyword('rule'),
  when: t.keyword('when'),
  for: t.keyword('for'),
  reward: t.keyword('reward'),
  follows: t.keyword('follows'),
}

const RESERVED_WORDS: ReadonlySet<string> = new Set(RESERVED)

const NO_LINE_STARTS = new Uint8Array(0)

/** Stands for arguments while chevrotain records the grammar (it calls every rule once without any). */
const NO_TOKEN: IToken = { image: '', startOffset: 0, tokenType: EOF, tokenTypeIdx: 0 }

export class SilParser extends EmbeddedActionsParser implements Reader {
  text = ''
  lineStarts: Uint8Array = NO_LINE_STARTS
  docs: ReadonlyMap<number, Doc> = new Map()
  depth = 0
  context: PropertyContext = 'file'
  private diagnostics: Diagnostic[] = []
  private items: Item[] = []

  constructor(skipValidations = true) {
    super(t.VOCABULARY, {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations,
      nodeLocationTracking: 'none',
    } as ConstructorParameters<typeof EmbeddedActionsParser>[1])
    this.performSelfAnalysis()
  }

  /** Items are attached as they begin, so even a parse that is cut short returns them. */
  run(
    text: string,
    tokens: IToken[],
    lineStarts: Uint8Array,
    docs: ReadonlyMap<number, Doc>,
  ): { items: Item[]; diagnostics: Diagnostic[] } {
    this.input = tokens
    this.text = text
    this.lineStarts = lineStarts
    this.docs = docs
    this.diagnostics = []
    this.items = []
    this.depth = 0
    this.context = 'file'
    this.file()
    for (const e of this.errors) {
      const last = tokens[tokens.length - 1]
      const at =
        e.token.tokenType === EOF
          ? last === undefined
            ? { start: 0, end: 0 }
            : spanOf(last)
          : spanOf(e.token)
      this.report(diagnostic('SIL0101', at, { found: show(e.token), expected: e.message }))
    }
    return { items: this.items, diagnostics: this.diagnostics }
  }

  // ---- file -----------------------------------------------------------------------------------------------------

  private file = this.RULE('file', () => {
    this.ACTION(() => this.skipJunkToItem())
    this.MANY(() => {
      this.ACTION(() => {
        this.context = 'file'
      })
      this.OR({
        DEF: [
          { ALT: () => this.SUBRULE(this.importDecl) },
          { ALT: () => this.SUBRULE(this.letDecl) },
          { GATE: () => this.timbreDeclares(), ALT: () => this.SUBRULE(this.timbreDecl) },
          { ALT: () => this.SUBRULE(this.formDecl) },
          { ALT: () => this.SUBRULE(this.ruleDecl) },
          { ALT: () => this.SUBRULE(this.rewardDecl) },
          { ALT: () => this.SUBRULE(this.block) },
          { GATE: () => this.looksLikeBlock(), ALT: () => this.SUBRULE(this.unknownBlock) },
          { ALT: () => this.SUBRULE(this.setting) },
        ],
        IGNORE_AMBIGUITIES: true,
      })
      this.ACTION(() => this.skipJunkToItem())
    })
  })

  private importDecl = this.RULE('importDecl', () => {
    const head = this.CONSUME(kw.import)
    const names: ImportName[] = []
    const node: Mutable<ImportDecl> = { kind: 'import', ...this.begin(head), names, path: null }
    this.ACTION(() => this.items.push(node))
    this.OPTION(() => {
      this.CONSUME(t.LBrace)
      this.MANY({
        GATE: () => this.LA(1).tokenType !== kw.from,
        DEF: () => {
          const name = this.CONSUME(t.Word)
          const entry: Mutable<ImportName> = {
            kind: 'importName',
            start: name.startOffset,
            end: t.tokenEnd(name),
            name: nameOf(name),
            alias: null,
          }
          names.push(entry)
          this.OPTION2(() => {
            this.CONSUME(kw.as)
            const alias = this.SUBRULE(this.declaredName, {
              ARGS: ['import', 'import { a as b } from "./x.sil"'],
            })
            this.ACTION(() => {
              entry.alias = alias
              entry.end = Math.max(entry.end, alias.end)
            })
          })
          this.OPTION3(() => this.CONSUME(t.Comma))
        },
      })
      this.OPTION4(() => this.CONSUME(t.RBrace))
    })
    this.OPTION5(() => {
      this.CONSUME(kw.from)
    })
    this.ACTION(() => {
      if (this.here() && isString(this.LA(1))) node.path = readStringLit(this)
      close(this, node)
      if (node.path === null)
        missing(this, 'import', 'names in braces and a file, as in { a } from "./x.sil"', node)
    })
  })

  private letDecl = this.RULE('letDecl', () => {
    const head = this.CONSUME(kw.let)
    const node: Mutable<LetDecl> = {
      kind: 'let',
      ...this.begin(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['let', 'let shy = 5 ms'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['let', 'a value, as in = 5 ms'] })
    this.ACTION(() => close(this, node))
  })

  private timbreDecl = this.RULE('timbreDecl', () => {
    const head = this.CONSUME(kw.timbre)
    const node: Mutable<TimbreDecl> = {
      kind: 'timbre',
      ...this.begin(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['timbre', 'timbre brush = "soft brushed snare"'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['timbre', 'a prompt, as in = "warm woody click"'] })
    this.ACTION(() => close(this, node))
  })

  private rewardDecl = this.RULE('rewardDecl', () => {
    const head = this.CONSUME(kw.reward)
    const node: Mutable<RewardDecl> = {
      kind: 'reward',
      ...this.begin(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['reward', 'reward practice = …'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['reward', 'a formula, as in = completed'] })
    this.ACTION(() => close(this, node))
  })

  /** `= value` of a declaration; a forgotten `=` (or a `:`) is reported and read over. */
  private definition = this.RULE('definition', (what = '', expected = ''): Expr | null => {
    let value: Expr | null = null
    const before = this.ACTION(() => this.LA(0))
    this.OPTION(() =>
      this.OR([
        { ALT: () => this.CONSUME(t.Equals) },
        {
          ALT: () => {
            const colon = this.CONSUME(t.Colon)
            this.ACTION(() =>
              this.report(
                diagnostic(
                  'SIL0101',
                  spanOf(colon),
                  { found: '`:`', expected: 'a definition is written with `=`' },
                  {
                    fixes: [{ title: 'Write =', edits: [{ span: spanOf(colon), newText: ' =' }] }],
                  },
                ),
              ),
            )
          },
        },
      ]),
    )
    this.ACTION(() => {
      if (valueFollows(this) && (this.here() || !atItemStart(this))) value = readPhrase(this, false)
      if (value === null) missing(this, what, expected, spanOf(before))
    })
    return value
  })

  // ---- form -----------------------------------------------------------------------------------------------------

  private formDecl = this.RULE('formDecl', () => {
    const head = this.CONSUME(kw.form)
    const steps: FormStep[] = []
    const node: Mutable<FormDecl> = { kind: 'form', ...this.begin(head), steps, repeat: null }
    this.ACTION(() => this.items.push(node))
    this.MANY({
      GATE: () => this.formGoesOn(steps),
      DEF: () => {
        this.OPTION(() => this.CONSUME(t.Comma))
        this.OR([
          {
            GATE: () => this.LA(1).image === 'repeat' && steps.length > 0 && this.LA(0).tokenType !== t.Comma,
            ALT: () => {
              const word = this.CONSUME(t.Word)
              node.repeat = nameOf(word)
            },
          },
          { ALT: () => this.SUBRULE(this.formStep, { ARGS: [steps] }) },
        ])
      },
    })
    this.ACTION(() => {
      close(this, node)
      if (steps.length === 0) missing(this, 'form', 'sections, as in form head * 2, bridge', node)
    })
  })

  private formStep = this.RULE('formStep', (steps: FormStep[] = []) => {
    const step: Mutable<FormStep> = {
      kind: 'formStep',
      start: this.ACTION(() => this.LA(1).startOffset),
      end: 0,
      vamp: null,
      section: emptyName(this.ACTION(() => this.LA(1).startOffset)),
      times: null,
      until: null,
    }
    this.ACTION(() => steps.push(step))
    this.OPTION({
      GATE: () => this.LA(1).image === 'vamp' && !begins(this, this.LA(2)) && isName(this.LA(2)),
      DEF: () => {
        const word = this.CONSUME(t.Word)
        step.vamp = nameOf(word)
      },
    })
    this.OR([
      {
        ALT: () => {
          const name = this.CONSUME2(t.Word)
          step.section = nameOf(name)
        },
      },
      {
        ALT: () => {
          const name = this.CONSUME(t.Pitch)
          step.section = nameOf(name)
        },
      },
    ])
    this.OPTION2(() => {
      this.CONSUME(t.Star)
      this.OPTION3(() => {
        const times = this.CONSUME(t.Quantity)
        step.times = this.ACTION(() => readNumber(times.image, times.startOffset, 'plain'))
      })
    })
    this.OPTION4(() => {
      this.CONSUME(kw.until)
      this.OPTION5(() => {
        const cue = this.CONSUME3(t.Word)
        step.until = nameOf(cue)
      })
    })
    this.ACTION(() => close(this, step))
  })

  // ---- rules ----------------------------------------------------------------------------------------------------

  private ruleDecl = this.RULE('ruleDecl', () => {
    const head = this.CONSUME(kw.rule)
    const actions: Property[] = []
    const node: Mutable<RuleDecl> = {
      kind: 'rule',
      ...this.begin(head),
      name: emptyName(t.tokenEnd(head)),
      when: null,
      hold: null,
      actions,
      closed: false,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['rule', 'rule quiet when player.silent { … }'] })
    this.OPTION(() => {
      this.CONSUME(kw.when)
      this.ACTION(() => {
        if (valueFollows(this)) node.when = readExpr(this)
      })
    })
    this.OPTION3(() => {
      this.CONSUME(kw.for)
      this.ACTION(() => {
        if (valueFollows(this)) node.hold = readExpr(this)
      })
    })
    this.ACTION(() => {
      this.context = 'actions'
      if (node.when === null) missing(this, 'rule', 'a condition, as in when player.silent', node.name)
      this.skipLineJunk('a rule reads: rule NAME when CONDITION for TIME { ACTIONS }')
    })
    node.closed = this.SUBRULE(this.body, { ARGS: ['rule', actions] })
    this.ACTION(() => close(this, node))
  })

  // ---- blocks ---------------------------------------------------------------------------------------------------

  private block = this.RULE('block', () => {
    const head = this.CONSUME(t.BlockHead)
    this.SUBRULE(this.blockRest, { ARGS: [head, head.image] })
  })

  /** `drummr kit { … }`: read as the block that was probably meant, so that its inside is not lost. */
  private unknownBlock = this.RULE('unknownBlock', () => {
    const head = this.CONSUME(t.Word)
    const meant = this.ACTION(() => nearest(head.image, BLOCK_KINDS, 3) ?? 'section')
    this.ACTION(() =>
      this.report(
        diagnostic(
          'SIL0128',
          spanOf(head),
          { name: head.image, near: meant },
          {
            fixes: [{ title: `Write ${meant}`, edits: [{ span: spanOf(head), newText: meant }] }],
          },
        ),
      ),
    )
    this.SUBRULE(this.blockRest, { ARGS: [head, meant] })
  })

  private blockRest = this.RULE('blockRest', (head: IToken = NO_TOKEN, kind = 'section') => {
    const properties: Property[] = []
    const node: Mutable<Block> = {
      kind: 'block',
      ...this.begin(head),
      block: this.ACTION(() => blockKind(kind)),
      head: nameOf(head),
      name: null,
      title: null,
      follows: null,
      properties,
      closed: false,
    }
    this.ACTION(() => {
      this.items.push(node)
      this.context = node.block
    })
    this.OR([
      {
        GATE: () => node.block === 'scenario',
        ALT: () =>
          this.ACTION(() => {
            if (this.here() && isString(this.LA(1))) node.title = readStringLit(this)
          }),
      },
      {
        GATE: () => node.block !== 'scenario' && node.block !== 'player',
        ALT: () => {
          node.name = this.SUBRULE(this.declaredName, { ARGS: [kind, `${kind} NAME { … }`] })
        },
      },
      { ALT: () => {} },
    ])
    this.OPTION2(() => {
      this.CONSUME(kw.follows)
      this.OPTION3({
        GATE: () => this.here(),
        DEF: () => {
          const who = this.CONSUME(t.Word)
          node.follows = nameOf(who)
        },
      })
      this.ACTION(() => {
        if (node.follows === null) missing(this, 'follows', 'player, grid or a member', spanOf(this.LA(0)))
      })
    })
    this.ACTION(() => {
      if (node.block === 'scenario' && node.title === null) {
        this.report(
          diagnostic('SIL0115', spanOf(head), {
            what: 'scenario',
            example: 'scenario "holds a steady player" { … }',
          }),
        )
      }
      this.skipLineJunk(`a block's properties stand in braces`)
    })
    node.closed = this.SUBRULE(this.body, { ARGS: [kind, properties] })
    this.ACTION(() => close(this, node))
  })

  /** `{ properties }`; true when the closing brace is there. */
  private body = this.RULE('body', (what = '', properties: Property[] = []): boolean => {
    let closed = false
    const context = this.context
    const before = this.ACTION(() => this.LA(0))
    this.OPTION({
      DEF: () => this.CONSUME(t.LBrace),
    })
    this.ACTION(() => {
      if (isLeftBrace(this.LA(0))) return
      const end = t.tokenEnd(before)
      this.report(
        diagnostic(
          'SIL0101',
          spanOf(before),
          { found: 'the end of the line', expected: 'a block opens with {' },
          {
            fixes: [{ title: 'Open the block', edits: [{ span: { start: end, end }, newText: ' {' }] }],
          },
        ),
      )
    })
    this.ACTION(() => this.skipJunkInBody(properties))
    this.MANY({
      GATE: () => !atItemStart(this),
      DEF: () => {
        this.ACTION(() => {
          this.context = context
        })
        const first = this.CONSUME(t.Word)
        this.ACTION(() => readProperty(this, first, properties))
        this.ACTION(() => this.skipJunkInBody(properties))
      },
    })
    this.OPTION2(() => {
      this.CONSUME(t.RBrace)
      closed = true
    })
    this.ACTION(() => {
      if (closed) return
      const last = this.LA(0)
      const end = t.tokenEnd(last)
      this.report(
        diagnostic(
          'SIL0103',
          spanOf(before),
          { block: what },
          {
            related: [{ file: '', span: { start: end, end }, message: 'the block ends here at the latest' }],
            fixes: [{ title: 'Close the block', edits: [{ span: { start: end, end }, newText: '\n}' }] }],
          },
        ),
      )
    })
    return closed
  })

  private setting = this.RULE('setting', () => {
    const holder: Property[] = []
    const index = this.ACTION(() => {
      const at = this.LA(1).startOffset
      this.items.push({ kind: 'setting', start: at, end: at, property: emptyProperty(at) })
      return this.items.length - 1
    })
    const first = this.CONSUME(t.Word)
    this.ACTION(() => {
      readProperty(this, first, holder)
      const property = holder[0] ?? emptyProperty(0)
      this.items[index] = { kind: 'setting', start: property.start, end: property.end, property }
      this.backwardsTempo(property)
    })
  })

  // ---- names ----------------------------------------------------------------------------------------------------

  /** A name that is being declared (or, for `train`, referred to). */
  private declaredName = this.RULE('declaredName', (what = '', example = ''): Name => {
    let token: IToken | null = null
    this.OPTION({
      GATE: () => this.here() && this.LA(1).tokenType !== kw.when,
      DEF: () =>
        this.OR([
          {
            ALT: () => {
              token = this.CONSUME(t.Word)
            },
          },
          {
            ALT: () => {
              token = this.CONSUME(t.Pitch)
            },
          },
        ]),
    })
    return this.ACTION(() => this.checkedName(token, what, example))
  })

  // ---- the reader ---------------------------------------------------------------------------------------------------

  peek(ahead: number): IToken {
    return this.LA(ahead)
  }

  take(): IToken {
    const token = this.LA(1)
    this.SKIP_TOKEN()
    return token
  }

  report(d: Diagnostic): void {
    this.diagnostics.push(d)
  }

  // ---- look-ahead ---------------------------------------------------------------------------------------------------

  /** Start, end and documentation of a node that begins with `head`. */
  private begin(head: IToken): { start: number; end: number; doc: Doc | null } {
    return { start: head.startOffset, end: t.tokenEnd(head), doc: docOf(this, head) }
  }

  /** Does the next token stand on this line? */
  private here(): boolean {
    return !begins(this, this.LA(1))
  }

  private timbreDeclares(): boolean {
    return true
  }

  /** An unknown word, perhaps a name, and a brace on the same line. */
  private looksLikeBlock(): boolean {
    const first = this.LA(1)
    if (HEAD_WORDS.has(first.image) || isProperty(this, first.image)) return false
    for (let ahead = 2; ahead <= 5; ahead++) {
      const token = this.LA(ahead)
      if (begins(this, token)) return false
      if (token.tokenType === t.LBrace) return true
      if (!isName(token) && token.tokenType !== t.StringText) return false
    }
    return false
  }

  private formGoesOn(steps: readonly FormStep[]): boolean {
    const next = this.LA(1)
    if (next.tokenType === t.Comma) return isName(this.LA(2))
    if (!isName(next)) return false
    if (steps.length === 0) return !begins(this, next)
    if (this.LA(0).tokenType === t.Comma) return true
    return !begins(this, next) && next.image === 'repeat'
  }

  // ---- junk -------------------------------------------------------------------------------------------------------

  /** Skips what cannot begin an item; one report a run. */
  private skipJunkToItem(): void {
    skipWhile(this, (token) => !isWord(token), 'a declaration begins with a word such as tempo or drummer')
  }

  /** In a body: skips what cannot begin a property, and joins modifiers on lines of their own. */
  private skipJunkInBody(_properties: readonly Property[]): void {
    skipWhile(this, (token) => !isWord(token) && !isRightBrace(token), 'a property begins with its name')
  }

  /** Between a block's head and its `{`. */
  private skipLineJunk(expected: string): void {
    skipWhile(this, (token) => !begins(this, token) && !isLeftBrace(token) && !isRightBrace(token), expected)
  }

  // ---- names and tempi --------------------------------------------------------------------------------------------

  private checkedName(token: IToken | null, what: string, example: string): Name {
    if (token === null) {
      const before = this.LA(0)
      this.report(diagnostic('SIL0115', spanOf(before), { what, example }))
      return emptyName(t.tokenEnd(before))
    }
    const refersOnly = what === 'train'
    if (token.tokenType === t.Pitch && what !== 'section' && !refersOnly) {
      this.report(diagnostic('SIL0117', spanOf(token), { name: token.image }))
    } else if ((RESERVED_WORDS.has(token.image) || HEAD_WORDS.has(token.image)) && !refersOnly) {
      this.report(diagnostic('SIL0116', spanOf(token), { name: token.image }))
    }
    return nameOf(token)
  }

  /** `bpm 120` at the top level. */
  private backwardsTempo(property: Property): void {
    const value = property.values[0]
    if (property.key.text.toLowerCase() !== 'bpm' || value?.kind !== 'number') return
    const number = String(value.value)
    this.report(
      diagnostic(
        'SIL0122',
        property,
        { value: number },
        {
          fixes: [
            {
              title: `Write tempo ${number} bpm`,
              edits: [{ span: { start: property.start, end: value.end }, newText: `tempo ${number} bpm` }],
            },
          ],
        },
      ),
    )
  }
}

// ---- node builders ----------------------------------------------------------------------------------------------

function emptyProperty(at: number): Property {
  return {
    kind: 'property',
    start: at,
    end: at,
    doc: null,
    target: null,
    key: emptyName(at),
    stray: null,
    values: [],
    modifiers: [],
  }
}

function blockKind(text: string): BlockKind {
  return BLOCK_KINDS.find((kind) => kind === text) ?? 'section'
}
