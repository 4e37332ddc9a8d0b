import type { ImportName } from '../../language/ast.ts'
import type { Fix } from '../../language/diagnostics.ts'
import { itemsIn } from '../../language/walk.ts'
import type { FileModel } from '../model.ts'
import { type FileContext, rewrite } from './context.ts'

/** Takes a name out of its import, and the import with its last name. */
function leaveOut(ctx: FileContext, name: ImportName): readonly Fix[] {
  for (const decl of itemsIn(ctx.file.tree)) {
    if (decl.kind !== 'import') continue
    const at = decl.names.indexOf(name)
    if (at < 0) continue
    if (decl.names.length === 1) {
      const lineEnd = ctx.file.text.charAt(decl.end) === '\n' ? 1 : 0
      return [rewrite({ start: decl.start, end: decl.end + lineEnd }, '', 'Leave out the import')]
    }
    const before = decl.names[at - 1]
    const after = decl.names[at + 1]
    const span = {
      start: before?.end ?? name.start,
      end: before === undefined ? (after?.start ?? name.end) : name.end,
    }
    return [rewrite(span, '', 'Leave it out')]
  }
  return []
}

/** In a file that plays, what nothing uses; in a library everything waits for others. */
export function reportUnused(ctx: FileContext, model: FileModel): void {
  const { tree } = ctx.file
  const all = itemsIn(tree)
  // What stands in a block by mistake may be what the block uses.
  const outside = all === tree.items ? null : new Set<object>(tree.items)
  for (const { name, target, imported, uses } of ctx.scope.bindings.values()) {
    if (uses !== null || (outside !== null && target !== null && !outside.has(target.decl))) continue
    if (imported !== null) {
      if (target === null) continue
      ctx.report(
        'SIL0709',
        imported,
        { name: name.text },
        { tags: ['unused'], fixes: leaveOut(ctx, imported) },
      )
      continue
    }
    if (model.members.length === 0 || target === null || ctx.values.wanted.has(target)) continue
    // Of a circle all are used, by each other: that it is one was told.
    if (target.kind === 'let' && ctx.values.lets.get(target) === null) continue
    if (target.kind === 'timbre' && ctx.values.timbres.get(target) === null) continue
    if (target.kind === 'let' || target.kind === 'timbre' || target.kind === 'zones') {
      ctx.report('SIL0203', name, { name: name.text }, { tags: ['unused'] })
    }
  }
}
