/** `sil test FILE…`: the scenarios in the files. */

import type { ScenarioIr } from '../../compiler/ir.ts'
import { runScenario } from '../../runtime/player/scenario.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { eachFile, resultsOf, statusOf, Unread } from '../each-file.ts'
import { fromHereAs } from '../io/here.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { lineTable } from '../print/lines.ts'
import { printableLine } from '../print/printable.ts'

export interface TestCommand {
  readonly slots: string | null
}

interface ExpectationResult {
  readonly passed: boolean
  /** As written. */
  readonly text: string
  /** What was found instead, in words. */
  readonly found: string
  /** 1-based. */
  readonly line: number
}

interface FileResult {
  readonly path: string
  readonly scenarios: readonly {
    readonly title: string
    readonly passed: boolean
    readonly expectations: readonly ExpectationResult[]
  }[]
}

export async function runTest(
  context: Context,
  files: readonly string[],
  options: TestCommand,
): Promise<ExitStatus> {
  const looked = await eachFile(context, files, async (file): Promise<FileResult> => {
    const { ir, opened } = await checkedOrFail(context, file)
    const policy = await loadPolicy(ir, opened)
    applySlots(context, policy, options.slots)
    const lines = lineTable(opened.text)
    const scenarios = ir.scenarios.map((scenario) => {
      const expectations = expect(policy, scenario, context.seed).map(({ passed, found, span }) => ({
        passed,
        text: opened.text.slice(span.start, span.end).replace(/\s+/g, ' '),
        found,
        line: lines.position(span.start).line + 1,
      }))
      return { title: scenario.title, passed: expectations.every((e) => e.passed), expectations }
    })
    const result = { path: file, scenarios }
    if (!context.json) tell(context, result)
    return result
  })
  const all = resultsOf(looked).flatMap((one) => one.scenarios)
  const failed = all.filter((s) => !s.passed).length
  const unread = looked.filter((one) => one instanceof Unread).length
  if (context.json) {
    const results = looked.map((one) => (one instanceof Unread ? untried(one) : one))
    printJson(context, { version: 1, passed: all.length - failed, failed, files: results })
  } else {
    const without = unread === 0 ? '' : `; ${unread} of ${looked.length} files could not be tried`
    context.err(`${all.length - failed} passed, ${failed} failed${without}\n`)
  }
  return statusOf(looked) || (failed > 0 ? INPUT_ERROR : DONE)
}

/** With the diagnostics, as `sil check --json` has them, where these are why. */
const untried = ({ file, failure, told }: Unread) => ({
  path: file,
  scenarios: [],
  ...told,
  ...(failure.document === null ? {} : { diagnosed: Reflect.get(failure.document, 'files') }),
})

function tell(context: Context, { path, scenarios }: FileResult): void {
  const { green, red, dim } = context.colors
  const shown = printableLine(fromHereAs(path, path))
  context.err(`${shown}${scenarios.length === 0 ? ': no scenarios' : ''}\n`)
  for (const { title, passed, expectations } of scenarios) {
    context.err(`  ${passed ? green('✓') : red('✗')} ${printableLine(title)}\n`)
    for (const { passed, line, text, found } of expectations)
      if (!passed) context.err(`      ${dim(`line ${line}`)} ${printableLine(`${text}: ${found}`)}\n`)
  }
}

function expect(policy: Policy, scenario: ScenarioIr, seed: number | null) {
  return runScenario(policy, scenario, seed ?? policy.definition.seed ?? 0)
}
