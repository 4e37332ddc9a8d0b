/** What an editor hears about timbres: by the lexicon at once, and as they sound once their prompts are learnt. */

import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CodeAction, Diagnostic, Hover, InitializeParams } from 'vscode-languageserver'
import { checkTrained } from '../../compiler/check-trained.ts'
import { behaviourHash, slotSchemaHash } from '../../compiler/emit/behaviour.ts'
import { emit } from '../../compiler/emit/emit.ts'
import type { ServerHost, SoundingTimbres } from '../../lsp/host.ts'
import { recordingOf, workspaceHost } from '../../lsp/node-files.ts'
import { addressOf } from '../../lsp/service/compiled.ts'
import { openTimbres } from '../../lsp/timbre-model/open.ts'
import { createReader } from '../../lsp/timbre-model/reader.ts'
import { createTimbres, type TimbresOptions } from '../../lsp/timbres.ts'
import type { JointModel } from '../../models/timbre/index.ts'
import { openTimbreModel } from '../../models/timbre/node.ts'
import { wordsSpace } from '../../models/timbre/words/lexicon-space.ts'
import { orderedParams } from '../../runtime/audio/palette/baked-patch.ts'
import { profilePicture } from '../../runtime/timbre/profile.ts'
import { growingSpace } from '../../runtime/timbre/table-space.ts'
import { promptModelOf } from '../../runtime/timbre/trained.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { repositoryTop } from '../harness/sil.ts'
import { knock, wavBytes } from '../timbre/wav.ts'
import { ABLE, type Editor, openEditor, withCursor } from './client.ts'

const MODEL = join(repositoryTop, 'models', 'timbre')
/** A text rests as long as the test says, and no machine is too slow for what comes before. */
const REST = 300

let folder = ''
let sounding: SoundingTimbres
let model: JointModel
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'silencio-timbres-'))
  writeFileSync(join(folder, 'knock.wav'), wavBytes({ seconds: 0.5, sound: knock }))
  writeFileSync(join(folder, 'again.wav'), wavBytes({ seconds: 0.5, sound: (t) => 0.9 * knock(t) }))
  sounding = await openTimbres({ folder: MODEL })
  const opened = openTimbreModel()
  if (!opened.ok) throw new Error(opened.problem)
  model = opened.model
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let editor: Editor
let clock: HandClock
beforeEach(() => {
  clock = handClock()
})
afterEach(() => editor.close())

interface HandClock {
  readonly after: NonNullable<TimbresOptions['after']>
  readonly pass: (milliseconds: number) => void
}

/** Time goes where the test lets it. */
function handClock(): HandClock {
  let now = 0
  const due = new Map<() => void, number>()
  return {
    after(milliseconds, run) {
      const once = () => run()
      due.set(once, now + milliseconds)
      return () => void due.delete(once)
    },
    pass(milliseconds) {
      now += milliseconds
      for (const [run, at] of [...due]) if (at <= now && due.delete(run)) run()
    },
  }
}

interface Heard {
  /** What the server has told of the file, newest last. */
  readonly told: (readonly Diagnostic[])[]
  readonly log: string[]
}

const PUSHED: InitializeParams['capabilities'] = { ...ABLE, textDocument: { ...ABLE.textDocument } }
delete PUSHED.textDocument?.diagnostic

/** An editor that is told of problems. */
async function opened(
  text: string,
  { open = async () => sounding }: { open?: () => Promise<SoundingTimbres> } = {},
  capabilities = PUSHED,
): Promise<Heard & { readonly uri: string }> {
  const host: Partial<ServerHost> = {
    sources: (_, ear) => workspaceHost(folder, ear),
    list: () => [],
    timbres: (heard) => createTimbres({ open, rest: REST, after: clock.after, ...heard }),
  }
  editor = await openEditor({}, capabilities, {}, host)
  const heard: Heard = { told: [], log: [] }
  editor.client.onNotification('textDocument/publishDiagnostics', (one: { diagnostics: Diagnostic[] }) => {
    heard.told.push(one.diagnostics)
  })
  editor.client.onNotification('window/logMessage', ({ message }: { message: string }) => {
    heard.log.push(message)
  })
  return { ...heard, uri: editor.open('piece.sil', text) }
}

