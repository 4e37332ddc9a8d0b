/** `node --no-opt --no-maglev program.ts`: what more there is costs, case by case; prints one JSON document. */

import { countWork, faster, total } from '../../harness/work.ts'
import { cases, TIMES } from './cases.ts'

const counter = await countWork()
const told = []
for (const { name, n, prepared } of await cases()) {
  // What is only set up once is not the second run's.
  const first = await prepared(n)
  first()
  const small = await counter.of(await prepared(n))
  const large = await counter.of(await prepared(TIMES * n))
  told.push({
    name,
    small: total(small),
    large: total(large),
    faster: faster(small, large, TIMES, Math.max(2000, 10 * TIMES * n)),
  })
}
console.log(JSON.stringify(told))
