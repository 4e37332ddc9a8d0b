import { afterEach, describe, expect, it } from 'vitest'
import type { InlayHint } from 'vscode-languageserver'
import { check } from '../../compiler/compile.ts'
import { PROPERTIES, type PropertyContext } from '../../language/vocabulary.ts'
import { WORDS } from '../../lsp/service/complete-words.ts'
import { meaningOf, USUAL } from '../../lsp/service/meanings.ts'
import { type Editor, hoverAt, openEditor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

async function hover(marked: string): Promise<string | null> {
  editor = await openEditor()
  return hoverAt(editor, marked)
}

describe('a cell', () => {
  it.each([
    ['drummer k { kick |x... │X..g| }', '**X**: an accent, at full loudness (bar 1, cell 5 of 8)'],
    [
      'drummer k { kick |x...|x..g│| }',
      '**g**: a ghost note, at a quarter of full loudness (bar 2, cell 4 of 4)',
    ],
    ['drummer k { kick |x .│ x .| }', '**.**: a rest (bar 1, cell 2 of 4)'],
    [
      'drummer k { hat |x o│ x x| }',
      '**o**: the hat, open: it rings until it is struck again or closed, at the barline at the latest (bar 1, cell 2 of 4)',
    ],
    [
      'drummer k { hat |x x?30│ x x| }',
      '**x?30**: a hit, at 0.7 of full loudness, with a chance of 30 % (bar 1, cell 2 of 4)',
    ],
    ['drummer k { hat |x [x│x] x x| }', '**x**: a hit, at 0.7 of full loudness (bar 1, cell 2 of 4)'],
    ['drummer k { crash |#│ . . .| }', '**#**: choked: the hand stops the cymbal (bar 1, cell 1 of 4)'],
    ['pianist k { comp |x -│ x x_!| }', '**-**: the note before goes on (bar 1, cell 2 of 4)'],
    [
      'pianist k { comp |x - x x_!│| }',
      '**x_!**: a hit, at 0.7 of full loudness, accented, muffled (bar 1, cell 4 of 4)',
    ],
    ['section s { bars 2  chords | Dm7 -│ | G7 | }', '**-**: the chord before goes on (bar 1, cell 2 of 2)'],
    [
      'section s { bars 2  chords | Dm7 | %│ | }',
      '**%**: the chords of the bar before once more (bar 2, cell 1 of 1)',
    ],
    [
      'section s { bars 2  chords | N.C│. | G7 | }',
      '**N.C.**: no chord: bass and keys are silent (bar 1, cell 1 of 1)',
    ],
  ])('says what it sounds like, and where it stands: %s', async (marked, said) => {
    expect(await hover(marked)).toBe(said)
  })

  it('that may sound says so, with its slot', async () => {
    const said = await hover('drummer k { kick |x . . ~│| }')
    expect(said).toContain('**~**: a hit whose chance is learned (bar 1, cell 4 of 4)')
    expect(said).toContain('**k.kick[1:4]** is learned')
  })
})

describe('a word that stands for a value', () => {
  it('is one of ours, and none that every object of a program has', () => {
    for (const word of ['constructor', 'toString', '__proto__']) {
      expect(meaningOf('reward', word)).toBeUndefined()
      expect(meaningOf(word, 'rating')).toBeUndefined()
    }
  })

  it.each([
    ['zones z { curve clas│sic }', 'The founding formula'],
    ['pianist p { voicing learn shell or spr│ead }', 'Every second voice an octave higher'],
    ['bassist b { feel beh│ind 8 ms }', 'Always that much late.'],
    ['drummer d { kick |x|  feel ah│ead 4 ms }', 'Always that much early.'],
    ['rule r wh│en player.silent { }', 'What must hold'],
    ['section a { bars 1 }\nform vamp a un│til cue', 'What ends the vamp'],
    ['reward r = (session.rating el│se 3) / 5', 'where nothing was measured'],
    ['reward r = ses│sion.completed', 'What was measured of a session'],
    ['tempo lad│der 80 bpm..120 bpm by 4 bpm every 8 bars', 'climbs'],
    ['import { a a│s b } from "./x.sil"', 'in this file'],
    ['train t { guard comp│leted >= -1% }', 'played to their end'],
    ['bassist b { line wa│lk }', 'A walking bass'],
    ['train t { unit user-│week }', 'share a draw'],
    ['rule r when player.sp│read < 12 ms { }', 'How unevenly the player plays'],
    ['reward r = min(session.dur│ation / 10 min, 1)', 'without what was paused'],
  ])('says what it means: %s', async (marked, said) => {
    expect(await hover(marked)).toContain(said)
  })

  it('is no name that is spelled alike', async () => {
    expect(await hover('let shell = 5 ms\npianist p { voicing sh│ell }')).toBe(
      '**shell**\n\nRoot, third and seventh.',
    )
    editor.close()
    expect(await hover('section D { bars 1 }\nform D\nkey D│ dorian')).toBe('**D dorian**: D E F G A B C')
  })

  it('is told of in every place that completes it', () => {
    for (const [place, words] of Object.entries(WORDS))
      for (const word of words)
        if (!/^(?:every|follow player|\d.*)$/.test(word))
          expect([place, word, meaningOf(place, word)]).toEqual([place, word, expect.any(String)])
  })
})

describe('a key', () => {
  it.each([
    ['key Bb ma│jor', '**Bb major**: Bb C D Eb F G A'],
    ['key F│# minor', '**F# minor**: F# G# A B C# D E'],
    ['key D har│monic minor', '**D harmonic minor**: D E F G A Bb C#'],
  ])('says its notes: %s', async (marked, said) => {
    expect(await hover(marked)).toBe(said)
  })
})

describe('a length', () => {
  const RULE = 'rule r when player.silent for 2 ba│rs { mute m }\nmetronome m { beat |x| }\n'
  it.each([
    ['', '2 bars last 4.8 s at 100 bpm, in 4/4'],
    ['tempo 120 bpm\nmeter 3/4\n', '2 bars last 3 s at 120 bpm, in 3/4'],
    ['tempo 60 bpm\nmeter 6/8\n', '2 bars last 4 s at 60 bpm, in 6/8'],
    ['tempo 210 bpm on 8ths\nmeter 7/8 (2+2+3)\n', '2 bars last 4 s at 210 bpm, in 7/8 (2+2+3)'],
  ])('in bars is so many seconds: %s', async (head, said) => {
    expect(await hover(head + RULE)).toBe(said)
  })

  it('in beats counts those of the metre, where bpm counts others', async () => {
    expect(await hover('tempo 120 bpm\nmeter 2/2\nzones z { snap 100 │ms }')).toBe(
      '100 ms is 0.1 beats at 120 bpm',
    )
    editor.close()
    expect(await hover('tempo 120 │bpm\nmeter 2/2\n')).toBe('120 bpm: a count of 500 ms')
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
    const uri = editor.open('b.sil', 'tempo 120 bpm\nmeter 2/2\nzones z { snap 100 ms }\n')
    const hints = (await editor.ask('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    })) as InlayHint[]
    expect(hints.map(({ label }) => label)).toEqual(['0.1 beats'])
  })

  it('that a tempo changes by is no tempo', async () => {
    const rule = 'rule r when player.late { tempo by -4 │bpm }\nmetronome m { beat |x| }\n'
    expect(await hover(rule)).toBe('from 100 bpm to 96 bpm: a beat of 625 ms')
  })
})

describe('a property', () => {
  it('says what holds without it', async () => {
    expect(await hover('zones z { sn│ap 20 ms }')).toContain('Without it: `20 ms`')
    editor.close()
    expect(await hover('guitarist g { voi│cing close  comp |x| }')).toContain('Without it: `drop2`')
  })

  it('plays as without it where that is written', () => {
    const MEMBERS = ['bassist', 'pianist', 'guitarist']
    const body: Readonly<Record<string, string>> = {
      bassist: 'line |1 5|',
      pianist: 'comp |x x|',
      guitarist: 'comp |x x|',
    }
    const piece = (context: PropertyContext, written: string): string => {
      const own = (kind: string): string =>
        `${kind} ${kind}1 { ${body[kind]}  ${kind === context ? written : ''} }\n`
      return `${context === 'file' ? written : ''}
player { zones z  ${context === 'player' ? written : ''} }
zones z { ${context === 'zones' ? written : ''} }
reward r = min(session.duration / 10 min, 1)
train r { ${context === 'train' ? written : ''} }
let l = learn 8 ms in 0 ms..20 ms
metronome m { beat |x x x x|  feel behind l }
${MEMBERS.map(own).join('')}`
    }
    /** Places in the text are another matter. */
    const played = (text: string): string => {
      const { ir, diagnostics } = check({ path: 'a.sil', text, host: { read: () => ({ kind: 'missing' }) } })
      expect([text, diagnostics.filter(({ severity }) => severity === 'error')]).toEqual([text, []])
      return JSON.stringify(ir, (key, value) =>
        key === 'span' ? undefined : key === 'seed' ? (value ?? 0) : value,
      )
    }
    let tried = 0
    for (const [context, usual] of Object.entries(USUAL)) {
      const at = context as PropertyContext
      for (const [property, text] of Object.entries(usual)) {
        expect(PROPERTIES[at][property]).toBeDefined()
        expect([property, played(piece(at, `${property} ${text}`))]).toEqual([
          property,
          played(piece(at, '')),
        ])
        tried++
      }
    }
    expect(tried).toBeGreaterThan(20)
  })
})