/** Told by the lexicon, and then the text rests. */
async function rested(heard: Heard): Promise<void> {
  await expect.poll(() => heard.told.length).toBe(1)
  clock.pass(REST)
}

/** After that the space that sounds tells. */
async function readAnew(heard: Heard): Promise<void> {
  await rested(heard)
  await expect.poll(() => heard.told.length).toBe(2)
}
const codes = (told: readonly Diagnostic[] | undefined) => told?.map(({ code }) => code)

async function hovered(uri: string, position: object): Promise<string> {
  const hover = (await editor.ask('textDocument/hover', { textDocument: { uri }, position })) as Hover
  return typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : ''
}

const trained = async (prompt: string) =>
  profilePicture(model.attributesOf((await model.embed(prompt)).vector)).join('\n')
const byLexicon = async (prompt: string) => {
  const { lexiconModel } = await import('../../runtime/audio/listen/lexicon-model.ts')
  return profilePicture((await lexiconModel.embed(prompt)).attributes).join('\n')
}

const played = (timbre: string) => `${timbre}\nmetronome m {\n  beat |x x x x| timbre a\n}\n`

describe('a hover', () => {
  it.each([
    ['timbre a = "closed │hi-hat"', 'closed hi-hat'],
    ['timbre │a = "closed hi-hat"', 'closed hi-hat'],
    ['timbre a = mix("closed │hi-hat", "kick", 30%)', 'closed hi-hat'],
    ['timbre a = mix("closed hi-hat", "ki│ck", 30%)', 'kick'],
    ['timbre a = near "closed │hi-hat" within learn 20% in 0%..40%', 'closed hi-hat'],
    ['timbre │a = near "closed hi-hat" within learn 20% in 0%..40%', 'closed hi-hat'],
  ])('%s has the profile by the lexicon at once, and then as it sounds', async (line, prompt) => {
    const { text, position } = withCursor(played(line))
    const { uri, ...heard } = await opened(text)
    expect(await hovered(uri, position)).toContain(await byLexicon(prompt))
    await readAnew(heard)
    expect(await hovered(uri, position)).toContain(await trained(prompt))
    expect(heard.log).toEqual([])
  })

  it('of a recording says what the ear of that space hears', async () => {
    const { text, position } = withCursor(played('timbre │a = sample "knock.wav"'))
    const { uri, ...heard } = await opened(text)
    const before = await hovered(uri, position)
    await readAnew(heard)
    const after = await hovered(uri, position)
    const path = join(folder, 'knock.wav')
    const recording = recordingOf(path, statSync(path).size)
    if (!recording.ok) throw new Error(recording.problem)
    const ear = sounding.ear(recording.samples, recording.sampleRate)
    if ('problem' in ear) throw new Error(ear.problem)
    const picture = profilePicture(model.attributesOf(ear.vector)).join('\n')
    expect(after).toContain(picture)
    expect(before).not.toContain(picture)
    expect(heard.told.flatMap(codes)).toEqual([])
  })

  it('names single words that are near at once, and when it is asked again what is nearer', async () => {
    const { text, position } = withCursor(played('timbre a = "warm │woody click"'))
    const { uri, ...heard } = await opened(text)
    await readAnew(heard)
    expect(await hovered(uri, position)).toContain('Near: "metronome", "tick", "tap"')
    // Which of the two is nearer is the training's.
    await expect
      .poll(() => hovered(uri, position))
      .toMatch(/Near: ("warm metronome", "woody metronome"|"woody metronome", "warm metronome")/)
  })
})

