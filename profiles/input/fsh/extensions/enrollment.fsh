Extension: CcmBillingPractitioner
Id: ccm-billing-practitioner
Title: "Billing practitioner"
Description: "Who bills for the program."
Context: EpisodeOfCare, Consent
* value[x] only Reference(Practitioner or PractitionerRole)
* value[x] 1..1

Extension: CcmEnrollmentStateExtension
Id: ccm-enrollment-state
Title: "State of the enrollment"
Description: "The state of an enrollment, finer than its status; in the status history, the state of that time."
Context: EpisodeOfCare, EpisodeOfCare.statusHistory
* value[x] only code
* value[x] 1..1
* value[x] from CcmEnrollmentStateVS (required)

Extension: CcmStateReason
Id: ccm-state-reason
Title: "Reason of the state"
Description: "Why the enrollment came into its state: why somebody declined, left, or was graduated."
Context: EpisodeOfCare, EpisodeOfCare.statusHistory
* value[x] only string
* value[x] 1..1

Extension: CcmDoNotAskUntil
Id: ccm-do-not-ask-until
Title: "Do not ask until"
Description: "The patient declined and does not want to be asked again before this day."
Context: EpisodeOfCare
* value[x] only date
* value[x] 1..1

Extension: CcmTransfer
Id: ccm-transfer
Title: "Transfer"
Description: "The patient chose to change: the enrollment waits until another practitioner's has ended."
Context: EpisodeOfCare
* value[x] only boolean
* value[x] 1..1

Extension: CcmConcurrentReason
Id: ccm-concurrent-reason
Title: "Reason for a second program"
Description: "Why the patient is in a program beside another practitioner's."
Context: EpisodeOfCare
* value[x] only string
* value[x] 1..1

Extension: CcmAttestation
Id: ccm-attestation
Title: "Attestation"
Description: "A billing practitioner's word that the conditions last as long as the program asks and put the patient at significant risk."
Context: EpisodeOfCare
* extension contains
    duration 1..1 and
    risk 1..1 and
    by 0..1 and
    reason 0..1
* extension[duration] ^short = "The conditions are expected to last long enough"
* extension[duration].value[x] only boolean
* extension[duration].value[x] 1..1
* extension[risk] ^short = "The conditions put the patient at significant risk"
* extension[risk].value[x] only boolean
* extension[risk].value[x] 1..1
* extension[by] ^short = "Who attests"
* extension[by].value[x] only Reference(Practitioner or PractitionerRole)
* extension[by].value[x] 1..1
* extension[reason] ^short = "Why, in words"
* extension[reason].value[x] only string
* extension[reason].value[x] 1..1

Extension: CcmInitiatingVisit
Id: ccm-initiating-visit
Title: "Initiating visit"
Description: "The visit with which the program began: the Encounter, or its day where it is not on file."
Context: EpisodeOfCare
* value[x] only Reference(Encounter) or date
* value[x] 1..1
