import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pluckedTake } from '../../bench/onsets/takes.ts'
import { HEADS, RESERVED } from '../../language/vocabulary.ts'
import { glossary, meaningsOf } from '../../lsp/service/glossary.ts'
import { wavBytes } from '../../runtime/audio/wav.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { link } from '../harness/links.ts'
import { repositoryTop, sil, silBinary } from '../harness/sil.ts'

const ajv = new Ajv2020({ strict: false, allErrors: true })

const validators = new Map<string, ValidateFunction>()

function validator(schema: string): ValidateFunction {
  const known = validators.get(schema)
  if (known !== undefined) return known
  const path = join(repositoryTop, 'schemas', `${schema}.schema.json`)
  const made = ajv.compile(JSON.parse(readFileSync(path, 'utf8')))
  validators.set(schema, made)
  return made
}

/** Parses the text and holds it to a published schema. */
// biome-ignore lint/suspicious/noExplicitAny: the schema is the type
function valid(schema: string, text: string): any {
  const value: unknown = JSON.parse(text)
  const validate = validator(schema)
  expect(validate(value), `${schema}: ${JSON.stringify(validate.errors, null, 1)}`).toBe(true)
  return value
}

let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-commands-')))
  cpSync(join(repositoryTop, 'examples'), join(folder, 'examples'), { recursive: true })
})
afterAll(() => rmSync(folder, { recursive: true }))

const kept = keptSil()
const run = (...args: string[]) => kept(args, { cwd: folder })
/** In a process of its own: for what begins or ends one, and for what is to be the same in another. */
const runAlone = (...args: string[]) => sil(args, { cwd: folder })
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}

const CLICK = 'tempo 120 bpm\nmetronome click { beat |X x x x| }\n'

