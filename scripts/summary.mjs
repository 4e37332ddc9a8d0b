/** A session log (version 1) in five lines for people. */
export function summary(session) {
  const { beats, onset_times: onsets, policy, duration_seconds: seconds } = session
  const answered = beats.filter((beat) => beat.onset !== null)
  const late = answered.map((beat) => beat.deviation * 1000)
  const first = beats[0]
  const bars = beats.length > 0 ? beats[beats.length - 1].measure - Math.max(first.measure, 1) + 1 : 0
  const share = (mode) =>
    percent(beats.filter((beat) => beat.mode.toLowerCase() === mode).length, beats.length)
  return [
    `${policy.name} played ${bars} bars in ${minutes(seconds)}, from ${tempo(beats.slice(0, 8))} to ${tempo(beats.slice(-8))}.`,
    `It heard ${onsets.length} notes of the player, who met ${answered.length} of its ${beats.length} beats.`,
    `They came ${lateness(median(late))} (median), within ${milliseconds(spread(late))} of that for half of them.`,
    `The band held its beat ${share('snap')} of the time, leaned towards the player ${share('follow')}, and stretched no further ${share('limit')}.`,
    `Seed ${session.seed}: the same take gives the same performance, bit for bit.`,
  ]
}

/** Mean tempo of a run of beats, in beats a minute. */
function tempo(beats) {
  const first = beats[0]
  const last = beats[beats.length - 1]
  if (!first || last === first) return 'no tempo yet'
  return `${((60 * (last.n - first.n)) / (last.time - first.time)).toFixed(1)} bpm`
}

function lateness(value) {
  if (Number.isNaN(value)) return 'nowhere'
  return `${milliseconds(Math.abs(value))} ${value < 0 ? 'early' : 'late'}`
}

const milliseconds = (value) => `${Math.round(value)} ms`

const percent = (part, whole) => (whole > 0 ? `${Math.round((100 * part) / whole)} %` : '0 %')

function minutes(seconds) {
  const whole = Math.round(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Median distance from the median: half of the values are this near. */
function spread(values) {
  const centre = median(values)
  return median(values.map((value) => Math.abs(value - centre)))
}
