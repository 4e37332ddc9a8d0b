import { describe, expect, it } from 'vitest'
import { check } from '../../../compiler/compile.ts'
import type { SourceHost } from '../../../compiler/compile-api.ts'
import { normalise, relativePath, resolveRelative } from '../../../compiler/sources.ts'
import { checkText, hostOf, shown } from '../../diagnostics/checking.ts'

const WOODY = 'timbre woody = "warm woody click"\n'

describe('import paths', () => {
  it('are relative to the file that imports', () => {
    expect(resolveRelative('a/b/c.sil', './d.sil')).toEqual({ kind: 'path', path: 'a/b/d.sil' })
    expect(resolveRelative('a/b/c.sil', '../d.sil')).toEqual({ kind: 'path', path: 'a/d.sil' })
    expect(resolveRelative('c.sil', './x/./y/../d.sil')).toEqual({ kind: 'path', path: 'x/d.sil' })
  })

  // [import.path]
  it('never leave the workspace', () => {
    expect(resolveRelative('a/c.sil', '../../d.sil').kind).toBe('outside')
    expect(resolveRelative('c.sil', './a/../../d.sil').kind).toBe('outside')
    expect(normalise('../a')).toBeNull()
  })

  // [import.path]
  it('are no URLs, no absolute paths and no bare names', () => {
    for (const path of ['https://x.org/a.sil', 'file:///a.sil', '/a.sil', 'a.sil', 'C:\\a.sil', 'data:,x']) {
      expect(resolveRelative('c.sil', path).kind).toBe('notRelative')
    }
  })

  it('of nothing are reported, not passed over', () => {
    const { diagnostics } = checkText('import { nope } from ""\ntempo 120 bpm\nmetronome m { beat |x| }\n')
    expect(diagnostics.map(({ code }) => code)).toContain('SIL0701')
  })

  it('with backslashes are offered with slashes', () => {
    expect(resolveRelative('c.sil', '.\\lib\\a.sil')).toEqual({ kind: 'notRelative', meant: './lib/a.sil' })
  })

  it('can be told from one file to another', () => {
    expect(relativePath('examples/a.sil', 'examples/library/z.sil')).toBe('library/z.sil')
    expect(relativePath('a/b/c.sil', 'a/d/e.sil')).toBe('../d/e.sil')
    expect(relativePath('c.sil', 'e.sil')).toBe('e.sil')
  })
})