describe('sil', () => {
  it('prints help with examples, and its version', async () => {
    for (const command of [
      'new',
      'check',
      'fmt',
      'explain',
      'compile',
      'score',
      'perform',
      'render',
      'test',
      'follow',
      'studio',
    ]) {
      const { status, stdout } = await run(command, '--help')
      expect(status, command).toBe(0)
      expect(stdout).toMatch(new RegExp(`Examples:\\n {2}\\$ sil ${command}`))
    }
    const { stdout } = await runAlone('--version')
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    for (const args of [
      ['--version', '--json'],
      ['--json', '-V'],
    ]) {
      const answer = await run(...args)
      expect(answer.status).toBe(0)
      expect(valid('cli/version', answer.stdout)).toEqual({ version: 1, silencio: stdout.trim() })
    }
  })

  it('takes --seed with every command, also where nothing is random', async () => {
    write('click.sil', CLICK)
    for (const args of [
      ['check', 'click.sil'],
      ['fmt', '--check', 'click.sil'],
      ['explain', '104'],
      ['compile', 'click.sil', '--out', 'seeded'],
      ['new', 'seeded-band'],
      ['timbre', 'near', 'kick'],
      ['sessions', 'stats', 'nowhere'],
    ]) {
      const { status, stderr } = await run(...args, '--seed', '7')
      expect(status, stderr).not.toBe(2)
    }
    for (const command of ['new', 'check', 'fmt', 'explain', 'compile', 'follow', 'studio', 'lsp'])
      expect((await run(command, '--help')).stdout).toMatch(/--seed <n>/)
    for (const [of, ...commands] of [
      ['timbre', 'embed', 'render', 'near', 'describe'],
      ['sessions', 'import', 'check', 'stats', 'reward', 'forget'],
    ])
      for (const command of commands)
        expect((await run(of ?? '', command, '--help')).stdout, command).toMatch(/--seed <n>/)
    expect((await run('check', 'click.sil', '--seed', 'x')).status).toBe(2)
  })

  it('takes what is common before the name of the command, too', async () => {
    write('maybe.sil', 'seed 1\ndrummer kit { hat |x?x?x?x? x?x?x?x? x?x?x?x? x?x?x?x?| }\n')
    const texts = []
    for (const args of [
      ['--seed', '2', 'score'],
      ['score', '--seed', '2'],
      ['--seed=2', 'score'],
      ['score'],
    ]) {
      const { status, stderr } = await run(...args, 'maybe.sil', '--bars', '4', '--out', 'maybe.json')
      expect(status, stderr).toBe(0)
      texts.push(readFileSync(join(folder, 'maybe.json'), 'utf8'))
    }
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).toBe(texts[0])
    expect(texts[3]).not.toBe(texts[0])
    for (const args of [
      ['--json', 'timbre', 'near', 'kick'],
      ['timbre', '--json', 'near', 'kick'],
      ['timbre', 'near', '--json', 'kick'],
    ])
      expect(JSON.parse((await run(...args)).stdout).prompt).toBe('kick')
    expect(JSON.parse((await run('--json', 'check', 'maybe.sil')).stdout).files).toHaveLength(1)
    expect((await run('--seed', '2')).status).toBe(2)
    expect((await run('score', 'maybe.sil', '--bars', '4', '-o', 'short.json')).status).toBe(0)
    expect(readFileSync(join(folder, 'short.json'), 'utf8')).toBe(texts[3])
    expect((await run('--help')).stdout).toMatch(/--json .*\n {2}--seed/)
  })

  it('takes the last of several seeds, wherever they stand', async () => {
    write('maybe.sil', 'drummer kit { hat |x?x?x?x? x?x?x?x? x?x?x?x? x?x?x?x?| }\n')
    const played = async (...args: string[]): Promise<string> => {
      const { status, stderr } = await run(...args)
      expect(status, stderr).toBe(0)
      return readFileSync(join(folder, 'maybe.json'), 'utf8')
    }
    const rest = ['maybe.sil', '--bars', '4', '--out', 'maybe.json']
    const second = await played('score', ...rest, '--seed', '2')
    expect(await played('--seed', '1', 'score', ...rest, '--seed', '2')).toBe(second)
    expect(await played('score', '--seed', '1', ...rest, '--seed', '2')).toBe(second)
    expect(await played('--seed', '1', '--seed', '2', 'score', ...rest)).toBe(second)
    expect(await played('score', ...rest, '--seed', '1')).not.toBe(second)
  })

  it('says of which command there is no help, and which may be meant', async () => {
    for (const [said, ...args] of [
      ["unknown command 'bogus'", 'help', 'bogus'],
      ["unknown command 'scor'\n(Did you mean score?)", 'help', 'scor'],
      ["unknown command 'bogus'", 'sessions', 'help', 'bogus'],
      ["unknown command 'stat'\n(Did you mean stats?)", 'help', 'sessions', 'stat'],
      ["unknown command 'nea'\n(Did you mean near?)", 'timbre', 'help', 'nea'],
    ] as const) {
      const { status, stdout, stderr } = await run(...args)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toBe(`error: ${said}\n(sil --help and sil COMMAND --help say more)\n`)
      for (const before of [true, false]) {
        const json = await run(...(before ? ['--json', ...args] : [...args, '--json']))
        expect(json.status).toBe(2)
        expect(JSON.parse(json.stdout).error).toBe(said)
      }
    }
  })

  it('helps with a command as that does itself', async () => {
    for (const names of [['score'], ['sessions'], ['sessions', 'stats'], ['timbre', 'near']]) {
      const { status, stdout } = await run('help', ...names)
      expect(status).toBe(0)
      expect(stdout).toBe((await run(...names, '--help')).stdout)
    }
    expect((await run('sessions', 'help', 'stats')).stdout).toMatch(/^Usage: sil sessions stats /)
    const whole = await run('help')
    expect(whole.status).toBe(0)
    expect(whole.stdout).toBe((await run('--help')).stdout)
    expect(whole.stdout).toMatch(/ help .* (print|display) help/)
  })

  it('takes no empty name for one', async () => {
    write('click.sil', CLICK)
    const before = readdirSync(folder)
    for (const args of [
      ['compile', 'click.sil', '--out', ''],
      ['compile', 'click.sil', '--out='],
      ['perform', 'click.sil', '--onsets', 'x.json', '--out', ''],
      ['score', 'click.sil', '--bars', '1', '--slots', '', '--out', 'x.mid'],
      ['sessions', 'import', 'x', '--slots', 'a', '', '--out', 'y'],
    ]) {
      const { status, stderr } = await run(...args)
      expect(stderr).toMatch(/^error: option '(-o, )?--(out|slots) <.*>' is empty; a name belongs there\n/)
      expect(status).toBe(2)
    }
    expect(readdirSync(folder)).toEqual(before)
  })

  it('says how much is too much', async () => {
    write('click.sil', CLICK)
    for (const [said, ...args] of [
      [/--bars takes a whole number up to 100000/, 'score', 'click.sil', '--bars', '1e9', '--out', 'x.mid'],
      [/--seconds takes at most 86400/, 'score', 'click.sil', '--seconds', '1e12', '--out', 'x.mid'],
      [/--bars takes a whole number up to 10000\b/, 'render', 'click.sil', '--bars', '1e9', '--out', 'x.wav'],
      [/A number above 0 belongs here/, 'score', 'click.sil', '--bars', '-1', '--out', 'x.mid'],
      [/from 1 to 100000000 belongs/, ...'simulate click.sil --sessions 1 --out x --players 1e9'.split(' ')],
      [/too late/, ...'simulate click.sil --sessions 1 --out x --players 1 --from 9999-12-31'.split(' ')],
    ] as const) {
      const { status, stderr } = await run(...args)
      expect(stderr).toMatch(said)
      expect(status).toBe(2)
    }
  })

  it('prints one JSON document for wrong usage, however JSON was asked for', async () => {
    for (const args of [
      ['check', '--json'],
      ['check', '--format', 'json'],
      ['check', '--format=json'],
    ]) {
      const { status, stdout } = await run(...args)
      expect(status).toBe(2)
      expect(JSON.parse(stdout).error).toMatch(/missing required argument/)
    }
  })

  it('ends with 2 for wrong usage and says what is right', async () => {
    for (const args of [
      [],
      ['nonsense'],
      ['check'],
      ['check', 'a.sil', '--wrong'],
      ['score', 'a.sil', '--bars', 'x', '--out', 'a.mid'],
    ]) {
      const { status, stderr, stdout } = await runAlone(...args)
      expect(status, args.join(' ')).toBe(2)
      expect(stderr).not.toMatch(/ {4}at /)
      expect(stdout).toBe('')
    }
  })
})

