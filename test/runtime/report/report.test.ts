import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReportEvent, ReportInput } from '../../../runtime/host/report/input.ts'
import { renderReport } from '../../../runtime/host/report/report.ts'
import { anyCharacter } from '../../harness/any-character.ts'
import { runs } from '../../harness/runs.ts'
import { emptySession, simulatedSession, withTaps, withZones } from './simulated-session.ts'
import { parseStrictly } from './well-formed.ts'

const NORMAL = simulatedSession({ minutes: 3, source: 'recorded' })

function nothingAtAll(): ReportInput {
  return {
    ...NORMAL,
    events: [],
    tempo: [],
    sections: [],
    session: { ...NORMAL.session, beats: [], onset_times: [], duration_seconds: 0, slots: {} },
  }
}

const NO_WIDTH = { snapMs: 0, followMs: 0, limitMs: 0 }

/** A session in which everything happens at one instant, and one whose zones have no width. */
function degenerate(): ReportInput {
  return {
    ...NORMAL,
    events: NORMAL.events.map((e) => ({ ...e, timestamp: 0, duration: 0 })),
    tempo: NORMAL.tempo.map(() => ({ time: 0, bpm: 90 })),
    sections: [{ name: '', start: 0, end: 0 }],
    session: {
      ...NORMAL.session,
      beats: withZones(NORMAL, NO_WIDTH).session.beats.map((b) => ({ ...b, time: 0, onset: 0 })),
      onset_times: NORMAL.session.onset_times.map(() => 0),
      duration_seconds: 0,
    },
  }
}

const CASES: readonly (readonly [string, ReportInput])[] = [
  ['three minutes', NORMAL],
  ['a simulated player with a habit', simulatedSession({ minutes: 2, expectsPlayer: true, habit: -38 })],
  ['fast playing with shrunken zones', simulatedSession({ minutes: 1, bpm: 190 })],
  ['no onsets', emptySession()],
  ['one onset', withTaps(NORMAL, 1)],
  ['two onsets', withTaps(NORMAL, 2)],
  ['twelve onsets', withTaps(NORMAL, 12)],
  ['nothing at all', nothingAtAll()],
  ['everything at one instant', degenerate()],
  ['onsets but no beats', { ...NORMAL, session: { ...NORMAL.session, beats: [] } }],
  ['only a count-in', { ...NORMAL, session: { ...NORMAL.session, beats: NORMAL.session.beats.slice(0, 4) } }],
  ['no band events', { ...NORMAL, events: [] }],
]

