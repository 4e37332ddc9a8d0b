/** `sil gate --verify VERDICT --key PUB`: what deploy tools ask. Exit status 0 where the verdict is genuine and says that it may play. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inWords } from '../../runtime/problems.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { readJsonText } from '../io/text.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR, WRONG_USAGE } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'
import { printableLine } from '../print/printable.ts'
import { holds, publicKeyAt } from '../signature.ts'

export interface VerifyCommand {
  readonly verdict: string
  readonly key: string | null
  /** What is to be deployed; null: not looked at. */
  readonly slots: string | null
  /** The piece that it is to be deployed with. */
  readonly file: string | null
  /** False: a verdict of which nobody counted the looks is taken, too. */
  readonly ledger: boolean
}

const MAX_VERDICT_BYTES = 4 * 1024 * 1024

export async function runVerify(context: Context, options: VerifyCommand): Promise<ExitStatus> {
  const { verdict: path, slots, file } = options
  if (options.key === null)
    throw new Failure(
      WRONG_USAGE,
      '--verify needs --key, the public key that you trust: the one inside the verdict says only who says that they signed it.',
      'As openssl pkey -in gate.pem -pubout writes it.',
    )
  const key = publicKeyAt(options.key)
  const document = verdictAt(path)
  const { public_key: _, signature, ...said } = document
  const problems: string[] = []
  if (typeof signature !== 'string') problems.push('it is not signed')
  else if (!isGenuine(said, signature, key))
    problems.push('the signature is not that of this key over this verdict')
  if (said.verdict !== 'accept') problems.push(`its verdict is ${inWords(said.verdict)}, not "accept"`)
  if (options.ledger && (said.ledger ?? null) === null)
    problems.push(
      'nobody counted the looks at its units (--no-ledger): one of many looks sees a gain by luck; with --no-ledger it is taken all the same',
    )
  if (slots !== null && said.candidate !== sha256Of(slots))
    problems.push(`it is about another file than ${slots}`)
  if (file !== null) {
    const { ir, opened } = await checkedOrFail(context, file)
    const { definition } = await loadPolicy(ir, opened)
    if (said.policy !== definition.behaviour) problems.push(`it is about another piece than ${file}`)
  }
  const ok = problems.length === 0
  if (context.json)
    printJson(context, {
      version: 1,
      ok,
      problems,
      verdict: said.verdict ?? null,
      candidate: said.candidate ?? null,
    })
  else if (ok)
    context.err(
      `${context.colors.green('genuine')}: ${said.simulated === true ? 'by simulated players, ' : ''}it may play${slots === null ? '' : `, and is about ${printableLine(slots)}`}\n`,
    )
  else context.err(`${context.colors.red('not to be deployed')}: ${printableLine(problems.join('; '))}\n`)
  return ok ? DONE : INPUT_ERROR
}

function isGenuine(said: object, signature: string, key: Parameters<typeof holds>[2]): boolean {
  try {
    return holds(said, signature, key)
  } catch {
    // What has no canonical form was never signed.
    return false
  }
}

function verdictAt(path: string): Readonly<Record<string, unknown>> {
  let json: unknown
  try {
    json = JSON.parse(readJsonText(path, MAX_VERDICT_BYTES))
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(INPUT_ERROR, `${path} is not JSON.`)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new Failure(INPUT_ERROR, `${path} is no verdict.`, 'As sil gate --out writes it.')
  return json as Readonly<Record<string, unknown>>
}

function sha256Of(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex')
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
}
