import { describe, expect, test } from 'vitest'
import { faceIn, LENS_INNER, RIM, radiusAtAge, turnOf, xOf, yOf } from '../../studio/views/dial/geometry.ts'
import { fieldLeft, NOW_AT, nowOnPage, spanOf, topIn } from '../../studio/views/score/geometry.ts'
import { browserMissing } from '../harness/browser.ts'
import { sharedViews, withViews } from './views-page.ts'

const SIZE = 400
const BEAT = 0.625

/** Where a deviation stands on a dial of SIZE by SIZE, at a share of the rim's radius. */
const onDial = (ms: number, radius: number): string => {
  const face = faceIn(SIZE, SIZE)
  const turn = turnOf(ms, BEAT)
  return `${xOf(face, turn, radius)}, ${yOf(face, turn, radius)}`
}

describe.skipIf(browserMissing !== undefined)('the zone dial', () => {
  const shared = sharedViews({ calm: true })
  test('places a tap where it was early or late, to scale, in the colour of the zone that answered', async () => {
    const { ask } = await shared.opened
    const colours = await ask(`
        const seen = {}
        for (const [ms, mode] of [[-40, 'follow'], [40, 'follow'], [-10, 'snap'], [150, 'limit']]) {
          const at = { '-40': [${onDial(-40, radiusAtAge(0))}], 40: [${onDial(40, radiusAtAge(0))}],
            '-10': [${onDial(-10, radiusAtAge(0))}], 150: [${onDial(150, radiusAtAge(0))}] }
          const box = host(${SIZE}, ${SIZE})
          const dial = views.createZoneDial(box, { clock })
          dial.update(view())
          dial.tap(tap(ms, mode))
          await frames()
          seen[ms] = pixel(box.firstChild, ...at[ms])
          // Nothing of the kind on the other side.
          seen['not' + ms] = String(pixel(box.firstChild, ${SIZE} - at[ms][0], at[ms][1])) === String(token(mode))
          dial.destroy(); box.remove()
        }
        return { ...seen, follow: token('follow'), snap: token('snap'), limit: token('limit') }`)
    expect(colours).toMatchObject({ not40: false, 'not-40': false, 'not-10': false, not150: false })
    const { follow, snap, limit, ...seen } = Object(colours)
    expect([seen['-40'], seen['40'], seen['-10'], seen['150']]).toEqual([follow, follow, snap, limit])
    expect(onDial(-40, 0.8).split(',').map(Number)[0]).toBeLessThan(SIZE / 2)
  })

  test('draws the zones to scale around the beat, or around the player’s habit once it is known', async () => {
    const { ask } = await shared.opened
    const probes = [-199, -101, -99, -21, -18, 18, 21, 99, 101, 199]
    const rim = async (bias: number | null): Promise<unknown> =>
      ask(`
          const box = host(${SIZE}, ${SIZE})
          const dial = views.createZoneDial(box, { clock })
          dial.update(view({ bias: ${bias} }))
          await frames()
          const points = [${probes.map((ms) => `[${onDial(ms + (bias ?? 0), RIM)}]`).join(', ')}]
          const names = ['snap', 'follow', 'limit']
          const found = points.map(([x, y]) => {
            const seen = pixel(box.firstChild, x, y)
            const distance = (name) => Math.hypot(...token(name).map((value, i) => value - seen[i]))
            return names.toSorted((a, b) => distance(a) - distance(b))[0]
          })
          dial.destroy(); box.remove()
          return found`)
    const expected = probes.map((ms) =>
      Math.abs(ms) < 20 ? 'snap' : Math.abs(ms) < 100 ? 'follow' : 'limit',
    )
    expect(await rim(null)).toEqual(expected)
    expect(await rim(-30)).toEqual(expected)
  })

  test('shows in its lens where the band goes: nowhere in the snap zone, half way at the edge of follow', async () => {
    const { ask } = await shared.opened
    // The band's dot (ink) stands at the inner end of the string that the last tap plucked.
    const dotAt = async (ms: number, mode: string, goes: number): Promise<unknown> =>
      ask(`
          const box = host(${SIZE}, ${SIZE})
          const dial = views.createZoneDial(box, { clock })
          dial.update(view())
          dial.tap(tap(${ms}, '${mode}'))
          await frames()
          const seen = pixel(box.firstChild, ${onDial(goes, LENS_INNER + 0.015)})
          dial.destroy(); box.remove()
          return String(seen) === String(token('ink'))`)
    expect(await dotAt(-15, 'snap', 0)).toBe(true)
    expect(await dotAt(-99.9, 'follow', -50)).toBe(true)
    expect(await dotAt(200, 'limit', 200)).toBe(true)
    expect(await dotAt(-99.9, 'follow', 0)).toBe(false)
  })

  test('draws a stronger ring the surer the band is', async () => {
    const across = Array.from({ length: 14 }, (_, i) => `[${onDial(120, 0.97 + i * 0.005)}]`)
    const { ask } = await shared.opened
    const sum = await ask(`
        const sums = []
        for (const confidence of [0.1, 0.5, 1]) {
          const box = host(${SIZE}, ${SIZE})
          const dial = views.createZoneDial(box, { clock })
          dial.update(view({ beat: beat({ confidence }) }))
          await frames()
          const ring = [${across.join(', ')}].map(([x, y]) => pixel(box.firstChild, x, y)).map(([red, , , opaque]) => (red * opaque) / 255)
          const ground = pixel(box.firstChild, ${onDial(120, 0.9)})[0]
          sums.push([Math.max(...ring), ring.filter((value) => value > ground + 10).length])
          dial.destroy(); box.remove()
        }
        return sums`)
    const [low, middle, high] = [sum].flat().map((one) => [one].flat().map(Number))
    // Brighter and broader.
    for (const at of [0, 1]) {
      expect(low?.[at]).toBeLessThan(middle?.[at] ?? 0)
      expect(middle?.[at]).toBeLessThan(high?.[at] ?? 0)
    }
  })

  test('draws only while something moves, and in steps for people who want it calm', async () => {
    const counting = `
      const box = host(${SIZE}, ${SIZE})
      const dial = views.createZoneDial(box)
      dial.update(view({ playing: false, beat: null }))
      await frames(3)
      const stopped = await countFrames(150)
      dial.update(view())
      const playing = await countFrames(150)
      dial.destroy()
      await frames(2)
      return { stopped, playing, gone: await countFrames(60), left: box.childElementCount }`
    const moving = await withViews({}, (ask) => ask(counting))
    expect(moving).toMatchObject({ stopped: 0, gone: 0, left: 0 })
    expect(Object(moving).playing).toBeGreaterThan(3)
    expect(await withViews({ calm: true }, (ask) => ask(counting))).toMatchObject({ stopped: 0, playing: 0 })
  })

  test('is sharp on dense screens, follows its host’s size and the theme', async () => {
    await withViews({ calm: true }, async (ask, page) => {
      const session = await page.context().newCDPSession(page)
      await session.send('Emulation.setDeviceMetricsOverride', {
        width: 1200,
        height: 800,
        deviceScaleFactor: 2,
        mobile: false,
      })
      const seen = await ask(`
        const box = host(300, 300)
        const dial = views.createZoneDial(box, { clock })
        dial.update(view())
        await frames(3)
        const canvas = box.firstChild
        const before = [canvas.width, canvas.height]
        box.style.width = '200px'
        await frames(3)
        const dark = pixel(canvas, 100, 183)
        document.documentElement.dataset.theme = 'light'
        await frames(3)
        const light = pixel(canvas, 100, 183)
        const paper = token('paper')
        return { before, after: [canvas.width, canvas.height], dark, light, paper, client: canvas.clientWidth }`)
      expect(seen).toMatchObject({ before: [600, 600], after: [400, 600], client: 200 })
      const { dark, light, paper } = Object(seen)
      expect(light).toEqual(paper)
      expect(dark).not.toEqual(light)
    })
  })

  test('tells a screen reader what it shows, no more often than every two seconds', async () => {
    const { ask } = await shared.opened
    const seen = await ask(`
        const box = host(${SIZE}, ${SIZE})
        const dial = views.createZoneDial(box, { clock })
        const canvas = box.firstChild
        const said = [canvas.getAttribute('aria-label')]
        new MutationObserver(() => said.push(canvas.getAttribute('aria-label'))).observe(canvas, { attributes: true, attributeFilter: ['aria-label'] })
        for (let i = 0; i < 90; i++) {
          state.now = i * 50
          dial.update(view({ now: 10 + i / 20, bias: -20 }))
          if (i % 10 === 0) dial.tap(tap(-40 - i, 'follow', { time: 10 + i / 20 }))
          await null
        }
        await frames()
        return { role: canvas.getAttribute('role'), said }`)
    const { role, said } = Object(seen)
    expect(role).toBe('img')
    expect(said[0]).toBe('Zone dial. Nothing plays.')
    // Six seconds of playing: at the start and every two seconds.
    expect(said.length).toBeGreaterThanOrEqual(3)
    expect(said.length).toBeLessThanOrEqual(5)
    expect(said.at(-1)).toMatch(
      /^Zone dial\. The band at 96\.0 bpm leans with you\. Last tap \d+ ms early; lately 0 in snap, \d+ in follow, 0 at the limit\. The player's habit is 20 ms early\.$/,
    )
  })
})

