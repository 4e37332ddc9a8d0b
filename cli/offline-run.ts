/** The folder of a run of `sil train --sessions`: `config.json`, `metrics.jsonl` (a line a step), `result.json`, `report.html`. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Policy } from '../runtime/create-policy.ts'
import { markup } from '../runtime/host/report/markup.ts'
import { chapter } from '../runtime/host/report/page.ts'
import { momentOf, type Target } from '../training/contextual/target.ts'
import type { Estimate } from '../training/estimate/estimators.ts'
import type { Law } from '../training/estimate/gaussian.ts'
import { evaluate } from '../training/evaluate.ts'
import type { Trained } from '../training/offline/train.ts'
import { curvesChart } from '../training/report/charts.ts'
import { judgedPage } from '../training/report/judged-page.ts'
import { fixed } from '../training/report/numbers.ts'
import type { Unit } from '../training/units/units.ts'
import { writeInto } from './io/write.ts'
import { drawn, judgedOf, shownName } from './judged-report.ts'
import type { Learned } from './learning.ts'
import { Failure, INPUT_ERROR } from './outcome.ts'

export const OFFLINE = 'doubly robust gradient, offline'

export interface Step {
  readonly step: number
  readonly gain: number
  readonly effective: number
}

export interface OfflineRun {
  readonly source: string
  readonly out: string
  readonly reward: string
  readonly learned: Learned
  readonly units: readonly Unit[]
  readonly incumbent: Law
  readonly candidate: Law
  /** Whoever plays; `candidate` is that of a player of whom nothing is known. */
  readonly target: Target
  readonly trained: Trained
  readonly promised: Estimate
  readonly steps: readonly Step[]
  readonly options: {
    readonly caution: number
    readonly leastEffective: number
    readonly seed: number
    readonly sessions: string
  }
  /** What the command prints as JSON. */
  readonly result: object
}

/** What is written into the folder of a run. */
export const filesOfRun = (folder: string): readonly string[] =>
  ['config.json', 'metrics.jsonl', 'result.json', 'report.html'].map((name) => join(folder, name))

/** @throws Failure where the folder holds another kind of run, which is not written over */
export function writeOfflineRun(policy: Policy, folder: string, run: OfflineRun): void {
  refuseOtherRuns(folder)
  const { reward, options, steps, result } = run
  const { name, behaviour, slotSchema } = policy.definition
  const config = {
    version: 1,
    method: OFFLINE,
    policy: { name, behaviour, slot_schema: slotSchema },
    reward,
    options: {
      seed: options.seed,
      caution: options.caution,
      least_effective: options.leastEffective,
      sessions: options.sessions,
    },
  }
  const file = (name: string, data: string) => ({ path: join(folder, name), data })
  writeInto(folder, [
    file('config.json', `${JSON.stringify(config, null, 2)}\n`),
    file('metrics.jsonl', steps.map((step) => `${JSON.stringify(step)}\n`).join('')),
    file('result.json', `${JSON.stringify(result, null, 2)}\n`),
    file('report.html', pageOf(policy, run)),
  ])
}

/** @throws Failure where it holds another kind of run, or anything else */
export function refuseOtherRuns(folder: string): void {
  const path = join(folder, 'config.json')
  if (!existsSync(path)) {
    if (!existsSync(folder) || readdirSync(folder).every((name) => name.startsWith('.'))) return
    throw new Failure(
      INPUT_ERROR,
      `${folder} is not empty, and holds no run of sil train.`,
      'Choose another folder with --run.',
    )
  }
  let method: unknown
  try {
    method = Reflect.get(Object(JSON.parse(readFileSync(path, 'utf8'))), 'method')
  } catch {
    method = null
  }
  if (method !== OFFLINE)
    throw new Failure(
      INPUT_ERROR,
      `${folder} holds another run.`,
      'Choose another folder with --run, or another --out.',
    )
}

function pageOf(policy: Policy, run: OfflineRun): string {
  const { source, out, reward, learned, units, incumbent, candidate, target, trained, steps, options } = run
  const promised = drawn(run.promised)
  const moment = momentOf(units, target)
  return judgedPage({
    title: policy.definition.title,
    source,
    candidate: shownName(out),
    judged: judgedOf(policy, {
      reward,
      learned,
      units,
      incumbent,
      candidate,
      moment,
      evaluation: evaluate(units, target),
    }),
    units: 'learned from',
    promised,
    judgement: null,
    command: 'sil train --sessions',
    more:
      steps.length < 2
        ? null
        : markup`${chapter(
            'steps',
            'How it got there',
            `The gain that the units promise, less ${fixed(options.caution, 1)} standard errors of it: ${trained.steps} steps, of which ${steps.length} were taken, until nothing was to be had or the logs could tell no more.`,
            curvesChart(
              [
                {
                  kind: 'estimate',
                  name: 'gain less caution',
                  values: steps.map(({ gain }) => gain),
                  around: [],
                },
              ],
              { id: 'steps', at: steps.map(({ step }) => step), xTitle: 'step', zero: true },
            ),
          )}${chapter(
            'trust',
            'How far the logs can tell',
            `What the units are worth of the candidate, step by step. It goes no further than to where its law alone makes ${units.length} units worth ${options.leastEffective} (the trust region); by what was drawn they may be worth less.`,
            curvesChart(
              [
                {
                  kind: 'most',
                  name: 'at least, by the law',
                  values: steps.map(() => options.leastEffective),
                  around: [],
                },
                {
                  kind: 'least',
                  name: 'units are worth',
                  values: steps.map(({ effective }) => effective),
                  around: [],
                },
              ],
              { id: 'trust', height: 150, at: steps.map(({ step }) => step), xTitle: 'step' },
            ),
          )}`,
  })
}