describe('neighbours', () => {
  /** By the model itself: it reads all words, once for all who ask. */
  let nearest: Promise<string> | undefined
  async function nearestOf(prompt: string): Promise<string> {
    const own = (await model.embed(prompt)).vector
    const distances = await Promise.all(
      [...sounding.words.keys()].map(async (word) => {
        const { vector } = await model.embed(word)
        return { word, cosine: vector.reduce((sum, x, i) => sum + x * (own[i] ?? 0), 0) }
      }),
    )
    return distances.sort((a, b) => b.cosine - a.cosine)[0]?.word ?? ''
  }

  it.each([
    'timbre a = "closed │hi-hat"',
    'timbre a = mix("closed │hi-hat", "kick", 30%)',
    'timbre a = near "closed │hi-hat" within learn 20% in 0%..40%',
  ])('%s: they are offered from the space that sounds', async (line) => {
    const { text, position } = withCursor(played(line))
    const { uri, ...heard } = await opened(text)
    await readAnew(heard)
    const asked = async () => {
      const range = { start: position, end: position }
      const context = { diagnostics: [] }
      const actions = await editor.ask('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context,
      })
      return (actions as CodeAction[]).flatMap(({ title }) => /^Say "(.*)", which/.exec(title)?.[1] ?? [])
    }
    nearest ??= nearestOf('closed hi-hat')
    expect((await asked())[0]).toBe(await nearest)
  })

  it('beside a recording of that space a prompt has other things done to it, too', async () => {
    const piece = `${played('timbre a = sample "knock.wav"')}metronome n {\n  beat |x x x x| timbre "ki│ck"\n}\n`
    const { text, position } = withCursor(piece)
    const { uri, ...heard } = await opened(text)
    await readAnew(heard)
    const range = { start: position, end: position }
    const actions = await editor.ask('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    })
    expect((actions as CodeAction[]).map(({ title }) => title).join()).toContain('Name this timbre')
  })
})

describe('problems', () => {
  const two = (a: string, b: string) =>
    `timbre a = ${a}\ntimbre b = ${b}\nmetronome m {\n  beat |x x x x| timbre a\n}\nmetronome n {\n  beat |x x x x| timbre b\n}\n`

  it('two that only the lexicon finds alike are not hard to tell apart any more', async () => {
    const heard = await opened(two('"kick"', '"deep kick drum"'))
    await readAnew(heard)
    expect(heard.told.map(codes)).toEqual([['SIL0219'], []])
  })

  it('two that sound alike are, though the lexicon tells them apart', async () => {
    const heard = await opened(two('"stick on the rim"', '"stick across the rim"'))
    await readAnew(heard)
    expect(heard.told.map(codes)).toEqual([[], ['SIL0219']])
  })

  it('two recordings are compared as they are heard in that space', async () => {
    const heard = await opened(two('sample "knock.wav"', 'sample "again.wav"'))
    await readAnew(heard)
    expect(codes(heard.told.at(-1))).toEqual(['SIL0219'])
  })

  it.each([
    ['a prompt', 'timbre a = "blorfy click"'],
    ['a mix', 'timbre a = mix("blorfy click", "kick", 30%)'],
    ['a neighbourhood', 'timbre a = near "blorfy click" within learn 20% in 0%..40%'],
  ])('%s: a word that nobody knows is named in either space', async (_, line) => {
    const heard = await opened(played(line))
    await readAnew(heard)
    expect(heard.told.map(codes)).toEqual([['SIL0215'], ['SIL0215']])
    expect(heard.told.at(-1)?.[0]?.message).toContain('blorfy')
  })

  it('a word that training knows is none that nobody knows', async () => {
    const known = 'wooden cencerro'
    expect(wordsSpace.encode(known).unknown).toEqual([])
    const heard = await opened(played(`timbre a = "${known}"`))
    await readAnew(heard)
    expect(heard.told.map(codes)).toEqual([[], []])
  })

  it('an editor that asks is told to ask again', async () => {
    const refreshes = { ...ABLE, workspace: { ...ABLE.workspace, diagnostics: { refreshSupport: true } } }
    const { uri } = await opened(two('"kick"', '"deep kick drum"'), {}, refreshes)
    let told = 0
    editor.client.onRequest('workspace/diagnostic/refresh', () => {
      told++
      return null
    })
    const asked = async () => {
      const answer = await editor.ask('textDocument/diagnostic', { textDocument: { uri } })
      return codes((answer as { items: Diagnostic[] }).items)
    }
    expect(await asked()).toEqual(['SIL0219'])
    clock.pass(REST)
    await expect.poll(() => told).toBe(1)
    expect(await asked()).toEqual([])
  })
})

