/** `checkpoint.json`: the state after a generation, with a hash that says whether it is all there. */

import { createHash } from 'node:crypto'
import { createChecks, type Problem } from '../../runtime/score/checks.ts'
import type { SearchState } from './generation.ts'

const VERSION = 1

export type Checkpoint =
  | { readonly ok: true; readonly state: SearchState; readonly sha256: string }
  | { readonly ok: false; readonly reason: string }

export function checkpointText(state: SearchState): { readonly text: string; readonly sha256: string } {
  const json = JSON.stringify(state)
  const sha256 = hashOf(json)
  return { text: `{"version":${VERSION},"sha256":"${sha256}","state":${json}}\n`, sha256 }
}

/** @param dimensions of the space that is searched; @param people as few and as many as a generation may have */
export function readCheckpoint(
  text: string,
  dimensions: number,
  people: readonly [least: number, most: number],
): Checkpoint {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'it is no JSON: cut, or overwritten' }
  }
  const checks = createChecks()
  const file = checks.record(json, 'checkpoint')
  if (file.version !== VERSION)
    return { ok: false, reason: `its version is not ${VERSION}: this version of sil reads no other` }
  const state = JSON.stringify(file.state) ?? ''
  if (hashOf(state) !== file.sha256) return { ok: false, reason: 'its content is not what its hash says' }
  const problems = shapeProblems(file.state, dimensions, people)
  const [first] = problems
  if (first !== undefined) return { ok: false, reason: `${first.path} ${first.message}` }
  return { ok: true, state: JSON.parse(state), sha256: String(file.sha256) }
}

/** A hash can be made for anything: what would run out of memory, or never end, is refused all the same. */
function shapeProblems(
  json: unknown,
  n: number,
  [least, most]: readonly [number, number],
): readonly Problem[] {
  const checks = createChecks()
  const state = checks.record(json, 'state')
  if (state.version !== VERSION) checks.fault('state.version', `must be ${VERSION}`)
  for (const name of ['generation', 'evaluations', 'sessions'])
    checks.number(state[name], `state.${name}`, { min: 0, whole: true })
  const noise = checks.record(state.noise, 'state.noise')
  checks.number(noise.people, 'state.noise.people', { min: least, max: most })
  checks.number(noise.least, 'state.noise.least', { min: least, max: least })
  checks.number(noise.most, 'state.noise.most', { min: most, max: most })
  checks.number(noise.level, 'state.noise.level', {})
  const restarts = checks.record(state.restarts, 'state.restarts')
  numbers(restarts.start, 'state.restarts.start', n)
  for (const name of ['seed', 'restarts', 'doubled', 'lambda0'])
    checks.number(restarts[name], `state.restarts.${name}`, { min: 0, whole: true })
  const search = checks.record(restarts.search, 'state.restarts.search')
  checks.number(search.n, 'state.restarts.search.n', { min: n, max: n })
  const lambda = checks.number(search.lambda, 'state.restarts.search.lambda', {
    min: 3,
    max: MOST_CANDIDATES,
    whole: true,
  })
  for (const name of ['mean', 'ps', 'pc', 'd']) numbers(search[name], `state.restarts.search.${name}`, n)
  for (const name of ['c', 'b']) numbers(search[name], `state.restarts.search.${name}`, n * n)
  checks.number(search.sigma, 'state.restarts.search.sigma', { above: 0 })
  const constants = checks.record(search.constants, 'state.restarts.search.constants')
  numbers(constants.weights, 'state.restarts.search.constants.weights', lambda)
  for (const [i, end] of checks.list(state.ends, 'state.ends').entries())
    numbers(checks.record(end, `state.ends[${i}]`).theta, `state.ends[${i}].theta`, n)
  return checks.problems

  function numbers(list: unknown, path: string, count: number): void {
    const read = checks.list(list, path)
    if (read.length !== count) checks.fault(path, `must be a list of ${count}, not of ${read.length}`)
    else for (const [i, value] of read.entries()) checks.number(value, `${path}[${i}]`, {})
  }
}

/** Ten doublings of the usual population in a hundred dimensions are fewer. */
const MOST_CANDIDATES = 20_000

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
