/** Milliseconds of the processor's since `process.cpuUsage()` gave `from`: who shares the machine is not in them. */
export function cpuMs(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
