import { describe, expect, it } from 'vitest'
import { playScript } from '../../../runtime/player/scripted.ts'
import { band, kit, only, SLOW, score, times, wrong } from './band.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'
const pitches = (beats: readonly { readonly pitch: number | null }[]) =>
  beats.map(({ pitch }) => pitch ?? Number.NaN)
const classes = (beats: readonly { readonly pitch: number | null }[]) =>
  [...new Set(pitches(beats).map((pitch) => pitch % 12))].toSorted((a, b) => a - b)

describe('chords', () => {
  const roots = async (chords: string, bars: number, key = 'C major') =>
    (
      await score(
        `${SLOW}key ${key}\nbassist bass {\n  line |1 1 1 1|\n  range C2..B2\n}\nsection s { bars ${bars}  chords ${chords}\n}\nform s\n`,
        bars,
      )
    ).map(({ measure, beatNumber, pitch }) => `${measure}.${beatNumber}:${(pitch ?? 0) % 12}`)
  const bar = (n: number, ...classes: readonly number[]) => classes.map((c, i) => `${n}.${i + 1}:${c}`)

  it('[chords.share] the chords of a bar share it', async () => {
    expect(await roots('| Dm7 G7 |', 1)).toEqual(bar(1, 2, 2, 7, 7))
  })

  it('[chords.share] where their number is meant, evenly across metre groups', async () => {
    const classesOf = async (chords: string) =>
      (
        await score(
          `${SLOW}meter 7/8 (2+2+3)\nbassist bass {\n  line |1 1 1 1 1 1 1 1 1 1 1 1 1 1|\n  range C2..B2\n}\nsection s { bars 1  chords ${chords}\n}\nform s\n`,
          1,
        )
      ).map(({ pitch }) => (pitch ?? 0) % 12)
    // Groups of four 16ths, four and six; thirds of fourteen, which begin at 4.67 and 9.33.
    expect(await classesOf('| Dm7 G7 C |')).toEqual([2, 2, 2, 2, 7, 7, 7, 7, 0, 0, 0, 0, 0, 0])
    expect(await classesOf('|3: Dm7 G7 C |')).toEqual([2, 2, 2, 2, 2, 7, 7, 7, 7, 7, 0, 0, 0, 0])
  })

  it('[chords.repeat] % repeats the bar before', async () => {
    expect(await roots('| Dm7 G7 | % |', 2)).toEqual([...bar(1, 2, 2, 7, 7), ...bar(2, 2, 2, 7, 7)])
    // With the chord that was held into it.
    const held = [...bar(1, 2, 2, 2, 2), ...bar(2, 2, 2, 7, 7), ...bar(3, 2, 2, 7, 7), ...bar(4, 2, 2, 7, 7)]
    expect(await roots('| Dm7 | - G7 | % | % |', 4)).toEqual(held)
  })

  it('[chords.hold] a hyphen lets the chord go on', async () => {
    expect(await roots('| Dm7 - - G7 |', 1)).toEqual(bar(1, 2, 2, 2, 7))
  })

  it('[chords.none] N.C. is silence', async () => {
    expect(await roots('| C | N.C. | G |', 3)).toEqual([...bar(1, 0, 0, 0, 0), ...bar(3, 7, 7, 7, 7)])
    const riff = `${SLOW}bassist bass { line |C2 1 Eb2 5| }\nsection s { bars 1  chords | N.C. |\n}\nform s\n`
    expect(pitches(await score(riff, 1))).toEqual([36, 39])
  })

  it('[chords.spelling] lead-sheet spellings are read, others are an error', () => {
    const song = (chord: string) =>
      wrong(`bassist bass { line |1| }\nsection s { bars 1  chords | ${chord} |\n}\nform s\n`)
    for (const chord of ['C', 'Cm7', 'Cmaj7', 'C7b9', 'Csus4', 'Cdim7', 'Cm7b5', 'C/E'])
      expect(song(chord)).toEqual([])
    expect(song('Cmja7')).toEqual(['SIL0405'])
  })

  it('[chords.cycle] fewer bars go round, more are an error', async () => {
    expect(await roots('| C | G |', 3)).toEqual([
      ...bar(1, 0, 0, 0, 0),
      ...bar(2, 7, 7, 7, 7),
      ...bar(3, 0, 0, 0, 0),
    ])
    expect(wrong(`bassist bass { line |1| }\nsection s { bars 1  chords | C | G |\n}\nform s\n`)).not.toEqual(
      [],
    )
  })

  it('[chords.degrees] 1 3 5 7 are the chord’s, 2 4 6 the key’s, accidentals count from the root', async () => {
    const degrees = async (cells: string) =>
      classes(
        await score(
          `${SLOW}key C major\nbassist bass {\n  line |${cells}|\n  range C2..C4\n}\nsection s { bars 1  chords | D7 |\n}\nform s\n`,
          1,
        ),
      )
    expect(await degrees('3 . . .')).toEqual([6])
    expect(await degrees('2 . . .')).toEqual([4])
    expect(await degrees('4 . . .')).toEqual([7])
    expect(await degrees('b3 . . .')).toEqual([5])
  })

  it('[chords.tonic] without chords the tonic sounds', async () => {
    const beats = await score(`${SLOW}key Eb major\nbassist bass { line |1 3 5 .| }\n`, 1)
    expect(pitches(beats).map((pitch) => pitch % 12)).toEqual([3, 7, 10])
  })
})

