import { spawn } from 'node:child_process'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../runtime/session/canonical.ts'
import { sil, silBinary } from '../harness/sil.ts'
import { learningFolder, PIECE, valid } from './learning-folder.ts'

/** From simulated players to a verdict, as a user would go. What the formulas are worth is tested in test/training. */

const { folder, run, linesIn, store } = learningFolder('sil-learning-')
/** What `sil train` says of the slots that the tests have: a.slots.json. */
let learned = ''
beforeAll(async () => {
  const made = await simulate('sessions')
  if (made.status !== 0) throw new Error(made.stderr)
  const trained = await run(...LEARN, '--out', 'a.slots.json', '--json')
  if (trained.status !== 0) throw new Error(trained.stderr)
  learned = trained.stdout
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Of this seed something can be learned; of many, what there is to learn is less than its error. */
const simulate = (out: string, ...more: string[]) =>
  run(
    'simulate',
    'piece.sil',
    '--players',
    '120',
    '--sessions',
    '3',
    '--bars',
    '12',
    '--out',
    out,
    '--seed',
    '8',
    ...more,
  )
const LEARN = 'train piece.sil --sessions sessions --least-effective 60'.split(' ')

describe('sil simulate', () => {
  it('writes logs a file a day, marked as simulated, with what was assumed', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'sessions/manifest.json'), 'utf8'))
    const logs = linesIn('sessions').map((line) => JSON.parse(line))
    expect(logs).toHaveLength(360)
    for (const log of logs) expect(log.source).toBe('simulated')
    expect(manifest.simulation.assumptions.comes_back_more).toBeGreaterThan(0)
    for (const { file, sessions, day } of manifest.partitions) {
      const rows = readFileSync(join(folder, 'sessions', file), 'utf8')
        .trimEnd()
        .split('\n')
      expect(rows).toHaveLength(sessions)
      for (const row of rows) expect(JSON.parse(row).started_at.slice(0, 10)).toBe(day)
    }
    // The first session plays what is known to work.
    for (const { session_id: id, exploration } of logs) expect(exploration === null).toBe(id.endsWith('-0'))
  })

  it('gives the same bytes from the same seed, and others from another', async () => {
    // Three blocks of work, which threads may end in any order.
    const few = (out: string, seed: string, ...more: string[]): readonly string[] =>
      `simulate piece.sil --players 40 --sessions 3 --bars 12 --out ${out} --seed ${seed}`
        .split(' ')
        .concat(more)
    await run(...few('once', '8'))
    const again = await sil(few('again', '8', '--json'), { cwd: folder })
    expect(valid('simulate', again.stdout)).toMatchObject({ sessions: 120, players: 40 })
    expect(linesIn('again')).toEqual(linesIn('once'))
    await run(...few('other', '5'))
    expect(linesIn('other')).toHaveLength(120)
    expect(linesIn('other')).not.toEqual(linesIn('once'))
  })

  it('says where its days have not been yet, and from when on they would have', async () => {
    const late = await simulate('late', '--players', '8', '--from', '2999-01-01')
    const [, from = ''] =
      /up to 2999-\d\d-\d\d, which has not been.* --from (\S+) all/.exec(late.stderr) ?? []
    expect(late.stderr).toMatch(/^warning: 24 sessions of \d+ days up to 2999-/m)
    const early = await simulate('early', '--players', '8', '--from', from)
    expect([early.status, early.stderr]).toEqual([0, expect.not.stringContaining('warning')])
    const checked = await run('sessions', 'check', 'early', '--policy', 'piece.sil')
    expect(checked.stderr + checked.stdout).not.toContain('time travel')
  })

  it('writes over nothing, and leaves nothing half-written', async () => {
    const refused = await simulate('sessions')
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('not empty')
    expect(existsSync(join(folder, 'sessions.partial'))).toBe(false)
    writeFileSync(join(folder, 'plain.sil'), 'metronome m { beat |x x x x| }\n')
    const plain = await run('simulate', 'plain.sil', '--players', '2', '--sessions', '1', '--out', 'plain')
    expect(plain.status).toBe(1)
    expect(plain.stderr).toContain('has no `train`')
    expect(
      (await run('simulate', 'piece.sil', '--players', '0', '--sessions', '1', '--out', 'x')).status,
    ).toBe(2)
    expect((await simulate('x', '--from', 'Monday')).status).toBe(2)
    writeFileSync(
      join(folder, 'fixed.sil'),
      PIECE.replace('learn 20 ms in 5 ms..60 ms', '20 ms').replace('learn 0.5 in 0..1', '0.5'),
    )
    const fixed = await run('simulate', 'fixed.sil', '--players', '2', '--sessions', '2', '--out', 'fixed')
    expect([fixed.status, fixed.stderr]).toEqual([1, expect.stringContaining('has no slots')])
    // What somebody else has put there is theirs.
    mkdirSync(join(folder, 'mine.partial'))
    writeFileSync(join(folder, 'mine.partial/song.txt'), 'la')
    expect((await simulate('mine')).status).toBe(1)
    expect(readFileSync(join(folder, 'mine.partial/song.txt'), 'utf8')).toBe('la')
    mkdirSync(join(folder, 'here'))
    const here = await sil(
      ['simulate', '../piece.sil', '--players', '2', '--sessions', '1', '--bars', '2', '--out', '.'],
      { cwd: join(folder, 'here') },
    )
    expect(here.status, here.stderr).toBe(0)
    expect(existsSync(join(folder, 'here/manifest.json'))).toBe(true)
  })
})

