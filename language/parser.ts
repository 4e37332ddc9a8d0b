/**
 * The parser: tokens to tree. Chevrotain `EmbeddedActionsParser` with recovery.
 *
 * The grammar is *total*: whatever is missing is optional and reported, whatever is too much is skipped and reported,
 * so an unfinished line costs that line and nothing else. Nodes are attached to their parent on entry, so that even
 * chevrotain's own recovery (a safety net here) loses nothing. What a property takes is decided by `vocabulary.ts`.
 *
 * Newlines matter in four places only: a property's value starts on its line, modifiers stand on it, a comma-less
 * list of values ends with it, and `by` features end with it.
 */

import { EmbeddedActionsParser, EOF, type IToken, tokenMatcher } from 'chevrotain'
import type {
  BinaryExpr,
  BinaryOp,
  Block,
  BlockKind,
  Doc,
  Expr,
  Feature,
  FormDecl,
  FormStep,
  ImportDecl,
  ImportName,
  Item,
  LearnChoice,
  LearnExpr,
  LetDecl,
  Modifier,
  Name,
  NumberLit,
  Property,
  RewardDecl,
  RuleDecl,
  Span,
  StringLit,
  TimbreDecl,
} from './ast.ts'
import { readBars, type TokenCursor } from './bars.ts'
import type { Diagnostic } from './diagnostics.ts'
import { drumTab } from './drum-tab.ts'
import { readNumber, readString } from './literals.ts'
import { diagnostic } from './messages.ts'
import { nearest } from './nearest.ts'
import * as t from './tokens.ts'
import {
  BLOCK_KINDS,
  HEADS,
  MEMBER_PROPERTIES,
  PROPERTIES,
  type PropertyContext,
  type PropertySpec,
  RESERVED,
} from './vocabulary.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Brackets nested deeper than this are refused: a stranger's file must not exhaust the stack. */
export const MAX_NESTING = 100

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
  learn: t.keyword('learn'),
  in: t.keyword('in'),
  or: t.keyword('or'),
  by: t.keyword('by'),
  not: t.keyword('not'),
}

const RESERVED_WORDS: ReadonlySet<string> = new Set(RESERVED)
const HEAD_WORDS: ReadonlySet<string> = new Set(HEADS)

/** An unknown property takes what it gets. */
const ANY_PROPERTY: PropertySpec = {
  min: 0,
  max: 8,
  modifiers: Object.assign(
    {},
    ...Object.values(PROPERTIES).flatMap((table) => Object.values(table).map((spec) => spec.modifiers)),
  ),
  expects: '',
  doc: '',
}

/** Higher binds tighter. */
const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  '->': 1,
  or: 2,
  and: 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '..': 5,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  else: 8,
}

/** Stands for arguments while chevrotain records the grammar (it calls every rule once without any). */
const NO_TOKEN: IToken = { image: '', startOffset: 0, tokenType: EOF, tokenTypeIdx: 0 }

const MISSING_NAME = { kind: 'name', text: '' } as const

export class SilParser extends EmbeddedActionsParser {
  private text = ''
  private docs: ReadonlyMap<number, Doc> = new Map()
  private diagnostics: Diagnostic[] = []
  private items: Item[] = []
  private depth = 0
  private context: PropertyContext = 'file'
  private spec: PropertySpec = ANY_PROPERTY
  private count = 0
  private cursor: TokenCursor

  constructor(skipValidations = true) {
    super(t.VOCABULARY, {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations,
      nodeLocationTracking: 'none',
    } as ConstructorParameters<typeof EmbeddedActionsParser>[1])
    this.cursor = { peek: (ahead) => this.LA(ahead), take: () => this.take() }
    this.performSelfAnalysis()
  }

