/**
 * `npm run learn`: from simulated players to a verdict, and whether it is true. Nothing but `sil` is called: players explore, slots are
 * learned from half of them, judged by the other half, and played to people that nobody has seen, where what they earn is
 * counted. Beside it three controls: rewards dealt out anew, and two candidates that must be refused.
 *
 *   --players N   who is learned from and who judges (default 20,000; twenty minutes on a core of its own)
 *   --fresh N     who hears the result (default: half as many)
 *   --out DIR     where everything is kept (default out/learn); a step whose file is there is not done again
 *
 * Ends with status 1 where the learned slots are not better, an interval misses the truth, or a control passes.
 */
import { spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { install, isInstalled } from './installed.mjs'
import { ownEnvironment, ownNode, top } from './own-node.mjs'

const PIECE = join(top, 'bench', 'pieces', 'learn.sil')
const PLAYERS = 20_000
const SESSIONS = 5
const BARS = 12

/** The timbre of the first beat: nobody in the simulation hears it. */
const NULL_MOVE = { accent: 0.5 }
/**
 * Slower, which fills more minutes, and after every onset: band and player lose each other. 1.1 σ from what is logged, so that the
 * gate can know.
 */
const HARM_MOVE = { tempo: 28, 'pocket.follow': 65, 'pocket.adapt': 0.6, 'pocket.follow.strength': 0.6 }

let out = ''

try {
  const options = readOptions()
  out = options.out
  mkdirSync(out, { recursive: true })
  if (!isInstalled(top)) install(top)
  build()
  const report = learn(options)
  write('table.json', report)
  console.log(`\n${tableOf(report)}\n`)
  process.exitCode = report.checks.every(({ holds }) => holds) ? 0 : 1
} catch (error) {
  console.error(`learn: ${error.message}`)
  process.exitCode = error.status ?? 3
}

function readOptions() {
  let values
  try {
    values = parseArgs({
      options: { players: { type: 'string' }, fresh: { type: 'string' }, out: { type: 'string' } },
    }).values
  } catch (error) {
    throw Object.assign(error, { status: 2 })
  }
  const players = count(values.players ?? String(PLAYERS), '--players')
  const fresh = count(values.fresh ?? String(Math.ceil(players / 2)), '--fresh')
  return { players, fresh, out: values.out ?? join(top, 'out', 'learn') }
}

function count(text, name) {
  if (!/^[1-9]\d{0,7}$/.test(text))
    throw Object.assign(new Error(`${name} ${text} is no whole number from 1 on`), { status: 2 })
  return Number(text)
}

function learn({ players, fresh }) {
  const began = { players, fresh, sessions: SESSIONS, bars: BARS }
  // What was made of another piece or of other candidates is no part of this run.
  const piece = createHash('sha256').update(readFileSync(PIECE)).digest('hex')
  const settings = { ...began, piece, null: NULL_MOVE, harm: HARM_MOVE }
  const kept = file('settings.json')
  if (existsSync(kept) && JSON.stringify(read('settings.json')) !== JSON.stringify(settings))
    throw Object.assign(
      new Error(
        `${relative('.', out)} holds a run of other numbers, or of another piece: delete it, or choose another --out`,
      ),
      { status: 2 },
    )
  write('settings.json', settings)
  const took = existsSync(file('took.json')) ? read('took.json') : {}
  const timed = (name, made, act) => {
    if (existsSync(file(made))) return
    console.error(`— ${name}`)
    const start = Date.now()
    act()
    took[name] = Math.round((Date.now() - start) / 1000)
    write('took.json', took)
  }
  const simulate = (name, store, seed, people, slots) =>
    timed(name, store, () =>
      sil(
        'simulate',
        PIECE,
        '--players',
        people,
        '--sessions',
        SESSIONS,
        '--bars',
        BARS,
        '--seed',
        seed,
        '--out',
        file(store),
        ...(slots === null ? [] : ['--slots', file(slots)]),
      ),
    )
  const from = ['--sessions', file('sessions')]

  simulate('simulate, exploring', 'sessions', 1, players, null)
  timed('train', 'learned.slots.json', () =>
    sil('train', PIECE, ...from, '--out', file('learned.slots.json')),
  )
  const learned = read('learned.slots.json')
  const written = { ...learned, slots: writtenSlots(), trained: null }
  write('written.slots.json', written)
  write('null.slots.json', moved(written, NULL_MOVE))
  write('harm.slots.json', moved(written, HARM_MOVE))
  timed('evaluate', 'evaluate.json', () =>
    keep(
      sil(
        'evaluate',
        PIECE,
        ...from,
        '--slots',
        file('learned.slots.json'),
        '--report',
        file('evaluate.html'),
        '--json',
      ),
      'evaluate.json',
    ),
  )
  makeKey()
  timed('gate', 'verdict.json', () =>
    sil(
      'gate',
      PIECE,
      ...from,
      '--slots',
      file('learned.slots.json'),
      '--key',
      file('gate.pem'),
      '--report',
      file('verdict.html'),
      '--out',
      file('verdict.json'),
    ),
  )
  for (const name of ['null', 'harm'])
    timed(`gate, ${name} candidate`, `${name}.verdict.json`, () =>
      sil(
        'gate',
        PIECE,
        ...from,
        '--slots',
        file(`${name}.slots.json`),
        '--no-ledger',
        '--report',
        file(`${name}.html`),
        '--out',
        file(`${name}.verdict.json`),
      ),
    )
  for (const name of ['written', 'learned', 'harm']) {
    simulate(`simulate fresh people, ${name}`, `fresh-${name}`, 2, fresh, `${name}.slots.json`)
    for (const reward of name === 'learned' ? ['practice'] : ['practice', 'minutes', 'loyalty'])
      timed(`measure ${reward}, ${name}`, `${name}.${reward}.json`, () =>
        keep(
          sil(
            'evaluate',
            PIECE,
            '--sessions',
            file(`fresh-${name}`),
            '--slots',
            file(`${name}.slots.json`),
            '--reward',
            reward,
            '--everyone',
            '--json',
          ),
          `${name}.${reward}.json`,
        ),
      )
  }
  return reportOf(began, took)
}

function reportOf(settings, took) {
  const evaluation = read('evaluate.json')
  const verdicts = Object.fromEntries(
    [
      ['learned', 'verdict.json'],
      ['null', 'null.verdict.json'],
      ['harm', 'harm.verdict.json'],
    ].map(([name, at]) => [name, read(at)]),
  )
  const truth = (name, reward = 'practice') => read(`${name}.${reward}.json`).logged
  const minus = (a, b) => {
    const half = Math.hypot(...[a, b].map(({ interval: [low, high] }) => (high - low) / 2))
    return { value: a.value - b.value, interval: [a.value - b.value - half, a.value - b.value + half] }
  }
  const gain = minus(truth('learned'), truth('written'))
  const within = (value, [low, high]) => value >= low && value <= high
  // The truth is counted, and scatters, too: the two must be one within what both may be off.
  const apart = minus(evaluation.dr, truth('learned'))
  const harm = {
    practice: minus(truth('harm'), truth('written')),
    minutes: minus(truth('harm', 'minutes'), truth('written', 'minutes')),
    loyalty: minus(truth('harm', 'loyalty'), truth('written', 'loyalty')),
  }
  const isHarm = harm.minutes.interval[0] > 0 && harm.loyalty.interval[1] < 0
  // Not for want of a gain that would have been seen: it is known to break its guard.
  const hurts = verdicts.harm.guards['return_rate(3 days)']
  const isKnown = verdicts.harm.verdict === 'refuse' && hurts.upper < hurts.floor
  const checks = [
    { what: 'the learned slots are better, on people that nobody has seen', holds: gain.interval[0] > 0 },
    {
      what: 'the interval of the doubly robust estimate and that of the truth agree',
      holds: within(0, apart.interval),
    },
    {
      what: 'the gate’s “at least” is not above the truth',
      holds: verdicts.learned.gain.lower <= gain.interval[1],
    },
    { what: 'the learned slots may play', holds: verdicts.learned.verdict === 'accept' },
    {
      what: 'shuffled rewards are not accepted more often than by luck',
      holds: verdicts.learned.control.accepted <= verdicts.learned.control.most,
    },
    { what: 'the null candidate is refused', holds: verdicts.null.verdict === 'refuse' },
    {
      what: 'what helps sessions and hurts return, on fresh people, is refused for that',
      holds: isHarm && isKnown,
    },
  ]
  return {
    version: 1,
    settings,
    took,
    slots: {
      written: read('written.slots.json').slots,
      learned: read('learned.slots.json').slots,
      null: read('null.slots.json').slots,
      harm: read('harm.slots.json').slots,
    },
    estimates: {
      logged: evaluation.logged,
      dm: evaluation.dm,
      ips: evaluation.ips,
      snips: evaluation.snips,
      dr: evaluation.dr,
      units: evaluation.units,
      effective: evaluation.effective,
    },
    verdicts: Object.fromEntries(
      Object.entries(verdicts).map(([name, { verdict, reasons, gain: g, guards, control, power }]) => [
        name,
        { verdict, reasons, gain: g, guards, control, power },
      ]),
    ),
    truth: {
      written: truth('written'),
      learned: truth('learned'),
      gain,
      harm,
    },
    checks,
  }
}

function tableOf({ settings, took, estimates, truth, verdicts, checks }) {
  const number = ({ value, interval: [low, high] }) =>
    `${value.toFixed(4)} ± ${((high - low) / 2).toFixed(4)}`
  const signedNumber = (one) => `${one.value >= 0 ? '+' : ''}${number(one)}`
  const rows = [
    [`${settings.players} players, ${settings.sessions} sessions each; ${settings.fresh} fresh people`, ''],
    ['as logged, held-out half', number(estimates.logged)],
    ...['dm', 'ips', 'snips', 'dr'].map((name) => [
      `learned, ${name.toUpperCase()}`,
      number(estimates[name]),
    ]),
    ['learned, on fresh people (the truth)', number(truth.learned)],
    ['as written, on fresh people', number(truth.written)],
    ['gain, true', signedNumber(truth.gain)],
    [
      'gain, the gate',
      `${verdicts.learned.gain.estimate.toFixed(4)}, at least ${verdicts.learned.gain.lower.toFixed(4)}`,
    ],
    ['harm candidate, true: minutes', signedNumber(truth.harm.minutes)],
    ['harm candidate, true: return within 3 days', signedNumber(truth.harm.loyalty)],
    ...Object.entries(verdicts).map(([name, { verdict, reasons }]) => [
      `verdict, ${name}`,
      [verdict, ...reasons].join('; '),
    ]),
    [
      'shuffled rewards',
      `${verdicts.learned.control.accepted} of ${verdicts.learned.control.shuffles} accepted`,
    ],
    ['took', `${Math.round(Object.values(took).reduce((sum, one) => sum + one, 0) / 60)} minutes`],
  ]
  const wide = Math.max(...rows.map(([name]) => name.length))
  return [
    ...rows.map(([name, value]) => `${name.padEnd(wide)}  ${value}`.trimEnd()),
    '',
    ...checks.map(({ what, holds }) => `${holds ? 'pass' : 'FAIL'}  ${what}`),
    '',
    ...(settings.players < PLAYERS
      ? [`From fewer than ${PLAYERS} players a FAIL may say no more than that there was too little to know.`]
      : []),
    `${relative('.', file('verdict.html'))} and ${relative('.', file('evaluate.html'))} show it; table.json holds the numbers.`,
  ].join('\n')
}

/** Slots as the piece has them, by the program that knows. */
function writtenSlots() {
  const compiled = join(out, 'compiled')
  if (!existsSync(compiled)) sil('compile', PIECE, '--out', compiled)
  const { slots } = JSON.parse(readFileSync(join(compiled, 'learn.policy.json'), 'utf8'))
  return Object.fromEntries(slots.map((slot) => [slot.name, slot.default]))
}

function moved(slots, move) {
  for (const name of Object.keys(move))
    if (!Object.hasOwn(slots.slots, name)) throw new Error(`the piece has no slot ${name}`)
  return { ...slots, slots: { ...slots.slots, ...move } }
}

function makeKey() {
  if (existsSync(file('gate.pem'))) return
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(file('gate.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  writeFileSync(file('gate.pub.pem'), publicKey.export({ type: 'spki', format: 'pem' }))
}

function build() {
  const done = spawnSync(ownNode(), [join(top, 'scripts', 'build', 'main.ts'), '--bundles'], {
    cwd: top,
    env: ownEnvironment(),
    encoding: 'utf8',
  })
  if (done.status !== 0)
    throw new Error(`the build ended with status ${done.status}\n${done.stdout}${done.stderr}`)
}

/** What `sil` writes on stdout; its progress goes where ours goes. A gate that refuses ends with 1, and is no failure here. */
function sil(command, ...args) {
  const done = spawnSync(ownNode(), [join(top, 'dist', 'cli', 'sil.js'), command, ...args.map(String)], {
    cwd: top,
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  if (done.error) throw done.error
  if (done.signal !== null)
    throw Object.assign(new Error(`sil ${command} was stopped; the same command goes on from here`), {
      status: 130,
    })
  if (done.status !== 0 && !(command === 'gate' && done.status === 1))
    throw new Error(`sil ${command} ended with status ${done.status}`)
  return done.stdout
}

function file(name) {
  return join(out, name)
}

function read(name) {
  return JSON.parse(readFileSync(file(name), 'utf8'))
}

/** Whole or not at all: a file that is there is a step that is done. */
function write(name, value) {
  keep(`${JSON.stringify(value, null, 2)}\n`, name)
}

function keep(text, name) {
  writeFileSync(file(`${name}.partial`), text)
  renameSync(file(`${name}.partial`), file(name))
}
