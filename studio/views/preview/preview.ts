/**
 * The views fed with a real session. `?page=perform|stage|practice|gallery`, `?at=12.5` stands still at that second,
 * without it the session runs; `?state=waiting|paused`, `?theme=dark|light`.
 */

import type { Milliseconds, Seconds } from '../../../runtime/units.ts'
import type { BandView } from '../../protocol.ts'
import { createGallery, type GalleryPiece } from '../gallery.ts'
import { createMeters } from '../meters.ts'
import { createPracticeCharts } from '../practice-charts.ts'
import { createScrollingScore } from '../scrolling-score.ts'
import { createTransportReadout } from '../transport-readout.ts'
import { createZoneDial } from '../zone-dial.ts'
import { createFeed, type Feed, type Listener } from './feed.ts'
import { practiceAt } from './past.ts'
import type { PreviewSession } from './told.ts'

/** What else a band may be. */
const STATES: ReadonlyMap<string, Partial<BandView>> = new Map([
  ['waiting', { playing: true, waiting: true, count: { heard: 1, wanted: 4 } }],
  ['paused', { paused: true }],
])

const query = new URLSearchParams(location.search)
const page = query.get('page') ?? 'perform'
const at = query.get('at')
const theme = query.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme

/** Stands still where a moment was asked for. */
let stopped: Milliseconds = 0
const clock = at === null ? () => performance.now() : () => stopped

const answer = await fetch('session.json')
const session: PreviewSession = await answer.json()
const main = document.querySelector('#page')
if (main instanceof HTMLElement) show(main)

function show(main: HTMLElement): void {
  main.className = `preview-${page}`
  const part = (name: string): HTMLElement => {
    const made = document.createElement('div')
    made.className = `preview-${name}`
    main.append(made)
    return made
  }
  const listeners: Listener[] = []
  let feed: Feed | null = null
  if (page === 'perform' || page === 'stage') {
    listeners.push(createTransportReadout(part('transport'), { size: page === 'stage' ? 'stage' : 'desk' }))
    listeners.push(createZoneDial(part('dial'), { clock }))
    listeners.push(createScrollingScore(part('score'), { clock }))
    if (page === 'perform') {
      const onMute = (member: string, muted: boolean): void => feed?.mute(member, muted)
      listeners.push(createMeters(part('meters'), { clock, onMute }))
    }
  }
  if (page === 'practice') {
    const charts = createPracticeCharts(part('charts'))
    listeners.push({ update: ({ now }) => charts.update(practiceAt(session, now)) })
  }
  if (page === 'gallery') {
    const gallery = createGallery(part('cards'), { onOpen: (id) => history.replaceState(null, '', `#${id}`) })
    void fetch('pieces.json')
      .then((found) => found.json())
      .then((pieces: readonly GalleryPiece[]) => gallery.update(pieces))
  }
  feed = createFeed(session, listeners, STATES.get(query.get('state') ?? ''))
  run(feed)
}

function run(feed: Feed): void {
  if (at === null) {
    const begin = performance.now()
    setInterval(() => feed.tell((performance.now() - begin) / 1000), 33)
    return
  }
  const moment: Seconds = new Map(Object.entries(session.moments)).get(at) ?? Number(at)
  for (let now = Math.max(0, moment - 14); now < moment; now += 1 / 30) {
    stopped = now * 1000
    feed.tell(now)
  }
  stopped = moment * 1000
  feed.tell(moment)
  document.documentElement.dataset.ready = ''
}
