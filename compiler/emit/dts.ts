import type { EmitOptions } from '../compile-api.ts'
import type { PolicyIr } from '../ir.ts'

export function declarations(_ir: PolicyIr, _options: EmitOptions): string {
  return ''
}
