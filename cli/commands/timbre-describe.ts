/** `sil timbre describe F.wav [--json]` */

import { statSync } from 'node:fs'
import { recordingOf } from '../../lsp/node-files.ts'
import { describeIn, nearestPrompts } from '../../runtime/timbre/nearest.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, Failure, fileFailure, INPUT_ERROR } from '../outcome.ts'
import { warn } from '../print/warn.ts'
import { askModel, attributePicture } from '../timbres.ts'

const NEIGHBOURS = 5

export async function runDescribe(context: Context, file: string): Promise<ExitStatus> {
  const { samples, sampleRate, cutOff } = recordingAt(file)
  const { space, vector, attributes, note, prompt, near } = await askModel(context, async (model) => {
    const heard = model.embedAudio(samples, sampleRate)
    if (!heard.ok) throw new Failure(INPUT_ERROR, `${file} ${heard.problem}.`)
    const { prompt } = await describeIn(model, heard.vector)
    const near = await nearestPrompts(model, heard.vector, NEIGHBOURS)
    return { ...heard, prompt, near }
  })
  if (cutOff) warn(context, `${file} ends before its header says; I hear what is there.`)
  if (note !== null) warn(context, `${file} ${note}.`)
  if (context.json) {
    printJson(context, {
      version: 1,
      space,
      file,
      seconds: samples.length / sampleRate,
      cut_off: cutOff,
      prompt,
      vector: Array.from(vector, (x) => x + 0),
      attributes,
      near,
    })
    return DONE
  }
  context.out(`"${prompt}"\n${attributePicture(attributes)}`)
  context.out(`near: ${near.map((one) => one.prompt).join(', ')}\n`)
  return DONE
}

function recordingAt(file: string) {
  try {
    const stat = statSync(file)
    if (stat.isDirectory()) throw new Failure(INPUT_ERROR, `${file} is a folder; a file belongs here.`)
    if (!stat.isFile()) throw new Failure(INPUT_ERROR, `${file} is no file on disk.`)
    const recording = recordingOf(file, stat.size)
    if (!recording.ok) throw new Failure(INPUT_ERROR, `${file} ${recording.problem}.`)
    return recording
  } catch (error) {
    throw error instanceof Failure ? error : fileFailure(file, error, 'read')
  }
}
