import { describe, expect, it } from 'vitest'
import { kit, only, SLOW, score, times, wrong } from './band.ts'

const hat = async (bars: string, count = 1, before = '') => score(kit(`hat ${bars}`, before), count)
const line = async (cells: string, count = 1) =>
  score(`${SLOW}key C major\nbassist bass {\n  line ${cells}\n  range C2..C4\n}\n`, count)
const pitches = async (cells: string) => (await line(cells)).map(({ pitch }) => pitch)

describe('bars', () => {
  it('[bars.share] cells share their bar evenly', async () => {
    expect(times(await hat('|x x x x|'))).toEqual([0, 1, 2, 3])
    expect(times(await hat('|xxxx xxxx|'))).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
    expect(times(await hat('|x x|'))).toEqual([0, 2])
  })

  it('[bars.count] a number of cells that does not share the bar evenly is a typo', () => {
    expect(wrong(kit('hat |x x x|'))).toEqual(['SIL0401'])
    expect(wrong(kit('hat |x... ..x. x... ..x|'))).toEqual(['SIL0401'])
    expect(wrong(kit('hat |xxxxx xxxxx xxxxx xxxxx|'))).toEqual(['SIL0401'])
    expect(wrong(kit('hat |xxx xxx xxx xxx|'))).toEqual([])
  })

  it('[bars.count] in groups there is one cell to each, or so many to each note that the metre counts', () => {
    const fitting = (meter: string) =>
      Array.from({ length: 30 }, (_, i) => i + 1).filter(
        (n) => wrong(kit(`hat |${'x'.repeat(n)}|`, `meter ${meter}\n`)).length === 0,
      )
    expect(fitting('7/8 (2+2+3)')).toEqual([1, 3, 7, 14, 21, 28])
    expect(fitting('10/8 (3+2+2+3)')).toEqual([1, 4, 10, 20, 30])
    expect(fitting('10/8 (5+5)')).toEqual([1, 2, 4, 6, 8, 10, 12, 16, 20, 30])
    expect(fitting('6/8')).toEqual([1, 2, 4, 6, 8, 12, 16])
  })

  it('[bars.loop] a single cell shares any loop', async () => {
    for (const length of [1, 2, 3, 4, 5, 6, 7]) {
      expect(wrong(kit(`kick |x| loop ${length} steps`))).toEqual([])
      expect(wrong(kit(`kick |x| loop ${length / 2} beats`))).toEqual([])
    }
    expect(times(await score(kit('kick |x| loop 3 steps'), 1))).toEqual([0, 0.75, 1.5, 2.25, 3, 3.75])
    expect(wrong(kit('kick |xx| loop 3 steps'))).toEqual(['SIL0401'])
  })

  it('[bars.count-meant] unless it is written', async () => {
    expect(times(await hat('|3: x x x|'))).toEqual([0, 1.333333, 2.666667])
  })

  it('[bars.space] spaces are for the eyes', async () => {
    expect(times(await hat('|x.x.|'))).toEqual(times(await hat('| x .  x . |')))
  })

  it('[bars.suffix] a ~ belongs to the sounding cell that it touches, else it is a cell', async () => {
    const cells = async (bars: string) =>
      (await hat(bars, 200)).reduce((most, b) => Math.max(most, b.cell), 0)
    expect(await cells('|x~ x x x|')).toBe(4)
    expect(await cells('|x ~ x x|')).toBe(4)
    expect(await cells('|.~ x x|')).toBe(4)
    expect(await cells('|x x~ . ~|')).toBe(4)
  })

  it('[bars.chance] a ? is a chance of a half, or of so many percent', async () => {
    const share = async (bars: string) => (await hat(bars, 1000)).length / 4000
    expect(Math.abs((await share('|x? x? x? x?|')) - 0.5)).toBeLessThan(0.04)
    expect(Math.abs((await share('|x?30x?30x?30x?30|')) - 0.3)).toBeLessThan(0.04)
    expect(await share('|x?100 x?100 x?100 x?100|')).toBe(1)
    expect(wrong(kit('hat |x?0 x x x|'))).not.toEqual([])
  })

  it('[bars.velocity] x sounds at 0.7, X at 1 and g at 0.25', async () => {
    expect((await hat('|x X g .|')).map(({ emphasis }) => emphasis)).toEqual([0.7, 1, 0.25])
  })

  it('[bars.bracket] a bracket is one cell that is shared', async () => {
    expect(times(await hat('|x [xx] x [xxx]|'))).toEqual([0, 1, 1.5, 2, 3, 3.333333, 3.666667])
  })

  it('[bars.cycle] patterns go round, each with its own length, and begin again with a section', async () => {
    const text = kit('kick |x...|.x..|\n  snare |..x.|..x.|...x|')
    const beats = await score(text, 6)
    expect(times(only(beats, 'kit', 'kick'))).toEqual([0, 5, 8, 13, 16, 21])
    expect(times(only(beats, 'kit', 'snare'))).toEqual([2, 6, 11, 14, 18, 23])
    const song = `${kit('kick |x...|.x..|')}section a { bars 1 }\nform a * 3\n`
    expect(times(await score(song, 3))).toEqual([0, 4, 8])
  })

  it('[bars.hold] a hyphen lengthens a note, and drums do not hold', async () => {
    expect((await line('|1 - 5 -|')).map(({ timestamp, duration }) => [timestamp, duration])).toEqual([
      [0, 2],
      [2, 2],
    ])
    expect(wrong(kit('hat |x - x x|'))).toEqual(['SIL0403'])
  })

  describe('a held note ends', () => {
    /** Whom, and when each note begins and ends, in beats. */
    const held = async (music: string) => {
      const text = `${SLOW}key C major\nbassist bass {\n  line |1 - - -|- - - -|\n}\npianist keys {\n  comp |x - - -|- - - -|\n}\n${music}`
      const beats = await score(text, 16)
      const of = (member: string) => [
        ...new Map(
          only(beats, member).map(({ timestamp, duration }) => [timestamp, timestamp + duration]),
        ).entries(),
      ]
      expect(of('keys')).toEqual(of('bass'))
      return of('bass')
    }

    it('[bars.hold-end] with its section, where the patterns begin again', async () => {
      const music =
        'section a { bars 3  chords | C | C | G |\n}\nsection b { bars 2  chords | F |\n}\nform a, b\n'
      expect(await held(music)).toEqual([
        [0, 8],
        [8, 12],
        [12, 20],
      ])
    })

    it('[bars.hold-end] but not where the section ends and its own pattern goes round', async () => {
      const line = 'bassist bass {\n  line |- 1 - 5|\n}\n'
      const sections =
        'section a { bars 2  chords | C |\n}\nsection b { bars 1  mute bass }\nsection c { bars 1\n  bass.line |- 1 5 -|\n}\n'
      const notes = async (form: string) =>
        (await score(`${SLOW}key C major\n${line}${sections}form ${form}\n`, 16)).map(
          ({ timestamp, duration }) => [timestamp, timestamp + duration],
        )
      // Tied over the barline from turn to turn; to nobody at the end.
      expect(await notes('a * 2')).toEqual(
        [0, 4, 8, 12].flatMap((bar) => [
          [bar + 1, bar + 3],
          [bar + 3, bar < 12 ? bar + 5 : 16],
        ]),
      )
      expect((await notes('a, b'))[3]).toEqual([7, 8])
      expect((await notes('a, c'))[3]).toEqual([7, 8])
    })

    it("[bars.hold-end] goes round into bars that are counted from that section's start, and ends with it", async () => {
      const ends = async (line: string, sections: string, form: string) =>
        (await score(`${SLOW}bassist bass {\n  line ${line}\n${sections}form ${form}\n`, 16)).map(
          ({ timestamp, duration }) => [timestamp, timestamp + duration],
        )
      // Bar 3 would rest, but the second turn begins there.
      const rests = 'rest every 3rd bar\n}\nsection a { bars 2 }\n'
      expect(await ends('|- . . 1|', rests, 'a * 2')).toEqual([
        [3, 5],
        [7, 9],
        [11, 13],
        [15, 16],
      ])
      // A bar of the next section that rests, and its end, where the pattern is not through.
      const long = '|- - - -|- - - -|. . . 1|'
      const short = 'rest every 2nd bar\n}\nsection a { bars 3  bass.rest every 4th bar }\n'
      expect(await ends(long, `${short}section b { bars 3 }\n`, 'a, b')).toEqual([
        [11, 16],
        [23, 24],
      ])
      expect(await ends(long, `${short}section b { bars 1 }\nsection c { bars 1 }\n`, 'a, b, c')).toEqual([
        [11, 16],
      ])
    })

    it('[bars.hold-end] where the chords do: in its bar, in the next and in the next section', async () => {
      const song = (chords: string) => `section a { bars 2  chords ${chords}\n}\nform a\n`
      expect(await held(song('| C N.C. |'))).toEqual([[0, 2]])
      expect(await held(song('| C | C N.C. - - |'))).toEqual([[0, 5]])
      const turns =
        'section a { bars 1  chords | C |\n}\nsection b { bars 1  chords | N.C. - C - |\n}\nform a, b\n'
      const tied = `${SLOW}bassist bass {\n  line |- 1 - 5|\n}\n${turns}`
      expect((await score(tied, 2)).map(({ timestamp, duration }) => [timestamp, duration])).toEqual([
        [1, 2],
        [3, 1],
        [7, 1],
      ])
    })

    it('[bars.hold-end] where its player rests', async () => {
      const text = `${SLOW}bassist bass {\n  line |1 - - -|- - - -|\n  rest every 2nd bar\n}\nsection a { bars 4 }\nform a\n`
      expect((await score(text, 4)).map(({ timestamp, duration }) => [timestamp, duration])).toEqual([
        [0, 4],
        [8, 4],
      ])
      const pickup = `${SLOW}pickup 2 beats\nbassist bass {\n  line |1 1 1 1|\n  rest every 1 bar\n}\nsection a { bars 2 }\nform a\n`
      expect((await score(pickup, 2)).map(({ timestamp, duration }) => [timestamp, duration])).toEqual([
        [0, 1],
        [1, 1],
      ])
    })
  })

  it('[bars.digit] one digit is one cell', async () => {
    expect(await pitches('|15 15|')).toHaveLength(4)
  })

  it('[bars.nearest] a degree sounds in the octave nearest to the note before', async () => {
    const close = await pitches('|1 5 1 7|')
    for (const [i, pitch] of close.slice(1).entries()) {
      expect(Math.abs((pitch ?? 0) - (close[i] ?? 0))).toBeLessThanOrEqual(6)
    }
  })

  it('[bars.degree-octave] and moves from there by octaves', async () => {
    const [first = 0, up = 0] = (await pitches("|1 1' . .|")).map((pitch) => pitch ?? 0)
    expect(up - first).toBe(12)
    const [high = 0, low = 0] = (await pitches("|1'' 1,, . .|")).map((pitch) => pitch ?? 0)
    expect(high - low).toBe(24)
  })

  it('[bars.degree-octave] each mark counts from where its note would be, so that the line goes on from there', async () => {
    expect(await pitches("|1 1' 1 1,|")).toEqual([36, 48, 48, 36])
    expect(await pitches("|1 1' 1, 1'|")).toEqual([36, 48, 36, 48])
  })

  it('[bars.eight] 8 is the root above the note before, and 1 right behind it the octave below', async () => {
    const wide = async (cells: string, count = 2) => {
      const beats = await score(
        `${SLOW}key C major\nbassist b {\n  line ${cells}\n  range C1..C6\n}\n`,
        count,
      )
      return beats.map(({ pitch }) => pitch ?? 0)
    }
    const steps = (found: readonly number[]) => found.slice(1).map((pitch, i) => pitch - (found[i] ?? 0))
    expect(steps(await wide('|1 2 3 4|5 6 7 8|'))).toEqual([2, 2, 1, 2, 2, 2, 1])
    expect(steps(await wide('|5 8 . .|', 1))).toEqual([5])
    expect(steps(await wide('|1 8 1 8|'))).toEqual([12, -12, 12, -12, 12, -12, 12])
    expect(new Set(await wide('|8 8 8 8|')).size).toBe(1)
    expect(steps(await wide('|1 8 5 8|', 1))).toEqual([12, -5, 5])
    // Marks and accidentals count from there, too.
    expect(steps(await wide("|1 8' 1 .|", 1))).toEqual([24, -12])
    expect(steps(await wide('|1 b8 8 1|', 1))).toEqual([11, 1, -12])
    expect(steps(await wide('|7 b8 . .|', 1))).toEqual([0])
  })

  it('[bars.eight] stays where it is over chords that change, in brackets and after a rest', async () => {
    const tune = `${SLOW}key C major
bassist b {
  line  |[1 8] . [1 8] .|
  range C1..C5
}
section a { bars 4  chords | C | F | C | G |
}
form a * 3
`
    const found = (await score(tune, 12)).map(({ pitch }) => pitch ?? 0)
    const low = found.filter((_, i) => i % 2 === 0)
    expect(found.filter((_, i) => i % 2 === 1)).toEqual(low.map((pitch) => pitch + 12))
    expect(Math.max(...low) - Math.min(...low)).toBeLessThan(12)
  })

  it('[bars.first] the first note stands in the middle, and low enough for what lies octaves above it', async () => {
    const inE = async (cells: string, range = '') =>
      (await score(`${SLOW}key E major\nbassist b {\n  line ${cells}\n  ${range}\n}\n`, 1)).map(
        ({ pitch }) => pitch,
      )
    expect(await inE('|1 . . .|')).toEqual([40])
    expect(await inE('|1 8 1 8|')).toEqual([28, 40, 28, 40])
    expect(await inE("|1 1' 1, 1'|")).toEqual([28, 40, 28, 40])
    expect(await inE('|8 1 8 1|')).toEqual([40, 28, 40, 28])
    expect(await inE("|1 1'' . .|", 'range E1..E3')).toEqual([28, 52])
  })

  it('[bars.choice] a slash draws one, evenly', async () => {
    const drawn = (await line('|1/3/5 . . .|', 900)).map(({ pitch }) => (pitch ?? 0) % 12)
    for (const degree of [0, 4, 7]) {
      expect(Math.abs(drawn.filter((pitch) => pitch === degree).length / 900 - 1 / 3)).toBeLessThan(0.06)
    }
    expect(wrong(`bassist bass { line |1/5~ 1 1 1| }\n`)).toEqual([])
  })

  it('[bars.continue] a pattern goes on in the next line where that starts with a bar', async () => {
    expect(times(await score(kit('kick |x...|.x..|\n       |..x.|...x|'), 4))).toEqual([0, 5, 10, 15])
  })

  it('[bars.one-a-line] two patterns on a line are an error', () => {
    expect(wrong('drummer kit { kick |x.x.| snare |.x.x| }\n')).not.toEqual([])
  })

  it('[bars.loop] a loop runs across the barlines', async () => {
    expect(times(await score(kit('ride |x . x| loop 3 beats'), 3))).toEqual([0, 2, 3, 5, 6, 8, 9, 11])
  })

  it('[bars.kind] what a cell may be depends on where it stands', () => {
    expect(wrong(kit('snare |1 . . .|'))).toEqual(['SIL0404'])
    expect(wrong(kit('snare |o . . .|'))).toEqual(['SIL0404'])
    expect(wrong('bassist b { line |x . . .| }\n')).toEqual(['SIL0404'])
  })
})
