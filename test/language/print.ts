/**
 * Writes a tree as text, with blanks, line breaks and comments wherever the language leaves them free: an endless row
 * of whims decides. Written from the language's rules, not from the formatter.
 */

import type {
  Cell,
  Doc,
  Expr,
  File,
  FormStep,
  Item,
  Modifier,
  Property,
  Suffixes,
} from '../../language/ast.ts'

/** The next whim: a whole number below `below`. */
export type Whim = (below: number) => number

/** Whims from a list that goes round; an empty one writes everything in the plainest way. */
export function whims(list: readonly number[]): Whim {
  let next = 0
  return (below) => (list.length === 0 ? 0 : (list[next++ % list.length] ?? 0) % below)
}

export interface Printed {
  readonly text: string
  /** As written, in any order; documentation is among them. */
  readonly comments: readonly string[]
}

export function print(file: File, whim: Whim): Printed {
  const comments: string[] = []
  const comment = (text: string): string => {
    comments.push(text)
    return text
  }

  // ---- blanks ---------------------------------------------------------------------------------------------------

  const blank = (): string => [' ', ' ', '  ', '\t', ' \t '][whim(5)] ?? ' '
  const perhapsBlank = (): string => (whim(4) === 3 ? blank() : '')
  /** Blanks right behind a comment would belong to it. */
  const newline = (behindComment = false): string => {
    let text = behindComment ? '\n' : ''
    const lines = whim(3) + (behindComment ? 0 : 1)
    for (let i = 0; i < lines; i++) text += `${perhapsBlank()}\n`
    return text + (whim(3) === 0 ? '' : '   '.slice(whim(3)))
  }
  const sideComment = (): string =>
    whim(6) === 5 ? `${blank()}${comment(`// aside ${whim(100)} | "x" }`)}` : ''
  /** The end of a line, and perhaps lines of comments. */
  const lineEnd = (): string => {
    const side = sideComment()
    let text = side + newline(side !== '')
    for (let i = 0; i < 2 && whim(8) === 7; i++) text += comment(`// own line ${whim(100)}`) + newline(true)
    return text
  }
  /** Where a line may go on in the next one. */
  const fold = (): string => (whim(8) === 7 ? lineEnd() : blank())
  /** A fresh separator each time. */
  const joined = (parts: readonly string[], separator: () => string): string =>
    parts.reduce((text, part, i) => (i === 0 ? part : text + separator() + part), '')
  const comma = (): string => `${perhapsBlank()},${fold()}`
  const docs = (node: Doc | null): string => {
    if (node === null) return ''
    return node.text
      .split('\n')
      .map((line) => comment(line === '' ? '///' : `/// ${line}`) + newline(true))
      .join('')
  }

  // ---- bars -----------------------------------------------------------------------------------------------------

  const suffixes = ({ chance, learn, accent, dead }: Suffixes): string => {
    const parts = [
      accent ? '!' : '',
      dead ? '_' : '',
      chance === null ? '' : chance === 50 && whim(2) === 1 ? '?' : `?${chance}`,
    ]
    return parts.join('') + (learn ? '~' : '')
  }
  const cell = (node: Cell): string => {
    switch (node.kind) {
      case 'hit':
        return node.mark + suffixes(node)
      case 'rest':
        return '.'
      case 'tie':
        return '-'
      case 'maybe':
        return '~'
      case 'repeat':
        return '%'
      case 'nameCell':
        return node.text + suffixes(node)
      case 'degree':
        return (
          node.choices
            .map(({ degree, accidental, octave }) => {
              const sign =
                accidental === null ? '' : (accidental < 0 ? 'b' : '#').repeat(Math.abs(accidental))
              return sign + degree + (octave < 0 ? ',' : "'").repeat(Math.abs(octave))
            })
            .join('/') + suffixes(node)
        )
      case 'group':
        return `[${perhapsBlank()}${cells(node.cells)}${perhapsBlank()}]`
      case 'bad':
        return node.text
    }
  }
  /** Only plain hits and rests may touch: `x` and `~` would be one cell, `C2` and `-` a chord. */
  const cells = (nodes: readonly Cell[]): string => {
    let text = ''
    let before = ''
    for (const node of nodes) {
      const own = cell(node)
      const touching = /^[xXgopfdr.]$/.test(before) && /^[xXgopfdr.]$/.test(own)
      if (text !== '') text += touching && whim(4) !== 3 ? '' : blank()
      text += own
      before = own
    }
    return text
  }
  const bars = (node: Extract<Expr, { kind: 'bars' }>): string => {
    let text = '|'
    for (const [i, bar] of node.bars.entries()) {
      // A bar line that ends a line and one that begins the next are one.
      if (i > 0 && whim(6) === 5) text += `${sideComment()}\n${perhapsBlank()}|`
      text += perhapsBlank()
      if (bar.count !== null) text += `${bar.count}${perhapsBlank()}:${perhapsBlank()}`
      text += `${cells(bar.cells)}${perhapsBlank()}|`
    }
    return text
  }

  // ---- expressions ----------------------------------------------------------------------------------------------

  const number = (node: Extract<Expr, { kind: 'number' }>): string => {
    const unit =
      node.unit === null
        ? ''
        : node.value === 1 && /^(bars|beats)$/.test(node.unit)
          ? node.unit.slice(0, -1)
          : node.unit
    // `unitText` is the unit as written; a tree has the plural.
    const written = unit === node.unitText ? unit : node.unitText
    const gap = written === '' ? '' : written === '%' ? perhapsBlank() : whim(3) === 2 ? '' : blank()
    return `${node.value < 0 ? `-${perhapsBlank()}` : ''}${Math.abs(node.value)}${gap}${written}`
  }
  const expr = (node: Expr): string => {
    switch (node.kind) {
      case 'number':
        return number(node)
      case 'string':
        return JSON.stringify(node.value)
      case 'pitch':
        return node.text
      case 'ordinal':
        return `${node.value}${node.value === 1 ? 'st' : node.value === 2 ? 'nd' : node.value === 3 ? 'rd' : 'th'}${node.plural ? 's' : ''}`
      case 'ref':
        return node.path.map((part) => part.text).join(`${perhapsBlank()}.${perhapsBlank()}`)
      case 'unary':
        // A blank, since `---x` would be a drum tab.
        return `${node.op}${blank()}${node.operand === null ? '' : expr(node.operand)}`
      case 'binary': {
        const gap = node.op === '..' ? perhapsBlank : fold
        return `${expr(node.left)}${gap()}${node.op}${gap()}${node.right === null ? '' : expr(node.right)}`
      }
      case 'paren':
        return `(${perhapsBlank()}${node.inner === null ? '' : expr(node.inner)}${perhapsBlank()})`
      case 'call':
        return `${node.name.text}${perhapsBlank()}(${joined(node.args.map(expr), comma)}${perhapsBlank()})`
      case 'list':
        return joined(node.items.map(expr), comma)
      case 'phrase':
        return joined(node.items.map(expr), blank)
      case 'learn': {
        const range = [node.low, node.high].map((bound) => (bound === null ? '' : expr(bound)))
        const log = node.log === null ? '' : `${blank()}log`
        const by =
          node.by.length === 0
            ? ''
            : `${blank()}by${blank()}${node.by.map(({ text }) => text).join(`,${blank()}`)}`
        const first = node.default === null ? '' : expr(node.default)
        return `learn${blank()}${first}${blank()}in${blank()}${range.join(`${perhapsBlank()}..${perhapsBlank()}`)}${log}${by}`
      }
      case 'learnChoice':
        return `learn${blank()}${node.choices.map(expr).join(`${blank()}or${blank()}`)}`
      case 'meter': {
        const groups =
          node.groups === null
            ? ''
            : `${perhapsBlank()}(${node.groups.join(`${perhapsBlank()}+${perhapsBlank()}`)})`
        return `${node.upper}${perhapsBlank()}/${perhapsBlank()}${node.lower}${groups}`
      }
      case 'key':
        return node.tonic.text + (node.mode === null ? '' : blank() + node.mode.text)
      case 'bars':
        return bars(node)
    }
  }

  // ---- properties and items ---------------------------------------------------------------------------------------

  const modifier = (node: Modifier): string => [node.key.text, ...node.values.map(expr)].join(blank())
  const property = (node: Property): string => {
    const key = node.target === null ? node.key.text : `${node.target.text}.${node.key.text}`
    return [key, ...node.values.map(expr), ...node.modifiers.map(modifier)].join(blank())
  }
  const body = (nodes: readonly Property[]): string => {
    const first = nodes[0]
    if (first !== undefined && nodes.length === 1 && first.doc === null && whim(3) === 2) {
      return `{${perhapsBlank()}${property(first)}${whim(3) === 2 ? lineEnd() : blank()}}`
    }
    let text = `{${nodes.length === 0 ? perhapsBlank() : lineEnd()}`
    for (const node of nodes) text += `${docs(node.doc)}${property(node)}${lineEnd()}`
    return `${text}}`
  }
  const formStep = (step: FormStep): string => {
    const vamp = step.vamp === null ? '' : `vamp${blank()}`
    const times = step.times === null ? '' : `${perhapsBlank()}*${perhapsBlank()}${step.times.value}`
    return `${vamp}${step.section.text}${times}${step.until === null ? '' : `${blank()}until${blank()}cue`}`
  }
  const item = (node: Item): string => {
    switch (node.kind) {
      case 'import': {
        const names = node.names.map(({ name, alias }) =>
          alias === null ? name.text : `${name.text} as ${alias.text}`,
        )
        const path = node.path === null ? '' : JSON.stringify(node.path.value)
        return `import${blank()}{${perhapsBlank()}${joined(names, comma)}${perhapsBlank()}}${blank()}from${blank()}${path}`
      }
      case 'let':
      case 'timbre':
      case 'reward':
        return `${node.kind}${blank()}${node.name.text}${fold()}=${fold()}${node.value === null ? '' : expr(node.value)}`
      case 'setting':
        return property(node.property)
      case 'block': {
        const follows = node.follows === null ? '' : `${blank()}follows${blank()}${node.follows.text}`
        const title = node.title === null ? '' : blank() + JSON.stringify(node.title.value)
        const name = node.name === null ? '' : blank() + node.name.text
        return `${node.head.text}${name}${title}${follows}${fold()}${body(node.properties)}`
      }
      case 'form':
        return `form${blank()}${joined(node.steps.map(formStep), comma)}${node.repeat === null ? '' : `${blank()}repeat`}`
      case 'rule': {
        const hold = node.hold === null ? '' : `${fold()}for${blank()}${expr(node.hold)}`
        const when = node.when === null ? '' : `${fold()}when${fold()}${expr(node.when)}`
        return `rule${blank()}${node.name.text}${when}${hold}${fold()}${body(node.actions)}`
      }
    }
  }

  let text = whim(4) === 3 ? comment('// first line') + newline(true) : ''
  for (const node of file.items) {
    text += docs(node.kind === 'setting' ? node.property.doc : node.doc) + item(node) + lineEnd()
  }
  return { text: whim(5) === 4 ? text.trimEnd() : text, comments }
}
