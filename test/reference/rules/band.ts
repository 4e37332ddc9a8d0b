/** Bands from their text, by the sources as they are: what the rules of the reference promise is heard. */

import { check } from '../../../compiler/compile.ts'
import { emit } from '../../../compiler/emit/emit.ts'
import type { Policy } from '../../../runtime/create-policy.ts'
import type { Beat } from '../../../runtime/score/beat.ts'
import { RUNTIME_VERSION } from '../../../runtime/version.ts'
import { checkText, hostOf, shown } from '../../diagnostics/checking.ts'
import { importFresh } from '../../harness/fresh-module.ts'

const RUNTIME = new URL('../../../runtime/index.ts', import.meta.url).href

/** @throws where the text has an error: rules are about files that are right */
export async function band(text: string): Promise<Policy> {
  const checked = check({ path: 'rule.sil', text, host: hostOf() })
  if (checked.ir === null) throw new Error(`${shown(checked, 'rule.sil').join('\n')}\n\n${text}`)
  const { js } = emit(checked.ir, {
    target: 'esm',
    runtimeModule: RUNTIME,
    runtimeVersion: RUNTIME_VERSION,
    sourcePath: 'rule.sil',
    sourceText: text,
  })
  return (await importFresh<{ readonly default: Policy }>(js)).default
}

/** What a band plays alone. */
export async function score(text: string, bars: number, seed = 0): Promise<readonly Beat[]> {
  return (await band(text)).score({ bars, seed }).beats
}

/** Codes of what is wrong with a text. */
export const wrong = (text: string): readonly string[] => checkText(text).diagnostics.map(({ code }) => code)

/** Times, clean of the last bits. */
export const times = (beats: readonly Beat[]): readonly number[] =>
  beats.map(({ timestamp }) => Math.round(timestamp * 1e6) / 1e6)

export const only = (beats: readonly Beat[], member: string, voice?: string): readonly Beat[] =>
  beats.filter((beat) => beat.member === member && (voice === undefined || beat.voice === voice))

/** At 60 bpm a quarter is a second. */
export const SLOW = 'tempo 60 bpm\n'

export const kit = (lines: string, before = ''): string => `${SLOW}${before}drummer kit {\n  ${lines}\n}\n`
