import { describe, expect, it } from 'vitest'
import { behaviourHash } from '../../../compiler/emit/behaviour.ts'
import type { PolicyIr, SlotIr } from '../../../compiler/ir.ts'
import { LIMITS } from '../../../compiler/limits.ts'
import { TimbreEmbedding } from '../../../runtime/timbre/embedding.ts'
import { lexiconSpace } from '../../../runtime/timbre/lexicon-space.ts'
import { checkText, shown } from '../../diagnostics/checking.ts'

const CLICK = 'metronome click { beat |X x x x| }\n'

function irOf(text: string, files?: Readonly<Record<string, string>>, path?: string): PolicyIr {
  const result = checkText(text, files, path)
  if (result.ir === null) throw new Error(shown(result).join('\n'))
  return result.ir
}

const constant = (v: number) => ({ k: 'const', v })

describe('a file of three lines', () => {
  const ir = irOf('tempo 92 bpm\nmetronome click {\n  beat |X x x x|\n}\n', {}, 'songs/groove.sil')

  // [band.title] [default.output]
  it('is named after its stem', () => {
    expect([ir.name, ir.title, ir.seed]).toEqual(['groove', 'groove', null])
  })

  it('ranges a quarter to either side, follows with the founding zones and counts a bar', () => {
    expect(ir.tempo).toMatchObject({
      program: { bpm: constant(92) },
      lowBpm: constant(69),
      highBpm: constant(115),
    })
    expect(ir.zones).toHaveLength(1)
    expect(ir.zones[0]).toMatchObject({
      snap: { ms: constant(20), beats: constant(0) },
      follow: { ms: constant(100) },
      limit: { ms: constant(200) },
      strength: constant(0.5),
      adapt: constant(0.2),
      curve: { k: 'fixed', value: 'smooth' },
      expect: { k: 'fixed', value: 'player' },
      track: { k: 'fixed', value: 'one' },
    })
    expect(ir.player).toEqual({ zones: 0, plays: null, count: { who: 'band', amount: 1, unit: 'bars' } })
  })

  // [default.meter]
  it('plays one endless section in 4/4, straight, on the tonic', () => {
    expect(ir.sections).toHaveLength(1)
    expect(ir.sections[0]).toMatchObject({
      name: '',
      bars: null,
      tempoUnit: 1,
      tempo: null,
      chords: [],
      mute: [],
      parts: [0],
      meter: { upper: 4, lower: 4, quarters: 4, beats: [0, 1, 2, 3] },
      swing: { ratio: constant(0.5), unit: 0.5, shortMs: null },
    })
    expect(ir.form).toEqual([{ k: 'play', section: 0, times: 1 }])
    expect(ir.chords[ir.sections[0]?.tonic ?? -1]).toMatchObject({ symbol: 'C', root: 0 })
  })
})

describe('tempo', () => {
  it.each([
    ['120 bpm -> 96 bpm over 4 bars', { k: 'ramp', from: constant(120), to: constant(96) }, 72, 150],
    ['ladder 80 bpm..120 bpm by 4 bpm every 8 bars', { k: 'ladder', by: constant(4), everyBars: 8 }, 60, 150],
    ['70% of 120 bpm', { k: 'steady', bpm: constant(84) }, 63, 105],
    ['96 bpm in 72 bpm..126 bpm', { k: 'steady', bpm: constant(96) }, 72, 126],
  ])('%s', (tempo, program, low, high) => {
    const ir = irOf(`tempo ${tempo}\n${CLICK}`)
    expect(ir.tempo.program).toMatchObject(program)
    expect([ir.tempo.lowBpm, ir.tempo.highBpm]).toEqual([constant(low), constant(high)])
  })

  it.each([
    ['meter 4/4', 1],
    ['meter 6/8', 1.5],
    ['meter 12/8', 1.5],
    ['meter 7/8 (2+2+3)', 1],
    ['meter 2/2', 1],
    ['tempo 96 bpm on 8ths', 0.5],
    ['meter 6/8\ntempo 96 bpm on 8ths', 0.5],
  ])('%s counts %d quarters', (text, unit) => {
    expect(irOf(`${text}\nmetronome click { beat |x| }\n`).sections[0]?.tempoUnit).toBe(unit)
  })

  it('keeps its unit in sections of another metre, unless they have a tempo of their own', () => {
    const ir = irOf(
      'metronome click { beat |x| }\nsection a { bars 1 }\nsection b { bars 1  meter 6/8 }\nsection c { bars 1  meter 6/8  tempo 60 bpm }\nform a, b, c\n',
    )
    expect(ir.sections.map((section) => [section.tempoUnit, section.tempo === null])).toEqual([
      [1, true],
      [1, true],
      [1.5, false],
    ])
  })
})

