import { describe, expect, it } from 'vitest'
import type { Beat } from '../../../runtime/score/beat.ts'
import { band, only, SLOW, score, times, wrong } from './band.ts'

describe('pickup', () => {
  /** Quarters that say which they are: 40 to 43 in the first bar, 44 to 47 in the second. */
  const line = '|E2 F2 Gb2 G2|Ab2 A2 Bb2 B2|'
  const tune = (more: string, form = 'a * 2', before = '') =>
    `${SLOW}${before}metronome click { beat |X x x x| }\nbassist bass { line ${line}  range E2..E3 }\nsection a { bars 2${more} }\nform ${form}\n`
  const heard = (beats: readonly Beat[]) =>
    only(beats, 'bass').map(({ measure, timestamp, pitch }) => [measure, timestamp, pitch])
  const played = async (text: string, until: number) => (await band(text)).start().advance(until)

  it('[form.pickup] is the end of the last bar, once, as the end of measure 0', async () => {
    expect(heard(await played(tune('  pickup 2 beats'), 13))).toEqual([
      [0, 2, 46],
      [0, 3, 47],
      ...[40, 41, 42, 43].map((pitch, i) => [1, 4 + i, pitch]),
      ...[44, 45, 46, 47].map((pitch, i) => [2, 8 + i, pitch]),
      [3, 12, 40],
    ])
    // A pattern of one bar ends with each bar, and one that is longer than the section is not cut: it went round before.
    const kits = `${SLOW}drummer kit {\n  kick |x..X|\n  snare |x...|.x..|...X|\n}\npickup 1 beat\n`
    expect((await score(kits, 1)).map(({ voice, measure, velocity }) => [voice, measure, velocity])).toEqual([
      ['kick', 0, 1],
      ['snare', 0, 1],
      ['kick', 1, 0.7],
      ['snare', 1, 0.7],
      ['kick', 1, 1],
    ])
    // A loop that runs across barlines is where it must be to begin with bar 1.
    const loop = `${SLOW}pickup 3 beats\ndrummer kit { ride |x . .|  loop 3 beats }\n`
    expect(times(await score(loop, 1))).toEqual([0, 3, 6])
  })

  it('[form.pickup-count] sounds inside the count, whose click goes on', async () => {
    const beats = await played(tune('  pickup 2 beats', 'a', 'player { count 2 bars }\n'), 9)
    const clicks = only(beats, 'click')
    expect(times(clicks)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(clicks.map(({ measure }) => measure)).toEqual([-1, -1, -1, -1, 0, 0, 0, 0, 1])
    expect(times(only(beats, 'bass'))).toEqual([6, 7, 8])
    expect(wrong(tune('  pickup 3 beats', 'a', 'player { count 2 beats }\n'))).toEqual(['SIL0425'])
    expect(wrong(tune('  pickup 2 beats', 'a', 'player { count 2 beats }\n'))).toEqual([])
    expect(wrong(tune('  pickup 1 beat', 'a', 'player { count player 4 beats }\n'))).toEqual(['SIL0425'])
  })

  // [form.pickup-count]
  it('heeds no player: whatever they play there, bar 1 comes when it was counted', async () => {
    const set = (await band(tune('  pickup 3 beats'))).start()
    const beats = [0.9, 1.2, 1.9, 2.2, 2.7].flatMap((time) => {
      const before = set.advance(time)
      set.onset(time, { velocity: 1 })
      return before
    })
    expect(times(only([...beats, ...set.advance(4.5)], 'bass'))).toEqual([1, 2, 3, 4])
  })

  it('[form.pickup-score] opens a score at 0, with bar 1 behind it', async () => {
    expect(heard(await score(tune('  pickup 2 beats'), 1))).toEqual([
      [0, 0, 46],
      [0, 1, 47],
      ...[40, 41, 42, 43].map((pitch, i) => [1, 2 + i, pitch]),
    ])
    expect(times(only(await score(tune('  pickup 2 beats'), 1), 'click'))).toEqual([2, 3, 4, 5])
    // In 6/8 a beat is a dotted quarter, and tempo and metre are those of bar 1.
    const six = `tempo 60 bpm\nmeter 6/8\npickup 1 beat\ndrummer kit { hat |xxx Xxx| }\n`
    expect(times(await score(six, 1)).map((time) => Math.round(time * 3))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8,
    ])
  })

  it('[form.pickup-chords] has the chords of the last bar, and leads into those of the first', async () => {
    const text = (chords: string) =>
      `${SLOW}key C major\nbassist bass { line |1 1 1 1| }\npianist keys { comp |.... ...x| }\nsection a { bars 2  pickup 2 beats\n  chords ${chords}\n}\nform a\n`
    const beats = await score(text('| Dm7 | E7 Ab7 |'), 1)
    expect(only(beats, 'bass').map(({ pitch }) => (pitch ?? 0) % 12)).toEqual([8, 8, 2, 2, 2, 2])
    // The last 8th takes the coming chord: no A flat in a D minor.
    const last = only(beats, 'keys').filter(({ measure }) => measure === 0)
    expect(last.map(({ pitch }) => (pitch ?? 0) % 12).toSorted((a, b) => a - b)).toEqual([0, 2, 5, 9])
  })

  it('[form.pickup-plain] has no fill, no crash after one, no trade and no rest', async () => {
    const drums = (more: string) =>
      score(
        `${SLOW}drummer kit {\n  snare |x x x x|\n  ride |x x x x|\n  ${more}\n}\nsection a { bars 2  pickup 2 beats }\nform a\n`,
        1,
      )
    const plain = (await drums('')).map(({ voice, timestamp }) => [voice, timestamp])
    for (const more of ['fill every 2 bars density 100%', 'trade 1 bar', 'rest every 2nd bar']) {
      expect((await drums(more)).map(({ voice, timestamp }) => [voice, timestamp])).toEqual(plain)
    }
  })

  it('[form.pickup-length] is less than a bar, in beats or steps, and may begin within a beat', async () => {
    for (const text of ['0 beats', '4 beats', '5 beats']) {
      expect(wrong(tune(`  pickup ${text}`))).toEqual(['SIL0424'])
    }
    expect(wrong(tune('  pickup 400 ms'))).toEqual(['SIL0303'])
    expect(wrong(tune('  pickup 2'))).toEqual(['SIL0301'])
    expect(wrong(tune('  pickup learn 1 beat in 0.5 beats..2 beats'))).toEqual(['SIL0505'])
    const hats = (pickup: string) =>
      score(`${SLOW}pickup ${pickup}\nswing 60%\ndrummer kit { hat |xx xx xx xx| }\n`, 1)
    expect(times(await hats('0.5 beats')).slice(0, 3)).toEqual([0.6, 1, 1.6])
    expect(times(await hats('1.5 beats')).slice(0, 4)).toEqual([0.6, 1, 1.6, 2])
    expect(await hats('6 steps')).toEqual(await hats('1.5 beats'))
    // In the first beat of its bar, too.
    expect(times(await hats('3.5 beats')).slice(0, 8)).toEqual([0.6, 1, 1.6, 2, 2.6, 3, 3.6, 4])
    const counted = await played(`${SLOW}pickup 3.5 beats\ndrummer kit { hat |xx xx xx xx| }\n`, 4.1)
    expect(times(only(counted, 'kit'))).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4])
  })

  it('[form.pickup-top] at the top is for what the piece begins with', async () => {
    expect(heard(await score(tune('', 'a', 'pickup 1 beat\n'), 1))).toEqual(
      heard(await score(tune('  pickup 1 beat'), 1)),
    )
    expect(heard(await score(tune('  pickup 1 beat', 'a', 'pickup 3 beats\n'), 1))).toHaveLength(5)
    const alone = `${SLOW}pickup 1 beat\nbassist bass { line ${line}  range E2..E3 }\n`
    expect(heard(await score(alone, 1))[0]).toEqual([0, 0, 47])
  })

  it('[form.pickup-unplayed] elsewhere is a warning, and is not heard', async () => {
    const late = tune('', 'a, b').replace('form', 'section b { bars 2  pickup 1 beat }\nform')
    expect(wrong(late)).toEqual(['SIL0426'])
    const without = late.replace('  pickup 1 beat', '')
    expect(await score(late, 4)).toEqual(await score(without, 4))
    // Nor does it make another piece of it.
    expect((await band(late)).definition.behaviour).toBe((await band(without)).definition.behaviour)
  })
})
