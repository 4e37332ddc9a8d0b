/** Wires the others together. Start reading here. */

import policy from './band/pocket-trio.js'
import {
  addToHistory,
  dropCheckpoint,
  history,
  inputLatency,
  keepInputLatency,
  killedSessions,
  sessionsPlayed,
  userId,
} from './keep.js'
import { createOutbox } from './outbox.js'
import { connect, ENDPOINTS, serverInPage } from './server.js'
import { startSession } from './session.js'
import { fetchSlots, loadKeptSlots } from './slots.js'
import { listenForMidi, listenForTaps } from './taps.js'
import { createView } from './view.js'

const $ = (id) => document.getElementById(id)

const kept = loadKeptSlots(policy)
const view = createView(policy)
if (kept !== null) view.slotsResult(kept)

let answerBroken = false
const server = connect(
  ENDPOINTS,
  serverInPage({
    isOnline: () => $('online').checked && navigator.onLine,
    flags: () => ({ clickOnly: $('kill').checked, explore: $('explore').checked }),
    slots: () => (answerBroken ? BROKEN_SLOTS : betterSlots()),
    onTaken: (logs) => view.logs('sent', logs),
  }),
)
$('where').textContent = server.where
const outbox = await createOutbox(server.takeLog, (logs) => view.logs('queue', logs))
view.logs('sent', [])
view.logs('queue', await outbox.waiting())

for (const killed of await killedSessions()) {
  addToHistory(killed)
  await outbox.put(killed)
  dropCheckpoint(killed)
}
outbox.flush()

let session = null

$('start').addEventListener('click', async () => {
  if (session !== null) return
  view.playing(true)
  // Whoever cannot be asked has given no order: the band plays.
  const flags = await server.flags().catch(() => ({}))
  const played = sessionsPlayed()
  const options = {
    sessionId: crypto.randomUUID(),
    userId: userId(),
    startedAt: new Date().toISOString(),
    seed: played,
    mode: flags.clickOnly ? 'click' : 'band',
    // A first session should be as good as the band can be: nobody is explored on in it.
    explore: flags.explore === true && played > 0,
    context: { 'session.index': played + 1 },
  }
  try {
    session = await startSession({ policy, options, inputLatency: inputLatency() / 1000, view, onEnd: ended })
    view.status(
      flags.clickOnly
        ? 'Clicks only: somebody pulled the kill switch.'
        : 'Play along: space bar, the big button or MIDI.',
    )
  } catch (error) {
    view.playing(false)
    view.status(`There is no sound here: ${error.message}`)
  }
})

// The band plays the tune until it is told that this is the last time.
$('cue').addEventListener('click', () => session?.cue())
$('end').addEventListener('click', () => session?.end())

async function ended(log) {
  session = null
  view.playing(false)
  addToHistory(log)
  const reward = policy.rewards.practice(log, history())
  const worth = 'value' in reward ? `worth ${reward.value.toFixed(2)}` : 'its worth shows in three days'
  view.status(`${Math.round(log.duration_seconds)} s, ${log.onset_times.length} taps; ${worth}.`)
  await outbox.put(log)
}

listenForTaps($('tap'), (...tap) => session?.tap(...tap))
$('midi').addEventListener('click', async () => {
  const inputs = await listenForMidi((...tap) => session?.tap(...tap))
  view.status(inputs > 0 ? `${inputs} MIDI inputs.` : 'No MIDI here.')
})

$('input-latency').value = inputLatency()
$('input-latency').addEventListener('change', ({ target }) =>
  keepInputLatency(Math.max(0, Number(target.value) || 0)),
)

$('fetch-good').addEventListener('click', () => askForSlots(false))
$('fetch-bad').addEventListener('click', () => askForSlots(true))
$('online').addEventListener('change', () => outbox.flush())

async function askForSlots(broken) {
  answerBroken = broken
  view.slotsResult(await fetchSlots(policy, server.slots))
}

/** As `sil train` would write them. */
function betterSlots() {
  const { behaviour, slotSchema } = policy.definition
  const slots = {
    ...policy.slotValues,
    'pocket.snap': 14.2,
    'pocket.adapt': 0.31,
    swing: 0.62,
    'keys.voicing': 'shell',
  }
  const file = { version: 1, policy: behaviour, slot_schema: slotSchema, transform: 'z/1', slots }
  return { ...file, sigma: null, choice_probs: null, networks: null, trained: null }
}

const BROKEN_SLOTS = { ...betterSlots(), slots: { 'pocket.snap': 900, 'pocket.snapp': 10 } }
