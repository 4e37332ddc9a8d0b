/** Whether the browser would let us without asking, as far as it says. */

export type Permission = 'granted' | 'prompt' | 'denied' | 'unknown'

export async function permissionOf(name: 'microphone' | 'midi'): Promise<Permission> {
  return (await statusOf(name))?.state ?? 'unknown'
}

/** Calls back when the player changes it in the browser. */
export async function onPermission(
  name: 'microphone' | 'midi',
  changed: (now: Permission) => void,
): Promise<void> {
  const status = await statusOf(name)
  status?.addEventListener('change', () => changed(status.state))
}

async function statusOf(name: 'microphone' | 'midi'): Promise<PermissionStatus | null> {
  try {
    return await navigator.permissions.query({ name })
  } catch {
    // A browser that knows no such name, or no permissions.
    return null
  }
}
