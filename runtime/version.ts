/** Version of the runtime: part of a policy's behaviour hash and of every session log. */
export const RUNTIME_VERSION = '0.1.0'
