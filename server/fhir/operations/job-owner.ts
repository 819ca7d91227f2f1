import type { Caller } from '#ports/caller.ts'

/** Whose job it is: the client and user that asked, who alone may follow or cancel it. */
export function jobOwner({ client, user, role }: Caller): string {
  return `${client} ${user ?? role}`
}
