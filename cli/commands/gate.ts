/** `sil gate FILE --sessions DIR --slots F`: the verdict. Exit status 0 where the candidate may play, 1 where it may not. */

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { canonicalJson, hashOf } from '../../runtime/session/canonical.ts'
import { ratiosOf } from '../../training/evaluate.ts'
import { capFor } from '../../training/gate/cap.ts'
import { gate, type Verdict } from '../../training/gate/gate.ts'
import type { Unit } from '../../training/units/units.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { writeAll } from '../io/write.ts'
import { type JudgingOptions, judging } from '../judging.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'
import { loadPolicy } from '../policy.ts'

export interface GateCommand extends JudgingOptions {
  readonly leastEffective: number
  /** Of an Ed25519 private key in PEM. */
  readonly key: string | null
  readonly out: string | null
}

export async function runGate(context: Context, file: string, options: GateCommand): Promise<ExitStatus> {
  const { ir, opened } = checkedOrFail(context, file)
  const policy = await loadPolicy(ir, opened)
  const key = options.key === null ? null : keyAt(options.key)
  const { reward, learned, units, others, candidate, text, incumbent } = await judging(
    context,
    policy,
    options,
  )
  if (new Set(units.map(({ lawKey }) => lawKey)).size > 1)
    throw new Failure(
      INPUT_ERROR,
      'These sessions were drawn from more than one law: what runs today is not what earned all of this.',
      'Gate on the sessions of one policy.',
    )
  // Who is measured may depend on what was played: without them the others would say too much.
  if (learned.leftOut.unmeasured > 0)
    throw new Failure(
      INPUT_ERROR,
      `${learned.leftOut.unmeasured} sessions have no reward: \`${reward}\` could not be measured in them.`,
      'Say what they count, as in: (improvement(within session) else 0).',
    )
  const train = ir.train.find((one) => one.reward === reward)
  // 1 − 0.95 is not quite 0.05.
  const alpha = Number((1 - (train?.gate ?? 0.95)).toFixed(9))
  const usual = mean(others, ({ reward: one }) => one)
  const seed = context.seed ?? 0
  const capped = capFor(candidate, incumbent, units.length, alpha, usual)
  const verdict = gate(
    {
      w: ratiosOf(units, candidate),
      r: Float64Array.from(units, (unit) => unit.reward),
      usual,
      guards: guardsOf(train?.guards ?? [], units, others),
    },
    {
      alpha,
      leastEffective: options.leastEffective,
      seed,
      capped,
    },
  )
  const said = {
    version: 1,
    verdict: verdict.verdict,
    reasons: verdict.reasons,
    reward,
    alpha,
    policy: policy.definition.behaviour,
    slot_schema: policy.definition.slotSchema,
    candidate: createHash('sha256').update(text).digest('hex'),
    seed,
    baseline: capped === null ? null : { usual, cap: capped.cap },
    data: hashOf(units.map(({ id, reward: r }) => [id, r])),
    simulated: learned.simulated,
    units: verdict.units,
    effective: verdict.effective,
    gain: verdict.gain,
    guards: verdict.guards,
    power: verdict.power,
  }
  const document = key === null ? said : { ...said, ...signed(said, key) }
  if (options.out !== null) writeAll([{ path: options.out, data: `${JSON.stringify(document, null, 2)}\n` }])
  if (context.json) printJson(context, document)
  else tell(context, verdict, learned.simulated)
  return verdict.verdict === 'accept' ? DONE : INPUT_ERROR
}

/** `guard completed >= -1%`: it may fall by so much and no more. */
function guardsOf(
  guards: readonly { readonly metric: string; readonly value: number }[],
  units: readonly Unit[],
  others: readonly Unit[],
) {
  return Object.fromEntries(
    guards.map(({ metric, value }) => {
      if (metric !== 'completed')
        throw new Failure(
          INPUT_ERROR,
          `The guard \`${metric}\` cannot be judged from units yet.`,
          'completed can.',
        )
      const values = Float64Array.from(units, ({ completed }) => completed)
      return [metric, { values, usual: mean(others, ({ completed }) => completed), floor: value }]
    }),
  )
}

/** Of units that do not judge; 0 where there are none. */
const mean = (units: readonly Unit[], of: (unit: Unit) => number): number =>
  units.reduce((sum, unit) => sum + of(unit), 0) / Math.max(1, units.length)

function tell(
  context: Context,
  { verdict, reasons, units, effective, gain, guards, power }: Verdict,
  simulated: boolean,
): void {
  const { green, red, yellow, dim } = context.colors
  const paint = verdict === 'accept' ? green : verdict === 'refuse' ? red : yellow
  context.err(
    `${paint(verdict === 'accept' ? 'may play' : verdict === 'refuse' ? 'refused' : 'not enough data')}\n`,
  )
  context.err(
    `  gain ${gain.estimate >= 0 ? '+' : ''}${gain.estimate.toFixed(4)}, at least ${gain.lower.toFixed(4)}, by ${units} units worth ${effective.toFixed(0)}\n`,
  )
  for (const [name, { estimate, lower, floor }] of Object.entries(guards))
    context.err(
      `  ${name} ${estimate >= 0 ? '+' : ''}${estimate.toFixed(4)}, at least ${lower.toFixed(4)}; its guard is ${floor}\n`,
    )
  for (const reason of reasons) context.err(`  ${reason}\n`)
  context.err(
    dim(`  A gain of ${power.at} would have been seen with probability ${power.probability.toFixed(2)}.\n`),
  )
  if (simulated) context.err(yellow('  These players are simulated: what they like was assumed.\n'))
}

function keyAt(path: string): KeyObject {
  let pem: Buffer
  try {
    pem = readFileSync(path)
  } catch (error) {
    throw fileFailure(path, error, 'read')
  }
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ed25519') return key
  } catch {
    // Told below.
  }
  throw new Failure(
    INPUT_ERROR,
    `${path} is no Ed25519 private key in PEM.`,
    'As openssl genpkey -algorithm ed25519 makes one.',
  )
}

/** Over the canonical JSON of all that was said. */
function signed(said: object, key: KeyObject): { readonly public_key: string; readonly signature: string } {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  return {
    public_key: publicKey,
    signature: sign(null, Buffer.from(canonicalJson(said)), key).toString('base64'),
  }
}
