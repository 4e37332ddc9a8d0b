import { afterEach, describe, expect, it } from 'vitest'
import { type CompletionItem, CompletionTriggerKind, type TextEdit } from 'vscode-languageserver'
import { cellsAt, completionsAt } from '../../lsp/service/complete.ts'
import { applied } from './applied.ts'
import { ABLE, type Editor, openEditor, withCursor } from './client.ts'

/** What is offered where somebody writes, in the order in which it is. */

const BAND = `let shy = 5 ms
timbre woody = "warm click"
metronome click { beat |X x x x| }
drummer kit { kick |x.x.| }
bassist bass { line |1 - 5 -| }
section verse { bars 4 }
`
const labels = (marked: string): readonly string[] => {
  const text = `${BAND}${marked}`
  const offset = text.indexOf('│')
  return completionsAt(text.replace('│', ''), offset).map(({ label }) => label)
}

describe('behind a number', () => {
  it.each([
    ['zones z {\n  snap 20 │\n}', 'ms beats'],
    ['zones z {\n  snap learn 20 ms in 5 ms..60 │\n}', 'ms beats'],
    ['zones z {\n  follow 100 ms  strength 50 │\n}', '%'],
    ['drummer d {\n  level -6 │\n}', 'dB'],
    ['drummer d {\n  level -6 dB -> 0 │\n}', 'dB'],
    ['drummer d {\n  human 4 │\n}', 'ms'],
    ['drummer d {\n  feel behind 8 │\n}', 'ms'],
    ['drummer d {\n  pan -30 │\n}', '%'],
    ['drummer d {\n  fill every 8 │\n}', 'bars'],
    ['drummer d {\n  fill every 8 bars density 30 │\n}', '%'],
    ['drummer d {\n  dynamics follow player 50 │\n}', '%'],
    ['drummer d {\n  dynamics follow player 50% within 6 │\n}', 'dB'],
    ['tempo 120 bpm -> 96 bpm over 4 │', 'bars'],
    ['swing 58 │', '%'],
    ['swing short 100 │', 'ms'],
    ['pickup 2 │', 'beats steps'],
    ['player {\n  count 2 │\n}', 'bars beats'],
    ['player {\n  count 1 │\n}', 'bar beat'],
    ['rule r when player.silent for 2 │', 'bars'],
    ['rule r when player.spread < 12 │', 'ms'],
    ['rule r when player.silent for 2 bars { level click to -12 │ }', 'dB'],
    ['rule r when player.silent for 2 bars {\n  tempo by +4 │\n}', 'bpm'],
    ['reward r = return_rate(3 │', 'days'],
    ['scenario "x" {\n  player speeds up 4 │\n}', '%'],
    ['scenario "x" {\n  player rushes 40 │\n}', 'ms'],
    ['scenario "x" {\n  expect mode snap on 80 │\n}', '%'],
    ['scenario "x" {\n  expect tempo within 2% of 96 │\n}', 'bpm'],
  ])('stand the units of its place: %s', (marked, units) => {
    const wanted = units.split(' ')
    const found = labels(marked)
    expect(found.slice(0, wanted.length)).toEqual(wanted)
    for (const other of ['ms', 'dB', 'bpm', '%', 'learn', 'shy'])
      if (!wanted.includes(other)) expect(found).not.toContain(other)
  })

  it('stands none where there is none, and what is glued to it is finished', () => {
    for (const marked of ['meter 3 │', 'seed 7 │', 'section s {\n  bars 4 │\n}', 'form verse * 2 │'])
      expect(
        labels(marked).filter((label) => /^(ms|bars|beats|bpm|dB|%)$/.test(label)),
        marked,
      ).toEqual([])
    expect(labels('zones z {\n  snap 20│\n}')).toEqual(['ms', 'beats'])
    expect(labels('zones z {\n  snap 20m│\n}')).toEqual(['ms', 'beats'])
  })
})

