import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../runtime/create-policy.ts'
import { FormCursor } from '../../../runtime/form.ts'
import type { FormStep, PolicyDefinition, SectionDef } from '../../../runtime/policy.ts'
import type { RuleDef } from '../../../runtime/policy-rules.ts'
import type { Beat } from '../../../runtime/score/beat.ts'
import {
  CHANCE_SLOT,
  CLICK,
  drums,
  FOUR_FOUR,
  metronome,
  part,
  policy,
  SEVEN_EIGHT,
  SIX_EIGHT,
  steady,
} from '../fixtures.ts'

const SECTIONS: readonly SectionDef[] = policy({
  members: [CLICK],
  sections: [
    { name: 'A', bars: 2 },
    { name: 'B', bars: 1 },
    { name: 'C', bars: 1 },
  ],
}).sections

const A: FormStep = { kind: 'play', section: 0, times: 1 }
const B: FormStep = { kind: 'play', section: 1, times: 1 }
const VAMP_B: FormStep = { kind: 'vamp', section: 1 }

function walk(cursor: FormCursor, bars: number): string {
  let walked = ''
  for (let i = 0; i < bars && cursor.next(); i++) walked += `${'ABC'[cursor.section]}${cursor.bar} `
  return walked.trim()
}

describe('the form', () => {
  it('plays its steps in order, each as often as it says, and ends', () => {
    const cursor = new FormCursor(SECTIONS, [{ ...A, times: 2 }, B], false, { vampOnce: false })
    expect(walk(cursor, 99)).toBe('A0 A1 A0 A1 B0')
  })

  it('goes round where it says repeat', () => {
    const cursor = new FormCursor(SECTIONS, [A, B], true, { vampOnce: false })
    expect(walk(cursor, 7)).toBe('A0 A1 B0 A0 A1 B0 A0')
  })

  it('plays all sections once where no form is written', () => {
    expect(walk(new FormCursor(SECTIONS, [], false, { vampOnce: false }), 99)).toBe('A0 A1 B0 C0')
  })

  it('vamps until the cue, and finishes the section then', () => {
    const cursor = new FormCursor(SECTIONS, [{ kind: 'vamp', section: 0 }, B], false, { vampOnce: false })
    expect(walk(cursor, 5)).toBe('A0 A1 A0 A1 A0')
    cursor.cue()
    expect(walk(cursor, 99)).toBe('A1 B0')
  })

  it('plays a vamp once when nobody can cue', () => {
    expect(walk(new FormCursor(SECTIONS, [VAMP_B, A], false, { vampOnce: true }), 99)).toBe('B0 A0 A1')
  })

  it('forgets a cue that comes where nothing vamps', () => {
    const cursor = new FormCursor(SECTIONS, [A, VAMP_B], false, { vampOnce: false })
    walk(cursor, 1)
    cursor.cue()
    expect(walk(cursor, 4)).toBe('A1 B0 B0 B0')
  })

  it('needs a cue for each vamp', () => {
    const cursor = new FormCursor(SECTIONS, [VAMP_B, { kind: 'vamp', section: 2 }, A], false, {
      vampOnce: false,
    })
    walk(cursor, 1)
    cursor.cue()
    expect(walk(cursor, 4)).toBe('C0 C0 C0 C0')
  })

  it('needs one for each turn of a form that is one vamp', () => {
    const cursor = new FormCursor(SECTIONS, [VAMP_B], true, { vampOnce: false })
    walk(cursor, 2)
    cursor.cue()
    expect(cursor.vamping).toBe(false)
    walk(cursor, 1)
    expect(cursor.vamping).toBe(true)
  })

  it('goes with another one, and where it was ahead is with it from the next bar on', () => {
    const steps = [VAMP_B, A, B]
    const [leader, other] = [1, 2].map(() => new FormCursor(SECTIONS, steps, false, { vampOnce: false }))
    if (leader === undefined || other === undefined) throw new Error('two cursors')
    other.goWith(leader)
    expect([walk(leader, 1), walk(other, 2)]).toEqual(['B0', 'B0 B0'])
    leader.cue()
    expect([walk(leader, 1), walk(other, 1), other.leapt]).toEqual(['A0', 'A1', true])
    leader.jumpTo(2)
    expect([walk(leader, 2), walk(other, 1), other.leapt]).toEqual(['C0 B0', 'B0', false])
    expect([walk(leader, 9), walk(other, 9)]).toEqual(['', ''])
  })

  it('goes with another one that an hour of a pushing player has brought hundreds of bars ahead', () => {
    const [leader, other] = [1, 2].map(() => new FormCursor(SECTIONS, [A, B], true, { vampOnce: false }))
    if (leader === undefined || other === undefined) throw new Error('two cursors')
    other.goWith(leader)
    const way = walk(leader, 300)
    leader.jumpTo(2)
    const more = walk(leader, 500)
    expect(`${walk(other, 300)} ${walk(other, 500)}`).toBe(`${way} ${more}`)
  })

  it('foretells, where it is behind the one that it goes with, the bars that that one has played', () => {
    const cursors = [1, 2].map(() => new FormCursor(SECTIONS, [VAMP_B, A], false, { vampOnce: false }))
    const [leader, other] = cursors
    if (leader === undefined || other === undefined) throw new Error('two cursors')
    const foretold = () => {
      const into = { section: -1, bar: -1 }
      return other.peek(into) && `${'ABC'[into.section]}${into.bar}`
    }
    other.goWith(leader)
    expect([walk(leader, 1), walk(other, 1)]).toEqual(['B0', 'B0'])
    leader.jumpTo(2)
    expect([walk(leader, 1), foretold()]).toEqual(['C0', 'C0'])
    leader.jumpTo(0)
    expect([walk(other, 1), walk(leader, 1), foretold()]).toEqual(['C0', 'A0', 'A0'])
    expect([walk(leader, 9), walk(other, 2), foretold()]).toEqual(['A1', 'A0 A1', false])
  })

  it('jumps at the next bar to the next place that plays the section', () => {
    const cursor = new FormCursor(SECTIONS, [A, B, A], false, { vampOnce: false })
    walk(cursor, 1)
    cursor.jumpTo(1)
    expect(walk(cursor, 99)).toBe('B0 A0 A1')
  })

  it('visits a section that the form does not play, and goes on after it', () => {
    const cursor = new FormCursor(SECTIONS, [A, B], false, { vampOnce: false })
    walk(cursor, 1)
    cursor.jumpTo(2)
    expect(walk(cursor, 99)).toBe('C0 B0')
  })

  it('jumps from a vamp that was cued to one that needs a cue of its own', () => {
    const vamps = [
      { kind: 'vamp', section: 0 },
      { kind: 'vamp', section: 1 },
    ] as const
    const cursor = new FormCursor(SECTIONS, vamps, false, { vampOnce: false })
    walk(cursor, 1)
    cursor.cue()
    cursor.jumpTo(1)
    expect(walk(cursor, 4)).toBe('B0 B0 B0 B0')
  })

  it.each([
    ['another turn of the section it left', [{ ...A, times: 2 }], 0, 'A0 A1'],
    ['another section of the form', [A, B], 1, 'B0'],
  ])('jumps out of a visit to %s', (_, form, section, expected) => {
    const cursor = new FormCursor(SECTIONS, form, false, { vampOnce: false })
    walk(cursor, 1)
    cursor.jumpTo(2)
    expect(walk(cursor, 1)).toBe('C0')
    cursor.jumpTo(section)
    expect(walk(cursor, 99)).toBe(expected)
  })

  it.each([
    ['goes to the next turn of the section it left', 2, 'A0 C0 A0 C0 A0 A1'],
    ['goes to the next turn where it jumps to the section itself', 0, 'A0 A0 A0 A1'],
  ])('%s, as if each turn were a step', (_, section, expected) => {
    for (const form of [[{ ...A, times: 3 }], [A, A, A]]) {
      const cursor = new FormCursor(SECTIONS, form, false, { vampOnce: false })
      const foretold = { section: -1, bar: -1 }
      let walked = ''
      for (let i = 0; i < 99; i++) {
        const more = cursor.peek(foretold)
        const bar = walk(cursor, 1)
        expect(bar).toBe(more ? `${'ABC'[foretold.section]}${foretold.bar}` : '')
        if (bar === '') break
        walked += `${bar} `
        if (walked === 'A0 ' || walked === `A0 ${section === 2 ? 'C0 ' : ''}A0 `) cursor.jumpTo(section)
      }
      expect(walked.trim()).toBe(expected)
    }
  })

  it('begins its turns again where it jumps to a section out of the last of them', () => {
    for (const form of [[{ ...A, times: 2 }], [A, A]]) {
      const cursor = new FormCursor(SECTIONS, form, false, { vampOnce: false })
      walk(cursor, 3)
      cursor.jumpTo(0)
      expect(walk(cursor, 99)).toBe('A0 A1 A0 A1')
    }
  })

  it('comes back to a vamp from a visit, and leaves it after one where somebody had cued', () => {
    const vamping = () => {
      const cursor = new FormCursor(SECTIONS, [{ kind: 'vamp', section: 0 }, B], false, { vampOnce: false })
      walk(cursor, 1)
      return cursor
    }
    const visit = vamping()
    visit.jumpTo(2)
    expect(walk(visit, 5)).toBe('C0 A0 A1 A0 A1')
    visit.cue()
    expect(walk(visit, 99)).toBe('B0')
    const cued = vamping()
    cued.cue()
    cued.jumpTo(2)
    expect(walk(cued, 99)).toBe('C0 B0')
  })

  it('takes over from another form of other names as many bars in, turns counted', () => {
    const other = SECTIONS.map((section) => ({ ...section, name: `other ${section.name}` }))
    const form = [{ ...A, times: 3 }, B, { ...A, times: 2 }]
    for (let bars = 0; bars <= 11; bars++) {
      const before = new FormCursor(other, [B, { ...A, times: 5 }], false, { vampOnce: false })
      walk(before, bars)
      const after = new FormCursor(SECTIONS, form, false, { vampOnce: false })
      after.follow(before)
      const straight = new FormCursor(SECTIONS, form, false, { vampOnce: false })
      walk(straight, bars)
      expect(`${after.section} ${after.bar}`).toBe(`${straight.section} ${straight.bar}`)
      expect(walk(after, 99)).toBe(walk(straight, 99))
    }
  })

  it('foretells the next bar without moving', () => {
    const cursor = new FormCursor(SECTIONS, [A, VAMP_B], false, { vampOnce: false })
    const next = { section: -1, bar: -1 }
    walk(cursor, 2)
    expect(cursor.peek(next)).toBe(true)
    expect(next).toEqual({ section: 1, bar: 0 })
    const jumping = new FormCursor(SECTIONS, [A, VAMP_B], false, { vampOnce: false })
    walk(jumping, 1)
    jumping.peek(next)
    expect(next).toEqual({ section: 0, bar: 1 })
    jumping.jumpTo(2)
    jumping.peek(next)
    expect(next).toEqual({ section: 2, bar: 0 })
    expect(walk(cursor, 1)).toBe('B0')
    cursor.cue()
    expect(cursor.peek(next)).toBe(false)
  })
})

