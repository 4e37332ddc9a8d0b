import { spawn } from 'node:child_process'
import {
  existsSync,
  lstatSync,
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
import { keptSil } from '../harness/kept-sil.ts'
import { link } from '../harness/links.ts'
import { repositoryTop, sil, silBinary } from '../harness/sil.ts'

const kept = keptSil()
let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-render-')))
})
afterAll(() => rmSync(folder, { recursive: true }))

const run = (...args: string[]) => kept(args, { cwd: folder })
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
    await sil(['render', 'click.sil', '--bars', '2', '--format', 'float', '--out', 'b.wav'], { cwd: folder })
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

  const told = async (file: string, ...more: readonly string[]) => {
    const { status, stdout, stderr } = await run('render', file, ...more, '--json')
    expect(status, stderr).toBe(0)
    return JSON.parse(stdout)
  }
  const kit = (level: number): string =>
    `tempo 120 bpm\ndrummer kit {\n  kick |x.x.|\n  snare |.x.x|\n  level ${level} dB\n}\n`

  it.each([-19, -24, -40])('makes a band at %s dB as loud as it may', async (level) => {
    write('soft.sil', kit(level))
    const { gain_db, loudness_lufs } = await told('soft.sil', '--bars', '4', '--out', 'soft.wav')
    expect(gain_db).toBeCloseTo(12, 5)
    write('softer.sil', kit(level - 6))
    const softer = await told('softer.sil', '--bars', '4', '--out', 'softer.wav')
    expect(loudness_lufs - softer.loudness_lufs).toBeCloseTo(6, 0)
  })

  it('decides the level from the whole piece, and measures what it wrote from start to end', {
    timeout: 60_000,
  }, async () => {
    const piece = (first: string): string =>
      `tempo 120 bpm\ndrummer kit {\n  kick |x.x.|\n  snare |.x.x|\n}\nform A, B\nsection A {\n  bars 31\n  ${first}\n}\nsection B { bars 8 }\n`
    write('even.sil', piece(''))
    const even = await told('even.sil', '--bars', '39', '--out', 'even.wav')
    for (const [name, first] of [
      ['muted', 'mute kit'],
      ['soft', 'kit.level -30 dB'],
    ] as const) {
      write(`${name}.sil`, piece(first))
      const late = await told(`${name}.sil`, '--bars', '39', '--out', `${name}.wav`)
      expect(Math.abs(late.gain_db - even.gain_db), name).toBeLessThan(1)
      expect(Math.abs(late.loudness_lufs - even.loudness_lufs), name).toBeLessThan(1.5)
    }
  })

  it('says "silence" only where nothing sounds', async () => {
    write('click.sil', CLICK)
    write('nothing.sil', 'tempo 120 bpm\ndrummer kit { kick |....| }\n')
    const short = await run('render', 'click.sil', '--seconds', '0.3', '--out', 'short.wav')
    expect(short.stderr).toMatch(/1 events, too short or too soft to measure, peak -\d+\.\d dBFS/)
    const nothing = await run('render', 'nothing.sil', '--bars', '1', '--out', 'nothing.wav')
    expect(nothing.stderr).toMatch(/0 events, silence\n/)
  })

  it('lowers all stems alike where one would clip, and says so', async () => {
    write('loud.sil', `${CLICK}drummer kit { kick |x . x .| }\n`)
    const loud = (format: string, gain: string) => {
      const args = ['--bars', '1', '--stems', '--format', format, '--gain', gain, '--out', 'loud.wav']
      return run('render', 'loud.sil', ...args, '--json')
    }
    const validate = new Ajv2020().compile(
      JSON.parse(readFileSync(join(repositoryTop, 'schemas/cli/render.schema.json'), 'utf8')),
    )
    // Floats hold what is above full scale: they are left as they are, and tell how high the stems are.
    const free = await loud('float', '18')
    const peaks = ['click', 'kit'].map((name) =>
      leftOf(`loud.${name}.wav`).reduce((most, x) => Math.max(most, Math.abs(x)), 0),
    )
    const highest = Math.max(...peaks)
    expect(highest).toBeGreaterThan(1)
    expect(JSON.parse(free.stdout).stem_gain_db).toBe(JSON.parse(free.stdout).gain_db)
    const whole = await loud('24', '18')
    const { gain_db, stem_gain_db, ...rest } = JSON.parse(whole.stdout)
    expect(validate({ gain_db, stem_gain_db, ...rest }), JSON.stringify(validate.errors)).toBe(true)
    expect(gain_db - stem_gain_db).toBeCloseTo(20 * Math.log10(highest) + 1.25, 1)
    ;['click', 'kit'].forEach((name, i) => {
      const bytes = readFileSync(join(folder, `loud.${name}.wav`)).subarray(44)
      let peak = 0
      for (let at = 0; at + 6 <= bytes.length; at += 6)
        peak = Math.max(peak, Math.abs(bytes.readIntLE(at, 3)))
      const expected = (peaks[i] ?? 0) * 10 ** ((stem_gain_db - gain_db) / 20)
      expect(peak / 2 ** 23).toBeCloseTo(expected, 4)
    })
    const said = await run('render', 'loud.sil', '--bars', '1', '--stems', '--gain', '18', '--out', 'l.wav')
    expect(said.stderr).toMatch(/stems lowered by \d+\.\d dB, all alike: one of them would have clipped/)
    const soft = await run('render', 'loud.sil', '--bars', '1', '--stems', '--gain', '-20', '--out', 'l.wav')
    expect(soft.stderr).not.toMatch(/lowered/)
  })

  it('fades what still rings where --seconds cuts it', async () => {
    write('ride.sil', 'tempo 120 bpm\ndrummer kit { ride |X X X X| }\n')
    const args = ['--format', 'float', '--stems', '--gain', '0']
    await run('render', 'ride.sil', '--seconds', '1.9', ...args, '--out', 'cut.wav')
    await run('render', 'ride.sil', '--seconds', '2', ...args, '--out', 'more.wav')
    const cut = leftOf('cut.kit.wav')
    const more = leftOf('more.kit.wav')
    const most = (sound: Float32Array, from: number, to: number): number =>
      sound.subarray(from, to).reduce((peak, x) => Math.max(peak, Math.abs(x)), 0)
    const end = 1.9 * 48000
    expect(cut).toHaveLength(end)
    expect(most(more, end - 10, end)).toBeGreaterThan(1e-3)
    expect(most(cut, end - 10, end)).toBeLessThan(1e-2 * most(more, end - 480, end))
    expect(most(leftOf('cut.wav'), end - 10, end)).toBeLessThan(1e-3)
    // 20 ms before the cut it is as it was, but for the one gain of the piece.
    const at = end - 960 - 4800
    const ratio = most(cut, at, at + 4800) / most(more, at, at + 4800)
    for (let n = at; n < at + 4800; n++) expect(cut[n]).toBeCloseTo(ratio * (more[n] ?? 0), 5)
  })

  it('lets what rings longer than the piece’s tail die away, and never breaks it off', async () => {
    write('gong.sil', 'tempo 120 bpm\ndrummer kit { ride |X . . .|  timbre "very long ringing gong" }\n')
    const args = ['--format', 'float', '--stems', '--gain', '0']
    await run('render', 'gong.sil', '--bars', '1', ...args, '--out', 'gong.wav')
    const most = (sound: Float32Array, from: number, to: number): number =>
      sound.subarray(from, to).reduce((peak, x) => Math.max(peak, Math.abs(x)), 0)
    for (const name of ['gong.wav', 'gong.kit.wav']) {
      const sound = leftOf(name)
      const end = sound.length
      // It still rings a second before the end, and has gone by then, without a step on the way.
      expect(most(sound, end - 49_000, end - 48_000), name).toBeGreaterThan(0.01)
      expect(most(sound, end - 480, end), name).toBeLessThan(1e-4)
      for (let at = end - 48_000; at + 9600 <= end; at += 4800)
        expect(most(sound, at + 4800, at + 9600), name).toBeLessThan(most(sound, at, at + 4800))
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
    write('ms.json', '[1, 22, 43, 64]')
    const unit = await run('perform', 'click.sil', '--onsets', 'ms.json', '--out', 'm')
    expect(unit.stderr).toMatch(/ms\.json: its onsets lie 21 s apart\. Times are in seconds; are these milli/)
    expect(unsorted.stderr).not.toMatch(/milliseconds/)
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

  it('writes where a link leads, and takes a name as long as the disk does', async () => {
    write('click.sil', CLICK)
    mkdirSync(join(folder, 'sounds'))
    link('sounds/real.wav', join(folder, 'link.wav'))
    const long = `${'x'.repeat(245)}.wav`
    for (const out of ['link.wav', long]) {
      const { status, stderr } = await run('render', 'click.sil', '--seconds', '0.5', '--out', out)
      expect(status, stderr).toBe(0)
    }
    expect(lstatSync(join(folder, 'link.wav')).isSymbolicLink()).toBe(true)
    expect(readdirSync(join(folder, 'sounds'))).toEqual(['real.wav'])
    expect(existsSync(join(folder, long))).toBe(true)
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