describe('metre', () => {
  it.each([
    ['3/4', [0, 1, 2], 3],
    ['6/8', [0, 1.5], 3],
    ['9/8', [0, 1.5, 3], 4.5],
    ['7/8 (2+2+3)', [0, 1, 2], 3.5],
    ['8/8 (3+3+2)', [0, 1.5, 3], 4],
    ['5/4', [0, 1, 2, 3, 4], 5],
    ['2/2', [0, 2], 4],
    ['6/8 (2+2+2)', [0, 1, 2], 3],
  ])('%s has beats at %j', (meter, beats, quarters) => {
    expect(irOf(`meter ${meter}\nmetronome click { beat |x| }\n`).sections[0]?.meter).toMatchObject({
      beats,
      quarters,
    })
  })
})

describe('sections', () => {
  it('lay their chords out over their bars, and go round', () => {
    const ir = irOf(`${CLICK}section a {\n  bars 5\n  chords | Dm7 G7 | % | Cmaj7 |\n}\nform a\n`)
    const chords = ir.sections[0]?.chords.map(({ bar, at, chord }) => [
      bar,
      'num' in at ? at.num / at.den : -1,
      ir.chords[chord]?.symbol,
    ])
    expect(chords).toEqual([
      [0, 0, 'Dm7'],
      [0, 2, 'G7'],
      [1, 0, 'Dm7'],
      [1, 2, 'G7'],
      [2, 0, 'Cmaj7'],
      [3, 0, 'Dm7'],
      [3, 2, 'G7'],
      [4, 0, 'Dm7'],
      [4, 2, 'G7'],
    ])
  })

  it('let a chord go on, and fall silent', () => {
    const ir = irOf(`${CLICK}section a {\n  bars 2\n  chords | C - - G | N.C. |\n}\nform a\n`)
    const chords = ir.sections[0]?.chords.map(({ bar, at, chord }) => [
      bar,
      'num' in at ? at.num / at.den : -1,
      ir.chords[chord]?.root,
    ])
    expect(chords).toEqual([
      [0, 0, 0],
      [0, 3, 7],
      [1, 0, -1],
    ])
  })

  it('read degrees in their own key', () => {
    const ir = irOf(
      `key C major\n${CLICK}section a { bars 1  chords | C | }\nsection b { bars 1  key F major  chords | C | }\nform a, b\n`.replaceAll(
        '| }',
        '|\n}',
      ),
    )
    const [first, second] = ir.sections.map((section) => ir.chords[section.chords[0]?.chord ?? -1])
    expect(first?.degrees[6]).toBe(11)
    expect(second?.degrees[6]).toBe(10)
    expect(ir.sections.map((section) => ir.chords[section.tonic]?.symbol)).toEqual(['C', 'F'])
  })

  it('change what they name, and nothing else', () => {
    const ir = irOf(
      'zones loose { snap 30 ms }\ndrummer kit {\n  kick |x...|\n  hat |xxxx| timbre "open hi-hat" level -6 dB\n  fill every 8 bars density 20%\n}\n' +
        'section a { bars 4 }\nsection b {\n  bars 4\n  kit.hat |x.x.|\n  kit.fill every 2 bars\n  swing 60%\n  zones loose\n  mute kit\n}\nform a, b\n',
    )
    const [a, b] = ir.sections.map((section) => ir.parts[section.parts[0] ?? -1])
    const [hatA, hatB] = [a, b].map((part) => part?.voices.find((voice) => voice.name === 'hat'))
    expect(hatB?.pattern).not.toBe(hatA?.pattern)
    expect([hatB?.timbre, hatB?.levelDb]).toEqual([hatA?.timbre, hatA?.levelDb])
    expect(a?.voices[0]).toEqual(b?.voices[0])
    expect([a?.fill, b?.fill]).toEqual([
      { everyBars: 8, density: constant(0.2) },
      { everyBars: 2, density: constant(0.2) },
    ])
    expect(ir.sections.map((s) => [s.swing.ratio, ir.zones[s.zones]?.name, s.mute])).toEqual([
      [constant(0.5), 'default', []],
      [constant(0.6), 'loose', ['kit']],
    ])
  })

  it('share the parts they do not change', () => {
    const ir = irOf(
      `${CLICK}section a { bars 1 }\nsection b { bars 2 }\nform a * 3, vamp b until cue, a repeat\n`,
    )
    expect(ir.sections.map((section) => section.parts)).toEqual([[0], [0]])
    expect(ir.parts).toHaveLength(1)
    expect(ir.form).toEqual([
      { k: 'play', section: 0, times: 3 },
      { k: 'vamp', section: 1 },
      { k: 'play', section: 0, times: 1 },
    ])
    expect(ir.repeat).toBe(true)
  })
})

