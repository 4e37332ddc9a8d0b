/** A session log (version 1) in five lines for people. */
export function summary(session) {
  const { beats, onset_times: onsets, policy, duration_seconds: seconds } = session
  const answered = beats.filter((beat) => beat.onset !== null)
  const late = answered.map((beat) => beat.deviation * 1000)
  const first = beats[0]
  const bars = beats.length > 0 ? beats[beats.length - 1].measure - Math.max(first.measure, 1) + 1 : 0
  const share = (mode) =>
    percent(answered.filter((beat) => beat.mode.toLowerCase() === mode).length, answered.length)
  const whoMet = `who met ${answered.length} of its ${beats.length} beats`
  return [
    `${policy.name} played ${bars} ${bars === 1 ? 'bar' : 'bars'} in ${minutes(seconds)}.`,
    beats.length > 1
      ? `It began at ${tempo(beats.slice(0, 8))} and ended at ${tempo(beats.slice(-8))}.`
      : 'It had no tempo yet.',
    `It heard ${onsets.length} notes of the player, ${whoMet}${answered.length > 0 ? `, ${lateness(late)}` : ''}.`,
    answered.length > 0
      ? `The band then held its beat (${share('snap')}), leaned towards them (${share('follow')}) or was at its limit (${share('limit')}).`
      : 'The band kept its own time.',
    `Seed ${session.seed}: the same take gives the same performance, bit for bit.`,
  ]
}

/** Mean tempo of a run of beats, in beats a minute. */
function tempo(beats) {
  const first = beats[0]
  const last = beats[beats.length - 1]
  return `${((60 * (last.n - first.n)) / (last.time - first.time)).toFixed(1)} bpm`
}

/** Where the player's notes lie around the beat: the median, and half of them this near to it. */
function lateness(deviations) {
  const centre = median(deviations)
  const spread = median(deviations.map((value) => Math.abs(value - centre)))
  const side = centre < 0 ? 'early' : 'late'
  return `typically ${milliseconds(Math.abs(centre))} ${side}, give or take ${milliseconds(spread)}`
}

const milliseconds = (value) => `${Math.round(value)} ms`

const percent = (part, whole) => `${Math.round((100 * part) / whole)} %`

function minutes(seconds) {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