describe('sil simulate, interrupted', () => {
  it('ends at Ctrl-C, and leaves nothing behind', async () => {
    const child = spawn(
      process.execPath,
      [silBinary, 'simulate', 'piece.sil', '--players', '100000', '--sessions', '9', '--out', 'cut'],
      { cwd: folder },
    )
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    await expect.poll(() => existsSync(join(folder, 'cut.partial'))).toBe(true)
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(existsSync(join(folder, 'cut.partial'))).toBe(false)
    expect(existsSync(join(folder, 'cut'))).toBe(false)
  })

  it('is not disturbed by a second one that would write there', async () => {
    const child = spawn(
      process.execPath,
      [silBinary, 'simulate', 'piece.sil', '--players', '100000', '--sessions', '9', '--out', 'twice'],
      { cwd: folder },
    )
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    await expect.poll(() => existsSync(join(folder, 'twice.partial/.lock'))).toBe(true)
    for (const second of [
      await simulate('twice'),
      await run('sessions', 'import', 'sessions', '--out', 'twice'),
    ])
      expect([second.status, second.stderr]).toEqual([
        3,
        `error: twice is being changed by another process (${child.pid}).\n  Wait until it is done.\n`,
      ])
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(readdirSync(folder).filter((name) => name.startsWith('twice'))).toEqual([])
  })
})