describe('behind the point of a member in a section', () => {
  it('stand the properties of its kind', () => {
    const kit = labels('section s {\n  bars 4\n  kit.│\n}')
    expect(kit).toContain('kick')
    expect(kit).toContain('level')
    expect(kit).not.toContain('bars')
    expect(kit).not.toContain('line')
    expect(labels('section s { bars 4  bass.li│ }')).toContain('line')
    expect(labels('section s {\n  nobody.│\n}')).toEqual([])
  })
})

describe('learn, and names of values', () => {
  it('stand where something can be learned, and nowhere else', () => {
    for (const marked of ['swing │', 'zones z {\n  curve │\n}', 'drummer d {\n  level │\n}', 'let x = │'])
      expect(labels(marked), marked).toContain('learn')
    for (const marked of [
      'meter │',
      'seed │',
      'band │',
      'player {\n  zones │\n}',
      'player {\n  plays │\n}',
      'player {\n  count │\n}',
      'drummer d {\n  timbre │\n}',
      'drummer d {\n  fill every │\n}',
      'drummer d {\n  kick │\n}',
      'bassist b {\n  line │\n}',
      'bassist b {\n  range │\n}',
      'section s {\n  mute │\n}',
      'section s {\n  kit.kick │\n}',
      'train r {\n  unit │\n}',
      'rule r when player.silent { section │ }',
    ])
      expect(labels(marked), marked).not.toContain('learn')
    expect(labels('drummer d {\n  kick │\n}')).not.toContain('shy')
    expect(labels('zones z {\n  curve │\n}')).toEqual(['smooth', 'classic', 'learn'])
    expect(labels('drummer d {\n  timbre │\n}')).not.toContain('shy')
  })

  it('are no members where a member says how loud it is', () => {
    expect(labels('drummer d {\n  level │\n}')).not.toContain('click')
    expect(labels('rule r when player.silent { level │ }').slice(0, 3)).toEqual(['click', 'kit', 'bass'])
  })

  it('are followed by what a range may have', () => {
    expect(labels('drummer d {\n  level learn -6 dB │\n}')).toEqual(['in'])
    const ranged = labels('zones z {\n  snap learn 20 ms in 5 ms..60 ms │\n}')
    expect(ranged).toContain('log')
    expect(ranged).toContain('by')
  })
})

describe('modifiers', () => {
  it('wait for the value, and stand once', () => {
    expect(labels('drummer d {\n  kick │\n}')).not.toContain('timbre')
    expect(labels('drummer d {\n  kick |x.x.|  timbre │\n}')).toEqual(['woody'])
    const more = labels('drummer d {\n  kick |x.x.|  timbre woody  │\n}')
    expect(more).toContain('level')
    expect(more).not.toContain('timbre')
    // No voice has a place or a chance of its own.
    expect(more).not.toContain('pan')
    expect(more).not.toContain('chance')
  })
})

describe('behind all that a property takes', () => {
  it('stands no more of it', () => {
    expect(labels('zones z {\n  curve smooth │\n}')).toEqual([])
    expect(labels('drummer d {\n  level -6 dB │\n}')).toEqual(['over'])
  })
})

describe('a scenario', () => {
  it.each([
    ['expect │', 'mode tempo level'],
    ['expect mode │', 'snap follow limit'],
    ['expect mode snap │', 'on'],
    ['expect mode snap on 80% │', 'of'],
    ['expect mode snap on 80% of │', 'beats'],
    ['expect tempo │', 'within'],
    ['expect tempo within 2% │', 'of'],
    ['expect level │', 'click kit bass'],
    ['player │', 'steady rushes drags speeds slows silent simulated'],
    ['player simulated │', 'novice musician drummer'],
    ['player speeds │', 'up'],
    ['player slows │', 'down'],
    ['player silent │', 'for'],
    ['player speeds up 4% │', 'over'],
  ])('is written word by word: %s', (line, words) => {
    expect(labels(`scenario "x" {\n  ${line}\n}`)).toEqual(words.split(' '))
    expect(labels(`scenario "x" { bars 2  ${line} }`).slice(0, words.split(' ').length)).toEqual(
      words.split(' '),
    )
  })
})

