import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { check } from '../../compiler/compile.ts'
import { folderOf } from '../../studio/page/shared-folder.ts'
import { repositoryTop } from '../harness/sil.ts'

const files = Object.fromEntries(
  readdirSync(`${repositoryTop}/examples`, { recursive: true })
    .map((path) => `examples/${String(path).replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.sil'))
    .map((path) => [path, readFileSync(`${repositoryTop}/${path}`, 'utf8')]),
)

it.each(Object.keys(files))('%s finds its imports when it comes by a link', (path) => {
  const text = files[path] ?? ''
  const folder = folderOf(Object.keys(files), text)
  const host = {
    read: (wanted: string) =>
      Object.hasOwn(files, wanted)
        ? ({ kind: 'text', text: files[wanted] ?? '' } as const)
        : ({ kind: 'missing' } as const),
  }
  const codes = (at: string) => check({ path: at, text, host }).diagnostics.map(({ code }) => code)
  expect(codes(`${folder}/shared.sil`)).toEqual(codes(path))
  if (!/^import/m.test(text)) expect(folder).toBe('examples')
})

it('what imports something that nobody has lies where links lie', () => {
  expect(folderOf(['examples/a/b.sil'], 'import { x } from "./nobody.sil"\n')).toBe('examples')
  expect(folderOf(['examples/a/b.sil'], 'import { x } from "./b.sil"\n')).toBe('examples/a')
  expect(folderOf(['examples/b.sil'], 'import { x } from "../../../../etc/b.sil"\n')).toBe('examples')
})
