/** Timbres as code: each vector once, and what mixes and moves them when a performance starts. */

import { packVector } from '../../runtime/timbre/packed.ts'
import type { PatchesIr, PolicyIr, TimbreIr } from '../ir.ts'
import { block, type Code, code, lines, type Mark, mark, object, wrapped } from './code.ts'
import { commentText, numberLiteral } from './literals.ts'
import { type Emission, EmitError, type Helper, present, READS_SLOTS, type Shelf } from './module.ts'

export interface TimbreCode {
  /** Name of the function that gives the vectors. */
  readonly timbres: string
  /** Of the one that gives what plays them; null where the runtime makes that itself. */
  readonly sounds: string | null
}

/** Declares each vector once, and `timbres(s)`, which mixes what is mixed; in a trained space `sounds(s)` likewise. */
export function declareTimbres(shelf: Shelf, emission: Emission): TimbreCode {
  const { ir } = emission
  const timbres = declareFunction(shelf, ir, 'timbres', vectorCode(shelf, emission))
  const sounds =
    ir.timbreSpace === undefined ? null : declareFunction(shelf, ir, 'sounds', soundCode(shelf, emission))
  return { timbres, sounds }
}

/** What a timbre is in one of the two: a name on the shelf, or a statement in the function that declares a name. */
interface Made {
  readonly name: string
  readonly statement: Code | null
}

type MakeCode = (timbre: TimbreIr, of: (timbre: number) => string) => Made

function declareFunction(shelf: Shelf, ir: PolicyIr, hint: string, make: MakeCode): string {
  const statements: Code[] = []
  const names = new Map<number, string>()
  const nameOf = (i: number): string => present(names.get(i), `timbre ${i}`)
  for (const i of inOrder(ir.timbres)) {
    const { name, statement } = make(present(ir.timbres[i], `timbre ${i}`), nameOf)
    names.set(i, name)
    if (statement !== null) statements.push(statement)
  }
  const all = ir.timbres.map((_, i) => nameOf(i))
  const body = lines([...statements, wrapped('return [', all, ']')])
  return shelf.share(hint, body, (name) =>
    block(`function ${name}(${READS_SLOTS.test(lines(statements).join('')) ? 's' : ''}) {`, body, '}'),
  )
}

// ---- vectors ------------------------------------------------------------------------------------------------------

function vectorCode(shelf: Shelf, { names, slots, needs }: Emission): MakeCode {
  return (timbre, of) => {
    const head = mark(timbre.span, timbre.name)
    if (timbre.kind === 'mix') {
      needs.add('mixTimbre')
      const name = names.unique(timbre.name)
      const call = `mixTimbre(${of(timbre.a)}, ${of(timbre.b)}, ${slots.num(timbre.t).text})`
      return { name, statement: code`${head}const ${name} = ${call}` }
    }
    const comment = commentText(timbre.kind === 'sample' ? `sample ${timbre.path}` : `"${timbre.text}"`)
    if (timbre.kind !== 'near') {
      return { name: declareVector(shelf, needs, timbre.name, timbre.vector, comment, head), statement: null }
    }
    needs.add('nearTimbre')
    const centre = declareVector(shelf, needs, timbre.text, timbre.vector, comment)
    const ways = timbre.directions.map(({ vector }, i) =>
      declareVector(shelf, needs, `${timbre.text}_way_${i + 1}`, vector, `${comment}, direction ${i + 1}`),
    )
    const amounts = timbre.directions.map(({ at }) => slots.num(at).text)
    const name = names.unique(timbre.name)
    const list = wrapped('[', ways, ']')
    const all = shelf.share(`${timbre.text}_ways`, list, (ways) => code`const ${ways} = ${list}`)
    const call = lines([`nearTimbre(${centre}, ${all}, [`, ...amounts.map((amount) => `  ${amount},`), '])'])
    return { name, statement: code`${head}const ${name} = ${call}` }
  }
}

/** A vector that nobody reads is written short. */
const LONG = 64

function vectorOf(vector: readonly number[], needs: Emission['needs']): string {
  if (vector.length <= LONG) return wrapped('Float64Array.of(', vector.map(numberLiteral), ')')
  needs.add('unpackVector')
  return `unpackVector('${packVector(vector)}')`
}

function declareVector(
  shelf: Shelf,
  needs: Emission['needs'],
  hint: string,
  vector: readonly number[],
  comment: string,
  head: Mark | string = '',
): string {
  const numbers = vectorOf(vector, needs)
  return shelf.share(hint, numbers, (name) => code`// ${comment}\n${head}const ${name} = ${numbers}`)
}

// ---- what plays them, in a trained space --------------------------------------------------------------------------

function soundCode(shelf: Shelf, { names, slots, needs }: Emission): MakeCode {
  const leaf = (hint: string, lexicon: readonly number[], patches: PatchesIr | undefined): string => {
    needs.add('leafSound')
    const fields = Object.entries(patches ?? {}).map(
      ([target, values]) => [target, wrapped('[', values.map(numberLiteral), ']')] as const,
    )
    const words = wrapped('Float64Array.of(', lexicon.map(numberLiteral), ')')
    const made = code`leafSound(${words}, ${object(fields)})`
    return shelf.share(`${hint}_sound`, made, (name) => code`const ${name} = ${made}`)
  }
  const called = (helper: Helper, hint: string, given: string): Made => {
    needs.add(helper)
    const name = names.unique(`${hint}_sound`)
    return { name, statement: code`const ${name} = ${helper}(${given})` }
  }
  return (timbre, of) => {
    if (timbre.kind === 'mix') {
      return called('mixSound', timbre.name, `${of(timbre.a)}, ${of(timbre.b)}, ${slots.num(timbre.t).text}`)
    }
    const lexicon = present(timbre.lexicon, `lexicon of ${timbre.name}`)
    const own = leaf(timbre.name, lexicon, timbre.patches)
    if (timbre.kind !== 'near') return { name: own, statement: null }
    const arms = timbre.directions.map(
      ({ behind, ahead }) => `[${leaf(timbre.name, lexicon, behind)}, ${leaf(timbre.name, lexicon, ahead)}]`,
    )
    const amounts = timbre.directions.map(({ at }) => slots.num(at).text)
    return called(
      'nearSound',
      timbre.name,
      `${own}, [${arms.join(', ')}], ${numberLiteral(timbre.reach)}, [${amounts.join(', ')}]`,
    )
  }
}

/** Mixes after what they are made of, otherwise as they stand. */
function inOrder(timbres: readonly TimbreIr[]): readonly number[] {
  const order: number[] = []
  const state = timbres.map((): 'new' | 'open' | 'done' => 'new')
  for (let root = 0; root < timbres.length; root++) {
    const stack = [root]
    for (let i = stack.at(-1); i !== undefined; i = stack.at(-1)) {
      const timbre = present(timbres[i], `timbre ${i}`)
      const waiting =
        timbre.kind === 'mix' ? [timbre.b, timbre.a].filter((part) => state[part] !== 'done') : []
      if (state[i] === 'done') stack.pop()
      else if (waiting.length === 0) {
        state[i] = 'done'
        order.push(i)
        stack.pop()
      } else if (state[i] === 'open') throw new EmitError(`timbre ${timbre.name} is made of itself`)
      else {
        state[i] = 'open'
        stack.push(...waiting)
      }
    }
  }
  return order
}
