import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect } from 'vitest'
import { keptSil } from '../harness/kept-sil.ts'
import { repositoryTop } from '../harness/sil.ts'

/** A folder in which a piece was practised: what tests of judging begin with. */

export const PIECE = `band  "Gate"
tempo 96 bpm in 72 bpm..126 bpm

zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms  strength learn 0.5 in 0..1
  limit  200 ms
}

player { zones pocket }

metronome click {
  beat |X x x x|
}

reward practice = 0.5 * min(session.duration / 1 min, 1) + 0.5 * return_rate(3 days)

train practice {
  explore 20%
  unit    user-week
  gate    95%
  guard   completed >= -5%
}
`

const SLOTS = ['pocket.follow.strength', 'pocket.snap'] as const

/** Slots as a trained file would have them: these values, with the scatter that was logged. */
export function slotsFile(row: string, slots: Readonly<Record<(typeof SLOTS)[number], number>>): string {
  const { policy, exploration } = JSON.parse(row)
  return JSON.stringify({
    version: 1,
    policy: policy.behaviour,
    slot_schema: policy.slot_schema,
    transform: 'z/1',
    slots,
    sigma: Object.fromEntries(
      SLOTS.map((name) => [name, exploration.sigma[exploration.slots.indexOf(name)]]),
    ),
    choice_probs: null,
    networks: null,
    trained: null,
  })
}

export function learningFolder(prefix: string) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)))
  writeFileSync(join(folder, 'piece.sil'), PIECE)
  const sil = keptSil()
  return {
    folder,
    run: (...args: string[]) => sil(args, { cwd: folder }),
    linesIn: (out: string): string[] =>
      readdirSync(join(folder, out))
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .flatMap((name) =>
          readFileSync(join(folder, out, name), 'utf8')
            .trimEnd()
            .split('\n'),
        ),
    store,
  }

  /** A folder of sessions with these rows, on one day. */
  function store(name: string, rows: readonly string[]): void {
    mkdirSync(join(folder, name), { recursive: true })
    const text = `${rows.join('\n')}\n`
    writeFileSync(join(folder, name, 'day=2026-01-05.jsonl'), text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    const partition = {
      day: '2026-01-05',
      file: 'day=2026-01-05.jsonl',
      sessions: rows.length,
      bytes: text.length,
      sha256,
    }
    writeFileSync(
      join(folder, name, 'manifest.json'),
      JSON.stringify({ version: 1, partitions: [partition], simulation: null }),
    )
  }
}

const ajv = new Ajv2020({ strict: false, allErrors: true })

// biome-ignore lint/suspicious/noExplicitAny: the schema is the type
export function valid(schema: string, text: string, room = 'schemas/cli'): any {
  const value: unknown = JSON.parse(text)
  const { $id: _, ...json } = JSON.parse(
    readFileSync(join(repositoryTop, room, `${schema}.schema.json`), 'utf8'),
  )
  const check = ajv.compile(json)
  expect(check(value), JSON.stringify(check.errors, null, 1)).toBe(true)
  return value
}
