Profile: CcmCondition
Parent: Condition
Id: ccm-condition
Title: "Chronic condition"
Description: "A condition of the chart as care management reads it: coded in ICD-10-CM or SNOMED CT. What kind of chronic condition it is, is derived and never written over it."
* code 1..1
* code obeys ccm-condition-code
* subject only Reference(Patient)

Invariant: ccm-condition-code
Description: "The condition is coded in ICD-10-CM or SNOMED CT."
Severity: #error
Expression: "coding.where(system = 'http://hl7.org/fhir/sid/icd-10-cm' or system = 'http://snomed.info/sct').code.exists()"

Profile: CcmEpisodeOfCare
Parent: EpisodeOfCare
Id: ccm-episode-of-care
Title: "Enrollment"
Description: "A patient's way through a care-management programme, from the first attempt to ask to its end. Its fine state is an extension; every state that it has been in stands in the status history."
* extension contains
    CcmEnrollmentStateExtension named state 0..1 and
    CcmStateReason named stateReason 0..1 and
    CcmDoNotAskUntil named doNotAskUntil 0..1 and
    CcmBillingPractitioner named billingPractitioner 0..1 and
    CcmAttestation named attestation 0..1 and
    CcmInitiatingVisit named initiatingVisit 0..1 and
    CcmTransfer named transfer 0..1 and
    CcmConcurrentReason named concurrentReason 0..1
* statusHistory.extension contains
    CcmEnrollmentStateExtension named state 0..1 and
    CcmStateReason named stateReason 0..1
* type 1..*
* obeys ccm-episode-program
* careManager only Reference(Practitioner or PractitionerRole)

Invariant: ccm-episode-program
Description: "An enrollment names exactly one programme (ccm, pcm or apcm) in its type."
Severity: #error
Expression: "type.coding.where(system = 'https://ccm-on-fhir.org/ig/CodeSystem/ccm-program').count() = 1"

Profile: CcmConsent
Parent: Consent
Id: ccm-consent
Title: "Consent to care management"
Description: "The patient's word, spoken or written: who took it, when, what was explained. A withdrawn one is inactive and says when."
* extension contains
    CcmConsentMethodExtension named method 1..1 and
    CcmConsentRecorder named recorder 0..1 and
    CcmConsentStatementExtension named statement 0..* and
    CcmConsentWithdrawn named withdrawn 0..1 and
    CcmBillingPractitioner named billingPractitioner 0..1
* patient 1..1
* dateTime 1..1
* obeys ccm-consent-withdrawal

Invariant: ccm-consent-withdrawal
Description: "A consent that says when it was withdrawn is no longer active."
Severity: #error
Expression: "extension.where(url = 'https://ccm-on-fhir.org/ig/StructureDefinition/ccm-consent-withdrawn').empty() or status != 'active'"