describe('words of their places', () => {
  it.each([
    ['drummer d follows │ { }', 'click kit bass grid'],
    ['reward r = session.│', 'duration completed rating onsets'],
    ['reward r = improvement(│', 'within across'],
    ['swing 58% on │', '8ths 16ths'],
    ['timbre t = near "dry" │', 'within'],
    ['timbre t = mix(│', 'woody learn'],
    ['let x = learn │', 'shy'],
    ['drummer d {\n  dynamics follow │\n}', 'player'],
  ])('%s', (marked, words) => {
    expect(labels(marked)).toEqual(words.split(' '))
  })

  it('are a ladder at the head of a tempo, and a short note at that of a swing', () => {
    expect(labels('tempo │')).toContain('ladder')
    expect(labels('swing │')).toContain('short')
  })
})

describe('what belongs to a block', () => {
  const first = (marked: string, count: number): readonly string[] => labels(marked).slice(0, count)
  it('comes before what every member has', () => {
    expect(first('drummer d { │ }', 4)).toEqual(['kick', 'snare', 'rim', 'hat'])
    expect(first('metronome m { │ }', 2)).toEqual(['beat', 'timbre'])
    expect(first('bassist b { │ }', 4)).toEqual(['line', 'range', 'length', 'approach'])
    expect(first('guitarist g { │ }', 5)).toEqual(['comp', 'range', 'length', 'voicing', 'strum'])
    expect(first('section s {\n  bars 4\n  kit.│\n}', 2)).toEqual(['kick', 'snare'])
    expect(first('rule r when player.silent { │ }', 3)).toEqual(['mute', 'unmute', 'level'])
  })

  it('comes last where it stands already, but for what may stand twice', () => {
    const kit = labels('drummer d {\n  kick |x...|\n  level -6 dB\n  timbre woody\n  │\n}')
    expect(kit[0]).toBe('snare')
    expect(kit.slice(-2)).toEqual(['level', 'kick'])
    expect(kit).toContain('timbre')
    expect(first('zones z {\n  snap 20 ms\n  │\n}', 2)).toEqual(['follow', 'limit'])
    expect(first('scenario "x" {\n  player steady\n  expect tempo within 2% of 96 bpm\n  │\n}', 3)).toEqual([
      'bars',
      'player',
      'expect',
    ])
    expect(first('rule r when player.silent { mute kit  │ }', 1)).toEqual(['keep'])
  })

  it('does so when its own word is completed anew', () => {
    expect(labels('zones z {\n  sn│ap 20 ms\n  follow 100 ms\n}')[0]).toBe('snap')
  })

  it('of a file is no setting that it has', () => {
    const settings = (text: string): readonly string[] => labels(`tempo 96 bpm\nkey C major\n${text}`)
    expect(settings('│')[0]).toBe('band')
    expect(settings('│').slice(-2)).toEqual(['tempo', 'key'])
  })
})

describe('behind a word that wants a number', () => {
  const NUMBERS =
    'let half = 50%\nlet slow = learn 88 bpm in 80 bpm..96 bpm\nlet low = E1\nlet odd = shy * 2\n'
  it.each([
    ['zones z { snap │ }', 'learn shy odd'],
    ['zones z { snap learn 20 ms in │ }', 'shy odd'],
    ['zones z { follow 100 ms  strength │ }', 'learn half odd'],
    ['drummer d {\n  level │\n}', 'learn odd'],
    ['bassist b {\n  range │\n}', 'low odd'],
    ['tempo 96 bpm in │', 'slow odd'],
    ['section s {\n  bars │\n}', 'half odd'],
    ['rule r when player.silent for │', 'odd'],
    ['rule r when player.spread < │', 'shy odd'],
    ['let x = │', 'learn shy half slow low odd min max'],
  ])('stand lets that may be one of its kind: %s', (marked, words) => {
    expect(labels(`${NUMBERS}${marked}`)).toEqual(words.split(' '))
  })
})

