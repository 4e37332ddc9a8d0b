/** Blocks in the braces of others, of which only the names of a file tell what is meant by them. */

import type { Block, Name, Property, Span } from '../../language/ast.ts'
import { lineStart } from '../../language/characters.ts'
import type { Edit, Fix } from '../../language/diagnostics.ts'
import { breakBefore, isMemberBlock, isUnnamedZones, saidOfNested } from '../../language/slips/nested.ts'
import { type FileContext, lookUpKind } from './context.ts'

/** What a section says of members in braces of their own: told of, and read as the lines that are meant. */
export function readNestedMembers(ctx: FileContext, section: Block): readonly Property[] {
  return section.nested.length === 0 || !section.closed ? NOTHING : readMembers(ctx, section)
}

function readMembers(ctx: FileContext, section: Block): readonly Property[] {
  const said: Property[] = []
  for (const item of section.nested) {
    if (item.kind !== 'block' || item.name === null || !isMemberBlock(item)) continue
    const target = ctx.scope.bindings.get(item.name.text)?.target
    const isBare = item.head.text === ''
    const isKnown = target?.kind === 'member' && target.member === item.block && target.decl !== item
    if (!isBare && !isKnown) {
      const { head, args, fixes } = saidOfNested(ctx.file.text, item, 'section', 'section', section.end)
      ctx.report('SIL0130', head, args, { fixes })
      continue
    }
    if (isBare && target !== null && lookUpKind(ctx, item.name, 'member', 'member') === null) continue
    reportLines(ctx, section, item, item.name)
    for (const property of item.properties) said.push({ ...property, target: item.name })
  }
  return said
}

const NOTHING: readonly Property[] = []

function reportLines(ctx: FileContext, section: Block, item: Block, name: Name): void {
  const { text } = ctx.file
  const brace = text.indexOf('{', item.follows?.end ?? name.end)
  const head = text.slice(item.start, brace + 1).replace(/\s+/g, ' ')
  const [first] = item.properties
  const line = first === undefined ? 'level -6 dB' : text.slice(first.start, first.end)
  const shown = `${name.text}.${line.length > MOST_SHOWN || /[\r\n]/.test(line) ? (first?.key.text ?? '') : line}`
  const isWhole = item.closed && item.follows === null && item.nested.length === 0 && first !== undefined
  const isPlain = item.properties.every(({ target, key }) => target === null && key.text !== '')
  const fixes: Fix[] =
    isWhole && isPlain
      ? [{ title: `Write ${shown}`, edits: linesOf(text, section, item, name.text, brace) }]
      : []
  const args = { found: `\`${head}\``, expected: 'in a section each line names the member that it is of' }
  const at = { start: item.start, end: brace + 1 }
  ctx.report('SIL0101', at, args, { fixes, hint: `As in: ${shown}` })
}

/** Characters of an example; longer ones are no help. */
const MOST_SHOWN = 60

/** Takes the braces away, and puts each property in a line of its own, behind the name. */
function linesOf(text: string, section: Block, item: Block, name: string, brace: number): readonly Edit[] {
  const edits: Edit[] = []
  const before = text.slice(lineStart(text, item.start, LONGEST), item.start)
  const isAlone = before.trim() === ''
  const indent = isAlone ? before : `${indentOf(text, section.start)}  `
  const newLine = `\n${indent}`
  // Bars go on past their last `|` where another one follows on their line.
  const lead = before.includes('|') ? newLine : ''
  const from = lead === '' ? item.start : item.start - (/[ \t]*$/.exec(before)?.[0].length ?? 0)
  let end = brace + 1
  for (const [i, property] of item.properties.entries()) {
    const gap = text.slice(end, property.start)
    const blanks = /^\s*/.exec(gap)?.[0].length ?? 0
    const isBlank = blanks === gap.length
    if (i === 0) {
      const head = { start: from, end: end + blanks }
      edits.push({ span: head, newText: isBlank ? `${lead}${name}.` : lead })
    } else if (isBlank)
      edits.push({ span: { start: end, end: property.start }, newText: `${newLine}${name}.` })
    if (!isBlank) edits.push({ span: { start: property.start, end: property.start }, newText: `${name}.` })
    end = property.end
  }
  const rest = text.slice(end, item.end - 1)
  const start = rest.trim() === '' ? end : breakBefore(text, item.end - 1)
  const behind = /^([ \t]*)(\S?)/.exec(text.slice(item.end, item.end + MOST_BLANKS))
  const isLast = behind?.[2] === '' || behind?.[2] === undefined || behind[2] === '}'
  const to = isLast ? item.end : item.end + (behind?.[1]?.length ?? 0)
  edits.push({ span: { start, end: to }, newText: isLast ? '' : newLine })
  return edits
}

const MOST_BLANKS = 200
/** Of a line; one of a megabyte is not looked through for each block in it. */
const LONGEST = 1000

// ---- zones --------------------------------------------------------------------------------------------------------

/** `player { zones { … } }`: zones stand on their own, by a name. */
export function reportUnnamedZones(ctx: FileContext, block: Block): void {
  if (block.nested.length > 0 && block.closed) reportUnnamed(ctx, block)
}

function reportUnnamed(ctx: FileContext, block: Block): void {
  const unnamed = block.nested.filter(isUnnamedZones)
  const isSaid = block.properties.some(({ key, target }) => key.text === 'zones' && target === null)
  for (const zones of unnamed) {
    const end = zones.start + 'zones'.length
    const args = { what: 'zones block', example: 'zones pocket { … }, and zones pocket in here' }
    const isOnly = unnamed.length === 1 && !isSaid && zones.closed && ctx.file.tree.items.includes(block)
    const fixes = isOnly ? [moveBefore(ctx, block, zones, end)] : []
    ctx.report('SIL0115', { start: zones.start, end }, args, { fixes })
  }
}

function moveBefore(ctx: FileContext, block: Block, zones: Span, end: number): Fix {
  const { text } = ctx.file
  const name = freeName(ctx)
  const indent = indentOf(text, zones.start)
  const written = text.slice(end, zones.end).replaceAll('\r\n', '\n').replaceAll(`\n${indent}`, '\n')
  const start = block.doc?.start ?? block.start
  return {
    title: `Write zones ${name} before ${block.block}`,
    edits: [
      { span: { start, end: start }, newText: `zones ${name}${written}\n\n` },
      { span: { start: zones.start, end: zones.end }, newText: `zones ${name}` },
    ],
  }
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset, LONGEST), offset))?.[0] ?? ''
}

function freeName({ scope }: FileContext): string {
  let name = 'pocket'
  for (let i = 2; scope.bindings.has(name); i++) name = `pocket${i}`
  return name
}
