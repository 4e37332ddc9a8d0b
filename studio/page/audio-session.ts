/**
 * What the page's sound is to an iPhone (the Audio Session API, which Safari alone has). Left to itself it is a page's noise,
 * and the ring switch silences it; `playback` is music, and goes on. No microphone opens then: for that it is left to itself.
 */
export function soundIs(type: 'playback' | 'auto'): void {
  const session: unknown = Reflect.get(navigator, 'audioSession')
  if (session instanceof Object) Reflect.set(session, 'type', type)
}