describe('sil sessions', () => {
  it('finds every row good, and counts them', async () => {
    const checked = await run('sessions', 'check', 'sessions', '--policy', 'piece.sil', '--json')
    expect(checked.status).toBe(0)
    expect(valid('sessions-check', checked.stdout)).toMatchObject({ sessions: 360, good: 360, rejected: {} })
    const stats = valid('sessions-stats', (await run('sessions', 'stats', 'sessions', '--json')).stdout)
    expect(stats).toMatchObject({ users: 120, explored: 240 / 360 })
    expect(stats.met).toBeGreaterThan(0.8)
  })

  it('sets aside what is forged, doubled, cut or of tomorrow, each with its reason; clean rows are untouched', async () => {
    const rows = linesIn('sessions').slice(0, 12)
    const explored = rows.find((row) => JSON.parse(row).exploration !== null) ?? ''
    /** A row of its own, in which this stands at that path. */
    const broken = (value: unknown, ...path: readonly string[]): string => {
      const log = JSON.parse(explored)
      log.session_id = `forged ${path.join('.')}`
      const last = path.at(-1) ?? ''
      Reflect.set(
        path.slice(0, -1).reduce((inner, step) => inner[step], log),
        last,
        value,
      )
      return JSON.stringify(log)
    }
    const bad = [
      broken(-1.5, 'exploration', 'log_density'),
      broken(0.1, 'exploration', 'z', '0'),
      broken('another unit', 'exploration', 'unit_id'),
      broken('f'.repeat(64), 'policy', 'behaviour'),
      broken(33, 'slots', 'pocket.snap'),
      broken('f'.repeat(64), 'policy', 'slot_schema'),
      broken('2999-01-01T00:00:00.000Z', 'started_at'),
      broken(2, 'players'),
      broken('long', 'duration_seconds'),
      rows[3] ?? '',
      (rows[4] ?? '').slice(0, 200),
    ]
    store('bad', [...rows, ...bad])
    const checked = await run('sessions', 'check', 'bad', '--policy', 'piece.sil', '--json')
    expect(checked.status).toBe(1)
    const { good, rejected } = valid('sessions-check', checked.stdout)
    expect(good).toBe(12)
    const counts = Object.fromEntries(
      Object.entries(rejected).map(([kind, one]) => [kind, Reflect.get(Object(one), 'count')]),
    )
    expect(counts).toEqual({
      exploration: 4,
      'other slots': 1,
      'other piece': 1,
      'time travel': 1,
      'several players': 1,
      schema: 1,
      duplicate: 1,
      'not JSON': 1,
    })
    expect(rejected.exploration.first).toMatch(/day=2026-01-05\.jsonl:13: exploration\.log_density must be/)
  })

  it('says which file is missing, cut or changed', async () => {
    const rows = linesIn('sessions').slice(0, 9)
    store('whole', rows)
    expect((await run('sessions', 'check', 'whole')).status).toBe(0)
    const file = join(folder, 'whole/day=2026-01-05.jsonl')
    writeFileSync(file, `${rows.slice(0, 3).join('\n')}\n`)
    const cut = await run('sessions', 'stats', 'whole')
    expect([cut.status, cut.stderr]).toEqual([1, expect.stringContaining('it has 3 lines of 9')])
    rmSync(file)
    const missing = await run('sessions', 'check', 'whole')
    expect([missing.status, missing.stderr]).toEqual([
      1,
      expect.stringContaining('cannot be read: manifest.json names it'),
    ])
  })

  it('is told of a run that is no folder before it learns', async () => {
    writeFileSync(join(folder, 'run.txt'), 'mine')
    const args = 'train piece.sil --sessions sessions --out late.slots.json --run run.txt'.split(' ')
    const { status, stderr } = await run(...args)
    expect(stderr).toMatch(/run\.txt is a file; a folder belongs here/)
    expect(stderr).not.toMatch(/units/)
    expect(status).not.toBe(0)
    expect(existsSync(join(folder, 'late.slots.json'))).toBe(false)
  })

  it('says in words what is no folder of sessions', async () => {
    const none = await run('sessions', 'check', 'nowhere')
    expect(none.status).toBe(1)
    expect(none.stderr).toContain('holds no sessions')
    for (const command of [
      'sessions check piece.sil',
      'train piece.sil --sessions piece.sil --out no.json',
    ]) {
      const file = await run(...command.split(' '))
      expect([file.status, file.stderr]).toEqual([1, 'error: piece.sil is a file; a folder belongs here.\n'])
    }
    mkdirSync(join(folder, 'leads-out'))
    writeFileSync(
      join(folder, 'leads-out/manifest.json'),
      JSON.stringify({
        version: 1,
        partitions: [{ day: '2026-01-05', file: '../../etc/passwd', sessions: 1, bytes: 1, sha256: '' }],
      }),
    )
    const out = await run('sessions', 'check', 'leads-out')
    expect(out.status).toBe(1)
    expect(out.stderr).toContain('partitions[0].file must be day=YYYY-MM-DD.jsonl')
    expect((await run('sessions', 'burn', 'sessions')).status).toBe(2)
  })
})

