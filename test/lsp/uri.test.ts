import { expect, test } from 'vitest'
import { uriAt } from '../../lsp/project.ts'

test('a path with half of a character has an address, and stops nothing', () => {
  expect(uriAt('file:///a', 'b/\ud800.sil')).toBe('file:///a/b/%EF%BF%BD.sil')
  expect(uriAt('file:///a', '𝄞 c.sil')).toBe('file:///a/%F0%9D%84%9E%20c.sil')
})