  /** Items are attached as they begin, so even a parse that is cut short returns them. */
  run(
    text: string,
    tokens: IToken[],
    docs: ReadonlyMap<number, Doc>,
  ): { items: Item[]; diagnostics: Diagnostic[] } {
    this.input = tokens
    this.text = text
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
    const node: Mutable<ImportDecl> = { kind: 'import', ...this.open(head), names, path: null }
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
    this.OPTION6({
      GATE: () => this.LA(1).payload !== true,
      DEF: () => {
        const path = this.SUBRULE(this.stringLit)
        node.path = path
      },
    })
    this.ACTION(() => {
      this.close(node)
      if (node.path === null)
        this.missing('import', 'names in braces and a file, as in { a } from "./x.sil"', node)
    })
  })

  private letDecl = this.RULE('letDecl', () => {
    const head = this.CONSUME(kw.let)
    const node: Mutable<LetDecl> = {
      kind: 'let',
      ...this.open(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['let', 'let shy = 5 ms'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['let', 'a value, as in = 5 ms'] })
    this.ACTION(() => this.close(node))
  })

  private timbreDecl = this.RULE('timbreDecl', () => {
    const head = this.CONSUME(kw.timbre)
    const node: Mutable<TimbreDecl> = {
      kind: 'timbre',
      ...this.open(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['timbre', 'timbre brush = "soft brushed snare"'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['timbre', 'a prompt, as in = "warm woody click"'] })
    this.ACTION(() => this.close(node))
  })

  private rewardDecl = this.RULE('rewardDecl', () => {
    const head = this.CONSUME(kw.reward)
    const node: Mutable<RewardDecl> = {
      kind: 'reward',
      ...this.open(head),
      name: emptyName(t.tokenEnd(head)),
      value: null,
    }
    this.ACTION(() => this.items.push(node))
    node.name = this.SUBRULE(this.declaredName, { ARGS: ['reward', 'reward practice = …'] })
    node.value = this.SUBRULE(this.definition, { ARGS: ['reward', 'a formula, as in = completed'] })
    this.ACTION(() => this.close(node))
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
    this.OPTION2({
      GATE: () => this.valueFollows(false) && !(this.LA(1).payload === true && this.atItemStart()),
      DEF: () => {
        value = this.SUBRULE(this.phrase, { ARGS: [false] })
      },
    })
    this.ACTION(() => {
      if (value === null) this.missing(what, expected, spanOf(before))
    })
    return value
  })

  // ---- form -----------------------------------------------------------------------------------------------------

  private formDecl = this.RULE('formDecl', () => {
    const head = this.CONSUME(kw.form)
    const steps: FormStep[] = []
    const node: Mutable<FormDecl> = { kind: 'form', ...this.open(head), steps, repeat: null }
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
      this.close(node)
      if (steps.length === 0) this.missing('form', 'sections, as in form head * 2, bridge', node)
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
      GATE: () => this.LA(1).image === 'vamp' && this.LA(2).payload !== true && this.isName(this.LA(2)),
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
    this.ACTION(() => this.close(step))
  })

  // ---- rules ----------------------------------------------------------------------------------------------------

  private ruleDecl = this.RULE('ruleDecl', () => {
    const head = this.CONSUME(kw.rule)
    const actions: Property[] = []
    const node: Mutable<RuleDecl> = {
      kind: 'rule',
      ...this.open(head),
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
      this.OPTION2({
        GATE: () => this.valueFollows(false),
        DEF: () => {
          node.when = this.SUBRULE(this.expr)
        },
      })
    })
    this.OPTION3(() => {
      this.CONSUME(kw.for)
      this.OPTION4({
        GATE: () => this.valueFollows(false),
        DEF: () => {
          node.hold = this.SUBRULE2(this.expr)
        },
      })
    })
    this.ACTION(() => {
      this.context = 'actions'
      if (node.when === null) this.missing('rule', 'a condition, as in when player.silent', node.name)
      this.skipLineJunk('a rule reads: rule NAME when CONDITION for TIME { ACTIONS }', t.LBrace)
    })
    node.closed = this.SUBRULE(this.body, { ARGS: ['rule', actions] })
    this.ACTION(() => this.close(node))
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
      ...this.open(head),
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
          this.OPTION({
            GATE: () => this.LA(1).payload !== true,
            DEF: () => {
              node.title = this.SUBRULE(this.stringLit)
            },
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
        GATE: () => this.LA(1).payload !== true,
        DEF: () => {
          const who = this.CONSUME(t.Word)
          node.follows = nameOf(who)
        },
      })
      this.ACTION(() => {
        if (node.follows === null) this.missing('follows', 'player, grid or a member', spanOf(this.LA(0)))
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
      this.skipLineJunk(`a block's properties stand in braces`, t.LBrace)
    })
    node.closed = this.SUBRULE(this.body, { ARGS: [kind, properties] })
    this.ACTION(() => this.close(node))
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
      if (this.LA(0).tokenType === t.LBrace || this.LA(0).tokenType.CATEGORIES?.includes(t.LBrace) === true)
        return
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
      GATE: () => !this.atItemStart(),
      DEF: () => {
        this.ACTION(() => {
          this.context = context
        })
        this.SUBRULE(this.property, { ARGS: [properties] })
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
    this.SUBRULE(this.property, { ARGS: [holder] })
    this.ACTION(() => {
      const property = holder[0] ?? emptyProperty(0)
      this.items[index] = { kind: 'setting', start: property.start, end: property.end, property }
      this.backwardsTempo(property)
    })
  })

  // ---- properties -----------------------------------------------------------------------------------------------

  private property = this.RULE('property', (list: Property[] = []) => {
    const values: Expr[] = []
    const modifiers: Modifier[] = []
    const first = this.CONSUME(t.Word)
    const node: Mutable<Property> = {
      kind: 'property',
      ...this.open(first),
      target: null,
      key: nameOf(first),
      stray: null,
      values,
      modifiers,
    }
    this.ACTION(() => list.push(node))
    this.OPTION({
      GATE: () => this.LA(1).payload !== true,
      DEF: () => {
        this.CONSUME(t.Dot)
        node.target = node.key
        const key = this.SUBRULE(this.plainName)
        node.key = key
      },
    })
    this.OPTION2({
      GATE: () => this.LA(1).payload !== true,
      DEF: () => {
        const stray = this.SUBRULE(this.strayMark)
        node.stray = stray
      },
    })
    this.ACTION(() => {
      this.spec = this.specOf(node)
      this.count = 0
      if (node.stray !== null) {
        const at = { start: node.key.end, end: node.stray.end }
        this.report(
          diagnostic(
            'SIL0108',
            node.stray,
            { mark: `\`${node.stray.text}\`` },
            {
              fixes: [{ title: `Leave out ${node.stray.text}`, edits: [{ span: at, newText: '' }] }],
            },
          ),
        )
      }
    })
    this.OR([
      {
        GATE: () => node.key.text === 'meter' && this.LA(1).payload !== true,
        ALT: () => this.SUBRULE(this.meterLit, { ARGS: [values] }),
      },
      {
        GATE: () => node.key.text === 'key' && this.LA(1).payload !== true,
        ALT: () => this.SUBRULE(this.keyLit, { ARGS: [values] }),
      },
      {
        ALT: () =>
          this.MANY({
            GATE: () => this.moreValues(),
            DEF: () => {
              const value = this.SUBRULE(this.listExpr)
              this.ACTION(() => {
                if (value !== null) values.push(value)
                this.count++
              })
            },
          }),
      },
    ])
    this.ACTION(() => {
      this.close(node)
      if (values.length < this.spec.min && !hasFlawedBars(values)) {
        this.missing(node.key.text, this.spec.expects, node)
      }
    })
    this.MANY2({
      GATE: () => this.modifierFollows(),
      DEF: () => this.SUBRULE(this.modifier, { ARGS: [modifiers] }),
    })
    this.ACTION(() => {
      this.close(node)
      this.skipPropertyJunk(node)
      this.close(node)
    })
  })

  private strayMark = this.RULE('strayMark', (): Name => {
    let mark: IToken | null = null
    this.OR([
      {
        ALT: () => {
          mark = this.CONSUME(t.Equals)
        },
      },
      {
        ALT: () => {
          mark = this.CONSUME(t.Colon)
        },
      },
    ])
    return mark === null ? emptyName(0) : nameOf(mark)
  })

  private modifier = this.RULE('modifier', (list: Modifier[] = []) => {
    const key = this.CONSUME(t.Word)
    const values: Expr[] = []
    const node: Mutable<Modifier> = {
      kind: 'modifier',
      start: key.startOffset,
      end: t.tokenEnd(key),
      key: nameOf(key),
      values,
    }
    const outer = this.ACTION(() => {
      list.push(node)
      const spec = this.spec
      const max = spec.modifiers[key.image] ?? 0
      this.spec = { ...spec, min: Math.min(1, max), max }
      this.count = 0
      return spec
    })
    this.MANY({
      GATE: () => this.moreValues(),
      DEF: () => {
        const value = this.SUBRULE(this.listExpr)
        this.ACTION(() => {
          if (value !== null) values.push(value)
          this.count++
        })
      },
    })
    this.ACTION(() => {
      this.close(node)
      if (values.length < this.spec.min) this.missing(key.image, 'a value', node)
      this.spec = outer
    })
  })

  private meterLit = this.RULE('meterLit', (values: Expr[] = []) => {
    let upper = 0
    let lower = 0
    let groups: number[] | null = null
    const start = this.ACTION(() => this.LA(1).startOffset)
    let complete = false
    this.OPTION(() => {
      const a = this.CONSUME(t.Quantity)
      upper = this.ACTION(() => Number.parseFloat(a.image))
      this.OPTION2(() => {
        this.CONSUME(t.Slash)
        this.OPTION3(() => {
          const b = this.CONSUME2(t.Quantity)
          lower = this.ACTION(() => Number.parseFloat(b.image))
          complete = true
        })
      })
      this.OPTION4({
        GATE: () => this.LA(1).payload !== true,
        DEF: () => {
          this.CONSUME(t.LParen)
          const list: number[] = []
          groups = list
          this.AT_LEAST_ONE_SEP({
            SEP: t.Plus,
            DEF: () => {
              const part = this.CONSUME3(t.Quantity)
              this.ACTION(() => list.push(Number.parseFloat(part.image)))
            },
          })
          this.CONSUME(t.RParen)
        },
      })
    })
    this.ACTION(() => {
      if (complete) values.push({ kind: 'meter', start, end: t.tokenEnd(this.LA(0)), upper, lower, groups })
    })
  })

  private keyLit = this.RULE('keyLit', (values: Expr[] = []) => {
    let tonic: Name | null = null
    let mode: Name | null = null
    this.OPTION(() => {
      tonic = this.SUBRULE(this.plainName)
      this.OPTION2({
        GATE: () => this.LA(1).payload !== true && !this.isProperty(this.LA(1).image),
        DEF: () => {
          const word = this.CONSUME(t.Word)
          mode = nameOf(word)
        },
      })
    })
    this.ACTION(() => {
      const at: Name | null = tonic
      const scale: Name | null = mode
      if (at !== null) values.push(keyNode(at, scale))
    })
  })

  // ---- expressions ----------------------------------------------------------------------------------------------

  /** One value, or several with commas between. */
  private listExpr = this.RULE('listExpr', (): Expr | null => {
    const first = this.SUBRULE(this.expr)
    let items: Expr[] | null = null
    this.MANY(() => {
      const comma = this.CONSUME(t.Comma)
      this.ACTION(() => {
        items ??= first === null ? [] : [first]
        if (!this.valueFollows(false) || (this.LA(1).payload === true && this.isProperty(this.LA(1).image))) {
          this.missing(',', 'another value', spanOf(comma))
        }
      })
      this.OPTION({
        GATE: () =>
          this.valueFollows(false) && !(this.LA(1).payload === true && this.isProperty(this.LA(1).image)),
        DEF: () => {
          const next = this.SUBRULE2(this.expr)
          this.ACTION(() => {
            if (next !== null) items?.push(next)
          })
        },
      })
    })
    return this.ACTION(() => (items === null ? first : listNode(items, first)))
  })

  /** Expressions side by side. Inside brackets newlines do not end it. */
  private phrase = this.RULE('phrase', (bracketed = false): Expr | null => {
    const first = this.SUBRULE(this.expr)
    let items: Expr[] | null = null
    this.MANY({
      GATE: () => this.valueFollows(!bracketed),
      DEF: () => {
        const next = this.SUBRULE2(this.expr)
        this.ACTION(() => {
          items ??= first === null ? [] : [first]
          if (next !== null) items.push(next)
        })
      },
    })
    return this.ACTION(() => (items === null ? first : phraseNode(items, first)))
  })

  private expr = this.RULE('expr', (): Expr | null => {
    const first = this.SUBRULE(this.operand)
    let operands: (Expr | null)[] | null = null
    let operators: IToken[] | null = null
    this.MANY(() => {
      const op = this.CONSUME(t.Operator)
      this.ACTION(() => {
        operands ??= [first]
        operators ??= []
        operators.push(op)
      })
      let next: Expr | null = null
      this.OPTION({
        GATE: () => this.operandFollows(),
        DEF: () => {
          next = this.SUBRULE2(this.operand)
        },
      })
      this.ACTION(() => {
        if (next === null) this.missing(op.image, 'a value on its right', spanOf(op))
        operands?.push(next)
      })
    })
    return this.ACTION(() =>
      operands === null || operators === null ? first : climb(operands, operators, first),
    )
  })

  private operand = this.RULE('operand', (): Expr | null => {
    let node: Expr | null = null
    this.OR({
      DEF: [
        {
          ALT: () => {
            node = this.SUBRULE(this.numberLit)
          },
        },
        {
          ALT: () => {
            node = this.SUBRULE(this.learn)
          },
        },
        {
          ALT: () => {
            const op = this.CONSUME(kw.not)
            node = this.SUBRULE(this.unary, { ARGS: [op] })
          },
        },
        {
          ALT: () => {
            node = this.SUBRULE(this.nameOrCall)
          },
        },
        {
          ALT: () => {
            node = this.SUBRULE(this.stringLit)
          },
        },
        {
          ALT: () => {
            const open = this.CONSUME(t.BarOpen)
            node = this.ACTION(() => readBars(open, this.cursor, this.text, (d) => this.report(d)))
          },
        },
        {
          ALT: () => {
            const pitch = this.CONSUME(t.Pitch)
            node = { kind: 'pitch', start: pitch.startOffset, end: t.tokenEnd(pitch), text: pitch.image }
          },
        },
        {
          ALT: () => {
            const op = this.CONSUME(t.Minus)
            node = this.SUBRULE2(this.unary, { ARGS: [op] })
          },
        },
        {
          ALT: () => {
            const op = this.CONSUME(t.Plus)
            node = this.SUBRULE3(this.unary, { ARGS: [op] })
          },
        },
        {
          ALT: () => {
            node = this.SUBRULE(this.paren)
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(t.Ordinal)
            node = this.ACTION(() => ordinalNode(token))
          },
        },
        {
          ALT: () => {
            const name = this.CONSUME(t.SharpName)
            node = { kind: 'ref', start: name.startOffset, end: t.tokenEnd(name), path: [nameOf(name)] }
          },
        },
        {
          ALT: () => {
            const tab = this.CONSUME(t.DrumTab)
            node = this.ACTION(() => drumTab(tab.image, tab.startOffset, (d) => this.report(d)))
          },
        },
      ],
      IGNORE_AMBIGUITIES: true,
    })
    return node
  })

  private numberLit = this.RULE('numberLit', (): NumberLit => {
    let node: NumberLit = readNumber('0', 0, 'plain')
    this.OR([
      {
        ALT: () => {
          const token = this.CONSUME(t.Quantity)
          node = this.ACTION(() => readNumber(token.image, token.startOffset, 'plain'))
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(t.BadQuantity)
          // The unit itself is the checker's to judge (SIL03…): it knows which dimension belongs here.
          node = this.ACTION(() => readNumber(token.image, token.startOffset, 'badUnit'))
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(t.DecimalComma)
          node = this.ACTION(() => this.flawed(token, 'comma'))
        },
      },
      {
        ALT: () => {
          const token = this.CONSUME(t.PlusMinus)
          node = this.ACTION(() => this.flawed(token, 'plusMinus'))
        },
      },
    ])
    return node
  })

  private unary = this.RULE('unary', (op: IToken = NO_TOKEN): Expr | null => {
    let operand: Expr | null = null
    this.OPTION({
      GATE: () => this.nestingAllowed() && this.operandFollows(),
      DEF: () => {
        this.ACTION(() => this.depth++)
        operand = this.SUBRULE(this.operand)
        this.ACTION(() => this.depth--)
      },
    })
    return this.ACTION(() => {
      if (operand === null) this.missing(op.image, 'a value on its right', spanOf(op))
      return unaryNode(op, operand)
    })
  })

  private paren = this.RULE('paren', (): Expr | null => {
    const open = this.CONSUME(t.LParen)
    let inner: Expr | null = null
    this.OPTION({
      GATE: () => this.nestingAllowed() && this.valueFollows(false),
      DEF: () => {
        this.ACTION(() => this.depth++)
        inner = this.SUBRULE(this.phrase, { ARGS: [true] })
        this.ACTION(() => this.depth--)
      },
    })
    this.SUBRULE(this.closeParen, { ARGS: [open] })
    return this.ACTION(() => ({
      kind: 'paren',
      start: open.startOffset,
      end: Math.max(t.tokenEnd(open), t.tokenEnd(this.LA(0))),
      inner,
    }))
  })

  private closeParen = this.RULE('closeParen', (open: IToken = NO_TOKEN) => {
    let closed = false
    this.OPTION(() => {
      this.CONSUME(t.RParen)
      closed = true
    })
    this.ACTION(() => {
      if (closed) return
      const end = t.tokenEnd(this.LA(0))
      this.report(
        diagnostic(
          'SIL0101',
          spanOf(this.LA(1).tokenType === EOF ? open : this.LA(1)),
          {
            found: show(this.LA(1)),
            expected: 'the parenthesis must close with )',
          },
          {
            fixes: [{ title: 'Close the parenthesis', edits: [{ span: { start: end, end }, newText: ')' }] }],
          },
        ),
      )
    })
  })

  private nameOrCall = this.RULE('nameOrCall', (): Expr => {
    const first = this.CONSUME(t.Word)
    const path: Name[] = [nameOf(first)]
    this.MANY(() => {
      this.CONSUME(t.Dot)
      const next = this.SUBRULE(this.plainName)
      path.push(next)
    })
    let args: Expr[] | null = null
    this.OPTION({
      GATE: () => path.length === 1 && this.LA(1).payload !== true,
      DEF: () => {
        const open = this.CONSUME(t.LParen)
        const list: Expr[] = []
        args = list
        this.OPTION2({
          GATE: () => this.nestingAllowed() && this.valueFollows(false),
          DEF: () => {
            this.ACTION(() => this.depth++)
            const arg = this.SUBRULE(this.phrase, { ARGS: [true] })
            this.ACTION(() => {
              if (arg !== null) list.push(arg)
            })
            this.MANY2(() => {
              this.CONSUME(t.Comma)
              this.OPTION3({
                GATE: () => this.valueFollows(false),
                DEF: () => {
                  const more = this.SUBRULE2(this.phrase, { ARGS: [true] })
                  this.ACTION(() => {
                    if (more !== null) list.push(more)
                  })
                },
              })
            })
            this.ACTION(() => this.depth--)
          },
        })
        this.SUBRULE(this.closeParen, { ARGS: [open] })
      },
    })
    return this.ACTION((): Expr => {
      const start = first.startOffset
      const end = Math.max(t.tokenEnd(first), t.tokenEnd(this.LA(0)))
      return args === null
        ? { kind: 'ref', start, end, path }
        : { kind: 'call', start, end, name: nameOf(first), args }
    })
  })

  /** `learn` binds tightest: its parts are literals, names or parenthesised. */
  private learn = this.RULE('learn', (): Expr => {
    const head = this.CONSUME(kw.learn)
    const doc = this.ACTION(() => this.docs.get(head.startOffset) ?? null)
    const start = head.startOffset
    let first: Expr | null = null
    this.OPTION({
      GATE: () => this.nestingAllowed() && this.operandFollows(),
      DEF: () => {
        this.ACTION(() => this.depth++)
        first = this.SUBRULE(this.operand)
        this.ACTION(() => this.depth--)
      },
    })
    const choices: Expr[] = []
    const by: Feature[] = []
    let low: Expr | null = null
    let high: Expr | null = null
    let log: Name | null = null
    this.OPTION2(() =>
      this.OR([
        {
          ALT: () =>
            this.AT_LEAST_ONE(() => {
              this.CONSUME(kw.or)
              this.OPTION3({
                GATE: () => this.nestingAllowed() && this.operandFollows(),
                DEF: () => {
                  this.ACTION(() => this.depth++)
                  const choice = this.SUBRULE2(this.operand)
                  this.ACTION(() => this.depth--)
                  this.ACTION(() => {
                    if (choice !== null) choices.push(choice)
                  })
                },
              })
            }),
        },
        {
          ALT: () => {
            this.CONSUME(kw.in)
            this.OPTION4({
              GATE: () => this.nestingAllowed() && this.operandFollows(),
              DEF: () => {
                this.ACTION(() => this.depth++)
                low = this.SUBRULE3(this.operand)
                this.ACTION(() => this.depth--)
              },
            })
            this.OPTION5(() => {
              this.CONSUME(t.DotDot)
              this.OPTION6({
                GATE: () => this.nestingAllowed() && this.operandFollows(),
                DEF: () => {
                  this.ACTION(() => this.depth++)
                  high = this.SUBRULE4(this.operand)
                  this.ACTION(() => this.depth--)
                },
              })
            })
            this.OPTION7({
              GATE: () => this.LA(1).image === 'log' && this.LA(1).payload !== true,
              DEF: () => {
                const word = this.CONSUME(t.Word)
                log = nameOf(word)
              },
            })
            this.OPTION8({
              GATE: () => this.LA(1).payload !== true && high !== null,
              DEF: () => {
                this.CONSUME(kw.by)
                this.ACTION(() => this.readFeatures(by))
              },
            })
          },
        },
      ]),
    )
    return this.ACTION((): Expr => {
      const end = Math.max(t.tokenEnd(head), t.tokenEnd(this.LA(0)))
      if (choices.length > 0) {
        const all = first === null ? choices : [first, ...choices]
        const node: LearnChoice = { kind: 'learnChoice', start, end, doc, choices: all }
        return node
      }
      const node: LearnExpr = { kind: 'learn', start, end, doc, default: first, low, high, log, by }
      if (low === null || high === null) {
        this.report(diagnostic('SIL0121', { start, end }, {}))
      }
      return node
    })
  })

  private stringLit = this.RULE('stringLit', (): StringLit => {
    let token: IToken | null = null
    this.OR([
      {
        ALT: () => {
          token = this.CONSUME(t.StringText)
        },
      },
      {
        ALT: () => {
          token = this.CONSUME(t.OpenString)
        },
      },
      {
        ALT: () => {
          token = this.CONSUME(t.SmartString)
        },
      },
    ])
    return this.ACTION(() => this.readStringToken(token))
  })

  // ---- names ----------------------------------------------------------------------------------------------------

  private plainName = this.RULE('plainName', (): Name => {
    let token: IToken | null = null
    this.OPTION({
      GATE: () => this.LA(1).payload !== true,
      DEF: () =>
        this.OR([
          {
            ALT: () => {
              token = this.CONSUME(t.Word)
            },
          },
          {
            ALT: () => {
              token = this.CONSUME(t.SharpName)
            },
          },
          {
            ALT: () => {
              token = this.CONSUME(t.Pitch)
            },
          },
        ]),
    })
    return this.ACTION(() => {
      if (token !== null) return nameOf(token)
      const end = t.tokenEnd(this.LA(0))
      this.report(
        diagnostic('SIL0101', spanOf(this.LA(0)), {
          found: 'the end of the name',
          expected: 'a name must follow',
        }),
      )
      return emptyName(end)
    })
  })

  /** A name that is being declared (or, for `train`, referred to). */
  private declaredName = this.RULE('declaredName', (what = '', example = ''): Name => {
    let token: IToken | null = null
    this.OPTION({
      GATE: () => this.LA(1).payload !== true && this.LA(1).tokenType !== kw.when,
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

  // ---- state and look-ahead ---------------------------------------------------------------------------------------

  private report(d: Diagnostic): void {
    this.diagnostics.push(d)
  }

  private take(): IToken {
    const token = this.LA(1)
    this.SKIP_TOKEN()
    return token
  }

  /** Start, end and documentation of a node that begins with `head`. */
  private open(head: IToken): { start: number; end: number; doc: Doc | null } {
    return { start: head.startOffset, end: t.tokenEnd(head), doc: this.docs.get(head.startOffset) ?? null }
  }

  /** The node ends with the last token taken. */
  private close(node: Mutable<Span>): void {
    const last = this.LA(0)
    if (last.tokenType !== EOF) node.end = Math.max(node.start, t.tokenEnd(last))
  }

  private missing(name: string, expected: string, at: Span): void {
    this.report(diagnostic('SIL0113', at, { name, expected }))
  }

  private isName(token: IToken): boolean {
    return tokenMatcher(token, t.Word) || token.tokenType === t.Pitch
  }

  private isProperty(word: string): boolean {
    return Object.hasOwn(PROPERTIES[this.context], word)
  }

  private specOf(property: Property): PropertySpec {
    const table = property.target === null ? PROPERTIES[this.context] : MEMBER_PROPERTIES
    const key = property.key.text
    return (Object.hasOwn(table, key) ? table[key] : undefined) ?? ANY_PROPERTY
  }

  /** Can an expression begin at the next token? With `sameLine`, only if it stands on this line. */
  private valueFollows(sameLine: boolean): boolean {
    const next = this.LA(1)
    if (sameLine && next.payload === true) return false
    if (VALUE_STARTS.has(next.tokenType)) return true
    return tokenMatcher(next, t.Word) && !NOT_A_VALUE.has(next.image)
  }

  /** After an operator or `learn`: the operand may stand on the next line, but a property there is not it. */
  private operandFollows(): boolean {
    const next = this.LA(1)
    if (!this.valueFollows(false)) return false
    return !(next.payload === true && (this.isProperty(next.image) || this.atItemStart()))
  }

  private moreValues(): boolean {
    const next = this.LA(1)
    if (this.count >= this.spec.max) return false
    if (next.payload === true) {
      // A value that begins a line of its own is taken if nothing else can be meant.
      if (this.count > 0 || this.spec.min === 0 || tokenMatcher(next, t.Word) || !this.valueFollows(false))
        return false
      const before = t.tokenEnd(this.LA(0))
      this.report(
        diagnostic(
          'SIL0114',
          spanOf(next),
          { name: this.LA(0).image },
          {
            fixes: [
              {
                title: 'Move it up',
                edits: [{ span: { start: before, end: next.startOffset }, newText: ' ' }],
              },
            ],
          },
        ),
      )
      return true
    }
    if (!this.valueFollows(true)) return false
    if (this.count < this.spec.min || !tokenMatcher(next, t.Word)) return true
    return !Object.hasOwn(this.spec.modifiers, next.image) && !this.startsProperty(next)
  }

  private startsProperty(word: IToken): boolean {
    return this.isProperty(word.image)
  }

  private modifierFollows(): boolean {
    const next = this.LA(1)
    if (!tokenMatcher(next, t.Word) || !Object.hasOwn(this.spec.modifiers, next.image)) return false
    if (next.payload !== true) return true
    if (this.isProperty(next.image) || this.atItemStart() || this.spec === ANY_PROPERTY) return false
    const before = t.tokenEnd(this.LA(0))
    this.report(
      diagnostic(
        'SIL0118',
        spanOf(next),
        { name: next.image },
        {
          fixes: [
            {
              title: 'Join it to the line above',
              edits: [{ span: { start: before, end: next.startOffset }, newText: '  ' }],
            },
          ],
        },
      ),
    )
    return true
  }

  private nestingAllowed(): boolean {
    if (this.depth < MAX_NESTING) return true
    this.report(diagnostic('SIL0127', spanOf(this.LA(1)), { limit: MAX_NESTING }))
    return false
  }

  private timbreDeclares(): boolean {
    return true
  }

  /** An unknown word, perhaps a name, and a brace on the same line. */
  private looksLikeBlock(): boolean {
    const first = this.LA(1)
    if (HEAD_WORDS.has(first.image) || Object.hasOwn(PROPERTIES.file, first.image)) return false
    for (let ahead = 2; ahead <= 5; ahead++) {
      const token = this.LA(ahead)
      if (token.payload === true) return false
      if (token.tokenType === t.LBrace) return true
      if (!this.isName(token) && token.tokenType !== t.StringText) return false
    }
    return false
  }

  /** In a block's body: does a declaration begin here (so that the block's brace is missing)? */
  private atItemStart(): boolean {
    const next = this.LA(1)
    if (next.payload !== true || !HEAD_WORDS.has(next.image)) return false
    if (!this.isProperty(next.image) && !(this.context === 'section' && this.LA(2).tokenType === t.Dot))
      return true
    const third = this.LA(3)
    switch (next.image) {
      case 'timbre':
        return this.isName(this.LA(2)) && third.tokenType === t.Equals
      case 'zones':
      case 'section':
        return this.isName(this.LA(2)) && third.tokenType === t.LBrace
      case 'player':
        return this.LA(2).tokenType === t.LBrace
      default:
        return false
    }
  }

  private formGoesOn(steps: readonly FormStep[]): boolean {
    const next = this.LA(1)
    if (next.tokenType === t.Comma) return this.isName(this.LA(2))
    if (!this.isName(next)) return false
    if (steps.length === 0) return next.payload !== true
    if (this.LA(0).tokenType === t.Comma) return true
    return next.payload !== true && next.image === 'repeat'
  }

  // ---- junk -------------------------------------------------------------------------------------------------------

  /** Skips what cannot begin an item; one report a run. */
  private skipJunkToItem(): void {
    this.skipWhile(
      (token) => !tokenMatcher(token, t.Word),
      'a declaration begins with a word such as tempo or drummer',
    )
  }

  /** In a body: skips what cannot begin a property, and joins modifiers on lines of their own. */
  private skipJunkInBody(_properties: readonly Property[]): void {
    this.skipWhile(
      (token) => !tokenMatcher(token, t.Word) && !tokenMatcher(token, t.RBrace),
      'a property begins with its name',
    )
  }

  /** After a property: what still stands on its line and is neither modifier nor next property. */
  private skipPropertyJunk(property: Property): void {
    const next = this.LA(1)
    if (next.payload === true || next.tokenType === EOF || tokenMatcher(next, t.RBrace)) return
    if (tokenMatcher(next, t.Word) && this.isProperty(next.image) && this.context !== 'file') return
    if (property.values[property.values.length - 1]?.kind === 'bars' && property.modifiers.length === 0) {
      this.openBarsJunk(property)
      return
    }
    const names = Object.keys(this.spec.modifiers)
    const expected =
      names.length === 0 || this.spec === ANY_PROPERTY
        ? `\`${property.key.text}\` ends here`
        : `after \`${property.key.text}\` may follow ${names.join(', ')}`
    this.skipWhile((token) => token.payload !== true && !tokenMatcher(token, t.RBrace), expected, true)
  }

  /** `| Dm7 | G7`: what follows the last `|` is a bar that was not closed. */
  private openBarsJunk(property: Property): void {
    while (
      this.LA(1).payload !== true &&
      this.LA(1).tokenType !== EOF &&
      !tokenMatcher(this.LA(1), t.RBrace)
    ) {
      this.SKIP_TOKEN()
    }
    const end = t.tokenEnd(this.LA(0))
    this.report(
      diagnostic(
        'SIL0104',
        { start: property.end, end },
        {},
        { fixes: [{ title: 'Close the bars', edits: [{ span: { start: end, end }, newText: ' |' }] }] },
      ),
    )
  }

  /** Between a block's head and its `{`. */
  private skipLineJunk(expected: string, until: typeof t.LBrace): void {
    this.skipWhile(
      (token) => token.payload !== true && !tokenMatcher(token, until) && !tokenMatcher(token, t.RBrace),
      expected,
    )
  }

  private skipWhile(isJunk: (token: IToken) => boolean, expected: string, first = false): void {
    let from: IToken | null = null
    let to: IToken | null = null
    let force = first
    for (let token = this.LA(1); token.tokenType !== EOF; token = this.LA(1)) {
      if (!force && !isJunk(token)) break
      force = false
      from ??= token
      to = token
      this.SKIP_TOKEN()
    }
    if (from === null || to === null) return
    const span = { start: from.startOffset, end: t.tokenEnd(to) }
    this.report(
      diagnostic('SIL0101', span, { found: quote(this.text.slice(span.start, span.end)), expected }),
    )
  }

  // ---- small readers ------------------------------------------------------------------------------------------------

  private readFeatures(list: Feature[]): void {
    let words: IToken[] = []
    const flush = (): void => {
      const first = words[0]
      const last = words[words.length - 1]
      if (first === undefined || last === undefined) return
      const text = words
        .map((w) => w.image)
        .join(' ')
        .replace(/ ?\. ?/g, '.')
      list.push({ kind: 'feature', start: first.startOffset, end: t.tokenEnd(last), text })
      words = []
    }
    for (let token = this.LA(1); token.payload !== true; token = this.LA(1)) {
      if (token.tokenType === t.Comma) {
        this.SKIP_TOKEN()
        flush()
      } else if (tokenMatcher(token, t.Word) || token.tokenType === t.Dot) {
        words.push(token)
        this.SKIP_TOKEN()
      } else break
    }
    flush()
    if (list.length === 0) this.missing('by', 'features, as in by player.level, tempo', spanOf(this.LA(0)))
  }

  private readStringToken(token: IToken | null): StringLit {
    if (token === null) return { kind: 'string', start: 0, end: 0, value: '', flaw: 'open' }
    const type = token.tokenType
    const kind = type === t.SmartString ? 'smart' : tokenMatcher(token, t.OpenString) ? 'open' : 'plain'
    const { node, badEscape } = readString(token.image, token.startOffset, kind)
    const end = t.tokenEnd(token)
    if (kind === 'open') {
      this.report(
        diagnostic(
          'SIL0105',
          node,
          {},
          {
            fixes: [{ title: 'Close the string', edits: [{ span: { start: end, end }, newText: '"' }] }],
          },
        ),
      )
    } else if (kind === 'smart') {
      this.report(
        diagnostic(
          'SIL0106',
          node,
          {},
          {
            fixes: [
              {
                title: 'Write straight quotes',
                edits: [{ span: spanOf(token), newText: JSON.stringify(node.value) }],
              },
            ],
          },
        ),
      )
    }
    if (badEscape !== null) {
      const at = { start: badEscape.start, end: badEscape.start + badEscape.text.length }
      this.report(
        diagnostic(
          'SIL0107',
          at,
          { escape: quote(badEscape.text) },
          {
            fixes: [
              {
                title: 'Write a backslash',
                edits: [{ span: { start: at.start, end: at.start + 1 }, newText: '\\\\' }],
              },
            ],
          },
        ),
      )
    }
    return node
  }

  private flawed(token: IToken, kind: 'comma' | 'plusMinus'): NumberLit {
    const node = readNumber(token.image, token.startOffset, kind)
    const value =
      kind === 'comma' ? token.image.replace(',', '.') : token.image.replace(/^(?:\+\/?-|±)[ \t]*/, '')
    const options = { fixes: [{ title: `Write ${value}`, edits: [{ span: spanOf(token), newText: value }] }] }
    const args = { text: quote(token.image), value }
    this.report(
      kind === 'comma'
        ? diagnostic('SIL0110', spanOf(token), args, options)
        : diagnostic('SIL0109', spanOf(token), args, options),
    )
    return node
  }

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

const VALUE_STARTS: ReadonlySet<unknown> = new Set([
  t.Quantity,
  t.BadQuantity,
  t.DecimalComma,
  t.PlusMinus,
  t.Ordinal,
  t.Pitch,
  t.SharpName,
  t.StringText,
  t.OpenString,
  t.SmartString,
  t.DrumTab,
  t.BarOpen,
  t.LParen,
  t.Minus,
  t.Plus,
])

/** Words that never begin a value. */
const NOT_A_VALUE: ReadonlySet<string> = new Set([
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
])

function spanOf(token: IToken): Span {
  return Number.isNaN(token.startOffset) || token.startOffset < 0
    ? { start: 0, end: 0 }
    : { start: token.startOffset, end: t.tokenEnd(token) }
}

function nameOf(token: IToken): Name {
  return { kind: 'name', start: token.startOffset, end: t.tokenEnd(token), text: token.image }
}

function emptyName(at: number): Name {
  return { ...MISSING_NAME, start: at, end: at }
}

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

function hasFlawedBars(values: readonly Expr[]): boolean {
  return values.some((v) => v.kind === 'bars')
}

function keyNode(tonic: Name, mode: Name | null): Expr {
  return { kind: 'key', start: tonic.start, end: (mode ?? tonic).end, tonic, mode }
}

function listNode(items: readonly Expr[], first: Expr | null): Expr | null {
  const head = items[0]
  const last = items[items.length - 1]
  if (head === undefined || last === undefined) return first
  return { kind: 'list', start: head.start, end: last.end, items }
}

function phraseNode(items: readonly Expr[], first: Expr | null): Expr | null {
  const head = items[0]
  const last = items[items.length - 1]
  if (head === undefined || last === undefined) return first
  return items.length === 1 ? head : { kind: 'phrase', start: head.start, end: last.end, items }
}

function ordinalNode(token: IToken): Expr {
  return {
    kind: 'ordinal',
    start: token.startOffset,
    end: t.tokenEnd(token),
    value: Number.parseInt(token.image, 10),
    plural: token.image.endsWith('s'),
  }
}

/** A sign directly before a literal belongs to it. */
function unaryNode(op: IToken, operand: Expr | null): Expr {
  const start = op.startOffset
  const end = operand?.end ?? t.tokenEnd(op)
  const sign = op.image === '-' ? '-' : op.image === '+' ? '+' : 'not'
  if (sign !== 'not' && operand?.kind === 'number' && operand.start > start && operand.value >= 0) {
    return { ...operand, start, value: sign === '-' && operand.value !== 0 ? -operand.value : operand.value }
  }
  return { kind: 'unary', start, end, op: sign, operand }
}

function isBinaryOp(image: string): image is BinaryOp {
  return Object.hasOwn(PRECEDENCE, image)
}

/** Precedence climbing over the flat list `a op b op c …`; linear, left-associative. */
function climb(
  operands: readonly (Expr | null)[],
  operators: readonly IToken[],
  first: Expr | null,
): Expr | null {
  const output: (Expr | null)[] = [operands[0] ?? null]
  const pending: IToken[] = []
  const reduce = (): void => {
    const op = pending.pop()
    const right = output.pop() ?? null
    const left = output.pop() ?? null
    if (op === undefined || left === null || !isBinaryOp(op.image)) {
      output.push(left ?? right)
      return
    }
    const node: BinaryExpr = {
      kind: 'binary',
      start: left.start,
      end: right?.end ?? t.tokenEnd(op),
      op: op.image,
      left,
      right,
      opStart: op.startOffset,
    }
    output.push(node)
  }
  for (let i = 0; i < operators.length; i++) {
    const op = operators[i]
    if (op === undefined) break
    while (pending.length > 0 && precedenceOf(pending[pending.length - 1]) >= precedenceOf(op)) reduce()
    pending.push(op)
    output.push(operands[i + 1] ?? null)
  }
  while (pending.length > 0) reduce()
  return output[0] ?? first
}

function precedenceOf(op: IToken | undefined): number {
  return op !== undefined && isBinaryOp(op.image) ? PRECEDENCE[op.image] : 0
}

function quote(text: string): string {
  return `\`${text}\``
}

function show(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the file' : quote(token.image)
}
