/**
 * What each name of a file stands for: its declarations and what it imports, in one namespace a file.
 *
 * Names are looked up in tables, never searched; every use is kept, for the editor and to tell what is never used.
 */

import type {
  Block,
  ImportDecl,
  ImportName,
  Item,
  LetDecl,
  Name,
  RewardDecl,
  RuleDecl,
  Span,
  TimbreDecl,
} from '../language/ast.ts'
import type { Diagnostic } from '../language/diagnostics.ts'
import { diagnostic } from '../language/messages.ts'
import { nearest } from '../language/nearest.ts'
import { isMemberBlock } from '../language/slips/nested.ts'
import { MEMBER_KINDS } from '../language/vocabulary.ts'
import { itemsIn } from '../language/walk.ts'
import type { MemberKind } from './policy-types.ts'
import type { SourceFile } from './sources.ts'

/** A declaration with a name. */
export type Declared = { readonly file: SourceFile; readonly name: Name } & (
  | { readonly kind: 'let'; readonly decl: LetDecl }
  | { readonly kind: 'timbre'; readonly decl: TimbreDecl }
  | { readonly kind: 'zones'; readonly decl: Block }
  | { readonly kind: 'member'; readonly decl: Block; readonly member: MemberKind }
  | { readonly kind: 'section'; readonly decl: Block }
  | { readonly kind: 'rule'; readonly decl: RuleDecl }
  | { readonly kind: 'reward'; readonly decl: RewardDecl }
)

export type DeclaredKind = Declared['kind']

/** A name as one file knows it. */
export interface Binding {
  /** The name in this file, where it is declared or imported. */
  readonly name: Name
  /** Null where an import failed; uses of it are not reported again. */
  readonly target: Declared | null
  readonly imported: ImportName | null
  /** Where it is used: the nodes themselves; one that is looked at twice stands here twice. Null: nowhere. */
  uses: Span[] | null
}

/** Notes a use. */
export function use(binding: Binding, at: Span): void {
  if (binding.uses === null) binding.uses = [at]
  else binding.uses.push(at)
}

export interface Scope {
  readonly file: SourceFile
  readonly bindings: ReadonlyMap<string, Binding>
  /** Declarations in the order of the file; one that repeats a name is here, too, so that it is checked. */
  readonly declared: readonly Declared[]
}

/** What another file may import. */
const IMPORTABLE: ReadonlySet<DeclaredKind> = new Set(['let', 'timbre', 'zones', 'reward'])

