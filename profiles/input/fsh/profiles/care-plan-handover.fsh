Profile: CcmCarePlanHandover
Parent: Communication
Id: ccm-care-plan-handover
Title: "Copy of the care plan handed over"
Description: "That a copy of the care plan was given to the patient or caregiver: which copy, when, to whom, by whom, how. Medicare wants it on record."
* status MS
* status = #completed
* category 1..* MS
* insert Sliced(category, pattern, $this, [[That it is a handing over; other categories may stand beside it.]])
* category contains handover 1..1 MS
* category[handover] = CcmCarePlanActivity#handed-over
* medium MS
* medium ^short = "On paper, by mail, through the portal"
* subject 1..1 MS
* subject only Reference(Patient)
* about MS
* about ^short = "The care plan, as the version that was given"
* sent 1..1 MS
* sent ^short = "When"
* recipient 1..* MS
* recipient only Reference(Patient or RelatedPerson)
* recipient ^short = "To whom: the patient, a caregiver"
* sender 1..1 MS
* sender only Reference(Practitioner or PractitionerRole or Organization)
* sender ^short = "By whom"
* payload 1..* MS
* payload ^short = "The copy"
* payload.content[x] MS
* payload.content[x] ^short = "DocumentReference of the copy"
* note MS
* obeys ccm-handover-plan and ccm-handover-copy

Invariant: ccm-handover-plan
Description: "A handing over names the care plan that it is about."
Severity: #error
Expression: "about.reference.where(matches('(^|/)CarePlan/')).exists()"

Invariant: ccm-handover-copy
Description: "A handing over names the copy that was given (payload: a DocumentReference)."
Severity: #error
Expression: "payload.content.reference.where(matches('(^|/)DocumentReference/')).exists()"
