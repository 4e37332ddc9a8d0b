import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver'
import { perform, policyOf } from '../laws/play.ts'
import { applied } from './applied.ts'
import { type Editor, openEditor, uriOf, withCursor } from './client.ts'

let editor: Editor
afterEach(() => editor.close())

/** The text before and after the refactoring whose title begins so. */
async function both(marked: string, title: string): Promise<readonly [string, string]> {
  editor = await openEditor()
  const { text, position } = withCursor(marked)
  const uri = editor.open('a.sil', text)
  const actions = (await editor.ask('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  })) as CodeAction[]
  const action = actions.find((one) => one.title.startsWith(title))
  if (action === undefined) throw new Error(`there is only: ${actions.map((one) => one.title).join(', ')}`)
  return [text, applied(text, action.edit?.changes?.[uriOf('a.sil')] ?? [])]
}

const OFF = [0, 0.03, -0.05, 0.09, -0.15, 0.02]

/** What is heard of a player who is early, late and far off. */
async function heard(
  text: string,
  off: readonly number[] = OFF,
): Promise<readonly { readonly what: string; readonly time: number }[]> {
  const player = Array.from({ length: off.length === 0 ? 0 : 24 }, (_, i) => ({
    time: 2.5 + i * 0.625 + (off[i % off.length] ?? 0),
    velocity: 0.8,
  }))
  const { events } = perform(await policyOf(text), player, { seconds: 20 })
  return events.map(({ member, voice, measure, beatNumber, velocity, pitch, timestamp }) => ({
    what: [member, voice, measure, beatNumber, velocity, pitch].join(' '),
    time: timestamp,
  }))
}

const KIT = 'drummer kit {\n  kick |x... x...|\n  hat  |x.x. x.x.|  timbre "closed hi-hat"\n}\n'

describe('a refactoring that changes how a piece is written', () => {
  it.each([
    ['the usual zones', `tempo 96 bpm\n│player { count 1 bar }\n${KIT}`, 'Write the usual zones out'],
    ['the usual zones without a player', `│tempo 96 bpm\n${KIT}`, 'Write the usual zones out'],
    [
      'a number',
      `tempo 96 bpm\nlet ne│ar = 35 ms\nzones z { snap near follow 100 ms limit 200 ms }\nplayer { zones z }\n${KIT}`,
      'Write `near` out',
    ],
    [
      'a sum',
      `tempo 96 bpm\nlet ne│ar = 15 ms + 20 ms\nzones z { snap near follow 2 * near + 30 ms limit 200 ms }\nplayer { zones z }\n${KIT}`,
      'Write `near` out',
    ],
    [
      'a timbre',
      `tempo 96 bpm\ntimbre ti│ck = "bright short tick"\nmetronome m { beat |X x x x| timbre tick }\n${KIT}`,
      'Write `tick` out',
    ],
    [
      'a name for a number',
      `tempo 96 bpm\nzones z { snap 3│5 ms follow 100 ms limit 200 ms }\nplayer { zones z }\n${KIT}`,
      'Name this number',
    ],
    [
      'a slot',
      `tempo 96 bpm\nzones z { snap 3│5 ms follow 100 ms limit 200 ms }\nplayer { zones z }\n${KIT}`,
      'Let 35 ms',
    ],
  ])('%s: every note sounds when it did, to the bit', async (_, marked, title) => {
    const [before, after] = await both(marked, title)
    expect(after).not.toBe(before)
    expect(await heard(after)).toEqual(await heard(before))
  })

  it.each([
    [
      'triplets as swung 8ths',
      `tempo 96 bpm\ndrummer kit {\n  ride │|x.. x.x x.. x.x|\n}\n`,
      'Write these triplets',
    ],
    [
      'swung 8ths as triplets',
      `tempo 96 bpm\nswing 66.67%\ndrummer kit {\n  ride │|x. xx x. xx|\n}\n`,
      'Write these swung',
    ],
  ])('%s: the same strokes, within what nobody hears', async (_, marked, title) => {
    const [before, after] = await both(marked, title)
    const [was, is] = [await heard(before, []), await heard(after, [])]
    expect(was.length).toBeGreaterThan(20)
    expect(is.map(({ what }) => what)).toEqual(was.map(({ what }) => what))
    for (const [i, { time }] of is.entries())
      expect(Math.abs(time - (was[i]?.time ?? 0))).toBeLessThan(0.0005)
  })

  it.each([
    [
      'a slot, which would be another one',
      'let ne│ar = learn 20 ms in 5 ms..40 ms\nzones z { snap near follow 100 ms limit 200 ms }\nplayer { zones z }\n',
    ],
    [
      'what shares its line',
      'let ne│ar = 20 ms let far = 90 ms\nzones z { snap near follow far limit 200 ms }\nplayer { zones z }\n',
    ],
    [
      'what has a comment behind it',
      'let ne│ar = 20 ms // as ever\nzones z { snap near follow 100 ms limit 200 ms }\nplayer { zones z }\n',
    ],
  ])('does not write out %s', async (_, marked) => {
    await expect(both(`${marked}${KIT}`, 'Write `near` out')).rejects.toThrow('there is only')
  })

  it('is not offered where it would move what else is played', async () => {
    const piece = `tempo 96 bpm\ndrummer kit {\n  ride │|x.. x.x x.. x.x|\n  hat |xx xx xx xx|\n}\n`
    await expect(both(piece, 'Write these triplets')).rejects.toThrow('there is only')
  })
})
