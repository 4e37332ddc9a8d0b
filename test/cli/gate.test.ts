import { spawn } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../runtime/session/canonical.ts'
import { silBinary } from '../harness/sil.ts'
import { parseStrictly } from '../runtime/report/well-formed.ts'
import { learningFolder, slotsFile, valid } from './learning-folder.ts'

/** Verdicts, what is done with them, and canaries, as a user would go. What the formulas are worth is tested in test/training. */

const { folder, run, store, linesIn } = learningFolder('sil-gate-')
/** These are not worth a hundred, and are to be looked at. */
const FEW = '--least-effective 10'
let privateKey: KeyObject
let publicKey: KeyObject

beforeAll(async () => {
  const made = await run(
    'simulate',
    'piece.sil',
    '--players',
    '80',
    '--sessions',
    '3',
    '--bars',
    '8',
    '--out',
    'sessions',
  )
  if (made.status !== 0) throw new Error(made.stderr)
  const explored = linesIn('sessions').find((line) => JSON.parse(line).exploration !== null) ?? ''
  const write = (name: string, snap: number): void =>
    writeFileSync(
      join(folder, name),
      slotsFile(explored, { 'pocket.follow.strength': 0.5, 'pocket.snap': snap }),
    )
  write('written.slots.json', 20)
  write('moved.slots.json', 28)
  ;({ privateKey, publicKey } = generateKeyPairSync('ed25519'))
  writeFileSync(join(folder, 'gate.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }))
  writeFileSync(join(folder, 'pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
  await run(
    'gate',
    'piece.sil',
    '--sessions',
    'sessions',
    '--slots',
    'moved.slots.json',
    ...FEW.split(' '),
    '--key',
    'gate.pem',
    '--out',
    'verdict.json',
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('results of learning', () => {
  it('never take the place of what they are made from', async () => {
    const learn = ['piece.sil', '--sessions', 'sessions', '--slots', 'moved.slots.json']
    const day = 'sessions/day=2026-01-05.jsonl'
    const kept = ['sessions/manifest.json', day, 'moved.slots.json', 'gate.pem', 'piece.sil']
    const bytes = () => kept.map((name) => readFileSync(join(folder, name), 'base64'))
    const before = bytes()
    for (const [words, ...args] of [
      [/moved\.slots\.json is what --slots names/, 'gate', ...learn, '--out', 'moved.slots.json'],
      [/gate\.pem is what --key names/, 'gate', ...learn, '--key', 'gate.pem', '--report', 'gate.pem'],
      [/sessions\.ledger\.jsonl is the ledger/, 'gate', ...learn, '--out', 'sessions.ledger.jsonl'],
      [/Two results would be written to v\.html/, 'gate', ...learn, '--out', 'v.html', '--report', 'v.html'],
      [
        /manifest\.json is part of the sessions in/,
        'evaluate',
        ...learn,
        '--report',
        'sessions/manifest.json',
      ],
      [/piece\.sil is the piece itself/, 'evaluate', ...learn, '--report', 'piece.sil'],
      [/is part of the sessions in/, 'sessions', 'reward', 'piece.sil', '--store', 'sessions', '--out', day],
      [
        /is part of the sessions in/,
        'train',
        'piece.sil',
        '--sessions',
        'sessions',
        '--out',
        'sessions/manifest.json',
      ],
      [/is the piece itself/, 'train', 'piece.sil', '--simulate', '--out', 'piece.sil'],
      [/Two results/, 'train', 'piece.sil', '--simulate', '--run', 'r', '--out', 'r/report.html'],
    ] as const) {
      const { status, stderr } = await run(...args)
      expect(stderr).toMatch(words)
      expect(status, args.join(' ')).toBe(2)
    }
    expect(bytes()).toEqual(before)
  })

  it('are asked for a folder before anything is learned or judged', async () => {
    const ledger = readFileSync(join(folder, 'sessions.ledger.jsonl'), 'utf8')
    const judged = ['piece.sil', '--sessions', 'sessions', '--slots', 'written.slots.json']
    for (const args of [
      ['train', 'piece.sil', '--simulate', '--run', 'elsewhere', '--out', 'nowhere/x.slots.json'],
      ['train', 'piece.sil', '--sessions', 'sessions', '--run', 'elsewhere', '--out', 'nowhere/x.slots.json'],
      ['gate', ...judged, '--out', 'nowhere/verdict.json'],
      ['evaluate', ...judged, '--report', 'nowhere/page.html'],
    ]) {
      const { status, stderr } = await run(...args)
      expect(stderr).toMatch(/^error: The folder of nowhere\/[a-z.]+ does not exist\.\n$/)
      expect(status).toBe(3)
      expect(existsSync(join(folder, 'elsewhere'))).toBe(false)
    }
    expect(readFileSync(join(folder, 'sessions.ledger.jsonl'), 'utf8')).toBe(ledger)
  })

  it.runIf(existsSync('/proc/self'))(
    'are tried before the work: /proc takes no file, whoever asks',
    async () => {
      for (const args of [
        ['--sessions', 'sessions', '--out', '/proc/x.json'],
        ['--sessions', 'sessions', '--run', '/proc/x', '--out', 'x.slots.json'],
        ['--simulate', '--out', '/proc/x.json'],
      ]) {
        const { status, stderr } = await run('train', 'piece.sil', ...args)
        expect(stderr).toMatch(/^error: (Nothing can be written at|I may not write) \/proc\/x[^\n]*\n$/)
        expect(status, args.join(' ')).toBe(3)
      }
      expect(readdirSync(folder).filter((name) => name.startsWith('.sil-'))).toEqual([])
    },
  )

  it('do not go into a folder that holds something else', async () => {
    const before = readdirSync(join(folder, 'sessions'))
    const learn = ['train', 'piece.sil', '--sessions', 'sessions', '--out', 'x.slots.json']
    const { status, stderr } = await run(...learn, '--run', 'sessions')
    expect([status, stderr]).toEqual([
      1,
      'error: sessions is not empty, and holds no run of sil train.\n  Choose another folder with --run.\n',
    ])
    expect(readdirSync(join(folder, 'sessions'))).toEqual(before)
  })
})

describe('sil gate', () => {
  it('says whether a verdict is genuine and lets it play: what deploy tools ask', async () => {
    const slots = createHash('sha256')
      .update(readFileSync(join(folder, 'written.slots.json')))
      .digest('hex')
    const judged = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8'))
    const { public_key: _, signature: __, ...said } = judged
    const write = (name: string, document: object, by = privateKey): void =>
      writeFileSync(
        join(folder, name),
        JSON.stringify({
          ...document,
          signature: sign(null, Buffer.from(canonicalJson(document)), by).toString('base64'),
        }),
      )
    write('good.json', { ...said, verdict: 'accept', candidate: slots })
    write('refused.json', said)
    write('stranger.json', { ...said, verdict: 'accept' }, generateKeyPairSync('ed25519').privateKey)
    const ask = async (name: string, ...more: string[]) => {
      const { status, stdout } = await run('gate', '--verify', name, '--key', 'pub.pem', '--json', ...more)
      return [status, ...valid('gate-verify', stdout).problems]
    }
    expect(await ask('good.json', '--slots', 'written.slots.json')).toEqual([0])
    expect(await ask('good.json', '--slots', 'piece.sil')).toEqual([
      1,
      expect.stringContaining('another file'),
    ])
    expect(await ask('refused.json')).toEqual([1, expect.stringContaining('"not-enough-data"')])
    expect(await ask('stranger.json')).toEqual([1, expect.stringContaining('not that of this key')])
    const keyless = await run('gate', '--verify', 'good.json')
    expect([keyless.status, keyless.stderr]).toEqual([2, expect.stringContaining('needs --key')])
    // What was said is what was signed.
    const forged = JSON.parse(readFileSync(join(folder, 'good.json'), 'utf8'))
    writeFileSync(join(folder, 'good.json'), JSON.stringify({ ...forged, units: 10 ** 6 }))
    expect(await ask('good.json')).toEqual([1, expect.stringContaining('not that of this key')])
  })

  it('spends what units have once: the same look is free, another is refused, and lines are only added', async () => {
    const look = (...more: string[]) =>
      run(...`gate piece.sil --sessions sessions --slots moved.slots.json ${FEW} --json`.split(' '), ...more)
    const ledger = join(folder, 'sessions.ledger.jsonl')
    const before = readFileSync(ledger, 'utf8')
    expect(before.trimEnd().split('\n')).toHaveLength(1)
    valid('gate-ledger', before, 'schemas')
    const again = valid('gate', (await look()).stdout)
    expect(again.ledger).toEqual({ before: 0, spent: 0.05, left: 0, tried: 1 })
    const other = await look('--seed', '9')
    expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('0 is left')])
    expect(readFileSync(ledger, 'utf8')).toBe(before)
    expect(valid('gate', (await look('--seed', '9', '--no-ledger')).stdout).ledger).toBe(null)
    // The same sessions under another name are looked at by another ledger: that is what --sessions is trusted for.
    store('shared', linesIn('sessions'))
    const shared = async (...more: string[]) => {
      const { status, stdout, stderr } = await run(
        'gate',
        'piece.sil',
        '--sessions',
        'shared',
        '--slots',
        'moved.slots.json',
        ...FEW.split(' '),
        '--json',
        ...more,
      )
      return stdout.includes('"ledger"') ? valid('gate', stdout).ledger : [status, stderr]
    }
    expect(await shared('--spend', '0.2')).toEqual([1, expect.stringContaining('more than the α of 0.05')])
    expect(await shared('--spend', '0.02')).toEqual({ before: 0, spent: 0.02, left: 0.03, tried: 1 })
    expect(await shared('--spend', '0.02', '--seed', '2')).toEqual({
      before: 0.02,
      spent: 0.02,
      left: 0.01,
      tried: 1,
    })
    expect(await shared('--spend', '0.02', '--seed', '3')).toEqual([
      1,
      expect.stringContaining('0.01 is left'),
    ])
    writeFileSync(join(folder, 'shared.ledger.jsonl'), '{"version":1,\n')
    expect(await shared()).toEqual([1, expect.stringContaining('line 1 is no JSON')])
  })

  it('costs nothing where there are too few units: their α is untouched, and nothing of what they earned is said', async () => {
    store('early', linesIn('sessions'))
    const ask = (...more: string[]) =>
      run(
        ...'gate piece.sil --sessions early --slots moved.slots.json --report early.html'.split(' '),
        ...more,
      )
    const early = valid('gate', (await ask('--json')).stdout)
    expect(early).toMatchObject({
      verdict: 'not-enough-data',
      looked: false,
      gain: { estimate: 0, lower: -1, upper: 1 },
      control: { shuffles: 0 },
      ledger: { before: 0, spent: 0, left: 0.05, tried: 1 },
    })
    const { stderr } = await ask()
    expect(stderr).toMatch(/What \d+ units of \d+ people earned was not looked at, and nothing/)
    expect(stderr).not.toContain('gain')
    expect(readFileSync(join(folder, 'early.html'), 'utf8')).not.toContain('Four estimates')
    expect(existsSync(join(folder, 'early.ledger.jsonl'))).toBe(false)
    // A ledger that is not there yet has its place.
    const taken = await ask('--out', 'early.ledger.jsonl')
    expect([taken.status, taken.stderr]).toEqual([2, expect.stringContaining('is the ledger of early')])
    // What is there is counted all the same.
    await ask(...FEW.split(' '))
    expect((await ask()).stderr).toContain('nothing more of their α is spent: 0.05 was before, 0 is left.')
    expect(valid('gate', (await ask('--json')).stdout).ledger).toEqual({
      before: 0.05,
      spent: 0,
      left: 0,
      tried: 1,
    })
  })

  it('draws pages that load nothing and stand in their files whole', async () => {
    const judged = await run(
      'gate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'written.slots.json',
      '--no-ledger',
      '--report',
      'gate.html',
    )
    expect(judged.stderr).toContain('gate.html')
    await run(
      'evaluate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'written.slots.json',
      '--report',
      'evaluate.html',
    )
    for (const [name, words] of [
      ['gate.html', 'It may not play.'],
      ['evaluate.html', 'Four estimates side by side'],
    ] as const) {
      const page = parseStrictly(readFileSync(join(folder, name), 'utf8'))
      expect(page.text).toContain(words)
      for (const id of page.references) expect(page.ids).toContain(id)
      expect(new Set(page.ids).size).toBe(page.ids.length)
      for (const tag of ['script', 'img', 'link', 'iframe']) expect(page.elements.has(tag)).toBe(false)
    }
  })

  it('refuses sessions that other slots than those named played, and rows that are missing by what was drawn', async () => {
    const against = await run(
      'gate',
      'piece.sil',
      '--sessions',
      'sessions',
      '--slots',
      'written.slots.json',
      '--against',
      'moved.slots.json',
    )
    expect([against.status, against.stderr]).toEqual([
      1,
      expect.stringContaining('not drawn from moved.slots.json'),
    ])
    const kept = linesIn('sessions').filter((line) => {
      const { exploration } = JSON.parse(line)
      return exploration === null || exploration.z[0] < exploration.mean[0] + 0.3 * exploration.sigma[0]
    })
    store('lost', kept)
    const lost = await run('gate', 'piece.sil', '--sessions', 'lost', '--slots', 'written.slots.json')
    expect([lost.status, lost.stderr]).toEqual([
      1,
      expect.stringContaining('rows are missing by what was drawn'),
    ])
  })

  it('watches a canary: of both arms, once for cron, and knows a lot that is another', async () => {
    await run(
      'simulate',
      'piece.sil',
      '--players',
      '24',
      '--sessions',
      '2',
      '--bars',
      '4',
      '--slots',
      'moved.slots.json',
      '--out',
      'arm',
      '--seed',
      '8',
    )
    const arms = [
      ...linesIn('sessions').filter((line) => !line.includes('"player-00002')),
      ...linesIn('arm').filter((line) => line.includes('"player-00002')),
    ]
    store('canary', arms)
    const watch = (share: string, ...more: string[]) =>
      run(
        'gate',
        'piece.sil',
        '--watch',
        'canary',
        '--slots',
        'moved.slots.json',
        '--share',
        share,
        '--once',
        '--json',
        ...more,
      )
    const looked = await watch('5%')
    expect(looked.status, looked.stderr).toBe(0)
    const said = valid('gate-watch', looked.stdout)
    expect(said).toMatchObject({ verdict: 'not-yet', share: 0.05, simulated: true })
    expect(said.candidates).toBeGreaterThan(0)
    expect(said.units).toBeGreaterThan(said.candidates)
    // Without --once it goes on looking, says nothing twice, and ends at Ctrl-C.
    const child = spawn(
      process.execPath,
      [
        silBinary,
        'gate',
        'piece.sil',
        '--watch',
        'canary',
        '--slots',
        'moved.slots.json',
        '--every',
        '1',
        '--json',
      ],
      { cwd: folder },
    )
    let told = ''
    child.stdout.on('data', (bytes) => {
      told += String(bytes)
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    await expect.poll(() => told, { timeout: 20_000 }).toContain('\n')
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(told).toBe(looked.stdout)
    const off = await watch('90%')
    expect([off.status, off.stderr]).toEqual([1, expect.stringContaining('which is not --share 90%')])
    const same = await run(
      'gate',
      'piece.sil',
      '--watch',
      'canary',
      '--slots',
      'moved.slots.json',
      '--against',
      'moved.slots.json',
      '--once',
    )
    expect([same.status, same.stderr]).toEqual([1, expect.stringContaining('nothing to watch')])
    store('canary-lost', [
      ...arms.filter((line) => {
        const { exploration } = JSON.parse(line)
        return exploration === null || exploration.z[0] < exploration.mean[0] + 0.3 * exploration.sigma[0]
      }),
      'no row',
    ])
    const lost = await run(
      ...'gate piece.sil --watch canary-lost --slots moved.slots.json --share 5% --once'.split(' '),
    )
    expect([lost.status, lost.stderr]).toEqual([
      1,
      expect.stringContaining('rows are missing by what was drawn'),
    ])
    // Sessions that come twice say nothing twice.
    store('canary-twice', [...arms, ...arms])
    const twice = await run(
      ...'gate piece.sil --watch canary-twice --slots moved.slots.json --share 5% --once --json'.split(' '),
    )
    const { rejected: doubled, ...once } = valid('gate-watch', twice.stdout)
    expect(doubled).toEqual({ duplicate: arms.length })
    expect({ ...once, rejected: {} }).toEqual(said)
    // What did not count is told.
    store('canary-holed', [...arms, 'no row', `${arms[0]}`])
    const holed = await run(
      ...'gate piece.sil --watch canary-holed --slots moved.slots.json --share 5% --once'.split(' '),
    )
    expect(holed.stderr).toContain('set aside 1: not JSON')
    const { rejected, left_out } = valid('gate-watch', (await watch('5%')).stdout)
    expect([rejected, left_out.contradictory]).toEqual([{}, 0])
    const none = await run('gate', 'piece.sil', '--watch', 'nowhere', '--slots', 'moved.slots.json', '--once')
    expect([none.status, none.stderr]).toEqual([1, expect.stringContaining('holds no sessions')])
  })
})
