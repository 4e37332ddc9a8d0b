import { afterEach, describe, expect, it } from 'vitest'
import type { WorkspaceEdit } from 'vscode-languageserver'
import { check } from '../../compiler/compile.ts'
import { behaviourHash, slotSchemaHash } from '../../compiler/emit/behaviour.ts'
import { contextual } from '../../runtime/contextual.ts'
import { readSlotsFile } from '../../runtime/slots-file.ts'
import { RUNTIME_VERSION } from '../../runtime/version.ts'
import { applied } from './applied.ts'
import { type Editor, openEditor, uriOf, withCursor } from './client.ts'

let editor: Editor | null = null
afterEach(() => editor?.close())

type Files = Readonly<Record<string, string>>

function definitionOf(text: string, files: Files) {
  const { ir } = check({
    path: 'trio.sil',
    text,
    host: {
      read: (path) => {
        const text = files[path]
        return text === undefined ? { kind: 'missing' } : { kind: 'text', text }
      },
    },
  })
  if (ir === null) throw new Error('the piece has errors')
  return {
    slots: ir.slots,
    behaviour: behaviourHash(ir, RUNTIME_VERSION, null),
    slotSchema: slotSchemaHash(ir.slots),
  }
}

/** A slots file as nobody's formatter would write it. */
function trained(text: string, files: Files, slots: object, more: object = {}): string {
  const { behaviour, slotSchema } = definitionOf(text, files)
  const file = { version: 1, policy: behaviour, slot_schema: slotSchema, transform: 'z/1', slots, ...more }
  return JSON.stringify(file, null, '\t').replaceAll('\n', '\r\n').replace('"slots":', '"slots"  :')
}

/** All files after a renaming, and what was said about it. */
async function renamed(marked: string, newName: string, files: Files) {
  const { text, position } = withCursor(marked)
  editor = await openEditor(files)
  const told: string[] = []
  editor.client.onNotification('window/showMessage', ({ message }: { message: string }) => {
    told.push(message)
  })
  const uri = editor.open('trio.sil', text)
  const edit = (await editor.ask('textDocument/rename', {
    textDocument: { uri },
    position,
    newName,
  })) as WorkspaceEdit
  const after: Record<string, string> = {}
  for (const [path, was] of Object.entries({ ...files, 'trio.sil': text }))
    after[path] = applied(was, edit.changes?.[uriOf(path)] ?? [])
  return { after, told }
}

/** The values that the file has for the piece, by name; it must fit, and be of this piece and no older one. */
function values(after: Files): Readonly<Record<string, unknown>> {
  const text = after['trio.slots.json'] ?? ''
  const definition = definitionOf(after['trio.sil'] ?? '', after)
  const reading = readSlotsFile(definition, text, contextual)
  expect(reading).toMatchObject({ ok: true, warnings: [] })
  return JSON.parse(text).slots
}

const TRIO = `zones pocket {
  snap   learn 20 ms in 5 ms..60 ms
  follow 100 ms  strength learn 0.5 in 0..1
  limit  200 ms
}
player { zones pocket }
drummer kit {
  kick |x... ..~.|
  level learn -6 dB in -12 dB..0 dB
}
section head { bars 2  kit.level learn -3 dB in -12 dB..0 dB }
section tail { bars 2 }
form head, tail
`
const VALUES = {
  'pocket.snap': 14.2,
  'pocket.follow.strength': 0.61,
  'kit.kick[1:7]': 0.4,
  'kit.level': -4,
  'head.kit.level': -2,
}

