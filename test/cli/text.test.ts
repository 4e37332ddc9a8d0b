import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readText } from '../../cli/io/text.ts'

const folder = mkdtempSync(join(tmpdir(), 'sil-text-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function refusal(bytes: Uint8Array): { readonly message?: string; readonly hint?: string } {
  const path = join(folder, 'take.json')
  writeFileSync(path, bytes)
  try {
    readText(path, 1000, 'take.json')
    return {}
  } catch (error) {
    return Object(error)
  }
}

test('what an older PowerShell has written by > is told from what is no text at all', () => {
  const powerShell = refusal(Buffer.from('\ufeff{ "version": 1 }', 'utf16le'))
  expect(powerShell.message).toBe('take.json is not UTF-8 text.')
  expect(powerShell.hint).toContain('It is UTF-16, as PowerShell writes by `>`')
  expect(refusal(Uint8Array.of(0xfe, 0x80, 0x41)).hint).toBe('Save it as UTF-8.')
})
