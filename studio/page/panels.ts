/** The panels: gallery, history, sessions, export, share, keys. */

import type { SessionLog } from '../../runtime/session/log.ts'
import type { Take } from '../take-protocol.ts'
import { createGallery } from '../views/gallery.ts'
import { createPracticeCharts, type SessionSummary } from '../views/practice-charts.ts'
import { type Choice, choiceList, openDialog } from './dialogs.ts'
import { h } from './dom.ts'
import { download } from './download.ts'
import { fileStem } from './file-stem.ts'
import type { SoundedHistory } from './history.ts'
import type { KeptSession } from './kept-session.ts'
import type { Gallery } from './piece.ts'
import type { Practice } from './practice.ts'
import { clockTime, sizeInWords } from './recording/words.ts'
import type { SessionStore } from './sessions.ts'
import { inWords, MAC, SHORTCUTS } from './shortcuts.ts'

export function showGallery(
  gallery: Gallery,
  choices: readonly Choice[],
  open: (path: string) => void,
): void {
  openDialog('Pieces', 'pieces', (close) => {
    const cards = h('div')
    const view = createGallery(cards, {
      onOpen: (path) => {
        close()
        open(path)
      },
    })
    view.update(gallery.pieces)
    return choices.length === 0 ? [cards] : [choiceList(choices, close, ''), cards]
  })
}

export function showHistory(history: SoundedHistory, go: (index: number) => void): void {
  openDialog('What has sounded', 'history', (close) => {
    const entries = history.entries
      .map(
        ({ change, measure }, index): Choice => ({
          title: change,
          detail: measure === null ? 'from the start' : `from bar ${measure}`,
          current: index === history.at,
          choose: () => go(index),
        }),
      )
      .reverse()
    return [
      choiceList(entries, close, 'Nothing has sounded yet. What the band plays is kept here, step by step.'),
    ]
  })
}

/** How the session went, and those before it. */
export async function showSessions(store: SessionStore, practice: Practice): Promise<void> {
  const kept = await store.all()
  const played = practice.data.beats.some(({ onset }) => onset !== null)
  openDialog('Your sessions', 'sessions', (close) => {
    if (!played && kept.length === 0) {
      const empty = 'When you play along, the session is kept here: in this browser, and nowhere else.'
      return [h('p', { class: 'empty' }, empty)]
    }
    const history = kept.map(({ title, at, summary }) => ({ title, when: whenOf(at), summary }))
    const charts = h('div')
    // The session that has just ended is the first of those that are kept.
    const view = createPracticeCharts(charts)
    if (played) view.update({ ...practice.data, history: history.slice(1) })
    const forget = h('button', { type: 'button', class: 'plain' }, 'Forget them all')
    forget.addEventListener('click', () => {
      void store.forget()
      close()
    })
    const list = choiceList(
      kept.map((session) => ({
        title: `${session.title}, ${whenOf(session.at)}`,
        detail: inNumbers(session.summary),
        choose: () => downloadLog(session),
      })),
      close,
      '',
    )
    return [
      ...(played ? [charts] : []),
      h(
        'p',
        { class: 'hint' },
        'Kept in this browser, and nowhere else. Choose one to have its log as a file.',
      ),
      list,
      forget,
    ]
  })
}