describe('what was trained', () => {
  it.each([
    [
      'with a prompt',
      'metronome m {\n  beat |x x x x| timbre "kick"\n  level learn -6 dB in -12 dB..0 dB\n}\n',
    ],
    ['without one', 'metronome m {\n  beat |x x x x|\n  level learn -6 dB in -12 dB..0 dB\n}\n'],
  ])('for a piece %s as it is compiled is not taken for older', async (_, text) => {
    const input = { path: 'piece.sil', text, host: workspaceHost(folder) }
    const { ir } = await checkTrained(input, growingSpace(promptModelOf(model), orderedParams))
    if (ir === null) throw new Error('the piece is broken')
    const slots = {
      version: 1,
      policy: behaviourHash(ir, RUNTIME_VERSION, null),
      slot_schema: slotSchemaHash(ir.slots),
      transform: 'z/1',
      slots: { 'm.level': -5 },
    }
    writeFileSync(join(folder, 'piece.slots.json'), JSON.stringify(slots))
    const able = { ...PUSHED, workspace: { ...PUSHED.workspace, codeLens: { refreshSupport: true } } }
    const { uri } = await opened(text, {}, able)
    let refreshed = 0
    editor.client.onRequest('workspace/codeLens/refresh', () => {
      refreshed++
      return null
    })
    const asked = async () => {
      const figures = await editor.ask('sil/figures', { textDocument: { uri } })
      return (figures as { trained: string }).trained
    }
    // The lexicon reads another piece, and cannot know.
    expect(await asked()).toBe('trained')
    clock.pass(REST)
    // Once at the start, and then because of the space that sounds.
    await expect.poll(() => refreshed).toBe(2)
    expect(await asked()).toBe('trained')
    const edit = { text: text.replace('|x x x x|', '|x x x .|') }
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [edit],
    })
    clock.pass(REST)
    await expect.poll(asked).toBe('older')
    rmSync(join(folder, 'piece.slots.json'))
  })
})

