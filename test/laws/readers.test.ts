/** What a reader takes from strangers is, as it was read, by the published schema: no field of it is what nobody expects. */

import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reading } from '../../runtime/score/checks.ts'
import { NO_HISTORY, readHistory, summaryOfSession } from '../../runtime/session/history.ts'
import type { SessionLog } from '../../runtime/session/log.ts'
import { readSession } from '../../runtime/session/read.ts'
import { readLedger } from '../../training/gate/ledger.ts'
import { readManifest } from '../../training/sessions/manifest.ts'
import { runs } from '../harness/runs.ts'
import { repositoryTop } from '../harness/sil.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const ajv = new Ajv2020({ allowUnionTypes: true })
const validatorOf = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(join(repositoryTop, 'schemas', `${name}.schema.json`), 'utf8')))

const logs: readonly Json[] = globSync('test/golden/sessions/*/*.session.json', { cwd: repositoryTop })
  .sort()
  .map((path) => JSON.parse(readFileSync(join(repositoryTop, path), 'utf8')))

const histories: readonly Json[] = [
  NO_HISTORY,
  { ...NO_HISTORY, sessions: logs.map((log) => summaryOfSession(log as unknown as SessionLog)) },
].map((one) => JSON.parse(JSON.stringify(one)))

const sha256 = 'a'.repeat(64)
const manifests: readonly Json[] = [
  {
    version: 1,
    partitions: [
      { day: '2026-01-05', file: 'day=2026-01-05.2.jsonl', sessions: 3, bytes: 900, sha256 },
      { day: '2026-01-06', file: 'day=2026-01-06.jsonl', sessions: 1, bytes: 300, sha256 },
    ],
    simulation: { seed: 1 },
    rejected: [{ file: 'rejected/1.jsonl', rows: 2, bytes: 80, sha256 }],
    tombstones: [sha256],
    salt: 'c0ffee',
  },
]
const looks: readonly Json[] = [
  {
    version: 1,
    id: 'b',
    at: '2026-01-05T10:00:00Z',
    candidate: sha256,
    reward: 'r',
    spent: 0.025,
    units: 40,
    sketch: ['00ab', '01cd'],
  },
]

/** What stands in place of something in a file that somebody wrote by hand, or that a program made up. */
const strange: fc.Arbitrary<Json | undefined> = fc.constantFrom<(Json | undefined)[]>(
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  7,
  1e300,
  '',
  'session',
  'killed',
  '2026-01-05',
  [],
  [1],
  {},
  { a: 1 },
)

/** Changes one place of a document, found by walking into it as the numbers say. */
function changed(json: Json, way: readonly number[], value: Json | undefined): Json | undefined {
  const [step, ...rest] = way
  if (step === undefined || typeof json !== 'object' || json === null) return value
  const keys = Object.keys(json)
  const key = keys[step % Math.max(1, keys.length)]
  if (key === undefined) return value
  const inner = changed((json as Record<string, Json>)[key] ?? null, rest, value)
  if (Array.isArray(json)) {
    const at = Number(key)
    return inner === undefined
      ? json.filter((_, i) => i !== at)
      : json.map((one, i) => (i === at ? inner : one))
  }
  const others = Object.entries(json).filter(([name]) => name !== key)
  return Object.fromEntries(inner === undefined ? others : [...others, [key, inner]])
}

const change = fc.record({ way: fc.array(fc.nat(1000), { minLength: 1, maxLength: 5 }), value: strange })

function holds(name: string, documents: readonly Json[], read: (json: unknown) => Reading<unknown>): void {
  const isValid = validatorOf(name)
  it(`${name}.schema.json`, () => {
    let taken = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...documents),
        fc.array(change, { minLength: 1, maxLength: 2 }),
        (json, changes) => {
          let now: Json = json
          for (const { way, value } of changes) now = changed(now, way, value) ?? null
          const reading = read(now)
          if (!reading.ok) return
          taken++
          const given: Json = JSON.parse(JSON.stringify(reading.value))
          expect(isValid(given) ? [] : isValid.errors).toEqual([])
        },
      ),
      runs(400),
    )
    expect(taken).toBeGreaterThan(5)
  })
}

describe('what a reader takes is by', () => {
  holds('session', logs, readSession)
  holds('history', histories, readHistory)
  holds('sessions-manifest', manifests, readManifest)
  holds('gate-ledger', looks, (json) => {
    const reading = readLedger(JSON.stringify(json))
    return reading.ok ? { ok: true, value: reading.value[0] } : reading
  })
})