describe('sil check', () => {
  it('says nothing is wrong with the examples, and gives an empty list for each', async () => {
    const { status, stdout } = await run('check', 'examples/four-timbres.sil', 'examples/song.sil', '--json')
    expect(status).toBe(0)
    const { files } = valid('check', stdout)
    expect(files.map((f: { path: string }) => f.path)).toEqual([
      'examples/four-timbres.sil',
      'examples/song.sil',
    ])
  })

  it('names place, code, hint and fix, zero-based in UTF-16 units', async () => {
    write('bad.sil', '// 🎵\r\nzones z {\r\n  snap 20\r\n}\r\n')
    const { status, stdout } = await run('check', 'bad.sil', '--json')
    expect(status).toBe(1)
    const [file] = valid('check', stdout).files
    const [found] = file.diagnostics.filter((d: { severity: string }) => d.severity === 'error')
    expect(found.range).toEqual({ start: { line: 2, character: 7 }, end: { line: 2, character: 9 } })
    expect(found.fixes[0].edits).toEqual([
      { range: { start: { line: 2, character: 9 }, end: { line: 2, character: 9 } }, newText: ' ms' },
    ])
  })

  it('shows people the line, the place and the hint', async () => {
    write('bad.sil', 'tempo 96 bpm\nzones z {\n  snap 20\n}\n')
    const { status, stderr, stdout } = await run('check', 'bad.sil')
    expect(status).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/bad\.sil:3:8/)
    expect(stderr).toMatch(/3 │ {3}snap 20\n {2}│ {8}\^\^ /)
    expect(stderr).toMatch(/1 error/)
  })

  it('writes SARIF', async () => {
    write('bad.sil', 'zones z { snap 20 }')
    const { stdout } = await run('check', 'bad.sil', '--format', 'sarif')
    const { version, runs } = JSON.parse(stdout)
    expect(version).toBe('2.1.0')
    expect(runs[0].results[0].locations[0].physicalLocation.region.startLine).toBe(1)
    expect(runs[0].results[0].ruleId).toMatch(/^SIL03/)
  })

  it('tells the cost', async () => {
    write('click.sil', CLICK)
    expect((await run('check', 'click.sil', '--cost')).stdout).toMatch(/4 events a bar/)
    expect(
      valid('check', (await run('check', 'click.sil', '--cost', '--json')).stdout).files[0].cost.eventsPerBar,
    ).toBe(4)
  })

  it('counts no byte order mark as a character, which editors take off', async () => {
    const text = 'zones z { snap 20 }\nzones y { snap 20 }\n'
    write('plain.sil', text)
    write('marked.sil', `\uFEFF${text}`)
    const found = async (file: string, ...how: string[]) => {
      const { stdout, stderr } = await run('check', file, ...how)
      return `${stdout}${stderr}`.replaceAll(file, 'FILE')
    }
    for (const how of [['--json'], ['--format', 'sarif'], []])
      expect(await found('marked.sil', ...how)).toBe(await found('plain.sil', ...how))
    expect(await found('marked.sil')).toMatch(/FILE:1:16/)
    // It is no layout, and stays.
    write('marked.sil', '\uFEFFtempo   99 bpm\n')
    await run('fmt', 'marked.sil')
    expect(readFileSync(join(folder, 'marked.sil'), 'utf8')).toBe('\uFEFFtempo 99 bpm\n')
  })

  it('refuses imports that leave the workspace, by path or by link', async () => {
    write('outside.sil', `import { a } from "../secret.sil"\n${CLICK}`)
    link('/etc/hostname', join(folder, 'link.sil'))
    write('linked.sil', `import { a } from "./link.sil"\n${CLICK}`)
    for (const file of ['outside.sil', 'linked.sil']) {
      const { status, stdout } = await run('check', file, '--json')
      expect(status).toBe(1)
      expect(valid('check', stdout).files[0].diagnostics[0].code).toMatch(/^SIL07/)
    }
  })

  it('ends with 1 for files that are missing, folders or no text', async () => {
    writeFileSync(join(folder, 'bytes.sil'), new Uint8Array([0xff, 0xfe, 0x41]))
    for (const [file, said] of [
      ['nowhere.sil', /There is no file nowhere\.sil/],
      ['examples', /folder/],
      ['bytes.sil', /not UTF-8/],
    ] as const) {
      const { status, stderr } = await run('check', file)
      expect(status).toBe(1)
      expect(stderr).toMatch(said)
    }
  })
})

