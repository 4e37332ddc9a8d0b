import type { MemberModel } from '../model.ts'
import type { FileContext } from './context.ts'

/** Nobody else is called so: who is was told so. */
const LEADER = 'player'

/** Everybody must in the end follow the player or the grid. */
export function checkFollowers(ctx: FileContext, members: ReadonlyMap<string, MemberModel>): void {
  const done = new Set<string>()
  for (const member of members.values()) {
    const chain: MemberModel[] = []
    const seen = new Set<string>()
    let at: MemberModel | undefined = member
    while (at !== undefined && !done.has(at.name) && !seen.has(at.name)) {
      seen.add(at.name)
      chain.push(at)
      at = at.follows === LEADER ? undefined : members.get(at.follows)
    }
    const circle = at !== undefined && seen.has(at.name) ? chain.slice(chain.indexOf(at)) : []
    for (const { name } of chain) done.add(name)
    const [first] = circle
    if (first === undefined) continue
    const names = [...circle.map((m) => m.name), first.name]
    const shown = names.length > 10 ? [...names.slice(0, 9), '…'] : names
    const declared = ctx.scope.bindings.get(first.name)?.target
    const follows = declared?.kind === 'member' ? declared.decl.follows : null
    ctx.report(
      'SIL0209',
      follows ?? first.span,
      { chain: shown.join(' → ') },
      {
        fixes:
          follows === null
            ? []
            : [
                {
                  title: 'Follow the player',
                  edits: [{ span: { start: follows.start, end: follows.end }, newText: 'player' }],
                },
              ],
      },
    )
  }
}
