/**
 * What the player does, with the moment at which it happened: not at which the page got round to it. Each source calls
 * `onTap(timeStamp, velocity, pitch)`, `timeStamp` being that of the browser's event.
 */

export function listenForTaps(button, onTap) {
  // `pointerdown`, not `click`: a click is the end of a tap.
  button.addEventListener('pointerdown', (event) => onTap(event.timeStamp, event.pressure || 0.8))
  addEventListener('keydown', (event) => {
    if (event.code !== 'Space' || event.repeat || event.target instanceof HTMLInputElement) return
    // The space bar would press the button that has the focus, too.
    event.preventDefault()
    onTap(event.timeStamp, 0.8)
  })
  addEventListener('keyup', (event) => {
    if (event.code === 'Space' && !(event.target instanceof HTMLInputElement)) event.preventDefault()
  })
}

/** Asks for MIDI, because browsers ask the user. Resolves to how many inputs there are; 0 where there is no MIDI. */
export async function listenForMidi(onTap) {
  const access = await navigator.requestMIDIAccess?.().catch(() => null)
  const listen = () => {
    for (const input of access.inputs.values()) input.onmidimessage = hear
  }
  if (!access) return 0
  access.onstatechange = listen
  listen()
  return access.inputs.size

  function hear({ data: [status, pitch, velocity], timeStamp }) {
    const isNoteOn = (status & 0xf0) === 0x90 && velocity > 0
    if (isNoteOn) onTap(timeStamp, velocity / 127, pitch)
  }
}
