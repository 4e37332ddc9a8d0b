import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Beat } from '../../runtime/score/beat.ts'
import { runs } from '../harness/runs.ts'
import { declarations, type Piece, piece, textOf } from './piece.ts'
import { anyPlayer, compile, load, type Performed, perform, policyOf, said, taps } from './play.ts'

const without = (events: readonly Beat[], left: (event: Beat) => boolean): readonly string[] =>
  events.filter((event) => !left(event)).map(said)

describe('the order of declarations', () => {
  // [file.order]
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
      runs(40),
    )
  })
})

describe('an edit to one voice', () => {
  // [same.keyed]
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
      runs(40),
    )
    expect(edits).toBeGreaterThan(25)
  })
})

describe('another member', () => {
  const names = fc.constantFrom('Aunt', 'newcomer', 'zz')
  const COMP = '|5: x ~ . x? X|'
  const AHEAD = [`comp ${COMP}  human 9 ms`, 'feel ahead 20 ms', 'level -3 dB']
  const BEHIND = [`comp ${COMP}`, 'feel behind 20 ms', 'level -3 dB']
  const joinedBy = (written: Piece, name: string, lines = AHEAD): string =>
    `${textOf(written)}\nguitarist ${name} follows ${written.members[0]?.name} {\n  ${lines.join('\n  ')}\n}\n`

  it('changes nothing that the rest of the band plays: not by its notes, feel, wandering or level', async () => {
    await fc.assert(
      fc.asyncProperty(piece, names, async (written, name) => {
        const [before, joined] = [await policyOf(textOf(written)), await policyOf(joinedBy(written, name))]
        const score = { bars: 10, seed: 4 }
        const { beats } = joined.score(score)
        expect(beats.some(({ member }) => member === name)).toBe(true)
        expect(without(beats, ({ member }) => member === name)).toEqual(before.score(score).beats.map(said))
      }),
      runs(30),
    )
  })

  it('who plays ahead does not put a beat into the log that the end of the session cut off', async () => {
    const click = 'tempo 120 bpm\nmetronome click { beat |x x x x| }\n'
    const ahead = `${click}drummer kit { hat |x x x x|  feel ahead 40 ms }\n`
    for (const text of [click, ahead]) {
      const { session } = perform(await policyOf(text), [], { seconds: 4 })
      expect(session.ai_beat_times).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    }
  })

  it('changes nothing of a band that follows a player either', async () => {
    let corrected = 0
    await fc.assert(
      fc.asyncProperty(piece, names, anyPlayer, async (written, name, player) => {
        const before = perform(await policyOf(textOf(written)), player)
        const joined = perform(await policyOf(joinedBy(written, name, BEHIND)), player)
        expect(without(joined.events, ({ member }) => member === name)).toEqual(before.events.map(said))
        expect(joined.timeline).toEqual(before.timeline)
        // Where nobody follows the player the log's reference goes by name, and the newcomer may be it.
        if (reference(joined) === reference(before)) expect(beatTimes(joined)).toEqual(beatTimes(before))
        corrected += before.session.beats.filter(({ mode }) => mode !== 'snap').length
      }),
      runs(30),
    )
    expect(corrected).toBeGreaterThan(20)
  })

  // Who plays ahead makes the band decide each beat sooner, and what it knows of the player is what was heard by then.
  it('who plays ahead changes nothing until somebody is heard between the two decisions, rules and dynamics aside', async () => {
    let corrected = 0
    await fc.assert(
      fc.asyncProperty(piece.map(heedless), names, anyPlayer, async (written, name, player) => {
        const before = perform(await policyOf(textOf(written)), player)
        const joined = perform(await policyOf(joinedBy(written, name)), player)
        const beats = [...before.timeline, ...joined.timeline]
        const until =
          player.find(({ time }) => beats.some((beat) => time > beat.time - SOONER && time <= beat.time))
            ?.time ?? Number.POSITIVE_INFINITY
        const the = ({ events }: Performed) =>
          without(
            events.filter(({ timestamp }) => timestamp < until),
            ({ member }) => member === name,
          )
        expect(the(joined)).toEqual(the(before))
        corrected += before.timeline.filter(({ mode, time }) => mode !== 'snap' && time < until).length
      }),
      runs(60),
    )
    expect(corrected).toBeGreaterThan(20)
  })
})

/** By how much a guitarist who is 20 ms ahead, and up to three times 9 ms more, may make the band decide sooner. */
const SOONER = 0.05

function heedless(written: Piece): Piece {
  return {
    ...written,
    others: written.others.filter((line) => !line.startsWith('rule')),
    members: written.members.map((member) => ({
      ...member,
      settings: member.settings.filter((line) => !line.startsWith('dynamics')),
    })),
  }
}

interface Manifest {
  readonly hashes: { readonly behaviour: string; readonly slot_schema: string }
}

/** All of a manifest but the hash of the bytes: code may stand in another order. */
function shown(manifest: string): unknown {
  const { hashes, ...rest }: Manifest = JSON.parse(manifest)
  return { ...rest, hashes: { behaviour: hashes.behaviour, slot_schema: hashes.slot_schema } }
}

const reference = ({ session }: Performed): string | undefined => session.beats[0]?.member

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
