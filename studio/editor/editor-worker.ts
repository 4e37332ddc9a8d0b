/** Monaco's own worker: it compares long texts, so that the page does not stop. */
import 'monaco-editor/editor/editor.worker.js'