describe.each(CASES)('the report of %s', (_, input) => {
  const html = renderReport(input)
  const parsed = parseStrictly(html)

  it('has the same bytes every time, in whatever order its input came', () => {
    expect(renderReport(structuredClone(input))).toBe(html)
    const reversed = {
      ...input,
      tempo: [...input.tempo].reverse(),
      session: {
        ...input.session,
        onset_times: [...input.session.onset_times].reverse(),
      },
    }
    if (new Set(input.tempo.map((p) => p.time)).size === input.tempo.length) {
      expect(renderReport(reversed)).toBe(html)
    }
  })

  it('is well-formed, and every label it points to exists once', () => {
    expect(new Set(parsed.ids).size).toBe(parsed.ids.length)
    for (const id of parsed.references) expect(parsed.ids).toContain(id)
  })

  it('never shows a number that is none', () => {
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object|\bnull\b/)
  })

  it('has no script, asks nothing of the network, and says so in its policy', () => {
    expect(parsed.elements.has('script')).toBe(false)
    for (const element of ['img', 'link', 'iframe', 'object', 'embed', 'form', 'base', 'a']) {
      expect(parsed.elements.has(element)).toBe(false)
    }
    expect(html).not.toMatch(/url\(|@import|https?:|\son[a-z]+="|javascript:/i)
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style>'))
    expect(html).toContain(`content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;;`)
  })
})

describe('what the report says', () => {
  const text = (input: ReportInput) => parseStrictly(renderReport(input)).text.replace(/\u00A0/g, ' ')

  it('shows all chapters of a normal session, with a table beside the pictures', () => {
    const html = renderReport(NORMAL)
    for (const id of ['taps', 'histogram', 'answers', 'tempo', 'bars', 'roll', 'sections']) {
      expect(html).toContain(`id="${id}-title"`)
    }
    expect(text(NORMAL)).toContain('Every bar in numbers')
  })

  it('draws every tap of a normal session once in each picture of taps', () => {
    const html = renderReport(NORMAL)
    const taps = NORMAL.session.beats.filter((b) => b.measure > 0 && b.onset !== null).length
    const chart = html.slice(html.indexOf('id="taps-caption"'), html.indexOf('class="legend"'))
    const marks = [...chart.matchAll(/class="dot (?:snap|follow|limit)" d="([^"]*)"/g)]
    expect(marks.reduce((n, [, d = '']) => n + d.split('M').length - 1, 0)).toBe(taps)
  })

  it('says of a simulated player that it is one, and never "you"', () => {
    const said = text(simulatedSession({ minutes: 3 }))
    expect(said).toContain('Simulated player, not a person')
    expect(said).toContain('a model of a player, not a person')
    expect(said.replace(/your way/g, '')).not.toMatch(/\b[Yy]our?\b/)
    expect(text(NORMAL)).not.toMatch(/imulated/)
  })

  it('is honest about gaps, extra onsets, few taps, devices and endings', () => {
    const said = text({
      ...withTaps(NORMAL, 12),
      session: {
        ...withTaps(NORMAL, 12).session,
        onset_times: [...withTaps(NORMAL, 12).session.onset_times, 20.1, 20.2],
        latency: { calibrated: false },
        end_reason: 'killed',
        players: 2,
        segments: [{}, {}],
        exploration: {},
      },
    })
    expect(said).toContain('276 beats of 288 (96 %) passed without a tap')
    expect(said).toContain('2 further onsets were heard')
    expect(said).toContain('Only 12 taps')
    expect(said).toContain('was not calibrated')
    expect(said).toContain('cut off')
    expect(said).toContain('2 players')
    expect(said).toContain('settings were changed')
    expect(said).toContain('exploring')
  })

  it('refuses a number that is not finite rather than drawing it', () => {
    const broken = { ...NORMAL, tempo: [...NORMAL.tempo, { time: 1, bpm: Number.NaN }] }
    expect(() => renderReport(broken)).toThrow(RangeError)
  })
})

describe('names from strangers', () => {
  const nasty = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 30 }),
    fc.constantFrom(
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' style='x",
      '</title></style><!--',
      '&lt;',
      '\uD800',
      '`code`',
      '-->',
      ']]>',
      '\u0000',
      '__proto__',
      'x'.repeat(5000),
    ),
  )
  const short = simulatedSession({ minutes: 0.4, source: 'recorded' })
  const skeleton = (html: string) =>
    [...html.matchAll(/<\/?[a-zA-Z][^\s/>]*/g)].map(([tag]) => tag).filter((tag) => !/<\/?code$/.test(tag))

  it('stay text wherever they stand: no element comes or goes', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, (title, member, section, slot) => {
        const named = (change: {
          title: string
          member: string
          section: string
          slot: string
        }): ReportInput => ({
          ...short,
          title: change.title,
          source: change.title,
          events: short.events.map(
            (e): ReportEvent =>
              e.member === 'bass' ? { ...e, member: `${change.member}!`, voice: change.member } : e,
          ),
          sections: short.sections.map((s) => ({ ...s, name: change.section })),
          session: {
            ...short.session,
            session_id: change.slot,
            policy: { name: change.slot, behaviour: change.member },
            slots: { [`s${change.slot}`]: change.slot },
          },
        })
        const html = renderReport(named({ title, member, section, slot }))
        parseStrictly(html)
        const plain = renderReport(
          named({ title: 'a', member: 'b', section: section === '' ? '' : 'c', slot: 'd' }),
        )
        // Labels give way to each other by their length, so only the kinds of elements are compared, not their number.
        expect([...new Set(skeleton(html))].sort()).toEqual([...new Set(skeleton(plain))].sort())
        expect(html).not.toContain('<script')
        expect(html).not.toContain('<img')
      }),
      runs(120),
    )
  })
})

