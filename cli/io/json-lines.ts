/** JSON lines: one value a line, faults named by their line. */

import { Failure, INPUT_ERROR } from '../outcome.ts'
import { readJsonText } from './text.ts'

const MAX_BYTES = 480 * 1024 * 1024

export interface JsonLine {
  /** 1-based. */
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/** The objects of a file, in order; empty lines are skipped. */
export function readJsonLines(path: string): readonly JsonLine[] {
  const lines: JsonLine[] = []
  for (const [index, text] of readJsonText(path, MAX_BYTES).split('\n').entries()) {
    if (text.trim() === '') continue
    lines.push({ line: index + 1, value: parseLine(path, index + 1, text) })
  }
  return lines
}

function parseLine(path: string, line: number, text: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Failure(INPUT_ERROR, `${path}, line ${line}: this is not JSON.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(INPUT_ERROR, `${path}, line ${line}: an object belongs here.`)
  }
  return value as Readonly<Record<string, unknown>>
}
