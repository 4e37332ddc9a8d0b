import { describe, expect, it } from 'vitest'
import { curvesChart, wealthChart } from '../../training/report/charts.ts'
import { movesOf } from '../../training/report/moves.ts'
import { fixed, pValue, short, signed } from '../../training/report/numbers.ts'
import { runPage } from '../../training/report/run-page.ts'
import { parseStrictly } from '../runtime/report/well-formed.ts'
import { around, judged } from './judged.ts'
import { judgement, type Named, PAGES, page, run } from './pages.ts'

const EVIL = '</style><script>alert(1)</script>"\'&\u202E'

describe('an axis', () => {
  const axis = (values: readonly number[]): readonly string[] => {
    const curve = { kind: 'estimate', name: 'gain', values, around: [] } as const
    const { markup: html } = curvesChart([curve], {
      id: 'a',
      at: values.map((_, i) => i),
      xTitle: 'step',
      zero: true,
    })
    const [, own = ''] = /<svg class="axis"[^>]*>(.*?)<\/svg>/s.exec(html) ?? []
    return [...own.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = '']) => text)
  }

  it('names its ticks as they are, and has room for them', () => {
    expect(axis([0.1, 0.4])).toEqual(['', '0', '0.1', '0.2', '0.3', '0.4'])
    expect(axis([0.002, 0.0027])).toEqual(['', '0', '0.001', '0.002'])
    expect(axis([1e-4, 3e-4])).toEqual(['×10⁻³', '0', '0.1', '0.2', '0.3'])
    expect(axis([1e-7, 3e-7])).toEqual(['×10⁻⁶', '0', '0.1', '0.2', '0.3'])
    for (const most of [0.0123, 0.00213, 0.0019, 3e-5, -0.0213, 12345])
      for (const text of axis([most / 3, most])) expect(text.length, text).toBeLessThan(6)
  })

  it('with two curves says which is which', () => {
    const two = (['least', 'most'] as const).map((kind) => ({
      kind,
      name: `the ${kind}`,
      values: [1, 2],
      around: [],
    }))
    const { markup: html } = curvesChart(two, { id: 'a', at: [0, 1], xTitle: 'step' })
    expect(html).toMatch(/class="legend".*the least.*the most/s)
  })
})

const ALL: readonly Named[] = [
  ...PAGES,
  [
    'names that mean harm',
    page({
      title: EVIL,
      source: EVIL,
      candidate: EVIL,
      judged: judged({
        reward: EVIL,
        leftOut: [[EVIL, 1]],
        moves: judged().moves.map((move) => ({ ...move, name: EVIL })),
      }),
    }),
  ],
  [
    'a run whose names mean harm',
    runPage(run({ title: EVIL, source: EVIL, reward: EVIL, assumptions: { [EVIL]: EVIL } })),
  ],
]

describe.each(ALL)('the page of %s', (_, html) => {
  const parsed = parseStrictly(html)

  it('is well-formed, loads nothing and runs nothing, and every label that it points to exists once', () => {
    expect(new Set(parsed.ids).size).toBe(parsed.ids.length)
    for (const id of parsed.references) expect(parsed.ids).toContain(id)
    for (const tag of ['script', 'img', 'link', 'iframe', 'object'])
      expect(parsed.elements.has(tag)).toBe(false)
    expect(html).not.toMatch(/NaN|Infinity|undefined|https?:(?!\/\/www\.w3\.org)/)
  })
})