describe('whom a member follows', () => {
  const late = async (text: string) => {
    const set = (
      await band(
        `tempo 120 bpm\nzones z { snap 1 ms  follow 20 ms  limit 200 ms  expect grid }\nplayer { zones z }\n${text}`,
      )
    ).start()
    set.advance(2.2)
    set.onset(2.06)
    return set.advance(2.9).filter(({ measure, beatNumber }) => measure === 1 && beatNumber === 2)
  }
  const at = (beats: Awaited<ReturnType<typeof late>>, member: string) =>
    only(beats, member)[0]?.timestamp ?? Number.NaN
  const rim = (name: string, rest: string) => `drummer ${name} ${rest}\n`

  it('[follows.player] the player, unless it says otherwise', async () => {
    const beats = await late(`${CLICK}${rim('hand', '{ rim |x x x x| }')}`)
    expect(at(beats, 'hand')).toBeGreaterThan(2.51)
    expect(at(beats, 'hand')).toBe(at(beats, 'click'))
  })

  it('[follows.member] another member, at its decided time and feel, and not corrected twice', async () => {
    const beats = await late(
      `${CLICK}${rim('hand', 'follows click {\n  rim |x x x x|\n  feel behind 8 ms\n}')}${rim('foot', 'follows hand {\n  kick |x x x x|\n  feel behind 3 ms\n}')}`,
    )
    expect(at(beats, 'hand') - at(beats, 'click')).toBeCloseTo(0.008, 9)
    expect(at(beats, 'foot') - at(beats, 'click')).toBeCloseTo(0.011, 9)
  })

  it('[follows.grid] or the written tempo, whatever the player does', async () => {
    const beats = await late(`${CLICK}${rim('machine', 'follows grid { rim |x x x x| }')}`)
    expect(at(beats, 'machine')).toBe(2.5)
    expect(at(beats, 'click')).toBeGreaterThan(2.51)
  })

  it('[follows.cycle] but not in a circle', () => {
    expect(wrong('drummer a follows b { rim |x| }\ndrummer b follows a { rim |x| }\n')).not.toEqual([])
  })

  it('[follows.clock] one clock counts the form, and all who follow the player share it', async () => {
    const policy = await band(
      `tempo 120 bpm in 60 bpm..240 bpm\n${CLICK}drummer kit { kick |x x x x| }\nsection a { bars 8 }\nform a\n`,
    )
    const set = policy.start()
    const beats = playScript(set, [{ k: 'tempo', change: 0.1, over: { amount: 4, unit: 'bars' } }], {
      bars: 8,
      beatsPerBar: 4,
      seed: 1,
    }).filter(({ measure }) => measure >= 1)
    expect(times(only(beats, 'kit'))).toEqual(times(only(beats, 'click')))
    expect(only(beats, 'kit').at(-1)?.timestamp).toBeLessThan(17.4)
  })
})