const WIDTH = 800
const HEIGHT = 500

describe.skipIf(browserMissing !== undefined)('the scrolling score', () => {
  const left = fieldLeft(WIDTH, HEIGHT)
  const nowX = left + (WIDTH - left) * NOW_AT
  const perSecond = (WIDTH - left) / spanOf(WIDTH - left)

  /** Shows two notes at two moments. @returns for each moment where they and the line of now stand, px */
  const columns = (calm: boolean): Promise<unknown> =>
    withViews({ calm }, (ask) =>
      ask(`
        const box = host(${WIDTH}, ${HEIGHT})
        const score = views.createScrollingScore(box, { clock })
        const only = [members[1]]
        const show = async (now) => {
          state.now = now * 1000
          score.update(view({ now, members: only, playing: true }))
          await frames()
          const y = Math.round((${topIn(HEIGHT)} + ${HEIGHT} - 120 - 8) / 2)
          const line = box.firstChild.getContext('2d').getImageData(${Math.ceil(left)}, y, ${Math.floor(WIDTH - left)}, 1).data
          // The middles of everything brighter than the lanes and the lines of beats.
          const found = []
          for (let x = 0, from = -1; x <= line.length / 4; x++) {
            const bright = line[4 * x] > 150
            if (bright && from < 0) from = x
            if (!bright && from >= 0) { found.push(${Math.ceil(left)} + (from + x) / 2); from = -1 }
          }
          return found
        }
        score.notes([note({ time: 7 }), note({ time: 8.5 })])
        return [await show(10), await show(11)]`),
    )

  const near = (found: unknown, expected: readonly number[]): void => {
    const values = [found].flat().map(Number)
    expect(values).toHaveLength(expected.length)
    values.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThanOrEqual(1.5)
    })
  }

  test('places a note where its time is, and moves it as time goes by', async () => {
    const x = (time: number, now: number): number => nowX + (time - now) * perSecond
    const [at10, at11] = [await columns(false)].flat()
    near(at10, [x(7, 10), x(8.5, 10), nowX])
    near(at11, [x(7, 11), x(8.5, 11), nowX])
  })

  test('turns pages instead of scrolling for people who want it calm: only the line of now moves', async () => {
    const [at10, at11] = [await columns(true)].flat()
    const now = (time: number): number => left + (WIDTH - left) * nowOnPage(time, spanOf(WIDTH - left))
    const x = (time: number): number => now(10) + (time - 10) * perSecond
    // Seven seconds are on the page before.
    near(
      at10,
      [x(8.5), now(10)].filter((at) => at >= left),
    )
    near(
      at11,
      [x(8.5), now(11)].filter((at) => at >= left),
    )
    expect(now(11) - now(10)).toBeCloseTo(perSecond, 9)
  })

  test('puts the player’s onset at its time, below the beat for early, above for late, in the zone’s colour', async () => {
    await withViews({}, async (ask) => {
      const seen = await ask(`
        const box = host(${WIDTH}, ${HEIGHT})
        const score = views.createScrollingScore(box, { clock })
        score.beats([beat({ n: 4, time: 7 }), beat({ n: 5, time: 8 })])
        score.update(view({ now: 10 }))
        score.tap(tap(-60, 'follow', { n: 4, time: 6.94 }))
        score.tap(tap(120, 'limit', { n: 5, time: 8.12 }))
        await frames()
        const image = box.firstChild.getContext('2d').getImageData(0, 0, ${WIDTH}, ${HEIGHT}).data
        const middleOf = (name) => {
          const [r, g, b] = token(name)
          let count = 0, x = 0, y = 0
          for (let i = 0; i < image.length; i += 4) {
            if (image[i] !== r || image[i + 1] !== g || image[i + 2] !== b) continue
            count++; x += (i / 4) % ${WIDTH}; y += Math.floor(i / 4 / ${WIDTH})
          }
          return [x / count, y / count]
        }
        return { early: middleOf('follow'), late: middleOf('limit') }`)
      const { early, late } = Object(seen)
      const middle = HEIGHT - 60
      // The dot and its line to the beat together: their middle lies between the two.
      expect(Math.abs(early[0] - (nowX - 3.06 * perSecond))).toBeLessThan(6)
      expect(Math.abs(late[0] - (nowX - 1.88 * perSecond))).toBeLessThan(10)
      expect(early[1]).toBeGreaterThan(middle + 8)
      expect(late[1]).toBeLessThan(middle - 12)
    })
  })

  test('draws five members with 400 notes to be seen within the time of a frame', async () => {
    await withViews({}, async (ask) => {
      const seen = await ask(`
        const box = host(1200, 700)
        const score = views.createScrollingScore(box)
        const voices = [['metr', 'beat', null], ['drum', 'hat', null], ['drum', 'kick', null], ['bass', 'line', 40], ['pian', 'comp', 64], ['guit', 'comp', 67]]
        const notes = []
        for (let i = 0; i < 420; i++) {
          const [member, voice, pitch] = voices[i % voices.length]
          notes.push(note({ time: 3.2 + i * 0.0165, member, voice, pitch: pitch && pitch + (i % 12), duration: 0.2 }))
        }
        for (let n = 0; n < 16; n++) score.beats([beat({ n, time: n * 0.6 })])
        score.notes(notes)
        const own = window.requestAnimationFrame
        const costs = []
        window.requestAnimationFrame = (callback) => own((time) => {
          const from = performance.now()
          callback(time)
          costs.push(performance.now() - from)
        })
        for (let i = 0; i < 40; i++) { score.update(view({ now: 10 + i / 60 })); await new Promise(own) }
        window.requestAnimationFrame = own
        score.destroy()
        return costs.slice(5).sort((a, b) => a - b)`)
      const costs = [seen].flat().map(Number)
      expect(costs.length).toBeGreaterThan(20)
      // Half of what a frame of 60 Hz has, in the middle of many: the machine is shared.
      expect(costs[Math.floor(costs.length / 2)]).toBeLessThan(8)
    })
  })
})