describe('members', () => {
  it('have what they say', () => {
    const ir = irOf(
      'guitarist g follows grid {\n  comp |x x x x|\n  level -12 dB -> 0 dB over 4 bars\n  pan -30%\n  feel ahead 4 ms\n  human 3 ms\n' +
        '  dynamics follow player 50% within 9 dB\n  rest every 4th bar\n  length 60%\n  strum 12 ms\n  voicing drop2\n  range E2..E4\n}\n',
    )
    expect(ir.members).toMatchObject([{ name: 'g', kind: 'guitarist', follows: 'grid' }])
    expect(ir.parts[0]).toMatchObject({
      level: { k: 'ramp', from: constant(-12), to: constant(0), over: { amount: constant(4), unit: 'bars' } },
      pan: constant(-0.3),
      feelMs: constant(-4),
      humanMs: constant(3),
      restEvery: 4,
      length: constant(0.6),
      strumMs: constant(12),
      voicing: { k: 'fixed', value: 'drop2' },
      range: { low: 40, high: 64 },
      dynamics: { share: constant(0.5), withinDb: constant(9) },
    })
  })

  it('walk without a pattern', () => {
    const ir = irOf('bassist b {\n  line walk\n  approach dominant chance 40%\n}\n')
    expect(ir.parts[0]).toMatchObject({
      walk: true,
      approach: { kind: { value: 'dominant' }, chance: constant(0.4) },
    })
    expect(ir.parts[0]?.voices.map((voice) => [voice.name, ir.patterns[voice.pattern]?.bars])).toEqual([
      ['line', [[]]],
    ])
  })

  it('sound by their voice, then by themselves, then by what such a voice sounds like', () => {
    const ir = irOf(
      'drummer kit {\n  kick |x...| timbre "huge drum"\n  snare |..x.|\n  timbre "dry wood"\n}\ndrummer two { hat |xxxx| }\n',
    )
    const name = (voice: { readonly timbre: number } | undefined) => ir.timbres[voice?.timbre ?? -1]?.name
    expect(ir.parts[0]?.voices.map(name)).toEqual(['huge drum', 'dry wood'])
    expect(ir.parts[1]?.voices.map(name)).toEqual(['closed hi-hat'])
  })

  it('sound otherwise on beats that say so', () => {
    const ir = irOf(
      'metronome m {\n  beat |x x x x|\n  timbre "dry wood"\n  timbre "bright metal" on 2, 4\n}\n',
    )
    const [voice] = ir.parts[0]?.voices ?? []
    expect(voice?.accents.map(({ beat, timbre }) => [beat, ir.timbres[timbre]?.name])).toEqual([
      [2, 'bright metal'],
      [4, 'bright metal'],
    ])
    // A voice's own go before the member's, beat by beat.
    const both = irOf(
      'drummer kit {\n  kick |x x x x| timbre "dry wood" on 1, 2\n  timbre "bright metal" on 2, 4\n}\n',
    )
    const own = both.parts[0]?.voices[0]?.accents
    expect(own?.map(({ beat, timbre }) => [beat, both.timbres[timbre]?.name])).toEqual([
      [1, 'dry wood'],
      [2, 'dry wood'],
      [4, 'bright metal'],
    ])
  })

  it.each([
    ['drummer kit { kick |x...| }\nmetronome m { beat |x x x x| }\n', 'm'],
    ['drummer kit { kick |x...| }\nmetronome m follows kit { beat |x x x x| }\n', 'kit'],
    ['drummer kit follows grid { kick |x...| }\n', 'kit'],
    ['let a = 1\n', null],
  ])('%s is logged by %s', (text, reference) => {
    expect(irOf(text).reference).toBe(reference)
  })
})

