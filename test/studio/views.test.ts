import { describe, expect, test } from 'vitest'
import { browserMissing } from '../harness/browser.ts'
import { sharedViews, withViews } from './views-page.ts'

describe.skipIf(browserMissing !== undefined)('the views beside each other', () => {
  const shared = sharedViews({ calm: true })

  test('say in figures and words where the band is, and what it waits for', async () => {
    const { ask } = await shared.opened
    const transport = await ask(`
        const box = host(900)
        const shown = views.createTransportReadout(box, { size: 'stage' })
        const text = (name) => box.querySelector('.transport-item-' + name + ' .transport-value').textContent
        const states = []
        shown.update(view())
        const pip = box.querySelector('.transport-pip')
        const show = (more, cued) => { shown.update(view(more), cued); states.push(box.querySelector('[role=status]').textContent) }
        show({ playing: false, beat: null })
        const ready = [text('place'), text('mode')]
        show({ waiting: true, beat: null, count: { heard: 0, wanted: 4 } })
        show({ waiting: true, beat: null, count: { heard: 2, wanted: 4 } })
        show({ beat: beat({ measure: 0, beatNumber: 3 }) })
        const counting = text('place')
        show({ beat: beat({ measure: 0, beatNumber: 4, pickup: true }) })
        show({ paused: true })
        show({ vamping: true })
        show({ vamping: true }, true)
        show({ playerBpm: 101.26, beat: beat({ onset: 9.98, deviation: -20, mode: 'follow', confidence: 0.55 }) })
        return { states, ready, counting, place: text('place'), tempo: text('tempo'), you: text('you'), section: text('section'), mode: text('mode'),
          side: box.querySelector('.transport-you').dataset.side, on: [...box.querySelectorAll('.transport-pip')].map((pip) => 'on' in pip.dataset),
          same: box.querySelector('.transport-pip') === pip,
          sure: box.querySelector('.transport-sure').getAttribute('aria-label') }`)
    expect(transport).toEqual({
      states: [
        '',
        'waiting for you: count in, 4 beats',
        'count in: 2 of 4',
        'count-in',
        'pickup',
        'paused',
        'vamp: goes round until you cue',
        'cued: on at the end of the section',
        '',
      ],
      ready: ['–.–', 'ready'],
      counting: '–.3',
      place: '3.1',
      tempo: '96.0',
      you: '101.3',
      section: 'head',
      mode: 'follow',
      side: 'faster',
      on: [true, false, false, false],
      same: true,
      sure: 'the band is 55 % sure',
    })
  })

  test('keep a mute as it was pressed while the band has not heard of it, and then as the band has it', async () => {
    const { ask } = await shared.opened
    const pressed = await ask(`
        const box = host(400)
        const shown = views.createMeters(box, { clock })
        state.now = 1000
        const told = view({ members })
        shown.update(told)
        const button = box.querySelectorAll('button')[1]
        const seen = []
        const look = () => seen.push(button.getAttribute('aria-pressed'))
        button.click(); look()
        state.now = 1030; shown.update(told); look()
        shown.update(view({ members: members.map((member, i) => ({ ...member, muted: i === 1 })) })); look()
        state.now = 1400; shown.update(told); look()
        shown.destroy(); box.remove()
        return seen`)
    expect(pressed).toEqual(['true', 'true', 'true', 'false'])
  })

  test('show levels that fall, hold peaks, and mute', async () => {
    const { ask } = await shared.opened
    const meters = await ask(`
        const box = host(400)
        const calls = []
        const shown = views.createMeters(box, { clock, onMute: (...call) => calls.push(call) })
        state.now = 1000
        shown.update(view({ members: members.map((member, i) => ({ ...member, peak: i === 1 ? -12 : -Infinity })) }))
        await frames()
        const told = [...box.querySelectorAll('[role=meter]')].map((meter) => meter.getAttribute('aria-valuetext'))
        const level = () => Number(box.querySelectorAll('.meter-bar')[1].style.getPropertyValue('--level'))
        const peak = () => Number(box.querySelectorAll('.meter-peak')[1].style.getPropertyValue('--peak'))
        const first = [level(), peak()]
        const silent = view({ members: members.map((member) => ({ ...member, peak: -Infinity })) })
        for (let i = 1; i <= 10; i++) { state.now = 1000 + i * 100; shown.update(silent); await frames(1) }
        const later = [level(), peak()]
        const button = box.querySelectorAll('button')[1]
        button.focus(); button.click()
        return { told, first, later, calls, pressed: button.getAttribute('aria-pressed'), name: button.getAttribute('aria-label') }`)
    expect(meters).toMatchObject({
      told: ['silent', '-12 dB', 'silent', 'silent', 'silent'],
      calls: [['drum', true]],
      pressed: 'true',
      name: 'mute drum',
      first: [0.75, 0.75],
    })
    const { later } = Object(meters)
    expect(later[0]).toBeLessThan(0.3)
    // The peak is still held.
    expect(later[1]).toBe(0.75)
  })

  test('say what a session shows, in sentences and figures', async () => {
    const { ask } = await shared.opened
    const charts = await ask(`
        const box = host(900)
        const shown = views.createPracticeCharts(box)
        // Beat 3 is 40 ms earlier than the others; every fourth bar nobody plays.
        const beats = Array.from({ length: 64 }, (_, n) => {
          const deviation = n % 16 > 11 ? null : n % 4 === 2 ? -60 : -20 + (n % 3)
          return beat({ n, measure: 1 + Math.floor(n / 4), beatNumber: 1 + (n % 4), time: n / 2, length: 0.5, bpm: 120 - n / 16,
            onset: deviation, deviation, mode: n % 4 === 2 ? 'follow' : 'snap' })
        })
        const summary = views.summarise(beats)
        shown.update({ beats, beatsInBar: 4, zones, bias: -20, player: [], history: [{ title: 'Ladder', when: 'yesterday', summary: { ...summary, spread: 40 } }] })
        await frames(3)
        return {
          findings: [...box.querySelectorAll('.practice-card p')].map((p) => p.textContent),
          numbers: [...box.querySelectorAll('dd')].map((dd) => dd.textContent),
          pictures: [...box.querySelectorAll('svg[role=img]')].map((svg) => svg.getAttribute('aria-label')),
          boxes: box.querySelectorAll('.chart-box').length,
          dots: [...box.querySelectorAll('.practice-card:nth-of-type(1) .chart-dot')].map((dot) => dot.tagName + dot.getAttribute('class').slice(9)).toSorted().filter((one, i, all) => one !== all[i - 1]),
          row: box.querySelector('.practice-list li').textContent,
        }`)
    expect(charts).toEqual({
      findings: [
        'Beat 3 stands out: 60 ms early.',
        'Usually 20 ms early, give or take 18 ms.',
        'The band went from 120.0 to 116.1 bpm.',
        'Mostly held: you were close to the beat.',
        '22 ms steadier than in the sessions before.',
      ],
      numbers: ['0:32', '48 of 64', '20 ms early', '± 18 ms', '75 %'],
      pictures: [
        'Early and late by beat of the bar. Beat 3 stands out: 60 ms early.',
        'How early and late the taps were. Spread 18 ms.',
        'The band went from 120.0 to 116.1 bpm.',
        'Beats in each zone: snap 56 %, follow 19 %, limit 0 %, no tap 25 %.',
        'Spread by session: 40 ms, 18 ms.',
        'spread of its taps',
      ],
      boxes: 4,
      dots: ['circle is-snap', 'polygon is-follow'],
      row: 'yesterdayLadder± 40 ms0:32',
    })
  })

  test('say that a few taps tell nothing of a beat, and draw nothing beside its axes', async () => {
    const { ask } = await shared.opened
    const charts = await ask(`
        const box = host(900)
        const shown = views.createPracticeCharts(box)
        // Who taps along in the count has a tempo before bar 1, and after the last beat that was played.
        const beats = Array.from({ length: 8 }, (_, n) => beat({ n, measure: 1 + Math.floor(n / 4), beatNumber: 1 + (n % 4),
          time: 3 + n / 2, length: 0.5, bpm: 120, onset: -90 + 60 * (n % 4), deviation: -90 + 60 * (n % 4) }))
        const player = Array.from({ length: 18 }, (_, n) => ({ time: n / 2, bpm: 118 + n / 4 }))
        shown.update({ beats, beatsInBar: 4, zones, bias: null, player, history: [] })
        await frames(3)
        const line = box.querySelector('.is-player:is(path)')
        const picture = line.closest('svg').getBoundingClientRect()
        const drawn = line.getBBox()
        return {
          finding: box.querySelector('.practice-card p').textContent,
          left: drawn.x, right: drawn.x + drawn.width - picture.width,
        }`)
    expect(charts).toMatchObject({ finding: 'Too few taps on each beat to tell them apart.' })
    const { left, right } = Object(charts)
    // To the right of the figures, which end 6 px before the axis.
    expect(left).toBeGreaterThanOrEqual(38)
    expect(right).toBeLessThanOrEqual(0)
  })

  test('walk the gallery by keyboard and open a piece', async () => {
    const { ask, page } = await shared.opened
    await ask(`
        const box = host(700)
        window.opened = []
        const gallery = views.createGallery(box, { onOpen: (id) => opened.push(id) })
        gallery.update(Array.from({ length: 5 }, (_, i) => ({ id: 'piece' + i, title: 'Piece ' + i, about: 'About it.', tempo: 96, meter: '4/4',
          beats: [0, 0.25, 0.5, 0.75], members: [{ name: 'kit', kind: 'drummer' }], rhythm: [{ name: 'kick', strokes: [{ at: 0, velocity: 1, length: 0 }] }] })))
        box.querySelector('button').focus()`)
    const focused = (): Promise<unknown> => ask('return document.activeElement.getAttribute("aria-label")')
    expect(await focused()).toBe('Piece 0, About it., 96 bpm · 4/4, drummer')
    const walked: unknown[] = []
    for (const key of [
      'ArrowRight',
      'ArrowDown',
      'ArrowUp',
      'ArrowLeft',
      'ArrowLeft',
      'End',
      'ArrowRight',
      'Home',
    ]) {
      await page.keyboard.press(key)
      walked.push(String(await focused()).slice(6, 7))
    }
    // Two cards stand in a row of 700 px.
    expect(walked).toEqual(['1', '3', '1', '0', '0', '4', '4', '0'])
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    expect(await ask('return opened')).toEqual(['piece4'])
    expect(
      await ask(
        'return [...document.querySelectorAll(".gallery-card")].filter((card) => card.tabIndex === 0).length',
      ),
    ).toBe(1)
  })

  test('grow no nodes, hold no memory and lay nothing out while 1000 reports come', async () => {
    await withViews({}, async (ask, page) => {
      const session = await page.context().newCDPSession(page)
      await session.send('Performance.enable')
      const measured = async (): Promise<{ nodes: number; layouts: number; heap: number }> => {
        await session.send('HeapProfiler.collectGarbage')
        const { metrics } = await session.send('Performance.getMetrics')
        const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN
        return { nodes: metric('Nodes'), layouts: metric('LayoutCount'), heap: metric('JSHeapUsedSize') }
      }
      await ask(`
        const dial = views.createZoneDial(host(300, 300))
        const score = views.createScrollingScore(host(800, 300))
        const transport = views.createTransportReadout(host(800))
        const meters = views.createMeters(host(400))
        const charts = views.createPracticeCharts(host(800))
        const played = []
        window.step = (i) => {
          const n = Math.floor(i / 16)
          const now = 10 + i / 30
          const here = beat({ n, measure: 1 + Math.floor(n / 4), beatNumber: 1 + (n % 4), time: 10 + n * 0.533, length: 0.533,
            onset: 10 + n * 0.533 - 0.02, deviation: -20 - (n % 7), mode: n % 3 ? 'snap' : 'follow' })
          const told = view({ now, beat: here, bpm: 96 + (n % 5) / 10, playerBpm: 97 + (n % 3), bias: -20 - (n % 4) / 10, zones: { ...zones },
            members: members.map((member) => ({ ...member, peak: -30 + (i % 20) })) })
          for (const shown of [dial, score, transport, meters]) shown.update(told)
          if (i % 16 === 0) {
            played.push(here)
            if (played.length > 40) played.shift()
            score.beats([here]); score.notes(members.map(({ name }, m) => note({ time: here.time, member: name, voice: 'v', pitch: m > 1 ? 50 + (n % 5) : null })))
            const tapped = tap(-20 - (n % 7), n % 3 ? 'snap' : 'follow', { time: here.time - 0.02, n })
            dial.tap(tapped); score.tap(tapped)
            charts.update({ beats: played, beatsInBar: 4, zones, bias: -20, player: played.map(({ time }) => ({ time, bpm: 97 })), history: [] })
          }
        }
        for (let i = 0; i < 700; i++) { step(i); if (i % 20 === 0) await frames(1) }
        await new Promise((done) => setTimeout(done, 600))
        await frames(3)`)
      const before = await measured()
      await ask(`
        for (let i = 700; i < 1700; i++) { step(i); if (i % 20 === 0) await frames(1) }
        await new Promise((done) => setTimeout(done, 600))
        await frames(3)`)
      const after = await measured()
      expect(after.nodes - before.nodes).toBeLessThan(60)
      // At most one layout a frame that was waited for, and a few of the charts'.
      expect(after.layouts - before.layouts).toBeLessThan(160)
      expect(after.heap - before.heap).toBeLessThan(600_000)
    })
  })

  test('draw on whatever they are told: nothing, nonsense, sixty names', async () => {
    await withViews({}, async (ask) => {
      const drawn = await ask(`
        let seed = 7
        const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
        const pick = (...of) => of[Math.floor(random() * of.length)]
        const number = () => pick(0, 1, -1, 0.5, 60, 97.3, 1e-9, 1e9, -1e9, NaN, Infinity, -Infinity)
        const name = () => pick('', 'kit', 'x'.repeat(200), '<b>&amp;', 'جاز', '🥁')
        const mode = () => pick('snap', 'follow', 'limit')
        const anyBeat = () => ({ n: Math.floor(random() * 90), measure: number(), beatNumber: pick(0, 1, 4, NaN), section: name(), time: number(),
          grid: number(), length: number(), bpm: number(), mode: mode(), confidence: number(), onset: pick(null, number()), deviation: pick(null, number()) })
        const anyZones = () => pick(null, zones, { name: '', snap: number(), follow: number(), limit: number(), strength: number(), adapt: 0, curve: pick('classic', 'smooth') })
        const anyView = () => ({ playing: pick(true, false), paused: pick(true, false), waiting: pick(true, false), count: pick(null, { heard: number(), wanted: number() }), vamping: pick(true, false), now: number(),
          beat: pick(null, anyBeat()), beatsInBar: pick(0, 1, 4, 17, -3, NaN), section: name(), bpm: number(), playerBpm: pick(null, number()), bias: pick(null, number()),
          zones: anyZones(), members: Array.from({ length: pick(0, 1, 5, 60) }, (_, i) => ({ name: name() + i, kind: pick('metronome', 'drummer', 'bassist', 'pianist', 'guitarist'),
          level: number(), muted: pick(true, false), peak: number() })) })
        const anySummary = () => ({ met: number(), beats: number(), seconds: number(), middle: pick(null, number()), spread: pick(null, number()), zones: { snap: number(), follow: number(), limit: number() },
          from: number(), to: number(), bins: pick([], [0], [1, NaN, 3]) })
        const boxes = [host(300, 300), host(700, 260), host(500), host(300), host(600), host(600)]
        const dial = views.createZoneDial(boxes[0])
        const score = views.createScrollingScore(boxes[1])
        const transport = views.createTransportReadout(boxes[2])
        const meters = views.createMeters(boxes[3])
        const gallery = views.createGallery(boxes[5], { onOpen() {} })
        let charts
        for (let i = 0; i < 90; i++) {
          const told = anyView()
          for (const box of boxes.slice(0, 2)) { box.style.width = pick(0, 1, 40, 300, 900) + 'px'; box.style.height = pick(0, 1, 30, 300) + 'px' }
          for (const shown of [dial, score, transport, meters]) shown.update(told)
          const tapped = { time: number(), velocity: number(), deviation: pick(null, number()), n: pick(null, 3, number()), mode: pick(null, mode()) }
          dial.tap(tapped); score.tap(tapped)
          score.beats([anyBeat(), anyBeat()])
          score.notes([{ time: number(), grid: 0, duration: number(), measure: 1, beatNumber: 1, member: name(), voice: name(), pitch: pick(null, number()), velocity: number(), mode: mode(), cell: 0 }])
          if (i % 10 === 0) { dial.clear(); score.clear() }
          if (i % 10 === 5) {
            charts?.destroy()
            charts = views.createPracticeCharts(boxes[4])
            charts.update({ beats: Array.from({ length: pick(0, 1, 30) }, anyBeat), beatsInBar: pick(0, 4, NaN, 1e9), zones: anyZones(), bias: pick(null, number()),
              player: [{ time: number(), bpm: number() }], history: pick([], [{ title: name(), when: name(), summary: anySummary() }]) })
            gallery.update(pick([], [{ id: '', title: name(), about: name(), tempo: number(), meter: name(), beats: pick([], [NaN, 0]), members: [], rhythm: [{ name: '', strokes: [{ at: number(), velocity: number(), length: number() }] }] }]))
          }
          await frames(1)
        }
        for (const shown of [dial, score, transport, meters, charts, gallery]) shown.destroy()
        return boxes.map((box) => box.childElementCount)`)
      expect(drawn).toEqual([0, 0, 0, 0, 0, 0])
    })
  })
})
