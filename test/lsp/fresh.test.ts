/** Whatever was edited, opened, closed and saved before: a server answers as one does that has just been started. */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs, TIMES } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { type Editor, openEditor, uriOf } from './client.ts'

const LIBRARY = `timbre woody = "warm woody click"
zones tight { snap 10 ms  follow 60 ms  strength 0.5  limit 120 ms }
let late = learn 8 ms in 0 ms..20 ms
drummer kit { hat |x.x.|  feel behind late }
`
const PIECE = `import { woody, tight, kit, late } from "./library.sil"
tempo 96 bpm
player { zones tight }
metronome click { beat |X x x x|  timbre woody }
bassist bass { line |1 5 1 5|  feel behind late }
section verse { bars 4  chords | Dm7 | G7 | Cmaj7 | % | kit.feel behind 12 ms }
form verse * 2
`
const OTHER = 'import { tight } from "./library.sil"\nzones z { snap 5 ms }\nplayer { zones tight }\n'
const FILES: Readonly<Record<string, string>> = {
  'library.sil': LIBRARY,
  'piece.sil': PIECE,
  'other.sil': OTHER,
}

const path = fc.constantFrom(...Object.keys(FILES))
const snippet = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...examples.map(({ text }) => text)) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '',
      '{',
      '}',
      '|',
      '|x.x.|',
      '"',
      '\n',
      '// a word\n',
      'learn ',
      '𝄞',
      'tight',
      'kit',
      'zones tight { snap 3 ms }\n',
      'import { woody } from "./library.sil"\n',
      'import { a } from "./piece.sil"\n',
      'section verse { bars 2 }\n',
      ' 12 ms',
    ),
  },
)
const share = fc.double({ min: 0, max: 1, noNaN: true })
const ASKED = [
  'diagnostic',
  'documentSymbol',
  'semanticTokens/full',
  'foldingRange',
  'inlayHint',
  'documentLink',
  'codeLens',
  'codeAction',
  'hover',
  'completion',
  'definition',
  'references',
  'documentHighlight',
  'prepareRename',
  'selectionRange',
  'formatting',
] as const
const question = fc.record({ method: fc.constantFrom(...ASKED), path, at: share })
type Question = typeof question extends fc.Arbitrary<infer T> ? T : never

const deed = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      k: fc.constant('change' as const),
      path,
      from: share,
      length: fc.oneof(fc.constant(0), fc.nat(12), fc.nat(300)),
      text: snippet,
    }),
  },
  { weight: 2, arbitrary: fc.record({ k: fc.constantFrom('open' as const, 'close' as const), path }) },
  { weight: 2, arbitrary: fc.record({ k: fc.constantFrom('save' as const, 'delete' as const), path }) },
  { weight: 5, arbitrary: question.map((one) => ({ k: 'ask' as const, ...one })) },
)

const place = (text: string, at: number) => {
  const lines = text.slice(0, Math.round(at * text.length)).split('\n')
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 }
}

async function asked(editor: Editor, { method, path, at }: Question, text: string): Promise<unknown> {
  const position = place(text, at)
  const range = { start: place(text, 0), end: place(text, 1) }
  const more = {
    position,
    positions: [position],
    range,
    context: { includeDeclaration: true, diagnostics: [] },
    options: { tabSize: 2, insertSpaces: true },
  }
  try {
    const answer = await editor.ask(`textDocument/${method}`, { textDocument: { uri: uriOf(path) }, ...more })
    return JSON.parse(JSON.stringify(answer, (key, value) => (key === 'resultId' ? undefined : value)))
  } catch (error) {
    return String(error)
  }
}

it('a server answers as a fresh one', { timeout: 120_000 * TIMES }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deed, { minLength: 5, maxLength: 40, size: 'max' }),
      fc.array(question, { minLength: 6, maxLength: 12 }),
      async (deeds, questions) => {
        const old = await openEditor(FILES)
        const open = new Map<string, string>()
        let version = 1
        const told = (type: 1 | 2 | 3, path: string): void =>
          void old.client.sendNotification('workspace/didChangeWatchedFiles', {
            changes: [{ uri: uriOf(path), type }],
          })
        const now = (path: string): string => open.get(path) ?? old.disk.get(path) ?? ''
        for (const path of ['piece.sil', 'library.sil']) {
          open.set(path, now(path))
          old.open(path, now(path))
        }
        for (const one of deeds) {
          const { path } = one
          const textDocument = { uri: uriOf(path), version: ++version }
          const its = open.get(path)
          switch (one.k) {
            case 'ask':
              await asked(old, one, now(path))
              break
            case 'open':
              if (its !== undefined) break
              open.set(path, now(path))
              old.open(path, now(path))
              break
            case 'close':
              if (its === undefined) break
              open.delete(path)
              void old.client.sendNotification('textDocument/didClose', { textDocument })
              break
            case 'save': {
              const type = old.disk.has(path) ? 2 : 1
              old.disk.set(path, its ?? FILES[path] ?? '')
              if (its !== undefined)
                void old.client.sendNotification('textDocument/didSave', { textDocument })
              told(type, path)
              break
            }
            case 'delete':
              if (!old.disk.delete(path)) break
              told(3, path)
              break
            case 'change': {
              if (its === undefined) break
              const from = Math.round(one.from * its.length)
              const to = Math.min(its.length, from + one.length)
              const start = place(its, from / Math.max(1, its.length))
              const end = place(its, to / Math.max(1, its.length))
              open.set(path, its.slice(0, from) + one.text + its.slice(to))
              void old.client.sendNotification('textDocument/didChange', {
                textDocument,
                contentChanges: [{ range: { start, end }, text: one.text }],
              })
              break
            }
          }
        }
        const fresh = await openEditor(Object.fromEntries(old.disk))
        for (const [path, text] of open) fresh.open(path, text)
        try {
          for (const one of questions) {
            const text = now(one.path)
            expect([one, await asked(old, one, text)]).toEqual([one, await asked(fresh, one, text)])
          }
          expect(await old.ask('workspace/symbol', { query: '' })).toEqual(
            await fresh.ask('workspace/symbol', { query: '' }),
          )
        } finally {
          old.close()
          fresh.close()
        }
      },
    ),
    runs(40),
  )
})