describe('timbres', () => {
  it('are written with four digits, and mean the same', () => {
    for (const prompt of ['dry wood', 'soft brushed snare', 'mellow upright piano', 'huge dark boomy drum']) {
      const [timbre] = irOf(`metronome m {\n  beat |x x x x|\n  timbre "${prompt}"\n}\n`).timbres
      if (timbre?.kind !== 'prompt') throw new Error('no prompt')
      expect(timbre.vector.filter((x) => Math.abs(x * 1e4 - Math.round(x * 1e4)) > 1e-9)).toEqual([])
      const meant = TimbreEmbedding.fromDirection(lexiconSpace.encode(prompt).vector)
      expect(TimbreEmbedding.fromDirection(timbre.vector).distance(meant)).toBeLessThan(4e-8)
    }
  })

  it('are unit vectors, and mixes name their parts', () => {
    const ir = irOf(
      'timbre a = "dry wood"\ntimbre b = mix(a, "bright metal", 30%)\ntimbre c = b\nmetronome m {\n  beat |x x x x|\n  timbre c\n}\n',
    )
    expect(ir.timbres.map((t) => [t.name, t.kind])).toEqual([
      ['a', 'prompt'],
      ['bright metal', 'prompt'],
      ['b', 'mix'],
    ])
    for (const timbre of ir.timbres) {
      if (timbre.kind !== 'prompt') continue
      expect(Math.hypot(...timbre.vector)).toBeCloseTo(1, 4)
    }
  })

  // [timbre.near]
  it('near a prompt lie within the radius, learned or not, and start where they say', () => {
    const near = (radius: string) =>
      irOf(`timbre a = near "warm click" within ${radius}\nmetronome m {\n  beat |x x x x|\n  timbre a\n}\n`)
    const learned = near('learn 20% in 0%..40%')
    expect(learned.slots.map((slot) => slot.name)).toEqual([1, 2, 3, 4, 5, 6].map((k) => `a.near[${k}]`))
    // In all directions at once: 20 % away at first, 40 % at most.
    const away = (of: (slot: SlotIr) => number) => Math.hypot(...learned.slots.map(of))
    expect(away((slot) => Number(slot.default))).toBeCloseTo(0.2, 4)
    expect(away((slot) => slot.max ?? 0)).toBeCloseTo(0.4, 4)
    for (const { min, max, doc } of learned.slots) {
      expect(min).toBe(-(max ?? 0))
      expect(doc).toMatch(/^(more|less) \w+/)
    }
    expect(near('20%').slots).toEqual([])
    const [first] = near('learn 20% in 0%..40% by player.level').slots
    expect([first?.kind, first?.features]).toEqual(['contextual', ['player.level']])
    expect(near('0%').timbres.map((t) => t.kind)).toEqual(['prompt'])
  })
})

