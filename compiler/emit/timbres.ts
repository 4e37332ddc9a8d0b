import type { TimbreIr } from '../ir.ts'
import { block, type Code, code, lines, mark, wrapped } from './code.ts'
import { commentText, numberLiteral } from './literals.ts'
import { type Emission, EmitError, present, READS_SLOTS, type Shelf } from './module.ts'

/**
 * Declares each vector once, and `timbres(s)`, which mixes what is mixed.
 *
 * @returns the name of the function.
 */
export function declareTimbres(shelf: Shelf, emission: Emission): string {
  const { ir, names, slots, needs } = emission
  const mixes: Code[] = []
  const expressions = new Map<number, string>()
  for (const i of inOrder(ir.timbres)) {
    const timbre = present(ir.timbres[i], `timbre ${i}`)
    const head = mark(timbre.span, timbre.name)
    if (timbre.kind === 'mix') {
      needs.add('mixTimbre')
      const name = names.unique(timbre.name)
      const [a, b] = [timbre.a, timbre.b].map((at) => present(expressions.get(at), `timbre ${at}`))
      mixes.push(code`${head}const ${name} = mixTimbre(${`${a}, ${b}, ${slots.num(timbre.t).text}`})`)
      expressions.set(i, name)
      continue
    }
    const numbers = wrapped('Float64Array.of(', timbre.vector.map(numberLiteral), ')')
    const comment = commentText(timbre.kind === 'prompt' ? `"${timbre.text}"` : `sample ${timbre.path}`)
    expressions.set(
      i,
      shelf.share(timbre.name, numbers, (name) => code`// ${comment}\n${head}const ${name} = ${numbers}`),
    )
  }
  const all = ir.timbres.map((_, i) => present(expressions.get(i), `timbre ${i}`))
  const body = lines([...mixes, wrapped('return [', all, ']')])
  return shelf.share('timbres', body, (name) =>
    block(`function ${name}(${READS_SLOTS.test(lines(mixes).join('')) ? 's' : ''}) {`, body, '}'),
  )
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
