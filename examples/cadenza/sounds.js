/** A click, a drum, a note. Enough to hear who plays; an app brings its own instruments. */

/** Seconds; an event that is later than this is not worth hearing. */
const STALE = 0.1

export function createSounds(context) {
  const out = new GainNode(context, { gain: 0.5 })
  out.connect(context.destination)
  const noise = noiseOf(context)

  return {
    play,
    /** Silences what is scheduled as well: a paused band must not ring on. */
    mute: () => out.gain.setTargetAtTime(0, context.currentTime, 0.01),
    unmute: () => out.gain.setTargetAtTime(0.5, context.currentTime, 0.01),
  }

  function play(event, when) {
    // After a page has slept, what should have sounded is over: better silence than a burst.
    if (when < context.currentTime - STALE) return
    const at = Math.max(when, context.currentTime)
    const gain = event.velocity * 10 ** (event.level / 20)
    const to = new StereoPannerNode(context, { pan: event.pan })
    to.connect(out)
    if (event.pitch !== null) note(at, event, gain, to)
    else if (event.voice === 'kick') tone(at, { from: 150, to: 45, length: 0.18 }, gain, to)
    else if (DRUMS[event.voice]) hiss(at, DRUMS[event.voice], gain * 0.6, to)
    else tone(at, { from: event.beatNumber === 1 ? 1900 : 1300, length: 0.03 }, gain * 0.5, to)
  }

  function note(at, { pitch, duration, member }, gain, to) {
    const frequency = 440 * 2 ** ((pitch - 69) / 12)
    const oscillator = new OscillatorNode(context, {
      type: member === 'bass' ? 'triangle' : 'sine',
      frequency,
    })
    const level = envelope(at, Math.max(duration, 0.08), gain * (member === 'bass' ? 0.6 : 0.22))
    oscillator.connect(level).connect(to)
    run(oscillator, at, duration + 0.3)
  }

  function tone(at, { from, to: end = from, length }, gain, to) {
    const oscillator = new OscillatorNode(context, { frequency: from })
    oscillator.frequency.setValueAtTime(from, at)
    oscillator.frequency.exponentialRampToValueAtTime(end, at + length)
    oscillator.connect(envelope(at, length, gain)).connect(to)
    run(oscillator, at, length + 0.1)
  }

  function hiss(at, { type, frequency, length }, gain, to) {
    const source = new AudioBufferSourceNode(context, { buffer: noise })
    const filter = new BiquadFilterNode(context, { type, frequency })
    source
      .connect(filter)
      .connect(envelope(at, length, gain))
      .connect(to)
    run(source, at, length + 0.1)
  }

  function envelope(at, length, gain) {
    const level = new GainNode(context, { gain: 0 })
    level.gain.setValueAtTime(0, at)
    level.gain.linearRampToValueAtTime(gain, at + 0.003)
    level.gain.setTargetAtTime(0, at + length, length / 4 + 0.01)
    return level
  }
}

const DRUMS = {
  snare: { type: 'bandpass', frequency: 1800, length: 0.11 },
  rim: { type: 'bandpass', frequency: 2600, length: 0.03 },
  hat: { type: 'highpass', frequency: 7500, length: 0.035 },
  ride: { type: 'highpass', frequency: 6000, length: 0.18 },
  crash: { type: 'highpass', frequency: 4500, length: 0.6 },
}

function run(source, at, length) {
  source.start(at)
  source.stop(at + length)
}

function noiseOf(context) {
  const buffer = new AudioBuffer({ length: context.sampleRate, sampleRate: context.sampleRate })
  const samples = buffer.getChannelData(0)
  for (let i = 0; i < samples.length; i++) samples[i] = 2 * Math.random() - 1
  return buffer
}