describe('the next word', () => {
  it.each([
    ['rule │', ''],
    ['rule r │', 'when'],
    ['rule r when player.spread │', '< >'],
    ['rule r when player.silent │', 'for and or'],
    ['rule r when player.spread < 12 ms │', 'for and or'],
    ['rule r when player.silent for 2 bars │', ''],
    ['tempo 96 bpm │', 'in on ->'],
    ['tempo 96 bpm -> 120 bpm │', 'over in on'],
    ['tempo ladder 80 bpm..120 bpm │', 'by in on'],
    ['tempo ladder 80 bpm..120 bpm by 4 bpm │', 'every in on'],
    ['tempo 70% │', 'of'],
    ['meter │', '4/4 3/4 6/8 12/8 2/2 5/4 7/8 (2+2+3)'],
    ['drummer d {\n  rest every │\n}', '4th bar|2nd bar'],
    ['drummer d {\n  fill every │\n}', '8 bars|4 bars'],
    ['timbre t = near │', '"…"'],
    ['timbre t = mix(woody, woody, │', 'learn'],
    ['reward r = return_rate(│', ''],
    ['reward r = return_rate(3 days) │', 'else'],
    ['reward r = improvement(across │', ''],
    ['train r { guard completed │ }', '>='],
    ['scenario "x" {\n  expect level kit │\n}', '< >'],
    ['form verse * │', ''],
    ['meter 3/│', ''],
    ['meter 7/8 (│', ''],
    ['section s {\n  meter 3/│\n}', ''],
    ['train t { guard completed >= │ }', ''],
    ['tempo 96 bpm -> │', 'learn'],
    ['timbre t = mix(mix(woody, woody, 10%), │', 'woody learn'],
    ['timbre t = mix(mix(woody, woody, 10%), woody, │', 'learn'],
  ])('is one that may stand there: %s', (marked, words) => {
    const wanted =
      words === '' ? [] : words.includes('|') || words.startsWith('4/4') ? null : words.split(' ')
    expect(labels(marked).join(words.includes('|') ? '|' : ' ')).toBe(
      wanted === null ? words : wanted.join(' '),
    )
  })
})

describe('cells', () => {
  const asked = (marked: string): readonly string[] =>
    cellsAt(marked.replace('│', ''), marked.indexOf('│')).map(({ label }) => label)
  it.each([
    ['drummer d { kick |│| }', 'x X g . ~ f d r'],
    ['drummer d { hat |x │| }', 'x X g . ~ o p f d r'],
    ['drummer d { crash |x .│| }', 'x X g . ~ f d r #'],
    ['metronome m { beat |│ }', 'x X g . ~'],
    ['pianist p { comp |x │| }', 'x X g . ~ -'],
    ['bassist b { line |1 │| }', '1 2 3 4 5 6 7 8 . -'],
    ['player { plays |x │| }', 'x X g .'],
    ['section s { bars 4  kit.hat |x │| }', 'x X g . ~ o p f d r'],
  ])('are those of their bars, where somebody asks for them: %s', (marked, cells) => {
    expect(asked(marked)).toEqual(cells.split(' '))
  })

  it('come up neither by themselves nor where one is being typed, nor in a comment', async () => {
    expect(asked('drummer d { kick |x│| }')).toEqual([])
    expect(asked('drummer d { kick |x| } // kick |x │|')).toEqual([])
    editor = await openEditor()
    const { text, position } = withCursor('drummer d { kick |x │| }')
    const uri = editor.open('a.sil', text)
    const ask = (context: object): Promise<unknown> =>
      editor.ask('textDocument/completion', { textDocument: { uri }, position, context })
    expect(await ask({ triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter: ' ' })).toEqual(
      [],
    )
    expect(await ask({ triggerKind: CompletionTriggerKind.Invoked })).not.toEqual([])
  })
})