describe('long sessions', () => {
  /** So many minutes of eight members. */
  const crowd = (minutes: number): ReportInput => {
    const session = simulatedSession({ minutes, bpm: 160 })
    return {
      ...session,
      events: session.events.flatMap((e) => [
        e,
        { ...e, member: `${e.member} two`, timestamp: e.timestamp + 0.011 },
      ]),
    }
  }

  it('stay under 2 MB for three hours with eight members', () => {
    const html = renderReport(crowd(180))
    expect(new TextEncoder().encode(html).length).toBeLessThan(2_000_000)
    parseStrictly(html)
  })

  it('take four times as long for four times as much, and not sixteen', () => {
    const [short, long] = [crowd(45), crowd(180)]
    const cost = (input: ReportInput): number => {
      const before = process.cpuUsage()
      renderReport(input)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    // In turn, and the best of each: whatever else the machine does, it does to both.
    const rounds = Array.from({ length: 4 }, () => [cost(short), cost(long)] as const)
    const best = (side: 0 | 1): number => Math.min(...rounds.map((round) => round[side]))
    expect(best(1) / best(0)).toBeLessThan(8)
  })

  it('grow no further: twice as long is hardly larger', () => {
    const size = (minutes: number) => renderReport(simulatedSession({ minutes })).length
    expect(size(160)).toBeLessThan(1.05 * size(80))
  })

  it('draw a page of systems and as many notes as it holds, and say where the page ends', () => {
    const html = renderReport(simulatedSession({ minutes: 60 }))
    // The steadiest and the loosest stretch come on top.
    expect(html.split('class="system"').length - 1).toBe(48 + 2)
    expect(html).toMatch(/The page ends at bar.\d+/)
    const dense = simulatedSession({ minutes: 12 })
    const busy = { ...dense, events: dense.events.flatMap((e) => Array.from({ length: 30 }, () => e)) }
    const page = renderReport(busy)
    const notes = [...page.matchAll(/class="(?:struck|body) \w+" d="([^"]*)"/g)]
    const drawn = notes.reduce((n, [, d = '']) => n + d.split('M').length - 1, 0)
    expect(drawn).toBeGreaterThan(8_000)
    expect(drawn).toBeLessThanOrEqual(24_000 + 2 * 4_000)
  })

  it('hold any number of lanes, sections, slots and bars', () => {
    const many = (n: number): ReportInput => ({
      ...NORMAL,
      events: NORMAL.events.map((e, i) => ({ ...e, member: `m${i % n}` })),
      sections: Array.from({ length: n }, (_, i) => ({ name: `s${i}`, start: i * 0.1, end: i * 0.1 + 0.1 })),
      session: {
        ...NORMAL.session,
        slots: Object.fromEntries(Array.from({ length: n }, (_, i) => [`slot${i}`, i])),
      },
    })
    expect(renderReport(many(2000)).length).toBeLessThan(1_000_000)
  })
})

describe('the names of zones beside the taps', () => {
  it('are left out where their zones are too narrow to hold them', () => {
    const input = simulatedSession({ seed: 3, minutes: 1 })
    const named = (snapMs: number, followMs: number): readonly string[] => {
      const html = renderReport(withZones(input, { snapMs, followMs, limitMs: 200 }))
      return [...html.matchAll(/<text class="zone"[^>]*>(\w+)<\/text>/g)].map(([, name = '']) => name)
    }
    expect(new Set(named(20, 100))).toEqual(new Set(['snap', 'follow', 'limit']))
    expect(named(1, 2)).not.toContain('follow')
    expect(named(1, 2)).not.toContain('snap')
  })
})