describe('typing', () => {
  /** The space, and what it was made to learn. */
  function noted(): { readonly open: () => Promise<SoundingTimbres>; readonly learnt: string[] } {
    const learnt: string[] = []
    const prompts = promptModelOf(model)
    const space = growingSpace(
      {
        ...prompts,
        embed: (prompt) => {
          learnt.push(prompt)
          return prompts.embed(prompt)
        },
      },
      orderedParams,
    )
    return { open: async () => ({ ...sounding, space }), learnt }
  }

  it('in a prompt teaches what it is when it rests, and nothing that it was before', async () => {
    const { open, learnt } = noted()
    const { uri, ...heard } = await opened(played('timbre a = "kick"'), { open })
    await readAnew(heard)
    expect(learnt).toEqual(['kick'])
    const word = ' with a lot of air'
    for (const [i, letter] of [...word].entries()) {
      const at = { line: 0, character: 'timbre a = "kick'.length + i }
      await editor.client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range: { start: at, end: at }, text: letter }],
      })
      await hovered(uri, { line: 0, character: 14 })
      // Longer in all than a text has to rest.
      clock.pass(REST - 1)
    }
    expect(learnt).toEqual(['kick'])
    clock.pass(REST)
    await expect.poll(() => learnt).toEqual(['kick', `kick${word}`])
    await expect.poll(() => hovered(uri, { line: 0, character: 14 })).toContain(await trained(`kick${word}`))
  })

  it('in one file holds up no other', async () => {
    const { open, learnt } = noted()
    const { uri, ...heard } = await opened(played('timbre a = "kick"'), { open })
    await readAnew(heard)
    editor.open('other.sil', played('timbre a = "snare"'))
    // Never at rest for as long as the other one needs.
    for (let i = 0; i < 3; i++) {
      const at = { line: 0, character: 'timbre a = "kick'.length + i }
      await editor.client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range: { start: at, end: at }, text: 'k' }],
      })
      await hovered(uri, { line: 0, character: 14 })
      clock.pass(REST / 2)
    }
    await expect.poll(() => learnt).toEqual(['kick', 'snare'])
  })

  it('elsewhere keeps a file in the space that sounds, and has nothing read twice', async () => {
    const { open, learnt } = noted()
    const { uri, ...heard } = await opened(played('timbre a = "kick"'), { open })
    await readAnew(heard)
    const before = editor.work.filter(({ kind }) => kind === 'analysed').length
    const end = { line: 4, character: 0 }
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: end, end }, text: 'tempo 90 bpm\n' }],
    })
    expect(await hovered(uri, { line: 0, character: 14 })).toContain(await trained('kick'))
    expect(editor.work.filter(({ kind }) => kind === 'analysed').length).toBe(before + 1)
    expect(learnt).toEqual(['kick'])
  })

  it('a file without timbres opens no model', async () => {
    let asked = 0
    const open = async () => {
      asked++
      return sounding
    }
    const { uri, ...heard } = await opened('tempo 90 bpm\n', { open })
    await expect.poll(() => heard.told.length).toBe(1)
    clock.pass(3 * REST)
    expect([asked, heard.told.length]).toEqual([0, 1])
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: played('timbre a = "kick"') }],
    })
    await hovered(uri, { line: 0, character: 14 })
    clock.pass(REST)
    await expect.poll(() => asked).toBe(1)
  })
})

describe('what is compiled', () => {
  const snare = (timbre: string) => `drummer d {\n  ${timbre} |X . x .| timbre "dry, short"\n}\n`

  it('is as `sil compile` has it once its prompts are learnt, those among them that a voice completes', async () => {
    const { uri, ...heard } = await opened(snare('snare'))
    await readAnew(heard)
    const asked = async () => {
      const address = addressOf({ uri, path: 'piece.sil' }, 'js')
      return ((await editor.ask('workspace/textDocumentContent', { uri: address })) as { text: string }).text
    }
    const expected = async (text: string) => {
      const input = { path: 'piece.sil', text, host: workspaceHost(folder) }
      const { ir } = await checkTrained(input, growingSpace(promptModelOf(model), orderedParams))
      if (ir === null) throw new Error('the piece is broken')
      return emit(ir, {
        target: 'esm',
        runtimeVersion: RUNTIME_VERSION,
        sourcePath: 'piece.sil',
        sourceText: text,
      }).js
    }
    expect(await asked()).toBe(await expected(snare('snare')))
    // The same prompt on another voice is another sound, that is not learnt yet: the lexicon’s until then.
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: snare('ride') }],
    })
    expect(await asked()).not.toContain('sil-timbre/2')
    clock.pass(REST)
    await expect.poll(asked).toBe(await expected(snare('ride')))
  })
})