describe('what all members have', () => {
  it('[member.level-ramp] a level may be a ramp that starts with the section', async () => {
    const text = `${SLOW}metronome click {\n  beat |X x x x|\n  level -12 dB -> 0 dB over 1 bar\n}\nsection a { bars 1 }\nform a * 2\n`
    expect((await score(text, 2)).map(({ level }) => level)).toEqual([-12, -9, -6, -3, -12, -9, -6, -3])
  })

  it('[member.feel-voice] feel and level of a line add to the member’s, a human replaces it', async () => {
    const beats = await score(
      kit('kick |x...| feel behind 5 ms  level -3 dB\n  hat |.x..|\n  feel behind 10 ms\n  level -6 dB'),
      1,
    )
    expect(times(beats)).toEqual([0.015, 1.01])
    expect(beats.map(({ level }) => level)).toEqual([-9, -6])
    const wander = await score(kit('kick |x...| human 1 ms\n  hat |.x..|\n  human 20 ms'), 60)
    const off = (voice: string) =>
      Math.max(...only(wander, 'kit', voice).map((b) => Math.abs(b.timestamp - b.gridTimestamp)))
    expect(off('kick')).toBeLessThanOrEqual(0.0025)
    expect(off('hat')).toBeGreaterThan(0.004)
    for (const none of ['0 ms', '(1 ms - 1 ms)']) {
      const steady = await score(kit(`kick |x...| human ${none}\n  hat |.x..|\n  human 20 ms`), 60)
      expect(
        only(steady, 'kit', 'kick').every((b) => b.timestamp === b.gridTimestamp),
        none,
      ).toBe(true)
      expect(
        only(steady, 'kit', 'hat').every((b) => b.timestamp === b.gridTimestamp),
        none,
      ).toBe(false)
    }
  })

  it('[member.human] wanders slowly, within its bounds, and alike for the same seed', async () => {
    const text = kit('hat |xxxx xxxx|\n  human 4 ms')
    const offsets = (await score(text, 200, 3)).map((b) => b.timestamp - b.gridTimestamp).slice(8)
    expect(Math.max(...offsets.map(Math.abs))).toBeLessThanOrEqual(2.5 * 0.004 + 1e-9)
    const deviation = Math.sqrt(offsets.reduce((sum, off) => sum + off * off, 0) / offsets.length)
    expect(Math.abs(deviation - 0.004)).toBeLessThan(0.001)
    expect(Math.max(...offsets)).toBeGreaterThan(0.001)
    const steps = offsets.slice(1).map((off, i) => Math.abs(off - (offsets[i] ?? 0)))
    expect(steps.reduce((sum, step) => sum + step, 0) / steps.length).toBeLessThan(deviation)
    expect(times(await score(text, 20, 3))).toEqual(times(await score(text, 20, 3)))
    expect(times(await score(text, 20, 3))).not.toEqual(times(await score(text, 20, 4)))
  })

  it('[member.rest] rests in every nth bar of a section', async () => {
    const text = `${SLOW}metronome click {\n  beat |X|\n  rest every 4th bar\n}\nsection a { bars 6 }\nform a * 2\n`
    expect((await score(text, 12)).map(({ measure }) => measure)).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 11, 12])
  })

  it('[member.dynamics] follow the player’s loudness, never further than within', async () => {
    const policy = await band(
      `tempo 120 bpm\nmetronome click {\n  beat |x x x x|\n  dynamics follow player 50% within 2 dB\n}\n`,
    )
    const loud = (velocity: number) => {
      const set = policy.start()
      for (let n = 0; n < 40; n++) {
        set.advance(2 + n / 2)
        set.onset(2 + n / 2, { velocity })
      }
      return set.advance(23).at(-1)?.level ?? Number.NaN
    }
    expect(loud(0.02)).toBe(-2)
    expect(loud(0.9)).toBeGreaterThan(0.5)
    expect(loud(0.9)).toBeLessThan(2)
  })

  it('[metronome.beat] a metronome’s cells are its emphasis', async () => {
    const beats = await score(`${SLOW}metronome click { beat |X g . x| }\n`, 1)
    expect(beats.map(({ timestamp, emphasis }) => [timestamp, emphasis])).toEqual([
      [0, 1],
      [1, 0.25],
      [3, 0.7],
    ])
  })
})

