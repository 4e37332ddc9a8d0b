import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { format } from '../../language/format/format.ts'
import { checkText } from '../diagnostics/checking.ts'
import { runs } from '../harness/runs.ts'
import { examples } from '../language/corpus.ts'
import { file } from '../language/generate.ts'
import { print, whims as printWhims } from '../language/print.ts'
import { declarations, type Piece, piece, textOf, withoutForm } from './piece.ts'
import { compile, load, perform, policyOf, said, taps } from './play.ts'

interface Hashes {
  readonly behaviour: string
  readonly slot_schema: string
}

function hashesOf(text: string, path?: string): Hashes {
  const { manifest } = compile(text, path === undefined ? {} : { path })
  const { hashes }: { readonly hashes: Hashes } = JSON.parse(manifest)
  return { behaviour: hashes.behaviour, slot_schema: hashes.slot_schema }
}

function formatted(text: string): string {
  const result = format(text)
  if (!('text' in result)) throw new Error(`refused: ${result.refused}\n${text}`)
  return result.text
}

const BEHIND = ['', '   ', '  // | x . | "quoted" } {', '\t// é']
const BELOW = ['\n', '\n// a line of its own', '\n\n\n  // |']

/** Comments, blanks and blank lines where they may stand: between declarations and at ends of lines. */
function dressed(text: string, whims: readonly number[]): string {
  const lines = text.split('\n')
  return lines
    .map((line, i) => {
      if (line.includes('//')) return line
      // Bars that go on in the next line want it to be the next.
      const dress = lines[i + 1]?.trim().startsWith('|') === true ? BEHIND : [...BEHIND, ...BELOW]
      return line + (dress[(whims[i % whims.length] ?? 0) % dress.length] ?? '')
    })
    .join('\n')
}

const whims = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })

describe('behaviour and slot schema', () => {
  it('stay as they are when a piece is formatted or commented', () => {
    fc.assert(
      fc.property(piece, whims, (written, list) => {
        const text = textOf(written)
        const before = hashesOf(text)
        expect(hashesOf(formatted(text))).toEqual(before)
        const commented = dressed(text, list)
        expect(hashesOf(commented)).toEqual(before)
        expect(hashesOf(formatted(commented))).toEqual(before)
        expect(hashesOf(text.replaceAll('\n', '\r\n'))).toEqual(before)
      }),
      runs(30),
    )
  })

  it.each(examples.map(({ name, text }) => [name, text] as const))('of %s stay so, too', (name, text) => {
    const before = hashesOf(text, name)
    expect(hashesOf(formatted(text), name)).toEqual(before)
    for (const salt of [0, 1, 2, 3, 4, 5, 6]) {
      expect(hashesOf(dressed(text, [salt, salt + 1, 2, 3, salt, 5]), name)).toEqual(before)
    }
  })

  it('and what is wrong stay the same for any file that can be written', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(file, fc.array(fc.nat(1000), { maxLength: 60 }), (tree, list) => {
        const text = print(tree, printWhims(list)).text
        const [before, after] = [checkText(text), checkText(formatted(text))]
        const codes = before.diagnostics.map(({ code }) => code)
        expect(after.diagnostics.map(({ code }) => code).toSorted()).toEqual(codes.toSorted())
        expect(after.ir === null).toBe(before.ir === null)
        for (const code of codes) seen.add(code)
      }),
      runs(150),
    )
    expect(seen.size).toBeGreaterThan(20)
  })

  it('change when a note does', () => {
    fc.assert(
      fc.property(piece, (written) => {
        const alone = withoutForm(written)
        const others = alone.others.filter((line) => !/^(player|rule)/.test(line))
        const text = textOf({ ...alone, others })
        const louder = text.replace(/\| ?x /, '|X ')
        fc.pre(louder !== text)
        expect(hashesOf(louder).behaviour).not.toBe(hashesOf(text).behaviour)
      }),
      runs(20),
    )
  })
})

describe('a new name', () => {
  it('of zones changes the names of their slots and nothing that sounds', async () => {
    let named = 0
    await fc.assert(
      fc.asyncProperty(
        piece.filter(({ others }) => others.some((line) => line.startsWith('zones'))),
        taps,
        async (written, player) => {
          const text = textOf(written)
          const [before, after] = [
            await policyOf(text),
            await policyOf(text.replaceAll(/\bpocket\b/g, 'feelings')),
          ]
          const renamed = slotNames(before).map((name) => name.replace(/^pocket\./, 'feelings.'))
          expect(slotNames(after).toSorted()).toEqual(renamed.toSorted())
          expect(perform(after, player).events.map(said)).toEqual(perform(before, player).events.map(said))
          named += renamed.filter((name) => name.startsWith('feelings.')).length
        },
      ),
      runs(25),
    )
    expect(named).toBeGreaterThan(20)
  })

  it('of a member changes the names of its slots and only its own chances', async () => {
    let named = 0
    await fc.assert(
      fc.asyncProperty(piece, taps, fc.nat(), async (written, player, which) => {
        const old = written.members[which % written.members.length]?.name ?? ''
        const text = textOf(written)
        const renamed = `${declarations(rename(written, old)).join('\n\n')}\n`
        const [before, after] = [await policyOf(text), await load(compile(renamed))]
        const names = slotNames(before).map((name) =>
          name
            .split('.')
            .map((part) => (part === old ? 'nobody' : part))
            .join('.'),
        )
        expect(slotNames(after).toSorted()).toEqual(names.toSorted())
        named += names.filter((name) => name.includes('nobody')).length
        const others = (name: string, { events }: ReturnType<typeof perform>) =>
          events
            .filter(({ member }) => member !== name)
            .map(said)
            .toSorted()
        expect(others('nobody', perform(after, player))).toEqual(others(old, perform(before, player)))
      }),
      runs(25),
    )
    expect(named).toBeGreaterThan(20)
  })
})

const slotNames = ({
  definition,
}: {
  definition: { slots: readonly { name: string }[] }
}): readonly string[] => definition.slots.map(({ name }) => name)

/** Names stand in heads, `follows`, `mute`, overrides and rules; the names of members are nothing else. */
function rename(written: Piece, old: string): Piece {
  const word = new RegExp(`\\b${old}\\b`, 'g')
  const swap = (line: string): string => line.replaceAll(word, 'nobody')
  return {
    ...written,
    others: written.others.map((line) => (line.startsWith('rule') ? swap(line) : line)),
    members: written.members.map((member) => ({
      ...member,
      name: member.name === old ? 'nobody' : member.name,
      follows: member.follows === old ? 'nobody' : member.follows,
    })),
    sections: written.sections.map((section) => ({ ...section, lines: section.lines.map(swap) })),
  }
}
