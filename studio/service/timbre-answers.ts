/** Answers to the timbre picker: what the trained model makes of prompts and recordings, so that they sound as in the piece. */

import { patchesAsPlayed } from '../../compiler/played-prompt.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { dot } from '../../runtime/timbre/dot.ts'
import { embedOnce } from '../../runtime/timbre/embed-once.ts'
import { describeIn, neighbourPrompts } from '../../runtime/timbre/nearest.ts'
import { readPrompt } from '../../runtime/timbre/prompt.ts'
import type { TimbreAnswer, TimbreQuestion, TrainedTimbre, UnknownPromptWord } from '../timbre-protocol.ts'
import type { PageTimbres } from './timbres.ts'

/** Never rejects: where there is no model, or it cannot read a prompt, the answer says why. */
export function createTimbreAnswers(
  timbres: Pick<PageTimbres, 'model'>,
): (question: TimbreQuestion) => Promise<TimbreAnswer> {
  const embed = embedOnce(async (prompt) => (await timbres.model()).embed(prompt))
  return async (question) => {
    try {
      return await answer(await timbres.model(), question)
    } catch (error) {
      return { about: 'nothing', why: error instanceof Error ? error.message : String(error) }
    }
  }

  async function answer(model: JointModel, question: TimbreQuestion): Promise<TimbreAnswer> {
    switch (question.about) {
      case 'prompts': {
        const timbres: TrainedTimbre[] = []
        for (const prompt of question.prompts) timbres.push(trainedTimbre(prompt, await embed(prompt)))
        const heard = question.prompts.at(-1) ?? ''
        const patches = await patchesAsPlayed(heard, question.by, { ...model, embed }, orderedParams)
        return { about: 'prompts', timbres, patches }
      }
      case 'recording': {
        const heard = model.embedAudio(question.samples, question.sampleRate)
        if (!heard.ok) return { about: 'recording', heard }
        const { prompt } = await describeIn({ embed }, heard.vector)
        return { about: 'recording', heard: { ok: true, prompt, note: heard.note } }
      }
      case 'neighbours': {
        const { vector } = await embed(question.prompt)
        const its = question.prompt.trim().toLowerCase()
        const near: { readonly prompt: string; readonly cosine: number }[] = []
        // Single words, which all stand in the book: a panel that is only looked at loads no encoder.
        for (const prompt of neighbourPrompts())
          if (prompt !== its) near.push({ prompt, cosine: dot(vector, (await embed(prompt)).vector) })
        near.sort((a, b) => b.cosine - a.cosine)
        return { about: 'neighbours', prompts: near.slice(0, question.count).map(({ prompt }) => prompt) }
      }
    }
  }
}

function trainedTimbre(
  prompt: string,
  { vector, attributes, unknown }: Awaited<ReturnType<JointModel['embed']>>,
): TrainedTimbre {
  return {
    vector: Array.from(vector),
    attributes,
    unknown: unknown.length === 0 ? [] : withSpelling(prompt, unknown),
  }
}

/** Spellings come from the lexicon, as for the piece itself. */
function withSpelling(prompt: string, unknown: readonly string[]): readonly UnknownPromptWord[] {
  const { unknown: spelled } = readPrompt(prompt)
  return unknown.map((word) => ({
    word,
    meant: spelled.find((one) => one.word.toLowerCase() === word.toLowerCase())?.nearest[0] ?? null,
  }))
}
