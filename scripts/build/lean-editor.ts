import type { Plugin } from 'esbuild'

/**
 * Monaco's way to make an editor imports its ways to make two others, which set texts side by side, and its text model a second way to colour
 * a text. The page asks for none of them: they were 6 % of the editor.
 */
export const leanEditor: Plugin = {
  name: 'lean-editor',
  setup(build) {
    build.onLoad({ filter: /[\\/]monaco-editor[\\/]esm[\\/]vs[\\/]editor[\\/]/ }, ({ path }) => {
      const [, name = ''] = LEFT_OUT.exec(path) ?? []
      return name in CLASSES ? { contents: absent(CLASSES[name] ?? '') } : undefined
    })
  },
}

const LEFT_OUT = /[\\/](\w+)\.js$/

/** Modules of the editor, and the class that each is there for. */
const CLASSES: Readonly<Record<string, string>> = {
  diffEditorWidget: 'DiffEditorWidget',
  multiDiffEditorWidget: 'MultiDiffEditorWidget',
  treeSitterSyntaxTokenBackend: 'TreeSitterSyntaxTokenBackend',
}

const absent = (name: string): string =>
  `export class ${name} { constructor() { throw new Error('${name} is not part of this page') } }`