describe('a value that is offered', () => {
  it('says what it means', () => {
    const text = `${BAND}pianist p { voicing │ }`
    const [first] = completionsAt(text.replace('│', ''), text.indexOf('│'))
    expect(first?.doc).toContain('Third, fifth, seventh and ninth')
  })
})

let editor: Editor

/** Editors that insert leave what stands behind the cursor, and those that replace take it away, as the author has set them. */
type Way = 'insert' | 'replace'

/** The text with the item of this label taken, as an editor takes it. */
async function taken(
  marked: string,
  label: string,
  way: Way = 'insert',
  capabilities = ABLE,
): Promise<string> {
  editor = await openEditor({}, capabilities)
  const { text, position } = withCursor(marked)
  const uri = editor.open('main.sil', text)
  const items = (await editor.ask('textDocument/completion', {
    textDocument: { uri },
    position,
  })) as CompletionItem[]
  editor.close()
  const item = items.find((one) => one.label === label)
  if (item === undefined) throw new Error(`only ${items.map((one) => one.label).join(', ')}`)
  return accepted(text, item, way)
}

const accepted = (text: string, item: CompletionItem | undefined, way: Way = 'insert'): string =>
  applied(text, [...editOf(item, way), ...(item?.additionalTextEdits ?? [])])

function editOf(item: CompletionItem | undefined, way: Way): readonly TextEdit[] {
  const edit = item?.textEdit
  if (edit === undefined) return []
  return [{ newText: edit.newText, range: 'range' in edit ? edit.range : edit[way] }]
}

describe('a word that is taken in its midst', () => {
  const BAND = 'timbre woody = "warm click"\nmetronome c {\n  beat |x|  timbre '
  it.each([
    [`${BAND}wo│ody\n}`, 'woody', `${BAND}woody\n}`],
    [`${BAND}wo│od  level -6 dB\n}`, 'woody', `${BAND}woody  level -6 dB\n}`],
    ['zones z {\n  snap 20 m│s\n}', 'ms', 'zones z {\n  snap 20 ms\n}'],
    ['zones z {\n  snap 20m│s\n}', 'ms', 'zones z {\n  snap 20ms\n}'],
    ['timbre t = "war│m click"', 'warm', 'timbre t = "warm click"'],
    ['train r {\n  unit user│-week\n}', 'user-week', 'train r {\n  unit user-week\n}'],
    ['train r {\n  unit user-w│eek\n}', 'user-week', 'train r {\n  unit user-week\n}'],
    // Another word behind the stroke is not of this one.
    ['timbre t = "cl│ick-free"', 'click', 'timbre t = "click-free"'],
    ['key C harm│onic minor', 'harmonic minor', 'key C harmonic minor'],
    // A word that brings its blank, where there is one.
    ['tem│po 96 bpm', 'tempo', 'tempo 96 bpm'],
    ['tem│ 96 bpm', 'tempo', 'tempo 96 bpm'],
    ['tem│po\tfast', 'tempo', 'tempo fast'],
    ['tem│po\n', 'tempo', 'tempo \n'],
  ])('gives way as a whole in an editor that replaces: %j', async (marked, label, text) => {
    expect(await taken(marked, label, 'replace')).toBe(text)
  })

  it('stays in an editor that inserts, or knows no difference', async () => {
    const marked = `${BAND}wo│ody\n}`
    const inserted = `${BAND}woodyody\n}`
    expect(await taken(marked, 'woody', 'insert')).toBe(inserted)
    const plain = { ...ABLE, textDocument: { ...ABLE.textDocument, completion: {} } }
    expect(await taken(marked, 'woody', 'replace', plain)).toBe(inserted)
  })
})

