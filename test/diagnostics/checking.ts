/** Checks a text in a workspace that lives in memory. */

import { check } from '../../compiler/compile.ts'
import type { CheckResult, SourceHost } from '../../compiler/compile-api.ts'

export function hostOf(files: Readonly<Record<string, string>> = {}): SourceHost {
  return {
    read(path) {
      const text = Object.hasOwn(files, path) ? files[path] : undefined
      if (text === undefined) return { kind: 'missing' }
      return text === 'REFUSED' ? { kind: 'refused', why: 'it is a folder' } : { kind: 'text', text }
    },
  }
}

export function checkText(
  text: string,
  files?: Readonly<Record<string, string>>,
  path = 'main.sil',
): CheckResult {
  return check({ path, text, host: hostOf(files) })
}

/** `SIL0301@snap 20`: codes and the texts they mark, for failures that can be read. */
export function shown(result: CheckResult, path = 'main.sil'): readonly string[] {
  return result.diagnostics.map(({ code, file, span, message }) => {
    const text = result.sources.get(file === '' ? path : file) ?? ''
    return `${code} [${text.slice(span.start, span.end)}] ${message}`
  })
}
