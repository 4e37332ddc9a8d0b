import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createContext } from '../../cli/context.ts'
import { PIANO_FILE, pianoSamples } from '../../cli/io/piano-samples.ts'
import type { SampleBank } from '../../runtime/audio/samples/bank.ts'
import { makeBeat } from '../../runtime/score/beat.ts'
import { timbreOfText } from '../../runtime/timbre/prompt.ts'
import { repositoryTop, sil, silBinary } from '../harness/sil.ts'

let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-render-')))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) => sil(args, { cwd: folder })
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}

const CLICK = 'tempo 120 bpm\nmetronome click { beat |X x x x| }\n'

/** Left channel of a 32-bit float stereo file that `sil render` wrote. */
function leftOf(name: string): Float32Array {
  const bytes = readFileSync(join(folder, name))
  const data = bytes.subarray(58)
  return Float32Array.from({ length: data.length / 8 }, (_, i) => data.readFloatLE(8 * i))
}

/** Samples at which sound comes after silence. */
function onsets(sound: Float32Array, least: number): readonly number[] {
  const found: number[] = []
  let quiet = Number.POSITIVE_INFINITY
  sound.forEach((x, i) => {
    if (Math.abs(x) < least) quiet++
    else {
      if (quiet > 2400) found.push(i)
      quiet = 0
    }
  })
  return found
}