describe('what the pages say', () => {
  it('shows nothing of what was not looked at, and says so', () => {
    const { verdict, ...rest } = judgement(0.1)
    const early = { ...verdict, verdict: 'not-enough-data' as const, looked: false, reasons: ['too few'] }
    const text = page({ judgement: { ...rest, verdict: early, courses: null } })
    expect(text).toMatch(
      /Too few\. What 400\sunits earned was not looked at, and nothing of their α is spent/,
    )
    const ledger = { file: 'sessions.ledger.jsonl', before: 0.04, spent: 0, left: 0.01, tried: 1 }
    expect(page({ judgement: { ...rest, verdict: early, courses: null, ledger } })).toContain(
      'nothing more of their α is spent: 0.04 was before, 0.01 is left.',
    )
    expect(text).toMatch(/not asked.*nothing, of units that were not looked at/s)
    for (const shown of ['Four estimates', 'at least', 'gain, best guess', 'The bet'])
      expect(text, shown).not.toContain(shown)
  })

  it('says where it is people who are too few, and draws by them', () => {
    const one = judgement(0.1)
    const { courses } = one
    if (courses === null) throw new Error('it was looked at')
    const users = { ...one.verdict, users: 90 }
    const wider = {
      ...one,
      verdict: users,
      courses: { ...courses, course: { ...courses.course, byPeople: true } },
    }
    expect(page({ judgement: one })).not.toContain('wider of two bounds')
    expect(page({ judgement: wider })).toMatch(/those of 90\splayers: drawn is the wider of two bounds/)
    expect(page({ judgement: wider })).toContain('Of other people less is known')
  })

  it('has the verdict in plain words, with the power that it had', () => {
    const accepted = page({ judgement: judgement(0.2) })
    expect(accepted).toContain('It may play.')
    expect(accepted).toContain('accepted 0 times of 20')
    const tried = (of: number) => {
      const one = judgement(0.2)
      return page({
        judgement: { ...one, ledger: one.ledger === null ? null : { ...one.ledger, tried: of } },
      })
    }
    expect(tried(2)).toContain('0.0000 left; 2 candidates were tried on them')
    expect(tried(1)).not.toContain('tried on them')
    expect(accepted).toMatch(/they would multiply it by 20 with a probability of 5\s%/)
    const refused = page({ judgement: judgement(-0.2) })
    expect(refused).toContain('It may not play.')
    expect(refused).toMatch(/It earns less: by 0\.\d+ at least/)
    // What is known to be worse is not refused for want of a gain.
    expect(refused).not.toContain('would have been seen')
    // So is a gain that breaks a guard for sure.
    const gained = judgement(0.2)
    const broken = { estimate: -0.04, lower: -0.05, upper: -0.03, floor: -0.01 }
    const guarded = { ...gained.verdict, verdict: 'refuse' as const, guards: { completed: broken } }
    expect(guarded.gain.lower).toBeGreaterThan(0)
    expect(page({ judgement: { ...gained, verdict: guarded } })).not.toContain('would have been seen')
    expect(page({ judgement: { ...gained, verdict: guarded } })).toContain(
      'It may fall by 0.010 and no more: broken. Best guess −0.0400, at least −0.0500, at most −0.0300.',
    )
    const open = page({ judgement: judgement(0) })
    expect(open).toMatch(/would have been seen with probability 0\.\d\d/)
    expect(
      page({
        judgement: { ...judgement(0.2), control: { shuffles: 20, accepted: 19, most: 5, passed: false } },
      }),
    ).toContain('sees gains where there are none')
  })

  it('calls simulated players simulated, and units that were learned from a flattery', () => {
    expect(page({ judged: judged({ simulated: true }) })).toContain('Simulated players, not people')
    expect(page()).not.toContain('Simulated players')
    const flattered = page({ units: 'learned from' })
    expect(flattered).toContain('which flatters it')
    expect(flattered).not.toContain('romised')
    // What the headline says is what is promised, and not what flatters.
    const promised = page({ units: 'learned from', promised: around(0.412) })
    expect(promised).toContain('Promised: 0.412')
    expect(promised).toContain('gain, promised')
    expect(promised).not.toContain('gain, doubly robust')
  })

  it('does not call a gain what lies within the intervals', () => {
    expect(page()).toContain('would have earned 0.0400 more')
    expect(page({ judged: judged({ gain: around(0.005) }) })).toContain('cannot be told apart')
    // Either is known to 0.01 alone; what counts is how well their difference is.
    const sure = { value: 0.012, low: 0.006, high: 0.018 }
    expect(page({ judged: judged({ gain: sure }) })).toContain('would have earned 0.0120 more')
    expect(runPage(run())).toContain('+0.0700 practice')
    const { result } = run()
    if (result !== null)
      expect(
        runPage(run({ result: { ...result, gain: { ...result.gain, interval: [-0.01, 0.15] } } })),
      ).toContain('No better than what is written')
  })

  it('draws each slot in its range, at the means and one σ to either side', () => {
    const specs = [
      {
        index: 0,
        name: 'pocket.snap',
        kind: 'continuous',
        unit: 'ms',
        default: 20,
        min: 0,
        max: 40,
        scale: 'linear',
        above: null,
        choices: null,
        features: null,
        doc: '',
      },
    ]
    // The definition's other fields are not looked at.
    const definition = { slots: specs } as unknown as Parameters<typeof movesOf>[0]
    const law = (mean: number) => ({ mean: [mean], sigma: [0.5], choices: {} })
    const [move] = movesOf(definition, law(0), law(1), Float64Array.of(20))
    expect(move).toMatchObject({ name: 'pocket.snap', unit: 'ms', sigmas: 2 })
    if (move?.kind !== 'number') throw new Error('a number')
    expect(move.before.value).toBeCloseTo(20, 9)
    expect(move.after.value).toBeCloseTo(40 / (1 + Math.exp(-1)), 9)
    expect(move.after.low).toBeCloseTo(40 / (1 + Math.exp(-0.5)), 9)
    expect(move.after.high).toBeCloseTo(40 / (1 + Math.exp(-1.5)), 9)
  })

  it('writes numbers the same on every machine', () => {
    expect([
      fixed(-0.01234),
      signed(0.5, 2),
      signed(-0.5, 2),
      short(1234.567),
      short(1e-9),
      pValue(1e-9),
      pValue(0.04),
      pValue(0.5),
    ]).toEqual(['−0.0123', '+0.50', '−0.50', '1235', '0', 'p < 0.0001', 'p = 0.0400', 'p = 0.50'])
  })
})

describe('the capital of the bet', () => {
  it('has labels that there is room for, however large it grows', () => {
    const at = Array.from({ length: 40 }, (_, i) => 10 * (i + 1))
    const none = at.map(() => 0)
    for (const step of [-0.5, 0.05, 0.12, 0.2, 0.24, 0.3, 2]) {
      const wealth = at.map((_, i) => step * (i + 1))
      const course = { at, lower: none, upper: none, estimate: none, byPeople: false, wealth }
      const { markup: chart } = wealthChart(course, 0.05)
      const labels = [...chart.matchAll(/>([^<>]+×)</g)].map(([, label]) => label ?? '')
      expect(labels.length, chart.slice(0, 400)).toBeGreaterThan(1)
      for (const label of labels) expect(label.length, label).toBeLessThanOrEqual('1,000×'.length)
    }
  })
})
