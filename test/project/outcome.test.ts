import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { closingLine, count, failures, secondTries } from '../../scripts/outcome.mjs'
import { top } from '../../scripts/own-node.mjs'

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const allWell = { failedSteps: [], vitestStatus: 0 }

describe('the closing line of a test run', () => {
  test('counts what passed, failed and was skipped', () => {
    const results = {
      numPassedTests: 40,
      numFailedTests: 2,
      numPendingTests: 3,
      numTodoTests: 1,
      testResults: [passedFile, { status: 'failed', assertionResults: [{ status: 'failed' }] }],
    }
    expect(closingLine(count([results], { failedSteps: [], vitestStatus: 1 }), 1)).toBe(
      '40 passed, 2 failed, 4 skipped',
    )
  })

  test('counts a failed lint step as a failure', () => {
    const results = { numPassedTests: 1, numFailedTests: 0, testResults: [passedFile] }
    const outcome = count([results], { failedSteps: ['lint (style)', 'build'], vitestStatus: 0 })
    expect(closingLine(outcome, 1)).toBe('1 passed, 2 failed, 0 skipped')
  })

  test('counts a test file that cannot be loaded', () => {
    const results = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [passedFile, { status: 'failed', assertionResults: [] }],
    }
    expect(count([results], { failedSteps: [], vitestStatus: 1 })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    })
  })

  test('never says that nothing failed when something did', () => {
    const results = { numPassedTests: 1, numFailedTests: 0, testResults: [passedFile] }
    expect(count([results], { failedSteps: [], vitestStatus: 1 }).failed).toBe(1)
    expect(closingLine(undefined, 1)).toBe('0 passed, 1 failed, 0 skipped')
    expect(closingLine(count([results], allWell), 1)).toBe('1 passed, 1 failed, 0 skipped')
  })

  test('adds up runs, and takes one that left no report for a failure', () => {
    const one = {
      numPassedTests: 40,
      numFailedTests: 1,
      numPendingTests: 2,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    }
    const other = { numPassedTests: 2, numFailedTests: 0, numTodoTests: 1, testResults: [passedFile] }
    expect(count([one, other], { failedSteps: [], vitestStatus: 1 })).toEqual({
      passed: 42,
      failed: 1,
      skipped: 3,
    })
    expect(count([undefined, other], allWell)).toEqual({ passed: 2, failed: 1, skipped: 1 })
  })

  test('says that all is well when it is', () => {
    const results = { numPassedTests: 1, numFailedTests: 0, testResults: [passedFile] }
    expect(closingLine(count([results], allWell), 0)).toBe('1 passed, 0 failed, 0 skipped')
  })
})

describe('what is told of failures at the end of a test run', () => {
  const name = join(top, 'test', 'some.test.ts')

  test('names the file, the test and its message, without the stack', () => {
    const failed = {
      status: 'failed',
      fullName: 'a band keeps time',
      failureMessages: ['AssertionError: expected 1 to be 2\n    at /somewhere/some.test.ts:3:4\n    at run'],
    }
    const report = {
      testResults: [{ name, status: 'failed', assertionResults: [...passedFile.assertionResults, failed] }],
    }
    expect(failures([undefined, report])).toEqual([
      'test/some.test.ts > a band keeps time\n    AssertionError: expected 1 to be 2',
    ])
  })

  test('names a file that cannot be loaded, with why', () => {
    const report = {
      testResults: [{ name, status: 'failed', message: 'No such module', assertionResults: [] }],
    }
    expect(failures([report])).toEqual(['test/some.test.ts\n    No such module'])
  })

  test('cuts a long message short, and says so', () => {
    const failed = { status: 'failed', fullName: 'one', failureMessages: ['line\n'.repeat(100)] }
    const [text] = failures([{ testResults: [{ name, status: 'failed', assertionResults: [failed] }] }])
    expect(text?.split('\n')).toHaveLength(14)
    expect(text).toMatch(/…$/)
  })

  test('names what passed at a second try only, with what went wrong at the first', () => {
    const late = { status: 'passed', fullName: 'plays on', failureMessages: ['late\n    at run'] }
    const report = { testResults: [{ name, status: 'passed', assertionResults: [late] }] }
    expect(secondTries([undefined, report])).toEqual(['test/some.test.ts > plays on\n    late'])
    expect(failures([report])).toEqual([])
  })

  test('is nothing where all is well', () => {
    const reports = [{ testResults: [{ name, ...passedFile }] }]
    expect([...failures(reports), ...secondTries(reports)]).toEqual([])
  })
})
