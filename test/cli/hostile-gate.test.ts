import { generateKeyPairSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { learningFolder, PIECE, slotsFile, valid } from './learning-folder.ts'

/** Ways to a verdict that says more than the sessions do. */

const { folder, run, store, linesIn } = learningFolder('sil-hostile-gate-')
const at = (name: string): string => join(folder, name)
const TWO = PIECE.replace(/^(reward practice.*)$/m, '$1\n\nreward minutes = min(session.duration / 1 min, 1)')

beforeAll(async () => {
  writeFileSync(at('two.sil'), TWO)
  const made = await run(
    ...'simulate two.sil --players 60 --sessions 3 --bars 8 --seed 3 --out sessions'.split(' '),
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const explored = linesIn('sessions').find((line) => JSON.parse(line).exploration !== null) ?? ''
  for (const snap of [20, 22, 24, 26, 28])
    writeFileSync(
      at(`to-${snap}.slots.json`),
      slotsFile(explored, { 'pocket.follow.strength': 0.5, 'pocket.snap': snap }),
    )
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(at('gate.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(at('pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(() => rmSync(at('sessions.ledger.jsonl'), { force: true }))

const gate = (snap: number, ...more: string[]) =>
  run(
    ...`gate two.sil --sessions sessions --slots to-${snap}.slots.json --least-effective 10 --json`.split(
      ' ',
    ),
    ...more,
  )
const evaluate = (snap: number, ...more: string[]) =>
  run('evaluate', 'two.sil', '--sessions', 'sessions', '--slots', `to-${snap}.slots.json`, '--json', ...more)

describe('sil gate, asked slyly', () => {
  it('judges by no reward that nothing trains for: its guards would be none', async () => {
    const { status, stderr } = await gate(24, '--reward', 'minutes')
    expect([status, stderr]).toEqual([1, expect.stringContaining('no `train minutes`')])
    const watched = await run(
      ...'gate two.sil --watch sessions --slots to-24.slots.json --reward minutes --once'.split(' '),
    )
    expect([watched.status, watched.stderr]).toEqual([1, expect.stringContaining('no `train minutes`')])
  })

  it('says in the signed verdict how many rows did not count, and why', async () => {
    const rows = linesIn('sessions')
    store('holed', [...rows.slice(0, -3), ...rows.slice(-3).map((line, i) => line.slice(0, 40 + i))])
    const { stdout } = await run(
      ...'gate two.sil --sessions holed --slots to-24.slots.json --json --no-ledger'.split(' '),
    )
    const said = valid('gate', stdout)
    expect(said.sessions).toBe(rows.length)
    expect(said.rejected).toEqual({ 'not JSON': 3 })
    expect(said.left_out).toMatchObject({ unmeasured: 0, contradictory: 0 })
    expect(said.left_out.notExplored).toBeGreaterThan(0)
    expect(said.set_aside).toBe(0)
    // What an import has set aside is in no day's file, and still missing.
    await run(...'sessions import holed --out brought --policy two.sil'.split(' '))
    const brought = await run(
      ...'gate two.sil --sessions brought --slots to-24.slots.json --no-ledger --out brought.json'.split(' '),
    )
    expect(brought.stderr).toContain(
      `many are missing: 3 of ${rows.length} rows were set aside, 3 of them when they came in`,
    )
    expect(valid('gate', readFileSync(at('brought.json'), 'utf8'))).toMatchObject({
      rejected: {},
      set_aside: 3,
    })
  })

  it('counts those that were tried on the same units before: the best of many gains by luck', async () => {
    expect((await evaluate(24)).status).toBe(0)
    // Who gates what was evaluated has chosen among one.
    expect(valid('gate', (await gate(24)).stdout).ledger).toEqual({
      before: 0,
      spent: 0.05,
      left: 0,
      tried: 1,
    })
    rmSync(at('sessions.ledger.jsonl'))
    // What runs is no candidate, and who looks twice has tried once.
    for (const snap of [20, 22, 24, 26, 28, 28]) expect((await evaluate(snap)).status).toBe(0)
    expect(readFileSync(at('sessions.ledger.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(4)
    const most = await gate(24, '--spend', '0.02')
    expect([most.status, most.stderr]).toEqual([
      1,
      expect.stringContaining('4 candidates were tried on these units'),
    ])
    const said = valid('gate', (await gate(24)).stdout)
    expect([said.alpha, said.ledger]).toEqual([0.0125, { before: 0, spent: 0.0125, left: 0.0375, tried: 4 }])
    // The same question is answered the same, whatever was tried since.
    expect(valid('gate', (await gate(24)).stdout)).toEqual(said)
    // Those that were judged have paid for themselves.
    expect(valid('gate', (await gate(26)).stdout).ledger).toEqual({
      before: 0.0125,
      spent: 0.0125,
      left: 0.025,
      tried: 3,
    })
  })

  it('keeps no count where it is told so, and says so', async () => {
    for (const snap of [20, 22]) await evaluate(snap, '--no-ledger')
    const { ledger } = valid('gate', (await gate(24, '--no-ledger')).stdout)
    expect(ledger).toBe(null)
    expect(valid('gate', (await gate(24)).stdout).ledger.tried).toBe(1)
  })

  it.each([0, 0.9])('believes no ledger in which this look has spent %f', async (spent) => {
    await gate(24)
    const line = JSON.parse(readFileSync(at('sessions.ledger.jsonl'), 'utf8'))
    writeFileSync(at('sessions.ledger.jsonl'), `${JSON.stringify({ ...line, spent })}\n`)
    const { status, stderr } = await gate(24)
    expect([status, stderr]).toEqual([1, expect.stringContaining('and no look spends that')])
  })
})

describe('a slots file of a stranger', () => {
  const asked = async (text: string | Uint8Array): Promise<readonly [number | null, string]> => {
    writeFileSync(at('strange.slots.json'), text)
    const { status, stderr } = await run(
      ...'gate two.sil --sessions sessions --no-ledger --slots strange.slots.json'.split(' '),
    )
    return [status, stderr]
  }
  const slots = (): string => readFileSync(at('to-24.slots.json'), 'utf8')

  it.each([
    ['no JSON', () => '{"a":'.repeat(100_000), 'strange.slots.json is not JSON'],
    ['no text', () => Uint8Array.of(0x7b, 0xff, 0x7d), 'is not UTF-8'],
    [
      'a number in quotes',
      () => slots().replace('"pocket.snap":24', '"pocket.snap":"24"'),
      'slots.pocket.snap must be a number, not "24"',
    ],
    [
      'a slot called __proto__',
      () => slots().replace('"slots":{', '"slots":{"__proto__":1,'),
      'no such slot',
    ],
    [
      'what lies at the end of a range',
      () => slots().replace('"pocket.snap":24', '"pocket.snap":60'),
      'lies far from all that was drawn',
    ],
  ] as const)('with %s is refused in words', async (_, text, said) => {
    expect(await asked(text())).toEqual([1, expect.stringContaining(said)])
  })
})

describe('sil gate --verify', () => {
  it('lets nothing play of which nobody counted the looks, unless it is told to', async () => {
    await gate(24, '--no-ledger', '--key', 'gate.pem', '--out', 'uncounted.json')
    const ask = async (...more: string[]) => {
      const { stdout } = await run(
        'gate',
        '--verify',
        'uncounted.json',
        '--key',
        'pub.pem',
        '--json',
        ...more,
      )
      return valid('gate-verify', stdout).problems.filter((one: string) => !one.startsWith('its verdict is'))
    }
    expect(await ask()).toEqual([expect.stringContaining('nobody counted')])
    expect(await ask('--no-ledger')).toEqual([])
  })

  it('knows every character and no order: one changed is no verdict, keys in another order are one', async () => {
    await gate(24, '--key', 'gate.pem', '--out', 'verdict.json')
    const text = readFileSync(at('verdict.json'), 'utf8')
    const ask = async (changed: string) => {
      writeFileSync(at('asked.json'), changed)
      const { stdout } = await run(...'gate --verify asked.json --key pub.pem --json'.split(' '))
      return valid('gate-verify', stdout).problems.some((one: string) => one.includes('signature'))
    }
    const turned = Object.fromEntries(Object.entries(JSON.parse(text)).reverse())
    expect(await ask(JSON.stringify(turned))).toBe(false)
    for (const [was, is] of [
      ['"units": ', '"units": 1'],
      ['"simulated": true', '"simulated": false'],
      ['"tried": 1', '"tried": 0'],
      ['"seed": 0', '"seed": -0.1'],
      ['"reward": "practice"', '"reward": "practic\u0435"'],
      ['"version": 1', '"version": 1, "__proto__": {}'],
    ] as const) {
      expect(text, was).toContain(was)
      expect(await ask(text.replace(was, is)), was).toBe(true)
    }
  })
})