function whenOf(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

function inNumbers({ seconds, met, beats, spread, zones }: SessionSummary): string {
  const parts = [`${Math.round(seconds)} s`, `${met} of ${beats} beats met`]
  if (spread !== null) parts.push(`±${Math.round(spread)} ms around the beat`)
  parts.push(`${Math.round(zones.snap * 100)} % in the snap zone`)
  return parts.join(', ')
}

function downloadLog({ title, at, log }: KeptSession): void {
  const day = at.slice(0, 16).replace(/[:T]/g, '-')
  download(`${fileStem(title)}-${day}.session.json`, 'application/json', `${JSON.stringify(log, null, 2)}\n`)
}

export interface Exports {
  readonly title: string
  readonly text: string
  readonly log: SessionLog | null
  readonly exportPlayed: (what: 'score' | 'midi') => void
  readonly compiled: () => Promise<string | null>
  /** Recordings that are kept on this machine. */
  readonly takes: () => Promise<readonly Take[]>
  readonly exportTake: (name: string) => void
  readonly forgetTakes: () => void
  readonly say: (text: string) => void
}

export function showExports(given: Exports): void {
  const { title, text, log, exportPlayed, compiled, say } = given
  const stem = fileStem(title)
  const choices: readonly Choice[] = [
    { title: 'The text', detail: `${stem}.sil`, choose: () => download(`${stem}.sil`, 'text/plain', text) },
    {
      title: 'The session log',
      detail: log === null ? 'after you have played' : `${stem}.session.json: what training reads`,
      choose: () => {
        if (log === null) say('There is no session yet: play first.')
        else download(`${stem}.session.json`, 'application/json', `${JSON.stringify(log, null, 2)}\n`)
      },
    },
    { title: 'MIDI', detail: `${stem}.mid: what the band has played`, choose: () => exportPlayed('midi') },
    {
      title: 'The score',
      detail: `${stem}.score.json: the same, as data`,
      choose: () => exportPlayed('score'),
    },
    {
      title: 'The band as JavaScript',
      detail: `${stem}.js: a module for an app`,
      choose: () => {
        void compiled().then((js) => {
          if (js === null) say('The text has problems: nothing was compiled.')
          else download(`${stem}.js`, 'text/javascript', js)
        })
      },
    },
  ]
  openDialog('Export', 'export', (close) => [choiceList(choices, close, ''), keptTakes(given, close)])
}

/** The recordings come when they have been looked up. */
function keptTakes({ takes, exportTake, forgetTakes }: Exports, close: () => void): HTMLElement {
  const section = h('section', { class: 'takes', hidden: true }, h('h3', {}, 'Recordings'))
  void takes().then((kept) => {
    if (kept.length === 0) return
    const forget = h('button', { type: 'button', class: 'plain' }, 'Forget them')
    forget.addEventListener('click', () => {
      close()
      forgetTakes()
    })
    const choices = kept.map(
      ({ name, seconds, bytes }): Choice => ({
        title: name,
        detail: `${clockTime(seconds)}, ${sizeInWords(bytes)}, WAV of 24 bits`,
        choose: () => exportTake(name),
      }),
    )
    const hint = 'The newest three are kept on this machine, also where the page was closed too early.'
    section.append(h('p', { class: 'hint' }, hint), choiceList(choices, close, ''), forget)
    section.hidden = false
  })
  return section
}

export function showShare(url: string | null): void {
  openDialog('Share', 'share', () => {
    if (url === null) {
      return [h('p', {}, 'This piece is too long for a link. Export its text instead.')]
    }
    const field = h('input', { type: 'text', readonly: true, value: url, 'aria-label': 'Link to this piece' })
    const copy = h('button', { type: 'button', class: 'primary' }, 'Copy')
    copy.addEventListener('click', () => {
      field.select()
      const copied = navigator.clipboard?.writeText(url) ?? Promise.reject(new Error('no clipboard'))
      // Where the browser does not let us, the link is marked, and a hand can copy it.
      void copied.then(
        () => copy.replaceChildren('Copied'),
        () => copy.replaceChildren('Marked: copy it by hand'),
      )
    })
    return [
      h('p', { class: 'hint' }, 'The link holds the whole text. Nothing was sent anywhere.'),
      h('div', { class: 'copy-row' }, field, copy),
    ]
  })
}

export function showKeys(platform: string): void {
  openDialog('Keys', 'keys', () => {
    const mac = MAC.test(platform)
    const groups = ['Playing', 'Text', 'Studio'] as const
    const rows = (group: string): readonly HTMLElement[] =>
      SHORTCUTS.filter((one) => one.group === group).flatMap((shortcut) => [
        h('dt', {}, h('kbd', {}, inWords(shortcut, platform))),
        h('dd', {}, shortcut.does),
      ])
    const tapping = [
      h('dt', {}, h('kbd', {}, 'Space')),
      h('dd', {}, 'tap, while the cursor is not in the text'),
      h('dt', {}, h('kbd', {}, mac ? 'fn F9' : 'F9')),
      h('dd', {}, 'tap, from anywhere'),
    ]
    // The editor's own, for who goes through the page by keys.
    const leaving = [
      h('dt', {}, h('kbd', {}, mac ? '⌃⇧M' : 'Ctrl M')),
      h('dd', {}, 'let Tab leave the text, or indent again'),
    ]
    const sections = groups.map((group) =>
      h(
        'section',
        {},
        h('h3', {}, group),
        h(
          'dl',
          {},
          ...(group === 'Playing' ? tapping : []),
          ...rows(group),
          ...(group === 'Text' ? leaving : []),
        ),
      ),
    )
    // CC BY asks that who hears the recordings can learn whose they are.
    const licences = h('a', { href: 'LICENCES.txt', target: '_blank', rel: 'noopener' }, 'Licences')
    const writing = 'In the text ⌥ writes: ⌥ ← and ⌥ → go by words there, and ⌥ N is a tilde. Esc leaves it. '
    return [
      ...sections,
      h(
        'p',
        { class: 'hint' },
        mac ? writing : '',
        'Piano recorded by Alexander Holm, CC BY 3.0. ',
        licences,
      ),
    ]
  })
}
