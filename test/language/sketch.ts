/**
 * A tree in one line, for tests to compare: `(+ 1 (* 2 3))`, `learn(20 ms, 5 ms..60 ms)`, `|x . [x x]|`. Brackets
 * that the author wrote are `⟨…⟩`; what is missing is `∅`.
 */

import type { Cell, Expr, Item, Property, Suffixes } from '../../language/ast.ts'
import { type Parsed, parse } from '../../language/parse.ts'

/** What an expression reads as: the value of a `let`. Fails where the text has errors. */
export function expr(text: string): string {
  const parsed = parse(`let it = ${text}`)
  const item = parsed.file.items[0]
  if (parsed.diagnostics.length > 0 || parsed.file.items.length !== 1 || item?.kind !== 'let') {
    throw new Error(`${text}: ${codes(parsed).join(' ')} ${parsed.file.items.map(sketchItem).join('; ')}`)
  }
  return sketch(item.value)
}

/** What the items of a text read as. Fails where the text has errors. */
export function items(text: string): readonly string[] {
  const parsed = parse(text)
  if (parsed.diagnostics.length > 0) throw new Error(`${text}: ${codes(parsed).join(' ')}`)
  return parsed.file.items.map(sketchItem)
}

/** The properties in a block's braces. */
export function properties(head: string, body: string): readonly string[] {
  const parsed = parse(`${head} {\n${body}\n}`)
  const block = parsed.file.items[0]
  if (parsed.diagnostics.length > 0) throw new Error(`${body}: ${codes(parsed).join(' ')}`)
  if (block?.kind === 'block') return block.properties.map(sketchProperty)
  return block?.kind === 'rule' ? block.actions.map(sketchProperty) : []
}

export function codes(parsed: Parsed): readonly string[] {
  return parsed.diagnostics.map(({ code }) => code)
}

export function sketchItem(item: Item): string {
  switch (item.kind) {
    case 'import': {
      const names = item.names.map(
        ({ name, alias }) => name.text + (alias === null ? '' : ` as ${alias.text}`),
      )
      return `import {${names.join(', ')}} ${sketch(item.path)}`
    }
    case 'let':
    case 'timbre':
    case 'reward':
      return `${item.kind} ${item.name.text} = ${sketch(item.value)}`
    case 'setting':
      return sketchProperty(item.property)
    case 'form': {
      const steps = item.steps.map(({ vamp, section, times, until }) =>
        [
          vamp?.text,
          section.text,
          times === null ? null : `* ${times.value}`,
          until === null ? null : `until ${until.text}`,
        ]
          .filter((part) => part !== null && part !== undefined)
          .join(' '),
      )
      return `form ${steps.join(', ')}${item.repeat === null ? '' : ' repeat'}`
    }
    case 'rule': {
      const hold = item.hold === null ? '' : ` for ${sketch(item.hold)}`
      return `rule ${item.name.text} when ${sketch(item.when)}${hold} ${body(item.actions)}`
    }
    case 'block': {
      const title = item.title === null ? [] : [JSON.stringify(item.title.value)]
      const follows = item.follows === null ? [] : [`follows ${item.follows.text}`]
      const name = item.name === null ? [] : [item.name.text]
      return [item.block, ...name, ...title, ...follows, body(item.properties)].join(' ')
    }
  }
}

function body(list: readonly Property[]): string {
  return `{${list.map(sketchProperty).join('; ')}}`
}

export function sketchProperty(property: Property): string {
  const key = property.target === null ? property.key.text : `${property.target.text}.${property.key.text}`
  const modifiers = property.modifiers.map(
    ({ key, values }) => `+${[key.text, ...values.map(sketch)].join(' ')}`,
  )
  return [key, ...property.values.map(sketch), ...modifiers].join(' ')
}

export function sketch(node: Expr | null): string {
  if (node === null) return '∅'
  switch (node.kind) {
    case 'number':
      return `${node.value}${node.unit === null ? '' : node.unit === '%' ? '%' : ` ${node.unit}`}`
    case 'string':
      return JSON.stringify(node.value)
    case 'pitch':
      return node.text
    case 'ordinal':
      return `#${node.value}${node.plural ? 's' : ''}`
    case 'ref':
      return node.path.map(({ text }) => text).join('.')
    case 'unary':
      return `(${node.op} ${sketch(node.operand)})`
    case 'binary':
      return `(${node.op} ${sketch(node.left)} ${sketch(node.right)})`
    case 'paren':
      return `⟨${sketch(node.inner)}⟩`
    case 'call':
      return `${node.name.text}(${node.args.map(sketch).join(', ')})`
    case 'list':
      return `[${node.items.map(sketch).join(', ')}]`
    case 'phrase':
      return node.items.map(sketch).join(' ')
    case 'learn': {
      const log = node.log === null ? '' : ' log'
      const by = node.by.length === 0 ? '' : ` by ${node.by.map(({ text }) => text).join(', ')}`
      return `learn(${sketch(node.default)}, ${sketch(node.low)}..${sketch(node.high)}${log}${by})`
    }
    case 'learnChoice':
      return `learn(${node.choices.map(sketch).join(' | ')})`
    case 'meter':
      return `${node.upper}/${node.lower}${node.groups === null ? '' : ` (${node.groups.join('+')})`}`
    case 'key':
      return `${node.tonic.text}${node.mode === null ? '' : ` ${node.mode.text}`}`
    case 'bars':
      return `|${node.bars
        .map((bar) => `${bar.count === null ? '' : `${bar.count}: `}${bar.cells.map(sketchCell).join(' ')}`)
        .join('|')}|`
  }
}

function sketchCell(cell: Cell): string {
  switch (cell.kind) {
    case 'hit':
      return cell.mark + suffixes(cell)
    case 'rest':
      return '.'
    case 'tie':
      return '-'
    case 'maybe':
      return '~'
    case 'repeat':
      return '%'
    case 'nameCell':
      return `<${cell.text}>${suffixes(cell)}`
    case 'group':
      return `[${cell.cells.map(sketchCell).join(' ')}]`
    case 'bad':
      return `¿${cell.text}`
    case 'degree':
      return (
        cell.choices
          .map(({ degree, accidental, octave }) => {
            const sign = accidental === null ? '' : (accidental < 0 ? 'b' : '#').repeat(Math.abs(accidental))
            return sign + degree + (octave < 0 ? ',' : "'").repeat(Math.abs(octave))
          })
          .join('/') + suffixes(cell)
      )
  }
}

function suffixes({ chance, learn, accent, dead }: Suffixes): string {
  return `${accent ? '!' : ''}${dead ? '_' : ''}${chance === null ? '' : `?${chance}`}${learn ? '~' : ''}`
}