describe('imported files', () => {
  // [import.unused]
  it('that play may have what only others use', () => {
    const files = {
      'z.sil':
        'zones pocket { snap 20 ms }\nzones lost { snap 30 ms }\nmetronome own { beat |X x x x| }\n' +
        'import { base } from "./b.sil"\nlet far = 3 * base\ntimbre left = "warm woody click"\n',
      'b.sil': 'let base = 5 ms\nmetronome third { beat |X x x x| }\n',
    }
    const text =
      'import { pocket, far } from "./z.sil"\nplayer { zones pocket }\nmetronome m { beat |X x x x|  feel behind far }\n'
    expect(shown(checkText(text, files))).toEqual([
      'SIL0203 [lost] Nothing uses `lost`.',
      'SIL0203 [left] Nothing uses `left`.',
    ])
  })

  it('are read once, however many import them', () => {
    const reads: string[] = []
    const files: Record<string, string> = {
      'a.sil': 'import { base } from "./base.sil"\nlet a = base\n',
      'b.sil': 'import { base } from "./base.sil"\nlet b = base\n',
      'base.sil': 'let base = 5 ms\n',
    }
    const host: SourceHost = {
      read(path) {
        reads.push(path)
        return hostOf(files).read(path)
      },
    }
    const text = 'import { a } from "./a.sil"\nimport { b } from "./b.sil"\nlet c = a + b\n'
    const result = check({ path: 'main.sil', text, host })
    expect(shown(result)).toEqual([])
    expect(reads.toSorted()).toEqual(['a.sil', 'b.sil', 'base.sil'])
    expect([...result.sources.keys()].toSorted()).toEqual(['a.sil', 'b.sil', 'base.sil', 'main.sil'])
  })

  it('report their own mistakes under their own name', () => {
    const result = checkText(
      'import { pocket } from "./zones.sil"\nplayer { zones pocket }\nmetronome click { beat |x x x x| }\n',
      {
        'zones.sil': 'zones pocket { snap 20 }\n',
      },
    )
    expect(result.ir).toBeNull()
    expect(result.diagnostics.map((d) => [d.file, d.code])).toEqual([['zones.sil', 'SIL0301']])
  })

  it('report what cannot be read in them under their own name', () => {
    const result = checkText(`import { woody } from "./t.sil"\ntimbre b = woody\n`, {
      't.sil': `${WOODY}timbre x = "open\n`,
    })
    expect(result.diagnostics.map((d) => [d.file, d.code])).toEqual([['t.sil', 'SIL0105']])
  })

  // [import.cycle]
  it('in a circle show the whole chain, under the import that closes it', () => {
    const result = checkText('import { a } from "./a.sil"\nlet x = a\n', {
      'a.sil': 'import { b } from "./b.sil"\nlet a = b\n',
      'b.sil': 'import { x } from "./main.sil"\nlet b = x\n',
    })
    expect(result.diagnostics.map((d) => [d.file, d.code, d.hint])).toEqual([
      ['b.sil', 'SIL0705', 'main.sil → a.sil → b.sil → main.sil'],
    ])
    expect(result.diagnostics[0]?.related.map((place) => place.file)).toEqual(['', 'a.sil'])
  })

  it('do not pass on what they import themselves', () => {
    const result = checkText('import { woody } from "./b.sil"\ntimbre c = woody\n', {
      'b.sil': 'import { woody } from "./t.sil"\ntimbre d = woody\n',
      't.sil': WOODY,
    })
    expect(result.diagnostics.map((d) => [d.code, d.hint])).toEqual([
      ['SIL0707', 'b.sil imports it, too: import it from the file that declares it.'],
    ])
  })

  it('that are missing cause one error, not one for each use', () => {
    const result = checkText(
      'import { woody, tick } from "./gone.sil"\nmetronome click {\n  beat |x x x x|\n  timbre woody\n  timbre tick on 1\n}\n',
    )
    expect(result.diagnostics.map((d) => d.code)).toEqual(['SIL0701'])
  })

  // [import.as]
  it('name their slots as the importing file names them', () => {
    const result = checkText(
      'import { tight as pocket } from "./lib/zones.sil"\nplayer { zones pocket }\nmetronome click { beat |x x x x| }\n',
      {
        'lib/zones.sil':
          'let near = learn 20 ms in 5 ms..60 ms\nzones tight {\n  snap near\n  adapt learn 0.2 in 0..0.6\n}\n',
      },
    )
    expect(shown(result)).toEqual([])
    expect(result.ir?.slots.map((slot) => slot.name)).toEqual(['lib/zones.sil:near', 'pocket.adapt'])
    expect(result.ir?.zones.map((z) => z.name)).toEqual(['pocket'])
  })

  it('point into the importing file, at the import', () => {
    const text =
      'import { tight } from "./z.sil"\nplayer { zones tight }\nmetronome click { beat |x x x x| }\n'
    const result = checkText(text, { 'z.sil': 'zones tight { snap learn 20 ms in 5 ms..60 ms }\n' })
    const span = result.ir?.slots[0]?.span
    expect(text.slice(span?.start, span?.end)).toBe('tight')
  })

  it('can be a whole band, of which zones are borrowed', () => {
    const result = checkText(
      'import { pocket } from "./band.sil"\nplayer { zones pocket }\nmetronome click { beat |x x x x| }\n',
      { 'band.sil': 'zones pocket { snap 10 ms }\nplayer { zones pocket }\ndrummer kit { kick |x.x.| }\n' },
    )
    expect(shown(result)).toEqual([])
    expect(result.ir?.members.map((m) => m.name)).toEqual(['click'])
  })
})
