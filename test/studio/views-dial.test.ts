import { describe, expect, test } from 'vitest'
import { faceIn, LENS_INNER, RIM, radiusAtAge, turnOf, xOf, yOf } from '../../studio/views/dial/geometry.ts'
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

  test.each([150, 165, 180, 200, 234, 280, 330])(
    'cuts no word off at its top, %i px high',
    async (height) => {
      const { ask } = await shared.opened
      const drawn = await ask(`
        const box = host(400, ${height})
        const dial = views.createZoneDial(box, { clock })
        dial.update(view())
        await frames()
        const { data } = box.firstChild.getContext('2d').getImageData(150 * devicePixelRatio, 0, 100 * devicePixelRatio, 1)
        dial.destroy(); box.remove()
        return data.filter((value, i) => i % 4 === 3 && value > 0).length`)
      expect(drawn).toBe(0)
    },
  )

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
    expect(Object(moving).playing).toBeGreaterThan(1)
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

  test.each([180, 200, 234, 330])(
    'sets how sure the band is beside the rim’s lowest word, in letters of their own width, %i px high',
    async (height) => {
      const { ask } = await shared.opened
      const words = await ask(`
        const box = host(340, ${height})
        const said = []
        const own = CanvasRenderingContext2D.prototype.fillText
        CanvasRenderingContext2D.prototype.fillText = function (text, x, y, most) {
          const { width } = this.measureText(text)
          const { e } = this.getTransform()
          const start = { left: 0, start: 0, center: width / 2, right: width }[this.textAlign] ?? 0
          said.push({ text, left: e / devicePixelRatio + x - start, width, narrowed: most !== undefined && most < width })
          return own.apply(this, arguments)
        }
        const dial = views.createZoneDial(box, { clock })
        dial.update(view({ bias: -20, beat: beat({ confidence: 1 }) }))
        await frames()
        CanvasRenderingContext2D.prototype.fillText = own
        dial.destroy(); box.remove()
        return said`)
      const said: { text: string; left: number; width: number; narrowed: boolean }[] = Object(words)
      const sure = said.find(({ text }) => text.startsWith('confidence'))
      const habit = said.find(({ text }) => text.startsWith('your habit'))
      if (sure === undefined || habit === undefined) throw new Error('nothing in the corners')
      expect([sure.narrowed, habit.narrowed]).toEqual([false, false])
      // The word reaches some 10 px to each side of the middle; the rest keeps the letters apart.
      const room = 14
      expect(sure.left).toBeGreaterThanOrEqual(170 + room)
      expect(habit.left + habit.width).toBeLessThanOrEqual(170 - room)
      expect(sure.left + sure.width).toBeLessThanOrEqual(340)
      expect(habit.left).toBeGreaterThanOrEqual(0)
    },
  )

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
