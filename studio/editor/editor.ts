/** The editor: Monaco, told about SIL. */

import { dialBoard } from './dial-board.ts'
import type { Editor, EditorOptions } from './handle.ts'
import { configuration, monarch, SIL } from './language.ts'
import { createLights } from './lights.ts'
import { languages, editor as monaco, Uri } from './monaco.ts'
import { startLanguageServer } from './server/language-server.ts'
import { SHOWN } from './server/served.ts'
import { DAY_THEME, NIGHT_THEME, themes } from './theme.ts'
import '../style/editor.css'

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker }
  }
}

export function createEditor(host: HTMLElement, options: EditorOptions): Editor {
  prepare()
  const { path, still, onServerFailed } = options
  const model = monaco.createModel(options.text, SIL, Uri.parse(SHOWN))
  const view = monaco.create(host, {
    model,
    theme: options.dark ? NIGHT_THEME : DAY_THEME,
    fontFamily:
      'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace',
    fontSize: 16,
    lineHeight: 1.65,
    fontLigatures: false,
    lineNumbersMinChars: 3,
    folding: false,
    glyphMargin: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    renderLineHighlight: 'line',
    occurrencesHighlight: 'off',
    scrollBeyondLastLine: true,
    smoothScrolling: !still,
    cursorBlinking: still ? 'solid' : 'smooth',
    automaticLayout: true,
    wordBasedSuggestions: 'off',
    quickSuggestions: { other: true, comments: false, strings: false },
    tabSize: 2,
    padding: { top: 18, bottom: 18 },
    fixedOverflowWidgets: true,
    links: false,
    unicodeHighlight: { ambiguousCharacters: false },
    ariaLabel: 'The piece, as SIL text. Escape leaves it',
    accessibilitySupport: 'auto',
    stickyScroll: { enabled: false },
    scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, useShadows: false },
    guides: { indentation: false },
    bracketPairColorization: { enabled: false },
  })
  const lights = createLights(view, model)
  const board = dialBoard(view, model)
  const server = startLanguageServer({ model, languageId: SIL, path, onFailed: onServerFailed })
  let replacing = false
  model.onDidChangeContent(() =>
    options.onChange(model.getValue(), model.getVersionId(), board.turning || replacing ? 'tool' : 'hand'),
  )

  return {
    get text() {
      return model.getValue()
    },
    get version() {
      return model.getVersionId()
    },
    setText(text) {
      if (text === model.getValue()) return
      replacing = true
      // The model, and not the view: what sounded before comes back though the text is locked for hands.
      model.pushStackElement()
      // It is saved as it came.
      model.pushEOL(text.includes('\r\n') ? monaco.EndOfLineSequence.CRLF : monaco.EndOfLineSequence.LF)
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null)
      model.pushStackElement()
      replacing = false
    },
    show(checked) {
      if (checked.version !== model.getVersionId()) return
      server.settled()
      board.show(checked.dials)
      if (checked.program !== null) lights.remember(checked.version, checked.program.cells)
    },
    light: lights.light,
    open: server.open,
    sources: server.files,
    format: () => void view.getAction('editor.action.formatDocument')?.run(),
    undo: () => view.trigger('silencio', 'undo', null),
    nudge: board.nudge,
    setDark: (dark) => monaco.setTheme(dark ? NIGHT_THEME : DAY_THEME),
    setLocked(locked) {
      view.updateOptions({
        readOnly: locked,
        readOnlyMessage: { value: 'The text is locked for the stage' },
      })
      if (!locked) view.trigger('silencio', 'leaveEditorMessage', null)
    },
    setFontSize: (fontSize) => view.updateOptions({ fontSize }),
    focus: () => view.focus(),
  }
}

let prepared = false

function prepare(): void {
  if (prepared) return
  prepared = true
  window.MonacoEnvironment = {
    getWorker: () => new Worker('/editor-worker.js', { type: 'module', name: 'editor' }),
  }
  languages.register({ id: SIL, extensions: ['.sil'] })
  languages.setMonarchTokensProvider(SIL, monarch)
  languages.setLanguageConfiguration(SIL, configuration)
  for (const [name, theme] of Object.entries(themes)) monaco.defineTheme(name, theme)
}
