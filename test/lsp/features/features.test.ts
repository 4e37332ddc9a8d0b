/**
 * What each feature of the server answers, kept as pages that one can read (`*.md` beside this file): the source with the cursor,
 * and the answer. `npm test -- test/lsp/features --update` writes them anew; look at what changed.
 */

import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import { behaviourHash, slotSchemaHash } from '../../../compiler/emit/behaviour.ts'
import { RUNTIME_VERSION } from '../../../runtime/version.ts'
import { type Editor, openEditor, uriOf } from '../client.ts'
import { BY_PLAYER, type Case, FEATURES, type Feature, FILES, SLOTS } from './cases.ts'
import { readable } from './render.ts'

let editor: Editor
afterEach(() => editor.close())

const MAIN = 'main.sil'
/** What the tests' editor can run when a lens is pressed. */
const COMMANDS = ['silencio.play', 'silencio.tapAlong', 'silencio.train']

describe.each(Object.entries(FEATURES))('%s', (name, feature) => {
  it('answers in files as they should be, and in broken ones', async () => {
    const { cases } = feature
    const parts: string[] = []
    for (const one of cases) {
      parts.push(page(one, await answer(feature, one)))
      editor.close()
    }
    const text = `# ${name}: \`${feature.method}\`\n\n${parts.join('\n')}`
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, `${name}.md`))
  })
})

describe('every feature', () => {
  it('that the server says it has is here', () => {
    const all = Object.values(FEATURES).map(({ method }) => method)
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThanOrEqual(26)
  })
})

function page({ title, text, files = {} }: Case, shown: string): string {
  const beside = Object.keys(files).map((path) => `Beside it: \`${path}\`.\n\n`)
  return `## ${title}\n\n${beside.join('')}\`\`\`sil\n${text.replace(/\n$/, '')}\n\`\`\`\n\n\`\`\`yaml\n${shown}\n\`\`\`\n`
}

async function answer({ method }: Feature, { text: marked, files = {}, params = {} }: Case): Promise<string> {
  const { text, position, range } = placed(marked)
  const disk = {
    ...FILES,
    ...Object.fromEntries(Object.entries(files).map(([path, one]) => [path, SLOTS_FILES[one]?.() ?? one])),
  }
  editor = await openEditor(disk, undefined, { commands: COMMANDS })
  const uri = editor.open(MAIN, text)
  const textOf = (of: string): string => (of === uri ? text : (disk[of.slice(uriOf('').length)] ?? ''))
  const isAction = method === 'textDocument/codeAction'
  const asked = {
    textDocument: { uri },
    position,
    ...(range === null ? {} : { range }),
    ...(method === 'textDocument/selectionRange' ? { positions: [position] } : {}),
    ...(isAction ? { context: { diagnostics: [] } } : {}),
    ...params,
  }
  try {
    const said = await editor.ask(method, asked)
    return readable(
      method === 'textDocument/prepareCallHierarchy' ? await calls(said) : shortened(method, said, text),
      textOf,
      uri,
    )
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** With who calls whom, which is asked for item by item. */
async function calls(prepared: unknown): Promise<unknown> {
  const items = Array.isArray(prepared) ? prepared : []
  return Promise.all(
    items.map(async (item) => ({
      name: item.name,
      incoming: await editor.ask('callHierarchy/incomingCalls', { item }),
      outgoing: await editor.ask('callHierarchy/outgoingCalls', { item }),
    })),
  )
}

/** Long answers by what somebody sees of them. */
function shortened(method: string, said: unknown, text: string): unknown {
  if (method === 'textDocument/completion' && Array.isArray(said)) {
    const shown = said.slice(0, MOST_ITEMS).map(({ label, detail, insertText, additionalTextEdits }) => ({
      label,
      detail,
      insert: insertText === label ? undefined : insertText,
      and: additionalTextEdits,
    }))
    return said.length > MOST_ITEMS ? [...shown, `and ${said.length - MOST_ITEMS} more`] : shown
  }
  if (method === 'textDocument/semanticTokens/full') return tokens(said, text)
  if (method === 'workspace/textDocumentContent')
    return { text: firstLines(Reflect.get(Object(said), 'text')) }
  return said
}

const MOST_ITEMS = 12

function firstLines(text: unknown): string {
  // What differs from version to version is not what is looked at here.
  const all = String(text)
    .replace(/[0-9a-f]{64}/g, '…')
    .replaceAll(RUNTIME_VERSION, '…')
    .split('\n')
  return [...all.slice(0, 14), `… ${all.length} lines`].join('\n')
}

function tokens(said: unknown, text: string): readonly string[] {
  const data: unknown = Reflect.get(Object(said), 'data')
  const numbers = Array.isArray(data) ? data : []
  const { tokenTypes } = editor.initialized.capabilities.semanticTokensProvider?.legend ?? { tokenTypes: [] }
  const lines = text.split('\n')
  let [line, character] = [0, 0]
  const words: string[] = []
  for (let i = 0; i < numbers.length; i += 5) {
    const [down, along, length, type] = numbers.slice(i, i + 4)
    character = down > 0 ? along : character + along
    line += down
    words.push(`${(lines[line] ?? '').slice(character, character + length)}:${tokenTypes[type]}`)
  }
  return words
}

function placed(marked: string) {
  const plain = marked.replace(/[│«»]/g, '')
  const positionAt = (mark: string) => {
    const before = marked.slice(0, marked.indexOf(mark)).replace(/[│«»]/g, '').split('\n')
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
  }
  const range = marked.includes('«') ? { start: positionAt('«'), end: positionAt('»') } : null
  const position = marked.includes('│') ? positionAt('│') : { line: 0, character: 0 }
  return { text: plain, position, range }
}

/** As the trainer would write it for the piece with slots. */
const NETWORKS = {
  'pocket.snap': {
    features: ['player.level'],
    mean: [0.5],
    scale: [0.2],
    layers: [{ weights: [[-0.4]], bias: [0.1] }],
  },
}

const BY = {
  method: 'cma-es',
  data: '4,000 sessions',
  seed: 1,
  date: '2026-11-20',
  estimate: 0.4,
  interval: [0.3, 0.5],
}

const SLOTS_FILES: Readonly<Record<string, () => string>> = {
  TRAINED: () => trained(),
  NETWORK: () => trained(BY_PLAYER, NETWORKS),
  UNTOLD: () => trained(SLOTS, null, null),
}

function trained(text = SLOTS, networks: object | null = null, by: object | null = BY): string {
  const { ir } = check({ path: MAIN, text, host: { read: () => ({ kind: 'missing' }) } })
  if (ir === null) throw new Error('the piece with slots has errors')
  return JSON.stringify({
    version: 1,
    policy: behaviourHash(ir, RUNTIME_VERSION, null),
    slot_schema: slotSchemaHash(ir.slots),
    transform: 'z/1',
    slots: { 'pocket.snap': 14.2, 'pocket.follow.strength': 0.61, 'keys.voicing': 'spread' },
    sigma: null,
    choice_probs: null,
    networks,
    trained: by,
  })
}
