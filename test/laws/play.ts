/** Text → check → emit → runtime: the way that a file goes, for the laws. */

import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { inject } from 'vitest'
import { check } from '../../compiler/compile.ts'
import type { Artefacts } from '../../compiler/compile-api.ts'
import { emit } from '../../compiler/emit/emit.ts'
import type { PolicyIr } from '../../compiler/ir.ts'
import type { Policy } from '../../runtime/create-policy.ts'
import type { StartOptions } from '../../runtime/performer.ts'
import type { Beat } from '../../runtime/score/beat.ts'
import { type SessionLog, sessionText } from '../../runtime/session/log.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { importFresh } from '../harness/fresh-module.ts'
import { TIMES } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'

const RUNTIME = pathToFileURL(`${repositoryTop}/dist/runtime/index.js`).href

// Whole pieces shrink slowly: what was found by then is told before the test's own time is over.
fc.configureGlobal({ ...fc.readConfigureGlobal(), interruptAfterTimeLimit: 15_000 * TIMES })

export interface Compiled extends Artefacts {
  readonly ir: PolicyIr
}

/** @throws where the text has an error: laws are about files that are right */
export function compile(text: string, options: { bake?: Float64Array; path?: string } = {}): Compiled {
  const path = options.path ?? 'law.sil'
  const { ir, diagnostics } = check({ path, text, host: { read: readExample } })
  if (ir === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    throw new Error(`${errors.map((d) => `${d.code} ${d.message}`).join('\n')}\n\n${text}`)
  }
  const bake = options.bake === undefined ? {} : { bake: options.bake }
  const how = { target: 'esm', runtimeModule: RUNTIME, runtimeVersion: RUNTIME_VERSION, ...bake } as const
  return { ir, ...emit(ir, { ...how, sourcePath: path, sourceText: text }) }
}

function readExample(path: string) {
  const file = `${repositoryTop}/${path}`
  return existsSync(file)
    ? ({ kind: 'text', text: readFileSync(file, 'utf8') } as const)
    : ({ kind: 'missing' } as const)
}

export async function load({ js }: Artefacts): Promise<Policy> {
  const failure = inject('buildFailure')
  if (failure !== undefined) throw new Error(`the runtime was not built: ${failure}`)
  return (await importFresh<{ readonly default: Policy }>(js)).default
}

export async function policyOf(text: string): Promise<Policy> {
  return load(compile(text))
}

export interface Tap {
  readonly time: number
  readonly velocity: number
}

/** A player who keeps about time, doubles now and then and pauses. */
export const taps: fc.Arbitrary<readonly Tap[]> = fc
  .array(
    fc.record({
      gap: fc.oneof(
        { weight: 4, arbitrary: fc.double({ min: 0.45, max: 0.75, noNaN: true }) },
        { weight: 1, arbitrary: fc.double({ min: 0.001, max: 0.1, noNaN: true }) },
        { weight: 1, arbitrary: fc.double({ min: 1, max: 5, noNaN: true }) },
      ),
      velocity: fc.double({ min: 0.1, max: 1, noNaN: true }),
    }),
    { maxLength: 30 },
  )
  .map((gaps) => {
    let time = 0
    return gaps.map(({ gap, velocity }) => {
      time += gap
      return { time, velocity }
    })
  })

/** Dozens of onsets a second, at every place of the beat. */
const storm: fc.Arbitrary<readonly Tap[]> = fc
  .array(fc.double({ min: 0.001, max: 0.25, noNaN: true }), { minLength: 40, maxLength: 120 })
  .map((gaps) => {
    let time = 1
    return gaps.map((gap) => {
      time += gap
      return { time, velocity: 0.7 }
    })
  })

/** A player who is always late, or always early, by nearly the window: pushes as hard as anybody can. */
const pushy: fc.Arbitrary<readonly Tap[]> = fc
  .double({ min: 0.3, max: 0.9, noNaN: true })
  .map((gap) => Array.from({ length: 40 }, (_, i) => ({ time: 1 + i * gap, velocity: 1 })))

export const anyPlayer = fc.oneof(taps, storm, pushy)

export interface Performed {
  readonly events: readonly Beat[]
  readonly session: SessionLog
  readonly timeline: ReturnType<ReturnType<Policy['start']>['timeline']>
}

/** Plays to the end of the taps, or for so long. */
export function perform(
  policy: Policy,
  player: readonly Tap[],
  options: StartOptions & { readonly seconds?: number } = {},
): Performed {
  const problems: string[] = []
  const set = policy.start({ seed: 1, onError: ({ message }) => problems.push(message), ...options })
  const events: Beat[] = []
  for (const { time, velocity } of player) {
    events.push(...set.advance(time))
    set.onset(time, { velocity })
  }
  const seconds = options.seconds ?? Math.max(20, (player.at(-1)?.time ?? 0) + 2)
  events.push(...set.advance(seconds))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return { events, timeline: set.timeline(), session: set.end() }
}

/** Everything an event says, in one line. */
export function said(event: Beat): string {
  const { timbre, ...rest } = event
  return JSON.stringify({ ...rest, timbre: [...timbre.vector] })
}

export function allSaid({ events, session }: Performed): string {
  return [...events.map(said), sessionText(session)].join('\n')
}
