import { afterEach, describe, expect, it } from 'vitest'
import type { InlayHint } from 'vscode-languageserver'
import { type Editor, hoverAt, openEditor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

async function hover(marked: string): Promise<string | null> {
  editor = await openEditor()
  return hoverAt(editor, marked)
}

const SONG = `key D dorian
bassist bass { line |1 b3 5 8| }
section A { bars 2  chords | Dm7 | G7 | }
section B { bars 2  chords | Dm7 | Cmaj7 - | N.C. |  bass.line |1 3 6 7/5,| }
form A, B
`

describe('a swing', () => {
  it.each([
    ['swing 62│%', '62%: long to short is 1.63 to 1; 50% is straight, 66.7% a triplet'],
    ['swing 50│%', '50%: straight; 66.7% is a triplet'],
    ['swing learn 58│% in 50%..70%', '58%: long to short is 1.38 to 1; 50% is straight, 66.7% a triplet'],
  ])('says how long and short are to each other: %s', async (marked, text) => {
    expect(await hover(`${marked}\nmetronome m { beat |x x x x| }\n`)).toContain(text)
  })

  it('is no other share', async () => {
    expect(await hover('drummer k {\n  kick |x..x|\n  pan 30│%\n}\n')).toBe('30%: 0.3 of the whole')
  })
})

describe('a degree', () => {
  it('says its note over each chord that it may sound with', async () => {
    expect(await hover(SONG.replace('|1 b3 5 8|', '|1 b3 5│ 8|'))).toBe(
      '**5**: A over Dm7, D over G7, G over Cmaj7',
    )
    editor.close()
    expect(await hover(SONG.replace('|1 b3 5 8|', '|1 b3│ 5 8|'))).toBe(
      '**b3**: F over Dm7, Bb over G7, Eb over Cmaj7',
    )
    editor.close()
    expect(await hover(SONG.replace('|1 b3 5 8|', '|1 b3 5 8│|'))).toBe(
      '**8**: D over Dm7, G over G7, C over Cmaj7',
    )
  })

  it('of a section goes by that section’s chords', async () => {
    expect(await hover(SONG.replace('|1 3 6 7', '|1 3 6│ 7'))).toBe('**6**: B over Dm7, A over Cmaj7')
    editor.close()
    expect(await hover(SONG.replace('7/5,', '7/5│,'))).toBe('**5,**: A over Dm7, G over Cmaj7')
  })

  it('names eight chords at most, and says that there are more', async () => {
    const song = (chords: string) =>
      `bassist b { line |1│ 3 5 8| }\nsection s { bars 3  chords | ${chords} | }\nform s\n`
    const eight = 'Cmaj7 Dm7 Em7 | Fmaj7 G7 Am7 | Bm7b5 E7'
    const said = await hover(song(`${eight} .`))
    expect(said?.split(' over ')).toHaveLength(9)
    expect(said).not.toContain('…')
    editor.close()
    expect(await hover(song(`${eight} A7`))).toBe(`${said}, …`)
  })

  it('that is the root of a slash chord is the note under it, as the bassist plays it', async () => {
    const song = SONG.replaceAll('G7', 'G7/B')
    expect(await hover(song.replace('|1 b3', '|1│ b3'))).toBe('**1**: D over Dm7, B over G7/B, C over Cmaj7')
    editor.close()
    expect(await hover(song.replace('b3 5 8', 'b3 5│ 8'))).toContain('D over G7/B')
  })

  it('is of the key, where there are no chords', async () => {
    const line = (key: string) => `key ${key}\nbassist b { line |1 3│ 5 #4| }\n`
    expect(await hover(line('D dorian'))).toBe('**3**: F, in D dorian')
    editor.close()
    expect(await hover(line('E major'))).toBe('**3**: G#, in E major')
    editor.close()
    expect(await hover('bassist b { line |1 3 #4│| }\n')).toBe('**#4**: F#, in C major')
  })
})

describe('a chord', () => {
  it('has its notes, and what is none has none', async () => {
    const at = (cell: string) => `section s { bars 1  chords | ${cell}│ | }\nform s\n`
    expect(await hover(at('Dm7'))).toContain('**Dm7**: D F A C')
    editor.close()
    expect(await hover(at('Dmq7'))).toBeNull()
  })
})

describe('a member', () => {
  it('has a picture: degrees as they are, and a mark where it is not known what sounds', async () => {
    const said = await hover('bassist b│ass {\n  line |1 b3 5? 5/8 8 . - 7~|\n}\n')
    expect(said).toContain('line │13??8·─?│')
  })
})

describe('zones', () => {
  it('in seconds look like those in milliseconds', async () => {
    const zones = (snap: string, follow: string, limit: string) =>
      `tempo 96 bpm\nzones po│cket { snap ${snap}  follow ${follow}  limit ${limit} }\nplayer { zones pocket }\n`
    const picture = async (marked: string) => (await hover(marked))?.split('```text')[1]
    const said = await picture(zones('20 ms', '100 ms', '200 ms'))
    expect(said).toContain('holds ±20 ms')
    editor.close()
    expect(await picture(zones('0.02 s', '0.1 s', '0.2 s'))).toBe(said)
  })
})

describe('a pitch', () => {
  it.each(['bassist b { line |E│2 - G2 A2| }\n', 'bassist b {\n  range E│2..G3\n  line |1 - 5 .|\n}\n'])(
    'is a note, and no chord: %s',
    async (marked) => {
      expect(await hover(marked)).toContain('**E2**: 82.4 Hz, MIDI note 40')
    },
  )

  it('has no chord beside it either', async () => {
    editor = await openEditor({}, undefined, { inlayHints: { chords: true } })
    const text = 'bassist b { line |E2 - G2 A2| }\nsection s { bars 1  chords | Dm7 | }\nform s\n'
    const uri = editor.open('a.sil', text)
    const range = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } }
    const hints = (await editor.ask('textDocument/inlayHint', {
      textDocument: { uri },
      range,
    })) as InlayHint[]
    expect(hints.map(({ label }) => label)).toEqual(['D F A C'])
  })
})
