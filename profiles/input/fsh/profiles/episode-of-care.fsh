Profile: CcmEpisodeOfCare
Parent: EpisodeOfCare
Id: ccm-episode-of-care
Title: "Enrollment"
Description: "A patient's way through a care-management program, from the first attempt to ask to its end. Its fine state is an extension; every state that it has been in stands in the status history."
* extension contains
    CcmEnrollmentStateExtension named state 0..1 MS and
    CcmStateReason named stateReason 0..1 MS and
    CcmDoNotAskUntil named doNotAskUntil 0..1 and
    CcmBillingPractitioner named billingPractitioner 0..1 MS and
    CcmAttestation named attestation 0..1 MS and
    CcmInitiatingVisit named initiatingVisit 0..1 MS and
    CcmTransfer named transfer 0..1 and
    CcmConcurrentReason named concurrentReason 0..1
* extension[state] ^short = "Where the patient stands, finer than the status"
* extension[stateReason] ^short = "Why the patient stands there"
* extension[doNotAskUntil] ^short = "Not to be asked again before this day"
* extension[billingPractitioner] ^short = "Who bills"
* extension[attestation] ^short = "A billing practitioner's word on duration and risk"
* extension[initiatingVisit] ^short = "The visit with which the program began"
* extension[transfer] ^short = "The patient changes: it waits until another practitioner's enrollment has ended"
* extension[concurrentReason] ^short = "Why beside another practitioner's program"
* status MS
* status ^short = "planned, active, onhold, finished, cancelled or entered-in-error"
* statusHistory MS
* statusHistory ^short = "Every status and state that it has been in"
* statusHistory.status MS
* statusHistory.period MS
* statusHistory.extension contains
    CcmEnrollmentStateExtension named state 0..1 MS and
    CcmStateReason named stateReason 0..1
* statusHistory.extension[state] ^short = "The state of that time"
* statusHistory.extension[stateReason] ^short = "Why it came into that state"
* type 1..* MS
* insert Sliced(type, pattern, $this, [[The program; other types may stand beside it.]])
* type contains program 1..1 MS
* type[program] ^patternCodeableConcept.coding.system = "https://ccm-on-fhir.org/ig/CodeSystem/ccm-program"
* type[program] from CcmProgramVS (required)
* type[program] ^short = "ccm, pcm or apcm"
* obeys ccm-episode-program
* diagnosis MS
* diagnosis ^short = "The chronic conditions that qualify the patient"
* diagnosis.condition MS
* diagnosis.condition ^short = "The chart's condition"
* diagnosis.role MS
* diagnosis.rank MS
* diagnosis.rank ^short = "In this order they stand on the claim"
* patient MS
* patient ^short = "Who is enrolled"
* managingOrganization MS
* managingOrganization ^short = "The practice"
* period MS
* period ^short = "From enrollment to its end; while patients are asked, since when"
* period.start MS
* period.end MS
* careManager only Reference(Practitioner or PractitionerRole)
* careManager MS
* careManager ^short = "Who looks after the patient day by day"
* team MS
* team ^short = "The care team"

Invariant: ccm-episode-program
Description: "An enrollment names exactly one program (ccm, pcm or apcm) in its type."
Severity: #error
Expression: "type.coding.where(system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-program').count() = 1"