describe('sil fmt', () => {
  it('formats in place, once', async () => {
    write('ugly.sil', 'metronome   click{\nbeat |X x x x|\n}\n')
    expect((await run('fmt', 'ugly.sil', '--check')).status).toBe(1)
    expect(readFileSync(join(folder, 'ugly.sil'), 'utf8')).toMatch(/ {3}click/)
    const first = await run('fmt', 'ugly.sil', '--json')
    expect(valid('cli/fmt', first.stdout).files).toEqual([{ path: 'ugly.sil', status: 'formatted' }])
    expect(readFileSync(join(folder, 'ugly.sil'), 'utf8')).toBe('metronome click {\n  beat |X x x x|\n}\n')
    expect((await run('fmt', 'ugly.sil', '--check')).status).toBe(0)
  })

  it('leaves a file with errors as it is', async () => {
    const text = 'metronome click { beat |X x'
    write('broken.sil', text)
    const { status, stderr } = await run('fmt', 'broken.sil')
    expect(status).toBe(1)
    expect(stderr).toMatch(/left as it is: it has errors/)
    expect(readFileSync(join(folder, 'broken.sil'), 'utf8')).toBe(text)
  })
})

describe('sil explain', () => {
  it('prints the page, by any spelling of the code', async () => {
    for (const code of ['SIL0104', 'sil0104', '104']) {
      const { status, stdout } = await run('explain', code)
      expect(status).toBe(0)
      expect(stdout).toMatch(/SIL0104 · Bars not closed/)
    }
    expect(valid('cli/explain', (await run('explain', '104', '--json')).stdout).code).toBe('SIL0104')
  })

  it('does not know other codes', async () => {
    const { status, stderr } = await run('explain', 'SIL9999')
    expect(status).toBe(2)
    expect(stderr).toMatch(/no diagnostic and no word of the language called SIL9999/)
    expect(stderr).toMatch(/sil explain SIL0301/)
  })

  it('says all that a word of the language means', async () => {
    const { status, stdout } = await run('explain', 'follow')
    expect(status).toBe(0)
    expect(stdout).toMatch(/^follow\n\nIn zones: Takes a time/)
    expect(stdout).toMatch(/Behind it: `strength`\. Without it: `100 ms`/)
    const { word, meanings } = valid('cli/explain', (await run('explain', 'tempo', '--json')).stdout)
    expect(word).toBe('tempo')
    expect(meanings.map(({ where }: { where: string }) => where)).toEqual([
      'For the whole piece, in a section’s braces',
      'In the braces of a rule',
      'Of the player, in a rule',
    ])
  })

  it('knows every word that the language keeps, and offers the nearest for others', async () => {
    for (const word of [...HEADS, ...RESERVED]) expect(meaningsOf(word), word).not.toEqual([])
    for (const word of glossary()) expect(meaningsOf(word), word).not.toEqual([])
    const { status, stderr } = await run('explain', 'folow')
    expect(status).toBe(2)
    expect(stderr).toMatch(/Did you mean follow\?/)
    for (const word of ['constructor', '__proto__', '']) expect(meaningsOf(word)).toEqual([])
  })
})

