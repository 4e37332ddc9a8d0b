/** `sil timbre embed PROMPT… [--json]` */

import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus } from '../outcome.ts'
import { printableLine } from '../print/printable.ts'
import { askModel, attributePicture, checkedPrompt, warnUnknown } from '../timbres.ts'

export async function runEmbed(context: Context, prompts: readonly string[]): Promise<ExitStatus> {
  // All are looked at before anything is said of any.
  const checked = prompts.map(checkedPrompt)
  const { space, found } = await askModel(context, async (model) => {
    const found = []
    for (const prompt of checked) {
      const { vector, attributes, unknown } = await model.embed(prompt)
      found.push({ prompt, vector: Array.from(vector, (x) => x + 0), attributes, unknown })
    }
    return { found }
  })
  if (context.json) {
    printJson(context, { version: 1, space, prompts: found })
    return DONE
  }
  for (const { prompt, vector, attributes, unknown } of found) {
    context.out(
      `${printableLine(prompt)}: ${vector.length} numbers in ${space}\n${attributePicture(attributes)}`,
    )
    await warnUnknown(context, prompt, unknown, space)
  }
  return DONE
}