describe('sil render', () => {
  it('writes a WAV file whose clicks fall on their samples, the same bytes each time', async () => {
    write('click.sil', CLICK)
    const first = await run(
      'render',
      'click.sil',
      '--bars',
      '2',
      '--format',
      'float',
      '--out',
      'a.wav',
      '--json',
    )
    expect(first.stderr).toBe('')
    expect(first.status).toBe(0)
    const validate = new Ajv2020().compile(
      JSON.parse(readFileSync(join(repositoryTop, 'schemas/cli/render.schema.json'), 'utf8')),
    )
    const told: unknown = JSON.parse(first.stdout)
    expect(validate(told), JSON.stringify(validate.errors)).toBe(true)
    expect(told).toMatchObject({ files: ['a.wav'], events: 8 })
    await run('render', 'click.sil', '--bars', '2', '--format', 'float', '--out', 'b.wav')
    expect(readFileSync(join(folder, 'b.wav')).equals(readFileSync(join(folder, 'a.wav')))).toBe(true)
    // The limiter's delay is not in the file: a click at half a second begins at sample 24000.
    const left = leftOf('a.wav')
    for (let beat = 0; beat < 8; beat++) {
      const at = beat * 24000
      // Before it the room still answers the click before; the click itself is a jump.
      expect(Math.abs(left[at] ?? 0), `beat ${beat}`).toBeGreaterThan(4 * Math.abs(left[at - 1] ?? 0))
    }
  })

  it('keeps the swing of the file to one per cent', async () => {
    write(
      'swung.sil',
      'tempo 90 bpm\nswing 62% on 8ths\ndrummer kit { rim |xx xx xx xx| timbre "dry wooden cross-stick" }\n',
    )
    await run('render', 'swung.sil', '--bars', '2', '--format', 'float', '--out', 'swung.wav')
    const found = onsets(leftOf('swung.wav'), 0.02)
    expect(found).toHaveLength(16)
    const beat = (60 / 90) * 48000
    for (let i = 0; i < 16; i += 2) {
      const ratio = ((found[i + 1] ?? 0) - (found[i] ?? 0)) / beat
      expect(Math.abs(ratio - 0.62)).toBeLessThan(0.01)
    }
  })

  it('writes a stem for each member, the click among them', async () => {
    write('two.sil', `${CLICK}drummer kit { kick |x . x .| }\n`)
    const { status } = await run('render', 'two.sil', '--bars', '1', '--stems', '--out', 'two.wav')
    expect(status).toBe(0)
    const files = readdirSync(folder).filter((name) => name.startsWith('two.') && name.endsWith('.wav'))
    expect(files.sort()).toEqual(['two.click.wav', 'two.kit.wav', 'two.wav'])
  })

  it('gives members that differ in capitals only stems that every disk keeps apart', async () => {
    write('twins.sil', `${CLICK}drummer kit { kick |x . x .| }\ndrummer Kit { snare |. x . x| }\n`)
    const { status, stdout } = await run(
      ...['render', 'twins.sil', '--bars', '1', '--stems', '--out', 'twins.wav', '--json'],
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout).files).toEqual([
      'twins.wav',
      'twins.Kit.wav',
      'twins.click.wav',
      'twins.kit-2.wav',
    ])
  })

  it('plays a take, with the count-in', async () => {
    write('click.sil', CLICK)
    write('take.json', '[2.0, 2.5, 3.0, 3.5, 4.0]')
    const { status, stdout } = await run(
      'render',
      'click.sil',
      '--onsets',
      'take.json',
      '--out',
      'take.wav',
      '--json',
    )
    expect(status).toBe(0)
    expect(JSON.parse(stdout).events).toBeGreaterThanOrEqual(12)
  })

  it('says what is odd about a take, as sil perform does', async () => {
    write('click.sil', CLICK)
    write('unsorted.json', '[3, 2, 2.5]')
    write('none.json', '[]')
    const unsorted = await run('render', 'click.sil', '--onsets', 'unsorted.json', '--out', 'u.wav')
    expect(unsorted.stderr).toMatch(/unsorted\.json was not in order/)
    const none = await run('render', 'click.sil', '--onsets', 'none.json', '--out', 'n.wav')
    expect(none.stderr).toMatch(/none\.json holds no onsets/)
  })

  it('writes all of its files or none, and says why', async () => {
    const inside = join(folder, 'inside')
    mkdirSync(join(inside, 'x.click.wav'), { recursive: true })
    write('click.sil', CLICK)
    write('long.sil', `${CLICK}drummer ${'k'.repeat(300)} { kick |x . x .| }\n`)
    for (const [args, expected, says] of [
      [['click.sil', '--out', 'no/such/x.wav'], 3, /folder of no\/such\/x\.wav does not exist/],
      [['click.sil', '--stems', '--out', 'inside/x.wav'], 1, /x\.click\.wav is a folder/],
      [['long.sil', '--stems', '--out', 'inside/y.wav'], 1, /too long/],
      [['click.sil', '--gain', '', '--out', 'inside/x.wav'], 2, /-60 to 24 dB/],
    ] as const) {
      const { status, stderr } = await run('render', ...args, '--bars', '1')
      expect(stderr).toMatch(says)
      expect(status).toBe(expected)
      expect(readdirSync(inside)).toEqual(['x.click.wav'])
    }
  })

  it.skipIf(process.platform === 'win32')('leaves nothing behind when it is stopped', async () => {
    write('click.sil', CLICK)
    const inside = mkdtempSync(join(folder, 'stopped-'))
    const args = [silBinary, 'render', join(folder, 'click.sil'), '--seconds', '10000', '--out', 'x.wav']
    const child = spawn(process.execPath, args, { cwd: inside, stdio: 'ignore' })
    const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)))
    const begun = () => expect(readdirSync(inside)).toHaveLength(1)
    await vi.waitFor(begun, { timeout: 30_000, interval: 20 })
    child.kill('SIGINT')
    expect(await ended).toBe('SIGINT')
    expect(readdirSync(inside)).toEqual([])
  })

  it('gives the last of sixty-four members a channel of its own', async () => {
    const kits = Array.from({ length: 63 }, (_, i) => `drummer d${i} { snare |${i === 62 ? 'x' : '.'}| }`)
    write('many.sil', `${CLICK}${kits.join('\n')}\n`)
    const { status, stderr } = await run(
      'render',
      'many.sil',
      '--seconds',
      '0.4',
      '--stems',
      '--format',
      'float',
      '--out',
      'many.wav',
    )
    expect(status, stderr).toBe(0)
    const peak = (name: string) =>
      leftOf(`many.${name}.wav`).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
    expect(peak('d62')).toBeGreaterThan(0.01)
    for (const silent of ['d13', 'd14', 'd61']) expect(peak(silent)).toBe(0)
  })

  it('says what it needs, and leaves nothing behind', async () => {
    write('click.sil', CLICK)
    for (const [args, says] of [
      [['--out', 'x.wav'], /one of --seconds, --bars and --onsets/],
      [['--bars', '1', '--seconds', '2', '--out', 'x.wav'], /one of --seconds, --bars and --onsets/],
      [['--bars', '1', '--out', 'x.mp3'], /end in \.wav/],
      [['--seconds', '100000', '--out', 'x.wav'], /at most 10800/],
      [['--bars', '1', '--gain', '90', '--out', 'x.wav'], /-60 to 24 dB/],
    ] as const) {
      const { status, stderr } = await run('render', 'click.sil', ...args)
      expect(status, stderr).toBe(2)
      expect(stderr).toMatch(says)
    }
    const { status, stderr } = await run('render', 'missing.sil', '--bars', '1', '--out', 'x.wav')
    expect(status).toBe(1)
    expect(stderr).toMatch(/missing\.sil/)
    expect(existsSync(join(folder, 'x.wav'))).toBe(false)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })
})

