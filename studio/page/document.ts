/** The piece that is open, its name in the bar, and its way to disk and back. */

import { part, setText } from './dom.ts'
import { type Draft, keepDrafts, keptDrafts } from './draft.ts'
import type { ReadyProgram } from './edits.ts'
import { late } from './late.ts'
import {
  FIRST_PIECE,
  fromGallery,
  fromLink,
  type Gallery,
  loadGallery,
  openedFile,
  type Piece,
  save,
} from './piece.ts'
import type { LinkReading } from './share.ts'

export interface Document {
  readonly piece: Piece
  readonly gallery: Gallery
  /** The file that the studio was opened with, as people call it; null where there is none. */
  readonly file: string | null
  /** What was wrong with the link that the page came with, to be said once; null for none. */
  readonly brokenLink: string | null
  /** What was written before the page was loaded anew is there again. */
  readonly restored: boolean
  open(piece: Piece, ready?: ReadyProgram): void
  /** A piece that was open before. The file is as it was left, not as it lies on disk. */
  back(piece: Piece): void
  openFromGallery(path: string): void
  /** What was left for another piece, not saved and with no file to go back to; null where nothing was. */
  readonly left: Pick<Piece, 'shown'> | null
  backToLeft(): void
  /** The file anew from disk. */
  reopen(): Promise<void>
  /** Somebody has looked at the file on disk: where it was written by another program it is taken over, or told of. */
  onDisk(revision: string): Promise<void>
  /** To be called when the editor is there: minds another link in the address, and asks before an unsaved text is left. */
  watch(): void
  save(): Promise<void>
  /** Shows name and state of the piece, after an edit. */
  show(): void
}

/** A piece as it was when another one took its place. */
interface Left {
  readonly piece: Piece
  readonly savedText: string
  readonly text: string
  readonly hash: string
}

export interface DocumentOptions {
  /** The text in the editor. */
  readonly text: () => string
  /** Another piece takes the place of the one that was open. */
  readonly onOpen: (piece: Piece, ready?: ReadyProgram) => void
  /** The piece that is open has another text. */
  readonly onText: (text: string) => void
  readonly say: (text: string, tone?: 'calm' | 'warn') => void
}

const SHARE = late(() => import('./share.ts'))

/** Who has no link in the address needs nothing that reads one. */
async function readLink(fragment: string): Promise<LinkReading> {
  if (!fragment.startsWith('#s=')) return { kind: 'none' }
  let why = ''
  const links = await SHARE((problem) => {
    why = problem
  })
  return links === null ? { kind: 'broken', why } : links.readLink(fragment)
}

/** An editor has one kind of line end, and no mark before the first line. */
const plain = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
const differ = (a: string, b: string): boolean => a !== b && plain(a) !== plain(b)

