/**
 * What a run of `npm test` came to, in three numbers. `node scripts/outcome.mjs STATUS` prints them for a run
 * that ended with that status.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { top } from './own-node.mjs'

const cache = join(top, 'node_modules', '.cache', 'silencio')

/** Where vitest's JSON reporter writes. Inside node_modules: a fresh install has no results of yesterday. */
export const resultsPath = join(cache, 'vitest-results.json')

const outcomePath = join(cache, 'test-outcome.json')

export function writeOutcome({ failedSteps, vitestStatus }) {
  const outcome = count(readJson(resultsPath), { failedSteps, vitestStatus })
  writeFileSync(outcomePath, JSON.stringify(outcome))
}

/** Adds up vitest's report and the steps beside it. Whatever went wrong is at least one failure. */
export function count(results, { failedSteps, vitestStatus }) {
  const files = results?.testResults ?? []
  // A file that cannot be loaded has no tests that could fail.
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  ).length
  const failed = (results?.numFailedTests ?? 0) + broken + failedSteps.length
  return {
    passed: results?.numPassedTests ?? 0,
    failed: failed === 0 && vitestStatus !== 0 ? 1 : failed,
    skipped: (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0),
  }
}

/** The closing line; a run that left no numbers behind failed before its first test. */
export function closingLine(outcome, status) {
  const { passed, failed, skipped } = outcome ?? { passed: 0, failed: 0, skipped: 0 }
  return `${passed} passed, ${failed === 0 && status !== 0 ? 1 : failed} failed, ${skipped} skipped`
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(closingLine(readJson(outcomePath), Number(process.argv[2])))
}