describe('what was trained', () => {
  it('is of the slots that the piece has', () => {
    const names = definitionOf(TRIO, {}).slots.map(({ name }) => name)
    expect(names.sort()).toEqual(Object.keys(VALUES).sort())
  })

  it.each([
    ['zones', 'zones poc│ket', 'a_first', 'pocket.', 'a_first.'],
    ['a section', 'section he│ad', 'verse', 'head.', 'verse.'],
  ])('follows the new name of %s', async (_, place, name, was, is) => {
    const file = trained(TRIO, {}, VALUES)
    const marked = TRIO.replace(place.replace('│', ''), place)
    const { after, told } = await renamed(marked, name, { 'trio.slots.json': file })
    expect(values(after)).toEqual(
      Object.fromEntries(
        Object.entries(VALUES).map(([slot, value]) => [
          slot.startsWith(was) ? slot.replace(was, is) : slot,
          value,
        ]),
      ),
    )
    expect(told).toEqual([])
    // All but names and hashes is as it was.
    const plain = (text = '') => text.replace(/[0-9a-f]{64}/g, '…').replaceAll(is, was)
    expect(plain(after['trio.slots.json'])).toBe(plain(file))
  })

  it('follows a member, also where its name stands within another, and with all that is kept by slot', async () => {
    const more = {
      sigma: { 'pocket.snap': 0.2, 'head.kit.level': 0.1 },
      trained: { method: 'kit.level', 'kit.level': 1 },
    }
    const file = trained(TRIO, {}, VALUES, more)
    const marked = TRIO.replace('drummer kit', 'drummer k│it')
    const { after } = await renamed(marked, 'drums', { 'trio.slots.json': file })
    expect(values(after)).toEqual({
      'pocket.snap': 14.2,
      'pocket.follow.strength': 0.61,
      'drums.kick[1:7]': 0.4,
      'drums.level': -4,
      'head.drums.level': -2,
    })
    const { sigma, trained: how } = JSON.parse(after['trio.slots.json'] ?? '')
    expect(sigma).toEqual({ 'pocket.snap': 0.2, 'head.drums.level': 0.1 })
    expect(how).toEqual({ method: 'kit.level', 'kit.level': 1 })
  })

  it('follows a name of another file, beside each piece that has it, and not what that piece calls otherwise', async () => {
    const zones = TRIO.slice(0, TRIO.indexOf('player'))
    const trio = `import { pocket } from "./zones.sil"\n${TRIO.slice(TRIO.indexOf('player'))}`
    const solo =
      'import { pocket as mine } from "./zones.sil"\nplayer { zones mine }\nmetronome m { beat |x| }\n'
    const files = {
      'zones.sil': zones,
      'trio.slots.json': trained(trio, { 'zones.sil': zones }, VALUES),
      'solo.sil': solo,
      'solo.slots.json': trained(solo, { 'zones.sil': zones }, { 'mine.snap': 30 }),
    }
    const { after } = await renamed(trio.replace('zones pocket', 'zones poc│ket'), 'shy', files)
    expect(after['zones.sil']).toContain('zones shy')
    expect(Object.keys(values(after))).toContain('shy.snap')
    const definition = definitionOf(after['solo.sil'] ?? '', after)
    expect(readSlotsFile(definition, after['solo.slots.json'], contextual).ok).toBe(true)
    expect(JSON.parse(after['solo.slots.json'] ?? '').slots).toEqual({ 'mine.snap': 30 })
  })

  it('stays of a piece that has changed since, where it was of one', async () => {
    const file = trained(TRIO.replace('|x...', '|xx..'), {}, VALUES)
    const marked = TRIO.replace('zones pocket', 'zones poc│ket')
    const { after } = await renamed(marked, 'shy', { 'trio.slots.json': file })
    const reading = readSlotsFile(
      definitionOf(after['trio.sil'] ?? '', {}),
      after['trio.slots.json'],
      contextual,
    )
    expect(reading).toMatchObject({ ok: true, warnings: [{ path: 'policy' }] })
  })

  it('is left alone where it did not fit before', async () => {
    const file = trained(TRIO.replace('5 ms..60 ms', '5 ms..50 ms'), {}, VALUES)
    const { after, told } = await renamed(TRIO.replace('zones pocket', 'zones poc│ket'), 'shy', {
      'trio.slots.json': file,
    })
    expect(after['trio.slots.json']).toBe(file)
    expect(told).toEqual([])
  })

  it('is told of where the piece has errors: nobody knows then which slots it names', async () => {
    const file = trained(TRIO, {}, VALUES)
    const marked = `${TRIO.replace('zones pocket', 'zones poc│ket')}tempo 96\n`
    const { after, told } = await renamed(marked, 'shy', { 'trio.slots.json': file })
    expect(after['trio.slots.json']).toBe(file)
    expect(told).toEqual([
      expect.stringMatching(/^trio\.slots\.json keeps the old names: the piece has errors/),
    ])
  })
})
