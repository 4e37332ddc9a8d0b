/** `sil test FILE…`: the scenarios in the files. */

import { relative } from 'node:path'
import type { ScenarioIr } from '../../compiler/ir.ts'
import { runScenario } from '../../runtime/player/scenario.ts'
import { checkedOrFail } from '../checked.ts'
import { type Context, printJson } from '../context.ts'
import { DONE, type ExitStatus, INPUT_ERROR } from '../outcome.ts'
import { applySlots, loadPolicy, type Policy } from '../policy.ts'
import { lineTable } from '../print/lines.ts'

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

export async function runTest(
  context: Context,
  files: readonly string[],
  options: TestCommand,
): Promise<ExitStatus> {
  const results: {
    path: string
    scenarios: { title: string; passed: boolean; expectations: ExpectationResult[] }[]
  }[] = []
  for (const file of files) {
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
    results.push({ path: file, scenarios })
  }
  const all = results.flatMap((r) => r.scenarios)
  const failed = all.filter((s) => !s.passed).length
  if (context.json) {
    printJson(context, { version: 1, passed: all.length - failed, failed, files: results })
  } else {
    for (const { path, scenarios } of results) {
      context.err(
        `${relative(process.cwd(), path) || path}${scenarios.length === 0 ? ': no scenarios' : ''}\n`,
      )
      for (const { title, passed, expectations } of scenarios) {
        const { green, red, dim } = context.colors
        context.err(`  ${passed ? green('✓') : red('✗')} ${title}\n`)
        for (const e of expectations) {
          if (!e.passed) context.err(`      ${dim(`line ${e.line}`)} ${e.text}: ${e.found}\n`)
        }
      }
    }
    context.err(`${all.length - failed} passed, ${failed} failed\n`)
  }
  return failed > 0 ? INPUT_ERROR : DONE
}

function expect(policy: Policy, scenario: ScenarioIr, seed: number | null) {
  return runScenario(policy, scenario, seed ?? policy.definition.seed ?? 0)
}