function measures(definition: PolicyDefinition, seconds: number) {
  return createPolicy(definition).start().advance(seconds)
}

describe('a performance through a form', () => {
  it('ends with it, and says so', () => {
    const set = createPolicy(policy({ members: [CLICK], sections: [{ bars: 2 }] })).start()
    expect(set.advance(6.1)).toHaveLength(12)
    expect(set.ended).toBe(true)
    expect(set.advance(60)).toEqual([])
    expect(set.end().completed).toBe(true)
  })

  it('takes it calmly when somebody plays on long after it', () => {
    const problems: string[] = []
    const set = createPolicy(policy({ members: [CLICK], sections: [{ bars: 2 }] })).start({
      onError: ({ message }) => problems.push(message),
    })
    set.advance(7)
    for (const time of [7, 30, 50, 90]) set.onset(time)
    expect(problems).toEqual([])
    const log = set.end()
    expect(log.onset_times).toEqual([7, 30, 50, 90])
    expect(log.duration_seconds).toBe(7)
  })

  it('leaves a vamp when the host cues', () => {
    const definition = policy({
      members: [CLICK],
      sections: [{ bars: 1 }, { bars: 1 }],
      definition: {
        form: [
          { kind: 'vamp', section: 0 },
          { kind: 'play', section: 1, times: 1 },
        ],
      },
    })
    const set = createPolicy(definition).start()
    set.advance(20.1)
    expect(set.ended).toBe(false)
    set.cue()
    expect(set.advance(60).length).toBe(4 + 3)
    expect(set.ended).toBe(true)
  })

  // [follows.clock]
  it('is the same for who follows the grid and has begun the vamp again as the band leaves it', () => {
    const definition = policy({
      members: [CLICK, [{ ...metronome(), name: 'steady', follows: 'grid' }, part({ beat: drums('x...') })]],
      sections: [{ bars: 4 }, { bars: 2 }],
      definition: {
        form: [
          { kind: 'vamp', section: 0 },
          { kind: 'play', section: 1, times: 1 },
        ],
      },
    })
    const set = createPolicy(definition).start()
    const heard: Beat[] = []
    const last = (name: string) => heard.findLast(({ member }) => member === name)?.measure ?? 0
    // A player who is a little slower than the grid.
    for (let time = 0, next = 2; time < 40 && !set.ended; time += 0.05) {
      heard.push(...set.advance(time))
      if (next > time) continue
      set.onset(next)
      next += 0.52
      if (last('steady') === 9 && last('click') === 8) set.cue()
    }
    expect(heard.filter(({ measure }) => measure === 9)[0]?.member).toBe('steady')
    expect([last('click'), last('steady')]).toEqual([10, 10])
  })

  // [follows.clock]
  it('goes on for who follows the grid and was through with it when a rule led the band back', () => {
    const back: RuleDef = {
      name: 'back',
      when: ({ silent }) => silent,
      hold: () => ({ amount: 4, unit: 'beats' }),
      actions: () => [{ do: 'section', section: 0 }],
    }
    const definition = policy({
      members: [CLICK, [{ ...metronome(), name: 'steady', follows: 'grid' }, part({ beat: drums('x...') })]],
      sections: [{ name: 'A', bars: 12 }],
      definition: { form: [{ kind: 'play', section: 0, times: 1 }], rules: [back] },
    })
    const set = createPolicy(definition).start()
    const heard: Beat[] = []
    const play = (until: number): void => {
      for (let time = 2; time < until; time += 0.56) {
        heard.push(...set.advance(time))
        set.onset(time)
      }
    }
    // The grid's twelve bars end at 26 s, and the player leaves the band alone then.
    play(25.5)
    heard.push(...set.advance(40))
    const measures = heard.filter(({ member }) => member === 'steady').map(({ measure }) => measure)
    expect(measures.slice(0, 12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(measures.slice(12)).toEqual([14, 15, 16, 17, 18, 19])
    heard.push(...set.advance(100))
    expect(set.ended).toBe(true)
  })

  it('is through with the band’s last note, though who follows the grid has long been', () => {
    const definition = policy({
      members: [CLICK, [{ ...metronome(), name: 'steady', follows: 'grid' }, part({ beat: drums('x...') })]],
      sections: [{ bars: 4 }],
      definition: { form: [{ kind: 'play', section: 0, times: 1 }] },
    })
    const set = createPolicy(definition).start()
    for (let time = 2; !set.ended && time < 20; time += 0.52) {
      const last = set.advance(time).at(-1)
      if (last?.measure === 4 && last.beatNumber === 4) expect(set.ended).toBe(false)
      set.onset(time)
    }
    set.advance(11)
    expect(set.ended).toBe(true)
  })

  // [rule.conflict]
  it('goes where the rule says whose name comes first, where two speak at once', () => {
    const goTo = (name: string, section: number): RuleDef => ({
      name,
      when: ({ silent }) => silent,
      hold: () => ({ amount: 4, unit: 'beats' }),
      actions: () => [{ do: 'section', section }],
    })
    const definition = policy({
      members: [CLICK],
      sections: [
        { name: 'A', bars: 2 },
        { name: 'B', bars: 2 },
        { name: 'C', bars: 2 },
      ],
      definition: { rules: [goTo('b', 2), goTo('a', 1)] },
    })
    const set = createPolicy(definition).start()
    set.advance(4.1)
    expect(set.timeline().at(-1)).toMatchObject({ measure: 2, section: 'B' })
  })

  it('leaves the first vamp where the host cues in the count', () => {
    const definition = policy({
      members: [CLICK],
      sections: [{ bars: 1 }],
      definition: { form: [{ kind: 'vamp', section: 0 }] },
    })
    const set = createPolicy(definition).start()
    set.advance(1)
    set.cue()
    set.advance(60)
    expect(set.ended).toBe(true)
  })

  it('restarts patterns with each section', () => {
    const member = metronome()
    const threeBars = part({ beat: drums('x...|.x..|..x.') })
    const beats = measures(
      policy({
        members: [[member, threeBars]],
        sections: [{ bars: 2 }, { bars: 2 }],
      }),
      10,
    )
    expect(beats.slice(4).map(({ beatNumber }) => beatNumber)).toEqual([1, 2, 1, 2])
  })

  it('lets a pattern that loops run across barlines, from the start of its section', () => {
    const threeBeats = { ...drums('x..', { ...FOUR_FOUR, quarters: 3 }), loopQuarters: 3 }
    const beats = measures(policy({ members: [[metronome(), part({ beat: threeBeats })]] }), 10)
    const played = beats.filter(({ measure }) => measure > 0)
    expect(played.map(({ measure, beatNumber }) => [measure, beatNumber])).toEqual([
      [1, 1],
      [1, 4],
      [2, 3],
      [3, 2],
      [4, 1],
      [4, 4],
    ])
  })

  it('draws anew for each cycle of a loop, also within one bar', () => {
    const oneBeat = { ...drums('~', { ...FOUR_FOUR, quarters: 1 }, 0), loopQuarters: 1 }
    const definition = policy({
      members: [[metronome(), part({ beat: oneBeat })]],
      definition: { slots: [CHANCE_SLOT] },
    })
    const { beats } = createPolicy(definition).score({ bars: 100 })
    const full = new Set(beats.map(({ measure }) => measure)).size
    expect(beats.length / 400).toBeCloseTo(0.5, 1)
    // Were the four draws of a bar one, every bar would be full or empty.
    expect(full).toBeGreaterThan(80)
  })

  it('keeps the 8th where the metre changes', () => {
    const eighths = {
      metre: part({ beat: drums('xxxxxx', SIX_EIGHT) }),
      seven: part({ beat: drums('xxxxxxx', SEVEN_EIGHT) }),
    }
    const beats = createPolicy(
      policy({
        members: [[metronome(), part({ beat: drums('xxxxxxxx') })]],
        sections: [
          { bars: 1 },
          { bars: 1, meter: SIX_EIGHT, parts: [eighths.metre] },
          { bars: 1, meter: SEVEN_EIGHT, parts: [eighths.seven] },
        ],
      }),
    ).score({ bars: 3 }).beats
    expect(beats).toHaveLength(21)
    expect(beats.map(({ timestamp }) => timestamp)).toEqual(beats.map((_, i) => i * 0.25))
    expect(beats.map(({ beatNumber }) => beatNumber).join('')).toBe('112233441112221122333')
  })

  it('starts a tempo of a section anew and goes back after it', () => {
    const { tempoMap, beats } = createPolicy(
      policy({
        members: [CLICK],
        sections: [{ bars: 1 }, { bars: 1, tempo: () => steady(60) }, { bars: 1 }],
      }),
    ).score({ bars: 3 })
    expect(tempoMap).toEqual([
      { time: 2, bpm: 60 },
      { time: 6, bpm: 120 },
    ])
    expect(beats[11]?.timestamp).toBe(7.5)
  })

  it('counts n beats in, the last of them before bar 1', () => {
    const count = { who: 'band', amount: 2, unit: 'beats' } as const
    const beats = measures(
      policy({ members: [CLICK], definition: { player: { zones: 0, plays: null, count } } }),
      2,
    )
    expect(beats.map(({ measure, beatNumber }) => [measure, beatNumber])).toEqual([
      [0, 3],
      [0, 4],
      [1, 1],
      [1, 2],
    ])
  })
})
