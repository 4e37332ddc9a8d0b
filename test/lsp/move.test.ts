import { afterEach, describe, expect, it } from 'vitest'
import type { WorkspaceEdit } from 'vscode-languageserver'
import { applied } from './applied.ts'
import { ABLE, type Editor, openEditor, uriOf } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

const FILES = {
  'main.sil': 'import { woody } from "./lib/sounds.sil"\nmetronome m { beat |x x x x| timbre woody }\n',
  'lib/sounds.sil': 'import { shy } from "../zones.sil"\ntimbre woody = sample "knock.wav"\n',
  'lib/deep/far.sil': 'import { woody } from "../sounds.sil"\ntimbre far = sample "../../wav/a b.wav"\n',
  'library.sil': 'timbre other = "dark snare"\n',
  'zones.sil': 'let shy = 5 ms\n',
}

/** All files whose text changes, as they are after the move was prepared. */
async function moved(...moves: readonly (readonly [string, string])[]): Promise<Record<string, string>> {
  editor = await openEditor(FILES)
  const edit = (await editor.ask('workspace/willRenameFiles', {
    files: moves.map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) })),
  })) as WorkspaceEdit | null
  return Object.fromEntries(
    Object.entries(FILES).flatMap(([path, text]) => {
      const edits = edit?.changes?.[uriOf(path)]
      return edits === undefined ? [] : [[path, applied(text, edits)]]
    }),
  )
}

describe('a folder that is moved', () => {
  it('is asked about by the editor', async () => {
    editor = await openEditor()
    const { fileOperations } = editor.initialized.capabilities.workspace ?? {}
    expect(fileOperations?.willRename?.filters.map(({ pattern }) => pattern.matches)).toContain('folder')
  })

  it('takes its files along: imports of them follow, and theirs of what stays', async () => {
    expect(await moved(['lib', 'sounds/all'])).toEqual({
      'main.sil': FILES['main.sil'].replace('./lib/sounds.sil', './sounds/all/sounds.sil'),
      'lib/sounds.sil': FILES['lib/sounds.sil'].replace('../zones.sil', '../../zones.sil'),
      'lib/deep/far.sil': FILES['lib/deep/far.sil'].replace('../../wav/', '../../../wav/'),
    })
  })

  it('is no other whose name begins alike', async () => {
    expect(await moved(['li', 'x'])).toEqual({})
  })
})

describe('recordings', () => {
  it('are told from where the file is now', async () => {
    expect(await moved(['lib/sounds.sil', 'sounds.sil'])).toEqual({
      'main.sil': FILES['main.sil'].replace('./lib/sounds.sil', './sounds.sil'),
      'lib/sounds.sil': 'import { shy } from "./zones.sil"\ntimbre woody = sample "lib/knock.wav"\n',
      'lib/deep/far.sil': FILES['lib/deep/far.sil'].replace('../sounds.sil', '../../sounds.sil'),
    })
  })

  it('are followed when they are moved', async () => {
    expect(await moved(['lib/knock.wav', 'wav/knock.wav'])).toEqual({
      'lib/sounds.sil': FILES['lib/sounds.sil'].replace('knock.wav', '../wav/knock.wav'),
    })
  })

  it('stay where a file only gets another name', async () => {
    expect(Object.keys(await moved(['lib/deep/far.sil', 'lib/deep/near.sil']))).toEqual([])
  })
})

describe('what was trained for a file', () => {
  const SLOTS = { 'zones.slots.json': '{}', 'lib/sounds.slots.json': '{}' }
  const RENAMES = {
    ...ABLE,
    workspace: {
      ...ABLE.workspace,
      workspaceEdit: { documentChanges: true, resourceOperations: ['rename'] },
    },
  } as typeof ABLE
  const told: string[] = []
  const asked = async (
    capabilities: typeof ABLE,
    ...moves: readonly (readonly [string, string])[]
  ): Promise<WorkspaceEdit | null> => {
    editor = await openEditor({ ...FILES, ...SLOTS }, capabilities)
    editor.client.onNotification('window/showMessage', ({ message }: { message: string }) => {
      told.push(message)
    })
    return (await editor.ask('workspace/willRenameFiles', {
      files: moves.map(([from, to]) => ({ oldUri: uriOf(from), newUri: uriOf(to) })),
    })) as WorkspaceEdit | null
  }
  const renaming = (from: string, to: string) => ({
    kind: 'rename',
    oldUri: uriOf(from),
    newUri: uriOf(to),
    options: { ignoreIfExists: true },
  })

  it('goes with it, and imports are told first', async () => {
    const edit = await asked(RENAMES, ['zones.sil', 'sub/other.sil'])
    expect(edit?.changes).toBeUndefined()
    expect(edit?.documentChanges?.map((one) => ('edits' in one ? one.textDocument : one))).toEqual([
      { uri: uriOf('lib/sounds.sil'), version: null },
      renaming('zones.slots.json', 'sub/other.slots.json'),
    ])
  })

  it('goes along with a folder by itself, and with an editor that moves it anyhow', async () => {
    const folder = await asked(RENAMES, ['lib', 'sounds'])
    expect(JSON.stringify(folder)).not.toContain('slots.json')
    editor.close()
    const both = await asked(RENAMES, ['zones.sil', 'other.sil'], ['zones.slots.json', 'other.slots.json'])
    expect(JSON.stringify(both)).not.toContain('rename')
    editor.close()
    // No piece any more: nothing is trained for it.
    expect(JSON.stringify(await asked(RENAMES, ['zones.sil', 'zones.txt']))).not.toContain('rename')
  })

  it('stays where the editor moves no files, and its author is told', async () => {
    const edit = await asked(ABLE, ['zones.sil', 'other.sil'])
    expect(Object.keys(edit?.changes ?? {})).toEqual([uriOf('lib/sounds.sil')])
    expect(told).toEqual([
      'zones.slots.json stays behind: call it other.slots.json, or what was trained is not found.',
    ])
  })
})