describe('sil new', () => {
  it('says how it is called there: npx asks the registry for a stranger’s package where it does not find this one', async () => {
    const steps = async (name: string, env: Readonly<Record<string, string>>): Promise<string> =>
      (await sil(['new', name], { cwd: folder, env })).stdout
    const npx = { npm_command: 'exec', npm_config_local_prefix: join(folder, 'clone') }
    expect(await steps('clone/in', npx)).toContain('  npx sil check in.sil\n')
    expect(await steps('clones', npx)).toContain(`  node ${JSON.stringify(silBinary)} check clones.sil\n`)
    expect(await steps('by-path', { npm_command: '' })).toContain('  sil check by-path.sil\n')
  })

  it('makes a band that checks, is formatted, passes its scenario and plays', async () => {
    const made = await run('new', 'My Band', '--json')
    expect(made.status).toBe(0)
    expect(valid('cli/new', made.stdout).files).toContain('my-band.sil')
    expect((await run('check', 'My Band/my-band.sil')).stderr).toMatch(/No problems in 1 file/)
    expect((await run('fmt', '--check', 'My Band/my-band.sil')).status).toBe(0)
    expect((await run('test', 'My Band/my-band.sil')).stderr).toMatch(/1 passed, 0 failed/)
    expect((await run('score', 'My Band/my-band.sil', '--bars', '8', '--out', 'first.mid')).status).toBe(0)
  })

  it('names a folder that cannot be made as it was given', async () => {
    const long = 'a'.repeat(300)
    expect((await run('new', `inner/${long}`)).stderr).toContain(`The name inner/${long}/.vscode is too long`)
  })

  it.each(['aux', 'deep/NUL', 'com1.live', 'band.', 'band '])(
    'makes no folder called %j, which nobody could clone on Windows',
    async (name) => {
      const { status, stderr } = await run('new', name)
      expect(status).toBe(1)
      expect(stderr).toContain(
        `${JSON.stringify(name)} is no name for a band's folder: Windows takes none of that name.`,
      )
      expect(existsSync(join(folder, name))).toBe(false)
    },
  )

  it('touches nothing that exists', async () => {
    const { status, stderr } = await run('new', 'examples')
    expect(status).toBe(1)
    expect(stderr).toMatch(/exists and is not empty/)
  })
})

