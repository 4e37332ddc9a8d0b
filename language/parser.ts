/**
 * The parser: tokens to tree. Chevrotain `EmbeddedActionsParser` with recovery for the file, its imports, forms and
 * rules; what most of a file consists of is read by plain functions: `declarations.ts`, `blocks.ts`, `properties.ts`,
 * `expressions.ts`, `bars.ts`.
 *
 * The grammar is *total*: whatever is missing is optional and reported, whatever is too much is skipped and reported,
 * so an unfinished line costs that line and nothing else. Nodes are attached to their parent on entry, so that even
 * chevrotain's own recovery (a safety net here) loses nothing. What a property takes is decided by `vocabulary.ts`.
 *
 * Newlines matter in four places only: a property's value starts on its line, modifiers stand on it, a comma-less
 * list of values ends with it, and `by` features end with it.
 */

import { EmbeddedActionsParser, EOF, type IToken } from 'chevrotain'
import type { Doc, FormDecl, FormStep, ImportDecl, ImportName, Item, Property, RuleDecl } from './ast.ts'
import { looksLikeBlock, readBlock, readBody, readUnknownBlock, skipToBrace } from './blocks.ts'
import { readDeclaredName, readLet, readReward, readSetting, readTimbre } from './declarations.ts'
import type { Diagnostic } from './diagnostics.ts'
import { isString, readExpr, readStringLit, valueFollows } from './expressions.ts'
import { readNumber } from './literals.ts'
import { diagnostic } from './messages.ts'
import {
  atItemStart,
  begins,
  close,
  docOf,
  emptyName,
  HEAD_WORDS,
  isName,
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
import type { PropertyContext } from './vocabulary.ts'

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
}

const NO_LINE_STARTS = new Uint8Array(0)

export class SilParser extends EmbeddedActionsParser implements Reader {
  text = ''
  lineStarts: Uint8Array = NO_LINE_STARTS
  docs: ReadonlyMap<number, Doc> = new Map()
  depth = 0
  context: PropertyContext = 'file'
  private diagnostics: Diagnostic[] = []
  items: Item[] = []

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

  /** Kept, since chevrotain would otherwise make nine closures an item. */
  private readonly alternatives = [
    { ALT: () => this.SUBRULE(this.importDecl) },
    { ALT: () => this.SUBRULE(this.formDecl) },
    { ALT: () => this.SUBRULE(this.ruleDecl) },
    {
      ALT: () => {
        const head = this.CONSUME(kw.let)
        this.ACTION(() => readLet(this, head))
      },
    },
    {
      ALT: () => {
        const head = this.CONSUME(kw.timbre)
        this.ACTION(() => readTimbre(this, head))
      },
    },
    {
      ALT: () => {
        const head = this.CONSUME(kw.reward)
        this.ACTION(() => readReward(this, head))
      },
    },
    {
      ALT: () => {
        const head = this.CONSUME(t.BlockHead)
        this.ACTION(() => readBlock(this, head))
      },
    },
    {
      ALT: () => {
        const isBlock = this.ACTION(() => looksLikeBlock(this))
        const first = this.CONSUME(t.Word)
        this.ACTION(() => (isBlock ? readUnknownBlock : readSetting)(this, first))
      },
    },
  ]

  private file = this.RULE('file', () => {
    this.ACTION(() => this.skipToItem())
    this.MANY(() => {
      this.OR({ DEF: this.alternatives, IGNORE_AMBIGUITIES: true })
      this.ACTION(() => this.skipToItem())
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
        GATE: () => this.LA(1).tokenType !== kw.from && !atItemStart(this),
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
            this.ACTION(() => {
              const alias = readDeclaredName(this, 'import', 'import { a as b } from "./x.sil"')
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
      if (this.here() && isString(this.LA(1))) {
        if (this.LA(0).tokenType !== kw.from) this.missingMark('from', 'names come `from` a file')
        node.path = readStringLit(this)
      }
      close(this, node)
      if (node.path === null)
        missing(this, 'import', 'names in braces and a file, as in { a } from "./x.sil"', node)
    })
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
        this.ACTION(() => {
          if (steps.length > 0 && this.LA(1).tokenType !== t.Comma && this.LA(1).image !== 'repeat') {
            this.missingMark(',', 'a comma stands between sections')
          }
        })
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
      if (this.LA(1).tokenType === t.Comma) missing(this, ',', 'another section', spanOf(this.take()))
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
    this.ACTION(() => {
      this.items.push(node)
      node.name = readDeclaredName(this, 'rule', 'rule quiet when player.silent { … }')
    })
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
      skipToBrace(this, 'a rule reads: rule NAME when CONDITION for TIME { ACTIONS }')
      node.closed = readBody(this, 'rule', actions)
      close(this, node)
    })
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

  private formGoesOn(steps: readonly FormStep[]): boolean {
    const next = this.LA(1)
    if (next.tokenType === t.Comma) {
      const after = this.LA(2)
      return isName(after) && !(begins(this, after) && HEAD_WORDS.has(after.image))
    }
    if (!isName(next)) return false
    if (steps.length === 0) return !begins(this, next)
    if (this.LA(0).tokenType === t.Comma) return true
    // On the same line: `repeat`, or a section whose comma is missing.
    return !begins(this, next) && (next.tokenType === t.Identifier || next.tokenType === t.Pitch)
  }

  /** Reports what should stand before the next token. */
  private missingMark(mark: string, expected: string): void {
    const end = t.tokenEnd(this.LA(0))
    const newText = mark === ',' ? mark : ` ${mark}`
    const fixes = [{ title: `Write ${mark}`, edits: [{ span: { start: end, end }, newText }] }]
    this.report(diagnostic('SIL0101', spanOf(this.LA(1)), { found: show(this.LA(1)), expected }, { fixes }))
  }

  /** Skips what cannot begin an item; one report a run. */
  private skipToItem(): void {
    this.context = 'file'
    if (isWord(this.LA(1))) return
    skipWhile(this, (token) => !isWord(token), 'a declaration begins with a word such as tempo or drummer')
  }
}