describe('where the space cannot be had', () => {
  const FALLBACK = 'timbres are read by the lexicon, not by the trained timbre model: '

  it('no encoder: a new prompt stays the lexicon’s, which is said once, and a known one does not', async () => {
    const open = () => openTimbres({ folder: MODEL, encoder: { folder: join(folder, 'nowhere') } })
    const { text, position } = withCursor(played('timbre a = "ki│ck"'))
    const { uri, ...heard } = await opened(text, { open })
    await readAnew(heard)
    expect(await hovered(uri, position)).toContain(await trained('kick'))
    expect(await hovered(uri, position)).toContain('Near: ')
    for (const [i, prompt] of ['dull heavy kick of felt', 'dull heavy kick of rubber'].entries()) {
      await editor.client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ text: played(`timbre a = "${prompt}"`) }],
      })
      expect(await hovered(uri, position)).toContain(await byLexicon(prompt))
      clock.pass(REST)
      await expect.poll(() => heard.log.length).toBe(1)
    }
    // Whatever the second one would say is said by then.
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await hovered(uri, position)).toContain(await byLexicon('dull heavy kick of rubber'))
    expect(heard.log).toHaveLength(1)
    expect(heard.log[0]).toContain(FALLBACK)
    expect(heard.log[0]).toContain('npm install')
  })

  it('altered heads: the lexicon for all, which is said once', async () => {
    const other = join(folder, 'altered')
    cpSync(join(MODEL, 'heads'), join(other, 'heads'), { recursive: true })
    cpSync(join(MODEL, 'text', 'book.bin'), join(other, 'text', 'book.bin'))
    const bytes = readFileSync(join(other, 'heads', 'decoder.onnx'))
    bytes[50_000] = (bytes[50_000] ?? 0) ^ 1
    writeFileSync(join(other, 'heads', 'decoder.onnx'), bytes)
    let asked = 0
    const open = () => {
      asked++
      return openTimbres({ folder: other })
    }
    const { text, position } = withCursor(played('timbre a = "ki│ck"'))
    const { uri, ...heard } = await opened(text, { open })
    await rested(heard)
    await expect.poll(() => heard.log.length).toBe(1)
    expect(heard.log[0]).toContain('decoder.onnx is not the one that space.json names')
    await editor.client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: played('timbre a = "snare"') }],
    })
    expect(await hovered(uri, position)).toContain(await byLexicon('snare'))
    clock.pass(3 * REST)
    expect(await hovered(uri, position)).toContain(await byLexicon('snare'))
    expect([asked, heard.log.length]).toEqual([1, 1])
  })

  it('a thread that dies: the lexicon, and why', async () => {
    const dying = new URL('data:text/javascript,throw new Error("no memory")')
    const ask = createReader(dying, { folder: MODEL, encoder: {} })
    const prompts = promptModelOf(model)
    const embed = (prompt: string) => ask({ about: 'prompt', prompt })
    const open = async () => ({ ...sounding, space: growingSpace({ ...prompts, embed }, orderedParams) })
    const { text, position } = withCursor(played('timbre a = "ki│ck"'))
    const { uri, ...heard } = await opened(text, { open })
    await rested(heard)
    await expect.poll(() => heard.log.length).toBe(1)
    expect(heard.log[0]).toBe(`${FALLBACK}the thread that reads prompts died: no memory`)
    expect(await hovered(uri, position)).toContain(await byLexicon('kick'))
  })

  it('more prompts than are embedded for a piece: the lexicon, and why', async () => {
    const many = Array.from({ length: 30 }, (_, n) => `timbre t${n} = "kick${' very'.repeat(55)} ${n}"`)
    const { text, position } = withCursor(`${played('timbre a = "ki│ck"')}${many.join('\n')}\n`)
    const { uri, ...heard } = await opened(text)
    await rested(heard)
    await expect.poll(() => heard.log.length).toBe(1)
    expect(heard.log[0]).toMatch(/the prompts of the piece have \d+ characters, more than the 8000/)
    expect(await hovered(uri, position)).toContain(await byLexicon('kick'))
    expect(heard.told).toHaveLength(1)
  })
})
