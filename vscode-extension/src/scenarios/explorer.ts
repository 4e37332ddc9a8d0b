/**
 * Scenarios as tests. Which there are, the language server says; they are played by a thread that compiles the text as it stands in
 * the editor, saved or not. Nothing is played before the folder is trusted.
 */

import {
  type CancellationToken,
  type ExtensionContext,
  Location,
  Range,
  type TestItem,
  TestMessage,
  type TestRun,
  TestRunProfileKind,
  type TestRunRequest,
  type TextDocument,
  tests,
  Uri,
  workspace,
} from 'vscode'
import { type FileScenarios, SCENARIOS } from '../../../lsp/own-requests.ts'
import { type Text, textOf } from '../../../lsp/text.ts'
import type { ScenarioKey } from '../../../studio/scenario-protocol.ts'
import { keyed } from '../../../studio/service/scenario-keys.ts'
import type { Ask } from '../extension.ts'
import type { ReadLocal } from '../player/sources.ts'
import { mayRun } from '../sil.ts'
import { type Played, startScenarios, type Thread } from './thread.ts'

/** Of one file: the items to run, by the scenario that each stands for. */
interface Batch {
  readonly file: TestItem
  readonly items: ReadonlyMap<string, TestItem>
}

export function registerScenarios(
  context: ExtensionContext,
  ask: Ask,
  startThread: () => Thread,
  readLocal: ReadLocal,
): void {
  const controller = tests.createTestController('silencio', 'SIL scenarios')
  const keys = new WeakMap<TestItem, ScenarioKey>()
  controller.resolveHandler = async (item) => (item?.uri === undefined ? all() : one(item.uri))
  controller.refreshHandler = all
  controller.createRunProfile(
    'Play scenarios',
    TestRunProfileKind.Run,
    (request, token) => run(request, token),
    true,
  )
  const watcher = workspace.createFileSystemWatcher('**/*.sil')
  context.subscriptions.push(
    controller,
    watcher,
    watcher.onDidCreate((uri) => void one(uri)),
    watcher.onDidChange((uri) => void one(uri)),
    watcher.onDidDelete((uri) => controller.items.delete(uri.toString())),
    workspace.onDidOpenTextDocument((document) => void shown(document)),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) void shown(document)
    }),
  )
  for (const document of workspace.textDocuments) void shown(document)

  async function all(): Promise<void> {
    const found = await ask<readonly FileScenarios[]>(SCENARIOS, {})
    if (found === null) return
    const uris = new Set(found.map(({ uri }) => Uri.parse(uri, true).toString()))
    for (const [id] of controller.items) if (!uris.has(id)) controller.items.delete(id)
    for (const file of found) take(file)
  }

  async function one(uri: Uri): Promise<void> {
    const found = await ask<readonly FileScenarios[]>(SCENARIOS, { textDocument: { uri: uri.toString() } })
    for (const file of found ?? []) take(file)
  }

  async function shown(document: TextDocument): Promise<void> {
    // Not what is compared with, or looked at as it was long ago.
    const isHere = workspace.getWorkspaceFolder(document.uri) !== undefined || document.uri.scheme === 'file'
    if (document.languageId !== 'sil' || !isHere) return
    const item = controller.items.get(document.uri.toString())
    if (item !== undefined) controller.invalidateTestResults(item)
    await one(document.uri)
  }

  function take({ uri: address, scenarios }: FileScenarios): void {
    const uri = Uri.parse(address, true)
    const id = uri.toString()
    if (scenarios.length === 0) {
      controller.items.delete(id)
      return
    }
    const file = controller.items.get(id) ?? controller.createTestItem(id, workspace.asRelativePath(uri), uri)
    const old = new Map([...file.children].map(([key, item]) => [key, item]))
    file.children.replace(
      keyed(scenarios).map(({ scenario: { title, range }, key }) => {
        const item = old.get(idOf(key)) ?? controller.createTestItem(idOf(key), title, uri)
        item.range = new Range(range.start.line, range.start.character, range.end.line, range.end.character)
        keys.set(item, key)
        return item
      }),
    )
    controller.items.add(file)
  }

  async function run(request: TestRunRequest, token: CancellationToken): Promise<void> {
    if (!mayRun()) return
    if (request.include === undefined) await all()
    const batches = batchesOf(request)
    const run = controller.createTestRun(request)
    for (const { items } of batches) for (const item of items.values()) run.enqueued(item)
    try {
      await played(batches, run, token)
    } finally {
      run.end()
    }
  }

  async function played(batches: readonly Batch[], run: TestRun, token: CancellationToken): Promise<void> {
    const scenarios = await startScenarios(context, startThread, readLocal)
    const stopping = token.onCancellationRequested(() => scenarios.end())
    try {
      for (const { file, items } of batches) {
        if (file.uri === undefined) continue
        const document = await opened(file.uri)
        if (typeof document === 'string') {
          // The others are played all the same.
          for (const item of items.values()) run.errored(item, new TestMessage(document))
          continue
        }
        const text = textOf(document.getText())
        const left = new Set(items.values())
        const wanted = [...items.values()].flatMap((item) => keys.get(item) ?? [])
        const unplayed = token.isCancellationRequested
          ? null
          : await scenarios.play(document, wanted, reporting(items, left, run, text, document.uri))
        for (const item of left) {
          if (unplayed === null || token.isCancellationRequested) run.skipped(item)
          else run.errored(item, messageAt(unplayed.message, unplayed, text, document.uri))
        }
      }
    } finally {
      stopping.dispose()
      scenarios.end()
    }
  }

  function batchesOf({ include, exclude }: TestRunRequest): readonly Batch[] {
    const left = new Set(exclude)
    const batches = new Map<TestItem, Map<string, TestItem>>()
    const add = (item: TestItem): void => {
      if (left.has(item)) return
      const { parent: file } = item
      if (file === undefined) {
        for (const [, child] of item.children) add(child)
        return
      }
      const items = batches.get(file) ?? new Map<string, TestItem>()
      batches.set(file, items.set(item.id, item))
    }
    if (include === undefined) for (const [, file] of controller.items) add(file)
    else for (const item of include) add(item)
    return [...batches].map(([file, items]) => ({ file, items }))
  }
}