describe('what has several words', () => {
  it.each([
    ['timbre t = "warm bass dr│"', 'bass drum', 'timbre t = "warm bass drum"'],
    ['timbre t = "warm Bass dr│"', 'bass drum', 'timbre t = "warm bass drum"'],
    ['timbre t = "side-st│"', 'side-stick', 'timbre t = "side-stick"'],
    ['timbre t = "side st│"', 'side-stick', 'timbre t = "side-stick"'],
    ['timbre t = "hi-h│"', 'hi-hat', 'timbre t = "hi-hat"'],
    // A word that only ends like it is another one.
    ['timbre t = "subbass dr│"', 'bass drum', 'timbre t = "subbass bass drum"'],
    ['train r {\n  unit user-w│\n}', 'user-week', 'train r {\n  unit user-week\n}'],
    ['key C harmonic m│', 'harmonic minor', 'key C harmonic minor'],
    [
      'swing learn 60% in 50%..70% by player.l│',
      'player.level',
      'swing learn 60% in 50%..70% by player.level',
    ],
    [
      'zones z {\n  adapt learn 0.2 in 0..1 by session.│\n}',
      'session.index',
      'zones z {\n  adapt learn 0.2 in 0..1 by session.index\n}',
    ],
    [
      'swing learn 60% in 50%..70% by days si│',
      'days since last',
      'swing learn 60% in 50%..70% by days since last',
    ],
  ])('takes the place of all that is typed of it: %s', async (marked, label, text) => {
    expect(await taken(marked, label)).toBe(text)
  })

  it('is all that is offered behind its first', () => {
    const harmonic = labels('key C harmonic │')
    expect(harmonic).toContain('harmonic minor')
    expect(harmonic.filter((label) => !label.startsWith('harmonic '))).toEqual([])
  })
})

// Enter takes an item that changes the text, and breaks the line behind one that is typed already.
describe('a word that may end its line', () => {
  const inserted = (marked: string, label: string): string | undefined => {
    const text = `${BAND}${marked}`
    const items = completionsAt(text.replace('│', ''), text.indexOf('│'))
    return items.find((one) => one.label === label)?.insert
  }

  it.each([
    ['drummer d {\n  mut│\n}', 'mute'],
    ['rule r when player.silent {\n  cu│\n}', 'cue'],
    ['rule r when player.silent {\n  level click to -9 dB ke│\n}', 'keep'],
    ['zones z {\n  snap learn 20 ms in 5 ms..60 ms lo│\n}', 'log'],
  ])('brings no blank: %s', (marked, word) => {
    expect(inserted(marked, word)).toBe(word)
  })

  it('brings one where more must follow', () => {
    expect(inserted('drummer d {\n  fil│\n}', 'fill')).toBe('fill ')
    expect(inserted('drummer d {\n  level -6 dB ov│\n}', 'over')).toBe('over ')
  })
})

describe('what comes up by itself', () => {
  afterEach(() => editor.close())

  /** With the sign before the cursor just typed. */
  async function popped(marked: string): Promise<readonly string[]> {
    editor = await openEditor({ 'lib/sounds.sil': 'let shy = 5 ms\n' })
    const { text, position } = withCursor(marked)
    const uri = editor.open('main.sil', text)
    const triggerCharacter = marked.charAt(marked.indexOf('│') - 1)
    const items = (await editor.ask('textDocument/completion', {
      textDocument: { uri },
      position,
      context: { triggerKind: CompletionTriggerKind.TriggerCharacter, triggerCharacter },
    })) as CompletionItem[]
    // An editor asks behind these alone.
    const { triggerCharacters = [] } = editor.initialized.capabilities.completionProvider ?? {}
    return triggerCharacters.includes(triggerCharacter) ? items.map(({ label }) => label) : []
  }

  it.each([
    'drummer k {\n  kick |x.x.|│\n}',
    'section s { bars 2  chords | Dm7 | G7 |│\n}',
    'drummer k {\n  timbre "dark drum"│\n}',
    'import { shy } from "./lib/sounds.sil"│',
  ])('is nothing where a line may be finished, or Enter would take it: %s', async (marked) => {
    expect(await popped(marked)).toEqual([])
  })

  it('is what belongs between quotes, behind a point, a blank and in a path', async () => {
    expect((await popped('drummer k {\n  timbre "│"\n}')).length).toBeGreaterThan(100)
    editor.close()
    expect(await popped('import { shy } from "│"')).toEqual(['./lib/sounds.sil'])
    editor.close()
    expect(await popped('import { shy } from "./│"')).toEqual(['./lib/sounds.sil'])
    editor.close()
    expect(await popped('section s { bars 2  chords | │ }')).toContain('Dm7')
    editor.close()
    expect(await popped('rule r when player.│')).toContain('silent')
    editor.close()
    expect(await popped('tempo 96 bpm //│')).toEqual([])
  })
})