describe('a drummer', () => {
  const drums = (rest: string) => kit(`kick |x . x .|\n  snare |. x . x|\n  hat |xxxx xxxx|\n  ${rest}`)
  const filled = async (rest: string, bars: number, more = '') =>
    (await score(`${drums(rest)}${more}`, bars)).filter(({ cell }) => cell === 0)

  it('[drummer.fill] fills the last bar of each eight of a section, and crashes on the next 1', async () => {
    const beats = await filled('fill every 4 bars  density 100%', 13, 'section a { bars 6 }\nform a repeat\n')
    const fills = beats.filter(({ voice }) => voice === 'snare')
    expect([...new Set(fills.map(({ measure }) => measure))]).toEqual([4, 10])
    expect(
      beats
        .filter(({ beatNumber, timestamp }) => beatNumber === 1 && timestamp % 4 === 0)
        .map(({ measure }) => measure),
    ).toEqual([5, 11])
  })

  it('[drummer.fill] plays the chart to the end of the piece: a fill there would lead nowhere', async () => {
    const fill = 'fill every 2 bars  density 100%'
    const fills = async (form: string) =>
      (await filled(fill, 20, `section a { bars 4 }\nsection b { bars 2 }\n${form}\n`))
        .filter(({ voice }) => voice === 'snare')
        .map(({ measure }) => measure)
    expect([...new Set(await fills('form a, b'))]).toEqual([2, 4])
    expect([...new Set(await fills('form a, b, a'))]).toEqual([2, 4, 6, 8])
    // What goes on has no last bar.
    expect([...new Set(await fills('form b repeat'))]).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
  })

  it('[drummer.fill-shape] in 16ths in the second half, growing, down the drums, while the kick goes on', async () => {
    const beats = (
      await score(drums('tom1 |....|\n  tom2 |....|\n  fill every 2 bars  density 100%'), 2)
    ).filter(({ timestamp }) => timestamp >= 4)
    const fill = beats.filter(({ cell }) => cell === 0)
    expect(times(fill)).toEqual([6, 6.25, 6.5, 6.75, 7, 7.25, 7.5, 7.75])
    expect([...new Set(fill.map(({ voice }) => voice))]).toEqual(['snare', 'tom1', 'tom2'])
    expect(fill.at(-1)?.velocity ?? 0).toBeGreaterThan((fill[0]?.velocity ?? 1) + 0.2)
    expect(times(only(beats, 'kit', 'kick'))).toEqual([4, 6])
    expect(times(only(beats, 'kit', 'hat')).every((time) => time < 6)).toBe(true)
  })

  it('[drummer.fill-shape] takes the middle beat of an odd number, too', async () => {
    const begins = async (meter: string, cells: string) => {
      const fill = 'fill every 1 bars  density 100%'
      const text = `${SLOW}meter ${meter}\ndrummer kit {\n  snare |${cells}|\n  ${fill}\n}\nsection a { bars 1 }\nform a repeat\n`
      return times(await score(text, 1))[0]
    }
    expect(await begins('4/4', '....')).toBe(2)
    expect(await begins('3/4', '...')).toBe(1)
    expect(await begins('7/8 (2+2+3)', '...')).toBe(1)
    expect(await begins('5/4', '.....')).toBe(2)
    expect(await begins('6/8', '..')).toBe(1)
  })

  it('[drummer.fill-density] from none at all to every 16th', async () => {
    const strokes = async (density: number) =>
      (await filled(`fill every 1 bars  density ${density}%`, 50)).filter(({ voice }) => voice === 'snare')
        .length
    const counts = [await strokes(0), await strokes(30), await strokes(100)]
    expect(counts[0]).toBe(0)
    expect(counts[1]).toBeGreaterThan(50)
    expect(counts[1]).toBeLessThan(300)
    expect(counts[2]).toBe(50 * 8)
  })

  it('[drummer.crash] crashes on another cymbal where there is no crash', async () => {
    const crashesOn = async (voices: string) => {
      const beats = await score(
        kit(`${voices}\n  snare |. x . x|\n  kick |x . x .|\n  fill every 1 bars  density 100%`),
        2,
      )
      const crash = beats.find(
        ({ cell, measure, beatNumber }) => cell === 0 && measure === 2 && beatNumber === 1,
      )
      const same = (voice: string) =>
        only(beats, 'kit', voice).some(
          (beat) => beat.cell > 0 && `${beat.timbre.vector}` === `${crash?.timbre.vector}`,
        )
      return ['crash', 'ride', 'bell', 'hat', 'snare', 'kick'].filter(same)
    }
    expect(await crashesOn('hat |xxxx xxxx|')).toEqual(['hat'])
    expect(await crashesOn('hat |xxxx xxxx|\n  ride |xxxx xxxx|')).toEqual(['ride'])
    expect(await crashesOn('hat |xxxx xxxx|\n  crash |. x . .|')).toEqual(['crash'])
  })

  it('[drummer.trade] plays n bars, leaves n, and fills none of them', async () => {
    const beats = await score(drums('trade 2 bars\n  fill every 2 bars  density 100%'), 8)
    expect([...new Set(beats.map(({ measure }) => measure))]).toEqual([1, 2, 5, 6])
    expect(beats.every(({ cell }) => cell > 0)).toBe(true)
  })

  it('[drummer.roll] a roll fills its cell, in a bracket and between swung 8ths too, and nothing else does', async () => {
    const lasts = async (bars: string, more = '') =>
      only(await score(`${more}${kit(`snare ${bars}`)}`, 1), 'kit', 'snare').map(({ duration }) =>
        Number(duration.toFixed(9)),
      )
    expect(await lasts('|r x f d|')).toEqual([1, 0, 0, 0])
    expect(await lasts('|r . r x|')).toEqual([1, 1, 0])
    expect(await lasts('|x [xr] x x|')).toEqual([0, 0, 0.5, 0, 0])
    expect(await lasts('|rr x. x. x.|', 'swing 60%\n')).toEqual([0.6, 0.4, 0, 0, 0])
    expect(await lasts('|r?100 r! x x|')).toEqual([1, 1, 0, 0])
  })

  it('[drummer.hat] o and p are the hat’s, # the cymbals’', () => {
    expect(wrong(kit('hat |x o p x|'))).toEqual([])
    expect(wrong(kit('ride |x . . #|'))).toEqual([])
    expect(wrong(kit('snare |o . . .|'))).toEqual(['SIL0404'])
    expect(wrong(kit('kick |# . . .|'))).toEqual(['SIL0404'])
  })
})