/** The document, or why there is none, in words. */
async function opened(uri: Uri): Promise<TextDocument | string> {
  try {
    return await workspace.openTextDocument(uri)
  } catch (error) {
    return `${workspace.asRelativePath(uri)} cannot be opened: ${error instanceof Error ? error.message : String(error)}`
  }
}

const idOf = ({ title, nth }: ScenarioKey): string => `${nth} ${title}`

function reporting(
  items: ReadonlyMap<string, TestItem>,
  left: Set<TestItem>,
  run: TestRun,
  text: Text,
  uri: Uri,
): Played {
  return {
    started(scenario) {
      const item = items.get(idOf(scenario))
      if (item !== undefined) run.started(item)
    },
    judged({ scenario, milliseconds, expectations }) {
      const item = items.get(idOf(scenario))
      if (item === undefined) return
      left.delete(item)
      const failed = expectations.filter(({ passed }) => !passed)
      run.appendOutput(`${failed.length === 0 ? '✓' : '✗'} ${scenario.title}\r\n`, undefined, item)
      for (const { start, end, passed, found } of expectations)
        run.appendOutput(
          `    ${passed ? '✓' : '✗'} ${written(text, start, end)}: ${found}\r\n`,
          undefined,
          item,
        )
      if (failed.length === 0) run.passed(item, milliseconds)
      else
        run.failed(
          item,
          failed.map((one) => messageAt(`found: ${one.found}`, one, text, uri)),
          milliseconds,
        )
    },
  }
}

const written = ({ content }: Text, start: number, end: number): string =>
  content.slice(start, end).replace(/\s+/g, ' ')

function messageAt(
  words: string,
  span: { readonly start: number; readonly end: number },
  text: Text,
  uri: Uri,
): TestMessage {
  const { start, end } = text.rangeOf(span)
  const message = new TestMessage(words)
  message.location = new Location(uri, new Range(start.line, start.character, end.line, end.character))
  return message
}