describe.skipIf(browserMissing !== undefined)('the views beside each other', () => {
  test('say what they show: states, levels, members, cards; mute and open by keyboard', async () => {
    await withViews({ calm: true }, async (ask, page) => {
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
        show({ waiting: true, beat: null })
        show({ paused: true })
        show({ vamping: true })
        show({ vamping: true }, true)
        show({ playerBpm: 101.26, beat: beat({ onset: 9.98, deviation: -20, mode: 'follow', confidence: 0.55 }) })
        return { states, ready, place: text('place'), tempo: text('tempo'), you: text('you'), section: text('section'), mode: text('mode'),
          side: box.querySelector('.transport-you').dataset.side, on: [...box.querySelectorAll('.transport-pip')].map((pip) => 'on' in pip.dataset),
          same: box.querySelector('.transport-pip') === pip,
          sure: box.querySelector('.transport-sure').getAttribute('aria-label') }`)
      expect(transport).toEqual({
        states: [
          '',
          'waiting for you: count in',
          'paused',
          'vamp: goes round until you cue',
          'cued: on at the end of the section',
          '',
        ],
        ready: ['–.–', 'ready'],
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

      await ask(`
        const box = host(700)
        window.opened = []
        const gallery = views.createGallery(box, { onOpen: (id) => opened.push(id) })
        gallery.update(Array.from({ length: 5 }, (_, i) => ({ id: 'piece' + i, title: 'Piece ' + i, about: 'About it.', tempo: 96, meter: '4/4',
          beats: [0, 0.25, 0.5, 0.75], members: [{ name: 'kit', kind: 'drummer' }], rhythm: [{ name: 'kick', strokes: [{ at: 0, velocity: 1, length: 0 }] }] })))
        box.querySelector('button').focus()`)
      const focused = (): Promise<unknown> => ask('return document.activeElement.getAttribute("aria-label")')
      expect(await focused()).toBe('Piece 0, 96 bpm · 4/4, drummer. About it.')
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
        const anyView = () => ({ playing: pick(true, false), paused: pick(true, false), waiting: pick(true, false), vamping: pick(true, false), now: number(),
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
