/**
 * What a run of `npm test` came to, in three numbers. `node scripts/outcome.mjs STATUS` prints them for a run
 * that ended with that status.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { top } from './own-node.mjs'

const cache = join(top, 'node_modules', '.cache', 'silencio')

/** Where vitest's JSON reporter writes for one of its projects. Inside node_modules: a fresh install has no results of yesterday. */
export const resultsOf = (project) => join(cache, `vitest-results-${project}.json`)

const outcomePath = join(cache, 'test-outcome.json')

export function writeOutcome(projects, { failedSteps, vitestStatus }) {
  const results = projects.map((project) => readJson(resultsOf(project)))
  const outcome = count(results, { failedSteps, vitestStatus })
  writeFileSync(outcomePath, JSON.stringify(outcome))
  return { ...outcome, failures: failures(results), secondTries: secondTries(results) }
}

/**
 * What failed, told again in short: thousands of lines ran past since. Each is the file, the test's whole name, and what it says of
 * itself without the way there.
 */
export function failures(reports) {
  return reports
    .flatMap((report) => report?.testResults ?? [])
    .flatMap((file) => {
      const failed = file.assertionResults.filter((one) => one.status === 'failed')
      if (failed.length === 0) return file.status === 'failed' ? [told(file, '', file.message)] : []
      return failed.map((one) => told(file, one.fullName, one.failureMessages?.[0]))
    })
}

/**
 * What passed, but not at once: that a browser was late is no failure, and nobody should overlook that it happens more often than it
 * did.
 */
export function secondTries(reports) {
  return reports
    .flatMap((report) => report?.testResults ?? [])
    .flatMap((file) =>
      file.assertionResults
        .filter(({ status, failureMessages }) => status === 'passed' && failureMessages?.length > 0)
        .map((one) => told(file, one.fullName, one.failureMessages[0])),
    )
}

/** Lines of a message: a difference between two texts may be as long as they are. */
const LINES = 12

function told(file, name, message = '') {
  const lines = message.split('\n').filter((line) => !/^\s+at /.test(line))
  const rest = lines.length > LINES ? ['…'] : []
  const place = [relative(top, file.name), name].filter((part) => part !== '').join(' > ')
  return [place, ...[...lines.slice(0, LINES), ...rest].map((line) => `    ${line}`)].join('\n')
}

/**
 * Adds up vitest's reports, one of each of its runs, and the steps beside them. Whatever went wrong is at least one failure: a
 * run that left no report is one as well.
 */
export function count(reports, { failedSteps, vitestStatus }) {
  const sum = (numberOf) => reports.reduce((total, report) => total + numberOf(report), 0)
  const failed = sum(failedOf) + failedSteps.length
  return {
    passed: sum((report) => report?.numPassedTests ?? 0),
    failed: failed === 0 && vitestStatus !== 0 ? 1 : failed,
    skipped: sum((report) => (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)),
  }
}

function failedOf(report) {
  if (report === undefined) return 1
  // A file that cannot be loaded has no tests that could fail.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((one) => one.status === 'failed'),
  ).length
  return report.numFailedTests + broken
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
