/** The events of a Standard MIDI File, looked over before the parser makes any of them. */

/** A day of sixteenths with an end for each, and as much again. */
const MOST_EVENTS = 4_000_000

/** Four bytes of seven bits: the largest number that MIDI can say. */
const LARGEST = 0x0fffffff
const META = 0xff
const CHUNK_HEAD = 8

/**
 * The parser lets a long number wrap around to one below zero, and a length below zero takes it back to what it has read: a file of
 * 37 bytes kept it busy until no memory was left. And of each event it makes an object of some 300 bytes, where two bytes may be an event.
 *
 * @param music header and tracks, each as long as it says
 * @returns what is wrong, or null
 */
export function faultOfEvents(music: Uint8Array, most = MOST_EVENTS): string | null {
  const view = new DataView(music.buffer, music.byteOffset, music.byteLength)
  let left = most
  for (let at = 0; at < music.length; ) {
    const end = at + CHUNK_HEAD + view.getUint32(at + 4)
    // The header is the first.
    const events = at === 0 ? 0 : eventsOf(music, at + CHUNK_HEAD, end, left)
    if (events === null) return 'is damaged: a number in a track is larger than MIDI can say'
    left -= events
    if (left < 0) return `has more than ${most} events`
    at = end
  }
  return null
}

/** How many there are between two places, or one more than `most`; null where a number is none. Bytes are taken as the parser takes them. */
function eventsOf(music: Uint8Array, from: number, end: number, most: number): number | null {
  let at = from
  let status = 0
  let events = 0
  while (at < end && events <= most) {
    const delta = numberAt()
    const first = music[at] ?? 0
    let length = 0
    if (first >= 0xf0) {
      at += first === META ? 2 : 1
      length = numberAt()
      at += length
    } else {
      if (first >= 0x80) {
        status = first
        at++
      }
      at += status >= 0xc0 && status < 0xe0 ? 1 : 2
    }
    if (delta > LARGEST || length > LARGEST) return null
    events++
  }
  return events

  /** For as long as the highest bit of a byte is set. */
  function numberAt(): number {
    let value = 0
    while (at < end) {
      const byte = music[at++] ?? 0
      value = value * 128 + (byte & 0x7f)
      if (byte < 0x80) break
    }
    return value
  }
}
