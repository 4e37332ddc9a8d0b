/**
 * Somebody who taps along, for pictures: early by habit, scattered by some milliseconds, as people are. To be run in a page before
 * anything of ours: it hears from the band when the beats come, and presses the space bar about then.
 */
export const TAP_ALONG = `
  const Channel = MessageChannel
  let zero = 0
  let seed = 7
  const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  const tapped = new Set()
  globalThis.MessageChannel = function () {
    const channel = new Channel()
    channel.port1.addEventListener('message', ({ data }) => {
      if (data?.kind === 'view') zero = performance.now() - data.view.now * 1000
      if (data?.kind !== 'beats') return
      for (const { n, measure, time } of data.beats) {
        if (measure < 1 || tapped.has(n)) continue
        tapped.add(n)
        const off = -28 + 40 * (chance() + chance() + chance() - 1.5)
        setTimeout(() => dispatchEvent(new KeyboardEvent('keydown', { code: 'Space', key: ' ' })), zero + time * 1000 + off - performance.now())
      }
    })
    return channel
  }
`