describe('from sessions to a verdict', () => {
  it('learns slots that the piece takes, the same from the same sessions', async () => {
    const { units, held_out: heldOut, slots, run: kept } = valid('train', learned)
    expect(kept).toBe('a.run')
    expect(readdirSync(join(folder, kept)).sort()).toEqual([
      'config.json',
      'metrics.jsonl',
      'report.html',
      'result.json',
    ])
    expect(readFileSync(join(folder, 'a.run/report.html'), 'utf8')).toContain('Simulated players, not people')
    // What units are worth is one number, wherever it stands.
    const steps = readFileSync(join(folder, 'a.run/metrics.jsonl'), 'utf8').trimEnd().split('\n')
    for (const step of steps) valid('training-offline-metrics', step, 'schemas')
    valid('training-offline-config', readFileSync(join(folder, 'a.run/config.json'), 'utf8'), 'schemas')
    const text = readFileSync(join(folder, 'a.run/result.json'), 'utf8')
    const result = valid('training-offline-result', text, 'schemas')
    expect(JSON.parse(steps.at(-1) ?? '').effective).toBeCloseTo(result.effective, 6)
    expect(units + heldOut).toBeGreaterThan(150)
    expect(Object.keys(slots)).toEqual(['pocket.follow.strength', 'pocket.snap'])
    await sil([...LEARN, '--out', 'b.slots.json'], { cwd: folder })
    expect(readFileSync(join(folder, 'b.slots.json'), 'utf8')).toBe(
      readFileSync(join(folder, 'a.slots.json'), 'utf8'),
    )
    const performed = await run(
      'score',
      'piece.sil',
      '--bars',
      '2',
      '--slots',
      'a.slots.json',
      '--out',
      'a.json',
    )
    expect(performed.status, performed.stderr).toBe(0)
    expect(performed.stderr).not.toContain('warning')
  })

  it('says that few units are too few', async () => {
    const few = await run(
      'train',
      'piece.sil',
      '--sessions',
      'sessions',
      '--out',
      'c.slots.json',
      '--least-effective',
      '5000',
    )
    expect(few.status).toBe(1)
    expect(few.stderr).toContain('5000 are needed at least')
    expect(existsSync(join(folder, 'c.slots.json'))).toBe(false)
  })

  it('says where what was learned promises nothing: chosen by luck, it would have earned others less', async () => {
    for (const [worth, told] of [
      ['8', true],
      ['60', false],
    ] as const) {
      const out = ['--out', `e-${worth}.slots.json`, '--least-effective', worth, '--caution', '0']
      const found = await run('train', 'piece.sil', '--sessions', 'sessions', ...out)
      const file = JSON.parse(readFileSync(join(folder, `e-${worth}.slots.json`), 'utf8'))
      const { logged, estimate } = JSON.parse(
        readFileSync(join(folder, `e-${worth}.run/result.json`), 'utf8'),
      )
      expect(file.trained.estimate).toBe(estimate)
      expect(found.stderr).toContain(`${estimate.toFixed(4)} ± `)
      expect([worth, estimate < logged]).toEqual([worth, told])
      expect(found.stderr.includes('nothing is promised'), found.stderr).toBe(told)
    }
  })

  it('evaluates what runs as exactly what it earned', async () => {
    const cautious = await run(
      'train',
      'piece.sil',
      '--sessions',
      'sessions',
      '--out',
      'd.slots.json',
      '--least-effective',
      '60',
      '--caution',
      '100',
    )
    expect(cautious.stderr).toContain('nothing was moved')
    const evaluated = await run(
      'evaluate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'd.slots.json',
      '--json',
    )
    expect(evaluated.status, evaluated.stderr).toBe(0)
    const { units, effective, ips, logged } = valid('evaluate', evaluated.stdout)
    // So cautious that nothing was moved.
    expect(effective).toBe(units)
    expect(ips.value).toBe(logged.value)
    const drawn = await run(
      'evaluate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'd.slots.json',
      '--bootstrap',
      '200',
      '--report',
      'd.html',
      '--json',
    )
    const [low, high] = valid('evaluate', drawn.stdout).dr.interval
    const page = readFileSync(join(folder, 'd.html'), 'utf8')
    expect(page).toContain('intervals of 95 % by the bootstrap')
    expect(page).toContain(`± ${((high - low) / 2).toFixed(4)}`)
    const [from, to] = JSON.parse(evaluated.stdout).dr.interval
    expect([low, high]).not.toEqual([from, to])
    expect(Math.abs((high - low) / (to - from) - 1)).toBeLessThan(0.3)
  })

  it('gives a signed verdict, and status 1 where the candidate may not play', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    writeFileSync(join(folder, 'gate.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const judged = await run(
      'gate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'a.slots.json',
      '--key',
      'gate.pem',
      '--out',
      'verdict.json',
      '--json',
    )
    expect(judged.status).toBe(1)
    const { public_key: publicKey, signature, ...said } = valid('gate', judged.stdout)
    expect(said).toMatchObject({ verdict: 'not-enough-data', simulated: true, alpha: 0.05 })
    expect(JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8'))).toEqual(JSON.parse(judged.stdout))
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' })
    const holds = (of: object): boolean =>
      verify(null, Buffer.from(canonicalJson(of)), key, Buffer.from(signature, 'base64'))
    expect(holds(said)).toBe(true)
    expect(holds({ ...said, verdict: 'accept' })).toBe(false)
  })

  it('judges nothing that was never drawn: a slot that scatters where it was frozen', async () => {
    const slots = JSON.parse(readFileSync(join(folder, 'a.slots.json'), 'utf8'))
    writeFileSync(
      join(folder, 'frozen.slots.json'),
      JSON.stringify({ ...slots, sigma: { 'pocket.snap': 0.5 } }),
    )
    writeFileSync(
      join(folder, 'wide.slots.json'),
      JSON.stringify({ ...slots, sigma: { 'pocket.snap': 0.5, 'pocket.follow.strength': 0.02 } }),
    )
    await run(
      'simulate',
      'piece.sil',
      '--players',
      '60',
      '--sessions',
      '3',
      '--bars',
      '4',
      '--slots',
      'frozen.slots.json',
      '--out',
      'frozen',
    )
    for (const command of ['gate', 'evaluate']) {
      const said = await run(command, 'piece.sil', '--sessions', 'frozen', '--slots', 'wide.slots.json')
      expect(said.status, said.stderr).toBe(1)
      expect(said.stderr).toContain('plays what was never drawn')
    }
  })

  it('judges nothing where who is measured may depend on what was played', async () => {
    const piece = PIECE.replace('return_rate(3 days)', 'improvement(within session)')
    writeFileSync(join(folder, 'half.sil'), piece)
    // Of four bars too few beats are heard of some people to be measured.
    await run('simulate', 'half.sil', '--players', '60', '--sessions', '3', '--bars', '4', '--out', 'half')
    const none = await run(
      'train',
      'half.sil',
      '--sessions',
      'half',
      '--out',
      'half.slots.json',
      '--least-effective',
      '20',
    )
    const judged = await run('gate', 'half.sil', '--sessions', 'half', '--slots', 'half.slots.json')
    expect([judged.status, judged.stderr], none.stderr).toEqual([
      1,
      expect.stringMatching(/sessions have no reward/),
    ])
  })

  it('evaluates nothing that nobody drew', async () => {
    const slots = JSON.parse(readFileSync(join(folder, 'a.slots.json'), 'utf8'))
    const sigma = { 'pocket.snap': 1e-300, 'pocket.follow.strength': 1e-300 }
    writeFileSync(join(folder, 'tiny.slots.json'), JSON.stringify({ ...slots, sigma }))
    const said = await run('evaluate', 'piece.sil', '--sessions', 'sessions', '--slots', 'tiny.slots.json')
    expect(said.status).toBe(1)
    expect(said.stderr).toMatch(/plays what (nobody drew|was never drawn)/)
  })

  it('learns from no unit that has two users, and for no reward that is always the same', async () => {
    const rows = linesIn('sessions').map((line) => JSON.parse(line))
    const explored = rows.filter(({ exploration }) => exploration !== null).slice(0, 40)
    for (const log of explored)
      rows.push({ ...log, user_id: 'somebody else', session_id: `${log.session_id} once more` })
    store(
      'mixed',
      rows.map((row) => JSON.stringify(row)),
    )
    const trained = await run(
      'train',
      'piece.sil',
      '--sessions',
      'mixed',
      '--out',
      'e.slots.json',
      '--least-effective',
      '60',
      '--json',
    )
    expect(trained.status, trained.stderr).toBe(0)
    expect(valid('train', trained.stdout).left_out.contradictory).toBe(40)
    const loud = 'train piece.sil --sessions mixed --out e.slots.json --least-effective 60'
    expect((await run(...loud.split(' '))).stderr).toMatch(/many contradict each other: 40 of \d+ sessions/)
    writeFileSync(join(folder, 'same.sil'), PIECE.replace(/reward practice = .*/, 'reward practice = 0.5'))
    const same = await run('train', 'same.sil', '--sessions', 'sessions', '--out', 'f.slots.json')
    expect([same.status, same.stderr]).toEqual([1, expect.stringContaining('nothing to learn for')])
  })

  it('says of each slot what ran and what is to run: choices by how often, and what was not drawn as it stays', async () => {
    const band =
      'bassist bass { line |1/5~ . 5 .| }\npianist keys { comp |. x . x|  voicing learn shell or drop2 }\n'
    writeFileSync(
      join(folder, 'choices.sil'),
      PIECE.replace('player {', `section a { bars 1  chords |C| }\nform a\n${band}player {`),
    )
    const practise = (out: string, ...more: string[]) =>
      run(...`simulate choices.sil --players 40 --sessions 2 --bars 4 --out ${out}`.split(' '), ...more)
    const learned = (out: string, ...more: string[]) =>
      run(
        ...`train choices.sil --sessions ${out} --out ${out}.slots.json --least-effective 8`.split(' '),
        ...more,
      )
    const made = await practise('chosen')
    expect(made.status, made.stderr).toBe(0)
    const first = await learned('chosen')
    expect(first.stderr).toMatch(/keys\.voicing +shell 90 %, drop2 10 % → shell \d+ %, drop2 \d+ %/)
    expect(first.stderr).toMatch(/bass\.line\S+ +1 50 %, 5 50 % +not drawn\n/)
    // What ran is not what is written.
    const file = JSON.parse(readFileSync(join(folder, 'chosen.slots.json'), 'utf8'))
    file.slots['pocket.snap'] = 30
    file.choice_probs['keys.voicing'] = { shell: 0.4, drop2: 0.6 }
    writeFileSync(join(folder, 'ran.slots.json'), JSON.stringify(file))
    await practise('ran', '--slots', 'ran.slots.json')
    const next = await learned('ran', '--json')
    const { slots } = valid('train', next.stdout)
    expect(slots['pocket.snap'].from).toBe(30)
    expect(slots['keys.voicing'].from).toBe('drop2')
    const { from, to } = slots['keys.voicing'].chances
    expect(from).toEqual({ shell: 0.4, drop2: 0.6 })
    expect(to.shell + to.drop2).toBeCloseTo(1, 9)
    expect(slots['pocket.snap']).not.toHaveProperty('chances')
    expect(slots['bass.line[1:1]']).toEqual({ from: [0.5, 0.5], to: [0.5, 0.5] })
  })

  it('says which reward it is about where nobody has, and the piece trains for several', async () => {
    const more =
      'reward minutes = min(session.duration / 1 min, 1)\ntrain minutes { explore 20% unit user-week }\n'
    writeFileSync(join(folder, 'two.sil'), `${PIECE}${more}`)
    const made = await run(...'simulate two.sil --players 20 --sessions 3 --bars 4 --out two'.split(' '))
    expect(made.status, made.stderr).toBe(0)
    for (const command of [
      'train two.sil --sessions two --out two.slots.json',
      'gate two.sil --sessions two --slots a.slots.json --no-ledger',
    ]) {
      const { stderr } = await run(...command.split(' '))
      expect(stderr.match(/trains for minutes and practice: this is about minutes/g)).toHaveLength(1)
      const named = await run(...command.split(' '), '--reward', 'practice')
      expect(named.stderr).not.toContain('trains for')
    }
  })

  it('refuses slots of another piece, a key that is none, and a reward that is not there', async () => {
    writeFileSync(
      join(folder, 'wrong.slots.json'),
      readFileSync(join(folder, 'a.slots.json'), 'utf8').replace(
        /"slot_schema": "[0-9a-f]+"/,
        '"slot_schema": "0"',
      ),
    )
    const gate = (...more: string[]) => run('gate', 'piece.sil', '--sessions', 'sessions', ...more)
    const wrong = await gate('--slots', 'wrong.slots.json')
    expect([wrong.status, wrong.stderr]).toEqual([
      1,
      expect.stringContaining('slot_schema is that of other slots'),
    ])
    writeFileSync(
      join(folder, 'older.slots.json'),
      readFileSync(join(folder, 'a.slots.json'), 'utf8').replace(/"policy": "[0-9a-f]+"/, '"policy": "0"'),
    )
    // As when it is played.
    expect((await gate('--slots', 'older.slots.json', '--no-ledger')).stderr).toContain(
      'warning: older.slots.json: policy is another behaviour',
    )
    const key = await gate('--slots', 'a.slots.json', '--key', 'piece.sil')
    expect([key.status, key.stderr]).toEqual([1, expect.stringContaining('no Ed25519 private key')])
    const reward = await gate('--slots', 'a.slots.json', '--reward', 'fame')
    expect([reward.status, reward.stderr]).toEqual([1, expect.stringContaining('no reward `fame`')])
  })
})