describe('an import', () => {
  afterEach(() => editor.close())
  const FILES = {
    'lib/sounds.sil': 'timbre woody = "warm click"\ntimbre tick = "bright tick"\nlet shy = 5 ms\n',
    'zones.sil': 'zones pocket { snap 20 ms  follow 100 ms  limit 200 ms }\n',
    'round.sil': 'import { a } from "./songs/main.sil"\nlet b = 2\n',
  }

  async function ask(marked: string) {
    editor = await openEditor(FILES)
    const { text, position } = withCursor(marked)
    const uri = editor.open('songs/main.sil', text)
    const items = (await editor.ask('textDocument/completion', {
      textDocument: { uri },
      position,
    })) as CompletionItem[]
    return { text, items, labels: items.map(({ label }) => label) }
  }

  it('offers in its braces what its file declares and it has not', async () => {
    const one = await ask('import { tick, │ } from "../lib/sounds.sil"\n')
    expect(one.labels).toEqual(['woody', 'shy'])
    editor.close()
    const begun = await ask('import { wo│ } from "../lib/sounds.sil"\n')
    const woody = begun.items.find(({ label }) => label === 'woody')
    expect(accepted(begun.text, woody)).toBe('import { woody } from "../lib/sounds.sil"\n')
    editor.close()
    // Behind a name stands no other.
    expect((await ask('import { tick │ } from "../lib/sounds.sil"\n')).labels).toEqual(['as'])
  })

  it('may stand on several lines', async () => {
    const { text, items, labels } = await ask('import {\n  tick,\n  wo│\n} from "../lib/sounds.sil"\n')
    expect(labels).toEqual(['woody', 'shy'])
    expect(accepted(text, items[0])).toBe('import {\n  tick,\n  woody\n} from "../lib/sounds.sil"\n')
    editor.close()
    expect((await ask('import {\n  │\n} from "../lib/sounds.sil"\n')).labels).toEqual([
      'woody',
      'tick',
      'shy',
    ])
  })

  it('offers names of all files while it names none, and writes the file with them', async () => {
    const { text, items, labels } = await ask('import { po│ }\n')
    expect(labels).toEqual(['woody', 'tick', 'shy', 'pocket'])
    expect(accepted(text, items[3])).toBe('import { pocket } from "../zones.sil"\n')
  })

  it('offers the files of the workspace between its quotes, but none that imports this one', async () => {
    const one = await ask('import { woody } from "../l│"\n')
    expect(one.labels).toEqual(['../lib/sounds.sil', '../zones.sil'])
    expect(accepted(one.text, one.items[0])).toBe('import { woody } from "../lib/sounds.sil"\n')
    editor.close()
    // Also where nothing more of it could be imported.
    expect((await ask('import { pocket } from "│"\n')).labels).toContain('../zones.sil')
    editor.close()
    const open = await ask('import { woody } from "│\ntempo 96 bpm\n')
    expect(accepted(open.text, open.items[1])).toBe('import { woody } from "../zones.sil\ntempo 96 bpm\n')
  })

  it('has no heads of blocks behind its word', async () => {
    expect((await ask('import │\n')).labels).toEqual(['{ … } from'])
  })
})
