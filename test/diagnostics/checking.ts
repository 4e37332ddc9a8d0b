/** Checks a text in a workspace that lives in memory. */

import { expect } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { CheckResult, CompileInput, HeardSound, SourceHost } from '../../compiler/compile-api.ts'
import { parse } from '../../language/parse.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import type { TimbreSpace } from '../../runtime/timbre/space.ts'
import { badDiagnostic, badSpan, lostText } from '../language/laws.ts'

/** Ears that hear a wooden knock in every recording but these. */
export function hearing(path: string): HeardSound {
  if (path.endsWith('missing.wav')) return { kind: 'missing' }
  if (path.endsWith('silent.wav')) return { kind: 'refused', why: 'is silent' }
  const cutOff = path.endsWith('cut.wav')
  const note = path.endsWith('take.wav')
    ? 'is 12.0 s long: I read 1.5 s from its loudest onset, at 3.1 s'
    : null
  return { kind: 'heard', vector: timbreOfText('wooden knock').vector, cutOff, note }
}

export function hostOf(files: Readonly<Record<string, string>> = {}): SourceHost {
  return {
    hear: hearing,
    read(path) {
      const text = Object.hasOwn(files, path) ? files[path] : undefined
      if (text === undefined) return { kind: 'missing' }
      return text === 'REFUSED' ? { kind: 'refused', why: 'it is a folder' } : { kind: 'text', text }
    },
  }
}

/** A trained space that was asked about nothing. */
const UNASKED: TimbreSpace = {
  id: 'sil-timbre/2',
  unknownWords: 'read',
  alike: 0,
  encode: () => null,
  directions: () => [],
  decode: () => [],
  namesSound: () => true,
}

/** A host without ears and a space without prompts are not what a text can show: these codes come from them. */
export function under(code: string, host: SourceHost): Pick<CompileInput, 'host' | 'timbres'> {
  if (code === 'SIL0713') return { host: { read: host.read } }
  return code === 'SIL0714' ? { host, timbres: UNASKED } : { host }
}

export function checkText(
  text: string,
  files?: Readonly<Record<string, string>>,
  path = 'main.sil',
): CheckResult {
  if (text.length < LONG) keepsLaws(text)
  return check({ path, text, host: hostOf(files) })
}

/** Whose time is measured. */
const LONG = 20_000

/** What is read as it was meant has its place in the text as everything has: editors show it there. */
function keepsLaws(text: string): void {
  const parsed = parse(text)
  expect([lostText(parsed), badSpan(parsed), badDiagnostic(parsed)]).toEqual([null, null, null])
}

/** `SIL0301@snap 20`: codes and the texts they mark, for failures that can be read. */
export function shown(result: CheckResult, path = 'main.sil'): readonly string[] {
  return result.diagnostics.map(({ code, file, span, message }) => {
    const text = result.sources.get(file === '' ? path : file) ?? ''
    return `${code} [${text.slice(span.start, span.end)}] ${message}`
  })
}
