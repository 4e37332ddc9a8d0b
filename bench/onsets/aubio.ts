/** aubio's onset detectors (Debian's aubio-tools), as they come: one process a take, a method and a threshold. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wavBytes } from '../../runtime/audio/wav.ts'
import type { OnsetTake } from './takes.ts'

export const METHODS = ['energy', 'hfc', 'complex', 'phase', 'specdiff', 'kl', 'mkl', 'specflux'] as const
export type Method = (typeof METHODS)[number]

export const aubioMissing: string | undefined =
  spawnSync('aubioonset', ['--help']).error === undefined
    ? undefined
    : 'aubio: no aubioonset here (Debian: apt-get install aubio-tools), so only our own figures.'

/** Onset times of a take, one list for each method, at the method's own threshold or the one given. */
export function aubioOnsets(
  take: OnsetTake,
  methods: readonly Method[],
  threshold: number | null,
): readonly (readonly number[])[] {
  const folder = mkdtempSync(join(tmpdir(), 'silencio-onsets-'))
  try {
    const path = join(folder, 'take.wav')
    writeFileSync(
      path,
      wavBytes({ sampleRate: take.rate, channels: [take.samples], format: 'pcm16', dither: false }),
    )
    return methods.map((method) => {
      const args = ['-i', path, '-O', method, ...(threshold === null ? [] : ['-t', String(threshold)])]
      const done = spawnSync('aubioonset', args, { encoding: 'utf8' })
      if (done.status !== 0) throw new Error(`aubioonset: ${done.stderr}`)
      return done.stdout
        .split('\n')
        .filter((text) => text !== '')
        .map(Number)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