describe('a bassist', () => {
  const song = (bass: string, bars = 16) =>
    `tempo 120 bpm\nkey C major\nbassist bass { ${bass} }\nsection s { bars ${bars}  chords | Dm7 | G7 | Cmaj7 | A7 |\n}\nform s\n`
  const ROOTS = [2, 7, 0, 9]

  it('[bassist.line] plays degrees of the chord, or pitches', async () => {
    expect(pitches(await score(`${SLOW}bassist bass { line |E1 . G1 .| }\n`, 1))).toEqual([28, 31])
    const beats = await score(song('line |1 . 5 .|  range C2..B2'), 2)
    expect(pitches(beats).map((pitch) => pitch % 12)).toEqual([2, 9, 7, 2])
  })

  it('[bassist.walk] walks in quarters, with the root on each change and no leap beyond a fifth', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const walk = await score(song('line walk'), 16, seed)
      expect(walk).toHaveLength(64)
      for (const [i, { pitch, beatNumber, measure }] of walk.entries()) {
        if (beatNumber === 1) expect((pitch ?? 0) % 12).toBe(ROOTS[(measure - 1) % 4])
        const before = walk[i - 1]?.pitch
        if (before != null) expect(Math.abs((pitch ?? 0) - before)).toBeLessThanOrEqual(7)
      }
    }
  })

  it.each(['4/4', '3/4', '6/8', '9/8'])(
    '[bassist.walk] in %s a chord that goes on has its own tones on the 1, nearly always',
    async (meter) => {
      const chords = '| C | C | C | C | F | F | G | G |'
      const text = `meter ${meter}\nbassist b { line walk }\nsection a { bars 8  chords ${chords}\n}\nform a * 4\n`
      const tones: Readonly<Record<number, readonly number[]>> = { 6: [5, 9, 0], 8: [7, 11, 2] }
      let held = 0
      let own = 0
      for (let seed = 0; seed < 20; seed++) {
        for (const { beatNumber, measure, pitch } of await score(text, 32, seed)) {
          const bar = ((measure - 1) % 8) + 1
          if (beatNumber !== 1 || ![2, 3, 4, 6, 8].includes(bar)) continue
          held++
          if ((tones[bar] ?? [0, 4, 7]).includes((pitch ?? 0) % 12)) own++
        }
      }
      expect(held).toBe(400)
      expect(own / held).toBeGreaterThan(0.93)
    },
  )

  it('[bassist.walk] leaps to tones of the chord, or to the note that leads over', async () => {
    const tones = [
      [2, 5, 9, 0],
      [7, 11, 2, 5],
      [0, 4, 7, 11],
      [9, 1, 4, 7],
    ]
    const leaps = async (approach: string) => {
      const walk = await score(song(`line walk  ${approach}  range E1..G3`, 64), 64)
      return walk.flatMap(({ pitch, beatNumber, measure }, i) => {
        const far = Math.abs((pitch ?? 0) - (walk[i - 1]?.pitch ?? pitch ?? 0)) > 2
        return far ? [{ beatNumber, isTone: tones[(measure - 1) % 4]?.includes((pitch ?? 0) % 12) }] : []
      })
    }
    expect((await leaps('')).every(({ isTone }) => isTone)).toBe(true)
    const led = await leaps('approach chromatic')
    expect(led.every(({ isTone, beatNumber }) => isTone || beatNumber === 4)).toBe(true)
    expect(led.some(({ isTone }) => !isTone)).toBe(true)
  })

  it('[bassist.approach] comes to a root by a semitone, a step or a fifth, as often as it says', async () => {
    const steps = async (approach: string) => {
      const walk = await score(song(`line walk  approach ${approach}  range E1..G3`, 64), 64)
      return walk.flatMap(({ pitch, beatNumber }, i) =>
        beatNumber === 4 && walk[i + 1] !== undefined
          ? [Math.abs((walk[i + 1]?.pitch ?? 0) - (pitch ?? 0))]
          : [],
      )
    }
    const share = (list: readonly number[], of: readonly number[]) =>
      list.filter((step) => of.includes(step)).length / list.length
    expect(share(await steps('chromatic  chance 100%'), [1])).toBe(1)
    expect(share(await steps('scale  chance 100%'), [1, 2])).toBeGreaterThan(0.7)
    expect(share(await steps('dominant  chance 100%'), [5, 7])).toBeGreaterThan(0.6)
    expect(share(await steps('chromatic  chance 0%'), [1])).toBeLessThan(0.6)
  })

  it('[bassist.range] stays in its range', async () => {
    for (const line of ['line walk', 'line |1 5 3 7|']) {
      for (const pitch of pitches(await score(song(`${line}  range A1..A2`), 16))) {
        expect(pitch).toBeGreaterThanOrEqual(33)
        expect(pitch).toBeLessThanOrEqual(45)
      }
    }
    expect(pitches(await score(song('line walk'), 16)).every((pitch) => pitch >= 28 && pitch <= 43)).toBe(
      true,
    )
  })
})

