// Made by `npm run build:profiles`. Do not edit.
import type { Activity } from '../activity.ts'

/** Activities by their code in `[ig]/CodeSystem/ccm-activity`. */
export const ACTIVITIES: Readonly<Record<string, Activity>> = {
  "care-coordination": {"display":"Care coordination","countable":"yes"},
  "patient-contact": {"display":"Patient contact","countable":"yes"},
  "medication-management": {"display":"Medication management","countable":"yes"},
  "care-planning": {"display":"Care planning","countable":"yes"},
  "record-review": {"display":"Record review","countable":"yes"},
  "education": {"display":"Education","countable":"yes"},
  "transition-support": {"display":"Transition support","countable":"yes"},
  "community-services": {"display":"Community services","countable":"yes"},
  "documentation": {"display":"Documentation","countable":"yes"},
  "administrative": {"display":"Administrative","countable":"no"},
  "face-to-face": {"display":"Face to face","countable":"no"},
  "voicemail": {"display":"Voicemail","countable":"no"},
  "prior-authorization": {"display":"Prior authorization","countable":"practice"},
  "supervision": {"display":"Supervision","countable":"no"},
  "travel": {"display":"Travel","countable":"no"},
}