export async function openDocument({ text, onOpen, onText, say }: DocumentOptions): Promise<Document> {
  let [opened, gallery, link] = await Promise.all([openedFile(), loadGallery(), readLink(location.hash)])
  let piece =
    link.kind === 'text' ? fromLink(gallery, link.text) : (opened.file ?? fromGallery(gallery, FIRST_PIECE))
  let savedText = piece.text
  /** The last revision on disk that was told of, and not taken over. */
  let toldOf = ''
  const file = opened.file?.path ?? null
  const kept = keptDrafts()
  const isHere = (draft: Draft): boolean => draft.hash === location.hash && !isElsewhere(draft)
  const found = [kept.now, ...kept.others].find((draft) => draft !== null && isHere(draft)) ?? null
  const now = fromDraft(found)
  const others = [
    ...[kept.now, kept.file].flatMap((draft) => (draft?.revision != null && isElsewhere(draft) ? draft : [])),
    ...kept.others.filter((draft) => draft !== found),
  ]
  if (now !== null) ({ piece, savedText } = now)
  /** The file as it was left for another piece. */
  let left = kept.file === null || isElsewhere(kept.file) ? null : fromDraft(kept.file)
  /** The last piece without a file that was left, and not as it was opened. */
  let loose = fromDraft(kept.loose ?? (kept.now !== found && kept.now?.revision === null ? kept.now : null))
  /** The address's, of the piece that is open. */
  let hash = location.hash
  return {
    get piece() {
      return piece
    },
    gallery,
    file: opened.file?.shown ?? null,
    brokenLink: link.kind === 'broken' ? link.why : null,
    restored: now !== null,
    open,
    back(next) {
      if (next.revision !== null && left !== null) restore(left)
      else become(next)
    },
    get left() {
      return loose?.piece ?? null
    },
    backToLeft() {
      if (loose !== null) restore(loose)
    },
    openFromGallery: (path) => open(fromGallery(gallery, path)),
    async reopen() {
      const { file } = await openedFile()
      // It is the one that is open: what is not saved of it is all there is.
      if (isChanged()) {
        say(`${piece.shown} is open, and not saved.`)
        return
      }
      if (left !== null && differ(left.text, left.savedText)) {
        restore(left)
        say(`${left.piece.shown} is as you left it, and not saved.`)
      } else if (file !== null) open(file)
    },
    watch() {
      window.addEventListener('hashchange', () => void openLink())
      window.addEventListener('beforeunload', (event) => {
        const leftUnsaved = piece.revision === null && left !== null && differ(left.text, left.savedText)
        if (isChanged() || leftUnsaved) event.preventDefault()
      })
    },
    onDisk: takeOver,
    save: saveFile,
    show,
  }

  /** As it was left: what another program has written since is told when it is saved. */
  function restore(its: Left): void {
    // It is open again, and no longer as it was left.
    if (its === loose) loose = null
    open({ ...its.piece, text: its.text })
    if (its === left) left = null
    savedText = its.savedText
    if (hash !== its.hash) {
      // It is of its link: loaded anew, it is there again.
      hash = its.hash
      window.history.replaceState(null, '', hash === '' ? location.pathname : hash)
    }
    show()
  }

  function open(next: Piece, ready?: ReadyProgram): void {
    const { shown } = piece
    const isUnsaved = differ(text(), savedText)
    become(next, ready)
    if (isUnsaved) say(`${shown} is not saved: Pieces has it as you left it.`)
  }

  function become(next: Piece, ready?: ReadyProgram): void {
    const now = { piece, savedText, text: text(), hash }
    if (piece.revision !== null) left = now
    else if (differ(now.text, savedText)) loose = now
    piece = next
    savedText = next.text
    onOpen(next, ready)
    show()
  }

  async function openLink(): Promise<void> {
    const read = await readLink(location.hash)
    if (read.kind === 'broken') say(read.why, 'warn')
    if (read.kind !== 'text') return
    open(fromLink(gallery, read.text))
    hash = location.hash
    show()
  }

  async function takeOver(revision: string): Promise<void> {
    const before = piece
    if (before.revision === null || before.revision === revision || revision === toldOf) return
    const { file } = await openedFile()
    // It is being written: nobody plays nothing.
    if (file === null || file.text === '') return
    // A save of ours, or another piece, came between.
    if (piece !== before || file.path !== before.path) return
    if (isChanged() && differ(text(), file.text)) {
      toldOf = revision
      say(`Another program has changed ${piece.shown}. What you have here is not saved, and stays.`, 'warn')
      return
    }
    piece = file
    savedText = file.text
    onText(file.text)
    say(`${piece.shown} is as another program has saved it.`)
    show()
  }

  async function saveFile(): Promise<void> {
    const saving = text()
    if (piece.revision === null) {
      say('This piece has no file: export keeps its text.')
      return
    }
    let saved = await save(saving, piece.revision, opened.key)
    if (saved.kind === 'refused') {
      // The server was started anew, and so was its key.
      const { file, key } = await openedFile()
      if (file !== null && file.path !== piece.path) {
        say(`Not saved: the studio’s server has ${file.shown} open now.`, 'warn')
        return
      }
      opened = { ...opened, key }
      saved = await save(saving, piece.revision, opened.key)
    }
    if (saved.kind === 'failed' || saved.kind === 'refused') say(`Not saved: ${saved.why}.`, 'warn')
    else if (saved.kind === 'changed') {
      // Theirs is on disk, ours is in the editor: the next save is the player's decision.
      piece = { ...piece, revision: saved.revision }
      say('Another program has changed the file. Save again to write over it.', 'warn')
    } else {
      piece = { ...piece, revision: saved.revision }
      savedText = saving
      say(`${piece.shown} is saved.`)
    }
    show()
  }

  function isChanged(): boolean {
    return piece.revision !== null && differ(text(), savedText)
  }

  function show(): void {
    setText(part('piece-name'), piece.shown)
    document.title = `${piece.shown} · Silencio`
    setText(part('piece-state'), isChanged() ? 'not saved' : '')
    keepDrafts({
      now: toDraft({ piece, savedText, text: text(), hash }),
      file: toDraft(left),
      loose: toDraft(loose),
      others,
    })
  }

  /** Null where it is as it was saved. */
  function toDraft(its: Left | null): Draft | null {
    if (its === null || !differ(its.text, its.savedText)) return null
    const { piece, text, savedText, hash } = its
    // Without its server the page knows of no file, but the piece is still of its own.
    const of = piece.revision === null ? file : piece.path
    return { ...piece, library: piece.library.kind, text, saved: savedText, hash, file: of }
  }

  /** The studio was opened with another file since. */
  function isElsewhere(draft: Draft): boolean {
    return draft.file !== (file ?? draft.file)
  }

  function fromDraft(draft: Draft | null): Left | null {
    if (draft === null) return null
    const library: Piece['library'] =
      draft.library === 'server' ? { kind: 'server' } : { kind: 'files', files: gallery.files }
    return { ...draft, piece: { ...draft, library }, savedText: draft.saved }
  }
}
