/** What you see. It knows nothing of the band: it is told. */

const $ = (id) => document.getElementById(id)
const SHOWN_TAPS = 32
/** Half the height of the picture. */
const RANGE_MS = 120

export function createView(policy) {
  const { members, zones } = policy.definition
  const rows = new Map(members.map(({ name, kind }) => [name, row($('members'), name, kind)]))
  const taps = []
  drawTaps()
  showSlots()

  return {
    playing,
    tempo: (bpm) => text('bpm', Math.round(bpm)),
    soundsIn,
    tapped,
    paused: (away) => status(away ? 'Paused. The band waits for you.' : 'Go on: the band has waited.'),
    problem: ({ message }) => status(message),
    status,
    slotsResult,
    showSlots,
    logs,
  }

  function playing(is) {
    $('start').disabled = is
    $('end').disabled = !is
    $('cue').disabled = !is
    $('tap').disabled = !is
    if (!is) {
      text('bpm', '–')
      for (const dot of $('beats').children) dot.className = ''
      return
    }
    taps.length = 0
    drawTaps()
  }

  /** Lights come on with the sound, not when it is scheduled. */
  function soundsIn({ member, beatNumber }, seconds) {
    setTimeout(() => {
      const row = rows.get(member)
      if (row !== undefined) flash(row, 'on', 120)
      for (const [i, dot] of [...$('beats').children].entries())
        dot.className = i === beatNumber - 1 ? 'on' : ''
    }, 1000 * seconds)
  }

  /** The tap against the beat that is nearest. */
  function tapped(time, beats) {
    flash($('tap'), 'hit', 120)
    if (beats.length === 0) return
    const off = beats
      .map((beat) => {
        const late = time - beat.time
        // Early for a beat that is not decided yet.
        return late > beat.length / 2 ? late - beat.length : late
      })
      .reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a))
    taps.push(1000 * off)
    if (taps.length > SHOWN_TAPS) taps.shift()
    drawTaps()
  }

  function drawTaps() {
    const y = (ms) => 60 + (Math.max(-RANGE_MS, Math.min(RANGE_MS, ms)) * 56) / RANGE_MS
    // The zones of the band as they are now: new slots may have moved them.
    const { snap, follow } = zones[0](policy.slots)
    const band = (ms, name) =>
      `<rect class="${name}" x="0" width="640" y="${y(-ms)}" height="${y(ms) - y(-ms)}"/>`
    const dots = taps.map((ms, i) => {
      const age = taps.length - i
      const x = 640 - (age - 0.5) * (600 / SHOWN_TAPS)
      return `<circle cx="${x}" cy="${y(ms)}" r="5" opacity="${1 - (0.8 * age) / SHOWN_TAPS}"/>`
    })
    $('timing').innerHTML =
      `${band(follow.ms, 'follow')}${band(snap.ms, 'snap')}<line x1="0" x2="640" y1="60" y2="60"/>` +
      `<text x="4" y="12">early</text><text x="4" y="116">late</text>${dots.join('')}`
    if (taps.length === 0) return text('timing-text', 'no taps yet')
    const mean = taps.reduce((sum, ms) => sum + ms, 0) / taps.length
    text('timing-text', `${Math.abs(mean).toFixed(0)} ms ${mean < 0 ? 'early' : 'late'} on average`)
  }

  function slotsResult({ ok, errors, warnings }) {
    $('slots-result').className = `result ${ok ? 'good' : 'bad'}`
    text(
      'slots-result',
      ok ? ['From the next start on.', ...warnings].join(' ') : `Refused: ${errors.join('; ')}`,
    )
    showSlots()
  }

  function showSlots() {
    $('slots').replaceChildren(
      ...Object.entries(policy.slotValues).flatMap(([name, value]) => {
        const shown =
          typeof value === 'number'
            ? Number(value.toFixed(2))
            : Array.isArray(value)
              ? value.join(' / ')
              : value
        return [element('dt', name), element('dd', shown)]
      }),
    )
  }

  function logs(list, entries) {
    text(`${list}-count`, entries.length)
    const items = entries.map((log) => {
      const item = element('li', `${log.started_at.slice(11, 19)} · ${log.end_reason}`)
      item.append(element('small', `${log.onset_times.length} taps`))
      return item
    })
    const none = element('li', 'nothing')
    none.className = 'none'
    $(list).replaceChildren(...(items.length === 0 ? [none] : items))
  }
}

export function status(message) {
  text('status', message)
}

function text(id, value) {
  $(id).textContent = String(value)
}

function element(name, content) {
  const made = document.createElement(name)
  made.textContent = String(content)
  return made
}

function row(list, name, kind) {
  const item = document.createElement('li')
  item.append(element('b', name), element('span', kind))
  list.append(item)
  return item
}

function flash(target, name, ms) {
  target.classList.add(name)
  setTimeout(() => target.classList.remove(name), ms)
}