/** `scopes` holds those of the files that this one imports. */
export function resolve(
  file: SourceFile,
  scopes: ReadonlyMap<SourceFile, Scope>,
  report: (make: () => Diagnostic) => void,
): Scope {
  const bindings = new Map<string, Binding>()
  const declared: Declared[] = []
  const inSections = membersInSections(file)

  for (const item of itemsIn(file.tree)) {
    switch (item.kind) {
      case 'import':
        if (item.names.length === 0 && item.path !== null)
          reportNoNames(item, scopes.get(file.imports.get(item) ?? file) ?? null)
        bindImports(item.names, scopes.get(file.imports.get(item) ?? file) ?? null)
        break
      case 'let':
        declare({ kind: 'let', file, name: item.name, decl: item })
        break
      case 'timbre':
        declare({ kind: 'timbre', file, name: item.name, decl: item })
        break
      case 'rule':
        declare({ kind: 'rule', file, name: item.name, decl: item })
        break
      case 'reward':
        declare({ kind: 'reward', file, name: item.name, decl: item })
        break
      case 'block':
        if (!inSections.has(item)) declareBlock(item)
        break
      case 'form':
      case 'setting':
        break
    }
  }
  for (const item of inSections) if (item.kind === 'block' && !isOfDeclared(item)) declareBlock(item)
  return { file, bindings, declared }

  /** `drummer kit { … }` in a section, where the drummer stands outside: what the section says of him. */
  function isOfDeclared({ head, name, block }: Block): boolean {
    const target = bindings.get(name?.text ?? '')?.target
    return head.text === '' || (target?.kind === 'member' && target.member === block)
  }

  function declareBlock(decl: Block): void {
    const { name, block } = decl
    if (name === null) return
    if (block === 'zones' || block === 'section') declare({ kind: block, file, name, decl })
    const member = MEMBER_KINDS.find((kind) => kind === block)
    if (member !== undefined) declare({ kind: 'member', file, name, decl, member })
  }

  function declare(item: Declared): void {
    declared.push(item)
    bind({ name: item.name, target: item, imported: null, uses: null })
  }

  function bind(binding: Binding): void {
    const { text } = binding.name
    if (text === '') return
    const before = bindings.get(text)
    if (before === undefined) {
      bindings.set(text, binding)
      return
    }
    const what = before.imported !== null ? 'something imported' : describe(before.target)
    report(() =>
      diagnostic(
        'SIL0202',
        binding.name,
        { name: text, what },
        {
          file: file.label,
          related: [{ file: file.label, span: before.name, message: `\`${text}\` is declared here` }],
        },
      ),
    )
  }

  /** `scope` is null where the file could not be had: its names are taken as known, to spare errors that follow from one. */
  function bindImports(names: readonly ImportName[], scope: Scope | null): void {
    for (const entry of names) {
      const local = entry.alias ?? entry.name
      const target = scope === null || scope.file === file ? null : exported(entry, scope)
      bind({ name: local, target, imported: entry, uses: null })
    }
  }

  /** `import { } from "./x.sil"`; where there are no braces either, the parser has told of it. */
  function reportNoNames(decl: ImportDecl, scope: Scope | null): void {
    const braces = /\{\s*\}/.exec(file.text.slice(decl.start, decl.path?.start))
    if (braces === null) return
    report(() => {
      const names = scope === null || scope.file === file ? [] : importableNames(scope)
      const start = decl.start + braces.index
      const span = { start, end: start + braces[0].length }
      const newText = `{ ${names.join(', ')} }`
      const fixes =
        names.length === 0 || names.length > MOST_OFFERED
          ? []
          : [{ title: `Write ${newText}`, edits: [{ span, newText }] }]
      const head = { start: decl.start, end: decl.start + 'import'.length }
      const hint = names.length === 0 ? '' : `It has ${listed(names)}.`
      const args = { name: 'import', expected: 'names in its braces' }
      return diagnostic('SIL0113', head, args, { file: file.label, hint, fixes })
    })
  }

  function exported(entry: ImportName, scope: Scope): Declared | null {
    const { text } = entry.name
    const binding = scope.bindings.get(text)
    const target = binding?.target ?? null
    if (target !== null && IMPORTABLE.has(target.kind) && binding?.imported === null) return target
    if (text === '') return null
    if (target !== null && !IMPORTABLE.has(target.kind)) {
      report(() =>
        diagnostic(
          'SIL0708',
          entry.name,
          { name: text, what: describe(target) },
          {
            file: file.label,
            related: [{ file: scope.file.label, span: target.name, message: 'declared here' }],
          },
        ),
      )
      return null
    }
    report(() => notInThere(entry, binding ?? null, scope))
    return null
  }

  function notInThere({ name }: ImportName, binding: Binding | null, scope: Scope): Diagnostic {
    const names = importableNames(scope)
    const near = nearest(name.text, names)
    const hint =
      binding?.imported != null
        ? `${scope.file.path} imports it, too: import it from the file that declares it.`
        : near === null
          ? names.length === 0
            ? 'It declares no lets, timbres, zones or rewards.'
            : `It has ${listed(names)}.`
          : `Did you mean \`${near}\`?`
    const fixes = near === null ? [] : [{ title: `Write ${near}`, edits: [{ span: name, newText: near }] }]
    const args = { name: name.text, path: scope.file.path }
    return diagnostic('SIL0707', name, args, { file: file.label, hint, fixes })
  }
}

/** Blocks of members in those of sections: declared last, if nobody else is by their names. */
function membersInSections({ tree }: SourceFile): ReadonlySet<Item> {
  let found: Set<Item> | null = null
  for (const item of tree.items) {
    if (item.kind !== 'block' || item.block !== 'section') continue
    for (const one of item.nested) {
      if (!isMemberBlock(one) || !(item.closed || one.head.text === '')) continue
      found ??= new Set()
      found.add(one)
    }
  }
  return found ?? NONE
}

const NONE: ReadonlySet<Item> = new Set()

/** Nobody wants more at once. */
const MOST_OFFERED = 20

function importableNames(scope: Scope): readonly string[] {
  const names: string[] = []
  for (const [name, { target, imported }] of scope.bindings) {
    if (target !== null && imported === null && IMPORTABLE.has(target.kind)) names.push(name)
  }
  return names
}

/** `a`, `b` and `c`; at most six of them. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => `\`${name}\``)
  if (names.length > 6) return `${shown.join(', ')} …`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}

const KIND_NAMES: Readonly<Record<DeclaredKind, string>> = {
  let: 'a let',
  timbre: 'a timbre',
  zones: 'zones',
  member: 'a member',
  section: 'a section',
  rule: 'a rule',
  reward: 'a reward',
}

/** `a timbre`, `a drummer`: what a name stands for, for messages. */
export function describe(target: Declared | null): string {
  if (target === null) return 'something imported'
  return target.kind === 'member' ? `a ${target.member}` : KIND_NAMES[target.kind]
}
