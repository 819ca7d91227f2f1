// Made by `npm run build:profiles`. Do not edit.

/** `[ig]/CodeSystem/ccm-program`, in its order. */
export const PROGRAM_CODES = {
  "ccm": "Chronic Care Management",
  "pcm": "Principal Care Management",
  "apcm": "Advanced Primary Care Management",
} as const

/** `[ig]/CodeSystem/ccm-staff-role`, in its order. */
export const STAFF_ROLE_CODES = {
  "billing-practitioner": "Billing practitioner",
  "clinical-staff": "Clinical staff",
  "non-clinical": "Other staff",
  "automation": "Software",
} as const

/** `[ig]/CodeSystem/ccm-enrollment-state`, in its order. */
export const ENROLLMENT_STATE_CODES = {
  "to-contact": "To contact",
  "attempted": "Attempted",
  "unreachable": "Unreachable",
  "declined": "Declined",
  "consented": "Consented",
  "enrolled": "Enrolled",
  "paused": "Paused",
  "withdrawn": "Withdrawn",
  "graduated": "Graduated",
  "deceased": "Deceased",
  "moved": "Moved",
  "transferred": "Transferred",
  "ended": "Ended",
} as const

/** `[ig]/CodeSystem/ccm-month-state`, in its order. */
export const MONTH_STATE_CODES = {
  "open": "Open",
  "ready": "Ready",
  "needs-attention": "Needs attention",
  "closed": "Closed",
  "submitted": "Submitted",
  "paid": "Paid",
  "denied": "Denied",
  "reopened": "Reopened",
} as const

/** `[ig]/CodeSystem/ccm-consent-statement`, in its order. */
export const CONSENT_STATEMENT_CODES = {
  "availability": "Availability",
  "cost-sharing": "Cost sharing",
  "one-practitioner": "One practitioner",
  "right-to-stop": "Right to stop",
} as const

/** `[ig]/CodeSystem/ccm-consent-method`, in its order. */
export const CONSENT_METHOD_CODES = {
  "verbal": "Verbal",
  "written": "Written",
} as const

/** `[ig]/CodeSystem/ccm-observation`, in its order. */
export const OBSERVATION_CODES = {
  "mdm-level": "Medical decision making",
} as const

/** `[ig]/CodeSystem/mdm-level`, in its order. */
export const MDM_LEVEL_CODES = {
  "low": "Low",
  "moderate": "Moderate",
  "high": "High",
} as const
