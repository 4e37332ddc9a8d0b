/** The timbre space where there is a disk: the committed heads, and the sentence encoder with them. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTimbreModel, type HeadFiles, type JointModel } from './index.ts'
import { type EncoderOptions, openEncoder } from './text/node.ts'

export interface OpenOptions {
  /** Folder with the heads; the committed ones when left out. */
  readonly heads?: string
  readonly encoder?: EncoderOptions
}

export type OpenedModel =
  | { readonly ok: true; readonly model: JointModel; close(): Promise<void> }
  /** In words: what is wrong and what helps. */
  | { readonly ok: false; readonly problem: string }

/** With the encoder, so that prompts can be read. Never throws. */
export async function openTimbreModel(options: OpenOptions = {}): Promise<OpenedModel> {
  const heads = readHeads(options.heads)
  if (!heads.ok) return heads
  const opened = await openEncoder(options.encoder)
  if (!opened.ok) return opened
  try {
    return {
      ok: true,
      model: createTimbreModel(heads.files, opened.encoder),
      close: () => opened.encoder.close(),
    }
  } catch (error) {
    await opened.encoder.close()
    return { ok: false, problem: said(error) }
  }
}

/** Without an encoder: sounds can be read, and vectors decoded. Never throws. */
export function openTimbreSpace(
  folder?: string,
): { readonly ok: true; readonly model: JointModel } | { readonly ok: false; readonly problem: string } {
  const heads = readHeads(folder)
  if (!heads.ok) return heads
  try {
    return { ok: true, model: createTimbreModel(heads.files, null) }
  } catch (error) {
    return { ok: false, problem: said(error) }
  }
}

export const HEADS_FOLDER = join(import.meta.dirname, 'heads')

function readHeads(
  folder = HEADS_FOLDER,
): { readonly ok: true; readonly files: HeadFiles } | { readonly ok: false; readonly problem: string } {
  try {
    const read = (file: string): Uint8Array => readFileSync(join(folder, file))
    return {
      ok: true,
      files: {
        text: read('text-head.onnx'),
        audio: read('audio-head.onnx'),
        decoder: read('decoder.onnx'),
        attributes: read('attributes.onnx'),
        space: readFileSync(join(folder, 'space.json'), 'utf8'),
      },
    }
  } catch (error) {
    return { ok: false, problem: `the files of the timbre space are not there: ${said(error)}` }
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))