describe('a bassist who anticipates', () => {
  const notes = async (cells: string, chords: string, more = '', turns = 1) => {
    const text = `${SLOW}key C major\nbassist bass {\n  line ${cells}\n  range C2..B2\n  ${more}\n}\nsection s { bars 2  chords ${chords}\n}\nform s * ${turns}\n`
    return (await score(text, 2 * turns)).map(({ timestamp, pitch }) => [timestamp, (pitch ?? 0) % 12])
  }
  const C = 0
  const F = 5
  const G = 7

  it('[bassist.anticipate] what is tied over the barline from the last quarter is of the next bar', async () => {
    // A tumbao: the fifth on the and of two, the root of the bar to come on four.
    expect(await notes('|. . . 5 - - 8 -|- - - 5 - - 1 -|', '| C | F |')).toEqual([
      [1.5, G],
      [3, F],
      [5.5, C],
      [7, F],
    ])
    // Of one bar it goes round: tied into each bar, and across the join of sections, but not beyond the end.
    expect(await notes('|- - - 5 - - 8 -|', '| C | F |', '', 2)).toEqual([
      [1.5, G],
      [3, F],
      [5.5, C],
      [7, C],
      [9.5, G],
      [11, F],
      [13.5, C],
      [15, F],
    ])
    expect(await notes('|1 . . . . . . 1|- . . . . . . .|', '| C | G |')).toEqual([
      [0, C],
      [3.5, G],
    ])
    // By steps from the root, too.
    expect(await notes('|1 . . b7|- . . .|', '| C | G |')).toEqual([
      [0, C],
      [3, F],
    ])
  })

  it('[bassist.anticipate] nothing else is: what ends with its bar, what began before, what meets silence, a pitch', async () => {
    expect(await notes('|1 . . 1|1 . . .|', '| C | G |')).toEqual([
      [0, C],
      [3, C],
      [4, G],
    ])
    expect(await notes('|. . 1 -|- - - -|', '| C | G |')).toEqual([[2, C]])
    expect(await notes('|. . . 1|- - - -|', '| C | N.C. |')).toEqual([[3, C]])
    expect(await notes('|. . . C2|- - - -|', '| C | G |')).toEqual([[3, C]])
  })

  it('[bassist.approach-line] an approach leaves it alone', async () => {
    expect(await notes('|1 . . 1|- . . .|', '| C | G |', 'approach chromatic')).toEqual([
      [0, C],
      [3, G],
    ])
  })
})

