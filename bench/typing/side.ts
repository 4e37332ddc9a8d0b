/** One server and who types at it, in a process of their own: `side.ts SIDE SIZE`, told over IPC how many keys are its turn. */

import { keysIn, pieceOf } from './script.ts'
import { openTypist, SIDES } from './typist.ts'

/** What a turn took: milliseconds a key, on the wall clock. */
export interface Turn {
  /** From a letter to the problems of the text with it. */
  readonly keys: readonly number[]
  /** From taking it back to the problems of the text as it was: of a file without errors all is worked out, of a broken one less. */
  readonly backs: readonly number[]
  /** From asking behind that letter to the completions. */
  readonly completions: readonly number[]
  /** How many completions there were. */
  readonly offered: readonly number[]
  /** How many keys made problems that the file does not have. */
  readonly broke: number
}

/** From where a turn begins, and how many keys it has. */
export interface Keys {
  readonly from: number
  readonly count: number
}

const [name, size = ''] = process.argv.slice(2)
const side = SIDES.find((one) => one === name)
if (side === undefined) throw new Error(`no side ${name}`)
const piece = pieceOf(Number(size))
const typist = await openTypist(side, piece)
const errors = typist.atFirst.filter(({ severity }) => severity === 1)
if (errors.length > 0) throw new Error(`${side} refuses the piece: ${JSON.stringify(errors[0])}`)

process.on('message', (keys: Keys) => {
  void turn(keys).then((taken) => process.send?.(taken))
})
process.on('disconnect', () => process.exit())
process.send?.('ready')

async function turn({ from, count }: Keys): Promise<Turn> {
  const keys: number[] = []
  const backs: number[] = []
  const completions: number[] = []
  const offered: number[] = []
  let broke = 0
  for (const { at, letter } of keysIn(piece, from + count).slice(from)) {
    const behind = { ...at, character: at.character + 1 }
    let since = performance.now()
    const problems = await typist.edit(at, at, letter)
    keys.push(performance.now() - since)
    if (problems.length > typist.atFirst.length) broke++
    since = performance.now()
    offered.push(await typist.complete(behind))
    completions.push(performance.now() - since)
    since = performance.now()
    const after = await typist.edit(at, behind, '')
    backs.push(performance.now() - since)
    // The file is what it was, or the sides no longer type into the same.
    if (JSON.stringify(after) !== JSON.stringify(typist.atFirst))
      throw new Error(`${side} finds other problems in the piece than at first: ${JSON.stringify(after[0])}`)
  }
  return { keys, backs, completions, offered, broke }
}
