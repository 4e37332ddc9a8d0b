import { parseMidi } from 'midi-file'
import { expect, test } from 'vitest'
import { scoreToMidi } from '../../../runtime/score/midi.ts'
import { scoreOfPlayed } from '../../../runtime/score/played.ts'
import type { Score } from '../../../runtime/score/score.ts'
import { band } from '../../reference/rules/band.ts'

const SONG = `tempo 60 bpm
key Bb major
metronome click { beat |X x x x| }
section verse { bars 2 }
section bridge {
  bars 1
  meter 3/4
  key F# minor
  click.beat |X x x|
}
`

test('[form.score] a score says where its sections begin, each time they do', async () => {
  const { score } = await band(`${SONG}form verse * 2, bridge, verse\n`)
  expect(score({ bars: 99 }).sectionMap).toEqual([
    { time: 0, name: 'verse' },
    { time: 8, name: 'verse' },
    { time: 16, name: 'bridge' },
    { time: 19, name: 'verse' },
  ])
  expect(score({ bars: 4 }).sectionMap).toHaveLength(2)
})

test('and in which keys they are', async () => {
  const { score } = await band(`${SONG}form verse * 2, bridge, verse\n`)
  expect(score({ bars: 99 }).keyMap).toEqual([
    { time: 0, key: { fifths: -2, minor: false } },
    { time: 16, key: { fifths: 3, minor: true } },
    { time: 19, key: { fifths: -2, minor: false } },
  ])
})

test('a piece without sections and in C major says neither', async () => {
  const { sectionMap, keyMap } = (await band('tempo 60 bpm\nmetronome click { beat |X x x x| }\n')).score({
    bars: 2,
  })
  expect(sectionMap).toEqual([])
  expect(keyMap).toEqual([])
})

test('behind a pickup the first section begins with bar 1, and its key with the pickup', async () => {
  const { score } = await band(`${SONG}pickup 2 beats\nbassist bass { line walk }\nform verse\n`)
  const { sectionMap, keyMap } = score({ bars: 9 })
  expect(sectionMap).toEqual([{ time: 2, name: 'verse' }])
  expect(keyMap.map(({ time }) => time)).toEqual([0])
})

test.each([
  ['Gb major', -6, false],
  ['F# major', 6, false],
  ['C# minor', 4, true],
  ['Eb minor', -6, true],
  ['D dorian', 0, true],
  ['G mixolydian', 0, false],
  ['F lydian', 0, false],
  ['B locrian', 0, true],
  ['E phrygian', 0, true],
  ['A harmonic minor', 0, true],
  ['A melodic minor', 0, true],
  // Signatures have no more than seven signs.
  ['G# major', -4, false],
  ['Fb major', 4, false],
])('%s has its signature', async (key, fifths, minor) => {
  const { score } = await band(`${SONG.replace('Bb major', key)}form verse\n`)
  const { keyMap } = score({ bars: 1 })
  // What nobody says is C major.
  expect(keyMap).toEqual(fifths === 0 && !minor ? [] : [{ time: 0, key: { fifths, minor } }])
})

test('a performance says both, from when it was played', async () => {
  const policy = await band(`${SONG}form bridge, verse\n`)
  const set = policy.start({ tempo: 60, seed: 0 })
  const beats = set.advance(20)
  const timeline = set.timeline().filter(({ measure }) => measure >= 1)
  const { sectionMap, keyMap } = scoreOfPlayed(policy.definition, beats, timeline)
  // Behind a bar of count; `verse` is played to its end, and the form is through.
  expect(sectionMap).toEqual([
    { time: 3, name: 'bridge' },
    { time: 6, name: 'verse' },
  ])
  expect(keyMap).toEqual([
    { time: 0, key: { fifths: 3, minor: true } },
    { time: 6, key: { fifths: -2, minor: false } },
  ])
})

/** Signatures of keys and markers of the conductor's track, with their ticks. */
function told(score: Score) {
  let tick = 0
  return (parseMidi(scoreToMidi(score)).tracks[0] ?? []).flatMap((event) => {
    tick += event.deltaTime
    if (event.type === 'marker') return [[tick, event.text]]
    return event.type === 'keySignature' ? [[tick, event.key, event.scale]] : []
  })
}

test('[form.score] a MIDI file has markers and signatures on the bar lines', async () => {
  const { score } = await band(
    `${SONG.replace('60 bpm', '97 bpm')}pickup 1 beat\nbassist bass { line walk }\nform verse * 2, bridge, verse\n`,
  )
  const quarter = 960
  expect(told(score({ bars: 99 }))).toEqual([
    [0, -2, 0],
    [quarter, 'verse'],
    [9 * quarter, 'verse'],
    [17 * quarter, 3, 1],
    [17 * quarter, 'bridge'],
    [20 * quarter, -2, 0],
    [20 * quarter, 'verse'],
  ])
})
