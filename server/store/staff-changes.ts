import type { Database } from './open-database.ts'

/** The channel on which the database tells of changes to Practitioners and their roles, Groups and Consents (migrations 0031, 0034). */
const CHANNEL = 'ccm_staff_changed'

/** Calls the handler when somebody of a practice, a role, or whom a client was granted has changed, in whichever process. */
export async function whenStaffChanges(db: Database, handler: () => void): Promise<void> {
  await db.listener.listen(CHANNEL, handler)
}
