/** `sil timbre near PROMPT [--count N] [--json]` */

import { nearestPrompts } from '../../runtime/timbre/nearest.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, WRONG_USAGE } from '../outcome.ts'
import { printableLine } from '../print/printable.ts'
import { askModel, checkedPrompt, warnUnknown } from '../timbres.ts'

const MOST = 100

export async function runNear(context: Context, prompt: string, wanted: string): Promise<ExitStatus> {
  const count = Number(wanted)
  if (!Number.isInteger(count) || count < 1 || count > MOST) {
    throw new Failure(WRONG_USAGE, `--count takes a whole number from 1 to ${MOST}.`)
  }
  checkedPrompt(prompt)
  const { space, unknown, near } = await askModel(context, async (model) => {
    const { vector, unknown } = await model.embed(prompt)
    return { unknown, near: await nearestPrompts(model, vector, count, prompt) }
  })
  if (context.json) {
    printJson(context, { version: 1, space, prompt, unknown, near })
    return DONE
  }
  await warnUnknown(context, prompt, unknown, space)
  for (const { prompt: other, distance } of near)
    context.out(`${distance.toFixed(3)}  ${printableLine(other)}\n`)
  return DONE
}