describe('the piano of sil render', () => {
  const PIECE = (timbre: string): string =>
    `tempo 120 bpm\npianist keys { comp |x . X .| timbre "${timbre}" }\nform A\nsection A {\n  bars 2\n  chords | Cmaj7 | Fmaj7 |\n}\n`

  /** What the recordings are read from, and what is said of it. */
  function samples(piece: string, file: string): { readonly bank: SampleBank | null; readonly said: string } {
    let said = ''
    const context = { ...createContext({ json: false, seed: null }), err: (text: string) => (said += text) }
    const timbre = timbreOfText(piece)
    const beat = makeBeat({ timestamp: 0, beatNumber: 1, measure: 1, member: 'keys', voice: 'comp', timbre })
    const bank = pianoSamples(context, [beat], [{ name: 'keys', kind: 'pianist' }], file)
    return { bank, said }
  }

  it('comes from recordings, and a felt one from its modes, without a word', async () => {
    for (const timbre of ['grand piano', 'felt piano']) {
      write('piano.sil', PIECE(timbre))
      const { status, stderr } = await run(
        'render',
        'piano.sil',
        '--bars',
        '2',
        '--format',
        'float',
        '--out',
        `${timbre}.wav`,
      )
      expect([status, stderr.split('\n').length]).toEqual([0, 3])
    }
    expect(samples('grand piano', join(repositoryTop, PIANO_FILE)).bank?.pitches).toHaveLength(51)
    expect(samples('felt piano', join(folder, 'not asked for'))).toEqual({ bank: null, said: '' })
  })

  it('is modal, and that is said, when the recordings are missing or broken', () => {
    const whole = readFileSync(join(repositoryTop, PIANO_FILE))
    writeFileSync(join(folder, 'cut.bin'), whole.subarray(0, 1_000_000))
    const flipped = Buffer.from(whole)
    flipped[2_000_000] = (flipped[2_000_000] ?? 0) ^ 1
    writeFileSync(join(folder, 'flipped.bin'), flipped)
    writeFileSync(join(folder, 'other.bin'), 'x'.repeat(100))
    for (const [name, says] of [
      ['missing.bin', /are not there; a modal piano plays instead/],
      ['cut.bin', /cannot be used, it is cut off; a modal piano/],
      ['flipped.bin', /cannot be used, it is damaged/],
      ['other.bin', /cannot be used, it is no file of samples/],
    ] as const) {
      const { bank, said } = samples('grand piano', join(folder, name))
      expect(bank).toBeNull()
      expect(said).toMatch(says)
    }
  })
})
