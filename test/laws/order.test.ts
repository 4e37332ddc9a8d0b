import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Beat } from '../../runtime/score/beat.ts'
import { declarations, type Piece, piece, textOf } from './piece.ts'
import { compile, load, type Performed, perform, policyOf, SEED, said, taps } from './play.ts'

const without = (events: readonly Beat[], left: (event: Beat) => boolean): readonly string[] =>
  events.filter((event) => !left(event)).map(said)

describe('the order of declarations', () => {
  it('changes no hash, no slot and no event', async () => {
    await fc.assert(
      fc.asyncProperty(
        piece,
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        taps,
        async (written, keys, player) => {
          const listed = declarations(written)
          const key = (i: number) => keys[i % keys.length] ?? 0
          const shuffled = listed.map((_, i) => i).toSorted((a, b) => key(a) - key(b) || a - b)
          const one = compile(textOf(written))
          const other = compile(`${shuffled.map((i) => listed[i] ?? '').join('\n')}\n`)
          expect(shown(other.manifest)).toEqual(shown(one.manifest))
          const [here, there] = [await load(one), await load(other)]
          expect(there.slotValues).toEqual(here.slotValues)
          const [a, b] = [perform(here, player), perform(there, player)]
          expect(b.events.map(said)).toEqual(a.events.map(said))
          expect(b.session).toEqual(a.session)
        },
      ),
      { seed: SEED, numRuns: 40 },
    )
  })
})

describe('an edit to one voice', () => {
  it('changes no event of any other, chances included, whatever the player does', async () => {
    let edits = 0
    await fc.assert(
      fc.asyncProperty(piece, fc.nat(), taps, async (written, which, player) => {
        const voices = written.members.flatMap(({ name, voices }) =>
          [...voices].filter(([, line]) => line.startsWith('|')).map(([voice]) => ({ member: name, voice })),
        )
        const edited = voices[which % Math.max(1, voices.length)]
        if (edited === undefined) return
        const before = perform(await policyOf(textOf(written)), player)
        const after = perform(await policyOf(textOf(repatterned(written, edited))), player)
        const its = (event: Beat) => event.member === edited.member && event.voice === edited.voice
        expect(without(after.events, its)).toEqual(without(before.events, its))
        expect(after.timeline).toEqual(before.timeline)
        expect(beatTimes(after)).toEqual(beatTimes(before))
        edits++
      }),
      { seed: SEED, numRuns: 40 },
    )
    expect(edits).toBeGreaterThan(25)
  })
})

describe('another member', () => {
  it('changes nothing that the rest of the band plays, by its notes, feel, wandering and level', async () => {
    await fc.assert(
      fc.asyncProperty(piece, fc.constantFrom('Aunt', 'newcomer', 'zz'), async (written, name) => {
        const newcomer = `guitarist ${name} {\n  comp |5: x ~ . x? X|  human 9 ms\n  feel ahead 20 ms\n  level -3 dB\n}`
        const alone = (await policyOf(textOf(written))).score({ bars: 10, seed: 4 })
        const joined = (await policyOf(`${textOf(written)}\n${newcomer}\n`)).score({ bars: 10, seed: 4 })
        expect(joined.beats.some(({ member }) => member === name)).toBe(true)
        expect(without(joined.beats, ({ member }) => member === name)).toEqual(alone.beats.map(said))
      }),
      { seed: SEED, numRuns: 30 },
    )
  })
})

interface Manifest {
  readonly hashes: { readonly behaviour: string; readonly slot_schema: string }
}

/** All of a manifest but the hash of the bytes: code may stand in another order. */
function shown(manifest: string): unknown {
  const { hashes, ...rest }: Manifest = JSON.parse(manifest)
  return { ...rest, hashes: { behaviour: hashes.behaviour, slot_schema: hashes.slot_schema } }
}

function beatTimes({ session }: Performed): unknown {
  return session.beats
}

/** The same piece with other notes in one voice: its modifiers stay. */
function repatterned(written: Piece, { member, voice }: { member: string; voice: string }): Piece {
  const notes = voice === 'line' ? '5: 1 . 3~ 5 1/5' : '5: x . ~ g x?'
  return {
    ...written,
    members: written.members.map((m) =>
      m.name !== member
        ? m
        : {
            ...m,
            voices: new Map(
              [...m.voices].map(([name, line]) => [
                name,
                name === voice ? line.replace(/^\|.*\|/, `|${notes}|`).replace('loop 3 beats', '') : line,
              ]),
            ),
          },
    ),
  }
}