describe('a pianist and a guitarist', () => {
  const song = (kind: string, lines: string, bars = 4) =>
    `${SLOW}key C major\nbassist bass { line |1| }\n${kind} hands { ${lines} }\nsection s { bars ${bars}  chords | Dm7 | G7 | Cmaj7 | A7 |\n}\nform s\n`
  const hands = async (lines: string, kind = 'pianist') => only(await score(song(kind, lines), 4), 'hands')
  const DM7 = [0, 2, 5, 9]
  const G7 = [2, 5, 7, 11]
  const inBar = (beats: Awaited<ReturnType<typeof hands>>, bar: number) =>
    beats.filter(({ measure }) => measure === bar)

  it('[comp.pattern] comp is the rhythm, the harmony comes from the chords', async () => {
    const beats = await hands('comp |. x . x|')
    expect([...new Set(times(inBar(beats, 1)))]).toEqual([1, 3])
    expect([classes(inBar(beats, 1)), classes(inBar(beats, 2))]).toEqual([DM7, G7])
  })

  it('[comp.voicing] one of five', async () => {
    const voiced = async (voicing: string) =>
      pitches(inBar(await hands(`comp |x|  voicing ${voicing}  range C3..C6`), 3))
    const intervals = async (voicing: string) => {
      const [low = 0, ...rest] = await voiced(voicing)
      return rest.map((pitch) => pitch - low)
    }
    expect(classes((await voiced('shell')).map((pitch) => ({ pitch })))).toEqual([0, 4, 11])
    expect(classes((await voiced('rootless')).map((pitch) => ({ pitch })))).toEqual([2, 4, 7, 11])
    expect(Math.max(...(await intervals('close')))).toBeLessThan(12)
    expect(Math.max(...(await intervals('drop2')))).toBeGreaterThan(12)
    expect(Math.max(...(await intervals('spread')))).toBeGreaterThan(12)
    expect(wrong(song('pianist', 'comp |x|  voicing loose'))).not.toEqual([])
  })

  it('[comp.smooth] from chord to chord the voices move little', async () => {
    const beats = await hands('comp |x|')
    for (const bar of [2, 3, 4]) {
      const before = pitches(inBar(beats, bar - 1))
      const moved = pitches(inBar(beats, bar)).reduce(
        (sum, pitch, i) => sum + Math.abs(pitch - (before[i] ?? pitch)),
        0,
      )
      expect(moved).toBeLessThanOrEqual(8)
    }
  })

  it('[comp.anticipate] a hit in the last 8th before a change takes the coming chord', async () => {
    expect(classes(inBar(await hands('comp |. . . . . . . x|'), 1))).toEqual(G7)
    expect(classes(inBar(await hands('comp |. . . . . . x .|'), 1))).toEqual(DM7)
    // Of swung 8ths the second, and what plays straight there: 8ths in a bracket, the last of a triplet.
    const swung = async (comp: string) =>
      classes(inBar(only(await score(`swing 70%\n${song('pianist', `comp ${comp}`)}`, 4), 'hands'), 1))
    for (const comp of ['|.. .. .. .x|', '|. . . [.x]|', '|... ... ... ..x|'])
      expect([comp, await swung(comp)]).toEqual([comp, G7])
    for (const comp of ['|.... .... .... .x..|', '|... ... ... .x.|'])
      expect([comp, await swung(comp)]).toEqual([comp, DM7])
  })

  it('[comp.skank] who strikes once after each beat and on none stays with the bass', async () => {
    const last = async (comp: string) => classes(inBar(await hands(`comp ${comp}`), 1).slice(-4))
    expect(await last('|. x . x . x . x|')).toEqual(DM7)
    for (const pushed of [
      '|. . . x . . . x|',
      '|x . . x . . . x|',
      '|. x . x x . . x|',
      '|. . x x . . x . . . x . . . x .|',
    ])
      expect([pushed, await last(pushed)]).toEqual([pushed, G7])
  })

  it('[comp.power] a power chord stands on its root in every voicing', async () => {
    const fifths = async (voicing: string) => {
      const chords = 'section s { bars 4  chords | E5 | F5 | G5 | D5 |\n}\nform s\n'
      const hands = `guitarist hands { comp |x|\n  voicing ${voicing}\n}\n`
      const beats = await score(`${SLOW}${hands}${chords}`, 4)
      return [1, 2, 3, 4].map((bar) => pitches(inBar(beats, bar)).toSorted((a, b) => a - b))
    }
    for (const voicing of ['close', 'drop2', 'shell', 'rootless'])
      expect([voicing, await fifths(voicing)]).toEqual([
        voicing,
        [
          [52, 59],
          [53, 60],
          [55, 62],
          [50, 57],
        ],
      ])
    expect((await fifths('spread')).map(([root = 0]) => root % 12)).toEqual([4, 5, 7, 2])
  })

  it('[comp.strummed] who strums 8ths or faster without a gap changes with the chord', async () => {
    const last = async (comp: string) => classes(inBar(await hands(`comp ${comp}`), 1).slice(-4))
    for (const steady of ['|xxxx xxxx|', '|xx.x xxxx xxxx xxxx|', '|xxx xxx xxx xxx|', '|Xxgx Xx[xx]x|'])
      expect([steady, await last(steady)]).toEqual([steady, DM7])
    for (const pushed of ['|.xxx xxxx|', '|xxxx x.xx|', '|xxx_x xxxx|'])
      expect([pushed, await last(pushed)]).toEqual([pushed, G7])
  })

  it('[comp.hold] a chord that is held over a change moves with it, in the bar and over barlines', async () => {
    const held = async (comp: string, chords: string, more = '', bars = 4) => {
      const text = `${SLOW}key C major\npianist hands {\n  comp ${comp}\n  ${more}\n}\nsection s { bars ${bars}  chords ${chords}\n}\nform s\n`
      const beats = await score(text, bars)
      return [...new Set(times(beats))].map((at) => {
        const now = beats.filter(({ timestamp }) => timestamp === at)
        return [at, Number(now[0]?.duration.toFixed(9)), classes(now).join(' ')]
      })
    }
    const C = '0 4 7'
    const F = '0 5 9'
    const G = '2 7 11'
    expect(await held('|x - - -|', '| C G |', '', 1)).toEqual([
      [0, 2, C],
      [2, 2, G],
    ])
    // Through bars in which nothing is struck, as long as it is written and no longer.
    expect(await held('|x - - -|- - - -|- - . .|. . . .|', '| C | F | F G | C |')).toEqual([
      [0, 4, C],
      [4, 6, F],
    ])
    expect(await held('|x - - -|- - - -|- - - -|- . . .|', '| C | C F | F | G |')).toEqual([
      [0, 6, C],
      [6, 6, F],
      [12, 1, G],
    ])
    // Each sounds its share.
    expect(await held('|x - - -|', '| C G |', 'length 50%', 1)).toEqual([
      [0, 1, C],
      [2, 1, G],
    ])
    // A silence ends it, and a rest of the player's.
    expect(await held('|x - - -|- - - -|', '| C | N.C. | F | G |')).toEqual([
      [0, 4, C],
      [8, 4, F],
      [12, 4, G],
    ])
    expect(await held('|x - - -|- - - -|', '| C | G | C | G |', 'rest every 2 bars')).toEqual([
      [0, 4, C],
      [8, 4, C],
    ])
    // What stays is not struck again.
    expect(await held('|x - - -|- - - -|', '| C | C | F | % |')).toEqual([
      [0, 8, C],
      [8, 8, F],
    ])
    // Where nothing sounds, there is nothing to hold.
    expect(await held('|x - - -|- - - -|', '| N.C. G | F | C | % |')).toEqual([[8, 8, C]])
    // A tap on muffled strings is over.
    expect(await held('|x_ - - -|- - - -|', '| C G | F | C | % |')).toEqual([
      [0, 0.125, C],
      [8, 0.125, C],
    ])
  })

  it('[comp.hold] [bars.hold-end] across the join of sections, too, where the chords of the next one say', async () => {
    const held = async (kind: string, pattern: string, chords: string, more = '') => {
      const text = `${SLOW}key C major\n${kind} hands {\n  ${pattern}\n}\nsection s { bars 1  ${more}  chords ${chords}\n}\nform s * 3\n`
      const beats = await score(text, 3)
      return [...new Set(times(beats))].map((at) => {
        const now = beats.filter(({ timestamp }) => timestamp === at)
        return [at, Number(now[0]?.duration.toFixed(9)), classes(now).join(' ')]
      })
    }
    const C = '0 4 7'
    const G = '2 7 11'
    expect(await held('pianist', 'comp |- - - x|', '| C G |')).toEqual([
      [3, 3, C],
      [6, 1, G],
      [7, 3, C],
      [10, 1, G],
      [11, 1, G],
    ])
    expect(await held('pianist', 'comp |- - - x|', '| C G |', 'pickup 1 beat')).toEqual([
      [0, 3, C],
      [3, 1, G],
      [4, 3, C],
      [7, 1, G],
      [8, 3, C],
      [11, 1, G],
      [12, 1, G],
    ])
    expect(await held('pianist', 'comp |- - - x|', '| C N.C. |')).toEqual([
      [3, 3, C],
      [7, 3, C],
    ])
    expect(await held('bassist', 'line |- - - 1|', '| C N.C. C C |')).toEqual([
      [3, 2, '0'],
      [7, 2, '0'],
      [11, 1, '0'],
    ])
  })

  it('[comp.anticipate] a chord tied over the barline from the last quarter is of the next bar', async () => {
    const beats = await hands('comp |. . . x|- - . .|')
    expect(beats.map(({ timestamp }) => timestamp)).toEqual([3, 3, 3, 3, 11, 11, 11, 11])
    expect(classes(beats.slice(0, 4))).toEqual(G7)
    expect(new Set(beats.map(({ duration }) => duration))).toEqual(new Set([3]))
    expect(classes((await hands('comp |. . . x|. . . .|')).slice(0, 4))).toEqual(DM7)
  })

  it('[comp.low] below C3 nothing is muddy', async () => {
    for (const voicing of ['close', 'drop2', 'spread', 'shell', 'rootless']) {
      const beats = await hands(`comp |x|  voicing ${voicing}  range C2..C5`)
      for (const bar of [1, 2, 3, 4]) {
        const held = pitches(inBar(beats, bar))
        for (const [i, pitch] of held.slice(1).entries()) {
          if ((held[i] ?? 48) < 48) expect(pitch - (held[i] ?? 0)).toBeGreaterThanOrEqual(5)
        }
      }
    }
  })

  it('[comp.ninth] no B lies under the C of Cmaj7, not even where the range would have it so', async () => {
    for (const how of ['drop2  range A2..D4', 'spread  range E2..C4']) {
      const beats = await hands(`comp |x|  voicing ${how}`)
      const held = pitches(inBar(beats, 3))
      expect(held.map((pitch) => pitch % 12).toSorted((a, b) => a - b)).toEqual([0, 4, 7, 11])
      for (const pitch of held) expect(held, how).not.toContain(pitch + 13)
    }
  })

  it('[comp.rich] where the bassist is muted, the hands hold the root', async () => {
    const text = (voicing: string) => `${SLOW}bassist bass { line |1| }
pianist keys {
  comp |x|
  voicing ${voicing}
}
section full { bars 1  chords | Ebm9 |
}
section drop {
  bars 1
  chords | Ebm9 |
  mute bass
}
form full, drop, full
`
    for (const voicing of ['close', 'drop2', 'spread']) {
      const keys = only(await score(text(voicing), 3), 'keys')
      const roots = [1, 2, 3].map((bar) => keys.some((b) => b.measure === bar && (b.pitch ?? 0) % 12 === 3))
      expect(roots, voicing).toEqual([false, true, false])
    }
  })

  it('[comp.rootless] without a bassist is warned about', () => {
    expect(wrong('pianist keys {\n  comp |x|\n  voicing rootless\n}\n')).toEqual(['SIL0411'])
  })

  it('[comp.length] each chord sounds for its share', async () => {
    expect((await hands('comp |x . . .|  length 60%'))[0]?.duration).toBeCloseTo(0.6, 9)
  })

  it('[comp.range] no note leaves the range', async () => {
    for (const pitch of pitches(await hands('comp |x|  range G3..G4'))) {
      expect(pitch).toBeGreaterThanOrEqual(55)
      expect(pitch).toBeLessThanOrEqual(67)
    }
  })

  it('[comp.strum] a guitar is strummed, down on the beat and up off it', async () => {
    const down = inBar(await hands('comp |x . . .|  strum 12 ms', 'guitarist'), 1)
    const up = inBar(await hands('comp |. x . . . . . .|  strum 12 ms', 'guitarist'), 1)
    expect(down.map(({ timestamp }) => timestamp)).toEqual(down.map((_, i) => expect.closeTo(0.012 * i, 9)))
    expect(pitches(down)).toEqual(pitches(down).toSorted((a, b) => a - b))
    expect(pitches(up)).toEqual(pitches(up).toSorted((a, b) => b - a))
  })
})