describe('sil compile', () => {
  it('writes module, map, types and manifest for each target', async () => {
    for (const target of ['esm', 'standalone', 'worklet']) {
      const { status, stdout } = await run(
        'compile',
        'examples/pocket-trio/pocket-trio.sil',
        '--out',
        `out-${target}`,
        '--target',
        target,
        '--json',
      )
      expect(status).toBe(0)
      expect(valid('cli/compile', stdout).files).toHaveLength(4)
      expect(readdirSync(join(folder, `out-${target}`)).sort()).toEqual([
        'pocket-trio.d.ts',
        'pocket-trio.js',
        'pocket-trio.js.map',
        'pocket-trio.policy.json',
      ])
      valid('policy', readFileSync(join(folder, `out-${target}`, 'pocket-trio.policy.json'), 'utf8'))
    }
  })

  it('bakes slots into the code', async () => {
    await run('compile', 'examples/swung-hats.sil', '--out', 'open')
    await run('compile', 'examples/swung-hats.sil', '--out', 'baked', '--bake')
    expect(readFileSync(join(folder, 'open/swung-hats.js'), 'utf8')).toMatch(/s\[/)
    expect(readFileSync(join(folder, 'baked/swung-hats.js'), 'utf8')).not.toMatch(/s\[/)
  })

  it('writes nothing for a file with errors', async () => {
    write('bad.sil', 'zones z { snap 20 }')
    expect((await run('compile', 'bad.sil', '--out', 'nothing')).status).toBe(1)
    expect(existsSync(join(folder, 'nothing'))).toBe(false)
  })

  it('needs --bake for --slots', async () => {
    const { status, stderr } = await run('compile', 'examples/song.sil', '--out', 'x', '--slots', 'y.json')
    expect(status).toBe(2)
    expect(stderr).toMatch(/--slots needs --bake/)
    expect((await run('compile', '--help')).stdout).toMatch(
      /--slots <file> +trained slots, for --bake or --onnx/,
    )
  })
})

describe('sil score', () => {
  it('writes JSON, Protocol Buffers and MIDI, the same bytes each time', async () => {
    write('click.sil', CLICK)
    for (const ending of ['json', 'pb', 'mid']) {
      const first = await run('score', 'click.sil', '--bars', '4', '--out', `a.${ending}`, '--json')
      expect(first.status).toBe(0)
      expect(valid('cli/score', first.stdout).events).toBe(16)
      await runAlone('score', 'click.sil', '--bars', '4', '--out', `b.${ending}`)
      expect(
        readFileSync(join(folder, `b.${ending}`)).equals(readFileSync(join(folder, `a.${ending}`))),
      ).toBe(true)
    }
    const score = valid('score', readFileSync(join(folder, 'a.json'), 'utf8'))
    expect(score.beats[4].timestamp).toBeCloseTo(2, 12)
  })

  // [seed.order]
  it('depends on the seed, which the command gives before the file', async () => {
    write('maybe.sil', 'seed 1\ndrummer kit { hat |x?x?x?x? x?x?x?x? x?x?x?x? x?x?x?x?| }\n')
    const texts = await Promise.all(
      [[], ['--seed', '1'], ['--seed', '2']].map(async (seed, i) => {
        await run('score', 'maybe.sil', '--bars', '4', ...seed, '--out', `s${i}.json`)
        return readFileSync(join(folder, `s${i}.json`), 'utf8')
      }),
    )
    expect(texts[1]).toBe(texts[0])
    expect(texts[2]).not.toBe(texts[0])
  })

  it('wants to know how long and as what', async () => {
    write('click.sil', CLICK)
    for (const args of [
      ['--out', 'a.mid'],
      ['--bars', '4', '--seconds', '4', '--out', 'a.mid'],
      ['--bars', '4', '--out', 'a.xyz'],
      ['--bars', '0.5', '--out', 'a.mid'],
    ]) {
      expect((await run('score', 'click.sil', ...args)).status, args.join(' ')).toBe(2)
    }
  })
})

describe('sil perform', () => {
  const take = [
    'perform',
    'examples/pocket-trio/pocket-trio.sil',
    '--onsets',
    'examples/pocket-trio/take.onsets.json',
  ]

  it('writes session, score and report', async () => {
    const { status, stdout, stderr } = await run(...take, '--out', 'take', '--json')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const told = valid('cli/perform', stdout)
    expect(told.source).toBe('simulated')
    expect(readdirSync(join(folder, 'take')).sort()).toEqual([
      'report.html',
      'score.json',
      'score.mid',
      'score.pb',
      'session.json',
    ])
    const session = valid('session', readFileSync(join(folder, 'take/session.json'), 'utf8'))
    expect(session.started_at).toBe('1970-01-01T00:00:00.000Z')
    expect(session.beats.length).toBeGreaterThan(100)
    valid('score', readFileSync(join(folder, 'take/score.json'), 'utf8'))
    expect(readFileSync(join(folder, 'take/report.html'), 'utf8')).toMatch(/^<!DOCTYPE html>/)
  })

  it('gives the same bytes for the same file, slots, seed and onsets', async () => {
    await run(...take, '--out', 'one', '--seed', '5')
    await runAlone(...take, '--out', 'two', '--seed', '5')
    for (const name of readdirSync(join(folder, 'one'))) {
      expect(
        readFileSync(join(folder, 'two', name)).equals(readFileSync(join(folder, 'one', name))),
        name,
      ).toBe(true)
    }
  })

  it('takes the start of the session when told', async () => {
    await run(...take, '--out', 'dated', '--started-at', '2026-01-31T19:30:00+01:00')
    expect(JSON.parse(readFileSync(join(folder, 'dated/session.json'), 'utf8')).started_at).toBe(
      '2026-01-31T18:30:00.000Z',
    )
    for (const none of ['yesterday', '2026-02-30T10:00:00Z', '2026-01-31T18:30:00', '2026-01-31']) {
      expect((await run(...take, '--out', 'dated', '--started-at', none)).status, none).toBe(2)
    }
    await run(...take, '--out', 'dated', '--started-at', '2026-01-31T19:30:00+0100')
    expect(JSON.parse(readFileSync(join(folder, 'dated/session.json'), 'utf8')).started_at).toBe(
      '2026-01-31T18:30:00.000Z',
    )
  })

  it('hears a MIDI file as it hears the same onsets in JSON', async () => {
    write('click.sil', CLICK)
    await run('score', 'click.sil', '--bars', '8', '--out', 'player.mid')
    const { status, stdout } = await run(
      'perform',
      'click.sil',
      '--onsets',
      'player.mid',
      '--out',
      'from-midi',
      '--json',
    )
    expect(status).toBe(0)
    expect(valid('cli/perform', stdout).onsets).toBe(32)
  })

  it('plays alone when nobody does, and refuses sound that is none', async () => {
    write('click.sil', CLICK)
    write('none.json', '[]')
    const alone = await run('perform', 'click.sil', '--onsets', 'none.json', '--out', 'alone')
    expect(alone.status).toBe(0)
    expect(alone.stderr).toMatch(/plays alone/)
    write('take.wav', 'RIFF')
    const wav = await run('perform', 'click.sil', '--onsets', 'take.wav', '--out', 'wav')
    expect(wav.status).toBe(1)
    expect(wav.stderr).toMatch(/take\.wav is not a WAV file/)
    expect(existsSync(join(folder, 'wav'))).toBe(false)
  })

  it('hears a recording, with its first sample as the start of the session', async () => {
    write('click.sil', CLICK)
    const { samples, truth, rate } = pluckedTake(10)
    const bytes = wavBytes({ sampleRate: rate, channels: [samples, samples], format: 'pcm24' })
    writeFileSync(join(folder, 'line.wav'), bytes)
    const done = await run('perform', 'click.sil', '--onsets', 'line.wav', '--out', 'line', '--json')
    expect(done).toMatchObject({ status: 0, stderr: '' })
    expect(valid('cli/perform', done.stdout)).toMatchObject({ source: 'recorded', onsets: truth.length })
    const session = valid('session', readFileSync(join(folder, 'line/session.json'), 'utf8'))
    session.onset_times.forEach((time: number, i: number) => {
      expect(Math.abs(time - (truth[i] ?? Number.NaN))).toBeLessThan(0.005)
    })
    writeFileSync(join(folder, 'cut.wav'), bytes.subarray(0, 500_000))
    const cut = await run('perform', 'click.sil', '--onsets', 'cut.wav', '--out', 'cut')
    expect(cut.status).toBe(0)
    expect(cut.stderr).toMatch(/cut\.wav was cut off/)
  })

  it('refuses slots of another schema and writes nothing', async () => {
    write(
      'other.slots.json',
      JSON.stringify({
        version: 1,
        policy: 'x',
        slot_schema: 'y',
        transform: 'z/1',
        slots: {},
        sigma: null,
        choice_probs: null,
        networks: null,
        trained: null,
      }),
    )
    const { status, stderr } = await run(...take, '--slots', 'other.slots.json', '--out', 'refused')
    expect(status).toBe(1)
    expect(stderr).toMatch(/slot_schema/)
    expect(existsSync(join(folder, 'refused'))).toBe(false)
  })

  it('keeps the pickup in the score of a take, and leaves the clicks of the count out', async () => {
    write('early.sil', `${CLICK}drummer kit { kick |x x x x| }\npickup 2 beats\n`)
    write('early.json', '[2, 2.5, 3, 3.5]')
    const { status } = await run('perform', 'early.sil', '--onsets', 'early.json', '--out', 'early')
    expect(status).toBe(0)
    const { beats } = valid('score', readFileSync(join(folder, 'early', 'score.json'), 'utf8'))
    const first = beats.slice(0, 4).map((b: Record<string, unknown>) => [b.member, b.measure, b.timestamp])
    expect(first.slice(0, 2)).toEqual([
      ['kit', 0, 1],
      ['kit', 0, 1.5],
    ])
    expect(
      first
        .slice(2)
        .map(([member, measure]: [unknown, unknown]) => `${member} ${measure}`)
        .toSorted(),
    ).toEqual(['click 1', 'kit 1'])
  })
})

describe('paths that were given from the root on', () => {
  it('stay so, of the file and of what it imports', async () => {
    const inside = join(realpathSync(mkdtempSync(join(tmpdir(), 'sil-elsewhere-'))), 'x.sil')
    writeFileSync(
      inside,
      `import { t } from "./lib.sil"\n${CLICK}let u = t\nscenario "s" { expect mode follow on 0% of beats }\n`,
    )
    const lib = inside.replace('x.sil', 'lib.sil')
    writeFileSync(lib, 'let t = 96 bpn\n')
    const checked = await run('check', inside)
    expect(checked.stderr).toContain(`┌ ${lib}:1:`)
    expect(checked.stderr).not.toContain('../')
    writeFileSync(lib, 'let t = 96 bpm\n')
    const tested = await run('test', inside)
    expect(tested.stderr).toContain(`${inside}\n`)
    expect(tested.stderr).not.toContain('../')
    const compiled = await run('compile', inside, '--out', inside.replace('x.sil', 'out'))
    expect(compiled.stderr).toContain(inside.replace('x.sil', 'out/x.js'))
    expect(compiled.stderr).not.toContain('../')
    rmSync(inside.replace('/x.sil', ''), { recursive: true })
  })
})

describe('sil test', () => {
  // [scenario.expect]
  it('runs scenarios and says which expectation failed, and why', async () => {
    write(
      'judged.sil',
      `${CLICK}scenario "holds" { player steady\n expect mode snap on 80% of beats }\nscenario "never" { player steady\n expect mode limit on 50% of beats }\n`,
    )
    const { status, stdout, stderr } = await run('test', 'judged.sil', '--json')
    expect(status).toBe(1)
    expect(stderr).toBe('')
    const { passed, failed, files } = valid('cli/test', stdout)
    expect([passed, failed]).toEqual([1, 1])
    expect(files[0].scenarios[1].expectations[0]).toMatchObject({
      passed: false,
      line: 6,
      text: 'expect mode limit on 50% of beats',
    })
  })

  it('passes the scenarios of every example', async () => {
    const files = readdirSync(join(folder, 'examples'))
      .filter((f) => f.endsWith('.sil'))
      .map((f) => `examples/${f}`)
    const { status, stderr } = await run('test', ...files, 'examples/pocket-trio/pocket-trio.sil')
    expect(stderr).toMatch(/ 0 failed/)
    expect(status).toBe(0)
  })
})

describe('sil follow', () => {
  it('predicts a steady human exactly, from the fifth beat on', async () => {
    const beats = Array.from({ length: 12 }, (_, i) => i * 0.6)
    write(
      'steady.jsonl',
      `${JSON.stringify({ id: 'a', beats, domain: 'taps' })}\n\n${JSON.stringify({ id: 'b', beats })}\n`,
    )
    const { status, stdout } = await run('follow', 'examples/follow.sil', '--data', 'steady.jsonl', '--json')
    expect(status).toBe(0)
    const { files, results, summary } = valid('cli/follow', stdout)
    expect(files).toBe(2)
    expect(results[0].predicted).toHaveLength(8)
    expect(results[0].predicted[0]).toBeCloseTo(2.4, 9)
    expect(summary.taps.mae_ms).toBeLessThan(1e-6)
    expect(summary.taps.within20).toBe(1)
  })

  it('plays with raw onsets, deciding each beat before it hears it', async () => {
    const onsets = Array.from({ length: 33 }, (_, i) => [i * 0.5, 0.8, 36])
    write('raw.jsonl', `${JSON.stringify({ id: 'a', seconds_per_beat: 0.5, meter: '4/4', onsets })}\n`)
    const { status, stdout } = await run(
      'follow',
      'examples/follow.sil',
      '--raw',
      '--data',
      'raw.jsonl',
      '--json',
    )
    expect(status).toBe(0)
    const [{ beats }] = valid('cli/follow-raw', stdout).results
    expect(beats.length).toBeGreaterThanOrEqual(32)
    for (const [i, beat] of beats.entries()) expect(beat).toBeCloseTo(i * 0.5, 6)
  })

  it('waits for a player who rests for hours, and is there when they come back', async () => {
    const onsets = [0, 0.5, 1, 1.5, 9000, 9000.5, 9001].map((time) => [time, 0.8, 36])
    write('rest.jsonl', JSON.stringify({ id: 'a', seconds_per_beat: 0.5, meter: '4/4', onsets }))
    const args = ['follow', 'examples/follow.sil', '--raw', '--data', 'rest.jsonl', '--json'] as const
    const { stdout } = await run(...args)
    const [{ beats }] = valid('cli/follow-raw', stdout).results
    expect(beats.length).toBeGreaterThan(18_000)
    expect(beats.at(-1)).toBeGreaterThan(9000)
    write(
      'rest.jsonl',
      JSON.stringify({ id: 'a', seconds_per_beat: 0.5, meter: '4/4', onsets: [[1e300, 1, 36]] }),
    )
    expect(await run(...args)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/after a whole day/),
    })
  })

  it.each([
    ['a time before the take', [-1, 0.8, 36], /onset 2 has no time from 0 on/],
    ['a velocity of MIDI', [1, 80, 36], /onset 2 has no velocity from 0 to 1/],
    ['no key of a keyboard', [1, 0.8, 200], /onset 2 has no pitch from 0 to 127/],
  ])('refuses %s among raw onsets', async (_, onset, message) => {
    write('odd.jsonl', JSON.stringify({ id: 'a', seconds_per_beat: 0.5, onsets: [[0, 0.8, 36], onset] }))
    const args = ['follow', 'examples/follow.sil', '--raw', '--data', 'odd.jsonl'] as const
    expect(await run(...args)).toMatchObject({ status: 1, stderr: expect.stringMatching(message) })
  })

  it('names the line of what it cannot read', async () => {
    write('bad.jsonl', '{"id":"a","beats":[0,1,2,3,4]}\n{"id":"b","beats":[0,2,1,3]}\n')
    const { status, stderr } = await run('follow', 'examples/follow.sil', '--data', 'bad.jsonl')
    expect(status).toBe(1)
    expect(stderr).toMatch(/bad\.jsonl, line 2: "beats" must be a list of seconds in order/)
  })
})
