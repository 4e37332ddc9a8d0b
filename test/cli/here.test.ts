import { posix, win32 } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFrom } from '../../cli/io/here.ts'

test('a source map names its source by the way from its folder, and by an address where no way leads from drive to drive', () => {
  expect(sourceFrom('/songs/out', '/songs/a b.sil', posix)).toBe('../a b.sil')
  expect(sourceFrom('/songs/out', '/songs/back\\slash.sil', posix)).toBe('../back\\slash.sil')
  expect(sourceFrom('C:\\songs\\out', 'c:\\Songs\\trio\\a.sil', win32)).toBe('../trio/a.sil')
  expect(sourceFrom('C:\\songs\\out', 'D:\\my songs\\a.sil', win32)).toBe('file:///D:/my%20songs/a.sil')
  expect(sourceFrom('C:\\songs\\out', '\\\\server\\share\\a#1.sil', win32)).toBe(
    'file://server/share/a%231.sil',
  )
})