describe('rules, rewards, training, scenarios', () => {
  it('are lowered whole', () => {
    const ir = irOf(
      `${CLICK}zones z { snap learn 20 ms in 5 ms..60 ms }\nplayer { zones z }\nsection a { bars 1 }\nsection b { bars 1 }\nform a, b\n` +
        'rule r when not player.silent and (player.spread < 12 ms or player.drift > 3%) for 2 s {\n  level click by -3 dB over 2 beats keep\n  tempo to 100 bpm\n  section b\n}\n' +
        'reward good = 0.5 * session.completed - 0.1 * (session.rating else 3) / 5\n' +
        'train good { explore 5%  unit session  gate 99%  guard completed >= -2%  guard return_rate(3 days) > -1% }\n' +
        'scenario "s" {\n  bars 24\n  player rushes 40 ms\n  player speeds up 4% over 8 bars\n  expect level click < -10 dB\n}\n',
    )
    expect(ir.rules[0]).toMatchObject({
      name: 'r',
      hold: { amount: constant(2), unit: 's' },
      when: {
        k: 'and',
        a: { k: 'not', a: { k: 'flag', field: 'silent' } },
        b: { k: 'or', a: { k: 'compare', op: '<', a: { k: 'player', field: 'spread' }, b: constant(12) } },
      },
      actions: [
        {
          k: 'level',
          member: 'click',
          mode: 'by',
          db: constant(-3),
          over: { amount: constant(2), unit: 'beats' },
          keep: true,
        },
        {
          k: 'tempo',
          mode: 'to',
          bpm: constant(100),
          over: { amount: constant(0), unit: 'beats' },
          keep: false,
        },
        { k: 'section', section: 1 },
      ],
    })
    expect(ir.rewards[0]).toMatchObject({ name: 'good', min: -0.1, max: 0.48 })
    expect(ir.rewards[0]?.parts.map((part) => part.label)).toEqual([
      '0.5 * session.completed',
      '- 0.1 * (session.rating else 3) / 5',
    ])
    expect(ir.train).toMatchObject([
      {
        reward: 'good',
        explore: 0.05,
        unit: 'session',
        gate: 0.99,
        guards: [
          { metric: 'completed', op: '>=', value: -0.02 },
          { metric: 'return_rate(3 days)', op: '>', value: -0.01 },
        ],
      },
    ])
    expect(ir.scenarios).toMatchObject([
      {
        title: 's',
        bars: 24,
        player: [
          { k: 'rushes', ms: 40 },
          { k: 'tempo', change: 0.04, over: { amount: 8, unit: 'bars' } },
        ],
        expectations: [{ k: 'level', member: 'click', op: '<', db: -10 }],
      },
    ])
  })

  // [reward.bounded] [reward.mature]
  it('calculate with what they measure, and with what is written as far as it goes', () => {
    const ir = irOf(
      'metronome click { beat |X x x x| }\nrule r when player.spread < 5 ms * 2 - 2 * player.bias { cue }\n',
    )
    expect(ir.rules[0]?.when).toMatchObject({
      k: 'compare',
      op: '<',
      a: { k: 'player', field: 'spread' },
      b: {
        k: 'ruleOp',
        op: '-',
        a: { k: 'const', v: 10 },
        b: { k: 'ruleOp', op: '*', a: { k: 'const', v: 2 }, b: { k: 'player', field: 'bias' } },
      },
    })
  })

  it('know the bounds of a reward, and when it is mature', () => {
    const bounds = (formula: string) => {
      const [reward] = irOf(`reward r = ${formula}\n`).rewards
      return [reward?.min, reward?.max, reward?.maturesAfterDays]
    }
    expect(bounds('0.2 * (improvement(within session) else 0) + 0.4 * return_rate(3 days)')).toEqual([
      -0.2, 0.6000000000000001, 3,
    ])
    expect(bounds('min(session.duration / 10 min, 1)')).toEqual([0, 1, 0])
    expect(bounds('(rating else 0) / 5')).toEqual([0, 1, 0])
    expect(bounds('max(-1, min(1, player.bias / 40 ms))')).toEqual([-1, 1, 0])
    expect(bounds('return_rate(1 week) + return_rate(3 days)')).toEqual([0, 2, 7])
    expect(bounds('1 - 2 * completed - (3 - completed)')).toEqual([-4, -1, 0])
  })

  it('call each summand of a reward as it is written, with its sign', () => {
    const [reward] = irOf('reward r = (1 - 2  * completed + (rating\n  else 3) - completed)\n').rewards
    expect(reward?.parts.map(({ label }) => label)).toEqual([
      '1',
      '- 2 * completed',
      '(rating else 3)',
      '- completed',
    ])
  })
})

describe('the cost', () => {
  it('bounds what a bar can bring', () => {
    expect(irOf('drummer kit {\n  kick |x...|xxxx|\n  hat |x.x. x.~.|\n}\n').cost).toEqual({
      eventsPerBar: 8,
      voices: 2,
      slots: 1,
    })
  })
})

describe('members', () => {
  it('may be as many as sound at once, and no more', () => {
    const codes = (n: number) =>
      checkText(
        Array.from({ length: n }, (_, i) => `metronome m${i} { beat |X x x x| }\n`).join(''),
      ).diagnostics.map(({ code }) => code)
    expect(codes(LIMITS.members)).toEqual([])
    expect(codes(LIMITS.members + 1)).toEqual(['SIL0422'])
  })

  it('have a part in each section, and of those there is a limit', () => {
    const MEMBERS = 50
    const codes = (sections: number) =>
      checkText(
        Array.from({ length: MEMBERS }, (_, i) => `metronome m${i} { beat |x| }\n`).join('') +
          Array.from({ length: sections }, (_, i) => `section s${i} { bars 1 }\n`).join(''),
      ).diagnostics.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []))
    expect(codes(LIMITS.parts / MEMBERS)).toEqual([])
    expect(codes(LIMITS.parts / MEMBERS + 1)).toEqual(['SIL0422'])
  })
})

describe('a recording', () => {
  it('is called by its path beside the file: a policy is the same from whatever folder it is compiled', () => {
    const text = `timbre a = sample "sounds/knock.wav"\n${CLICK}metronome m { beat |x| timbre a }\n`
    const [near, far] = [irOf(text, {}, 'a.sil'), irOf(text, {}, 'tmp/songs/a.sil')]
    expect(far.timbres.flatMap((one) => (one.kind === 'sample' ? [one.path] : []))).toEqual([
      'sounds/knock.wav',
    ])
    expect(behaviourHash(far, '1', null)).toBe(behaviourHash(near, '1', null))
  })
})
